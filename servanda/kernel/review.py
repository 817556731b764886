"""How a review stands: which step is open, who may do what next, and what blocks it.

Nothing of this is stored. It is worked out from what happened (steps opened and closed, what each voice submitted, what
was sent back, approved, locked) and from the steps that a framework declares. Each voice stands by itself: none takes
the place of another, and none is averaged with another.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Literal

from servanda.kernel.dates import PartialDate

Does = Literal["opened", "closed", "left-out"]
State = Literal["ahead", "open", "closed", "left-out"]
Key = tuple[str, str, str]  # objective, axis, track

_TURN: dict[Does, int] = {"opened": 0, "closed": 1, "left-out": 2}


@dataclass(frozen=True, slots=True)
class Step:
    """A step as a framework declares it.

    ``acts`` are the roles that act in it; ``collects`` the tracks whose voices are given in it, on the ``axes`` named;
    ``returns`` the tracks that may be sent back in it, ``approves`` those whose work is approved in it, and
    ``own_work`` whether one may approve his own. ``decides`` names the procedure by which a text is decided on in it.
    """

    slug: str
    acts: tuple[str, ...] = ()
    collects: tuple[str, ...] = ()
    axes: tuple[str, ...] = ()
    returns: tuple[str, ...] = ()
    approves: tuple[str, ...] = ()
    decides: str = ""
    opens_when: tuple[str, ...] = ("earlier-closed",)
    closes_when: tuple[str, ...] = ()
    optional: bool = False
    own_work: bool = False


@dataclass(frozen=True)
class Rules:
    """The rules that a review follows.

    ``scales`` has the grades of each axis that stand in an order, from least to most, ``answering`` the tracks that may
    answer on it, ``years`` the first and last year of the plans it is used for. ``departures`` and ``returns`` are the
    codes for departing from a voice and for sending back; ``locks`` are the roles that lock the period.
    """

    steps: tuple[Step, ...]
    scales: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    answering: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    years: Mapping[str, tuple[int | None, int | None]] = field(default_factory=dict)
    departures: frozenset[str] = frozenset()
    returns: frozenset[str] = frozenset()
    locks: tuple[str, ...] = ()
    locks_when: tuple[str, ...] = ("all-closed",)

    def of_plans(self, begun: int | None) -> "Rules":
        """The rules for plans that begin in a year, if that is known: without the axes that are not used for them."""
        if begun is None:
            return self
        unused = {axis for axis, (first, last) in self.years.items() if _is_outside(begun, first, last)}
        return replace(self, answering={axis: own for axis, own in self.answering.items() if axis not in unused})

    def step(self, slug: str) -> Step | None:
        """The step of that short name."""
        return next((one for one in self.steps if one.slug == slug), None)

    def asked_of(self, step: Step) -> tuple[tuple[str, str], ...]:
        """What is asked in a step of each objective: (axis, track)."""
        return tuple(
            (axis, track)
            for track in step.collects
            for axis, tracks in self.answering.items()
            if track in tracks and (not step.axes or axis in step.axes)
        )

    def rank(self, axis: str, grade: str) -> int | None:
        """A grade's place on its scale, from 0; ``None`` for one that has none."""
        scale = self.scales.get(axis, ())
        return scale.index(grade) if grade in scale else None


def _is_outside(year: int, first: int | None, last: int | None) -> bool:
    return (first is not None and year < first) or (last is not None and year > last)


@dataclass(frozen=True, slots=True)
class Happened:
    """Something that happened to a step; ``key`` names the fact that says it."""

    step: str
    does: Does
    when: PartialDate
    key: str
    due: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Voice:
    """What one voice submitted on an objective. ``by`` names whoever did: the person, the post, the party."""

    objective: str
    axis: str
    track: str
    grade: str
    when: PartialDate
    key: str
    by: frozenset[str] = frozenset()
    version: int = 1
    reason: str = ""
    has_words: bool = False
    is_late: bool = False
    confirms: bool = False

    @property
    def place(self) -> Key:
        """What it answers."""
        return self.objective, self.axis, self.track

    @property
    def is_reasoned(self) -> bool:
        """Whether it says why it departs from another voice; a code is asked only where the framework has codes."""
        return self.has_words


@dataclass(frozen=True, slots=True)
class SentBack:
    """That a version of what a voice submitted was sent back."""

    place: Key
    version: int
    reason: str
    key: str


@dataclass(frozen=True, slots=True)
class Approval:
    """That work was approved, or not, in a step."""

    step: str
    is_given: bool
    when: PartialDate
    by: frozenset[str]
    key: str


@dataclass(frozen=True)
class Told:
    """All that is known of a review. ``objectives`` are those that are asked; ``adopted`` and ``met`` are the days on
    which a text on what is reviewed was adopted, and a meeting on it was held."""

    objectives: tuple[str, ...] = ()
    happened: tuple[Happened, ...] = ()
    voices: tuple[Voice, ...] = ()
    sent_back: tuple[SentBack, ...] = ()
    approvals: tuple[Approval, ...] = ()
    locked: PartialDate | None = None
    adopted: tuple[date, ...] = ()
    met: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Stand:
    """How a step stands: since when, until when, and the day by which it is to be closed."""

    step: Step
    state: State
    began: PartialDate | None = None
    ended: PartialDate | None = None
    due: PartialDate | None = None


class Course:
    """How a review stands, by its rules and what is known of it."""

    def __init__(self, rules: Rules, told: Told) -> None:
        self.rules = rules
        self.told = told

    @cached_property
    def stands(self) -> tuple[Stand, ...]:
        """Every step with its state, in the order of the framework."""
        return tuple(_stand(step, self.told.happened) for step in self.rules.steps)

    def stand(self, slug: str) -> Stand | None:
        """One step with its state."""
        return next((one for one in self.stands if one.step.slug == slug), None)

    @property
    def open(self) -> tuple[Stand, ...]:
        """The steps that are open now."""
        return tuple(one for one in self.stands if one.state == "open")

    @property
    def is_run(self) -> bool:
        """Whether it is run by its steps at all: one of them was opened."""
        return bool(self.told.happened)

    @cached_property
    def voices(self) -> Mapping[Key, tuple[Voice, ...]]:
        """What stands submitted by each voice: its last version, of which there are several where sources differ."""
        found: dict[Key, list[Voice]] = {}
        for one in sorted(self.told.voices, key=lambda voice: (voice.place, -voice.version, voice.key)):
            of_place = found.setdefault(one.place, [])
            if not of_place or of_place[0].version == one.version:
                of_place.append(one)
        return {place: tuple(voices) for place, voices in found.items()}

    @cached_property
    def _last_sent_back(self) -> Mapping[Key, SentBack]:
        found: dict[Key, SentBack] = {}
        for one in sorted(self.told.sent_back, key=lambda sent: (sent.version, sent.key)):
            found[one.place] = one
        return found

    def version(self, place: Key) -> int:
        """The version that stands; 0 where nothing was submitted."""
        return max((one.version for one in self.voices.get(place, ())), default=0)

    def returned(self, place: Key) -> SentBack | None:
        """The return that a voice has not answered yet."""
        last = self._last_sent_back.get(place)
        return last if last is not None and last.version >= self.version(place) else None

    def is_answered(self, place: Key) -> bool:
        """Whether a voice has answered, and what it answered was not sent back since."""
        return place in self.voices and self.returned(place) is None

    def asked(self, step: Step) -> tuple[Key, ...]:
        """All that is asked in a step."""
        pairs = self.rules.asked_of(step)
        return tuple((objective, axis, track) for objective in self.told.objectives for axis, track in pairs)

    def submitting(self, axis: str, track: str) -> Step | None:
        """The step in which a voice answers on an axis: one that is open, else the first."""
        found = [one for one in self.stands if (axis, track) in self.rules.asked_of(one.step)]
        return next((one.step for one in (*(s for s in found if s.state == "open"), *found)), None)

    def may_submit(self, place: Key) -> bool:
        """Whether a voice may submit now: its step is open and it has not, or what it submitted was sent back."""
        if self.told.locked is not None or not self.is_run:
            return False
        step = self.submitting(place[1], place[2])
        stand = self.stand(step.slug) if step else None
        if stand is None:
            return False
        return self.returned(place) is not None or (stand.state == "open" and place not in self.voices)

    def may_correct_late(self, place: Key) -> bool:
        """Whether a voice may still say something as a late correction: the period is locked."""
        return self.told.locked is not None and self.submitting(place[1], place[2]) is not None

    def may_return(self, place: Key) -> Step | None:
        """The open step in which what a voice submitted may be sent back; ``None`` where there is none."""
        if self.told.locked is not None or not self.is_answered(place):
            return None
        return next((one.step for one in self.open if place[2] in one.step.returns), None)

    def departs(self, place: Key, grade: str) -> tuple[Voice, ...]:
        """The other voices of the review whose grade on the same question is another."""
        objective, axis, track = place
        return tuple(
            one
            for (of, on, by), voices in self.voices.items()
            if of == objective and on == axis and by != track
            for one in voices
            if one.grade != grade
        )

    def own_work(self, step: Step, names: Iterable[str]) -> tuple[Voice, ...]:
        """What those who would approve in a step submitted themselves, in whatever version."""
        given = frozenset(names)
        return tuple(one for one in self.told.voices if one.track in step.approves and one.by & given)

    def spread(self, objective: str, axis: str) -> "Spread | None":
        """How far the voices on one question are apart; ``None`` where nobody answered."""
        grades = {}
        for (of, on, track), voices in self.voices.items():
            if of == objective and on == axis:
                grades[track] = tuple(dict.fromkeys(one.grade for one in voices))
        return Spread(objective, axis, grades, self.rules) if grades else None


@dataclass(frozen=True)
class Spread:
    """The grades of the voices on one question, by track."""

    objective: str
    axis: str
    grades: Mapping[str, tuple[str, ...]]
    rules: Rules

    @property
    def is_alone(self) -> bool:
        """Whether only one voice has spoken: then there is nothing to compare."""
        return len(self.grades) < 2

    @property
    def agrees(self) -> bool:
        """Whether all that spoke say the same."""
        return len({grade for said in self.grades.values() for grade in said}) == 1

    @property
    def size(self) -> int | None:
        """Steps of the scale between the lowest and the highest; ``None`` where a grade has no place on it."""
        ranks = [self.rules.rank(self.axis, grade) for said in self.grades.values() for grade in said]
        known = [rank for rank in ranks if rank is not None]
        if self.agrees:
            return 0
        return max(known) - min(known) if len(known) == len(ranks) else None


def _stand(step: Step, happened: Iterable[Happened]) -> Stand:
    own = sorted((one for one in happened if one.step == step.slug), key=_in_order)
    if not own:
        return Stand(step, "ahead")
    last = own[-1]
    opened = [one for one in own if one.does == "opened"]
    due = next((one.due for one in reversed(opened) if one.due is not None), None)
    began = opened[0].when if opened else None
    if last.does == "opened":
        return Stand(step, "open", began, None, due)
    return Stand(step, "closed" if last.does == "closed" else "left-out", began, last.when, due)


def _in_order(one: Happened) -> tuple[date, float, int, str]:
    return (*placed(one.when), _TURN[one.does], one.key)


def placed(when: PartialDate) -> tuple[date, float]:
    """Where a date stands in an order: of one day, what has no time of day comes first."""
    return when.earliest, when.moment.timestamp() if when.moment else 0.0
