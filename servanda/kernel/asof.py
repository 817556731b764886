"""The as-of rule (rules 1, 2 and 6): what is current on a day, what is only last known, what has ended."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

from servanda.kernel.dates import PartialDate
from servanda.kernel.dispute import Dispute, class_of, dispute_of
from servanda.kernel.entries import Answer, Temporal
from servanda.kernel.view import Fact, View

Said = tuple[Fact, Answer]


class Hold(Enum):
    """How an answer stands on the as-of day."""

    UNKNOWN = "unknown"  # nobody has said
    CURRENT = "current"  # a state that holds
    LAST_KNOWN = "last known"  # a snapshot of an earlier day
    ENDED = "ended"  # its record has ended, or it was said to hold only until an earlier day
    PAST = "past"  # an event or a period: never current


@dataclass(frozen=True)
class Standing:
    """The answer to one question: which facts give it, how it stands, and whether sources differ.

    ``facts`` are those that answer now (several when they agree, or when dates overlap and cannot be
    ordered); ``history`` is every placed fact on the key in order; ``undated`` are facts that are only known
    to be no later than a day, which stand beside and never become current.
    """

    about: str
    question: str
    hold: Hold
    facts: tuple[Said, ...]
    history: tuple[Said, ...]
    undated: tuple[Said, ...]
    dispute: Dispute | None

    @property
    def answer(self) -> Answer | None:
        """The one answer: of facts that agree the most exact; of a dispute the followed one, or none."""
        if self.dispute is not None:
            return self.dispute.followed.answers[0][1] if self.dispute.followed else None
        return min((answer for _, answer in self.facts), key=_vagueness, default=None)

    @property
    def told(self) -> tuple[Fact, ...]:
        """The facts that stand: those that answer now; of a dispute those of the side that is followed, else of all."""
        if self.dispute is None:
            return tuple(fact for fact, _ in self.facts)
        followed = self.dispute.followed
        return tuple(fact for fact, _ in followed.answers) if followed else self.dispute.facts


@dataclass(frozen=True)
class Life:
    """The life of a record on the as-of day: when it began and ended, as far as anyone has said."""

    began: Standing
    ended: Standing
    planned_end: PartialDate | None
    as_of: date

    @property
    def has_ended(self) -> bool:
        """Whether an end has been recorded that lies on or before the day."""
        return self.ended.hold is not Hold.UNKNOWN

    @property
    def ran_out(self) -> bool:
        """Whether its period is over and nobody has said that it was concluded (rule 2)."""
        return not self.has_ended and self.planned_end is not None and self.planned_end.latest < self.as_of


def standing(view: View, record: str, question: str) -> Standing:
    """Answer one question about one record from a view."""
    about = view.aliases[record]
    said = view.answering(about, question)
    placed = tuple(sorted((pair for pair in said if pair[0].entry.is_placed), key=_by_beginning))
    undated = tuple(pair for pair in said if not pair[0].entry.is_placed)
    latest = _latest(placed) if placed else undated
    return Standing(
        about,
        question,
        _hold(view, about, latest),
        latest,
        placed,
        undated if placed else (),
        dispute_of(view, about, question, latest),
    )


def life(view: View, record: str) -> Life:
    """Tell a record's life from the facts that it began and ended, and from its period if it has one."""
    about = view.aliases[record]
    what = view.record(about)
    period: PartialDate | None = getattr(what.payload, "period", None) if what else None
    return Life(standing(view, about, "began"), standing(view, about, "ended"), period, view.standpoint.as_of)


def _by_beginning(pair: Said) -> tuple[date, date, str]:
    entry = pair[0].entry
    return (entry.begins, entry.start.latest, pair[0].digest)


def _latest(placed: tuple[Said, ...]) -> tuple[Said, ...]:
    """The facts that no other one certainly comes after; overlapping dates are not ordered (rule 6)."""
    last = max(fact.entry.begins for fact, _ in placed)
    return tuple(pair for pair in placed if pair[0].entry.start.latest >= last)


def _hold(view: View, about: str, latest: tuple[Said, ...]) -> Hold:
    if not latest:
        return Hold.UNKNOWN
    temporal = class_of(latest[0])
    if temporal in (Temporal.EVENT, Temporal.ONCE, Temporal.PERIOD):
        return Hold.PAST
    if temporal is Temporal.SNAPSHOT:
        day = view.standpoint.as_of
        return Hold.CURRENT if any(fact.as_of.latest >= day for fact, _ in latest) else Hold.LAST_KNOWN
    if view.answering(about, "ended") and not latest[0][0].payload.structural:
        return Hold.ENDED
    until = [fact.entry.until for fact, _ in latest]
    if all(end is not None and end.latest < view.standpoint.as_of for end in until):
        return Hold.ENDED
    return Hold.CURRENT


def _vagueness(answer: Answer) -> tuple[int, int, str]:
    value = answer.value
    if value.form == "date" and value.date:
        return (0, (value.date.latest - value.date.earliest).days, value.text)
    return (0 if value.form != "number" or value.exact is not None else 1, 0, value.text)


def count_latest(view: View, question: str) -> dict[str, int]:
    """Count records by the value of their latest placed fact on ``question``; "disputed" where values differ.

    The same rule as ``standing`` over many records; a database does it with an index.
    """
    counts: dict[str, int] = {}
    for about, asked in view.questions():
        if asked != question:
            continue
        placed = tuple(pair for pair in view.answering(about, asked) if pair[0].entry.is_placed)
        if not placed:
            continue
        values = {answer.value.text for _, answer in _latest(placed)}
        name = values.pop() if len(values) == 1 else "disputed"
        counts[name] = counts.get(name, 0) + 1
    return counts
