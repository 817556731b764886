"""A pen for workbooks: writes into the cells of an XLSX file as a person would, and spoils it as people do."""

import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from lxml import etree
from python_calamine import CalamineWorkbook

NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_SHEETS = {"main": NS}


class Pen:
    """One workbook open for writing in one of its sheets; rows are numbered as people count them."""

    def __init__(self, path: Path, sheet: str) -> None:
        self.path = path
        self.name = sheet
        with zipfile.ZipFile(path) as book:
            self._parts = {name: book.read(name) for name in book.namelist()}
        names = CalamineWorkbook.from_path(str(path)).sheet_names
        self._part = f"xl/worksheets/sheet{names.index(sheet) + 1}.xml"
        self.tree = etree.fromstring(self._parts[self._part])
        rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_name(sheet).to_python()
        self.header = [str(cell) for cell in rows[0]]
        self.cells = rows

    def column(self, heading: str) -> int:
        """The number of a column, from 0."""
        return self.header.index(heading)

    def row(self, heading: str, value: str) -> int:
        """The number of the row (from 1) that has a value in a column."""
        place = self.column(heading)
        return next(number for number, row in enumerate(self.cells, start=1) if row[place] == value)

    def write(self, row: int, heading: str, text: str) -> None:
        """Write a text into a cell; nothing empties it."""
        self._put(row, self.column(heading), text)

    def formula(self, row: int, heading: str, formula: str, result: str) -> None:
        """Write a formula and its result."""
        cell = self._cell(row, self.column(heading))
        self._clear(cell)
        cell.set("t", "str")
        etree.SubElement(cell, f"{{{NS}}}f").text = formula
        etree.SubElement(cell, f"{{{NS}}}v").text = result

    def day(self, row: int, heading: str, number: int) -> None:
        """Write a date as a spreadsheet keeps one: the number of a day, with the style of a date."""
        cell = self._cell(row, self.column(heading))
        self._clear(cell)
        etree.SubElement(cell, f"{{{NS}}}v").text = str(number)

    def delete_row(self, row: int) -> None:
        """Take out a row; those beneath move up."""
        data = self._data()
        for element in list(data):
            number = int(element.get("r"))
            if number == row:
                data.remove(element)
            elif number > row:
                self._renumber(element, number - 1)

    def copy_row(self, row: int, to: int) -> None:
        """Put a copy of a row at the end."""
        data = self._data()
        copy = etree.fromstring(etree.tostring(self._row(row)))
        self._renumber(copy, to)
        data.append(copy)

    def swap_columns(self, one: str, other: str) -> None:
        """Let two columns change places, headings and all."""
        left, right = _letters(self.column(one)), _letters(self.column(other))
        for cell in self.tree.iterfind(".//main:sheetData/main:row/main:c", _SHEETS):
            found = re.fullmatch(r"([A-Z]+)([0-9]+)", cell.get("r", ""))
            assert found
            if found[1] in (left, right):
                cell.set("r", f"{right if found[1] == left else left}{found[2]}")
        for row in self._data():
            row[:] = sorted(row, key=lambda cell: (len(cell.get("r")), cell.get("r")))

    def rename_sheet(self, name: str) -> None:
        """Give the sheet another name."""
        self._parts["xl/workbook.xml"] = self._parts["xl/workbook.xml"].replace(
            f'name="{self.name}"'.encode(), f'name="{name}"'.encode()
        )

    def change(self, part: str, change: Callable[[bytes], bytes]) -> None:
        """Change a part of the file."""
        self._parts[part] = change(self._parts.get(part, b""))

    def save(self, path: Path | None = None) -> Path:
        """Write it, here or elsewhere."""
        self._parts[self._part] = etree.tostring(self.tree, xml_declaration=True, encoding="UTF-8", standalone=True)
        path = path or self.path
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
            for name, data in self._parts.items():
                book.writestr(name, data)
        return path

    def _data(self) -> Any:
        return self.tree.find("main:sheetData", _SHEETS)

    def _row(self, row: int) -> Any:
        data = self._data()
        found = next((element for element in data if element.get("r") == str(row)), None)
        return found if found is not None else etree.SubElement(data, f"{{{NS}}}row", r=str(row))

    def _cell(self, row: int, column: int) -> Any:
        element, place = self._row(row), f"{_letters(column)}{row}"
        found = next((cell for cell in element if cell.get("r") == place), None)
        return found if found is not None else etree.SubElement(element, f"{{{NS}}}c", r=place)

    def _put(self, row: int, column: int, text: str) -> None:
        cell = self._cell(row, column)
        self._clear(cell)
        if text:
            cell.set("t", "inlineStr")
            inside = etree.SubElement(cell, f"{{{NS}}}is")
            etree.SubElement(inside, f"{{{NS}}}t").text = text

    @staticmethod
    def _clear(cell: Any) -> None:
        for child in list(cell):
            cell.remove(child)
        cell.attrib.pop("t", None)

    @staticmethod
    def _renumber(element: Any, number: int) -> None:
        element.set("r", str(number))
        for cell in element:
            cell.set("r", re.sub(r"[0-9]+", str(number), cell.get("r")))


def _letters(column: int) -> str:
    found = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return found
