"""Evaluations of units: each time a step was taken and what came of it, the newest first, and what was only planned."""

from collections.abc import Iterator, Sequence

from servanda.brief.disputes import told_dispute
from servanda.brief.model import Part, Section, Sentence, Sign
from servanda.brief.parts import Slot, fill
from servanda.brief.scene import Behind, Scene
from servanda.kernel.asof import standing
from servanda.kernel.dispute import dispute_of
from servanda.kernel.view import Fact

_CERTIFIED = ("certified", "revalidated")


def section(scene: Scene) -> Section:
    """The evaluations, the newest first; one sentence for each time that a unit took a step."""
    told = [(time[0], _taken(scene, time)) for time in _times(scene)]
    told += [(fact, _planned(scene, fact)) for fact in ahead(scene)]
    newest = sorted(told, key=lambda one: (one[0].entry.begins, one[0].about, one[0].digest), reverse=True)
    return Section("evaluations", scene.t.gettext("Evaluations of units"), tuple(sentence for _, sentence in newest))


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


def _taken(scene: Scene, time: Sequence[Fact]) -> Sentence:
    fact = time[0]
    question = fact.answers[0].question
    dispute = dispute_of(scene.view, fact.about, question, [(one, one.answers[0]) for one in time])
    date = scene.date(fact.as_of, "at")
    if dispute is not None:
        sign = Sign(scene.t.gettext("disputed"), "disputed")
        date = fill(scene.t.gettext("{dates} ({disputed})"), dates=date, disputed=sign)
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
