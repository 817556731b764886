"""Evaluations of units: the steps taken, the newest first, and those that were only planned."""

from servanda.brief.model import Part, Section, Sentence
from servanda.brief.once import Wording, occasion
from servanda.brief.parts import Slot, fill
from servanda.brief.scene import Scene
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
        "note": scene.if_said(t.gettext(" ({note})"), note=payload.note),
        "valid": _valid(scene, fact),
    }
    patterns = {
        "done": t.gettext("{unit}, {framework}: {step} {date}{note}{valid}."),
        "passed": t.gettext("{unit}, {framework}: {step} passed {date}{note}{valid}."),
        "failed": t.gettext("{unit}, {framework}: {step} failed {date}{note}{valid}."),
        "certified": t.gettext("{unit}, {framework}: certified {date}{note}{valid}."),
        "revalidated": t.gettext("{unit}, {framework}: certificate renewed {date}{note}{valid}."),
    }
    wording = Wording(
        f"evaluations.{payload.framework}.{payload.result}",
        planned=t.gettext("{unit}, {framework}: {step} is planned {date}{note}."),
        over=t.gettext("{unit}, {framework}: {step} was planned {date}{note}; whether it took place is {unknown}."),
        happened=patterns[payload.result],
    )
    return occasion(scene, fact, question, wording, slots)


def _valid(scene: Scene, fact: Fact) -> tuple[Part, ...]:
    """How long a certificate is valid; one that has run out says so."""
    until = fact.payload.valid_until
    if until is None:
        return ()
    pattern = scene.t.gettext("; valid until {date}")
    if until.latest < scene.day:
        pattern = scene.t.gettext("; it was valid until {date}, a renewal since is not known")
    return fill(pattern, date=scene.date(until))
