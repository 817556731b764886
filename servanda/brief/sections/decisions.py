"""Decisions: texts put to decision, and what a body adopted, rejected or put off, with its votes if published."""

from servanda.brief.model import Part, Section, Sentence
from servanda.brief.parts import Slot, fill
from servanda.brief.scene import Scene
from servanda.brief.sections import procedures
from servanda.brief.sections.texts import unstopped
from servanda.brief.tellings import Telling, Wording, happening
from servanda.i18n import Translator
from servanda.kernel.view import Fact


def section(scene: Scene) -> Section:
    """The texts put to decision, then the decisions, each the newest first."""
    found: dict[str, Fact] = {}
    for fact in scene.told("decision"):
        held = found.get(fact.about)
        if held is None or held.payload.planned_for is not None:
            found[fact.about] = fact
    newest = sorted(found.values(), key=lambda one: (one.entry.begins, one.digest), reverse=True)
    told = (*procedures.sentences(scene), *(decision(scene, fact) for fact in newest))
    return Section("decisions", scene.t.gettext("Decisions"), told)


def decision(scene: Scene, fact: Fact) -> Sentence:
    """Tell a decision: taken on its day, or only announced for one; by whom, or that this is not known."""
    return happening(scene, fact, lambda one: _telling(scene, one))


def _telling(scene: Scene, fact: Fact) -> Telling:
    t, payload = scene.t, fact.payload
    slots: dict[str, Slot] = {
        "body": scene.party(payload.body) if payload.body else "",
        "text": unstopped(scene.text(payload.text)),
        "votes": _votes(scene, fact),
    }
    wording = _named(t, payload.outcome) if payload.body is not None else _by_nobody_known(t, payload.outcome)
    votes = (payload.votes_for, payload.votes_against, payload.abstentions)
    return Telling(wording, slots, (payload.body, payload.outcome, *votes), (payload.text,))


def _named(t: Translator, outcome: str) -> Wording:
    happened = {
        "adopted": t.gettext("{body} decided {date}: {text}{votes}."),
        "rejected": t.gettext("{body} rejected {date}: {text}{votes}."),
        "deferred": t.gettext("{body} put off {date}: {text}{votes}."),
        "announced": t.gettext("{body} announced {date}: {text}{votes}."),
    }
    return Wording(
        f"decisions.{outcome}",
        planned=t.gettext("A decision of {body} is planned {date}: {text}."),
        over=t.gettext("A decision of {body} was planned {date}: {text}; whether it was taken is {unknown}."),
        happened=happened[outcome],
    )


def _by_nobody_known(t: Translator, outcome: str) -> Wording:
    happened = {
        "adopted": t.gettext("It was decided {date}: {text}{votes}; by whom is {unknown}."),
        "rejected": t.gettext("It was rejected {date}: {text}{votes}; by whom is {unknown}."),
        "deferred": t.gettext("It was put off {date}: {text}{votes}; by whom is {unknown}."),
        "announced": t.gettext("A decision was announced {date}: {text}{votes}; by whom is {unknown}."),
    }
    return Wording(
        f"decisions.{outcome}",
        planned=t.gettext("A decision is planned {date}: {text}; by whom is {unknown}."),
        over=t.gettext("A decision was planned {date}: {text}; by whom, and whether it was taken, is {unknown}."),
        happened=happened[outcome],
    )


def _votes(scene: Scene, fact: Fact) -> tuple[Part, ...]:
    """The votes as they were published; those that were not are absent, not nought."""
    t, payload = scene.t, fact.payload
    said = (
        (payload.votes_for, t.gettext("{number} for")),
        (payload.votes_against, t.gettext("{number} against")),
        (payload.abstentions, t.gettext("{number} abstaining")),
    )
    items = [fill(pattern, number=scene.count(count)) for count, pattern in said if count is not None]
    return fill(t.gettext(" ({votes})"), votes=scene.listed(items)) if items else ()
