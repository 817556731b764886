"""The pages on security: every item of the standard has one line, and what a line names is there."""

import ast
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from tests.support.pages import HOUSE, paths_named

OVERVIEW = HOUSE / "docs" / "security.md"
PAGES = sorted((HOUSE / "docs" / "security").glob("*.md"))
ASKED = HOUSE / "tests" / "data" / "asvs-4.0.3-level-2.txt"
ANSWERS = ("held", "in part", "by design", "the keeper's", "not held", "does not apply")
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
LINE = re.compile(r"^\| (\d+\.\d+\.\d+) \|(.*)\|$", re.MULTILINE)


@dataclass(frozen=True)
class Row:
    """A line of a page: the item, what it asks, whether it is so, and why."""

    item: str
    asks: str
    answer: str
    why: str


def rows(page: Path) -> list[Row]:
    """The lines of a page."""
    found = []
    for item, rest in LINE.findall(page.read_text(encoding="utf-8")):
        cells = [cell.strip() for cell in rest.split("|")]
        assert len(cells) == 3, item
        found.append(Row(item, *cells))
    return found


ROWS = [row for page in PAGES for row in rows(page)]


@cache
def found_in(path: str) -> frozenset[str]:
    """The tests of a file."""
    tree = ast.parse((HOUSE / path).read_text(encoding="utf-8"))
    return frozenset(one.name for one in tree.body if isinstance(one, ast.FunctionDef) and one.name.startswith("test_"))


def test_every_item_of_the_standard_has_one_line_and_no_line_is_of_another() -> None:
    asked = [item for line in ASKED.read_text(encoding="utf-8").splitlines() for item in line.split()[1:]]
    assert len(asked) == 259
    assert sorted(row.item for row in ROWS) == sorted(asked)


def test_a_line_says_one_of_the_answers_and_why() -> None:
    assert [row.item for row in ROWS if row.answer not in ANSWERS or not row.asks or len(row.why) < 10] == []


def test_every_test_that_is_named_is_there() -> None:
    missing = [(row.item, name) for row in ROWS for file, name in NAMED.findall(row.why) if name not in found_in(file)]
    assert missing == []


def test_what_is_held_names_a_test_and_what_is_by_design_a_place() -> None:
    assert [row.item for row in ROWS if row.answer == "held" and not NAMED.search(row.why)] == []
    design = [(row.item, paths_named(row.why)) for row in ROWS if row.answer == "by design"]
    assert [item for item, places in design if not places] == []
    assert [place for _item, places in design for place in places if not (HOUSE / place).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_overview_counts_right(page: Path) -> None:
    counted = Counter(row.answer for row in rows(page))
    told = " | ".join(str(counted[answer]) for answer in ANSWERS)
    (line,) = [
        line for line in OVERVIEW.read_text(encoding="utf-8").splitlines() if f"(security/{page.name}) |" in line
    ]
    assert line.endswith(f"| {told} |"), told
