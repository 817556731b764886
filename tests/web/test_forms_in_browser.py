"""The forms in a browser: by keyboard alone, with scripts off, without a violation, at 320 px."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]

from tests.support.databases import Database
from tests.support.serving import serving
from tests.web.conftest import Pages

ADDRESSES = (
    "/search/?q=Aliyev",
    "/source/",
    "/record/",
    "/record/?scope=azerbaijan-nato&kind=tally",
    "/record/?scope=azerbaijan-nato&kind=meeting",
)


def _of_one(pages: Pages) -> tuple[str, ...]:
    view = pages.view()
    fact = next(one.entry.id for one in view.of_kind("tally") if one.citations)
    source = view.of_kind("source")[0].about
    return f"/fact/{fact}/", f"/fact/{fact}/correct/", f"/source/{source}/"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_a_violation_or_runs_over(pages: Pages, demonstration: Database, browser: Any, scheme: str) -> None:
    with serving(demonstration) as server:
        for width in (1280, 320):
            page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
            for language in ("en", "az"):
                for address in (*ADDRESSES, *_of_one(pages)):
                    page.goto(f"{server}{address}{'&' if '?' in address else '?'}lang={language}")
                    page.evaluate("document.querySelectorAll('main details').forEach(one => one.open = true)")
                    assert Axe().run(page).response["violations"] == [], (address, language, width)
                    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (address, width)
            page.close()


def test_a_fact_is_recorded_by_keyboard_with_scripts_off(pages: Pages, demonstration: Database, browser: Any) -> None:
    with serving(demonstration) as server:
        page = browser.new_page(java_script_enabled=False)
        page.goto(f"{server}/record/?scope=azerbaijan-nato&kind=strength")
        page.get_by_label("About").select_option(index=1)
        page.get_by_label("Total: the number").fill("4321")
        page.locator("form.entry [name=as_of]").fill("not a date")
        page.get_by_label("Source needed", exact=True).select_option(index=2)
        page.get_by_label("Your name").fill("Ali")
        page.get_by_label("Your name").press("Enter")
        assert "is not a date" in page.locator("#as_of-error").inner_text()
        assert page.get_by_label("Total: the number").input_value() == "4321"
        page.locator("form.entry [name=as_of]").fill("2020")
        page.get_by_label("Your name").press("Enter")
        assert "/fact/" in page.url
        assert "4321" in page.locator("main").inner_text()
        page.close()
