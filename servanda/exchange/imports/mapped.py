"""A document and a mapping give a reading: what each row says, or why it cannot be placed."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from servanda.errors import InputError, worded
from servanda.exchange.formats.model import Document, Row, Table
from servanda.exchange.imports.building import Builder, Seen
from servanda.exchange.imports.cells import Cells
from servanda.exchange.imports.checks import Checking
from servanda.exchange.imports.model import Reading, Refusal, Spot
from servanda.exchange.imports.series import actor_of
from servanda.exchange.mappings.headers import headings, matched
from servanda.exchange.mappings.model import Mapping as Rules
from servanda.exchange.mappings.model import Repeated
from servanda.exchange.mappings.parties import nearest_state
from servanda.exchange.mappings.saiddates import order_of
from servanda.exchange.mappings.template import compiled, names
from servanda.exchange.mappings.values import Getter, Wrong, getter, written
from servanda.exchange.registerfile.item import Item, Place
from servanda.kinds.fields import Text
from servanda.kinds.source import Source

_FURTHEST = 200  # numbered columns are looked for up to this number


def mapped(
    document: Document,
    rules: Rules,
    *,
    today: date,
    parameters: Mapping[str, str] | None = None,
    into: str | None = None,
    published: Any = None,
) -> Reading:
    """Map the tables of a document. Nothing is read before the items are asked for."""
    given = {name: one.default for name, one in rules.parameters.items()} | dict(parameters or {})
    scheme = str(compiled(rules.scheme)(given) if rules.scheme else rules.slug)
    if into:
        scheme = f"{scheme} into {into}"
    dates = {"published": published} if published else {"captured": today}
    source = Source(
        title=Text(by=dict(rules.source.title.by)),
        publisher=str(compiled(rules.source.publisher)(given)),
        author=rules.source.author,
        address=rules.source.address,
        language=rules.source.language,
        sha256=document.sha256,
        **dates,
    )
    reading = Reading(
        _series(rules.slug, scheme), source, (), notes=list(document.notes), covers=set() if rules.covers else None
    )
    reading.outranks = frozenset(actor_of(_series(other, scheme)) for other in rules.outranks)
    yields: dict[str, frozenset[str]] = {}
    for record in rules.records.values():
        others = {actor_of(_series(other, scheme)) for other in record.yields_to}
        yields[record.kind] = yields.get(record.kind, frozenset()) | others
    reading.yields_to = {kind: others for kind, others in yields.items() if others}
    reading.items = _Rows(document, rules, reading, scheme, given, today, into).items()
    return reading


class _Rows:
    def __init__(
        self,
        document: Document,
        rules: Rules,
        reading: Reading,
        scheme: str,
        given: Mapping[str, str | None],
        today: date,
        into: str | None,
    ) -> None:
        self._document, self._rules, self._reading, self._scheme = document, rules, reading, scheme
        self._given = {**given, "file": document.path.stem}
        self._today, self._into = today, into
        self._orders: dict[str, str] = {}

    def items(self) -> Iterator[Item]:
        """Go through the tables that the mapping is for."""
        seen, told = Seen(), len(self._document.notes)
        lacking: dict[str, tuple[str, ...]] = {}
        unknown: dict[str, str] = {}
        for table in self._document.tables:
            columns, unused, missing = matched(self._rules, table.header)
            if missing:
                lacking[table.name] = missing
                continue
            for name in unused:
                self._reading.notes.append(
                    worded("Column {name} is not used, and the mapping does not say why.", name=name)
                )
            sheet = table.name if len(self._document.tables) > 1 else ""
            getters = self._getters()
            each = {name: self._each(repeated, columns) for name, repeated in self._rules.each.items()}
            builder = Builder(self._rules, self._scheme, getters, each, self._today, self._into, seen)
            builder.by_state = self._reading.by_state
            if self._reading.covers is not None:
                builder.covered = self._reading.covers
            yield from self._table(table, sheet, columns, builder, Checking(self._rules, each))
            unknown |= builder.unknown_states
        if len(lacking) == len(self._document.tables):
            raise self._no_columns(lacking)
        self._reading.notes += self._document.notes[told:]  # what is known only once all rows were read
        if unknown:
            self._reading.notes.append(_of_unknown(unknown.values()))
        for name, missing in lacking.items():
            said = worded("Sheet {name} is passed over: it lacks {columns}.", name=name, columns=", ".join(missing))
            self._reading.notes.append(said)

    def _no_columns(self, lacking: Mapping[str, tuple[str, ...]]) -> InputError:
        missing = ", ".join(min((len(missing), missing) for missing in lacking.values())[1])
        sentence = worded(
            "the columns that {mapping} needs are not all there; missing: {columns}",
            mapping=self._rules.slug,
            columns=missing,
        )
        remedy = worded("check the headings, or name another mapping (--mapping)")
        return InputError("no-columns", sentence, remedy, file=self._document.path.name)

    def _table(
        self, table: Table, sheet: str, columns: Mapping[str, int], builder: Builder, checking: Checking
    ) -> Iterator[Item]:
        reading = self._reading
        # a value that is called as its column stands for it
        placed = [(f"={name}" if name in builder.getters else name, place) for name, place in columns.items()]
        called = headings(self._rules, table.header, columns)
        relied = set(called.values())
        for row in table.rows:
            reading.rows += 1
            kept: dict[str, Any] = {name: _plain(row.values[place]) for name, place in placed}
            kept.update(self._given, table=table.name)
            cells = Cells(builder.getters, kept)
            at = Spot(sheet, row.number)
            try:
                _refuse_flaws(row, relied)
                items = builder.row(cells, Place(row.number, str(at)))
                if not items and not builder.said_before(cells):
                    raise Wrong(
                        "says-nothing",
                        "",
                        worded("Nothing that the mapping asks for is in this row."),
                        worded("fill it in, or take it out"),
                    )
            except Wrong as wrong:
                reading.refused.append(_refusal(at, wrong, called))
                continue
            reading.placed += 1
            reading.refused.extend(_refusal(at, replace(flaw, whole_row=False), called) for flaw in cells.flaws)
            reading.disagreements.extend(checking.row(cells, at, reading.checked))
            yield from items
        reading.disagreements.extend(checking.file(reading.checked))

    def _getters(self) -> dict[str, Getter]:
        return {
            name: getter(value, self._rules.vocabularies, self._rules.language, self._order, name)
            for name, value in self._rules.values.items()
        }

    def _order(self, column: str) -> str:
        """In which order day and month stand in a column, as its other cells tell; the file is looked through once."""
        if column not in self._orders:
            self._orders[column] = order_of(self._texts(column))
        return self._orders[column]

    def _texts(self, column: str) -> Iterator[str]:
        for table in self._document.again().tables if self._document.again else ():
            place = matched(self._rules, table.header)[0].get(column)
            if place is not None:
                yield from (cell for row in table.rows if isinstance(cell := row.values[place], str))

    def _each(self, repeated: Repeated, columns: Mapping[str, int]) -> Callable[[Cells], Sequence[Cells]]:
        own = {
            name: getter(value, self._rules.vocabularies, self._rules.language)
            for name, value in repeated.values.items()
        }
        if repeated.items is not None:
            return partial(_items, compiled("{" + repeated.items + "}"), own, id(repeated))
        places = [
            (number, {name: pattern.replace("{n}", str(number)) for name, pattern in repeated.columns.items()})
            for number in range(1, _FURTHEST)
        ]
        there = [(number, named) for number, named in places if all(column in columns for column in named.values())]
        return partial(_numbered, there, repeated.unless, own, id(repeated))


def _series(mapping: str, scheme: str) -> str:
    return mapping if mapping == scheme else f"{mapping}, {scheme}"


def _items(source: Getter, own: Mapping[str, Getter], key: int, cells: Cells) -> Sequence[Cells]:
    home = cells.outermost
    found = home.records.get(f"#{key}")
    if found is None:
        value = source(home) or ()
        members = (value,) if isinstance(value, str) else value
        found = [Cells(own, {"item": member, "n": number}, home) for number, member in enumerate(members, 1)]
        home.records[f"#{key}"] = found
    return found


def _numbered(
    there: Sequence[tuple[int, Mapping[str, str]]],
    unless: tuple[str, ...],
    own: Mapping[str, Getter],
    key: int,
    cells: Cells,
) -> Sequence[Cells]:
    home = cells.outermost
    found = home.records.get(f"#{key}")
    if found is None:
        found = []
        for number, named in there:
            kept = {name: home[column] for name, column in named.items()}
            first = next(iter(kept.values()))
            if first is None or str(first).strip() in ("", *unless):
                continue
            found.append(Cells(own, {**kept, "n": number}, home))
        home.records[f"#{key}"] = found
    return found


def _plain(cell: Any) -> Any:
    """A cell as mappings take it: numbers of spreadsheets and JSON as texts, days as they are."""
    return cell if cell is None or isinstance(cell, str | date) else written(cell)


def _refuse_flaws(row: Row, relied: Set[str]) -> None:
    for flaw in row.flaws:
        if not flaw.column or flaw.column in relied:
            raise Wrong(flaw.code, flaw.column, flaw.sentence, flaw.remedy)


def _refusal(at: Spot, wrong: Wrong, called: Mapping[str, str]) -> Refusal:
    """A refusal that names the columns as the file does."""
    parts = names(wrong.column) if "{" in wrong.column else wrong.column.split(", ")
    column = ", ".join(called.get(part, part) for part in parts)
    return Refusal(replace(at, column=column), wrong.code, wrong.sentence, wrong.remedy, wrong.whole_row)


def _of_unknown(states: Iterable[str]) -> str:
    """A note of what is called a state and is none that is known: each is a party of its own."""
    said = [
        worded("{name} (did you mean {near}?)", name=name, near=near) if (near := nearest_state(name)) else name
        for name in states
    ]
    return worded("No state is known by these names, and each is a party of its own: {names}.", names=", ".join(said))
