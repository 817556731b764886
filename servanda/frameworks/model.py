"""What an edition of a framework is made of: the rules of one process, as data (domain words, no framework's name)."""

from collections.abc import Iterable
from typing import Annotated, Literal, Self, TypeVar

from pydantic import BeforeValidator, Field, StringConstraints

from servanda.frameworks.words import Label, Part, Slug, Word
from servanda.kernel import lifecycle, review
from servanda.kernel.canonical import canonical, sha256
from servanda.kernel.silence import DEFAULT, Rules, Way
from servanda.yamlfile import boolean, integer


def _whole(value: object) -> object:
    return value if isinstance(value, int) and not isinstance(value, bool) else integer(value)


def _true_or_false(value: object) -> object:
    return value if isinstance(value, bool) else boolean(value)


Whole = Annotated[int, BeforeValidator(_whole), Field(ge=1)]
Truth = Annotated[bool, BeforeValidator(_true_or_false)]
Edition = Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]


class Named(Part):
    """Something with a short name for files and keys, and a label for people."""

    slug: Slug
    label: Label
    meaning: Label | None = None


_N = TypeVar("_N", bound=Named)


def find(items: Iterable[_N], slug: str) -> _N | None:
    """Give the item of that short name, or ``None``."""
    return next((item for item in items if item.slug == slug), None)


class Grade(Named):
    """A grade. ``done``: nothing is left to do; ``high``: among those the framework itself counts as high.

    A grade that is not ``on_scale`` ("no evidence") says that nothing can be said: it has no place in the order.
    """

    on_scale: Truth = True
    done: Truth = False
    high: Truth = False


class Axis(Named):
    """One question that items are graded on, its grades in order from least, and the tracks that may answer.

    ``plans_from`` and ``plans_until`` are the first and last year of the plans it is used for.
    """

    grades: Annotated[tuple[Grade, ...], Field(min_length=2)]
    tracks: Annotated[tuple[Slug, ...], Field(min_length=1)]
    plans_from: Whole | None = None
    plans_until: Whole | None = None

    @property
    def scale(self) -> tuple[Grade, ...]:
        """The grades that stand in an order, from least to most."""
        return tuple(grade for grade in self.grades if grade.on_scale)

    def grade(self, slug: str) -> Grade | None:
        """The grade of that short name."""
        return find(self.grades, slug)

    def rank(self, slug: str) -> int | None:
        """Its place on the scale, from 0; ``None`` for a grade that has none or is not known."""
        return next((place for place, grade in enumerate(self.scale) if grade.slug == slug), None)


class Track(Named):
    """A voice that assesses: the holder itself, staff, both together, or someone independent."""

    voice: Literal["self", "staff", "joint", "independent"]


class Split(Named):
    """A way in which tallies are split, and its classes. ``within`` is the class it splits further: "by/class"."""

    classes: Annotated[tuple[Named, ...], Field(min_length=1)]
    within: str | None = None


class Level(Part):
    """A level of the tree of objectives, outermost first: what its items are called.

    ``counted`` marks the one level whose items are meant when a plan's or package's objectives are counted.
    """

    slug: Slug
    word: Word
    meaning: Label | None = None
    counted: Truth = False


class Step(Named):
    """A step of a plan's course, in order. ``phase`` says whether the plan is on its way, standing or over.

    ``after`` are the steps that it may follow on, ``acts`` the roles that bring it about, ``when`` the guards that hold
    before. Where no step of a framework says so, nothing is said of what may come next.
    """

    phase: Literal["ahead", "standing", "over"]
    after: tuple[Slug, ...] = ()
    acts: tuple[Slug, ...] = ()
    when: tuple[Slug, ...] = ()

    @property
    def rules(self) -> lifecycle.State:
        """The step as the kernel follows it."""
        return lifecycle.State(self.slug, self.after, self.acts, self.when)


class CycleStep(Named):
    """A step of the recurring cycle: who drafts, who agrees, and the document it yields.

    For a review that is run by it: ``acts`` are the roles that act in the step, ``collects`` the tracks whose voices
    are given in it (on the ``axes`` named, else on all that they answer on), ``returns`` the tracks that may be sent
    back in it, ``decides`` the procedure by which a text is decided on, ``approves`` the tracks whose work is approved,
    and ``own_work`` whether one may approve his own. It is opened and closed when what the guards name holds.
    """

    drafted_by: Label | None = None
    agreed_by: Label | None = None
    document: Label | None = None
    acts: tuple[Slug, ...] = ()
    collects: tuple[Slug, ...] = ()
    axes: tuple[Slug, ...] = ()
    returns: tuple[Slug, ...] = ()
    approves: tuple[Slug, ...] = ()
    own_work: Truth = False
    decides: Slug | None = None
    optional: Truth = False
    opens_when: tuple[Slug, ...] = ("earlier-closed",)
    closes_when: tuple[Slug, ...] = ()

    @property
    def rules(self) -> review.Step:
        """The step as the kernel follows it."""
        return review.Step(
            self.slug,
            self.acts,
            self.collects,
            self.axes,
            self.returns,
            self.approves,
            self.decides or "",
            self.opens_when,
            self.closes_when,
            self.optional,
            self.own_work,
        )


class Cycle(Part):
    """The recurring cycle. ``in_practice`` is how far reality keeps to it: real dates are always facts.

    ``departures`` are the codes for departing from another voice, ``returns`` those for sending back what was
    submitted; ``locks_when`` the guards that hold before the period of a review is locked, ``locks`` the roles that
    lock it (those that act in the last step, if none is named).
    """

    length: Label
    months: Whole | None = None
    in_practice: Label | None = None
    steps: tuple[CycleStep, ...] = ()
    departures: tuple[Named, ...] = ()
    returns: tuple[Named, ...] = ()
    locks: tuple[Slug, ...] = ()
    locks_when: tuple[Slug, ...] = ("all-closed",)

    def step(self, slug: str) -> CycleStep | None:
        """The step of that short name."""
        return find(self.steps, slug)


class Procedure(Named):
    """How a text is decided on. ``objections_that_break``: as many written objections stop it.

    ``form`` is what the register follows it by: under silence, or by the concurrence of each party. ``broken_by`` are
    the replies that stop it, ``at_expiry`` whether one received at the very moment of expiry is in time, and
    ``least_hours`` how long a text is open at least.
    """

    form: Literal["silence", "concurrence"] | None = None
    objections_that_break: Whole | None = None
    broken_by: Annotated[tuple[Literal["objection", "amendment", "reservation"], ...], Field(min_length=1)] = (
        "objection",
        "amendment",
    )
    at_expiry: Literal["late", "in-time"] = "late"
    least_hours: Whole | None = None
    has_deadline: Truth = False

    @property
    def rules(self) -> Rules:
        """Its rules as the kernel follows them."""
        return Rules(frozenset(self.broken_by), self.objections_that_break or 1, self.at_expiry)


class EvaluationStep(Named):
    """A step of an evaluation programme for units, in order, and who runs it."""

    run_by: Label | None = None


class Source(Part):
    """Where a rule was read: a bibliographic record, with its title where that is known."""

    address: str
    title: Label | None = None
    publisher: str | None = None
    supports: Label | None = None


class Gap(Part):
    """Something the public record does not say, and why it is left open here."""

    what: Label
    why: Label


class Framework(Part):
    """One edition of the rules of a process. Everything is in the order in which it was written."""

    slug: Slug
    edition: Edition
    title: Label
    short: Label
    text: Label
    under: tuple[Slug, ...] = ()
    replaced_by: tuple[Slug, ...] = ()
    levels: tuple[Level, ...] = ()
    package: Word | None = None
    areas: tuple[Named, ...] = ()
    splits: tuple[Split, ...] = ()
    tracks: tuple[Track, ...] = ()
    axes: tuple[Axis, ...] = ()
    steps: tuple[Step, ...] = ()
    cycle: Cycle | None = None
    formats: tuple[Named, ...] = ()
    meeting_levels: tuple[Named, ...] = ()
    procedures: tuple[Procedure, ...] = ()
    evaluations: tuple[EvaluationStep, ...] = ()
    results: tuple[Named, ...] = ()
    rules: tuple[Label, ...] = ()
    gaps: tuple[Gap, ...] = ()
    sources: tuple[Source, ...] = ()

    @property
    def item(self) -> Word | None:
        """What the objectives of a plan are called: the word of the counted level; ``None`` if it has none."""
        return next((level.word for level in self.levels if level.counted), None)

    @property
    def has_scale(self) -> bool:
        """Whether objectives can be graded in the framework's own words."""
        return bool(self.axes)

    def axis(self, slug: str) -> Axis | None:
        """The axis of that short name."""
        return find(self.axes, slug)

    def track(self, slug: str) -> Track | None:
        """The assessor track of that short name."""
        return find(self.tracks, slug)

    def step(self, slug: str) -> Step | None:
        """The step of a plan's course of that short name."""
        return find(self.steps, slug)

    def split(self, slug: str) -> Split | None:
        """The way of splitting tallies of that short name."""
        return find(self.splits, slug)

    def class_label(self, by: str, slug: str, language: str) -> str | None:
        """What a class of a split (or a grade of an axis) is called, or ``None`` if the framework does not name it."""
        split, axis = self.split(by), find(self.axes, by)
        found = find(split.classes, slug) if split else None
        grade = axis.grade(slug) if axis and found is None else None
        named = found or grade
        return named.label(language) if named else None

    def format(self, slug: str) -> Named | None:
        """The meeting format of that short name."""
        return find(self.formats, slug)

    def meeting_level(self, slug: str) -> Named | None:
        """The level of meetings and visits of that short name."""
        return find(self.meeting_levels, slug)

    def evaluation(self, slug: str) -> EvaluationStep | None:
        """The evaluation step of that short name."""
        return find(self.evaluations, slug)

    def procedure_of(self, way: Way) -> Procedure | None:
        """The procedure that it follows texts by in this way, if it declares one."""
        return next((one for one in self.procedures if one.form == way), None)

    def allows(self, way: Way) -> bool:
        """Whether texts may be decided in this way: in any, where no procedure says its form."""
        return self.procedure_of(way) is not None or all(one.form is None for one in self.procedures)

    def rules_of(self, way: Way) -> Rules:
        """The rules by which a text is followed; the usual ones where it declares none."""
        found = self.procedure_of(way)
        return found.rules if found else DEFAULT

    @property
    def reviewed_by(self) -> review.Rules:
        """The rules by which a review is run; without steps where it declares no cycle."""
        cycle = self.cycle
        if cycle is None:
            return review.Rules(())
        steps = tuple(step.rules for step in cycle.steps)
        return review.Rules(
            steps=steps,
            scales={axis.slug: tuple(grade.slug for grade in axis.scale) for axis in self.axes},
            answering={axis.slug: axis.tracks for axis in self.axes},
            years={axis.slug: (axis.plans_from, axis.plans_until) for axis in self.axes},
            departures=frozenset(one.slug for one in cycle.departures),
            returns=frozenset(one.slug for one in cycle.returns),
            locks=cycle.locks or (steps[-1].acts if steps else ()),
            locks_when=cycle.locks_when,
        )

    def canonical_text(self) -> str:
        """Give the edition as canonical JSON (rule 17): what a register keeps as the rules it used."""
        # what is absent is left out, so a key that a later release adds does not change an older edition's hash
        return canonical(self.model_dump(mode="json", exclude_none=True, exclude_defaults=True))

    @property
    def sha256(self) -> str:
        """The hash of the canonical text, as hex."""
        return sha256(self.canonical_text())

    @classmethod
    def from_canonical(cls, text: str) -> Self:
        """Read an edition back from its canonical text."""
        return cls.model_validate_json(text)
