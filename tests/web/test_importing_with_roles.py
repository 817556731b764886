"""Importing on the pages, where there are accounts: into what partnership, and whose upload it is."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory

from servanda import register
from servanda.errors import Refused
from servanda.exchange.imports.path import Asked, reading_of, run
from servanda.register import Draft
from servanda.web.importing.rights import reach
from tests.access.register import OTHER, OWN, build, record_of
from tests.support.databases import Database, Databases
from tests.support.foreign import OGP_REPORTS
from tests.support.people import a_person, signed_in
from tests.support.registers import kind
from tests.support.whole import rows


@pytest.fixture
def two(databases: Databases, settings: Any, tmp_path: Path) -> Iterator[Database]:
    """A register with two partnerships, and a folder of its own for uploads."""
    settings.ALLOWED_HOSTS = ["localhost"]
    settings.SERVANDA_UPLOADS = str(tmp_path)
    with databases.fresh("sqlite", "two partnerships", build) as fresh:
        yield fresh


def sent(tab: Client, **said: str) -> Any:
    """Upload a file."""
    file = SimpleUploadedFile("reports.csv", OGP_REPORTS.encode())
    return tab.post("/import/", {"file": file, "published": "2022-07-01", **said})


def settled(tab: Client, address: str) -> str:
    """The page of an upload once its work is done."""
    for _ in range(100):
        page = tab.get(address).content.decode()
        if 'http-equiv="refresh"' not in page:
            return page
        time.sleep(0.1)
    raise AssertionError("the work did not end")


def scopes() -> set[str]:
    """The partnerships that anything is said of by an import."""
    from servanda.ledger.columns import hex_of

    return {hex_of(scope) or "" for (scope,) in rows("SELECT DISTINCT scope FROM entry WHERE actor NOT IN ('tester')")}


def test_a_coordinator_imports_into_the_own_partnership_only(two: Database) -> None:
    own, other = (record_of(place, "partnership") for place in (OWN, OTHER))
    person = a_person("Aysel", roles=[("coordinator", own)])
    tab = signed_in(person)
    assert sent(tab).status_code == 403, "it is not said into which"
    assert sent(tab, into=other).status_code == 403
    assert sent(tab, into=own, withdraw="yes").status_code == 403, "what would be withdrawn may lie anywhere"
    before = rows("SELECT COUNT(*) FROM entry")
    address = sent(tab, into=own)["Location"]
    settled(tab, address)
    tab.post(address, {"act": "record"})
    page = settled(tab, address)
    assert "It is recorded" in page
    assert rows("SELECT COUNT(*) FROM entry") > before
    assert scopes() == {own}
    assert {by for (by,) in rows("SELECT DISTINCT on_behalf_of FROM entry WHERE actor NOT IN ('tester')")} == {
        f"pages: Aysel ({person.id[:8]})"
    }


def test_an_upload_is_its_owners_alone(two: Database) -> None:
    aysel, bob = (signed_in(a_person(name, roles=[("coordinator", "")])) for name in ("Aysel", "Bob"))
    address = sent(aysel)["Location"]
    assert aysel.get(address).status_code == 200
    for path in (address, f"{address}preview.json", f"{address}mapping/"):
        assert bob.get(path).status_code == 404, path
        assert signed_in(None).get(path).status_code == 303, path
    assert bob.post(address, {"act": "record"}).status_code == 404


def test_a_contributor_imports_nothing(two: Database) -> None:
    tab = signed_in(a_person("Aysel", roles=[("contributor", record_of(OWN, "partnership"))]))
    assert tab.get("/import/").status_code == 403
    assert sent(tab, into=record_of(OWN, "partnership")).status_code == 403


def test_a_file_that_says_something_of_another_partnership_is_refused_whole(two: Database, tmp_path: Path) -> None:
    (tmp_path / "reports.csv").write_text(OGP_REPORTS, encoding="utf-8")
    before = rows("SELECT COUNT(*) FROM entry")
    with pytest.raises(Refused, match="another partnership"):
        run(Asked(tmp_path / "reports.csv", published="2022-07-01", within=record_of(OWN, "partnership")))
    assert rows("SELECT COUNT(*) FROM entry") == before


def test_a_file_says_nothing_in_one_partnership_of_the_plans_of_another(two: Database, tmp_path: Path) -> None:
    own, other = (record_of(place, "partnership") for place in (OWN, OTHER))
    (tmp_path / "reports.csv").write_text(OGP_REPORTS, encoding="utf-8")
    asked = Asked(tmp_path / "reports.csv", into=own, published="2022-07-01", within=own)
    plan = next(item.about for item in reading_of(asked)[0].items if item.payload.kind == "plan")
    of_another = kind("plan", framework="ogp-action-plan", partnership=other)
    register.record([Draft(of_another, plan, scope=other)], actor="tester")
    before = rows("SELECT COUNT(*) FROM entry")
    with pytest.raises(Refused, match="another partnership"):
        run(asked)
    assert rows("SELECT COUNT(*) FROM entry") == before


def test_a_file_gives_no_clearance_in_the_name_of_others(two: Database, tmp_path: Path) -> None:
    coordinator = a_person("Aysel", roles=[("coordinator", "")])
    request = RequestFactory().get("/import/")
    request.user = coordinator
    allowed = reach(request, {})
    assert (allowed.within, allowed.without) == (None, frozenset({"line-cleared"}))
    (tmp_path / "reports.csv").write_text(OGP_REPORTS, encoding="utf-8")
    with pytest.raises(Refused, match="on its own page"):
        run(Asked(tmp_path / "reports.csv", published="2022-07-01", dry_run=True, without=frozenset({"assessment"})))
