"""Evaluations of units: each time a step was taken and what came of it, the newest first, and what was only planned."""

from collections.abc import Iterator, Sequence

from servanda.brief.disputes import told_dispute
from servanda.brief.model import Part, Section, Sentence, Sign
from servanda.brief.parts import Slot, fill
from servanda.brief.scene import Behind, Scene
from servanda.kernel.asof import standing
from servanda.kernel.dispute import Dispute, dispute_of
from servanda.kernel.view import Fact

_CERTIFIED = ("certified", "revalidated")


def section(scene: Scene) -> Section:
    """The evaluations, the newest first, of one day what is followed first; a sentence for each time of a step."""
    told = [(time[0], _taken(scene, time, dispute), _is_followed(dispute, time)) for time, dispute in _disputed(scene)]
    told += [(fact, _planned(scene, fact), True) for fact in ahead(scene)]
    newest = sorted(told, key=lambda one: (one[0].entry.begins, one[2], one[0].about, one[0].digest), reverse=True)
    sentences = tuple(sentence for _, sentence, _ in newest)
    return Section("evaluations", scene.t.gettext("Evaluations of units"), sentences)


def _disputed(scene: Scene) -> Iterator[tuple[list[Fact], Dispute | None]]:
    for time in _times(scene):
        said = [(fact, fact.answers[0]) for fact in time]
        yield time, dispute_of(scene.view, time[0].about, said[0][1].question, said)


def _is_followed(dispute: Dispute | None, time: Sequence[Fact]) -> bool:
    """Whether no other result is followed than that of this time."""
    followed = dispute.followed if dispute is not None else None
    return followed is None or any(fact is one for fact, _ in followed.answers for one in time)


def _times(scene: Scene) -> list[list[Fact]]:
    """The times at which steps were taken: facts with one result and dates that agree tell of one, the exact first."""
    taken = [fact for fact in scene.told("evaluation") if fact.payload.planned_for is None]
    times: list[list[Fact]] = []
    for fact in sorted(taken, key=lambda one: one.as_of.latest - one.as_of.earliest):
        same = next((time for time in times if all(_tell_of_one(one, fact) for one in time)), None)
        if same is None:
            times.append([fact])
        else:
            same.append(fact)
    return times


def _tell_of_one(one: Fact, other: Fact) -> bool:
    same = (one.about, one.answers[0].question, one.payload.result)
    if same != (other.about, other.answers[0].question, other.payload.result) or not other.as_of.contains(one.as_of):
        return False
    said = [(getattr(one.payload, name), getattr(other.payload, name)) for name in ("note", "valid_until")]
    return all(mine is None or its is None or mine == its for mine, its in said)


def ahead(scene: Scene) -> Iterator[Fact]:
    """What is planned and stands, of steps that are not known to have been taken since it was announced."""
    for fact in scene.told("evaluation"):
        question = fact.answers[0].question
        if fact.payload.planned_for is None or fact not in standing(scene.view, fact.about, question).told:
            continue
        since = scene.view.answering(fact.about, question.removeprefix("planned/"))
        if all(taken.as_of.before(fact.as_of) for taken, _ in since):
            yield fact


def _planned(scene: Scene, fact: Fact) -> Sentence:
    t, planned = scene.t, fact.payload.planned_for
    pattern = t.gettext("{unit}, {framework}: {step} was planned {date}{note}; whether it took place is {unknown}.")
    if planned.latest >= scene.day:
        pattern = t.gettext("{unit}, {framework}: {step} is planned {date}{note}.")
    slots = {**_slots(scene, fact), "unknown": Sign(t.gettext("not known"), "unknown")}
    behind = Behind(record=fact.about)
    return scene.say("evaluations.planned", pattern, (fact,), behind, **slots, date=scene.date(planned, "for"))


def _taken(scene: Scene, time: Sequence[Fact], dispute: Dispute | None) -> Sentence:
    t, fact = scene.t, time[0]
    date = scene.date(fact.as_of, "at")
    if dispute is not None:
        pattern = t.gettext("{words} ({disputed}, not followed)")
        if _is_followed(dispute, time):
            pattern = t.gettext("{words} ({disputed})")
        date = fill(pattern, words=date, disputed=Sign(t.gettext("disputed"), "disputed"))
    behind = Behind(record=fact.about, dispute=told_dispute(scene, dispute) if dispute else None)
    key = f"evaluations.{fact.payload.framework}.{fact.payload.result}"
    return scene.say(key, _happened(scene, fact), time, behind, **_slots(scene, *time), date=date)


def _slots(scene: Scene, *facts: Fact) -> dict[str, Slot]:
    """What is told beside the date; a note and an end by whichever of the facts has them."""
    payload = facts[0].payload
    note = next((one.payload.note for one in facts if one.payload.note is not None), None)
    certificate = next((one for one in facts if one.payload.valid_until is not None), facts[0])
    return {
        "unit": scene.party(facts[0].about),
        "framework": scene.framework(payload.framework),
        "step": scene.words.evaluation(payload.framework, payload.step),
        "note": scene.if_said(scene.t.gettext(" ({note})"), note=note),
        "valid": _valid(scene, certificate),
    }


def _happened(scene: Scene, fact: Fact) -> str:
    t = scene.t
    patterns = {
        "done": t.gettext("{unit}, {framework}: {step} {date}{note}{valid}."),
        "passed": t.gettext("{unit}, {framework}: {step} passed {date}{note}{valid}."),
        "failed": t.gettext("{unit}, {framework}: {step} failed {date}{note}{valid}."),
        "certified": t.gettext("{unit}, {framework}: certified {date}{note}{valid}."),
        "revalidated": t.gettext("{unit}, {framework}: certificate renewed {date}{note}{valid}."),
    }
    return patterns[fact.payload.result]


def _valid(scene: Scene, fact: Fact) -> tuple[Part, ...]:
    """How long a certificate is valid; one that has run out says so, where it is not known to have been renewed."""
    until = fact.payload.valid_until
    if until is None:
        return ()
    said = scene.view.answering(fact.about, fact.answers[0].question)
    renewed = any(one.payload.result in _CERTIFIED and fact.as_of.before(one.as_of) for one, _ in said)
    pattern = scene.t.gettext("; valid until {date}")
    if until.latest < scene.day and not renewed:
        pattern = scene.t.gettext("; it was valid until {date}, a renewal since is not known")
    return fill(pattern, date=scene.date(until))
