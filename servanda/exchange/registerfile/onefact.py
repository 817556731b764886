"""One fact, in the words of a register file, about records that are in the register already."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from servanda.errors import InputError, NotFound
from servanda.exchange.registerfile.facts import FactNode, FactReader, declare_introduced, each_fact
from servanda.exchange.registerfile.faults import Faults, Spot
from servanda.exchange.registerfile.item import CitationItem, Item
from servanda.exchange.registerfile.reading import Reading
from servanda.kernel.dates import PartialDate
from servanda.kernel.identity import random_id
from servanda.kernel.standpoint import Resolved
from servanda.kinds.fields import Text
from servanda.kinds.replaces import Replaces
from servanda.register.draft import Draft, Recorded
from servanda.register.reading.views import find, records_view
from servanda.register.writing.record import record
from servanda.yamlfile import Document


@dataclass(frozen=True)
class Correction:
    """The entry that a fact replaces, and why."""

    entry: str
    reason: str


class _Records(dict[str, str]):
    """Record identifiers by address or identifier, each looked up when it is first asked for."""

    def __init__(self, at: Resolved) -> None:
        super().__init__()
        self._at = at

    def __contains__(self, name: object) -> bool:
        if not super().__contains__(name) and isinstance(name, str):
            with suppress(NotFound):
                self[name] = find(name, self._at)
        return super().__contains__(name)


class _Sources(Mapping[str, Any]):
    """The languages of sources, for what is quoted from them."""

    def __init__(self, records: Mapping[str, str], at: Resolved) -> None:
        self._records = records
        self._at = at

    def __getitem__(self, local: str) -> Any:
        source = self._records[local]
        fact = records_view([source], self._at).record(source)
        if fact is None or fact.kind != "source":
            raise KeyError(local)
        return {"language": fact.payload.language}

    def __iter__(self) -> Any:
        return iter(())

    def __len__(self) -> int:
        return 0


class _Reader(FactReader):
    def _undated(self, node: FactNode, citations: tuple[CitationItem, ...]) -> PartialDate | None:
        return None  # the register dates it by the source it is cited to


def record_fact(
    document: Document,
    scope: str,
    at: Resolved,
    *,
    actor: str,
    language: str = "en",
    corrects: Correction | None = None,
) -> Recorded:
    """Record the one fact that a document holds; gives what the register gave, the fact first.

    The document is a fact as a register file has it (``{tally: parp-2016, total: 41, source: ...}``), with
    addresses or identifiers of records. Raises ``InputError``, ``Refused`` or ``NotFound``.
    """
    items = _read(document, [document.data], _Listed(document.name, document.root), scope, at, language)
    return record(list(_drafts(items, corrects)), actor=actor)


def record_facts(document: Document, scope: str, at: Resolved, *, actor: str, language: str = "en") -> Recorded:
    """Record the facts that a document lists, together: one may be about a record that another brings into being.

    Gives what the register gave, the facts in their order, each with its citations. Raises as ``record_fact`` does.
    """
    items = _read(document, document.data, document, scope, at, language)
    return record(list(_drafts(items, None)), actor=actor)


def _read(
    document: Document, facts: list[Any], listed: Document, scope: str, at: Resolved, language: str
) -> list[Item]:
    faults = Faults(document.name, "Nothing was recorded. Correct it and try again.")
    records = _Records(at)
    reading = Reading(faults, scope, scope, language, place="this register", ids=records)
    if scope not in records:
        raise NotFound("no-record", f"There is no partnership {scope!r} here.", "check its address or identifier")
    nodes = list(each_fact(reading, facts, Spot(listed)))
    introduced = declare_introduced(reading, nodes)
    reader = _Reader(reading, {}, _Sources(records, at))
    items = [item for item in map(reader.read, nodes) if item is not None]
    faults.raise_if_any()
    if len(items) != len(facts):
        raise InputError(
            "no-fact", "One fact is recorded at a time.", "load a register file for more", file=document.name
        )
    slugs = [reader.slug(local, node, items) for local, node in introduced.items()]
    return [*items, *(slug for slug in slugs if slug is not None)]


class _Listed(Document):
    """A document whose one fact is asked for as the first of a list."""

    def line(self, path: Any = ()) -> int:
        return super().line(path[1:])


def _drafts(items: list[Item], corrects: Correction | None) -> Any:
    first = random_id()
    for place, item in enumerate(items):
        own = random_id() if place else first
        yield item.draft(own)
        yield from (Draft(one.payload, own, scope=item.scope, marking=one.marking) for one in item.citations)
    if corrects is not None:
        yield Draft(Replaces(by=first, reason=Text(by={"en": corrects.reason})), corrects.entry)
