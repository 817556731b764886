"""The forms in a browser: by keyboard alone, and with scripts off."""

from typing import Any

from tests.support.databases import Database
from tests.support.serving import serving
from tests.web.conftest import Pages


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
