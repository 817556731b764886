"""Visits: how many are scheduled (none is an answer), which were made, and which were only planned."""

from collections.abc import Iterator, Sequence

from servanda.brief.disputes import told_dispute
from servanda.brief.model import Part, Section, Sentence, Sign
from servanda.brief.parts import Slot, fill, text_of
from servanda.brief.scene import Behind, Scene
from servanda.brief.sides import Words, narrowest, of_dispute
from servanda.brief.tellings import Telling, Wording, happening
from servanda.kernel.asof import Hold, Standing, standing
from servanda.kernel.entries import Answer
from servanda.kernel.view import Fact


def section(scene: Scene) -> Section:
    """What is scheduled, then the visits, the newest first."""
    sentences = (*schedules(scene), *_visits(scene))
    return Section("visits", scene.t.gettext("Visits"), sentences)


def schedules(scene: Scene) -> Iterator[Sentence]:
    """What is scheduled as of a day: true of its day, later only what was last known (rule 1)."""
    keys = {(fact.about, answer.question): fact for fact in scene.told("schedule") for answer in fact.answers}
    for about, question in keys:
        yield schedule(scene, standing(scene.view, about, question))


def schedule(scene: Scene, stand: Standing) -> Sentence:
    """Tell one answer on what is scheduled; where sources differ, which is followed, or each."""
    t, dispute = scene.t, stand.dispute
    facts = [one for one, _ in stand.facts]
    slots: dict[str, Slot] = {"what": _what(scene, facts[0]), "date": scene.date(narrowest(facts).as_of)}
    pattern = t.gettext("{what} scheduled as of {date}: {count}.")
    if stand.hold is Hold.LAST_KNOWN:
        pattern = t.gettext("{what} scheduled, last known on {date}: {count}.")
    if dispute is None:
        slots["count"] = _counted(scene, stand.facts)
    else:
        facts = list(dispute.facts)
        slots["count"] = of_dispute(scene, dispute, lambda side: _counted(scene, side.answers, cited=True))
    behind = Behind(record=stand.about, dispute=told_dispute(scene, dispute) if dispute else None)
    return scene.say(f"visits.{stand.question.replace('/', '.')}", pattern, facts, behind, **slots)


def _counted(scene: Scene, said: Sequence[tuple[Fact, Answer]], *, cited: bool = False) -> Words:
    """A number as its sources say it; cited apart where they do not say the same."""
    by_words: dict[str, tuple[Words, list[Fact]]] = {}
    for fact, _ in said:
        words = scene.count(fact.payload.count)
        by_words.setdefault(text_of(words), (words, []))[1].append(fact)
    if len(by_words) == 1 and not cited:
        return next(iter(by_words.values()))[0]
    return scene.listed([(*words, scene.cite(*facts)) for words, facts in by_words.values()])


def _what(scene: Scene, fact: Fact) -> str:
    t = scene.t
    what = t.gettext("visits") if fact.payload.what == "visit" else t.gettext("meetings")
    if fact.payload.level is None:
        return what
    level = scene.words.level((), fact.payload.level)
    return t.gettext("{level} {visits}").format(level=level, visits=what)


def _visits(scene: Scene) -> Iterator[Sentence]:
    found: dict[str, Fact] = {}
    for fact in scene.told("visit"):
        held = found.get(fact.about)
        if held is None or held.payload.planned_for is not None:
            found[fact.about] = fact
    for fact in sorted(found.values(), key=lambda one: (one.entry.begins, one.digest), reverse=True):
        yield visit(scene, fact)


def visit(scene: Scene, fact: Fact) -> Sentence:
    """Tell a visit: made on its day, or only planned for one (rule 3)."""
    return happening(scene, fact, lambda one: _telling(scene, one))


def _telling(scene: Scene, fact: Fact) -> Telling:
    t, payload = scene.t, fact.payload
    slots: dict[str, Slot] = {
        "visitor": _visitor(scene, fact),
        "host": fill(t.gettext(" to {host}"), host=scene.party(payload.host)) if payload.host else "",
        "place": scene.if_said(t.gettext(" ({place})"), place=payload.place),
        "subject": scene.if_said(t.gettext(": {subject}"), subject=payload.subject),
    }
    wording = Wording(
        "visits.made",
        planned=t.gettext("A visit of {visitor}{host}{place} is planned {date}{subject}."),
        over=t.gettext(
            "A visit of {visitor}{host}{place} was planned {date}{subject}; whether it was made is {unknown}."
        ),
        happened=t.gettext("A visit of {visitor}{host}{place} was made {date}{subject}."),
    )
    said = (payload.visitor, payload.host, payload.place)
    return Telling(wording, slots, said, (payload.visitor_as_said, payload.subject, payload.place))


def _visitor(scene: Scene, fact: Fact) -> tuple[Part, ...]:
    payload = fact.payload
    said = scene.text(payload.visitor_as_said) if payload.visitor_as_said else None
    if payload.visitor is None:
        return (said,) if said else (Sign(scene.t.gettext("a visitor not named"), "unknown"),)
    link = scene.party(payload.visitor)
    return fill("{said} ({visitor})", said=said, visitor=link) if said else (link,)
