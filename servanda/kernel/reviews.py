"""Reviews as a view shows them: what happened in each, what each voice submitted, and how it stands at the standpoint.

Only what a source is cited for counts.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from servanda.kernel.codes import by_number
from servanda.kernel.procedures import RulesOf, procedures
from servanda.kernel.review import Approval, Course, Happened, Key, Rules, SentBack, Told, Voice, placed
from servanda.kernel.seen import Seen
from servanda.kernel.view import Fact, View

CycleOf = Callable[[str, str | None], Rules]


@dataclass(frozen=True)
class Reviewing(Seen):
    """A review: what it is, and how it stands."""

    course: Course

    @property
    def objectives(self) -> tuple[str, ...]:
        """The objectives that are asked, in the order of their codes."""
        return self.course.told.objectives

    def submitted(self, place: Key) -> Fact | None:
        """What a voice submitted, as it stands."""
        voices = self.course.voices.get(place, ())
        return self.fact(voices[-1].key) if voices else None

    def returns(self, place: Key) -> tuple[Fact, ...]:
        """The facts that sent a voice back, in order."""
        found = (one for one in self.view.about(place[0], "returned") if self._is_of(one))
        own = [fact for fact in found if (fact.payload.axis, fact.payload.track) == place[1:]]
        return tuple(sorted(own, key=lambda fact: (fact.payload.number, fact.digest)))

    def _is_of(self, fact: Fact) -> bool:
        return fact.payload.review is not None and self.view.aliases[fact.payload.review] == self.record

    def last_time(self, place: Key) -> Fact | None:
        """What the voice said before, outside this review: of the objective, or of the one that it continues."""
        objective, axis, track = place
        for record in (objective, *_continued(self.view, objective)):
            before = [
                fact
                for fact in self.view.about(record, "assessment")
                if not self._is_of(fact) and (fact.payload.axis, fact.payload.track) == (axis, track)
            ]
            if before:
                return max(before, key=lambda fact: (fact.entry.begins, fact.entry.start.latest, fact.digest))
        return None


def reviewing(
    view: View, record: str, cycle_of: CycleOf, rules_of: RulesOf, among: Iterable[str] | None = None
) -> Reviewing | None:
    """How a review stands, of all its objectives or of those ``among`` some; ``None`` where it is not in the view."""
    view = view.told
    about = view.aliases[record]
    own = next(iter(view.about(about, "review")), None)
    if own is None:
        return None
    steps = sorted(view.about(about, "review-step"), key=lambda fact: (*placed(fact.as_of), fact.digest))
    edition = next((fact.payload.edition for fact in steps if fact.payload.edition), None)
    plans = _plans(view, own)
    rules = cycle_of(own.payload.framework, edition).of_plans(_begun(view, plans))
    told = Told(
        objectives=leaves(view, plans, None if among is None else {view.aliases[own] for own in among}),
        happened=(*(_happened(fact) for fact in steps), *_reached(view, about)),
        voices=tuple(_voices(view, about)),
        sent_back=tuple(_sent_back(view, about)),
        approvals=tuple(_approval(view, fact) for fact in view.about(about, "approval")),
        locked=min((fact.as_of for fact in view.about(about, "review-lock")), key=placed, default=None),
        adopted=tuple(adopted(view, {about, *plans}, rules_of)),
        met=tuple(met(view, {about, *plans})),
    )
    return Reviewing(view, about, own, Course(rules, told))


def _happened(fact: Fact) -> Happened:
    return Happened(fact.payload.step, fact.payload.does, fact.as_of, fact.digest, fact.payload.due)


def _reached(view: View, about: str) -> Iterator[Happened]:
    """What sources say only of the course of a review: that it came to a step."""
    for fact in view.about(about, "step"):
        if fact.payload.planned_for is None:
            yield Happened(fact.payload.step, "opened", fact.entry.start, fact.digest)


def _plans(view: View, own: Fact) -> set[str]:
    """The plans and packages that are reviewed, with the packages of these plans."""
    named = {view.aliases[one] for one in own.payload.plans}
    within = {fact.about for fact in view.of_kind("package") if _is_in(view, fact.payload.plan, named)}
    return named | within


def _begun(view: View, plans: set[str]) -> int | None:
    """The first year of the plans that are reviewed; ``None`` where none has a period."""
    periods = (getattr(fact.payload, "period", None) for fact in view.of_kind("plan") if fact.about in plans)
    return min((period.earliest.year for period in periods if period is not None), default=None)


def _is_in(view: View, record: str | None, among: set[str]) -> bool:
    return record is not None and view.aliases[record] in among


def leaves(view: View, plans: set[str], among: set[str] | None) -> tuple[str, ...]:
    """The objectives that are asked: those of the plans that no other is below, in the order of their codes."""
    within = [fact for fact in view.of_kind("objective") if _is_in(view, fact.payload.of, plans)]
    parents = {view.aliases[fact.payload.parent] for fact in within if fact.payload.parent is not None}
    leaves = {fact.about: fact for fact in within if fact.about not in parents}
    if among is not None:
        leaves = {own: fact for own, fact in leaves.items() if own in among}
    return tuple(sorted(leaves, key=lambda own: (by_number(leaves[own].payload.code or ""), own)))


def chapter(view: View, objective: str) -> str:
    """The outermost objective above one, else its plan or package."""
    record, passed = view.aliases[objective], set[str]()
    while record not in passed:
        passed.add(record)
        what = view.record(record)
        above = getattr(what.payload, "parent", None) if what is not None else None
        if above is None:
            break
        record = view.aliases[above]
    if record != view.aliases[objective]:
        return record
    own = view.record(record)
    container = getattr(own.payload, "of", None) if own is not None else None
    return view.aliases[container] if container is not None else record


def _continued(view: View, objective: str) -> Iterator[str]:
    """The objectives that one continues, the nearest first."""
    passed = {view.aliases[objective]}
    record: str | None = view.aliases[objective]
    while record is not None:
        what = view.record(record)
        before = getattr(what.payload, "continues", None) if what is not None else None
        record = view.aliases[before] if before is not None else None
        if record is None or record in passed:
            return
        passed.add(record)
        yield record


def _voices(view: View, about: str) -> Iterator[Voice]:
    for fact in view.of_kind("assessment"):
        payload: Any = fact.payload
        if not _is_in(view, payload.review, {about}):
            continue
        yield Voice(
            fact.about,
            payload.axis,
            payload.track,
            payload.grade,
            fact.as_of,
            fact.digest,
            _names(view, fact),
            payload.number or 1,
            payload.reason or "",
            payload.departure is not None,
            payload.late is not None,
            payload.confirms,
        )


def _sent_back(view: View, about: str) -> Iterator[SentBack]:
    for fact in view.of_kind("returned"):
        payload: Any = fact.payload
        if _is_in(view, payload.review, {about}):
            place = (fact.about, payload.axis, payload.track)
            yield SentBack(place, payload.number, payload.reason or "", fact.digest)


def _approval(view: View, fact: Fact) -> Approval:
    is_given = fact.payload.what == "approved"
    return Approval(fact.payload.step, is_given, fact.as_of, _names(view, fact), fact.digest)


def _names(view: View, fact: Fact) -> frozenset[str]:
    """Who submitted something: persons, posts and parties by the names they have in the ledger."""
    people = (name for entry in fact.entries for name in (entry.actor, entry.on_behalf_of) if name is not None)
    said = (view.aliases[entry.said_by] for entry in fact.entries if entry.said_by is not None)
    return frozenset((*people, *said))


def adopted(view: View, plans: set[str], rules_of: RulesOf) -> Iterator[date]:
    """The days on which texts on what is reviewed were adopted."""
    for one in procedures(view, rules_of):
        text = view.record(one.text)
        of = getattr(text.payload, "of", None) if text is not None else None
        if one.course is not None and one.course.state == "adopted" and _is_in(view, of, plans):
            yield one.course.since.date()


def met(view: View, plans: set[str]) -> Iterator[date]:
    """The days on which meetings on what is reviewed were held."""
    for fact in view.of_kind("meeting"):
        if fact.payload.planned_for is None and any(view.aliases[one] in plans for one in fact.payload.plans):
            yield fact.as_of.latest
