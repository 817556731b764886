"""Texts put to decision as a view shows them: what happened to each, and how it stands at the standpoint.

Only what a source is cited for counts. Of two openings that contradict each other the one followed counts (rule 5);
where none is followed, how the text stands is not known, and both are shown.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from servanda.kernel.asof import standing
from servanda.kernel.silence import Course, Does, Happening, Putting, Rules, Way, follow
from servanda.kernel.standpoint import Resolved
from servanda.kernel.view import Fact, View
from servanda.kernel.zones import last_moment

RulesOf = Callable[[str | None, Way], Rules]
ABOUT_IT: dict[str, Does] = {"reply": "reply", "extension": "extension", "text-withdrawn": "withdrawal"}


@dataclass(frozen=True)
class Procedure:
    """A text put to decision: its opening, and how it stands. ``course`` is ``None`` where sources differ on it."""

    view: View
    record: str
    opening: Fact
    rules: Rules
    course: Course | None

    @property
    def payload(self) -> Any:
        """What the opening says."""
        return self.opening.payload

    @property
    def text(self) -> str:
        """The record of the text version."""
        return self.view.aliases[self.payload.decides]

    @property
    def parties(self) -> tuple[str, ...]:
        """The parties asked, each once."""
        return tuple(dict.fromkeys(self.view.aliases[party] for party in self.payload.parties))

    def fact(self, happening: Happening) -> Fact:
        """The fact that says a happening."""
        return self.view.fact(happening.key)

    @property
    def deciding(self) -> tuple[Fact, ...]:
        """The facts that how it stands rests on: what decided it, or the opening and the extension that counts."""
        if self.course is None:
            return self.view.about(self.record, "procedure")
        if self.course.by:
            return tuple(self.fact(one) for one in self.course.by)
        return (self.opening, *(self.fact(one) for one in self.course.extended[-1:]))

    @property
    def announced(self) -> tuple[Fact, ...]:
        """What was announced of it, in order."""
        return self.view.about(self.record, "announcement")

    @property
    def is_announced(self) -> bool:
        """Whether what came of it was announced as it stands."""
        course = self.course
        return course is not None and any(
            fact.payload.result == course.state and fact.payload.decided.moment == course.since
            for fact in self.announced
        )


def procedures(view: View, rules: RulesOf) -> tuple[Procedure, ...]:
    """All texts put to decision in a view, in the order in which they were opened."""
    view = view.told
    records = dict.fromkeys(fact.about for fact in view.of_kind("procedure"))
    found = [one for record in records if (one := procedure(view, record, rules)) is not None]
    return tuple(sorted(found, key=lambda one: (opened(one.opening), one.opening.digest)))


def procedure(view: View, record: str, rules: RulesOf) -> Procedure | None:
    """How one text put to decision stands; ``None`` where the view has no opening of it."""
    view = view.told
    about = view.aliases[record]
    facts = view.about(about, "procedure")
    if not facts:
        return None
    opening, is_settled = _followed(view, about, facts)
    payload: Any = opening.payload
    own = rules_in(payload, rules(payload.framework, payload.way))
    if not is_settled:
        return Procedure(view, about, opening, own, None)
    putting = Putting(
        payload.way,
        opened(opening),
        payload.expires.moment if payload.expires else None,
        frozenset(view.aliases[party] for party in payload.parties),
    )
    scope = view.aliases[opening.entry.scope]
    happened = (*_happened(view, about, scope), *_followed_by(view, about, view.aliases[payload.decides], scope))
    course = follow(putting, happened, moment_of(view.standpoint, opening), own)
    return Procedure(view, about, opening, own, course)


def opened(opening: Fact) -> datetime:
    """The moment of an opening; of one that has only a day, its beginning."""
    return opening.as_of.moment or datetime.combine(opening.entry.begins, datetime.min.time(), tzinfo=UTC)


def moment_of(at: Resolved, opening: Fact) -> datetime:
    """The last moment that is seen of a procedure: of an earlier day its end in the procedure's own zone (rule 7)."""
    expires = opening.payload.expires
    offset = (expires.moment if expires else opened(opening)).utcoffset() or timedelta()

    def end(day: date) -> datetime:
        return last_moment(day, expires.zone if expires else None, offset)

    ends = [at.moment] if at.moment else []
    if at.moment is None or at.as_of < at.today:
        ends.append(end(at.as_of))
    if at.published_by is not None:
        ends.append(end(at.published_by))
    return min(ends)


def _followed(view: View, about: str, facts: tuple[Fact, ...]) -> tuple[Fact, bool]:
    """The opening that counts, and whether sources agree on it or one of them is followed."""
    for question in ("expires", "opened"):
        dispute = standing(view, about, question).dispute
        if dispute is not None:
            return (dispute.followed.answers[0][0], True) if dispute.followed else (facts[0], False)
    return facts[0], True


def rules_in(said: Any, usual: Rules) -> Rules:
    """The rules that an opening states, and for what it does not those that are usual."""
    return Rules(
        frozenset(said.broken_by) or usual.breaking,
        said.objections or usual.objections,
        said.at_expiry or usual.at_expiry,
    )


def _happened(view: View, about: str, scope: str) -> Iterator[Happening]:
    """What happened to a text; what is said of it in another partnership changes nothing."""
    for kind, does in ABOUT_IT.items():
        for fact in view.about(about, kind):
            payload: Any = fact.payload
            if fact.as_of.moment is None or view.aliases[fact.entry.scope] != scope:
                continue
            yield Happening(
                fact.as_of.moment,
                does,
                fact.digest,
                party=view.aliases[payload.party] if does == "reply" else "",
                what=payload.what if does == "reply" else "",
                written=does != "reply" or not payload.spoken,
                expires=payload.expires.moment if does == "extension" else None,
            )


def _followed_by(view: View, about: str, text: str, scope: str) -> Iterator[Happening]:
    """The openings on a text that changes this one: a changed text starts anew."""
    for fact in view.of_kind("procedure"):
        other = view.record(fact.payload.decides)
        follows = getattr(other.payload, "follows", None) if other else None
        is_of_here = fact.about != about and view.aliases[fact.entry.scope] == scope
        if is_of_here and follows is not None and view.aliases[follows] == text:
            yield Happening(opened(fact), "successor", fact.digest)
