"""Evaluations of units: the steps taken, the newest first, and those that were only planned."""

from servanda.brief.model import Part, Section, Sentence, Sign
from servanda.brief.once import once
from servanda.brief.parts import Slot, fill
from servanda.brief.scene import Behind, Scene
from servanda.kernel.asof import standing
from servanda.kernel.view import Fact


def section(scene: Scene) -> Section:
    """The evaluations, the newest first; one sentence for each step of a unit."""
    keys: dict[tuple[str, str], Fact] = {}
    for fact in scene.told("evaluation"):
        for answer in fact.answers:
            keys.setdefault((fact.about, answer.question), fact)
    newest = sorted(keys.items(), key=lambda pair: (pair[1].entry.begins, pair[0]), reverse=True)
    sentences = tuple(_evaluation(scene, fact, question) for (_, question), fact in newest)
    return Section("evaluations", scene.t.gettext("Evaluations of units"), sentences)


def _evaluation(scene: Scene, fact: Fact, question: str) -> Sentence:
    t, payload = scene.t, fact.payload
    slots: dict[str, Slot] = {
        "unit": scene.party(fact.about),
        "framework": scene.framework(payload.framework),
        "step": scene.words.evaluation(payload.framework, payload.step),
        "note": fill(t.gettext(" ({note})"), note=scene.text(payload.note)) if payload.note else "",
        "valid": _valid(scene, fact),
        "unknown": Sign(t.gettext("not known"), "unknown"),
    }
    if payload.planned_for is not None:
        slots["date"] = scene.date(payload.planned_for, "for")
        pattern = t.gettext("{unit}, {framework}: {step} was planned {date}{note}; whether it took place is {unknown}.")
        if payload.planned_for.latest >= scene.day:
            pattern = t.gettext("{unit}, {framework}: {step} is planned {date}{note}.")
        return scene.say("evaluations.planned", pattern, (fact,), Behind(record=fact.about), **slots)
    found = once(scene, standing(scene.view, fact.about, question))
    slots["date"] = found.date if found else scene.date(fact.as_of, "at")
    patterns = {
        "done": t.gettext("{unit}, {framework}: {step} {date}{note}{valid}."),
        "passed": t.gettext("{unit}, {framework}: {step} passed {date}{note}{valid}."),
        "failed": t.gettext("{unit}, {framework}: {step} failed {date}{note}{valid}."),
        "certified": t.gettext("{unit}, {framework}: certified {date}{note}{valid}."),
        "revalidated": t.gettext("{unit}, {framework}: certificate renewed {date}{note}{valid}."),
    }
    return scene.say(
        f"evaluations.{payload.framework}.{payload.result}",
        patterns[payload.result],
        found.facts if found else (fact,),
        Behind(record=fact.about, dispute=found.dispute if found else None),
        **slots,
    )


def _valid(scene: Scene, fact: Fact) -> tuple[Part, ...]:
    """How long a certificate is valid; one that has run out says so."""
    until = fact.payload.valid_until
    if until is None:
        return ()
    pattern = scene.t.gettext("; valid until {date}")
    if until.latest < scene.day:
        pattern = scene.t.gettext("; it was valid until {date}, a renewal since is not known")
    return fill(pattern, date=scene.date(until))
