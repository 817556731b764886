"""What is exported: a record and all that belongs to it, all sources, or everything the reader may see."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from servanda.errors import UsageError
from servanda.kernel.standpoint import Resolved
from servanda.register.reading import listing
from servanda.register.reading.listing import Piece
from servanda.register.reading.views import find, records_view

SOURCES, EVERYTHING = "sources", "everything"
KINDS = ("partnership", "plan", "package", "operation", "contribution")
REMEDY = f"name a {', '.join(KINDS[:-1])} or {KINDS[-1]}, or say `{SOURCES}` or `{EVERYTHING}`"


@dataclass(frozen=True)
class Subject:
    """What is exported. ``kind`` is the kind of ``record``, or ``sources`` or ``everything`` (then there is none).

    ``others`` are records by themselves, ``items`` the objectives of ``containers``; ``scope`` is the partnership
    that it is limited to, if it is to one.
    """

    kind: str
    record: str | None
    others: tuple[str, ...]
    items: tuple[str, ...] = ()
    containers: tuple[str, ...] = ()
    scope: str | None = None

    def pieces(self, at: Resolved, size: int = listing.PIECE) -> Iterator[Piece]:
        """What is seen of it, piece by piece; records that are joined are told once."""
        told: set[str] = set()
        asked = ((self.others, ()), (self.items, self.containers))
        for records, containers in asked:
            for piece in listing.pieces(records, at, of=containers, scope=self.scope, size=size):
                own = tuple(record for record in piece.own if record not in told)
                told.update(own)
                yield Piece(piece.view, own)

    def __len__(self) -> int:
        """How many records it is of, at most."""
        return len(self.others) + len(self.items)


def subject(what: str, at: Resolved) -> Subject:
    """Find what is to be exported by its name. Raises ``NotFound``, or ``UsageError`` for what is not exported."""
    if what == SOURCES:
        return Subject(SOURCES, None, tuple(listing.sources(at)))
    if what == EVERYTHING:
        return _scope(EVERYTHING, None, at)
    record = find(what, at)
    kind = listing.kinds([record]).get(record, "record")
    if kind == "partnership":
        return _scope(kind, record, at)
    if kind in ("plan", "package"):
        return _plan(kind, record, at)
    if kind in ("operation", "contribution"):
        return _operation(kind, record, at)
    sentence = f"{what} is a {kind}, which is not exported by itself."
    raise UsageError("not-exported", sentence, REMEDY)


def _scope(kind: str, record: str | None, at: Resolved) -> Subject:
    records = listing.in_scope(record, at)
    kinds = listing.kinds(records)
    items = tuple(one for one in records if kinds.get(one) == "objective")
    containers = {one for one in records if kinds.get(one) in ("plan", "package")} | listing.containers(items, at)
    others = tuple(one for one in records if kinds.get(one) != "objective")
    return Subject(kind, record, others, items, tuple(sorted(containers)), scope=record)


def _plan(kind: str, record: str, at: Resolved) -> Subject:
    """A plan with its packages, their objectives and indicators, and the reviews, meetings, decisions that name it."""
    packages = listing.naming([record], ["package"], at) if kind == "plan" else []
    packages = [one for one in packages if _is_of(one, record, at)]
    containers = (record, *packages)
    named_by = listing.naming(containers, ["review", "meeting", "decision"], at)
    items = listing.items(containers, at)
    measured = listing.items([*items, *containers], at) if listing.has("indicator", at) else []
    return Subject(kind, record, (*containers, *named_by), tuple(dict.fromkeys([*items, *measured])), containers)


def _is_of(package: str, plan: str, at: Resolved) -> bool:
    view = records_view([package], at)
    return any(view.aliases[fact.payload.plan or ""] == view.aliases[plan] for fact in view.about(package, "package"))


def _operation(kind: str, record: str, at: Resolved) -> Subject:
    """An operation with the contributions to it, or a contribution with its operations."""
    if kind == "operation":
        named = listing.naming([record], ["contribution"], at)
        return Subject(kind, record, _to(record, named, at))
    facts = records_view([record], at).about(record, "contribution")
    operations = dict.fromkeys(operation for fact in facts for operation in fact.payload.operations)
    return Subject(kind, record, (record, *operations))


def _to(operation: str, contributions: Sequence[str], at: Resolved) -> tuple[str, ...]:
    """Of records that name an operation, those that contribute to it and do not only mention it."""
    if not contributions:
        return (operation,)
    view = records_view(contributions, at)
    own = view.aliases[operation]
    return (
        operation,
        *(
            one
            for one in contributions
            if any(
                own in {view.aliases[named] for named in fact.payload.operations}
                for fact in view.about(one, "contribution")
            )
        ),
    )
