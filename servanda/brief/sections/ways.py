"""Standing ways of working: under which frameworks, where and with whom something is regularly done."""

from servanda.brief.model import Sentence
from servanda.brief.scene import Scene
from servanda.kernel.asof import Hold, standing
from servanda.kernel.view import Fact


def way(scene: Scene, fact: Fact, key: str) -> Sentence:
    """Tell one arrangement; what has no pattern of its own is told in its own words."""
    t, payload = scene.t, fact.payload
    frameworks = scene.listed([scene.framework(name) for name in payload.frameworks])
    venues = scene.listed([scene.text(venue) for venue in payload.venues])
    slots = {
        "frameworks": frameworks,
        "venues": venues,
        "others": scene.link(payload.held_with) if payload.held_with else "",
        "text": scene.text(payload.text) if payload.text else scene.human(payload.what),
    }
    if payload.what == "cooperation" and frameworks:
        pattern = t.gettext("Cooperation is carried out in the framework of {frameworks}.")
    elif payload.what == "review-meetings" and frameworks and venues and payload.held_with:
        pattern = t.gettext(
            "Review meetings under {frameworks} are held in {venues}, together with {others}."
        )
    elif frameworks and not payload.text:
        pattern = t.gettext("{text}, under {frameworks}.")
    else:
        pattern = "{text}."
    if not _holds(scene, fact):
        pattern = t.gettext("Until {until}: {sentence}").format(
            until=scene.date_text(fact.entry.until or fact.as_of), sentence=pattern
        )
    return scene.say(key, pattern, (fact,), record=fact.about, **slots)


def _holds(scene: Scene, fact: Fact) -> bool:
    stand = standing(scene.view, fact.about, fact.answers[0].question)
    return stand.hold is not Hold.ENDED or fact not in [pair[0] for pair in stand.facts]
