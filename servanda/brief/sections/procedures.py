"""Texts put to decision: under silence until when, adopted at the expiry, broken by whom; and what changed nothing."""

from collections.abc import Iterator

from servanda.brief.disputes import told_dispute
from servanda.brief.model import Figure, Link, Part, Sentence, Sign
from servanda.brief.parts import Slot, fill
from servanda.brief.scene import Behind, Scene
from servanda.brief.titles import record_title
from servanda.kernel.asof import standing
from servanda.kernel.dates import PartialDate
from servanda.kernel.procedures import Procedure, procedures
from servanda.kernel.silence import Course, Happening


def told(scene: Scene) -> tuple[Procedure, ...]:
    """The texts put to decision in this partnership, the newest first."""
    found = procedures(scene.view, scene.words.frameworks.rules_of)
    return tuple(one for one in reversed(found) if scene.is_own(one.opening))


def sentences(scene: Scene) -> Iterator[Sentence]:
    """How each stands, how often it was extended, what came too late, and what was announced otherwise."""
    for one in told(scene):
        yield stands(scene, one)
        if one.course is not None:
            yield from _extended(scene, one, one.course)
            yield from _late(scene, one, one.course)
            yield from _announced_otherwise(scene, one, one.course)


def text_link(scene: Scene, one: Procedure) -> Link:
    """The text as a link to what became of it."""
    return scene.link(one.record, record_title(scene, one.text))


def stands(scene: Scene, one: Procedure) -> Sentence:
    """How it stands at the standpoint, in one sentence."""
    course = one.course
    if course is None:
        return _disputed(scene, one)
    t = scene.t
    slots: dict[str, Slot] = {
        "text": text_link(scene, one),
        "when": scene.date(decided_on(one, course), "at"),
        "count": Figure(str(len(one.parties))),
        "parties": t.ngettext("{n} party", "{n} parties", len(one.parties)).format(n=len(one.parties)),
        "by": _by(scene, one, course),
        "expires": scene.date(expiry(one, course), "until") if course.expires else "",
    }
    facts = (*one.deciding, *(() if one.opening in one.deciding else (one.opening,)))
    return scene.say(f"decisions.{one.payload.way}.{course.state}", _pattern(scene, one, course), facts,
                     Behind(record=one.record), **slots)  # fmt: skip


def _pattern(scene: Scene, one: Procedure, course: Course) -> str:
    t = scene.t
    if one.payload.way == "silence":
        return {
            "open": t.gettext(
                "{text} is under silence {expires}: it stands if none of the {count} parties asked objects in writing"
                " before then."
            ),
            "adopted": t.gettext("{text} was adopted under silence {when}."),
            "broken": t.gettext("{text} was not adopted: silence was broken {when} by {by}."),
        }.get(course.state) or _ended(scene, course)
    if course.state == "open" and course.expires is None:
        return t.gettext("{text} awaits the agreement of each of {parties}; agreed so far: {by}.")
    return {
        "open": t.gettext("{text} awaits the agreement of each of {parties} {expires}; agreed so far: {by}."),
        "adopted": t.gettext("{text} was adopted {when}, when the last of {parties} agreed."),
        "broken": t.gettext("{text} was not adopted: {by} refused {when}."),
        "lapsed": t.gettext("{text} was not adopted: not all of {parties} had agreed {expires}."),
    }.get(course.state) or _ended(scene, course)


def _ended(scene: Scene, course: Course) -> str:
    if course.state == "withdrawn":
        return scene.t.gettext("{text} was withdrawn {when}, before it was decided.")
    return scene.t.gettext("{text} was decided on no further: a changed text took its place {when}.")


def _by(scene: Scene, one: Procedure, course: Course) -> tuple[Part, ...]:
    """The parties whose words count most: who broke it, or who has agreed so far."""
    if course.by:
        words = course.by if course.state == "broken" else ()
    else:
        words = tuple(happening for happening in course.counted if happening.what == "support")
    parties = [_party(scene, one, happening) for happening in {h.party: h for h in reversed(words)}.values()]
    if parties:
        return scene.listed(reversed(parties))
    return (Sign(scene.t.gettext("none"), "none"),)


def _party(scene: Scene, one: Procedure, happening: Happening) -> tuple[Part, ...]:
    passage = one.fact(happening).payload.passage
    party = scene.party(happening.party)
    return fill("{party} ({passage})", party=party, passage=passage) if passage else (party,)


def expiry(one: Procedure, course: Course) -> PartialDate:
    """When it expires or expired, as it was said: the last extension that counts, else the opening."""
    said = one.fact(course.extended[-1]) if course.extended else one.opening
    when: PartialDate = said.payload.expires.at
    return when


def decided_on(one: Procedure, course: Course) -> PartialDate:
    """The moment since which it stands so, in the zone in which it was said."""
    if course.by:
        return one.fact(course.by[-1]).as_of
    return one.opening.as_of if course.is_open else expiry(one, course)


def _extended(scene: Scene, one: Procedure, course: Course) -> Iterator[Sentence]:
    for happening in course.extended:
        fact = one.fact(happening)
        yield scene.say(
            "decisions.extended",
            scene.t.gettext("The time for {text} was extended {date}; it then ran {expires}."),
            (fact,),
            Behind(record=one.record),
            text=text_link(scene, one),
            date=scene.date(fact.as_of, "at"),
            expires=scene.date(fact.payload.expires.at, "until"),
        )


def _late(scene: Scene, one: Procedure, course: Course) -> Iterator[Sentence]:
    """Objections of parties asked that came when it was decided already: kept, and without effect."""
    for happening in course.idle:
        if happening.does != "reply" or happening.what not in one.rules.breaking or happening.party not in one.parties:
            continue
        fact = one.fact(happening)
        yield scene.say(
            "decisions.late",
            scene.t.gettext("{party} objected to {text} {date}, no longer in time; that changed nothing."),
            (fact,),
            Behind(record=one.record),
            text=text_link(scene, one),
            party=scene.party(happening.party),
            date=scene.date(fact.as_of, "at"),
        )


def state_word(scene: Scene, course: Course | None) -> str:
    """How it stands in a word or two."""
    return word(scene, course.state) if course else scene.t.gettext("disputed")


def word(scene: Scene, state: str) -> str:
    """A state or a result in a word or two."""
    t = scene.t
    words = {
        "open": t.gettext("not decided yet"), "adopted": t.gettext("adopted"), "broken": t.gettext("not adopted"),
        "withdrawn": t.gettext("withdrawn"), "superseded": t.gettext("replaced by a changed text"),
        "lapsed": t.gettext("not adopted in time"),
    }  # fmt: skip
    return words[state]


def _announced_otherwise(scene: Scene, one: Procedure, course: Course) -> Iterator[Sentence]:
    """What was announced and is not so, by what is known: an objection in time may be recorded after it."""
    for fact in one.announced:
        if fact.payload.result == course.state and fact.payload.decided.moment == course.since:
            continue
        pattern = scene.t.gettext(
            "It was announced {date} that {text} was {result}; by what is known now it is {state}."
        )
        yield scene.say("decisions.announced-otherwise", pattern, (fact,), Behind(record=one.record),
                        text=text_link(scene, one), date=scene.date(fact.as_of, "at"),
                        result=word(scene, fact.payload.result), state=state_word(scene, course))  # fmt: skip


def _disputed(scene: Scene, one: Procedure) -> Sentence:
    """Sources differ on when it was opened or expires, and none is followed."""
    t = scene.t
    disputes = (standing(scene.view, one.record, question).dispute for question in ("expires", "opened"))
    found = next(dispute for dispute in disputes if dispute is not None)
    return scene.say(
        "decisions.disputed",
        t.gettext("{text} was put to decision; sources differ on until when, so how it stands is {unknown}."),
        found.facts,
        Behind(record=one.record, dispute=told_dispute(scene, found)),
        text=text_link(scene, one),
        unknown=Sign(t.gettext("not known"), "unknown"),
    )
