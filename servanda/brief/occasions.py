"""Occasions: what has a date, for calendars. Held, planned, due, running out; each in the words of the brief.

An occasion has a name that stays, whatever is said of it later: a meeting that is moved or held is the same one.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Literal

from servanda.brief.model import Sentence
from servanda.brief.scene import Behind, Scene
from servanda.brief.sections import procedures
from servanda.brief.sections.decisions import decision
from servanda.brief.sections.meetings import meeting, step_sentence
from servanda.brief.sections.plans import courses
from servanda.brief.sections.visits import visit
from servanda.brief.titles import item_title, plan_parts, record_title
from servanda.kernel.asof import standing
from servanda.kernel.dates import PartialDate
from servanda.kernel.entries import Entry
from servanda.kernel.identity import Aliases
from servanda.kernel.view import Fact

State = Literal["held", "planned", "due", "expires", "withdrawn"]
_TELLERS = {"meeting": meeting, "visit": visit, "decision": decision}
_OF_PROCEDURES = frozenset({"procedure", "extension", "text-withdrawn", "reply"})


@dataclass(frozen=True, slots=True)
class Occasion:
    """Something that has a date. ``name`` stays; ``when`` is ``None`` where sources differ on it and none is followed.

    ``concerns`` are the records it has to do with; ``markings`` those of what it rests on that are not public.
    ``turned`` is the moment or day at which it came to stand so by the passing of time alone. ``before`` are other
    dates it had, and ``zone`` the name of the zone that its moment was said in. Of an item, whether it is ``done``.
    """

    name: str
    kind: str
    record: str
    state: State
    when: PartialDate | None
    title: str
    text: str
    concerns: frozenset[str]
    facts: tuple[str, ...] = ()
    markings: tuple[str, ...] = ()
    page: str = ""
    zone: str | None = None
    turned: datetime | date | None = None
    before: tuple[PartialDate, ...] = ()
    sources: tuple[str, ...] = ()
    done: bool = False

    @property
    def is_deadline(self) -> bool:
        """Whether it is missed only after the last day that its date can be (rule 6)."""
        return self.state in ("due", "expires")


def name_of(entry: Entry, aliases: Aliases) -> str | None:
    """The name of the occasion that an entry speaks of, if it speaks of one."""
    record, payload = aliases[entry.about], _content(entry)
    if entry.kind in _TELLERS:
        return f"{entry.kind}.{record}"
    if entry.kind in _OF_PROCEDURES:
        return f"expiry.{record}"
    named = {"plan": "period", "objective": "due"}
    if entry.kind == "step":
        return f"step-{payload.step}.{record}"
    return f"{named[entry.kind]}.{record}" if entry.kind in named else None


def date_of(entry: Entry) -> PartialDate | None:
    """The date that an entry gives an occasion."""
    payload = _content(entry)
    found: PartialDate | None = None
    match entry.kind:
        case "meeting" | "visit" | "decision":
            found = payload.planned_for or (entry.as_of if entry.is_placed else None)
        case "step":
            found = payload.planned_for
        case "procedure" | "extension":
            found = payload.expires.at if payload.expires else None
        case "plan":
            found = payload.period.end if payload.period else None
        case "objective":
            found = payload.target
    return found


def _content(entry: Entry) -> Any:
    return entry.payload


def occasions(scene: Scene) -> tuple[Occasion, ...]:
    """All that has a date in a partnership but for the items of its plans: those are many, and listed apart."""
    return (*_happenings(scene), *_steps(scene), *_periods(scene), *_expiries(scene))


def due(scene: Scene, items: Iterable[Fact]) -> Iterator[Occasion]:
    """The days on which items are due, of those for which a day is named."""
    for item in items:
        payload = item.payload
        if payload.target is not None:
            title = item_title(scene, item)
            text = scene.t.gettext("Due {date}: {title}").format(date=scene.date_text(payload.target), title=title)
            yield _occasion(scene, f"due.{item.about}", "due", item, payload.target, title, text)


def _happenings(scene: Scene) -> Iterator[Occasion]:
    """Meetings, visits and decisions: as the brief tells them, held before planned, the last plan before earlier."""
    for kind, tell in _TELLERS.items():
        found: dict[str, Fact] = {}
        for fact in scene.told(kind):
            kept = found.get(fact.about)
            if kept is None or kept.payload.planned_for is not None:
                found[fact.about] = fact
        for fact in found.values():
            planned, sentence = fact.payload.planned_for, tell(scene, fact)
            state: State = "planned" if planned is not None else "held"
            when = _held(scene, fact) if planned is None else _planned(scene, fact)
            made = _of(scene, f"{kind}.{fact.about}", state, fact, when, sentence)
            yield replace(made, turned=_passed(scene, when)) if planned else made


def _held(scene: Scene, fact: Fact) -> PartialDate | None:
    """The day it was held; none where sources differ and none is followed, or where none is given."""
    stand = standing(scene.view, fact.about, fact.kind)
    if stand.dispute is not None and stand.dispute.followed is None:
        return None
    followed = stand.dispute.followed.answers[0][0] if stand.dispute and stand.dispute.followed else fact
    return followed.as_of if followed.entry.is_placed else None


def _planned(scene: Scene, fact: Fact) -> PartialDate | None:
    """The day it is planned for; none where what was announced last contradicts itself and none is followed."""
    planned: PartialDate = fact.payload.planned_for
    stand = standing(scene.view, fact.about, fact.answers[0].question)
    last = {one.digest for one, _ in stand.facts}
    if stand.dispute is None or fact.digest not in last:
        return planned
    if sum(any(one.digest in last for one, _ in side.answers) for side in stand.dispute.sides) < 2:
        return planned
    return stand.dispute.followed.answers[0][1].value.date if stand.dispute.followed else None


def _steps(scene: Scene) -> Iterator[Occasion]:
    """Steps of plans and reviews that were ever planned for a day, and what came of them."""
    latest: dict[tuple[str, str], Fact] = {}
    planned = set()
    for fact in scene.told("step"):
        key = (fact.about, fact.payload.step)
        kept = latest.get(key)
        planned |= {key} if fact.payload.planned_for else set()
        if kept is None or kept.payload.planned_for is not None:
            latest[key] = fact
    for key, fact in latest.items():
        what = scene.view.record(fact.about)
        if key in planned and what is not None and hasattr(what.payload, "framework"):
            when = fact.payload.planned_for
            sentence = step_sentence(scene, what, fact)
            name = f"step-{fact.payload.step}.{fact.about}"
            made = _of(scene, name, "planned" if when else "held", fact, when or fact.entry.start, sentence)
            yield replace(made, page=what.kind, turned=_passed(scene, when) if when else None)


def _periods(scene: Scene) -> Iterator[Occasion]:
    for course in courses(scene):
        period = course.plan.payload.period
        if period is not None and period.end is not None and course.step is not None:
            pattern = scene.t.gettext("The period of the {plan} ends.")
            facts = tuple(fact for fact, _ in course.stand.facts)
            about = Behind(record=course.plan.about)
            sentence = scene.say("next.period", pattern, facts, about, plan=plan_parts(scene, course.plan))
            yield _of(scene, f"period.{course.plan.about}", "due", course.plan, period.end, sentence)


def _expiries(scene: Scene) -> Iterator[Occasion]:
    """When texts put to decision expire; an expiry that something else came before is withdrawn."""
    for one in procedures.told(scene):
        course = one.course
        if course is None or course.expires is None:
            continue
        said = one.fact(course.extended[-1]) if course.extended else one.opening
        ran_out = course.state in ("adopted", "lapsed") and course.since == course.expires
        state: State = "expires" if course.is_open or ran_out else "withdrawn"
        sentence = procedures.stands(scene, one)
        title = record_title(scene, one.text)
        made = _of(scene, f"expiry.{one.record}", state, one.opening, procedures.expiry(one, course), sentence)
        concerns = made.concerns | {*one.parties, one.text} | _of_text(scene, one.text)
        turned = course.since if ran_out else None
        yield replace(made, title=title, concerns=concerns, zone=said.payload.expires.zone, turned=turned)


def _of_text(scene: Scene, text: str) -> frozenset[str]:
    version = scene.view.record(text)
    of = getattr(version.payload, "of", None) if version is not None else None
    return frozenset({scene.view.aliases[of]}) if of else frozenset()


def _passed(scene: Scene, planned: PartialDate | None) -> date | None:
    """The day after the last it was planned for, once that is over: what is planned then reads "was planned"."""
    if planned is None or planned.latest >= scene.day:
        return None
    return planned.latest + timedelta(days=1)


def _of(scene: Scene, name: str, state: State, fact: Fact, when: PartialDate | None, sentence: Sentence) -> Occasion:
    made = _occasion(scene, name, state, fact, when, sentence.text, sentence.text)
    return replace(
        made,
        facts=sentence.facts,
        markings=_markings(scene, fact, sentence.facts),
        sources=_sources(scene, fact, sentence.facts),
    )


def _occasion(
    scene: Scene, name: str, state: State, fact: Fact, when: PartialDate | None, title: str, text: str
) -> Occasion:
    aliases = scene.view.aliases
    named = (fact.about, fact.entry.scope, *fact.payload.references())
    concerns = frozenset(aliases[one] for one in named)
    markings = _markings(scene, fact, ())
    return Occasion(
        name, fact.kind, fact.about, state, when, title, text, concerns, (fact.digest,), markings, page=fact.kind,
        sources=_sources(scene, fact, ()),
    )  # fmt: skip


def _markings(scene: Scene, fact: Fact, digests: Iterable[str]) -> tuple[str, ...]:
    facts = _behind(scene, fact, digests)
    return tuple(sorted({one.entry.marking.text for one in facts if not one.entry.marking.public}))


def _sources(scene: Scene, fact: Fact, digests: Iterable[str]) -> tuple[str, ...]:
    return sources_of(scene, _behind(scene, fact, digests))


def sources_of(scene: Scene, facts: Iterable[Fact]) -> tuple[str, ...]:
    """The sources of some facts, by publisher and title."""
    cited = dict.fromkeys(one.source for fact in facts for one in fact.citations)
    found = [what for source in cited if (what := scene.view.record(source)) is not None]
    return tuple(f"{what.payload.publisher}, {scene.text(what.payload.title).text}" for what in found)


def _behind(scene: Scene, fact: Fact, digests: Iterable[str]) -> list[Fact]:
    wanted = {fact.digest, *digests}
    return [fact, *(one for one in scene.view.facts if one.digest in wanted)] if len(wanted) > 1 else [fact]
