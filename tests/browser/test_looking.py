"""What the looking itself finds: a fault that is on two pages is found on both, though a look is asked about once."""

from playwright.sync_api import Page

from tests.browser.looking import misfits, violations

PAGE = """<!doctype html><html lang="en"><title>A page</title><style>body {{ background: white; color: black }}
{style}</style><main><h1>A page</h1><p>Words around <a href="#here">a link</a> and after it.</p></main></html>"""
PALE = "p { color: #ccc } a { color: #777 }"
HIDDEN_LINK = "a { color: #222; text-decoration: none }"


def test_pale_text_and_a_link_that_is_not_seen_as_one_are_found_on_each_page(page: Page) -> None:
    for style, rule in ((PALE, "color-contrast"), (HIDDEN_LINK, "link-in-text-block")):
        for _time in range(2):
            page.set_content(PAGE.format(style=style))
            assert [found.partition(":")[0] for found in violations(page)].count(rule) >= 1, rule
            page.set_content(PAGE.format(style="a { color: #00c }"))
            assert violations(page) == []


def test_what_runs_over_and_what_is_too_small_to_hit_is_found(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 600})
    page.set_content(PAGE.format(style="h1 { width: 500px }").replace("</main>", "<button>.</button></main>"))
    over, small = misfits(page)
    assert over == "it is 508 px wide in a window of 320"
    assert small.startswith("<button>")
