"""JSON and JSON Lines as tables: objects are rows, their keys columns. Runs in a process of its own.

An object inside a row gives columns with dotted names ("lead.name"); a list of plain values is joined into one text;
a list that holds objects stays JSON. ``null``, ``[]``, ``{}`` and a missing key are empty cells; ``""``, ``0`` and
``false`` are answers. A row's number is its place in the list from 1, in JSON Lines its line.
"""

import json
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, cast

from servanda.errors import InputError, worded
from servanda.exchange.formats.grids import Tally
from servanda.exchange.formats.headers import unique_names
from servanda.exchange.formats.limits import cell_too_large, too_many_columns
from servanda.exchange.formats.model import Flaw, Limits, Row, Table, Value
from servanda.exchange.formats.options import ReadingOptions

DEEPEST = 20  # objects within objects that give columns; and how deep tables are looked for
MOST_DIGITS = 30  # of a number; a longer one stays the text it is
RECORD = 10  # times the longest cell: the longest line
AGAIN = worded("have the file written again by the program it comes from")
NOT_AN_OBJECT = Flaw("not-an-object", worded("Here stands a plain value among objects."), worded("correct the list"))
NOT_TEXT = worded("The text holds NUL or half a character (a lone surrogate), which no text may.")


def read_json(
    path: Path, encoding: str, options: ReadingOptions, limits: Limits, notes: list[str], name: str
) -> Iterator[Table]:
    """Make a table of the list at ``options.path``; without a path, of each list of objects that is found."""
    try:
        data = _loads(path.read_text(encoding=encoding))
    except json.JSONDecodeError as fault:
        raise _bad(name, fault.msg, fault.lineno) from None
    except _Twice as fault:
        raise _bad(name, _said(fault)) from None
    except RecursionError:
        raise _bad(name, worded("values are nested too deeply")) from None
    tally = Tally(limits, name)
    if options.path:
        found = {options.path: _at(data, options.path, name)}
    elif isinstance(data, list):
        found = {"": data}
    else:
        found = dict(_candidates(data, "", options.tables))
        found = found or dict(_candidates(data, "", (), lone=True))
        if beside := [key for key in data if not any(one == key or one.startswith(f"{key}.") for one in found)]:
            notes.append(
                worded("Beside the tables, these are not read: {keys}.", keys=", ".join(map(repr, beside[:10])))
            )
    wanted = {title: rows for title, rows in found.items() if not options.tables or title in options.tables}
    if not any(wanted.values()):
        sentence = worded("The file holds no list of objects.")
        raise InputError("no-table", sentence, worded("say where the list is with the option path"), file=name)
    for title, rows in wanted.items():
        yield _Rows(title, options, tally).table(list(enumerate(_objects(rows, options), start=1)), notes)


def read_json_lines(
    path: Path, encoding: str, options: ReadingOptions, limits: Limits, notes: list[str], name: str
) -> Table:
    """Make the table of a file with an object on each line; gone through twice, for its columns and for its rows."""
    rows = _Rows("", options, Tally(limits, name))
    for _, value, _ in _lines(path, encoding, limits, name):
        rows.learn(value)
    return rows.streamed(_lines(path, encoding, limits, name), notes)


class _Twice(Exception):
    """What JSON allows and a table does not: a key that stands twice, a number that is none."""


def _said(fault: _Twice) -> str:
    return cast(str, fault.args[0])


def _loads(text: str) -> Any:
    return json.loads(text, parse_float=_decimal, parse_int=_whole, parse_constant=_constant, object_pairs_hook=_object)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise _Twice(worded("the key {key!r} stands twice in one object", key=twice[:100]))
    return found


def _constant(text: str) -> Any:
    raise _Twice(worded("{text} is no number", text=text))


def _whole(text: str) -> int | str:
    return int(text) if len(text) <= MOST_DIGITS else text


def _decimal(text: str) -> int | Decimal | str:
    try:
        found = Decimal(text) if len(text) <= MOST_DIGITS else None
    except InvalidOperation:
        found = None
    if found is None or abs(found.adjusted()) > MOST_DIGITS:
        return text
    return int(found) if found == found.to_integral_value() else found


def _lines(path: Path, encoding: str, limits: Limits, name: str) -> Iterator[tuple[int, Any, Flaw | None]]:
    most = RECORD * limits.cell_characters
    with path.open(encoding=encoding) as text:
        number = 0
        while line := text.readline(most + 1):
            number += 1
            if len(line) > most:
                raise cell_too_large(name, limits, number)
            if not line.strip():
                continue
            value, flaw = None, None
            try:
                value = _loads(line)
            except (json.JSONDecodeError, _Twice, RecursionError) as fault:
                flaw = Flaw("bad-json", worded("The line is no JSON: {why}.", why=_why(fault)), AGAIN)
            yield number, value, flaw


def _why(fault: Exception) -> str:
    if isinstance(fault, json.JSONDecodeError):
        return f"{fault.msg} (character {fault.colno})"
    return _said(fault) if isinstance(fault, _Twice) else worded("values are nested too deeply")


def _at(data: Any, path: str, name: str) -> Any:
    """What stands at a dotted path."""
    walked = ""
    for step in path.split("."):
        if not isinstance(data, dict) or step not in data:
            keys = ", ".join(map(repr, list(data)[:10])) if isinstance(data, dict) else ""
            remedy = worded("correct the option path; there are: {keys}", keys=keys)
            sentence = worded("There is no {step!r} at {place!r}.", step=step, place=walked)
            raise InputError("no-table", sentence, remedy, file=name, key=path)
        data = data[step]
        walked = f"{walked}.{step}".lstrip(".")
    if not isinstance(data, list | dict):
        raise InputError(
            "no-table",
            worded("There is neither a list nor an object there."),
            worded("correct the option path"),
            file=name,
            key=path,
        )
    return data


def _candidates(
    data: Any, path: str, named: tuple[str, ...], depth: int = 0, *, lone: bool = False
) -> Iterator[tuple[str, Any]]:
    """The lists of objects, and the objects of several objects, that stand under names.

    An object that holds one object may be a table with one row, or a thing with a part. It is a table where it is
    ``named`` as one, where its row is like those of a table beside it, or with ``lone``, where nothing else is one.
    """
    if not isinstance(data, dict) or depth > DEEPEST:
        return
    beside = {
        key
        for value in data.values()
        if _holds_objects(value) and len(value) > 1
        for row in value.values()
        for key in row
    }
    for key, value in data.items():
        place = f"{path}.{key}".lstrip(".")
        listed = isinstance(value, list) and any(isinstance(one, dict) for one in value)
        one_row = place in named or _is_like(value, beside) or (lone and _is_flat(value))
        if listed or (_holds_objects(value) and (len(value) > 1 or one_row)):
            yield place, value
        else:
            yield from _candidates(value, place, named, depth + 1, lone=lone)


def _holds_objects(value: Any) -> bool:
    return isinstance(value, dict) and bool(value) and all(_is_object(one) for one in value.values())


def _is_like(value: Any, columns: set[str]) -> bool:
    """Whether what an object holds says nothing but what the rows of a table say."""
    return _holds_objects(value) and all(one and one.keys() <= columns for one in value.values())


def _is_flat(value: Any) -> bool:
    """Whether what an object holds has no objects in it: then these are rows, and not what leads to them."""
    return _holds_objects(value) and not any(_is_object(cell) for one in value.values() for cell in one.values())


def _is_object(value: Any) -> bool:
    return isinstance(value, dict)


def _objects(rows: Any, options: ReadingOptions) -> Iterator[Any]:
    if isinstance(rows, list):
        yield from rows
        return
    for key, value in rows.items():
        yield {options.key: key, **value} if isinstance(value, dict) else {options.key: key, "value": value}


class _Rows:
    """Values of a list as rows under one header, which grows while they are looked at."""

    def __init__(self, title: str, options: ReadingOptions, tally: Tally) -> None:
        self.title, self.options, self.tally = title, options, tally
        self.columns: dict[str, int] = {}
        self.kept_json: set[str] = set()

    def learn(self, value: Any) -> None:
        """Note the columns of a value."""
        for key, _ in self._flat(value):
            if key not in self.columns:
                if len(self.columns) >= self.tally.limits.columns:
                    raise too_many_columns(self.tally.file, self.tally.limits, 1, self.title or None)
                self.columns[key] = len(self.columns)

    def table(self, values: list[tuple[int, Any]], notes: list[str]) -> Table:
        for _, value in values:
            self.learn(value)
        return self.streamed(((number, value, None) for number, value in values), notes, lines=False)

    def streamed(
        self, values: Iterator[tuple[int, Any, Flaw | None]], notes: list[str], *, lines: bool = True
    ) -> Table:
        header = unique_names(list(self.columns), notes, table=self.title)
        if any(_not_text(key) for key in self.columns):
            raise _bad(self.tally.file, worded("a key holds NUL or half a character (a lone surrogate)"))
        if self.kept_json:
            notes.append(
                worded(
                    "Lists of objects inside a row are kept as JSON: {names}.",
                    names=", ".join(sorted(self.kept_json)[:10]),
                )
            )
        return Table(self.title, header, self._rows(values, header, lines), 0)

    def _rows(
        self, values: Iterator[tuple[int, Any, Flaw | None]], header: tuple[str, ...], lines: bool
    ) -> Iterator[Row]:
        mixed = "value" not in self.columns or len(self.columns) > 1
        for number, value, flaw in values:
            self.tally.add(self.title)
            cells: list[Value] = [None] * len(header)
            flaws = [flaw] if flaw else []
            if flaw is None and not isinstance(value, dict) and mixed:
                flaws.append(NOT_AN_OBJECT)
            seen: set[str] = set()
            for key, cell in self._flat(value):
                place = self.columns[key]
                if key in seen:
                    flaws.append(
                        Flaw(
                            "said-twice", worded("Two keys of the object come to {key}.", key=key), AGAIN, header[place]
                        )
                    )
                    cells[place] = None
                    continue
                seen.add(key)
                if isinstance(cell, str) and len(cell) > self.tally.limits.cell_characters:
                    raise cell_too_large(self.tally.file, self.tally.limits, number, header[place], self.title or None)
                if isinstance(cell, str) and _not_text(cell):
                    flaws.append(Flaw("not-text", NOT_TEXT, AGAIN, header[place]))
                    continue
                cells[place] = cell
            yield Row(number, tuple(cells), tuple(flaws), number if lines else 0)

    def _flat(self, value: Any) -> Iterator[tuple[str, Value]]:
        if isinstance(value, dict):
            yield from self._flattened(value, "", 0)
        elif value is not None:
            yield "value", self._cell("value", value)

    def _flattened(self, value: dict[str, Any], path: str, depth: int) -> Iterator[tuple[str, Value]]:
        for key, inner in value.items():
            place = f"{path}.{key}" if path else key
            if isinstance(inner, dict) and inner and depth < DEEPEST:
                yield from self._flattened(inner, place, depth + 1)
            else:
                yield place, self._cell(place, inner)

    def _cell(self, place: str, value: Any) -> Value:
        if isinstance(value, list):
            if not any(isinstance(one, dict | list) for one in value):
                return self.options.joiner.join(_plain(one) for one in value if one is not None) if value else None
        elif not isinstance(value, dict):
            return value  # type: ignore[no-any-return]
        elif not value:
            return None
        self.kept_json.add(place)
        return json.dumps(value, ensure_ascii=False, default=str)


def _plain(value: Any) -> str:
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)


def _not_text(text: str) -> bool:
    if "\0" in text:
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def _bad(name: str, why: str, line: int | None = None) -> InputError:
    return InputError("bad-json", worded("The file is no JSON: {why}.", why=why), AGAIN, file=name, line=line)
