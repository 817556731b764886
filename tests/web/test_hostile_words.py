"""Stored and reflected script: every text of a register, and every word of an address, is one; no page runs any."""

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from pydantic import BaseModel

from servanda import register
from servanda.exchange.registerfile.parse import read
from servanda.kernel.identity import random_id
from servanda.kinds.fields import Text
from servanda.register import Draft
from tests.browser.site import PAGES, SHAPES
from tests.support.databases import Database, Databases
from tests.support.world import OPEN_GOVERNMENT, UNDER_SILENCE
from tests.web.conftest import DEMO

SCRIPT = "</script>'\"><script>alert(1)</script><img src=x onerror=alert(2)>"
LONGEST = 200  # of a publisher, a place in a source
PLAIN = frozenset(  # texts of no language of their own
    {"text", "at", "publisher", "agency", "author", "reference", "where", "passage"}
)
ASKED = ("as_of", "known_at", "published_by", "known", "reader", "q", "from", "order", "grade", "framework", "party",
         "holder", "first", "plan", "partnership", "scope", "about", "find", "act", "lang")  # fmt: skip


def hostile(value: Any, name: str = "") -> Any:
    """A content with a script in each of its texts."""
    if isinstance(value, Text):
        return Text(by={language: SCRIPT + text for language, text in value.by.items()}, authentic=value.authentic)
    if isinstance(value, BaseModel):
        if getattr(value, "use", "") == "slug":
            return value
        told = {field: hostile(getattr(value, field), field) for field in type(value).model_fields}
        return value.model_copy(update=told)
    if isinstance(value, tuple):
        return tuple(hostile(one, name) for one in value)
    if isinstance(value, str) and name == "address":
        return f"javascript:alert(3)//{SCRIPT}"
    return (SCRIPT + value)[:LONGEST] if isinstance(value, str) and name in PLAIN else value


def build() -> None:
    """Record the demonstration's registers and the tests' own, each text a script."""
    for path in (DEMO / "azerbaijan-nato.yaml", OPEN_GOVERNMENT, UNDER_SILENCE):
        _record(path)


def _record(path: Path) -> None:
    drafts: list[Draft] = []
    file = read(path)
    for item in (*file.items, *file.same):
        own = random_id()
        drafts.append(item.draft(own))
        drafts += [Draft(citation.payload, own) for citation in item.citations]
    for draft in drafts:
        object.__setattr__(draft, "payload", hostile(draft.payload))
    register.record(drafts, actor=f"{file.actor} {SCRIPT}")


@pytest.fixture(scope="module")
def scripts(databases: Databases) -> Iterator[Database]:
    """Give the register in which every text is a script, to all tests of this file; none of them changes it."""
    with databases.fresh("sqlite", "every text a script", build) as fresh:
        yield fresh


class Running(HTMLParser):
    """What of a page a browser would run, or fetch from where a text says."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at an element."""
        given = dict(attrs)
        own = (given.get("src") or "").startswith("/static/") or given.get("type") == "application/json"
        if (tag == "script" and not own) or tag in ("img", "iframe", "object", "embed"):
            self.found.append(f"<{tag} {given}>")
        self.found += [f"{tag} {name}" for name in given if name.startswith("on") or name == "style"]
        led = (given.get("href") or given.get("action") or "").strip().lower()
        self.found += [f"{tag} {led}"] if led.startswith(("javascript:", "data:", "vbscript:")) else []


def running(page: str) -> list[str]:
    """What of a page would run."""
    looking = Running()
    looking.feed(page)
    looking.close()
    return looking.found


def test_the_check_finds_what_runs() -> None:
    assert running('<p title="a">b</p><script src="/static/x.js"></script><a href="/x">y</a>') == []
    for bad in (SCRIPT, "<p onclick=x>", '<a href=" JavaScript:x">', "<p style=x>", "<script>x</script>"):
        assert running(bad), bad


def test_no_text_of_the_register_runs_on_any_page(scripts: Database, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["localhost"]
    tab, seen = Client(HTTP_HOST="localhost"), 0
    for name, path in PAGES.items():
        if name.endswith(("nothing", "bad day", "of 2016")):
            continue  # drawn as another that is looked at
        answer = tab.get(path)
        page = answer.content.decode()
        assert running(page) == [], name
        seen += answer.status_code == 200 and "alert(1)" in page
    assert seen >= 30, "on most pages such a text stands, as words"


def test_no_word_of_an_address_runs_on_the_page_that_it_asks_for(scripts: Database, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["localhost"]
    tab, said = Client(HTTP_HOST="localhost"), "&".join(f"{name}={quote(SCRIPT)}" for name in ASKED)
    for name in SHAPES:
        for path in (PAGES.get(name, "/"), PAGES.get(name, "/").partition("?")[0] + quote(SCRIPT, safe="") + "/"):
            page = tab.get(f"{path}{'&' if '?' in path else '?'}{said}").content.decode()
            assert running(page) == [], path


@pytest.mark.parametrize(
    "more", ["' OR '1'='1", '" OR "1"="1', "') OR 1=1 --", "%' --", "\\", ";DROP TABLE entry", "\x00"]
)
def test_no_word_of_an_address_becomes_part_of_a_question(scripts: Database, settings: Any, more: str) -> None:
    settings.ALLOWED_HOSTS = ["localhost"]
    tab, said = Client(HTTP_HOST="localhost"), quote("zzyzx" + more)
    for path in ("/search/?q=", "/items/?q=", "/items/?plan=", "/items/?holder=", "/portfolio/?party=", "/source/"):
        answer = tab.get(f"{path}{said}{'' if '?' in path else '/'}")
        assert answer.status_code in (200, 404), path
        assert "alert(1)" not in answer.content.decode(), (path, "nothing is found by it")
    for name in ("first", "as_of", "known_at", "grade", "order"):
        for number in ("9" * 30, "-1", "1e999", "0x10", said):
            assert tab.get(f"/items/?{name}={number}").status_code == 200, (name, number)
