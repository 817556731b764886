"""What happened to a text put to decision: each event in a sentence, and what each party has done."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from servanda.brief.model import Part, Said, Sentence
from servanda.brief.parts import Slot, fill
from servanda.brief.scene import Behind, Scene
from servanda.brief.sections.procedures import word
from servanda.kernel.dates import PartialDate
from servanda.kernel.procedures import ABOUT_IT, Procedure, opened
from servanda.kernel.silence import Happening
from servanda.kernel.view import Fact

Sign = Literal["silent", "spoke", "objected", "unknown"]


@dataclass(frozen=True)
class PartyTold:
    """A party asked: what it has done so far, as a sign and in words."""

    record: str
    name: str
    sign: Sign
    words: str


def party_told(scene: Scene, one: Procedure, party: str) -> PartyTold:
    """Tell what a party has done: the objection if it made one, else what it said last, else that it is silent."""
    t = scene.t
    said = [heard for heard in (one.course.counted if one.course else ()) if heard.party == party]
    against = [heard for heard in said if heard.written and heard.what in one.rules.breaking]
    unconfirmed = {scene.view.aliases[name] for name in one.payload.unconfirmed}
    if against:
        return PartyTold(party, scene.name(party), "objected", _words_of(scene, one, against[0]))
    if said:
        sign: Sign = "silent" if all(heard.what == "receipt" for heard in said) else "spoke"
        return PartyTold(party, scene.name(party), sign, _words_of(scene, one, said[-1]))
    if party in unconfirmed:
        return PartyTold(party, scene.name(party), "unknown", t.gettext("receipt not confirmed"))
    silent = t.gettext("silent") if one.payload.way == "silence" else t.gettext("no answer yet")
    return PartyTold(party, scene.name(party), "silent", silent)


def _words_of(scene: Scene, one: Procedure, heard: Happening) -> str:
    date = scene.date_text(PartialDate.of(heard.moment.date()))
    what = what_words(scene, one, heard.what, written=heard.written)
    return scene.t.gettext("{what}, {date}").format(what=what, date=date)


def what_words(scene: Scene, one: Procedure, what: str, *, written: bool = True) -> str:
    """What a party did, in a few words."""
    t = scene.t
    if not written and what in one.rules.breaking:
        return t.gettext("objected, but not in writing")
    agrees = t.gettext("agreed") if one.payload.way == "concurrence" else t.gettext("said it will not object")
    return {
        "objection": t.gettext("objected"), "amendment": t.gettext("proposed an amendment"), "support": agrees,
        "reservation": t.gettext("made a reservation"), "statement": t.gettext("made a statement"),
        "question": t.gettext("asked a question"), "receipt": t.gettext("confirmed receipt"),
    }[what]  # fmt: skip


def history(scene: Scene, one: Procedure) -> Iterator[Sentence]:
    """Everything that happened, in the order in which it happened."""
    kinds = (*ABOUT_IT, "announcement")
    facts = [one.opening, *(fact for kind in kinds for fact in scene.view.about(one.record, kind))]
    course = one.course
    counted = {heard.key for heard in (*course.counted, *course.extended, *course.by)} if course else set()
    for fact in sorted(facts, key=lambda fact: (opened(fact), fact.kind != "procedure", fact.digest)):
        pattern, slots = _event(scene, one, fact, counts=fact.digest in counted)
        said: tuple[Part, ...] | str = ""
        if (words := getattr(fact.payload, "words", None)) is not None:
            said = fill(scene.t.gettext(": “{words}”"), words=_unstopped(scene.text(words)))
        yield scene.say(f"history.{fact.kind}", pattern, (fact,), Behind(record=one.record),
                        date=scene.date(fact.as_of), said=said, **slots)  # fmt: skip


def _unstopped(said: Said) -> Said:
    """A text without its last full stop, to stand inside a sentence that has its own."""
    return replace(said, text=said.text.removesuffix("."))


def _event(scene: Scene, one: Procedure, fact: Fact, *, counts: bool) -> tuple[str, dict[str, Slot]]:
    t, payload = scene.t, fact.payload
    if fact.kind == "procedure":
        if payload.way == "silence":
            return t.gettext("{date}: put under silence"), {}
        return t.gettext("{date}: put to the parties, each to agree"), {}
    if fact.kind == "announcement":
        return t.gettext("{date}: announced that it is {result}{said}"), {"result": word(scene, payload.result)}
    if fact.kind == "text-withdrawn":
        if counts:
            return t.gettext("{date}: the text was withdrawn{said}"), {}
        return t.gettext("{date}: the text was withdrawn when it was decided already; that changed nothing{said}"), {}
    if fact.kind == "extension":
        slots: dict[str, Slot] = {"expires": scene.date(payload.expires.at, "until")}
        if counts:
            return t.gettext("{date}: the time was extended {expires}{said}"), slots
        return t.gettext("{date}: an extension {expires}, which changed nothing{said}"), slots
    what = what_words(scene, one, payload.what, written=not payload.spoken)
    party = fill(t.gettext("{party} ({passage})"), party=scene.party(payload.party), passage=payload.passage or "")
    slots = {"party": party if payload.passage else scene.party(payload.party), "what": what}
    if scene.view.aliases[payload.party] not in one.parties:
        return t.gettext("{date}: {party}, which was not asked, {what}; that changed nothing{said}"), slots
    if not counts:
        return t.gettext("{date}: {party} {what}, out of time; that changed nothing{said}"), slots
    return t.gettext("{date}: {party} {what}{said}"), slots
