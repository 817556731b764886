"""Which partnership a record belongs to, and what it is: asked of the whole register, to decide and not to show.

What happens once, and a text, belong to the partnership in which they were first recorded: what is said of them in
another is refused, at every door.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from servanda.errors import worded
from servanda.kernel.marking import Marking
from servanda.kinds import INTRODUCING, Kind
from servanda.ledger.columns import hex_of
from servanda.ledger.database import rows, slices, within
from servanda.ledger.read import payload
from servanda.ledger.reading import as_whole
from servanda.projection.marks import NOW
from servanda.register.draft import Draft, Found

# records that belong to one partnership; a party or an operation may be spoken of in many
OF_ONE = frozenset({"decision", "meeting", "press-line", "procedure", "review", "text-version", "visit"})
# by which fields such a record reaches into others: who says so needs the right to say it of these, too
REACHING = {
    "meeting": ("plans",),
    "press-line": ("agreed_in", "follows"),
    "procedure": ("decides",),
    "review": ("plans",),
    "text-version": ("of", "follows"),
}
_LYING = frozenset({"objective", "package", "plan"})
_NEVER_JOINED = OF_ONE - {"decision", "meeting", "visit"}  # two partnerships may each tell of one event
_QUESTIONS = ("decision", "line", "meeting", "opened", "planned/decision", "planned/meeting", "planned/visit", "visit")


@dataclass(frozen=True, slots=True)
class Told:
    """What one entry says that a record is; ``stands`` unless it was replaced or withdrawn."""

    scope: str
    content: Any
    marking: Marking
    stands: bool


def told_of(records: Iterable[str], readable: str = "TRUE") -> dict[str, list[Told]]:
    """What some records are said to be, the first recorded first; ``readable`` is a condition on claims ``q``."""
    found: dict[str, dict[int, Told]] = {}
    questions = ", ".join(["%s"] * len(_QUESTIONS))
    for piece in slices(set(records)):
        condition, parameters = within("k.about", piece)
        sql = (
            f"SELECT k.about, e.tick, e.kind, e.kind_version, e.scope, COALESCE({NOW}, e.marking), t.text,"  # noqa: S608
            " CASE WHEN q.known_to IS NULL THEN 1 ELSE 0 END"
            " FROM record AS r JOIN key AS k ON k.about = r.id JOIN claim AS q ON q.key_id = k.id"
            " JOIN entry AS e ON e.tick = q.entry AND e.kind = r.kind JOIN content AS t ON t.tick = e.tick"
            f" WHERE {condition} AND (k.structural OR k.question IN ({questions})) AND {readable} ORDER BY e.tick"
        )
        for about, tick, kind, version, scope, marking, text, stands in rows(sql, [*parameters, *_QUESTIONS]):
            one = Told(hex_of(scope) or "", payload(kind, version, text), Marking.parse(marking), bool(stands))
            own = found.setdefault(hex_of(about) or "", {})
            if tick not in own or one.stands:
                own[tick] = one
    return {record: list(own.values()) for record, own in found.items()}


def reached(content: Kind) -> Iterator[str]:
    """The records that what is said reaches into: a text, the plans of a meeting."""
    for name in REACHING.get(content.kind, ()):
        value = getattr(content, name)
        yield from value if isinstance(value, tuple) else filter(None, (value,))


def elsewhere(records: Iterable[str], scope: str) -> set[str]:
    """Those of some records that belong to, or lie in, another partnership than this."""
    with as_whole():
        told = told_of(records)
    held = OF_ONE | _LYING
    return {record for record, own in told.items() if own[0].content.kind in held and own[0].scope != scope}


class Belonging:
    """Where the records belong that a piece of a batch says something of; ``ahead`` comes right after it.

    ``unseen`` are records that whoever records may not know of: of these nothing is said here.
    """

    def __init__(self, drafts: Sequence[Draft], ahead: Sequence[Draft], unseen: frozenset[str] = frozenset()) -> None:
        wanted = {record for draft in drafts for _, record in _spoken_of(draft)} - unseen
        told = told_of(wanted) if wanted else {}
        self._scopes = {record: own[0].scope for record, own in told.items() if own[0].content.kind in OF_ONE | _LYING}
        self._unjoined = {record for record, own in told.items() if own[0].content.kind in _NEVER_JOINED}
        for draft in (*drafts, *ahead):
            if draft.about in wanted and draft.payload.kind in OF_ONE & INTRODUCING and draft.scope is not None:
                self._scopes.setdefault(draft.about, draft.scope)

    def faults(self, draft: Draft) -> Iterator[Found]:
        """What a draft says of a record of another partnership."""
        for field, record in _spoken_of(draft):
            if draft.payload.kind == "same-as" and record not in self._unjoined:
                continue
            scope = self._scopes.get(record)
            if scope is not None and draft.scope is not None and scope != draft.scope:
                sentence = worded("{record} belongs to another partnership.", record=record)
                remedy = worded("say it in the partnership that the record belongs to")
                yield Found("other-partnership", field, sentence, remedy, refused=True)


def _spoken_of(draft: Draft) -> Iterator[tuple[str, str]]:
    """The records that a draft says something of, each with the field that names it."""
    content: Any = draft.payload
    if content.kind == "same-as":
        yield from (("about", draft.about), (content.kind, content.other))
    elif type(content).about and OF_ONE.issuperset(type(content).about):
        yield "about", draft.about
        yield from ((content.kind, record) for record in reached(content))
