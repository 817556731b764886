"""The pages hold together: links lead somewhere, paths exist, nothing is of one machine, every page can be found."""

import re
from pathlib import Path

import pytest

from tests.support.pages import HOUSE, PAGES, name, paths_named

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
ARCHITECTURE = HOUSE / "docs" / "architecture.md"
FOUND_FROM_NAMES = (
    "where a grade scale is defined",
    "where the as-of rule is",
    "where a contradiction is decided",
    "where a sentence of the brief is written",
    "where a chart is drawn",
    "where a page's address is bound",
)
# In parts, so that this file does not hold what it looks for.
OF_A_MACHINE = re.compile("/ro" + "ot/|/ho" + r"me/\w|/wo" + r"rk/\w|/tm" + "p/|design" + r"\.md|\.\./sha" + "red")


def _prose(page: Path) -> str:
    return re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)


def _anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", _prose(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


def _broken(page: Path) -> list[str]:
    broken = []
    for link in LINK.findall(_prose(page)):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        if not target.exists() or (anchor and anchor not in _anchors(target)):
            broken.append(link)
    return broken


@pytest.mark.parametrize("document", PAGES, ids=name)
def test_links_lead_somewhere(document: Path) -> None:
    assert _broken(document) == []


@pytest.mark.parametrize("document", PAGES, ids=name)
def test_paths_that_are_named_exist(document: Path) -> None:
    assert [path for path in paths_named(_prose(document)) if not (HOUSE / path).exists()] == []


@pytest.mark.parametrize("document", PAGES, ids=name)
def test_no_page_is_of_one_machine(document: Path) -> None:
    assert OF_A_MACHINE.findall(document.read_text(encoding="utf-8")) == []


def test_what_is_looked_for_most_is_listed_with_its_place() -> None:
    rows = dict(re.findall(r"^\| ([^|]+?) \| ([^|]+) \|$", ARCHITECTURE.read_text(encoding="utf-8"), re.MULTILINE))
    for question in FOUND_FROM_NAMES:
        places = paths_named(rows[question])
        assert places, question
        assert all((HOUSE / place).exists() for place in places), question


def test_every_folder_of_the_package_is_in_the_tour() -> None:
    named = set(paths_named(ARCHITECTURE.read_text(encoding="utf-8")))
    folders = {path for path in (HOUSE / "servanda").iterdir() if path.is_dir() and path.name != "__pycache__"}
    # a folder without a file of the repository is a leftover of another branch
    kept = {
        path for path in folders if any(one.is_file() and "__pycache__" not in one.parts for one in path.rglob("*"))
    }
    assert {f"servanda/{path.name}/" for path in kept} <= named


def test_every_page_is_in_an_index() -> None:
    indexed: set[Path] = set()
    for index in (HOUSE / "README.md", HOUSE / "docs" / "README.md", HOUSE / "docs" / "decisions" / "README.md"):
        links = (link.partition("#")[0] for link in LINK.findall(index.read_text(encoding="utf-8")))
        indexed |= {(index.parent / link).resolve() for link in links if link and not re.match(r"[a-z]+:", link)}
    assert [name(page) for page in PAGES if page not in indexed and page != HOUSE / "README.md"] == []


def test_every_decision_has_its_number_once() -> None:
    numbers = [path.name[:4] for path in sorted((HOUSE / "docs" / "decisions").glob("0*.md"))]
    assert numbers == [f"{number:04}" for number in range(1, len(numbers) + 1)]
