"""Going once through what is exported, piece by piece: to every table its rows, to every fact its line."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from servanda.exchange.exports import dictionary
from servanda.exchange.exports.dictionary import Table
from servanda.exchange.exports.rows import MAKERS
from servanda.exchange.exports.rows.plainrows import PlainRows
from servanda.exchange.exports.subject import Subject
from servanda.exchange.exports.telling import Cell, Telling
from servanda.frameworks import Frameworks
from servanda.kernel.standpoint import Resolved
from servanda.kernel.view import Fact
from servanda.register.reading import listing

# Tables that also tell of records which are only named, and of which each is told once.
_NAMED = frozenset(("records", "sources"))


@dataclass
class Export:
    """What is exported, from where it is seen, and in which language it is told.

    ``advance`` is told how many more records are done. ``listed``: of objectives only the columns of a list.
    """

    subject: Subject
    at: Resolved
    language: str
    frameworks: Frameworks
    advance: Callable[[int], None] = lambda _: None
    listed: bool = False
    _once: set[tuple[str, str]] = field(default_factory=set, repr=False)

    def tables(self) -> Mapping[str, Table]:
        """Every table with its columns, those of grades among them."""
        found = dict(dictionary.tables())
        slugs = self.slugs
        asked = dictionary.grade_questions(slugs, self.frameworks, self._answered())
        graded = dictionary.graded(found[dictionary.GRADED], asked, slugs, self.frameworks)
        found[dictionary.GRADED] = dictionary.as_listed(graded) if self.listed else graded
        return found

    def grade(self, question: str, slug: str) -> tuple[str, int | None, int]:
        """A grade in the words of the first framework that has it, its place on the scale from 0, and its length."""
        _, axis, _ = question.split("/", 2)
        for name in self.slugs:
            framework = self.frameworks.get(name)
            asked = framework.axis(axis) if framework else None
            if asked is not None and (named := asked.grade(slug)) is not None:
                return named.label(self.language), asked.rank(slug), len(asked.scale)
        return slug, None, 0

    @cached_property
    def slugs(self) -> list[str]:
        """The frameworks that the plans and packages exported are under."""
        if not self.subject.containers:
            return []
        return listing.frameworks_of(self.subject.containers, self.at)

    def _answered(self) -> list[str]:
        """The questions of grades that objectives are seen to answer: of a plan only what its framework asks."""
        if not self.subject.items or self.subject.kind in ("plan", "package"):
            return []
        return listing.questions("grade/", self.at, self.subject.scope)

    def rows(self, names: Sequence[str]) -> Iterator[tuple[str, Mapping[str, Cell]]]:
        """Every row of some tables, with the name of its table: each table's in order, the tables interwoven."""
        if list(names) == [dictionary.GRADED]:
            made = PlainRows(self.subject, self.at, self.language, self.frameworks, listed=self.listed)
            for number, rows in made.pieces():
                yield from ((dictionary.GRADED, row) for row in rows)
                self.advance(number)
            return
        for telling in self.tellings():
            yield from self.rows_of(telling, names)

    def rows_of(self, telling: Telling, names: Sequence[str]) -> Iterator[tuple[str, Mapping[str, Cell]]]:
        """The rows of one piece."""
        for name in names:
            for row in MAKERS[name](telling):
                if name in _NAMED and not self._is_first(name, str(row["fact"])):
                    continue
                yield name, row

    def tellings(self) -> Iterator[Telling]:
        """The pieces, ready to be told."""
        self._once.clear()
        for piece in self.subject.pieces(self.at):
            yield Telling(piece, self.frameworks, self.language, self.subject.scope)
            self.advance(len(piece.own))

    def facts(self, telling: Telling) -> Iterator[Fact]:
        """The facts of one piece, and those that say what is named in it, each once."""
        yield from telling.facts()
        for fact in telling.view.facts:
            told_as_own = fact.about in self._own and telling.is_told(fact)
            if fact.payload.structural and not told_as_own and self._is_first("facts", fact.digest):
                yield fact

    @cached_property
    def _own(self) -> frozenset[str]:
        return frozenset((*self.subject.others, *self.subject.items))

    def _is_first(self, name: str, key: str) -> bool:
        if (name, key) in self._once:
            return False
        self._once.add((name, key))
        return True
