"""Real files through the page of an import, and their true totals on the pages of what they hold.

They are nobody's to ship: the test is run where ``SERVANDA_REAL_FILES`` names a folder that has them.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.support.databases import Databases
from tests.support.needs import not_run
from tests.support.serving import serving

FOLDER = "SERVANDA_REAL_FILES"
LONG = 240_000  # milliseconds
NAP5 = "/items/?plan=canada-ogp-nap5&grade=completion/self/"
# the file, when it came out, what its preview says of it, and how many items an address then lists
SETS = {
    "reports of an open government plan": (
        "canada-ogp-nap/snapshots/nap5-2025-02-11.csv",
        "2025-02-11",
        "735 rows read: 735 placed",
        {f"{NAP5}complete": 83, f"{NAP5}substantial": 15, f"{NAP5}limited": 8, f"{NAP5}complete&as_of=2023-03-31": 24},
    ),
    "recommendations, as a list in text": (
        "upr-slovenia/cycle3-thematic-list.md",
        "2020-06-01",
        "215 rows read: 215 placed",
        {"/items/?grade=answer/state/accepted": 182, "/items/?grade=answer/state/noted": 33},
    ),
    "recommendations, as a table": (
        "upr/voluntary.csv",
        "2020-06-01",
        "947 rows read: 947 placed",
        {"/items/": 947},
    ),
}


@pytest.fixture
def register(databases: Databases, tmp_path: Path) -> Iterator[str]:
    """Serve an empty register."""
    with databases.fresh("sqlite") as database, serving(database, SERVANDA_UPLOADS=str(tmp_path / "up")) as address:
        yield address


@pytest.mark.parametrize("name", SETS)
def test_a_real_file_is_imported_and_its_totals_are_on_the_pages(
    register: str, opened: Callable[..., Page], name: str
) -> None:
    folder = os.environ.get(FOLDER) or not_run("files", f"{FOLDER} names no folder of real files")
    called, day, told, totals = SETS[name]
    page = opened()
    for recorded in (False, True):
        page.goto(f"{register}/import/")
        page.get_by_label("File", exact=True).set_input_files(Path(folder) / called)
        page.get_by_role("textbox", name="Published a day").fill(day)
        page.get_by_role("button", name="Show what it would record").click()
        expect(page.locator("#found-h")).to_be_visible(timeout=LONG)
        if recorded:
            expect(page.locator("main")).to_contain_text("Everything in it is in the register already.", timeout=LONG)
            continue
        expect(page.locator("main")).to_contain_text(told)
        page.get_by_label("Your name").fill("Leyla")
        page.get_by_role("button", name="Record it").click()
        expect(page.get_by_role("heading", name="What was recorded")).to_be_visible(timeout=LONG)
    for path, many in totals.items():
        page.goto(register + path)
        expect(page.locator("main")).to_contain_text(f"{many} items, seen from here.")
