"""The brief of one record: what it is, then all that is said of it, in the sections of the large brief."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from servanda.brief.compose import SECTIONS, compose, scene_of
from servanda.brief.measured import involved, results, sums
from servanda.brief.model import Brief, Part, Section, Sentence
from servanda.brief.numbering import numbered
from servanda.brief.parts import fill
from servanda.brief.scene import Behind, Scene
from servanda.brief.sections import progress, shares
from servanda.brief.sections.texts import unstopped
from servanda.brief.titles import heading_of, record_link, record_title
from servanda.frameworks import Frameworks
from servanda.kernel.view import Fact, View

Line = tuple[str, tuple[Part, ...]]


def title_of(view: View, record: str, frameworks: Frameworks, language: str = "en") -> str:
    """What a record is called, for a heading or a link."""
    return record_title(scene_of(view, record, frameworks, language), record)


def compose_record(view: View, record: str, frameworks: Frameworks, language: str = "en") -> Brief:
    """Compose the brief of a single record of a partnership from a view that holds what is said about it."""
    own = view.aliases[record]
    what = view.record(own)
    scope = what.entry.scope if what else own
    is_item = what is not None and what.kind == "objective"
    # counts of a whole plan are nothing to say of one item: it has its grades
    wanted = [section for section in SECTIONS if not is_item or section is not progress.section]
    told = compose(view, scope, frameworks, language, sections=wanted)
    scene = scene_of(view, scope, frameworks, language)
    measured = (involved(scene, own), results(scene, own), sums(scene, own))
    share = Section("share", scene.t.gettext("Share done"), tuple(shares.said_of(scene, own)))
    of_item = (share,) if is_item else ()
    sections = (_what(scene, what), _graded(scene, own), *of_item, *measured, *told.sections)
    return numbered(
        scene,
        replace(
            told,
            partnership=own,
            heading=replace(told.heading, title=heading_of(scene, own)),
            lede=(),
            sections=tuple(section for section in sections if section.sentences),
        ),
    )


def _what(scene: Scene, what: Fact | None) -> Section:
    """What the record is, as it was agreed or as it is told; what is not said is left out."""
    title = scene.t.gettext("What it is")
    maker = _MAKERS.get(what.kind) if what else None
    if what is None or maker is None:
        return Section("what", title)
    sentences = tuple(
        scene.say(f"what.{key}", "{words}", (what,), Behind(record=what.about), words=words)
        for key, words in maker(scene, what)
    )
    return Section("what", title, sentences)


def _objective(scene: Scene, what: Fact) -> Iterator[Line]:
    t, payload = scene.t, what.payload
    yield "text", fill("{text}", text=scene.text(payload.public_text or payload.text))
    yield "of", fill(t.gettext("It belongs to {container}."), container=record_link(scene, payload.of))
    if payload.holder:
        yield "holder", fill(t.gettext("Holder: {party}."), party=scene.link(payload.holder))
    if payload.participants:
        parties = scene.listed([scene.link(one) for one in payload.participants])
        yield "participants", fill(t.gettext("Taking part: {parties}."), parties=parties)
    if payload.target:
        yield "target", fill(t.gettext("Due: {date}."), date=scene.date(payload.target))
    elif payload.target_words:
        yield "target", fill(t.gettext("Due, as said: “{words}”."), words=scene.text(payload.target_words))
    if payload.continues:
        yield "continues", fill(t.gettext("It continues {other}."), other=record_link(scene, payload.continues))


def _plan(scene: Scene, what: Fact) -> Iterator[Line]:
    t, payload = scene.t, what.payload
    yield "framework", fill(t.gettext("A plan under {framework}."), framework=scene.framework(payload.framework))
    if payload.period:
        yield "period", fill(t.gettext("Its period: {period}."), period=scene.date(payload.period))
    if payload.follows:
        yield "follows", fill(t.gettext("It follows {other}."), other=record_link(scene, payload.follows))


def _package(scene: Scene, what: Fact) -> Iterator[Line]:
    t, payload = scene.t, what.payload
    name = scene.framework(payload.framework)
    yield "framework", fill(t.gettext("Objectives agreed at one date under {framework}."), framework=name)
    if payload.plan:
        yield "of", fill(t.gettext("It belongs to {container}."), container=record_link(scene, payload.plan))
    if payload.follows:
        other = record_link(scene, payload.follows)
        yield "follows", fill(t.gettext("It follows {other}; the two are separate agreements."), other=other)


def _review(scene: Scene, what: Fact) -> Iterator[Line]:
    t, payload = scene.t, what.payload
    yield "framework", fill(t.gettext("A review under {framework}."), framework=scene.framework(payload.framework))
    if payload.plans:
        plans = scene.listed([(record_link(scene, one),) for one in payload.plans])
        yield "plans", fill(t.gettext("It reviews {plans}."), plans=plans)
    if payload.period:
        yield "period", fill(t.gettext("Its period: {period}."), period=scene.date(payload.period))


def _operation(scene: Scene, what: Fact) -> Iterator[Line]:
    t, payload = scene.t, what.payload
    if payload.led_by:
        yield "led-by", fill(t.gettext("Led by {party}."), party=scene.party(payload.led_by))
    if payload.place:
        yield "place", fill(t.gettext("Place: {place}."), place=scene.text(payload.place))


def _contribution(scene: Scene, what: Fact) -> Iterator[Line]:
    t, payload = scene.t, what.payload
    operations = [scene.link(one) for one in payload.operations]
    if operations:
        pattern = t.gettext("A contribution of {party} to {operations}.")
        yield "party", fill(pattern, party=scene.party(payload.party), operations=scene.listed(operations))
    else:
        yield "party", fill(t.gettext("A contribution of {party}."), party=scene.party(payload.party))


def _party(scene: Scene, what: Fact) -> Iterator[Line]:
    t, payload = scene.t, what.payload
    if payload.within:
        yield "within", fill(t.gettext("Part of {party}."), party=scene.party(payload.within))
    names = [fact for fact in scene.view.about(what.about, "name") if fact.payload.use in ("full", "short")]
    others = [t.gettext("{name} ({language})").format(name=n.payload.text, language=n.payload.language) for n in names]
    if len(others) > 1:
        yield "names", fill(t.gettext("Known as {names}."), names=scene.listed(sorted(set(others))))


_MAKERS: dict[str, Callable[[Scene, Fact], Iterator[Line]]] = {
    "objective": _objective,
    "plan": _plan,
    "package": _package,
    "review": _review,
    "operation": _operation,
    "contribution": _contribution,
    "party": _party,
}


def _graded(scene: Scene, record: str) -> Section:
    """Every grade the record was given, the latest first: each voice in its own words."""
    facts = scene.view.about(record, "assessment")
    framework = _framework(scene, record)
    sentences = tuple(_grade(scene, fact, framework) for fact in reversed(facts) if fact.citations)
    return Section("graded", scene.t.gettext("Grades"), sentences)


def _grade(scene: Scene, fact: Fact, framework: str) -> Sentence:
    t, payload = scene.t, fact.payload
    reasoning = payload.reasoning
    return scene.say(
        f"graded.{payload.axis}.{payload.track}",
        t.gettext("{track}: {grade} on {axis}, {date}{reasoning}."),
        (fact,),
        Behind(record=fact.about),
        track=scene.words.track(framework, payload.track),
        grade=scene.words.grade(framework, payload.axis, payload.grade),
        axis=scene.words.axis(framework, payload.axis),
        date=scene.date(payload.period or fact.as_of),
        reasoning=fill(t.gettext(": “{text}”"), text=unstopped(scene.text(reasoning))) if reasoning else "",
    )


def _framework(scene: Scene, record: str) -> str:
    what = scene.view.record(record)
    if what is not None and what.kind == "objective":
        what = scene.view.record(what.payload.of)
    return str(getattr(what.payload, "framework", "")) if what else ""
