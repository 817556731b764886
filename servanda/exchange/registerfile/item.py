"""What a register file says, once it is read: statements with their citations, each knowing its place."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from servanda.kernel.canonical import canonical
from servanda.kernel.dates import PartialDate
from servanda.kernel.entries import Entry, Payload, Temporal
from servanda.kernel.identity import derived_id
from servanda.kernel.marking import PUBLIC, Marking
from servanda.kinds import Kind
from servanda.register.draft import Draft

Digest = str


@dataclass(frozen=True)
class Place:
    """Where something stands in its file, for messages."""

    line: int
    label: str


@dataclass(frozen=True)
class CitationItem:
    """One citation of a statement."""

    payload: Kind
    marking: Marking
    place: Place

    @cached_property
    def digest(self) -> Digest:
        """What makes two citations of one statement the same."""
        return citation_digest(self.payload, self.marking)


@dataclass(frozen=True)
class Item:
    """One statement, with identifiers resolved. ``as_of`` is ``None`` where its day is the day of recording."""

    payload: Kind
    about: str
    as_of: PartialDate | None
    scope: str
    said_by: str | None = None
    since: PartialDate | None = None
    until: PartialDate | None = None
    marking: Marking = PUBLIC
    citations: tuple[CitationItem, ...] = ()
    place: Place = field(default=Place(0, ""), compare=False)

    @cached_property
    def digest(self) -> Digest:
        """What makes two statements the same: see ``statement_digest``."""
        return statement_digest(self)

    def draft(self, own: str) -> Draft:
        """The statement as it is recorded, under its own identifier; its citations are drafts of their own."""
        return Draft(
            payload=self.payload,
            about=self.about,
            as_of=self.as_of,
            scope=self.scope,
            said_by=self.said_by,
            since=self.since,
            until=self.until,
            marking=self.marking,
            id=own,
        )


def statement_digest(said: Item | Entry) -> Digest:
    """The canonical text of a statement without who recorded it, when, and where it is cited (rule 11).

    What a record is and is called is timeless: an undated one is the same on whatever day it was recorded.
    """
    return canonical([*_header(said), dict(said.payload.content())])


def likeness_of(said: Item | Entry) -> Digest:
    """The canonical text of a statement without its values, for pairing an edited one with what it was."""
    questions = sorted(answer.question for answer in said.payload.answers(said.as_of or _ANY_DAY))
    return canonical([*_header(said)[:3], said.said_by, questions])


def redating_of(said: Item | Entry) -> Digest:
    """The canonical text of a statement without its dates, for pairing one whose date was corrected."""
    return canonical([said.payload.kind, said.about, said.said_by, dict(said.payload.content())])


def citation_digest(payload: Payload, marking: Marking) -> Digest:
    """The canonical text of a citation, apart from what it is of."""
    return canonical([dict(payload.content()), marking.text])


def statement_id(register: str, digest: Digest, after: str = "") -> str:
    """The entry identifier of a statement from a file: the same in every register that loads the file.

    ``after`` is the entry it replaces, if any: a figure that is corrected back is a new statement.
    """
    return derived_id(f"statement of {register}", f"{digest}\x1f{after}")


def _header(said: Item | Entry) -> list[str | None]:
    undated = said.as_of is None or said.as_of.is_open_start
    timeless = said.payload.temporal is Temporal.ENTRY or (said.payload.structural and undated)
    return [
        said.payload.kind,
        said.about,
        None if timeless or said.as_of is None else said.as_of.text,
        said.since.text if said.since else None,
        said.until.text if said.until else None,
        said.said_by,
        said.marking.text,
    ]


def merged(items: Iterable[Item]) -> tuple[Item, ...]:
    """Join statements that a file makes twice: one statement, with the citations of both (rule 11)."""
    found: dict[tuple[Digest, PartialDate | None], Item] = {}
    for item in items:
        first = found.get((item.digest, item.as_of))
        citations = {one.digest: one for one in (*(first.citations if first else ()), *item.citations)}
        found[item.digest, item.as_of] = replace(first or item, citations=tuple(citations.values()))
    return tuple(found.values())


_ANY_DAY = PartialDate("2000-01-01")


@dataclass(frozen=True)
class RegisterFile:
    """A register file as read: nothing in it has touched a database.

    ``records`` maps local identifiers to record identifiers, ``kinds`` to what each is. ``items`` are the
    statements in the order in which they can be recorded; ``same`` pairs of records that are one.
    """

    path: str
    register: str
    scope: str
    language: str
    title: str
    records: Mapping[str, str]
    kinds: Mapping[str, frozenset[str]]
    items: tuple[Item, ...]
    same: tuple[Item, ...]

    @property
    def actor(self) -> str:
        """Who records what it says."""
        return f"{ACTOR}{self.register}"

    @property
    def sources(self) -> Mapping[str, str]:
        """The sources among its records."""
        return {local: record for local, record in self.records.items() if "source" in self.kinds[local]}

    @property
    def facts(self) -> tuple[Item, ...]:
        """The statements that are not about what a record is or is called."""
        return tuple(item for item in self.items if not item.payload.structural)


ACTOR = "register file "
