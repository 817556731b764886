"""What could be put on an agenda: where voices of the review differ, what is overdue, which decisions are pending.

Only what everyone who may see the meeting may see is proposed.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from servanda.brief.compose import scene_of
from servanda.brief.reviews import ReviewTold
from servanda.brief.sections.procedures import state_word
from servanda.brief.titles import item_title, record_title
from servanda.exchange.feeds.done import framework_of, is_done
from servanda.kernel.marking import readable_wherever
from servanda.kernel.meetings import Sitting
from servanda.kernel.procedures import procedures
from servanda.kernel.standpoint import Resolved
from servanda.kernel.view import Fact, View
from servanda.meeting.ordering import Wanted
from servanda.register.editions import frameworks
from servanda.register.lists.items import listed
from servanda.register.reading.views import procedures_view
from servanda.review.looking import look as look_at_review

MOST = 200  # overdue items that are looked at for one plan


@dataclass(frozen=True, slots=True)
class Proposal:
    """A matter that could be put on: why, what it concerns, on which axis; what it is called, and a line about it."""

    why: str
    concerns: str
    axis: str
    title: str
    words: str

    @property
    def key(self) -> str:
        """What names it in a form."""
        return f"{self.why}:{self.concerns}:{self.axis}"

    @property
    def wanted(self) -> Wanted:
        """As it is put on. What a text is called is kept with it, for the agenda does not show the text."""
        return Wanted(self.why, self.concerns, self.axis, self.title if self.why == "pending" else "")


def propose(one: Sitting, at: Resolved, language: str = "en") -> tuple[Proposal, ...]:
    """What could be put on the agenda and is not on it: disagreements the furthest apart first, then what is overdue
    on the day of the meeting, then decisions."""
    found = (*_disagreements(one, at, language), *_overdue(one, at, language), *_pending(one, at, language))
    return tuple(each for each in found if not one.agenda.has((each.why, each.concerns, each.axis)))


def _all_see(one: Sitting, facts: Iterable[Fact | None]) -> bool:
    """Whether everyone who may see the meeting may see some facts."""
    return all(fact is not None and readable_wherever(fact.entry.marking, one.own.entry.marking) for fact in facts)


def _disagreements(one: Sitting, at: Resolved, language: str) -> Iterator[Proposal]:
    for record in one.reviews:
        told = ReviewTold(look_at_review(record, at), frameworks(), language)
        for differing in told.differing():
            voices = [
                told.one.fact(voice.key)
                for (of, axis, _track), said in told.one.course.voices.items()
                if (of, axis) == (differing.objective, differing.axis_slug)
                for voice in said
            ]
            if _all_see(one, (*voices, told.one.view.record(differing.objective))):
                said = "; ".join(f"{voice}: {grade}" for voice, grade in differing.grades)
                words = f"{differing.axis}: {said}"
                yield Proposal("disagreement", differing.objective, differing.axis_slug, differing.title, words)


def _overdue(one: Sitting, at: Resolved, language: str) -> Iterator[Proposal]:
    day = one.day or at.as_of
    for plan in one.plans:
        page = listed(at, plan=plan, due_before=day, order="due", many=MOST)
        scene = scene_of(page.view, one.scope, frameworks(), language)
        for item in page.items:
            target = item.fact.payload.target
            if target is None or target.latest >= day or is_done(framework_of(scene, item), item):
                continue
            if _all_see(one, [item.fact]):
                words = scene.t.gettext("due {date}").format(date=scene.date_text(target))
                yield Proposal("overdue", item.record, "", item_title(scene, item.fact), words)


def _pending(one: Sitting, at: Resolved, language: str) -> Iterator[Proposal]:
    view = procedures_view(at, one.scope)
    scene, on = scene_of(view, one.scope, frameworks(), language), {*one.plans, *one.reviews}
    every = procedures(view, frameworks().rules_of)
    changed = _changed(view, (each.text for each in every))
    for each in every:
        text = view.record(each.text)
        of = getattr(text.payload, "of", None) if text is not None else None
        if each.course is None or each.course.state not in ("open", "broken") or each.text in changed:
            continue
        if on and of is not None and view.aliases[of] not in on:
            continue
        if _all_see(one, (each.opening, text)):
            yield Proposal("pending", each.record, "", record_title(scene, each.text), state_word(scene, each.course))


def _changed(view: View, texts: Iterable[str]) -> set[str]:
    """The versions of which a later one was put to decision: what is pending is pending of that one."""
    found: set[str] = set()
    for text in texts:
        what = view.record(text)
        while (before := getattr(what.payload, "follows", None) if what is not None else None) is not None:
            if view.aliases[before] in found:
                break
            found.add(view.aliases[before])
            what = view.record(before)
    return found
