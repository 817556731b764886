"""Reflected script and questions smuggled in: whatever words an address has, they stay words."""

import re
from urllib.parse import quote

import pytest

from tests.browser.site import PAGES, SHAPES
from tests.support.harmless import SCRIPT, running
from tests.web.conftest import Pages

ASKED = ("as_of", "known_at", "published_by", "known", "reader", "q", "from", "order", "grade", "framework", "party",
         "holder", "first", "plan", "partnership", "scope", "about", "find", "act", "lang")  # fmt: skip


def test_the_check_finds_what_runs() -> None:
    assert running('<p title="a">b</p><script src="/static/x.js"></script><a href="/x">y</a>') == []
    for bad in (SCRIPT, "<p onclick=x>", '<a href=" JavaScript:x">', "<p style=x>", "<script>x</script>"):
        assert running(bad), bad


def test_no_word_of_an_address_runs_on_the_page_that_it_asks_for(pages: Pages) -> None:
    said = "&".join(f"{name}={quote(SCRIPT)}" for name in ASKED)
    for name in SHAPES:
        for path in (PAGES.get(name, "/"), PAGES.get(name, "/").partition("?")[0] + quote(SCRIPT, safe="") + "/"):
            page = pages.client.get(f"{path}{'&' if '?' in path else '?'}{said}").content.decode()
            assert running(page) == [], path


@pytest.mark.parametrize(
    "more", ["' OR '1'='1", '" OR "1"="1', "') OR 1=1 --", "%' --", "\\", ";DROP TABLE entry", "\x00"]
)
def test_no_word_of_an_address_becomes_part_of_a_question(pages: Pages, more: str) -> None:
    for path in ("/search/?q=", "/items/?q=", "/items/?plan=", "/items/?holder=", "/portfolio/?party=", "/source/"):
        told = [
            pages.client.get(f"{path}{word}{'' if '?' in path else '/'}") for word in ("zzyzx", quote("zzyzx" + more))
        ]
        assert told[0].status_code == told[1].status_code in (200, 404), path
        plain, other = (re.findall("<[a-z]+", answer.content.decode()) for answer in told)
        assert plain == other, (path, "as much is found as of a word that nothing has")
    for name in ("first", "as_of", "known_at", "grade", "order"):
        for number in ("9" * 30, "-1", "1e999", "0x10", quote(more)):
            assert pages.client.get(f"/items/?{name}={number}").status_code == 200, (name, number)
