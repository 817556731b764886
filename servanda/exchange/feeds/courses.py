"""Plans and packages that may be taken to their next step by whoever's desk it is, and what blocks that."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from servanda import register
from servanda.brief.compose import scene_of
from servanda.brief.reviewwords import block_words
from servanda.brief.scene import Scene
from servanda.brief.titles import record_title
from servanda.errors import said_in
from servanda.exchange.feeds.subject import Subjects
from servanda.exchange.feeds.task import Task
from servanda.frameworks import Framework
from servanda.kernel.dates import PartialDate
from servanda.kernel.lifecycle import Life, Transition, next_steps
from servanda.kernel.planlives import life_of
from servanda.kernel.view import Fact
from servanda.register.reading import listing
from servanda.register.reading.plancourse import courses_view

_MOST = 200  # plans of a person's places, of which the courses are looked at


@dataclass(frozen=True)
class _Course:
    """A plan, or a package with the plan it is of; where it stands, and the last day of its period if one is known."""

    scene: Scene
    plan: Fact
    framework: Framework
    life: Life
    period: PartialDate | None
    chain: tuple[str, ...]

    def phase(self, slug: str | None) -> str:
        """Whether a step is ahead of what a plan is made for, standing, or over."""
        step = self.framework.step(slug) if slug is not None else None
        return step.phase if step is not None else "ahead"

    @property
    def over_since(self) -> PartialDate | None:
        """Its period, where that is over, the plan still stands, and no step was said to come after it."""
        if self.period is None or self.period.latest >= self.scene.day or self.phase(self.life.at) != "standing":
            return None
        return self.period if self.life.began is None or self.life.began <= self.period.latest else None

    @property
    def due(self) -> tuple[Transition, ...]:
        """The steps that are to be taken now: on its way all that may come, and again once its period is over.

        While it stands, only those that lead further into it: neither its end, nor what may be said over and over.
        """
        may = next_steps(self.life)
        if self.phase(self.life.at) == "ahead" or self.over_since is not None:
            return may
        return tuple(one for one in may if self.phase(one.to) == "standing" and not self._repeats(one.to))

    def is_of_lately(self, behind: timedelta) -> bool:
        """Whether it is to be asked about at all: of what was long ago, or of which nothing was said, nobody is."""
        if self.life.at is None:
            return self.period is not None and self.period.latest >= self.scene.day
        last = self.period.latest if self.period is not None else self.life.began
        return last is None or last >= self.scene.day - behind

    def _repeats(self, slug: str) -> bool:
        """Whether a step may follow on itself, as a prolongation does."""
        step = self.framework.step(slug)
        return step is not None and slug in step.after


def next_of_plans(subjects: Subjects, roles: Mapping[str, Iterable[str]], behind: timedelta) -> Iterator[Task]:
    """The plans that one of some roles, by the place at which it is held, may now take further.

    The whole register is the place ``""``. What was over longer than ``behind`` ago is left alone.
    """
    if not any(roles.values()):
        return
    plans = listing.naming(subjects.by_scope, ("plan", "package"), subjects.at)[:_MOST] if subjects.by_scope else []
    if not plans:
        return
    for one in _courses(subjects, plans):
        held = {role for place in (*one.chain, "") for role in roles.get(place, ())}
        steps = [step for step in one.due if held.intersection(step.acts)] if one.is_of_lately(behind) else []
        if steps:
            yield _task(one, steps)


def _courses(subjects: Subjects, plans: list[str]) -> Iterator[_Course]:
    known, view = register.frameworks(), courses_view(plans, subjects.at)
    for record in dict.fromkeys(view.aliases[plan] for plan in plans):
        what = view.record(record)
        framework = known.get(what.payload.framework) if what is not None else None
        if what is None or framework is None:
            continue
        whole = getattr(what.payload, "plan", None)
        above = view.record(whole) if whole is not None else what
        life, _last = life_of(view, record, known.life_of(framework.slug), known.rules_of)
        scene = scene_of(view, what.entry.scope, known, subjects.language)
        chain = tuple(one for one in (what.about, whole, what.payload.partnership) if one is not None)
        period = above.payload.period if above is not None and above.kind == "plan" else None
        yield _Course(scene, what, framework, life, period, chain)


def _task(one: _Course, steps: list[Transition]) -> Task:
    t, label = one.scene.t, one.framework.step
    names = {step.to: found.label(one.scene.language) for step in steps if (found := label(step.to)) is not None}
    at = label(one.life.at) if one.life.at is not None else None
    stands = t.gettext("Where it stands is not known.")
    if at is not None:
        stands = t.gettext("It stands at: {step}.").format(step=at.label(one.scene.language))
    may = t.gettext("It may come to: {steps}.").format(steps=", ".join(names.values()))
    blocks = tuple(
        f"{t.capital(names[step.to])}: {said_in(block_words(block), t.gettext)}"
        for step in steps
        for block in step.blocks
    )
    when = one.over_since
    left = (when.latest - one.scene.day).days if when is not None else 0
    title = t.capital(record_title(one.scene, one.plan.about))
    return Task("step", when, left, title, "plan-course", one.plan.about, f"{stands} {may}", blocks)
