"""The section ``facts`` of a dump: grouped by source, each group telling once what its facts share."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from servanda.exchange.registerfile.content import text, written
from servanda.exchange.registerfile.dump_records import Written
from servanda.exchange.registerfile.emit import Block
from servanda.exchange.registerfile.facts import OWN_NAME, RESERVED
from servanda.exchange.registerfile.naming import Naming
from servanda.kernel.canonical import canonical
from servanda.kernel.dates import PartialDate
from servanda.kernel.entries import Entry
from servanda.kinds import KINDS

_ORDER = {kind: place for place, kind in enumerate(KINDS)}
_SHARED = ("said_by", "as_of", "marking")


@dataclass
class FactWriter:
    """Writes facts one by one."""

    naming: Naming
    citations: Mapping[str, Sequence[Entry]]
    scope: str
    entered: PartialDate | None
    languages: Mapping[str, str]
    language: str

    def write(self, entry: Entry) -> tuple[str | None, dict[str, Any]]:
        """Give a fact's first source, where it can be shared, and the fact as it is written."""
        payload: Any = entry.payload
        said: dict[str, Any] = {entry.kind: self.naming.locals[entry.about]}
        content = written(payload, self.naming.locals, self.language, self.naming.locals[self.scope])
        if entry.kind in content:
            content = {OWN_NAME if key == entry.kind else key: value for key, value in content.items()}
        said.update(content)
        if not (entry.payload.structural and entry.as_of == self.entered):
            said["as_of"] = entry.as_of.text
        for key, when in (("since", entry.since), ("until", entry.until)):
            if when is not None:
                said[key] = when.text
        if entry.said_by:
            said["said_by"] = self.naming.locals[entry.said_by]
        if not entry.marking.public:
            said["marking"] = entry.marking.text
        source = self._cite(entry, said)
        return (None if entry.payload.structural else source), said

    def _cite(self, entry: Entry, said: dict[str, Any]) -> str | None:
        """Add the citations: the first in the fact itself if it is a plain one, others in a list."""
        cited = sorted(self.citations.get(entry.id, ()), key=self._order)
        has_own_source = bool(set(RESERVED).intersection(KINDS[entry.kind].model_fields))
        plain = [] if has_own_source else [one for one in cited if self._is_plain(one, entry)]
        first = plain[0] if plain else None
        if first is not None:
            said.update(self._citation(first))
        rest = [one for one in cited if one is not first]
        if rest:
            said["cite"] = [self._listed(one, entry) for one in rest]
        return said.get("source") if first is not None else None

    def _order(self, citation: Entry) -> tuple[str, str]:
        source = citation.payload.references()[0]
        return self.naming.locals[source], canonical([dict(citation.payload.content()), citation.marking.text])

    @staticmethod
    def _is_plain(citation: Entry, entry: Entry) -> bool:
        return citation.marking == entry.marking and "supports" not in citation.payload.content()

    def _citation(self, citation: Entry) -> dict[str, Any]:
        payload: Any = citation.payload
        said: dict[str, Any] = {"source": self.naming.locals[payload.source]}
        if payload.at is not None:
            said["at"] = payload.at
        if payload.quote is not None:
            said["quote"] = text(payload.quote, self.languages.get(payload.source, self.language))
        return said

    def _listed(self, citation: Entry, entry: Entry) -> dict[str, Any]:
        payload: Any = citation.payload
        said = self._citation(citation)
        if payload.supports:
            said["supports"] = list(payload.supports)
        if citation.marking != entry.marking:
            said["marking"] = citation.marking.text
        return said


def write_facts(
    facts: Iterable[Entry],
    citations: Mapping[str, Sequence[Entry]],
    naming: Naming,
    scope: str,
    entered: PartialDate | None,
    described: Written,
    language: str,
) -> list[Any]:
    """Write facts in groups by source, in the order of their dates; those without a source come last."""
    writer = FactWriter(naming, citations, scope, entered, described.languages, language)
    groups: dict[str | None, list[dict[str, Any]]] = defaultdict(list)
    for entry in sorted(facts, key=lambda entry: _place(entry, naming)):
        source, said = writer.write(entry)
        groups[source].append(said)
    loose = groups.pop(None, [])
    order = {local: place for place, local in enumerate(described.sources)}
    grouped = [
        _group(source, groups[source]) for source in sorted(groups, key=lambda one: order.get(str(one), len(order)))
    ]
    return [*grouped, *(Block(said) for said in loose)]


def _place(entry: Entry, naming: Naming) -> tuple[Any, ...]:
    return entry.start.latest, _ORDER[entry.kind], naming.locals[entry.about], canonical(dict(entry.payload.content()))


def _group(source: str | None, facts: Sequence[dict[str, Any]]) -> Block:
    """A group tells once what all its facts say alike: its source, and speaker, day and marking."""
    if len(facts) == 1:
        return Block(facts[0])
    shared: dict[str, Any] = {"source": source}
    for key in _SHARED:
        values = {fact.get(key) for fact in facts}
        if len(values) == 1 and None not in values:
            shared[key] = values.pop()
    return Block(
        {**shared, "facts": [Block({key: value for key, value in fact.items() if key not in shared}) for fact in facts]}
    )
