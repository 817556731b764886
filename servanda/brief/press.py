"""Lines for outside, told: how each stands, who cleared it, its figures with date and source, what to be warned of.

The paragraph that is copied always carries, beside the words, the figure's as-of date and its source.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from servanda.brief.compose import scene_of
from servanda.brief.names import name_fact
from servanda.brief.scene import Scene
from servanda.brief.titles import record_title
from servanda.datewords.finding import dates_in
from servanda.frameworks import Frameworks
from servanda.i18n import Translator
from servanda.kernel.dates import PartialDate
from servanda.kernel.lines import LineSeen, lines
from servanda.kernel.press import Given, State, Warned, warnings
from servanda.kernel.view import Fact, View

LANGUAGES = ("en", "az")  # in which a date as printed is known again in a line


@dataclass(frozen=True, slots=True)
class FigureTold:
    """A fact that a line rests on: its figures, its as-of date and its sources in words."""

    entry: str
    figures: tuple[str, ...]
    as_of: str
    sources: str


@dataclass(frozen=True, slots=True)
class WordTold:
    """What a clearer said, when, for which body, and who recorded it."""

    clearer: str
    what: str
    when: str
    body: str
    actor: str
    entry: str


@dataclass(frozen=True)
class LineTold:
    """A line for outside, in words. ``paragraph`` is what may be copied; empty while it may not be said."""

    seen: LineSeen
    address: str
    text: str
    language: str
    state: State
    stands: str
    audience: str
    span: tuple[str, ...]
    words: tuple[WordTold, ...]
    waiting: tuple[str, ...]
    bodies: tuple[tuple[str, str], ...]
    figures: tuple[FigureTold, ...]
    warned: tuple[str, ...]
    corrected: tuple[str, ...]
    paragraph: str


def tell_lines(view: View, partnership: str, frameworks: Frameworks, language: str = "en") -> tuple[LineTold, ...]:
    """Tell all lines of a partnership; those that may be said come first, then the newest."""
    scene = scene_of(view, partnership, frameworks, language)
    told = [_told(scene, one) for one in lines(view, frameworks.rules_of) if scene.is_own(one.draft)]
    return tuple(sorted(told, key=lambda one: one.state != "cleared"))


def _told(scene: Scene, one: LineSeen) -> LineTold:
    text, language = one.payload.text.in_language(scene.language)
    figures = tuple(figure_told(scene, fact) for fact in one.resting)
    return LineTold(
        seen=one,
        address=_address(scene, one.record),
        text=text,
        language=language,
        state=one.standing.state,
        stands=_stands(scene, one),
        audience=audience_words(scene.t, one.payload.audience),
        span=tuple(_span(scene, one)),
        words=tuple(_words(scene, one)),
        waiting=one.standing.waiting,
        bodies=tuple(_bodies(scene, one)),
        figures=figures,
        warned=tuple(warned_words(scene.t, warned) for warned in warned_of(scene, text, one.resting)),
        corrected=tuple(fact.entry.id for fact in one.corrected),
        paragraph=_paragraph(scene, text, figures) if one.standing.may_be_said else "",
    )


def warned_of(scene: Scene, text: str, resting: Iterable[Fact]) -> tuple[Warned, ...]:
    """Which figures of a text lose their date, or are given by no fact it rests on."""
    facts = tuple(resting)
    given = [given for fact in facts for given in _given(fact)]
    names = [name for fact in facts for name in _names(scene, fact) if any(letter.isalpha() for letter in name)]
    printed = [date for fact in facts for date in _dates(scene, fact)]
    return warnings(text, given, names, [*printed, *dates_in(text)])


def proposed(scene: Scene, said: Iterable[tuple[str, Fact]]) -> str:
    """Words to start a line from: what each fact says, with its as-of date and its source."""
    pattern = scene.t.gettext("As of {date}: {words} ({source}).")
    dated = scene.t.gettext("{words} ({source}).")
    return " ".join(
        (dated if fact.as_of.text and scene.t.date(fact.as_of).core in words else pattern).format(
            date=scene.t.date(fact.as_of).core, words=words.strip().rstrip("."), source=_citing(scene, fact)
        )
        for words, fact in said
    )


def _citing(scene: Scene, fact: Fact) -> str:
    return "; ".join(dict.fromkeys(_source(scene, cited.source) for cited in fact.citations))


def _given(fact: Fact) -> Iterator[Given]:
    dates = _printed(fact.as_of)
    for number in _numbers(fact):
        yield Given(number, f"{fact.as_of.latest.year}", dates)


def _printed(when: PartialDate) -> tuple[str, ...]:
    """A date as it may stand in a line: in words of each language, or as said."""
    return tuple(dict.fromkeys([*(Translator(tag).date(when).core for tag in LANGUAGES), when.text]))


def _dates(scene: Scene, fact: Fact) -> Iterator[str]:
    """The dates of a fact and of its sources, as printed."""
    sources = (scene.view.record(cited.source) for cited in fact.citations)
    published = (source.payload.published for source in sources if source is not None)
    for when in (fact.as_of, fact.entry.since, fact.entry.until, *published):
        if when is not None:
            yield from _printed(when)


def _names(scene: Scene, fact: Fact) -> Iterator[str]:
    """What the record of a fact and its sources are called: a number in it is no figure."""
    for uses in (("full",), ("short",)):
        if (name := name_fact(scene.view, fact.about, scene.language, uses)) is not None:
            yield str(name.payload.text)
    for source in {cited.source for cited in fact.citations}:
        if (found := scene.view.record(source)) is not None:
            payload: Any = found.payload
            yield from (payload.publisher, *payload.title.by.values())


def _numbers(fact: Fact) -> tuple[str, ...]:
    """The exact numbers that a fact gives, each once."""
    values = (answer.value for answer in fact.answers)
    return tuple(dict.fromkeys(str(one.low) for one in values if one.low is not None and one.low == one.high))


def figure_told(scene: Scene, fact: Fact) -> FigureTold:
    """A fact that a line rests on, in words."""
    return FigureTold(fact.entry.id, _numbers(fact), scene.date_text(fact.as_of), _citing(scene, fact))


def _source(scene: Scene, record: str) -> str:
    found = scene.view.record(record)
    if found is None:
        return scene.name(record)
    payload: Any = found.payload
    title = payload.title.in_language(payload.language or scene.language)[0]
    said = f"{payload.publisher}, “{title}”"
    return f"{said}, {scene.date_text(payload.published)}" if payload.published else said


def _paragraph(scene: Scene, text: str, figures: Iterable[FigureTold]) -> str:
    """The words, with as-of date and source of each fact that they rest on."""
    pattern = scene.t.gettext("{figures} as of {date} ({source})")
    bare = scene.t.gettext("as of {date} ({source})")
    notes = [
        (pattern if one.figures else bare).format(figures=", ".join(one.figures), date=one.as_of, source=one.sources)
        for one in figures
    ]
    return f"{text.rstrip()} [{'; '.join(notes)}]" if notes else text


def _stands(scene: Scene, one: LineSeen) -> str:
    t, standing = scene.t, one.standing
    since = scene.date_text(_moment(standing.since))
    if standing.state == "draft":
        return _draft_words(scene, one)
    words: dict[State, str] = {
        "cleared": t.gettext("May be said, since {date}."),
        "embargoed": t.gettext("Cleared on {date}, and under embargo."),
        "expired": t.gettext("Expired on {date}: not to be said any more."),
        "superseded": t.gettext("Not to be said any more: another line took its place on {date}."),
        "outdated": t.gettext("Not to be said: a fact that it rests on no longer stands. It was cleared on {date}."),
        "refused": t.gettext("Refused on {date}."),
        "taken-back": t.gettext("Not to be said any more: a clearance was taken back on {date}."),
    }
    return words[standing.state].format(date=since)


def _draft_words(scene: Scene, one: LineSeen) -> str:
    t, waiting = scene.t, ", ".join(one.standing.waiting)
    if waiting:
        return t.gettext("A draft: not cleared yet by {names}.").format(names=waiting)
    return t.gettext("A draft: the bodies asked have not all agreed.")


def _span(scene: Scene, one: LineSeen) -> Iterator[str]:
    t, payload = scene.t, one.payload
    if payload.embargo is not None:
        yield t.gettext("Not before {moment}.").format(moment=scene.date_text(payload.embargo.at))
    if payload.expires is not None:
        yield t.gettext("Not from {moment} on.").format(moment=scene.date_text(payload.expires.at))


def _words(scene: Scene, one: LineSeen) -> Iterator[WordTold]:
    for clearance in one.standing.words:
        fact = one.fact(clearance)
        body = scene.name(fact.payload.body) if fact.payload.body else ""
        said = what_words(scene.t, clearance.what)
        entry = fact.entry
        yield WordTold(clearance.clearer, said, scene.date_text(fact.as_of), body, entry.actor, entry.id)


def _bodies(scene: Scene, one: LineSeen) -> Iterator[tuple[str, str]]:
    """What each body said to the common position; no answer is no answer."""
    position, t = one.position, scene.t
    if position is None or position.course is None:
        return
    said = {happened.party: happened.what for happened in position.course.counted}
    words = {
        "support": t.gettext("agrees"),
        "amendment": t.gettext("asks for an amendment"),
        "objection": t.gettext("objects"),
    }
    for party in position.parties:
        what = said.get(party)
        yield record_title(scene, party), words.get(what, t.gettext("spoke")) if what else t.gettext("no answer")


def _moment(moment: Any) -> PartialDate:
    return PartialDate(moment.isoformat(timespec="seconds"))


def _address(scene: Scene, record: str) -> str:
    slug = name_fact(scene.view, record, "zxx", ("slug",))
    return str(slug.payload.text) if slug else record


def audience_words(t: Translator, audience: str) -> str:
    """For whom a line is, in words."""
    return {
        "press": t.gettext("for the press"),
        "parliament": t.gettext("for parliament"),
        "partners": t.gettext("for partners"),
        "staff": t.gettext("for staff only"),
    }[audience]


def what_words(t: Translator, what: str) -> str:
    """What a clearer said, in words."""
    return {
        "cleared": t.gettext("cleared it"),
        "refused": t.gettext("refused it"),
        "taken-back": t.gettext("took the clearance back"),
    }[what]


def warned_words(t: Translator, warned: Warned) -> str:
    """A warning in words."""
    if warned.code == "undated":
        pattern = t.gettext("The figure {figure} would lose its date: say “as of {date}” in the same sentence.")
        return pattern.format(figure=warned.figure, date=warned.date)
    return t.gettext("No fact that the line rests on gives the figure {figure}.").format(figure=warned.figure)
