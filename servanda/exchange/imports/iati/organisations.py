"""The organisations of a file: each one party, by its identifier, else by its name."""

from dataclasses import dataclass, field

from servanda.exchange.formats.iati import codes
from servanda.exchange.formats.xmltree import Node
from servanda.exchange.imports.iati.words import plain
from servanda.exchange.imports.making import NO_LANGUAGE, Maker
from servanda.kernel.identity import derived_id
from servanda.kinds.party import Party

SCHEME = "iati"


@dataclass
class Organisations:
    """Gives the party that an element names, and says what it is when it comes first."""

    maker: Maker
    language: str
    _said: set[str] = field(default_factory=set)
    _names: set[tuple[str, str]] = field(default_factory=set)

    def party(self, node: Node | None, language: str = "") -> str | None:
        """The party, or ``None`` where neither an identifier nor a name is given."""
        if node is None:
            return None
        ref = node.attributes.get("ref", "").strip()
        name = plain(node, language or self.language)
        record = self.named(node, language)
        if record is None:
            return None
        if codes().identifies(ref):
            node.attribute("ref")
        if record not in self._said:
            self._said.add(record)
            self.maker.say(Party(category="organisation"), record, node)
            if codes().identifies(ref):
                self.maker.name(record, f"{SCHEME}:{ref}", node, NO_LANGUAGE, "alias")
        if name and (record, name) not in self._names:
            first = not any(known == record for known, _ in self._names)
            self._names.add((record, name))
            self.maker.name(record, name, node, language or self.language, "full" if first else "alias")
        return record

    def named(self, node: Node | None, language: str = "") -> str | None:
        """The same without a word said of it."""
        if node is None:
            return None
        ref = node.attributes.get("ref", "").strip()
        return party_id(self.maker.series, ref, plain(node, language or self.language))


def party_id(series: str, ref: str, name: str) -> str | None:
    """The record of an organisation: the same everywhere by its identifier, by its name within a publisher's files."""
    if codes().identifies(ref):
        return derived_id(SCHEME, ref)
    if name:
        return derived_id(series, f"organisation {name}")
    return derived_id(series, f"organisation ref {ref}") if ref else None
