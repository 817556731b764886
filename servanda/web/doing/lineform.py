"""The form of a line for outside: facts to tick, words proposed from them, and a check of its figures."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from servanda import brief, register
from servanda.brief.compose import scene_of
from servanda.brief.parts import text_of
from servanda.brief.press import figure_told, proposed, warned_of, warned_words
from servanda.brief.scene import Scene
from servanda.kernel.asof import standing
from servanda.kernel.canonical import sha256
from servanda.kernel.entries import Temporal
from servanda.kernel.standpoint import Resolved
from servanda.kernel.view import Fact, View
from servanda.projection.fold import fold
from servanda.web.forms import kindwords, reading, tree
from servanda.web.forms.entered import Setting
from servanda.web.forms.faults import FieldFault
from servanda.web.forms.picks import Pick, Picks
from servanda.web.forms.told import Statements
from servanda.web.forms.tree import child
from servanda.web.frame import Frame

KIND = "press-line"
APART = frozenset({KIND, "line-cleared", "issued"})  # they say nothing of the partnership itself
MOST = 50  # facts that one line may rest on here
_PAST = frozenset({Temporal.EVENT, Temporal.ONCE, Temporal.PERIOD})


@dataclass(frozen=True)
class Checked:
    """What a line is warned of; ``token`` tells whether the same was shown already."""

    warned: tuple[str, ...]
    token: str


@dataclass(frozen=True)
class LineForm:
    """One form of a line: what was typed, and the facts of the partnership (``view``) as seen from ``now``."""

    frame: Frame
    now: Resolved
    setting: Setting
    typed: dict[str, Any]
    view: View

    @property
    def narrows(self) -> bool:
        """Whether the word to narrow the facts by was changed: whoever pressed Enter in it meant that, and no more."""
        return "found" in self.typed and tree.text(self.typed, "find") != tree.text(self.typed, "found")

    @property
    def find(self) -> str:
        """The word to narrow the facts by: typed in the form, or in the address."""
        return tree.text(self.typed, "find") or self.frame.request.GET.get("find", "")

    @cached_property
    def chosen(self) -> tuple[str, ...]:
        """The entries that were ticked."""
        found = tree.rows(child(child(self.typed, "c"), "rests_on"))
        return tuple(dict.fromkeys(tree.text(one) for one in found))[:MOST]

    @cached_property
    def resting(self) -> dict[str, Fact]:
        """The facts that were ticked, as far as they are seen and stand, by their entries."""
        by_entry = {entry.id: fact for fact in self._scene.view.facts for entry in fact.entries}
        return {one: by_entry[one] for one in self.chosen if one in by_entry and not by_entry[one].payload.structural}

    @cached_property
    def _scene(self) -> Scene:
        """Where the ticked facts are seen, in whatever scope they lie."""
        well_formed = [one for one in self.chosen if len(one) == 32 and set(one) <= set("0123456789abcdef")]
        view = register.press_view(self.now, self.setting.scope, well_formed) if well_formed else self.view
        return scene_of(view, self.setting.scope, register.frameworks(), self.frame.language)

    def picks(self) -> Picks:
        """The facts in force to choose from, the newest first, as the word narrows them."""
        scene = scene_of(self.view, self.setting.scope, register.frameworks(), self.frame.language)
        words, asked = _sentences(scene.view, self.setting.scope, self.frame), fold(self.find).split()
        in_force = sorted(_in_force(scene), key=lambda fact: fact.digest)
        in_force.sort(key=lambda fact: fact.as_of.latest, reverse=True)
        offered = [self._pick(scene, fact, words) for fact in in_force]
        matching = tuple(one for one in offered if not asked or _matches(one, asked))
        known = (self._pick(self._scene, fact, words, entry) for entry, fact in self.resting.items())
        return Picks(matching, tuple(known), self.find)

    def _pick(self, scene: Scene, fact: Fact, words: dict[str, str], entry: str = "") -> Pick:
        told = figure_told(scene, fact)
        mark = fact.entry.marking
        return Pick(
            entry or fact.entry.id,
            words.get(fact.digest) or self._line(scene.view, fact),
            told.as_of,
            told.sources,
            "" if mark.public else register.policy().say(mark, self.frame.language),
            self.frame.link("fact", fact.entry.id),
        )

    def _line(self, view: View, fact: Fact) -> str:
        """What a fact says that no sentence of the brief tells alone."""
        told = Statements(view, self.frame.translator, self.frame.address)
        return f"{kindwords.title(fact.kind)}, {told.named(fact.about)[0]}: {told.line(fact.entry)}".rstrip(": ")

    def with_words(self) -> dict[str, Any]:
        """What was typed; where no words are, with some proposed from the facts that were ticked."""
        content = child(self.typed, "c")
        if not self.resting or reading.said(child(content, "text")):
            return self.typed
        words = _sentences(self._scene.view, self.setting.scope, self.frame)
        said = [(words.get(f.digest) or self._line(self._scene.view, f), f) for f in self.resting.values()]
        line = {"text": proposed(self._scene, said), "language": self.frame.language}
        given = content if isinstance(content, dict) else {}
        return {**self.typed, "c": {**given, "text": {"lines": [line]}}}

    def faults(self) -> list[FieldFault]:
        """Those ticked that this reader does not see, or that stand no more: all alike."""
        if len(self.resting) == len(self.chosen):
            return []
        sentence = _("A fact that was ticked is not seen here, or no longer stands.")
        return [FieldFault("c.rests_on", sentence, _("Take the tick away, and choose another."))]

    @cached_property
    def checked(self) -> Checked:
        """What is to be warned of in the words as typed, in every language."""
        said = reading.said(child(child(self.typed, "c"), "text")) or {}
        texts = [words for language, words in said.items() if language != "authentic"]
        facts = tuple(self.resting.values())
        found = (warned for words in texts for warned in warned_of(self._scene, words, facts))
        told = tuple(dict.fromkeys(warned_words(self.frame.translator, warned) for warned in found))
        return Checked(told, sha256("\n".join([*texts, *told]))[:16])

    @property
    def is_to_be_shown(self) -> bool:
        """Whether there are warnings that were not shown yet for these words."""
        return bool(self.checked.warned) and tree.text(self.typed, "warned") != self.checked.token


def _in_force(scene: Scene) -> Iterator[Fact]:
    """Facts that a later one does not take the place of; events and decisions stay what they were."""
    view = scene.view
    for fact in view.facts:
        if fact.payload.structural or fact.kind in APART or not scene.is_own(fact):
            continue
        is_last = (fact in _last(view, fact.about, answer.question) for answer in fact.answers)
        if fact.entry.temporal in _PAST or any(is_last):
            yield fact


def _last(view: View, about: str, question: str) -> Iterable[Fact]:
    found = standing(view, about, question)
    return [fact for fact, _answer in (*found.facts, *found.undated)]


def _matches(pick: Pick, asked: list[str]) -> bool:
    words = fold(f"{pick.words} {pick.when} {pick.sources}")
    return all(word in words for word in asked)


def _sentences(view: View, scope: str, frame: Frame) -> dict[str, str]:
    """The sentences of the brief that tell one statement alone, by its digest."""
    found: dict[str, str] = {}
    for section in brief.compose(view, scope, register.frameworks(), frame.language).sections:
        for sentence in section.sentences:
            if len(sentence.facts) == 1:
                found.setdefault(sentence.facts[0], text_of(sentence.parts).strip())
    return found
