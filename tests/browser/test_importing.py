"""Files are imported in a browser: chosen, previewed, recorded, with scripts and without; a mapping is made live."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import LOOKS, look_here
from tests.browser.site import Site
from tests.support import foreign
from tests.support.databases import Databases
from tests.support.serving import serving

# file, when it came out, what its preview says of it, and how many of what it records
SETS = {
    "reports of an open government plan": (
        "reports.csv",
        foreign.OGP_REPORTS,
        "4 rows read: 4 placed",
        "Assessment",
        4,
    ),
    "recommendations of a review": ("upr.csv", foreign.UPR, "3 rows read: 3 placed", "Assessment", 6),
    "strengths by contributor": ("strengths.csv", foreign.STRENGTHS, "2 rows read: 2 placed", "Strength", 4),
}


@pytest.fixture
def register(databases: Databases, tmp_path: Path) -> Iterator[str]:
    """Serve an empty register."""
    with databases.fresh("sqlite") as database, serving(database, SERVANDA_UPLOADS=str(tmp_path / "up")) as address:
        yield address


@pytest.mark.parametrize("scripts", [True, False])
def test_files_are_imported(register: str, opened: Callable[..., Page], tmp_path: Path, scripts: bool) -> None:
    page = opened(java_script_enabled=scripts)
    for called, text, told, kind, many in SETS.values():
        path = tmp_path / called
        path.write_text(text, encoding="utf-8", newline="")
        _import(page, register, path, told, kind, many)


def _import(page: Page, register: str, path: Path, told: str, kind: str, many: int) -> None:
    """Preview a file, record it, and preview it again: then there is nothing to record."""
    page.goto(f"{register}/import/")
    page.get_by_label("File", exact=True).set_input_files(path)
    page.get_by_role("textbox", name="Published a day").fill("2022-12-31")
    page.get_by_role("button", name="Show what it would record").click()
    expect(page.get_by_role("heading", name="What would be recorded")).to_be_visible(timeout=20_000)
    expect(page.locator("main")).to_contain_text(told)
    row = page.get_by_role("row", name=re.compile(rf"^{kind} "))
    expect(row).to_contain_text(str(many))
    page.get_by_label("Your name").fill("Leyla")
    page.get_by_role("button", name="Record it").click()
    expect(page.get_by_role("heading", name="What was recorded")).to_be_visible(timeout=20_000)
    page.goto(f"{register}/import/")
    page.get_by_label("File", exact=True).set_input_files(path)
    page.get_by_role("textbox", name="Published a day").fill("2022-12-31")
    page.get_by_role("button", name="Show what it would record").click()
    expect(page.locator("main")).to_contain_text("Everything in it is in the register already.", timeout=20_000)


def test_no_page_of_it_has_a_violation_or_runs_over(
    databases: Databases, look: Callable[..., Page], tmp_path: Path
) -> None:
    uploads = {"SERVANDA_UPLOADS": str(tmp_path / "up")}
    for width, scheme, language in LOOKS:
        with databases.fresh("sqlite") as database, serving(database, **uploads) as address:
            _look_at_an_import(look(width, scheme), address, language, tmp_path)


def _look_at_an_import(page: Page, register: str, language: str, tmp_path: Path) -> None:
    """Every page on the way of two states of a file, and of one that no mapping knows."""
    for text in (foreign.OGP_REPORTS, foreign.OGP_LATER):
        path = tmp_path / "reports.csv"
        path.write_text(text, encoding="utf-8")
        page.goto(f"{register}/import/?lang={language}")
        look_here(page)
        page.locator("#file").set_input_files(path)
        page.locator("form.entry .btn.go").click()
        expect(page.locator("#found-h")).to_be_visible(timeout=20_000)
        look_here(page)
        page.locator("#who").fill("Leyla")
        page.locator("button[value=record]").click()
        expect(page.locator("button[value=record]")).to_have_count(0, timeout=20_000)
        look_here(page)
    path = tmp_path / "plan.csv"
    path.write_text(foreign.PLAN, encoding="utf-8")
    page.goto(f"{register}/import/?lang={language}")
    page.locator("#file").set_input_files(path)
    page.locator("form.entry .btn.go").click()
    expect(page.locator("#import-error")).to_be_visible(timeout=20_000)
    look_here(page)
    page.locator(".deeds.apart a").click()
    expect(page.locator("table.cells")).to_be_visible()
    look_here(page)


def test_a_mapping_follows_what_is_chosen_and_is_made_by_keyboard(
    register: str, opened: Callable[..., Page], tmp_path: Path
) -> None:
    page = opened()
    path = tmp_path / "plan.csv"
    path.write_text(foreign.PLAN, encoding="utf-8")
    page.goto(f"{register}/import/")
    page.get_by_label("File", exact=True).set_input_files(path)
    page.get_by_role("button", name="Show what it would record").press("Enter")
    page.get_by_role("link", name="Make a mapping for its columns").first.press("Enter")
    page.get_by_label("Framework").select_option("ogp-action-plan")
    results = page.locator("#results")
    page.get_by_label("Deed").select_option("skip")
    expect(results).not_to_contain_text("Publish the budget each month on the portal")
    page.get_by_label("Deed").select_option("text")
    expect(results).to_contain_text("Publish the budget each month on the portal")
    page.get_by_label("The country whose plan it is").fill("Ruritania")
    expect(results).to_contain_text("Ruritania")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save it as YAML").click()
    assert download.value.suggested_filename == "plan.yaml"
    page.get_by_role("button", name="Preview the file with it").press("Enter")
    expect(page.locator("main")).to_contain_text("Read with: the mapping made for it here.", timeout=20_000)


def test_it_is_reached_from_every_page(site: Site, opened: Callable[..., Page]) -> None:
    page = opened()
    page.goto(site.url("start"))
    page.get_by_role("link", name="Import").click()
    expect(page.locator("h1")).to_have_text("Import a file")
