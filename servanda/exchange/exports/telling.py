"""What the rows of one piece are told with: the view, words and names in one language, and the cells they share."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from servanda.brief.names import name_fact
from servanda.brief.scene import Scene
from servanda.brief.titles import record_title
from servanda.brief.words import Words
from servanda.frameworks import Framework, Frameworks
from servanda.i18n import Translator
from servanda.kernel.dates import PartialDate
from servanda.kernel.view import Fact, View
from servanda.kinds.fields import Count, Text
from servanda.register.reading.listing import Piece

Cell = str | int | Decimal | bool | date | None
Row = Mapping[str, Cell]

_PAGES = frozenset(
    ("partnership", "plan", "package", "objective", "operation", "contribution", "party", "meeting", "visit",
     "decision", "review", "source")
)  # fmt: skip
BETWEEN = "; "


@dataclass(frozen=True)
class Telling:
    """One piece, ready to be told in a language. ``scope`` is the partnership it is limited to, if it is."""

    piece: Piece
    frameworks: Frameworks
    language: str
    scope: str | None = None

    @property
    def view(self) -> View:
        """What is seen."""
        return self.piece.view

    @cached_property
    def t(self) -> Translator:
        """The words of the program."""
        return Translator(self.language)

    @cached_property
    def words(self) -> Words:
        """The words of the frameworks."""
        return Words(self.frameworks, self.t)

    @cached_property
    def scene(self) -> Scene:
        """What titles are made with."""
        return Scene(self.view, self.scope or "", self.words, self.t)

    @cached_property
    def graded(self) -> Mapping[str, tuple[str, ...]]:
        """The questions of grades that are answered, by record."""
        found: dict[str, list[str]] = defaultdict(list)
        for record, question in self.view.questions():
            if question.startswith("grade/"):
                found[record].append(question)
        return {record: tuple(asked) for record, asked in found.items()}

    def facts(self, *kinds: str) -> Iterable[Fact]:
        """The facts of some kinds about the records that the piece is of, record by record."""
        wanted = frozenset(kinds)
        for record in self.piece.own:
            for fact in self.view.about(record):
                if (not wanted or fact.kind in wanted) and self.is_told(fact):
                    yield fact

    def is_told(self, fact: Fact) -> bool:
        """Whether a fact is of the partnership that the export is limited to, if it is to one."""
        if self.scope is None:
            return True
        wanted = self.view.aliases[self.scope]
        return any(self.view.aliases[entry.scope] == wanted for entry in fact.entries)

    # --- names ---

    def title(self, record: str | None) -> str | None:
        """What a record is called."""
        if not record:
            return None
        if record not in self._titles:
            self._titles[record] = record_title(self.scene, record)
        return self._titles[record]

    @cached_property
    def _titles(self) -> dict[str, str]:
        return {}

    def titles(self, records: Iterable[str]) -> str | None:
        """What several records are called."""
        return BETWEEN.join(self.title(record) or "" for record in records) or None

    def named(self, record: str, use: str) -> str | None:
        """A name of one use, or nothing."""
        found = name_fact(self.view, record, self.language, (use,))
        return str(found.payload.text) if found else None

    def known_as(self, record: str) -> str:
        """The name that addresses know a record by, else its identifier."""
        return self.named(record, "slug") or self.view.aliases[record]

    def address(self, fact: Fact) -> str:
        """The page of the record that a fact is about, else of the fact."""
        what = self.view.record(fact.about)
        if what is not None and what.kind in _PAGES:
            return f"/{what.kind}/{fact.about}/"
        return f"/fact/{fact.entry.id}/"

    def framework_of(self, record: str) -> Framework | None:
        """The framework that an objective, plan, package or review is under."""
        what = self.view.record(record)
        if what is not None and what.kind == "objective":
            what = self.view.record(what.payload.of)
        slug = getattr(what.payload, "framework", None) if what else None
        return self.frameworks.get(slug) if slug else None

    # --- cells ---

    def text(self, text: Text | None) -> str | None:
        """A human text, in the language asked for if it was given in it."""
        return text.in_language(self.language)[0] if text else None

    def language_of(self, text: Text | None) -> str | None:
        """The language that ``text`` gives it in."""
        return text.in_language(self.language)[1] if text else None

    def dated(self, fact: Fact) -> dict[str, Cell]:
        """The cells that say for when a fact is."""
        entry = fact.entry
        if entry.is_timeless and not entry.is_placed:
            return {}
        when = entry.as_of
        return {
            "as_of": when.text,
            "as_of_earliest": None if when.is_open_start else when.earliest,
            "as_of_latest": latest(when),
            "since": said(entry.since),
            "until": said(entry.until),
        }

    def spoken(self, fact: Fact) -> dict[str, Cell]:
        """The cells that say who says so, where, and who may see it."""
        speaker = fact.entry.said_by
        return {
            "said_by": self.title(speaker),
            "said_by_record": self.view.aliases[speaker] if speaker else None,
            "sources": self.sources(fact),
            "marking": fact.entry.marking.text,
        }

    def shared(self, fact: Fact) -> dict[str, Cell]:
        """The cells that every row of a fact has."""
        return {
            "kind": fact.kind,
            "fact": fact.entry.id,
            "record": fact.about,
            "address": self.address(fact),
            "title": self.title(fact.about),
            **self.dated(fact),
            **self.spoken(fact),
        }

    def sources(self, fact: Fact) -> str | None:
        """Where it is cited: "azernews-2016 [paragraph 4]; ..."."""
        cited = (
            f"{self.known_as(one.source)} [{one.at}]" if one.at else self.known_as(one.source) for one in fact.citations
        )
        return BETWEEN.join(dict.fromkeys(cited)) or None


def said(when: PartialDate | None) -> str | None:
    """A date as said."""
    return when.text if when else None


def latest(when: PartialDate | None) -> date | None:
    """The last day a date can be, where its end is not open."""
    return None if when is None or when.is_open_end else when.latest


def count_cells(count: Count | None, language: str) -> dict[str, Cell]:
    """A number as said, and what of it can be reckoned with. Of what was not said every cell is empty."""
    if count is None:
        return {}
    found: dict[str, Cell] = {
        "value": count_text(count, language),
        "at_least": count.at_least,
        "at_most": count.at_most,
    }
    if count.none:
        return {**found, "answer": "none"}
    if count.exact is not None:
        return {**found, "answer": "exact", "number": count.exact}
    if count.about is not None:
        return {**found, "answer": "about"}
    return {**found, "answer": "range" if count.at_least is not None or count.at_most is not None else "words"}


def count_text(count: Count | None, language: str) -> str | None:
    """A number as said, in one word where there is one: ``none`` and ``0`` are two answers."""
    if count is None:
        return None
    if count.none:
        return "none"
    if count.exact is not None:
        return str(count.exact)
    if count.about is not None:
        return f"about {count.about}"
    words = count.words.in_language(language)[0] if count.words else ""
    if count.at_least is None and count.at_most is None:
        return words
    low, high = ("" if bound is None else str(bound) for bound in (count.at_least, count.at_most))
    return f"{words} ({low}..{high})" if words else f"{low}..{high}"
