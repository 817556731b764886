"""The texts of a plan, told: how one reads at a standpoint, what changed against another, and what was done to it."""

from dataclasses import dataclass, replace

from servanda.brief.articles import ArticleTold, articles, compared
from servanda.brief.compose import compose, scene_of
from servanda.brief.model import Brief, Section, Sentence
from servanda.brief.numbering import numbered
from servanda.brief.scene import Scene
from servanda.brief.sections import procedures as texts_decided
from servanda.brief.sections.texts import amendment, edition, side_word
from servanda.brief.titles import record_title
from servanda.frameworks import Frameworks
from servanda.kernel.plantexts import PlanText, plan_text, plan_texts
from servanda.kernel.procedures import procedures
from servanda.kernel.texts import Amendment, Consolidated, Edition
from servanda.kernel.view import View


@dataclass(frozen=True)
class PlanTextTold:
    """One text of a plan: its articles, and the sentences of its editions and amendments with their sources.

    ``sides`` are the texts of which something is seen; ``history`` the days on which it was published or amended, each
    with its sentence, the newest first. ``notes`` say what cannot be applied, or is not ordered.
    """

    plan: str
    title: str
    side: str
    word: str
    sides: tuple[tuple[str, str], ...]
    text: Consolidated | None
    articles: tuple[ArticleTold, ...]
    objectives: dict[str, str]
    brief: Brief
    history: tuple[tuple[str, Sentence], ...]
    notes: tuple[str, ...]


def tell_text(
    view: View, plan: str, frameworks: Frameworks, language: str, side: str = "", against: View | None = None
) -> PlanTextTold:
    """Tell one text of a plan from a view of it: the side asked for, else the agreed one if it is seen.

    ``against`` is the view from another standpoint, to show what changed since.
    """
    own = view.aliases[plan]
    what = view.record(own)
    scope = what.entry.scope if what is not None else own
    scene = scene_of(view, scope, frameworks, language)
    known = plan_texts(view, own, frameworks.rules_of)
    chosen = side or (known[0].side if known else "public")
    text = next((one for one in known if one.side == chosen), None)
    now = text.on(scene.day) if text is not None else None
    drawn = articles(now, language)
    if against is not None:
        other = plan_text(against, own, chosen, frameworks.rules_of)
        drawn = compared(other.on(against.standpoint.as_of), now, language)
    history = _history(scene, text) if text is not None else ()
    told = compose(view, scope, frameworks, language, sections=())
    sections = (Section("history", "", tuple(sentence for _day, sentence in history)),)
    brief = numbered(scene, replace(told, lede=(), sections=sections))
    days = [day for day, _sentence in history]
    return PlanTextTold(
        plan=own,
        title=record_title(scene, own),
        side=chosen,
        word=side_word(scene, chosen),
        sides=tuple((one.side, side_word(scene, one.side)) for one in known),
        text=now,
        articles=drawn,
        objectives={one: record_title(scene, one) for one in _objectives(scene, drawn)},
        brief=brief,
        history=tuple(zip(days, brief.sections[0].sentences if brief.sections else (), strict=True)),
        notes=_notes(scene, now),
    )


def _objectives(scene: Scene, drawn: tuple[ArticleTold, ...]) -> set[str]:
    """The objectives that articles are the text of, as far as they are seen."""
    named = {article.objective for article in drawn if article.objective is not None}
    return {one for one in named if scene.view.record(one) is not None}


def _history(scene: Scene, text: PlanText) -> tuple[tuple[str, Sentence], ...]:
    decided = {one.deciding[0].digest: one for one in procedures(scene.view, scene.words.frameworks.rules_of)}
    found: list[tuple[tuple[str, str], str, Sentence]] = []
    said: tuple[Edition | Amendment, ...] = (*text.editions, *text.amendments)
    for one in said:
        fact = text.fact(one.key)
        when = one.when if isinstance(one, Edition) else one.effect
        day = (when.latest if when.is_open_start else when.earliest).isoformat()
        if isinstance(one, Edition) and one.is_adopted:
            sentence = texts_decided.stands(scene, decided[one.key])
        else:
            sentence = edition(scene, fact) if isinstance(one, Edition) else amendment(scene, fact)
        found.append(((day, one.key), day, sentence))
    return tuple((day, sentence) for _order, day, sentence in sorted(found, key=lambda one: one[0], reverse=True))


def _notes(scene: Scene, text: Consolidated | None) -> tuple[str, ...]:
    if text is None:
        return ()
    t = scene.t
    numbers = ", ".join(one.change.number or "-" for one in text.misfits)
    ahead = ", ".join(scene.date_text(one.effect) for one in text.ahead)
    lines = (
        (numbers, t.gettext("Amended, but the text of that day has no place for it: article {numbers}.")),
        (", ".join(text.clashes), t.gettext("Two amendments of one day change it otherwise: article {numbers}.")),
        (ahead, t.gettext("Amendments that are still to take effect: {numbers}.")),
    )
    said = [pattern.format(numbers=named) for named, pattern in lines if named]
    if text.rivals:
        said.append(t.gettext("Another edition of that day reads otherwise; no source is followed on it."))
    return tuple(said)
