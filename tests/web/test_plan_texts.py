"""The page of a plan's text: editions, amendments, what changed, and the public text beside the agreed one."""

import html
import re
from collections.abc import Iterator

import pytest
from django.test import Client

from servanda import register
from servanda.brief import compose
from servanda.exchange.registerfile.load import load
from servanda.kernel.dates import PartialDate
from servanda.kernel.marking import Marking, Reader
from servanda.kernel.standpoint import Standpoint
from servanda.plans import amend, find_plan, publish
from servanda.review import Hand
from servanda.web.permission import SETTING
from tests.support.databases import Databases
from tests.support.heard import unheard
from tests.support.reviewed import build
from tests.support.world import UNDER_SILENCE
from tests.web.conftest import Pages
from tests.web.test_azerbaijani import left_in_english

CHAIR = Hand("the chair", reader=Reader("cleared", "secret"))
TEXT = "1. The parties keep four gauges.\n2. Each reports in spring.\n3. Boats give way to ice."
ADDRESS = "/plan/works-2026/text/"


def _rivers() -> None:
    build()
    load(UNDER_SILENCE, frameworks=register.frameworks())
    plan = find_plan("works-2026", register.resolve(Standpoint()))
    publish(plan, CHAIR, words=TEXT, when=PartialDate("2026-01-05"), marking=Marking.parse("restricted"))
    public = {"side": "public", "words": "1. Gauges are kept.", "when": PartialDate("2026-01-06")}
    publish(plan, CHAIR, marking=Marking(), **public)  # type: ignore[arg-type]
    changes = [{"does": "replace", "number": "2", "text": "Each reports in spring and in autumn."}]
    secret = Marking.parse("restricted")
    amend(plan, changes, CHAIR, when=PartialDate("2026-02-01"), effect=PartialDate("2026-03-01"), marking=secret)


@pytest.fixture
def rivers(databases: Databases, client: Client, monkeypatch: pytest.MonkeyPatch) -> Iterator[Pages]:
    """Give the pages of a plan whose agreed text is restricted, and whose public text is not."""
    monkeypatch.setenv(SETTING, "1")
    with databases.fresh("sqlite", "five rivers, with texts", _rivers):
        yield Pages(client)


def words(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<svg.*?</svg>|<[^>]+>", " ", page, flags=re.S)).split())


def test_whoever_may_not_see_the_agreed_text_sees_no_trace_of_it(rivers: Pages) -> None:
    page = rivers.get(ADDRESS)
    said = words(page)
    assert "The public text, as it reads as of this date." in said
    assert "1 Gauges are kept." in said
    main = page.partition("<main")[2].partition('id="publish"')[0]
    assert "agreed" not in main
    assert "autumn" not in page
    assert "No text is known as of this date." in words(rivers.get(f"{ADDRESS}?text=agreed"))


def test_an_adopted_version_is_the_text_from_its_day_on_and_is_published_as_an_edition(rivers: Pages) -> None:
    address = "/plan/rivers-package/text/"
    assert "No text is known as of this date." in words(rivers.get(f"{address}?as_of=2026-06-10"))
    said = words(rivers.get(address))
    assert "1 The parties adopt the package of 31 objectives" in said
    assert "was adopted under silence" in said
    offered = re.findall(r'<option value="(\w+)">(“[^<]+)</option>', html.unescape(rivers.get(address)))
    assert [name for _record, name in offered] == [
        f"“Adoption of the package for 2026-2028” (version {number})" for number in (2, 1)
    ]
    sent = {"act": "publish", "who": "Ann", "text": "agreed", "version": offered[0][0], "when": "2026-06-20"}
    assert rivers.post(address, {**sent, "words": "x"}).status_code == 303  # the version's words are taken
    said = words(rivers.get(address))
    assert "An edition of the agreed text of Package for 2026-2028 was published on 20 June 2026" in said
    assert "1 The parties adopt the package of 31 objectives" in said
    assert "its text and its editions" in words(rivers.get("/package/rivers-package/")).lower()


def test_where_no_version_was_put_to_decision_none_is_asked_for(rivers: Pages) -> None:
    page = rivers.get(ADDRESS)
    assert 'name="words"' in page
    assert 'name="version"' not in page


def test_an_amendment_is_typed_and_what_changed_is_shown_to_eye_and_ear(rivers: Pages) -> None:
    address = "/plan/rivers-package/text/"
    sent = {"act": "amend", "who": "Ann", "text": "agreed", "when": "2026-07-01", "does": "replace", "number": "3"}
    new = {"words": "The gauges at the upper crossing are kept by Carrow.", "reason": "Brenn has left."}
    assert rivers.post(address, {**sent, **new}).status_code == 303
    page = rivers.get(f"{address}?as_of=2026-07-02&against=2026-06-30")
    assert '<del><span class="vh">[taken out: </span>Brenn<span class="vh">] </span></del>' in page
    assert '<ins><span class="vh">[added: </span>Carrow<span class="vh">] </span></ins>' in page
    said = words(page)
    assert "The agreed text, with what changed against 30 June 2026." in said
    assert "article 3 is replaced (“Brenn has left" in said
    assert "kept by Brenn." in words(rivers.get(f"{address}?as_of=2026-06-30"))


def test_what_cannot_be_is_said_and_what_was_typed_stays(rivers: Pages) -> None:
    address = "/plan/rivers-package/text/"
    sent = {"act": "amend", "who": "Ann", "text": "agreed", "does": "replace", "number": "17", "words": "Lost?"}
    page = rivers.post(address, sent).content.decode()
    assert "has no place for this change to article '17'" in words(page)
    assert ">Lost?</textarea>" in page
    empty = rivers.post(address, {"act": "publish", "who": "Ann", "text": "agreed"})
    assert "An edition without words." in words(empty.content.decode())
    nameless = rivers.post(address, {"act": "publish", "words": "1. One.", "text": "agreed"})
    assert "It is not said who does it." in words(nameless.content.decode())
    bad = rivers.post(address, {"act": "publish", "who": "Ann", "words": "1. One.", "marking": "hush"})
    assert "is not a marking" in words(bad.content.decode())
    rivers.get("/plan/mirelle/text/", 400)


def test_nothing_is_published_from_the_past_or_where_nobody_may(rivers: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Publish an edition" in words(rivers.get(ADDRESS))
    assert "Publish an edition" not in words(rivers.get(f"{ADDRESS}?as_of=2026-06-20"))
    monkeypatch.setenv(SETTING, "0")
    assert "Publish an edition" not in words(rivers.get(ADDRESS))


def test_the_brief_says_what_was_published_and_amended_to_whom_may_know(rivers: Pages) -> None:
    def told(reader: Reader) -> str:
        at = register.resolve(Standpoint(reader=reader))
        scope = register.find("mirelle-rivers", at)
        brief = compose(register.partnership_view(scope, at), scope, register.frameworks())
        return " ".join(one.text for part in brief.sections if part.key == "texts" for one in part.sentences)

    for_all = told(Reader())
    assert "An edition of the public text of" in for_all
    assert "agreed" not in for_all
    cleared = told(Reader("cleared", "secret"))
    assert "An edition of the agreed text of" in cleared
    assert "was amended on 1 February 2026, with effect since 1 March 2026: article 2 is replaced" in cleared


def test_editions_and_amendments_have_their_page_and_are_told_with_their_source(rivers: Pages) -> None:
    address = "/plan/rivers-package/text/"
    sent = {"act": "amend", "who": "Ann", "text": "agreed", "source": "circular-14", "does": "delete", "number": "4"}
    assert rivers.post(address, sent).status_code == 303
    published = {"act": "publish", "who": "Ann", "text": "public", "source": "circular-14", "words": "1. For all."}
    assert rivers.post(address, published).status_code == 303
    source = rivers.get("/source/circular-14/")
    assert "An edition of the public text of" in words(source)
    facts = set(re.findall(r'href="(/fact/\w{32}/)"', source))
    told = [words(rivers.get(one)) for one in sorted(facts)]
    assert any("For all." in one for one in told)
    assert any("taken out" in one for one in told)


def test_the_page_is_in_azerbaijani_too(rivers: Pages) -> None:
    page = rivers.get("/plan/rivers-package/text/?lang=az&against=2026-01-01")
    assert (left_in_english(page), unheard(page)) == ({}, [])
