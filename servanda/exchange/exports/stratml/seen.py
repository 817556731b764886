"""What of a view goes into a StratML document: each fact is taken once, and what nobody took is lost."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from servanda.brief.names import name_fact
from servanda.exchange.exports.stratml.losses import Losses
from servanda.kernel.dates import PartialDate
from servanda.kernel.view import Fact, View
from servanda.kinds.fields import Text

NO_LANGUAGE = "zxx"
CODE = "stratml:"
# The fields of contents that the format holds; every other that is said is told as lost.
HELD: Mapping[str, frozenset[str]] = {
    "plan": frozenset({"partnership", "period"}),
    "package": frozenset({"partnership"}),
    "objective": frozenset({"of", "parent", "level", "code", "text", "participants", "holder"}),
    "indicator": frozenset({"of", "code", "measures", "unit", "method", "stage", "note"}),
    "result": frozenset({"role", "period", "figure", "label", "described", "text"}),
    "involvement": frozenset({"party", "of", "roles", "text"}),
    "statement": frozenset({"act", "topic", "text", "areas"}),
    "name": frozenset({"text", "language", "use"}),
}


class Seen:
    """A view in one language, with what was taken of it."""

    def __init__(self, view: View, language: str, losses: Losses) -> None:
        self.view = view
        self.language = language
        self.losses = losses
        self._taken: set[str] = set()

    def take(self, fact: Fact) -> Any:
        """Give a fact's content, and tell which of its fields have no place."""
        self._taken.add(fact.digest)
        for name in fact.payload.content().keys() - HELD.get(fact.kind, frozenset()):
            self.losses.add(f"{fact.kind}: {name}")
        return fact.payload

    def of(self, record: str, kind: str) -> list[Fact]:
        """The facts of a kind about a record, in an order that no identifier of an entry decides."""
        return sorted(self.view.about(record, kind), key=lambda fact: (fact.entry.begins, fact.digest))

    def text(self, text: Text | None) -> str:
        """A text in the language asked for, else as it was given; "" for what is not in words."""
        if text is None:
            return ""
        words, language = text.in_language(self.language)
        if len(text.by) > 1:
            self.losses.add("texts in further languages", "left out: a document has one", len(text.by) - 1)
        return "" if language == NO_LANGUAGE else words

    def word(self, text: Text) -> str:
        """A text that is a word of a vocabulary."""
        return text.in_language(NO_LANGUAGE)[0]

    def name(self, record: str, use: str = "full") -> str:
        """A record's name of one use."""
        found = name_fact(self.view, record, self.language, (use,))
        return str(self.take(found).text) if found else ""

    def identifier(self, record: str) -> str:
        """The identifier that a record has in documents of this format, if it has one."""
        for fact in self.of(record, "name"):
            if fact.payload.use == "alias" and fact.payload.text.startswith(CODE):
                return str(self.take(fact).text).removeprefix(CODE)
        return ""

    def category(self, record: str) -> str | None:
        """What sort of party a record is."""
        what = self.view.record(record)
        return str(what.payload.category) if what is not None and what.kind == "party" else None

    def latest(self, facts: Iterable[Fact], what: str) -> Fact | None:
        """The one that holds: the last. Where several are of one day none is preferred, and that is told."""
        found = list(facts)
        for fact in found:
            self._taken.add(fact.digest)
        if not found:
            return None
        last = max(fact.entry.begins for fact in found)
        holding = [fact for fact in found if fact.entry.begins == last]
        self.losses.add(f"{what}, earlier", "left out: a document has the latest only", len(found) - len(holding))
        if len(holding) == 1:
            return holding[0]
        self.losses.add(f"{what}, of one day and not alike", "left out: none is preferred", len(holding))
        return None

    def untaken(self, records: Iterable[str]) -> None:
        """Tell what is said about some records and was not taken."""
        counts: Counter[str] = Counter()
        for record in records:
            for fact in self.view.about(record):
                if fact.digest in self._taken or fact.payload.kind in (
                    "plan",
                    "package",
                    "objective",
                    "indicator",
                    "party",
                ):
                    continue
                if fact.kind == "name" and fact.payload.use == "slug":
                    continue
                counts[f"{fact.kind}: {fact.payload.use}" if fact.kind == "name" else fact.kind] += 1
        for what, count in counts.items():
            self.losses.add(what, count=count)

    def days(self, when: PartialDate | None, what: str) -> tuple[str, str]:
        """The first and last day of a span, "" where open; a less exact date is written as the days it means."""
        if when is None:
            return "", ""
        if when.is_approximate or when.is_uncertain or when.precision == "unknown":
            self.losses.add(f"{what} said with doubt", "left out")
            return "", ""
        start, end = when.start, when.end
        for part in (start, end):
            if part is not None and part.earliest != part.latest:
                self.losses.add(f"{what} less exact than a day", "written as the days it means")
        return (
            "" if when.is_open_start or start is None else when.earliest.isoformat(),
            "" if when.is_open_end or end is None else when.latest.isoformat(),
        )
