"""A document and a mapping give a reading: what each row says, or why it cannot be placed."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from servanda.errors import InputError, worded
from servanda.exchange.formats.headers import numbered
from servanda.exchange.formats.model import Document, Row, Table
from servanda.exchange.imports.building import Builder, Seen, spoken_of
from servanda.exchange.imports.cells import Cells, is_blank
from servanda.exchange.imports.checks import Checking
from servanda.exchange.imports.model import Disagreement, Reading, Refusal, Spot
from servanda.exchange.imports.passing import Passing
from servanda.exchange.imports.series import actor_of
from servanda.exchange.mappings.headers import headings, matched, sources
from servanda.exchange.mappings.model import Mapping as Rules
from servanda.exchange.mappings.model import Repeated
from servanda.exchange.mappings.parties import nearest_state
from servanda.exchange.mappings.saiddates import order_of
from servanda.exchange.mappings.template import compiled
from servanda.exchange.mappings.values import Getter, Wrong, fractions_of_one, getter, written
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
    name: str | None = None,
) -> Reading:
    """Map the tables of a document. Nothing is read before the items are asked for. ``name`` is what it is called."""
    file = Path(name).stem if name else document.path.stem
    given = usual(rules, file) | dict(parameters or {})
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
    reading.parameters = {name: value for name, value in given.items() if value}
    reading.by_default = frozenset(reading.parameters) - frozenset(parameters or {})
    reading.outranks = frozenset(actor_of(_series(other, scheme)) for other in rules.outranks)
    yields: dict[str, frozenset[str]] = {}
    for record in rules.records.values():
        others = {actor_of(_series(other, scheme)) for other in record.yields_to}
        yields[record.kind] = yields.get(record.kind, frozenset()) | others
    reading.yields_to = {kind: others for kind, others in yields.items() if others}
    reading.items = _Rows(document, rules, reading, scheme, {**given, "file": file}, today, into).items()
    return reading


def usual(rules: Rules, file: str) -> dict[str, str | None]:
    """What the parameters of a mapping are for a file of this name, if nobody says otherwise."""
    known = {"file": file}
    return {name: one.default and compiled(one.default)(known) for name, one in rules.parameters.items()}


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
        self._given = given
        self._today, self._into = today, into
        self._orders: dict[str, str] = {}
        self._fractions: dict[str, bool] = {}
        self._before: tuple[Table, Passing] | None = None

    def items(self) -> Iterator[Item]:
        """Go through the tables that the mapping is for."""
        seen, told = Seen(), len(self._document.notes)
        lacking: dict[str, tuple[str, ...]] = {}
        passed: dict[str, int] = {}
        unknown: dict[str, str] = {}
        for table in self._document.tables:
            columns, unused, missing = matched(self._rules, table.header)
            if missing:
                lacking[table.name] = missing
                passed[table.name] = sum(1 for _ in table.rows) if len(self._document.tables) > 1 else 0
                continue
            self._reading.notes += (
                worded("Column {name} is not used, and the mapping does not say why.", name=name) for name in unused
            )
            self._reading.notes += (note for one in self._rules.each.values() for note in _halves(one, columns))
            sheet = table.name if len(self._document.tables) > 1 else ""
            getters = self._getters()
            each = {name: self._each(repeated, columns) for name, repeated in self._rules.each.items()}
            builder = Builder(self._rules, self._scheme, getters, each, self._today, self._into, seen)
            builder.by_state = self._reading.by_state
            if self._reading.covers is not None:
                builder.covered = self._reading.covers
                builder.cover(Cells(getters, {**self._given, "table": table.name}))
            yield from self._table(table, sheet, columns, builder, Checking(self._rules, each))
            unknown |= builder.unknown_states
        if len(lacking) == len(self._document.tables):
            raise self._no_columns(lacking)
        self._reading.notes += self._document.notes[told:]  # what is known only once all rows were read
        for rows in seen.again.values():
            said = worded(
                "Rows with the number or words of a row before are each one of their own: {rows}.", rows=numbered(rows)
            )
            self._reading.notes.append(said)
        if unknown:
            self._reading.notes.append(_of_unknown(unknown.values()))
        for name, missing in lacking.items():
            said = worded(
                "Sheet {name} is passed over, with {number} rows below its header: it lacks {columns}.",
                name=name,
                number=passed[name],
                columns=", ".join(missing),
            )
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
        passing = Passing(self._rules, table, columns, self._going_on(table))
        self._before = (table, passing)
        for row in table.rows:
            if passing.passes(row):
                continue
            reading.rows += 1
            kept: dict[str, Any] = {name: _plain(row.values[place]) for name, place in placed}
            kept.update(passing.heading(row))
            kept.update(self._given, table=table.name)
            cells = Cells(builder.getters, kept)
            at = Spot(sheet, row.number)
            unread = _unread(row, relied)
            try:
                items = builder.row(cells, Place(row.number, str(at)), unread)
            except Wrong as wrong:
                reading.refused.append(_refusal(at, wrong, called, self._rules))
                told = builder.left(cells) if unread is None or unread.column else None
                reading.leaves(told)
                continue
            reading.placed += 1
            reading.disagreements.extend(_checked(checking, cells, at, reading.checked))
            if cells.flaws:
                reading.refused.extend(
                    _refusal(at, replace(flaw, whole_row=False), called, self._rules) for flaw in cells.flaws
                )
                lost = any(flaw.code == "no-key" for flaw in cells.flaws)
                reading.leaves(None if lost else spoken_of(cells))
            yield from items
        passing.tell(reading.notes, sheet)
        reading.disagreements.extend(checking.file(reading.checked))

    def _going_on(self, table: Table) -> Passing | None:
        """What was passed over in the table that a page cut this one off from, which then has no header of its own."""
        if self._before is None or self._document.format != "docx" or table.header_row:
            return None
        before, passing = self._before
        return passing if before.header == table.header else None

    def _getters(self) -> dict[str, Getter]:
        return {
            name: getter(value, self._rules.vocabularies, self._rules.language, self._order, name, self._shares)
            for name, value in self._rules.values.items()
        }

    def _order(self, column: str) -> str:
        """In which order day and month stand in a column, as its other cells tell; the file is looked through once."""
        if column not in self._orders:
            self._orders[column] = order_of(self._texts(column))
        return self._orders[column]

    def _shares(self, column: str) -> bool:
        """Whether the shares of a column look like fractions of one; the file is looked through once."""
        if column not in self._fractions:
            self._fractions[column] = fractions_of_one(self._texts(column))
        return self._fractions[column]

    def _texts(self, column: str) -> Iterator[str]:
        for table in self._document.again().tables if self._document.again else ():
            columns, _unused, missing = matched(self._rules, table.header)
            if missing or column not in columns:
                continue
            place, passing = columns[column], Passing(self._rules, table, columns)
            for row in table.rows:
                if row.values[place] is not None and not passing.passes(row):
                    yield str(_plain(row.values[place]))

    def _each(self, repeated: Repeated, columns: Mapping[str, int]) -> Callable[[Cells], Sequence[Cells]]:
        own = {
            name: getter(value, self._rules.vocabularies, self._rules.language)
            for name, value in repeated.values.items()
        }
        if repeated.items is not None:
            return partial(_items, compiled("{" + repeated.items + "}"), own, id(repeated))
        there = [one for one in _places(repeated) if all(column in columns for column in one[1].values())]
        return partial(_numbered, there, repeated.unless, own, id(repeated))


def _places(repeated: Repeated) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Numbered columns, number by number, by the mapping's names for them."""
    for number in range(1, _FURTHEST):
        yield number, {name: pattern.replace("{n}", str(number)) for name, pattern in repeated.columns.items()}


def _halves(repeated: Repeated, columns: Mapping[str, int]) -> Iterator[str]:
    """Tell of numbered columns that are not read, for others that belong to them are not there."""
    for _, named in _places(repeated):
        there = [column for column in named.values() if column in columns]
        lacking = [column for column in named.values() if column not in columns]
        if there and lacking:
            yield worded(
                "Column {there} is not read, for {lacking} that belongs to it is not there.",
                there=", ".join(there),
                lacking=", ".join(lacking),
            )


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
            if _is_none(next(iter(kept.values())), unless):
                if others := [column for name, column in named.items() if not _is_none(kept[name], unless)]:
                    home.flaws.append(_nobodys(next(iter(named.values())), others))
                continue
            found.append(Cells(own, {**kept, "n": number}, home))
        home.records[f"#{key}"] = found
    return found


def _is_none(value: Any, unless: tuple[str, ...]) -> bool:
    return is_blank(value) or str(value).strip() in unless


def _nobodys(first: str, others: Sequence[str]) -> Wrong:
    """What stands in numbered columns of which the first says that there is none."""
    sentence = worded("Something stands in {columns}, and nothing here that it is of.", columns=", ".join(others))
    return Wrong("no-key", first, sentence, worded("fill it in, or empty the other"), whole_row=False)


def _plain(cell: Any) -> Any:
    """A cell as mappings take it: numbers of spreadsheets and JSON as texts, days as they are."""
    return cell if cell is None or isinstance(cell, str | date) else written(cell)


def _checked(checking: Checking, cells: Cells, at: Spot, checked: dict[str, int]) -> Sequence[Disagreement]:
    """What does not agree in a row; a figure that only a check asks for, and that is none, is told and no more."""
    try:
        return list(checking.row(cells, at, checked))
    except Wrong as wrong:
        cells.flaws.append(wrong)
        return ()


def _unread(row: Row, relied: Set[str]) -> Wrong | None:
    """What of a row could not be read, where it is asked for."""
    for flaw in row.flaws:
        if not flaw.column or flaw.column in relied:
            return Wrong(flaw.code, flaw.column, flaw.sentence, flaw.remedy)
    return None


def _refusal(at: Spot, wrong: Wrong, called: Mapping[str, str], rules: Rules) -> Refusal:
    """A refusal that names the columns as the file does."""
    parts = sources(rules, wrong.column) if "{" in wrong.column else wrong.column.split(", ")
    column = ", ".join(called.get(part, part) for part in parts)
    return Refusal(replace(at, column=column), wrong.code, wrong.sentence, wrong.remedy, wrong.whole_row)


def _of_unknown(states: Iterable[str]) -> str:
    """A note of what is called a state and is none that is known: each is a party of its own."""
    said = [
        worded("{name} (did you mean {near}?)", name=name, near=near) if (near := nearest_state(name)) else name
        for name in states
    ]
    return worded("No state is known by these names, and each is a party of its own: {names}.", names=", ".join(said))
