"""A review told: its steps with their dates and who acts, what may happen next, who has answered, who differs."""

from collections.abc import Iterator
from dataclasses import dataclass

from servanda.brief.compose import scene_of
from servanda.brief.names import name_fact
from servanda.brief.reviewwords import block_words
from servanda.brief.scene import Scene
from servanda.brief.titles import record_title
from servanda.errors import said_in
from servanda.frameworks import Framework, Frameworks, find
from servanda.kernel.dates import PartialDate
from servanda.kernel.review import Key, Spread, Stand, State, Step
from servanda.kernel.reviewguards import Doing, Move, moves
from servanda.kernel.reviews import Reviewing, chapter
from servanda.kernel.view import Fact
from servanda.kinds.fields import Text


@dataclass(frozen=True)
class StepTold:
    """A step: what it is called, how it stands, its dates as said, the roles that act, and the tracks that answer."""

    slug: str
    label: str
    meaning: str
    state: State
    began: str
    ended: str
    due: str
    is_overdue: bool
    acts: tuple[str, ...]
    collects: tuple[str, ...]
    decided_by: str
    words: tuple[str, ...]
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class MoveTold:
    """Something that may happen next, the roles that do it, and what blocks it: in words, and the guards' names."""

    does: Doing
    step: str
    label: str
    acts: tuple[str, ...]
    blocks: tuple[str, ...]
    guards: tuple[str, ...]


@dataclass(frozen=True)
class Progress:
    """How far a body has answered in one voice: of ``asked``, how many stand, were sent back, are not answered."""

    track: str
    voice: str
    body: str
    name: str
    asked: int
    answered: int
    returned: int

    @property
    def unanswered(self) -> int:
        """Those of which nothing stands and nothing was sent back."""
        return self.asked - self.answered - self.returned


@dataclass(frozen=True)
class Differing:
    """A question on which voices differ: the grade of each, and how many steps they are apart (``None``: not known)."""

    objective: str
    title: str
    axis: str
    chapter: str
    chapter_title: str
    size: int | None
    grades: tuple[tuple[str, str], ...]
    reasons: tuple[str, ...]
    axis_slug: str = ""


@dataclass(frozen=True)
class MapRow:
    """A chapter of the disagreement map: on how many questions voices differ by so many steps."""

    chapter: str
    title: str
    by_size: tuple[int, ...]
    unmeasured: int
    alone: int
    silent: int

    @property
    def compared(self) -> int:
        """On how many questions two voices at least have spoken."""
        return sum(self.by_size) + self.unmeasured


class ReviewTold:
    """A review in words, in one language."""

    def __init__(self, one: Reviewing, frameworks: Frameworks, language: str = "en") -> None:
        self.one = one
        self.scene: Scene = scene_of(one.view, one.scope, frameworks, language)
        self._framework: Framework | None = frameworks.get(one.payload.framework)
        self._language = language

    @property
    def title(self) -> str:
        """What the review is called."""
        return record_title(self.scene, self.one.record)

    @property
    def address(self) -> str:
        """The name that a person types for it, if it has one."""
        slug = name_fact(self.one.view, self.one.record, "zxx", ("slug",))
        return str(slug.payload.text) if slug else self.one.record

    def object_title(self, record: str) -> str:
        """What an objective, a plan or a package is called."""
        return record_title(self.scene, record)

    def whole_text(self, objective: str) -> str:
        """The whole text of an objective."""
        what = self.one.view.record(objective)
        payload = what.payload if what is not None else None
        return self.words(getattr(payload, "public_text", None) or getattr(payload, "text", None))

    def words(self, text: Text | None) -> str:
        """A text in the language of the reader, else as it was said."""
        return self.scene.text(text).text if text is not None else ""

    def is_own_voice(self, track: str) -> bool:
        """Whether a track is the voice of those who are reviewed."""
        found = self._framework.track(track) if self._framework else None
        return found is not None and found.voice == "self"

    def date(self, when: PartialDate | None) -> str:
        """A date as said, to the day."""
        if when is None:
            return ""
        return self.scene.t.date(when if when.moment is None else PartialDate.of(when.earliest)).text

    def step_label(self, slug: str) -> str:
        """What a step of the cycle is called."""
        cycle = self._framework.cycle if self._framework else None
        step = cycle.step(slug) if cycle else None
        return step.label(self._language) if step else slug

    def track(self, slug: str) -> str:
        """What a voice is called."""
        return self.scene.words.track(self.one.payload.framework, slug)

    def axis(self, slug: str) -> str:
        """What an axis is called."""
        return self.scene.words.axis(self.one.payload.framework, slug)

    def grade(self, axis: str, slug: str) -> str:
        """What a grade is called."""
        return self.scene.words.grade(self.one.payload.framework, axis, slug)

    def grades(self, axis: str) -> tuple[tuple[str, str], ...]:
        """All grades of an axis, with what they are called."""
        found = self._framework.axis(axis) if self._framework else None
        return tuple((one.slug, one.label(self._language)) for one in found.grades) if found else ()

    def departure(self, slug: str) -> str:
        """What a code for departing from another voice says."""
        return dict(self.departures).get(slug, slug)

    @property
    def departures(self) -> tuple[tuple[str, str], ...]:
        """The codes for departing from another voice."""
        cycle = self._framework.cycle if self._framework else None
        return tuple((one.slug, one.label(self._language)) for one in cycle.departures) if cycle else ()

    @property
    def returning(self) -> tuple[tuple[str, str], ...]:
        """The codes for sending back."""
        cycle = self._framework.cycle if self._framework else None
        return tuple((one.slug, one.label(self._language)) for one in cycle.returns) if cycle else ()

    def returned_because(self, slug: str) -> str:
        """What a code for sending back says."""
        return dict(self.returning).get(slug, slug)

    def steps(self) -> tuple[StepTold, ...]:
        """The steps as a line."""
        return tuple(self._step(stand) for stand in self.one.course.stands)

    def _step(self, stand: Stand) -> StepTold:
        step, due = stand.step, stand.due
        cycle = self._framework.cycle if self._framework else None
        declared = cycle.step(step.slug) if cycle else None
        facts = tuple(self.one.fact(h.key) for h in self.one.course.told.happened if h.step == step.slug)
        words = (getattr(fact.payload, "words", None) for fact in facts)
        return StepTold(
            step.slug,
            self.step_label(step.slug),
            declared.meaning(self._language) if declared and declared.meaning else "",
            stand.state,
            self.date(stand.began),
            self.date(stand.ended),
            self.date(due),
            stand.state == "open" and due is not None and due.latest < self.one.view.standpoint.as_of,
            step.acts,
            tuple(self.track(one) for one in step.collects),
            self._procedure(step.decides),
            tuple(self.scene.text(one).text for one in words if one is not None),
            facts,
        )

    def _procedure(self, slug: str) -> str:
        """What a procedure by which a text is decided on is called."""
        found = find(self._framework.procedures, slug) if self._framework and slug else None
        return found.label(self._language) if found else slug

    def moves(self) -> tuple[MoveTold, ...]:
        """What may happen next."""
        return tuple(self._move(one) for one in moves(self.one.course))

    def _move(self, one: Move) -> MoveTold:
        blocks = tuple(said_in(block_words(block, self.step_label), self.scene.t.gettext) for block in one.blocks)
        guards = tuple(block.guard for block in one.blocks)
        return MoveTold(one.does, one.step, self.step_label(one.step) if one.step else "", one.acts, blocks, guards)

    def progress(self) -> tuple[Progress, ...]:
        """How far each body has answered, for each voice that a step that was opened asks."""
        begun = [stand.step for stand in self.one.course.stands if stand.state in ("open", "closed")]
        found = [row for track in _tracks(begun) for row in self._progress(track, begun)]
        return tuple(found)

    def _progress(self, track: str, begun: list[Step]) -> Iterator[Progress]:
        asked: dict[str, list[Key]] = {}
        places = dict.fromkeys(place for step in begun for place in self.one.course.asked(step) if place[2] == track)
        for place in places:
            asked.setdefault(self.holder(place[0]) or "", []).append(place)
        for body, own in sorted(asked.items(), key=lambda pair: self._body(pair[0]).casefold()):
            answered = sum(self.one.course.is_answered(place) for place in own)
            returned = sum(self.one.course.returned(place) is not None for place in own)
            yield Progress(track, self.track(track), body, self._body(body), len(own), answered, returned)

    def holder(self, objective: str) -> str | None:
        """The body that holds an objective."""
        what = self.one.view.record(objective)
        holder = getattr(what.payload, "holder", None) if what is not None else None
        return self.one.view.aliases[holder] if holder else None

    def _body(self, record: str) -> str:
        return self.scene.name(record) if record else self.scene.t.gettext("no body is named")

    def spreads(self) -> tuple[Spread, ...]:
        """How the voices stand to each other on every question that any of them answered."""
        axes = self.one.course.rules.answering
        found = (self.one.course.spread(own, axis) for own in self.one.objectives for axis in axes)
        return tuple(one for one in found if one is not None)

    def differing(self) -> tuple[Differing, ...]:
        """The questions on which voices differ, the furthest apart first, then as the objectives stand."""
        apart = [one for one in self.spreads() if not one.agrees]
        largest = max((one.size or 0 for one in apart), default=0) + 1
        ordered = sorted(apart, key=lambda one: -(one.size if one.size is not None else largest))
        return tuple(self._differing(one) for one in ordered)

    def _differing(self, spread: Spread) -> Differing:
        own = chapter(self.one.view, spread.objective)
        grades = tuple(
            (self.track(track), ", ".join(self.grade(spread.axis, grade) for grade in said))
            for track, said in sorted(spread.grades.items(), key=lambda pair: self._turn(pair[0]))
        )
        reasons = (
            voice.reason
            for track in spread.grades
            for voice in self.one.course.voices[spread.objective, spread.axis, track]
        )
        coded = tuple(dict.fromkeys(self.departure(reason) for reason in reasons if reason))
        title, axis = self.object_title(spread.objective), self.axis(spread.axis)
        return Differing(
            spread.objective, title, axis, own, self.object_title(own), spread.size, grades, coded, spread.axis
        )

    def _turn(self, track: str) -> int:
        tracks = [one.slug for one in self._framework.tracks] if self._framework else []
        return tracks.index(track) if track in tracks else len(tracks)

    def disagreement_map(self) -> tuple[MapRow, ...]:
        """The chapters in order, each with how far the voices are apart on its questions."""
        found = {(one.objective, one.axis): one for one in self.spreads()}
        axes = dict.fromkeys(axis for stand in self.one.course.stands for axis, _ in _asked(self.one, stand.step))
        rows: dict[str, list[Spread | None]] = {}
        for own in self.one.objectives:
            rows.setdefault(chapter(self.one.view, own), []).extend(found.get((own, axis)) for axis in axes)
        sizes = [one.size or 0 for one in found.values() if not one.is_alone]
        return tuple(self._row(own, spreads, max(sizes, default=0)) for own, spreads in rows.items())

    def _row(self, own: str, spreads: list[Spread | None], largest: int) -> MapRow:
        compared = [one.size for one in spreads if one is not None and not one.is_alone]
        by_size = tuple(sum(size == n for size in compared) for n in range(largest + 1))
        alone = sum(one is not None and one.is_alone for one in spreads)
        silent = sum(one is None for one in spreads)
        return MapRow(own, self.object_title(own), by_size, compared.count(None), alone, silent)

    def return_reasons(self) -> tuple[tuple[str, int], ...]:
        """Why answers were sent back, counted, the most frequent first."""
        counted: dict[str, int] = {}
        for one in self.one.course.told.sent_back:
            counted[one.reason] = counted.get(one.reason, 0) + 1
        ordered = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
        return tuple((self.returned_because(reason), number) for reason, number in ordered)


def _tracks(steps: list[Step]) -> list[str]:
    return list(dict.fromkeys(track for step in steps for track in step.collects))


def _asked(one: Reviewing, step: Step) -> tuple[tuple[str, str], ...]:
    return one.course.rules.asked_of(step)
