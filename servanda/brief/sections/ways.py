"""Standing ways of working: under which frameworks, where and with whom something is regularly done."""

from servanda.brief.disputes import told_dispute
from servanda.brief.model import Part, Sentence
from servanda.brief.parts import Slot, fill
from servanda.brief.scene import Behind, Scene
from servanda.brief.sections.texts import unstopped
from servanda.brief.sides import Words, dispute_on, is_followed, signed
from servanda.kernel.asof import Hold, standing
from servanda.kernel.view import Fact


def way(scene: Scene, fact: Fact, key: str) -> Sentence:
    """Tell one arrangement; with the sign that it is disputed, where another source has it otherwise."""
    dispute = dispute_on(scene, fact, fact.answers[0].question)
    words = _words(scene, fact, _when(scene, fact))
    if dispute is not None:
        words = signed(scene, words, fact, dispute)
    told = told_dispute(scene, dispute) if dispute is not None else None
    return scene.say(key, "{words}.", (fact,), Behind(record=fact.about, dispute=told), words=words)


def ways(scene: Scene) -> list[Fact]:
    """The arrangements, those last than which another is followed."""

    def is_last(fact: Fact) -> bool:
        dispute = dispute_on(scene, fact, fact.answers[0].question)
        return dispute is not None and not is_followed(dispute, fact)

    return sorted(scene.told("arrangement"), key=is_last)


def way_words(scene: Scene, fact: Fact) -> Words:
    """An arrangement in words, to stand in a sentence."""
    return _words(scene, fact, ())


def _words(scene: Scene, fact: Fact, when: Words) -> Words:
    """An arrangement; what has no pattern of its own is told in its own words."""
    t, payload = scene.t, fact.payload
    frameworks = scene.listed([scene.framework(name) for name in payload.frameworks])
    venues = scene.listed([scene.text(venue) for venue in payload.venues])
    others = scene.party(payload.held_with) if payload.held_with else None
    slots: dict[str, Slot] = {
        "frameworks": frameworks,
        "venues": venues,
        "others": others or "",
        "at": fill(t.gettext(", in {venues}"), venues=venues) if venues else "",
        "with": fill(t.gettext(", with {parties}"), parties=others) if others else "",
        "when": when,
        "text": unstopped(scene.text(payload.text)) if payload.text else scene.human(payload.what),
    }
    if payload.what == "cooperation" and frameworks:
        pattern = t.gettext("Cooperation is carried out in the framework of {frameworks}{when}")
    elif payload.what == "review-meetings" and frameworks and venues and payload.held_with:
        pattern = t.gettext("Review meetings under {frameworks} are held in {venues}, together with {others}{when}")
    elif frameworks and not payload.text:
        pattern = t.gettext("{text}, under {frameworks}{at}{with}{when}")
    elif not payload.text:
        pattern = "{text}{at}{with}{when}"
    else:
        pattern = "{text}{when}"
    return fill(pattern, **slots)


def _when(scene: Scene, fact: Fact) -> tuple[Part, ...]:
    """The day it was said of, if that is not the day of the brief; and that it holds no more, if it does not."""
    entry = fact.entry
    stand = standing(scene.view, fact.about, fact.answers[0].question)
    if stand.hold is Hold.ENDED or fact not in [pair[0] for pair in stand.facts]:
        return fill(scene.t.gettext(" (formerly, as of {date})"), date=scene.date(entry.until or entry.as_of))
    if not entry.is_placed:
        return fill(scene.t.gettext(" (undated, {date})"), date=scene.date(entry.as_of))
    if entry.as_of.latest >= scene.day:
        return ()
    return fill(scene.t.gettext(" (as of {date})"), date=scene.date(entry.as_of))
