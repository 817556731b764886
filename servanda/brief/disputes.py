"""A dispute told: its sides, who says so, and which is followed by which rule (rules 4 and 5)."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from servanda.brief.counts import value_parts
from servanda.brief.model import DisputeTold, Part, Plain, SideLine, SideTold
from servanda.brief.parts import fill, text_of
from servanda.brief.scene import Scene
from servanda.brief.titles import record_title
from servanda.kernel.dispute import Dispute, Side, choices
from servanda.kernel.entries import Answer, Temporal
from servanda.kernel.view import Fact
from servanda.kinds.fields import slug


class _Asked(NamedTuple):
    """A question by its parts, and the record that it asks about."""

    about: str
    rest: list[str]


def told_dispute(scene: Scene, dispute: Dispute) -> DisputeTold:
    """Tell a dispute."""
    return DisputeTold(
        record=dispute.about,
        question=dispute.question,
        title=question_title(scene, dispute.about, dispute.question),
        sides=tuple(_side(scene, side, side is dispute.followed) for side in dispute.sides),
        rule=dispute.rule,
        why=why(
            scene,
            dispute.about,
            dispute.question,
            dispute.rule,
            side_value(scene, dispute.followed) if dispute.followed is not None else None,
        ),
    )


def side_value(scene: Scene, side: Side) -> tuple[Part, ...]:
    """The most exact value of a side."""
    return answer_parts(scene, *side.answers[0])


def answer_parts(scene: Scene, fact: Fact, answer: Answer) -> tuple[Part, ...]:
    """Say the value of an answer."""
    value = answer.value
    if value.form == "date" and value.date is not None:
        return scene.date(value.date)
    if value.form in ("number", "none"):
        return value_parts(value, scene.t)
    payload = fact.payload
    match fact.kind:
        case "step":
            return (Plain(scene.words.step(_framework_of(scene, fact), payload.step)),)
        case "assessment":
            return (Plain(scene.words.grade(_framework_of(scene, fact), payload.axis, payload.grade)),)
        case "arrangement":
            return scene.listed([scene.words.framework(name) for name in payload.frameworks] or [value.text])
        case "evaluation":
            return (Plain(_result(scene, payload.result)),)
        case "procedure" if payload.expires is not None:
            return scene.date(payload.expires.at)
    return (Plain(scene.t.gettext("as the source has it")),)


def _result(scene: Scene, result: str) -> str:
    t = scene.t
    words = {
        "passed": t.gettext("passed"),
        "failed": t.gettext("failed"),
        "certified": t.gettext("certified"),
        "revalidated": t.gettext("revalidated"),
    }
    return words.get(result, scene.human(result))


def _framework_of(scene: Scene, fact: Fact) -> str:
    return _framework_about(scene, fact.about)


def _framework_about(scene: Scene, record: str) -> str:
    what = scene.view.record(record)
    container = getattr(what.payload, "of", None) if what else None
    if container:
        what = scene.view.record(container)
    return str(getattr(what.payload, "framework", "")) if what else ""


def _side(scene: Scene, side: Side, followed: bool) -> SideTold:
    grouped: dict[str, list[tuple[Fact, Answer]]] = {}
    for fact, answer in side.answers:
        grouped.setdefault(text_of(_dated(scene, fact, answer)), []).append((fact, answer))
    lines = (side_line(scene, _dated(scene, *pairs[0]), [fact for fact, _ in pairs]) for pairs in grouped.values())
    return SideTold(tuple(lines), followed)


def side_line(scene: Scene, value: tuple[Part, ...], facts: Sequence[Fact]) -> SideLine:
    """A value as said by some facts, with their voices and marks."""
    return SideLine(value, _voices(scene, facts), scene.cite(*facts).marks)


def _dated(scene: Scene, fact: Fact, answer: Answer) -> tuple[Part, ...]:
    """A value with the date it is said of; the date of a once-only event is itself the value."""
    value = answer_parts(scene, fact, answer)
    if fact.entry.temporal in (Temporal.ONCE, Temporal.RECORD):
        return value
    if not fact.entry.is_placed:
        return fill(scene.t.gettext("{value}, undated ({date})"), value=value, date=scene.date(fact.as_of))
    return fill(scene.t.gettext("{value}, as of {date}"), value=value, date=scene.date(fact.as_of))


def _voices(scene: Scene, facts: Sequence[Fact]) -> tuple[str, ...]:
    """Who says so: the speaker, else the publisher of each source."""
    names: dict[str, None] = {}
    for fact in facts:
        speaker = scene.speaker(fact)
        if speaker:
            names[speaker] = None
            continue
        for cited in fact.citations:
            source = scene.view.record(cited.source)
            if source is not None:
                names[source.payload.publisher] = None
    return tuple(names)


def why(scene: Scene, about: str, question: str, rule: str | None, value: tuple[Part, ...] | None) -> tuple[Part, ...]:
    """Which value is followed and by which rule; none, if no rule says so (rule 5)."""
    t = scene.t
    if value is None:
        return (Plain(t.gettext("Neither is followed: both are shown.")),)
    match rule:
        case "choice":
            reason = _reason(scene, about, question)
            if reason:
                return fill(t.gettext("Followed: {value}, by choice: {reason}"), value=value, reason=reason)
            return fill(t.gettext("Followed: {value}, by choice."), value=value)
        case "rank":
            return fill(t.gettext("Followed: {value}, by the rank of its source."), value=value)
    return fill(t.gettext("Followed: {value}, whose source was published later."), value=value)


def _reason(scene: Scene, about: str, question: str) -> Part | None:
    made = choices(scene.view, about, question)
    return scene.text(made[0].payload.reason) if made else None


def question_title(scene: Scene, about: str, question: str) -> str:
    """What a question asks, in words: "Azerbaijan in KFOR: people in place"."""
    head, *rest = question.split("/")
    title = record_title(scene, about)
    maker = _QUESTIONS.get(head)
    words = maker(scene, _Asked(about, rest)) if maker else scene.human(head)
    return scene.t.gettext("{record}: {question}").format(record=title, question=words)


def _joined(scene: Scene, asked: _Asked) -> str:
    name = scene.words.framework(asked.rest[0])
    act = asked.rest[1] if len(asked.rest) > 1 else "joined"
    if act == "joined":
        return scene.t.gettext("when {framework} was joined").format(framework=name)
    return scene.t.gettext("{framework}: date of the act “{act}”").format(framework=name, act=scene.human(act))


def _strength(scene: Scene, asked: _Asked) -> str:
    measure = scene.words.measure(asked.rest[0])
    return ", ".join([measure, *(_line(scene, asked.about, line) for line in asked.rest[1:])])


def _line(scene: Scene, about: str, line: str) -> str:
    """A line of a strength, in the reader's language where someone has said it so."""
    said = (one.what for fact in scene.view.about(about, "strength") for one in fact.payload.lines)
    words = [scene.text(what) for what in said if slug(what.in_language("en")[0]) == line]
    return next((one.text for one in words if one.language == scene.language), scene.human(line))


def _tally(scene: Scene, asked: _Asked) -> str:
    framework = _framework_about(scene, asked.about)
    ways = [part.partition(":") for part in asked.rest[1:]]
    classes = [scene.words.class_label(framework, by, name) or scene.human(name) for by, _, name in ways]
    items = scene.words.items(framework, 2) if asked.rest[0] == "objectives" else None
    number = scene.t.gettext("number of {items}").format(items=items or scene.human(asked.rest[0]))
    return ", ".join([number, *classes])


def _grade(scene: Scene, asked: _Asked) -> str:
    framework, axis, track = _framework_about(scene, asked.about), asked.rest[0], asked.rest[-1]
    return f"{scene.words.axis(framework, axis)}, {scene.words.track(framework, track)}"


def _evaluation(scene: Scene, asked: _Asked) -> str:
    return scene.t.gettext("result of the step {step}").format(
        step=scene.words.evaluation(asked.rest[0], asked.rest[-1])
    )


_QUESTIONS: dict[str, Callable[[Scene, _Asked], str]] = {
    "joined": _joined,
    "strength": _strength,
    "tally": _tally,
    "grade": _grade,
    "began": lambda scene, *_: scene.t.gettext("when it began"),
    "ended": lambda scene, *_: scene.t.gettext("when it ended"),
    "meeting": lambda scene, *_: scene.t.gettext("when it was held"),
    "visit": lambda scene, *_: scene.t.gettext("when it was made"),
    "decision": lambda scene, *_: scene.t.gettext("when it was taken"),
    "opened": lambda scene, *_: scene.t.gettext("when it was put to decision"),
    "expires": lambda scene, *_: scene.t.gettext("when it expires"),
    "evaluation": _evaluation,
    "planned": lambda scene, *_: scene.t.gettext("what it is planned for"),
    "step": lambda scene, *_: scene.t.gettext("where it stands"),
    "cumulative": lambda scene, *_: scene.t.gettext("how many over the span"),
    "schedule": lambda scene, *_: scene.t.gettext("how many are scheduled"),
}
