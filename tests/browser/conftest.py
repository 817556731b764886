"""The pages as a person meets them: the real server over one register, in Debian's chromium.

Whatever a test looks at, it fails if a page asked another host for anything, broke its content security policy,
or wrote a fault to the console.
"""

import re
import shutil
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

from tests.browser.looking import AXE
from tests.browser.site import Site
from tests.support.databases import Database, Databases
from tests.support.serving import serving
from tests.support.world import build


@contextmanager
def served_copy(databases: Databases, folder: Path) -> Iterator[Site]:
    """Serve a register of one's own that holds the whole world."""
    path = folder / "world.sqlite3"
    with databases.fresh("sqlite", "world", build) as database:
        assert database.path
        shutil.copyfile(database.path, path)
    with serving(Database("sqlite", f"sqlite:///{path}", path=path)) as address:
        yield Site(address, _of_one(address))


@pytest.fixture(scope="session")
def site(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Serve one register to all tests that only read."""
    with served_copy(databases, tmp_path_factory.mktemp("world")) as served:
        yield served


@pytest.fixture
def own_site(databases: Databases, tmp_path: Path) -> Iterator[Site]:
    """Serve a register to one test that records."""
    with served_copy(databases, tmp_path) as served:
        yield served


def _of_one(address: str) -> dict[str, str]:
    """Addresses that only an identifier leads to: the tally of 2016, and its correction."""
    with urllib.request.urlopen(f"{address}/source/azernews-2016/") as response:
        page = response.read().decode()
    tally = re.search(r'href="(/fact/[0-9a-f]{32}/)">(?:<[^>]+>)*(?:Tally|Count)', page)
    assert tally, page
    return {"fact": tally[1], "correct": f"{tally[1]}correct/"}


class Watch:
    """What a browser does behind a page, kept to be told at the end of a test."""

    def __init__(self) -> None:
        self.wrong: list[str] = []

    def over(self, context: BrowserContext) -> None:
        """Listen to every page of a browser context."""
        context.on("request", self._request)
        context.on("console", self._console)
        context.on("weberror", lambda fault: self.wrong.append(f"a script failed: {fault.error}"))

    def _request(self, request: Any) -> None:
        if not request.url.startswith(("http://127.0.0.1:", "http://localhost:", "data:", "blob:", "about:")):
            self.wrong.append(f"asked another host: {request.url}")

    def _console(self, message: Any) -> None:
        expected = "the server responded with a status of 4" in message.text  # the pages of faults are looked at too
        if message.type in ("error", "warning") and not expected:
            self.wrong.append(f"console: {message.text}")


@pytest.fixture
def watch() -> Iterator[Watch]:
    """Keep watch over a test's browser, and fail it in the end if anything was wrong."""
    kept = Watch()
    yield kept
    assert kept.wrong == []


@pytest.fixture
def context(context: BrowserContext, watch: Watch) -> BrowserContext:
    """Watch the browser of each test."""
    watch.over(context)
    return context


Look = tuple[int, str, bool]


@pytest.fixture(scope="session")
def kept_pages() -> dict[Look, tuple[Page, Watch]]:
    """Pages by width, colour scheme, and whether they run scripts: opening a window takes longer than a page in it."""
    return {}


@pytest.fixture
def look(browser: Browser, kept_pages: dict[Look, tuple[Page, Watch]]) -> Iterator[Any]:
    """Give a function that gives a page of a look, kept from test to test: nothing is left in it but its cache."""
    used: list[Watch] = []

    def page_of(width: int, scheme: str, scripts: bool = True) -> Page:
        size, wanted = ViewportSize(width=width, height=900), (width, scheme, scripts)
        if wanted not in kept_pages:
            context = browser.new_context(viewport=size, color_scheme=scheme, java_script_enabled=scripts)  # type: ignore[arg-type]
            if scripts:
                context.add_init_script(AXE)
            over = Watch()
            over.over(context)
            kept_pages[wanted] = context.new_page(), over
        page, over = kept_pages[wanted]
        page.context.clear_cookies()
        if page.viewport_size != size:
            page.set_viewport_size(size)
        over.wrong.clear()
        used.append(over)
        return page

    yield page_of
    assert [one for over in used for one in over.wrong] == []


@pytest.fixture
def opened(browser: Browser, watch: Watch) -> Iterator[Any]:
    """Give a function that opens a page with a width, a colour scheme and so on of its own."""
    contexts = []

    def new_page(width: int = 1280, **options: Any) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        watch.over(context)
        return context.new_page()

    yield new_page
    for context in contexts:
        context.close()
