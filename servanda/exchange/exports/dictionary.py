"""The column dictionary: every table and every column that goes out, as data, with labels by language."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Literal

from servanda.frameworks import Frameworks
from servanda.frameworks.words import Label
from servanda.kernel.canonical import canonical
from servanda.yamlfile import MEGABYTE, read

Type = Literal["text", "whole", "number", "day", "truth"]
SEEN = ("seen_as_of", "seen_tick", "seen_published_by", "seen_by")
GRADED = "objectives"
GRADES = "grades"  # stands for the columns of grades among those printed
_GRADE = Label(by={"en": "Latest grade: {axis}, {track}.", "az": "Son qiymət: {axis}, {track}."})


@dataclass(frozen=True)
class Column:
    """One column: its name for programs, its type, its label and meaning for people."""

    name: str
    type: Type
    label: Label
    meaning: Label


@dataclass(frozen=True)
class Table:
    """One table: its name for programs, its label and meaning for people, its columns in order.

    ``printed`` are the columns that stand first in a workbook and on paper, ``listed`` those that a list has.
    """

    name: str
    label: Label
    meaning: Label
    columns: tuple[Column, ...]
    printed: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its columns."""
        return tuple(column.name for column in self.columns)


@cache
def columns() -> Mapping[str, Column]:
    """Every column, by name."""
    said = _data()["columns"]
    return {
        name: Column(name, one["type"], Label.model_validate(one["label"]), Label.model_validate(one["meaning"]))
        for name, one in said.items()
    }


@cache
def tables() -> Mapping[str, Table]:
    """Every table, by name, without the columns that only some exports have: grades, and from where it is seen."""
    known = columns()
    return {
        name: Table(
            name,
            Label.model_validate(one["label"]),
            Label.model_validate(one["meaning"]),
            tuple(known[column] for column in one["columns"]),
            tuple(one["printed"]),
            tuple(one.get("listed", ())),
        )
        for name, one in _data()["tables"].items()
    }


def seen(table: Table) -> Table:
    """A table with the columns that say from where it is seen."""
    return replace(table, columns=(*table.columns, *(columns()[name] for name in SEEN)))


def graded(table: Table, questions: Sequence[str], slugs: Iterable[str], frameworks: Frameworks) -> Table:
    """The table of objectives with a column for each question of a grade ("grade/completion/irm"), after the text."""
    fresh = tuple(_grade_column(question, slugs, frameworks) for question in questions)
    place = table.names.index("holder")
    names = tuple(column.name for column in fresh)
    printed, listed = (
        tuple(name for one in told for name in (names if one == GRADES else (one,)))
        for told in (table.printed, table.listed)
    )
    columns = (*table.columns[:place], *fresh, *table.columns[place:])
    return replace(table, columns=columns, printed=printed, listed=listed)


def as_listed(table: Table) -> Table:
    """The table with the columns of a list alone, in their order."""
    own = {column.name: column for column in table.columns}
    return replace(table, columns=tuple(own[name] for name in table.listed))


def grade_questions(slugs: Iterable[str], frameworks: Frameworks, answered: Iterable[str]) -> list[str]:
    """The questions of grades that some frameworks ask, in their order, then others that were answered."""
    asked = [
        f"grade/{axis.slug}/{track}"
        for slug in slugs
        if (framework := frameworks.get(slug)) is not None
        for axis in framework.axes
        for track in axis.tracks
    ]
    return list(dict.fromkeys([*asked, *answered]))


def _grade_column(question: str, slugs: Iterable[str], frameworks: Frameworks) -> Column:
    _, axis, track = question.split("/", 2)
    label = Label(by={language: f"{_axis(axis, slugs, frameworks, language)}: "
                      f"{_track(track, slugs, frameworks, language)}" for language in _GRADE.by})  # fmt: skip
    meaning = Label(by={language: text.format(axis=axis, track=track) for language, text in _GRADE.by.items()})
    return Column(question, "text", label, meaning)


def _axis(axis: str, slugs: Iterable[str], frameworks: Frameworks, language: str) -> str:
    found = (one.axis(axis) for slug in slugs if (one := frameworks.get(slug)) is not None)
    return next((named.label(language) for named in found if named), axis)


def _track(track: str, slugs: Iterable[str], frameworks: Frameworks, language: str) -> str:
    found = (one.track(track) for slug in slugs if (one := frameworks.get(slug)) is not None)
    return next((named.label(language) for named in found if named), track)


@cache
def _data() -> Mapping[str, Mapping[str, dict[str, Any]]]:
    path = Path(__file__).parent / "tables.yaml"
    data: Mapping[str, Mapping[str, dict[str, Any]]] = read(path, limit_bytes=MEGABYTE).data
    return data


def dictionary_text() -> str:
    """The whole dictionary as canonical text: equal text, equal dictionary."""
    return canonical(_data())
