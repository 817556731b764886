"""Tables of a word-processor file (DOCX), read from its XML. Runs in a process of its own, bounded in time and memory.

A table's name is its caption, else the heading it stands under. Paragraphs of a cell are joined by line breaks. What
was struck out by a recorded change is not read, what was put in is. A table inside a cell is a table of its own.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from lxml import etree

from servanda.errors import worded
from servanda.exchange.formats.archives import damaged, inspect_archive, read_part
from servanda.exchange.formats.grids import Grid, Merge, Tally, table_of
from servanda.exchange.formats.headers import SECTION
from servanda.exchange.formats.limits import cell_too_large
from servanda.exchange.formats.model import Limits, Table, Value
from servanda.exchange.formats.options import ReadingOptions

Element = Any  # of lxml, whose elements have no types of their own here
DOCUMENT = "word/document.xml"
LONGEST_CAPTION = 200  # characters
_NUMBER = re.compile(r"\d{1,4}([.-]\d{1,4}){0,4}\.?")  # no heading of a column is just that
DEEPEST = 5  # tables within tables
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_LEFT_OUT = {"del", "moveFrom", "instrText", "delText", "tbl", "footnoteReference", "pPr", "rPr"}


def read_word_tables(
    path: Path, options: ReadingOptions, limits: Limits, notes: list[str], name: str
) -> Iterator[Table]:
    """Make a table of each table of the text, in its order; its rows before the next one."""
    inspect_archive(path, name, limits)
    tally, taken = Tally(limits, name), set[str]()
    before: tuple[Grid, Table] | None = None
    with zipfile.ZipFile(path) as archive:
        styles = _styles(archive, name)
        try:
            with archive.open(DOCUMENT) as file:
                for grid in _grids(file, styles, limits, notes):
                    grid.name = _unique(grid.name, taken)
                    if options.tables and grid.name not in options.tables:
                        continue
                    table = table_of(grid, _under(grid, before, options, notes), tally, notes)
                    before = (grid, table) if table else before
                    if table is None:
                        notes.append(worded("{name} is empty.", name=grid.name))
                    else:
                        yield table
        except etree.XMLSyntaxError as fault:
            if "huge" in str(fault).lower():  # the reader's own limit, of ten million characters in one piece
                raise cell_too_large(name, limits, None) from None
            raise damaged(name, worded("its text cannot be read")) from None
        except (KeyError, zipfile.BadZipFile, EOFError):
            raise damaged(name, worded("its text cannot be read")) from None


def _under(grid: Grid, before: tuple[Grid, Table] | None, options: ReadingOptions, notes: list[str]) -> ReadingOptions:
    """How a table is read: one without a header, cut off from the table before it, is read on under that one's."""
    if before is None or options.names or options.header_row or grid.headed or grid.width != before[0].width:
        return options
    header = tuple(name for name in before[1].header if name != SECTION)
    first = next((row for row in grid.cells() if any(cell is not None for cell in row)), ())
    if len(header) != grid.width or not first or not _NUMBER.fullmatch(str(first[0] or "")):
        return options
    grid.section.text = before[0].section.text
    notes.append(
        worded(
            "{name} begins with a number and not with a header: it is read on under the header of {before}.",
            name=grid.name,
            before=before[0].name,
        )
    )
    return replace(options, names=header)


def _unique(name: str, taken: set[str]) -> str:
    number, one = 1, name
    while one in taken:
        number += 1
        one = f"{name} ({number})"
    taken.add(one)
    return one


def _styles(archive: zipfile.ZipFile, name: str) -> dict[str, str]:
    """What each style is called, in small letters: "heading 1", "caption", whatever the language of the program."""
    data = read_part(archive, "word/styles.xml", name)
    if not data:
        return {}
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        raise damaged(name, worded("its styles cannot be read")) from None
    found = {}
    for style in root:
        called = next((child for child in style if _local(child) == "name"), None)
        found[_attribute(style, "styleId")] = _attribute(called, "val").lower() if called is not None else ""
    return found


@dataclass
class _Above:
    """What stands above the next table: the last heading, and the paragraph right before it with its style."""

    heading: str = ""
    text: str = ""
    style: str = ""

    def take(self, paragraph: Element, styles: dict[str, str]) -> None:
        text = _text(paragraph)[:10_000].strip()
        if not text:
            return
        self.style = styles.get(_style(paragraph), _style(paragraph)).lower()
        self.text = " ".join(text.split())
        if self.style.startswith(("heading", "title")):
            self.heading = self.text

    def name(self, number: int) -> str:
        if self.text and len(self.text) <= LONGEST_CAPTION and self.style.startswith(("caption", "heading", "title")):
            return self.text
        return self.heading[:LONGEST_CAPTION] or f"table {number}"


def _grids(file: Any, styles: dict[str, str], limits: Limits, notes: list[str]) -> Iterator[Grid]:
    """The grids of the text, one table in memory at a time."""
    above, depth, number = _Above(), 0, 0
    walked = etree.iterparse(
        file, events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    for event, element in walked:
        name = _local(element)
        if name == "tbl":
            depth += 1 if event == "start" else -1
        if event == "start" or depth:
            continue
        if name == "p":
            above.take(element, styles)
        elif name == "tbl":
            number += 1
            yield from _with_inner(element, above.name(number), limits, notes)
            above.text = ""
        if name in {"p", "tbl"}:
            _forget(element)


def _forget(element: Element) -> None:
    element.clear()
    while element.getprevious() is not None and element.getparent() is not None:
        del element.getparent()[0]


def _with_inner(table: Element, name: str, limits: Limits, notes: list[str], depth: int = 0) -> Iterator[Grid]:
    built = _Built(_caption(table) or name)
    for row in _below(table, "tr"):
        built.add(row)
    if built.numbered:
        notes.append(
            worded("{name}: numbers that the program itself gives to paragraphs are not read.", name=built.name)
        )
    yield built.grid()
    if built.inner and depth == DEEPEST:
        notes.append(
            worded(
                "{name}: tables that stand {number} deep in others are passed over.", name=built.name, number=DEEPEST
            )
        )
        return
    for row, inner in built.inner:
        notes.append(
            worded("{name}: a table within row {row} is read as a table of its own.", name=built.name, row=row)
        )
        yield from _with_inner(inner, f"{built.name}, in row {row}", limits, notes, depth + 1)


@dataclass
class _Built:
    """A table as its rows are read: cells in their columns, merged ones apart."""

    name: str
    rows: list[list[Value]] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    inner: list[tuple[int, Element]] = field(default_factory=list)
    headed: int = 0
    numbered: bool = False
    _open: dict[int, tuple[int, int]] = field(default_factory=dict)  # column: first row, width of a cell going down

    def add(self, row: Element) -> None:
        index, values = len(self.rows), list[Value]()
        values += [None] * _number(row, "trPr", "gridBefore")
        if _has(row, "trPr", "tblHeader") and self.headed == index:
            self.headed += 1
        for cell in _below(row, "tc"):
            span = max(_number(cell, "tcPr", "gridSpan"), 1)
            self._cell(cell, index, len(values), min(span, 1_000), values)
        self.rows.append(values)

    def _cell(self, cell: Element, row: int, column: int, span: int, values: list[Value]) -> None:
        down = _property(cell, "tcPr", "vMerge")
        going_on = down is not None and _attribute(down, "val") != "restart" and column in self._open
        values += [None] * span if going_on else [_cell_text(cell) or None, *[None] * (span - 1)]
        if going_on:
            return
        for one in range(column, column + span):  # a wide cell ends all that came down above it
            self.close(one, row)
        if down is not None:
            self._open[column] = (row, span)
        elif span > 1:
            self.merges.append(Merge(row, column, row, column + span - 1))
        self.inner += [(row + 1, one) for one in cell.iter(_W + "tbl", _STRICT + "tbl") if _holder(one) is cell]
        self.numbered = self.numbered or any(_local(one) == "numPr" for one in cell.iter("{*}numPr"))

    def close(self, column: int, row: int) -> None:
        """End the cell that came down in a column, above ``row``."""
        if column in self._open:
            top, span = self._open.pop(column)
            if row - 1 > top or span > 1:
                self.merges.append(Merge(top, column, row - 1, column + span - 1))

    def grid(self) -> Grid:
        for column in list(self._open):
            self.close(column, len(self.rows))
        rows = self.rows
        width = max((len(row) for row in rows), default=0)
        return Grid(self.name, width, partial(iter, rows), self.merges, headed=min(self.headed, max(len(rows) - 1, 0)))


def _caption(table: Element) -> str:
    found = _property(table, "tblPr", "tblCaption")
    return " ".join(_attribute(found, "val").split())[:LONGEST_CAPTION] if found is not None else ""


def _below(element: Element, name: str) -> Iterator[Element]:
    """The elements of a name under another, whatever wraps them but a table."""
    for child in element:
        found = _local(child)
        if found == name:
            yield child
        elif found in {"sdt", "sdtContent", "ins", "smartTag", "customXml", "moveTo"}:
            yield from _below(child, name)


def _holder(table: Element) -> Element:
    return next((one for one in table.iterancestors() if _local(one) == "tc"), None)


def _cell_text(cell: Element) -> str:
    return "\n".join(_text(paragraph) for paragraph in _below(cell, "p")).strip()


def _text(element: Element) -> str:
    """The text of a paragraph as it is read, with what was struck out left out."""
    parts: list[str] = []
    todo = [element]
    while todo:
        one = todo.pop()
        name = _local(one)
        if name in _LEFT_OUT:
            continue
        if name == "t":
            parts.append(one.text or "")
        elif name in _MARKS:
            parts.append(_MARKS[name])
        else:
            todo += reversed(_chosen(one))
    return "".join(parts)


_MARKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}


def _chosen(element: Element) -> list[Element]:
    """The children that count: of what is given in two ways (AlternateContent), the first."""
    children = [child for child in element if isinstance(child.tag, str)]
    return children[:1] if _local(element) == "AlternateContent" else children


def _style(paragraph: Element) -> str:
    found = _property(paragraph, "pPr", "pStyle")
    return _attribute(found, "val") if found is not None else ""


def _property(element: Element, group: str, name: str) -> Element | None:
    for child in element:
        if _local(child) == group:
            return next((one for one in child if _local(one) == name), None)
    return None


def _has(element: Element, group: str, name: str) -> bool:
    found = _property(element, group, name)
    return found is not None and _attribute(found, "val") not in {"0", "false", "off"}


def _number(element: Element, group: str, name: str) -> int:
    found = _property(element, group, name)
    said = _attribute(found, "val") if found is not None else ""
    return min(int(said), 1_000) if said.isdecimal() and len(said) < 6 else 0


def _attribute(element: Element, name: str) -> str:
    return str(next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), ""))


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
