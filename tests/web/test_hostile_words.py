"""Stored script: every text of three registers is one, and no page runs any."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pydantic import BaseModel

from servanda import register
from servanda.exchange.registerfile.parse import read
from servanda.kernel.identity import random_id
from servanda.kinds.fields import Text
from servanda.register import Draft
from tests.browser.site import PAGES
from tests.support.databases import Database, Databases
from tests.support.harmless import SCRIPT, running
from tests.support.world import OPEN_GOVERNMENT, UNDER_SILENCE
from tests.web.conftest import DEMO

LONGEST = 200  # of a publisher, a place in a source
PLAIN = frozenset(  # texts of no language of their own
    {"text", "at", "publisher", "agency", "author", "reference", "where", "passage"}
)


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
