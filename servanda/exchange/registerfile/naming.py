"""The local identifiers of a dump: an address where a record has one, and how its identifier follows from it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from servanda.exchange.registerfile.item import ACTOR
from servanda.exchange.registerfile.reading import is_local
from servanda.exchange.registerfile.records import CODE_LANGUAGE
from servanda.kernel.entries import Entry
from servanda.kernel.identity import derived_id

_SHOWN_DIGITS = 8


@dataclass
class Naming:
    """Local identifiers by record, and the names that they and external identifiers were taken from."""

    register: str
    locals: dict[str, str]
    by_record: Mapping[str, Sequence[Entry]] = field(default_factory=dict)

    def identity(self, record: str, codes: Iterable[str]) -> dict[str, object]:
        """The keys that give a record its identifier on reading: none, ``is`` or ``id``."""
        for code in codes:
            scheme, _, identifier = code.partition(":")
            if derived_id(scheme, identifier) == record:
                return {"is": {scheme: identifier}}
        if derived_id(self.register, self.locals[record]) == record:
            return {}
        return {"id": record}


def name_records(records: Mapping[str, str], names: Mapping[str, Sequence[Entry]], scope: str, actor: str) -> Naming:
    """Give every record a local identifier: its address if it has one of its own, else its kind and some digits.

    ``records`` maps each record to what it is; ``actor`` recorded the partnership (a register file, perhaps).
    """
    slugs = {record: _slug(names.get(record, ())) for record in records}
    often = Counter(slug for slug in slugs.values() if slug)
    given = {
        record: slug if slug and often[slug] == 1 else f"{records[record]}-{record[:_SHOWN_DIGITS]}"
        for record, slug in slugs.items()
    }
    if len(set(given.values())) < len(given):
        given = {
            record: local if often[local] == 1 else f"{records[record]}-{record}" for record, local in given.items()
        }
    register = actor.removeprefix(ACTOR) if actor.startswith(ACTOR) else given[scope]
    return Naming(register if is_local(register) else given[scope], given, names)


def _slug(names: Sequence[Entry]) -> str | None:
    found = [
        name.payload.content()["text"]
        for name in names
        if name.payload.content().get("use") == "slug" and name.payload.content()["language"] == CODE_LANGUAGE
    ]
    return min((str(slug) for slug in found if is_local(str(slug))), default=None)
