"""The pages of texts put to decision, and the forms that lead from them."""

import html
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from django.test import Client

from servanda import register
from servanda.exchange.registerfile.load import load
from servanda.kernel.entries import instant
from servanda.kernel.standpoint import Standpoint
from servanda.ledger import clock
from servanda.web.permission import SETTING
from tests.support.databases import Databases
from tests.web.conftest import Pages

RIVERS = Path(__file__).parents[1] / "data" / "under-silence.yaml"


def build() -> None:
    load(RIVERS, frameworks=register.frameworks())


@pytest.fixture
def rivers(databases: Databases, client: Client) -> Iterator[Pages]:
    """Give the pages of a register of texts put to decision."""
    with databases.fresh("sqlite", "texts put to decision", build):
        yield Pages(client)


def words(page: str) -> str:
    """What a page says, without its drawings."""
    plain = re.sub(r"<svg.*?</svg>|<[^>]+>", " ", page, flags=re.S)
    return " ".join(html.unescape(plain).split())


def test_all_texts_stand_by_how_they_stand(rivers: Pages) -> None:
    said = words(rivers.get("/decisions/?as_of=2026-06-16"))
    places = [said.index(part) for part in ("Not decided yet", "Adopted", "Not adopted")]
    assert places == sorted(places)
    assert "Decisions" in words(rivers.get("/"))
    assert "No text has been put to decision" in words(rivers.get("/decisions/?as_of=2020-01-01"))


def test_a_text_has_its_clock_parties_changes_rules_and_history(rivers: Pages) -> None:
    page = rivers.get("/procedure/silence-2/?as_of=2026-06-10")
    said = words(page)
    assert '<time datetime="PT17H0M0S">17 h 0 min</time>' in page
    assert "left until it expires on 11 June 2026, 17:00 (UTC+02:00)" in said
    assert "If nobody objects in writing by then, the text stands." in said
    assert "4 parties asked, no objection" in said
    assert re.findall(r'<use href="#i-(\w+)"/></svg><a', page) == ["silent", "spoke", "spoke", "unknown"]
    assert ">34<" in page.partition("<del>")[2].partition("</del>")[0]
    assert ">31<" in page.partition("<ins>")[2].partition("</ins>")[0]
    assert "received before 11 June 2026, 17:00 (UTC+02:00). The word of 1 party is enough." in said
    assert "Carrow asked a question" in said
    assert 'role="img" aria-labelledby="clock-t clock-d"' in page
    assert "Object in writing" not in said  # seen from the past, nothing is recorded


def test_what_is_decided_says_how_and_when(rivers: Pages) -> None:
    said = words(rivers.get("/procedure/silence-1/"))
    assert "not adopted on 4 June 2026, 11:20 (UTC+01:00)" in said
    assert "4 parties asked, 1 objection" in said
    assert "It has not been announced yet. A changed text would be another version" in said
    assert "The words of this version are not held here." in words(rivers.get("/procedure/concurrence-1/"))
    assert "archive of the Compact, box 12" in words(rivers.get("/procedure/concurrence-1/"))


def test_in_azerbaijani_nothing_is_left_in_english(rivers: Pages) -> None:
    for address in ("/procedure/silence-2/?as_of=2026-06-10&lang=az", "/procedure/concurrence-1/?lang=az"):
        page = rivers.get(address)
        said = words(page[page.index("<main") : page.index('class="pop"')]).replace("opening of silence", "")
        said = said.replace("ruritania-silence", "")  # who entered it
        assert "Saat" in said
        for english in ("silence", "objection", "expires", "parties asked", "Versions", "breaks", "adopted"):
            assert english not in said, (address, english)


def test_a_text_version_leads_to_where_it_is_decided(rivers: Pages) -> None:
    response = rivers.client.get("/text/package-text-1/?as_of=2026-06-20")
    assert response.status_code == 302
    assert response["Location"] == f"/procedure/{known('silence-1')}/?as_of=2026-06-20"
    rivers.get("/text/silence-1/", 404)


def test_every_statement_has_its_page_and_its_form(rivers: Pages) -> None:
    view = register.procedures_view(register.resolve(Standpoint()))
    for kind in ("procedure", "reply"):
        fact = view.of_kind(kind)[0]
        said = words(rivers.get(f"/fact/{fact.entry.id}/"))
        assert "Parties asked" in said or "Reply objection" in said
        rivers.get(f"/fact/{fact.entry.id}/correct/")
    assert "5 June 2026, 17:00 (UTC+02:00), Europe/Brussels" in words(
        rivers.get(f"/fact/{view.of_kind('procedure')[0].entry.id}/")
    )


def test_what_is_not_there_and_what_is_no_text_are_not_found(rivers: Pages) -> None:
    for address in ("/procedure/silence-9/", "/procedure/aldmoor/", "/procedure/silence-2/?as_of=2026-06-01"):
        rivers.get(address, 404)


def acts(rivers: Pages, address: str) -> dict[str, str]:
    """The forms that a page leads to, by their names."""
    page = rivers.get(address)
    deeds = re.search(r'<p class="deeds no-print">(.*?)</p>', page, re.S)
    assert deeds is not None
    found = re.findall(r'<a class="btn" href="([^"]+)">([^<]+)</a>', deeds[1])
    return {label: html.unescape(href) for href, label in found}


def known(ref: str) -> str:
    """The identifier of a record."""
    return register.find(ref, register.resolve(Standpoint()))


def test_an_objection_is_entered_by_the_form_that_the_page_leads_to(rivers: Pages) -> None:
    """Entered when it had been adopted, received a second before: as known now it was broken."""
    form = acts(rivers, "/procedure/silence-2/")["Object in writing"]
    asked = parse_qs(urlsplit(form).query)
    page = rivers.get(form)
    assert re.search(r'<option value="objection" selected>', page)
    typed = {
        "about": asked["about"][0], "c.what": "objection", "c.party": known("carrow"),
        "c.words.lines.0.text": "Not the annex of May.", "c.words.lines.0.language": "en",
        "as_of": "2026-06-11T16:59 Europe/Brussels", "source": known("letters"), "at": "no. 48", "who": "Əli",
    }  # fmt: skip
    before = instant(clock.now())
    response = rivers.post(form, typed)
    assert response.status_code == 303
    said = words(rivers.get(response["Location"]))
    then = words(rivers.get(f"/procedure/silence-2/?known_at={quote(before)}"))
    assert "was adopted under silence on 11 June 2026, 17:00" in then
    changed = words(rivers.get(f"/partnership/ruritania-silence/compare/?from=2026-06-10&known_at={quote(before)}"))
    assert "was adopted under silence" in changed
    assert "silence was broken on 11 June 2026, 16:59 (UTC+02:00) by Carrow" in said
    assert "Carrow objected: “Not the annex of May" in said


@pytest.mark.parametrize(
    ("moment", "fault"),
    [
        ("", "It is not said at which moment"),
        ("2026-06-11", "It is not said at which moment"),
        ("2026-10-25T02:30 Europe/Brussels", "twice, for they were put back"),
        ("2999-01-01T00:00Z", "is later than now"),
        ("2026-06-11T16:59 Mars/Base", "no time zone"),
    ],
)
def test_a_moment_that_is_none_is_told_by_its_field(rivers: Pages, moment: str, fault: str) -> None:
    form = acts(rivers, "/procedure/silence-2/")["Say something for the record"]
    asked = parse_qs(urlsplit(form).query)
    typed = {
        "about": asked["about"][0], "c.what": "statement", "as_of": moment, "source": known("letters"), "who": "Əli",
        "c.party": known("carrow"),
    }  # fmt: skip
    response = rivers.post(form, typed)
    assert response.status_code == 200
    said = words(response.content.decode())
    assert "Nothing has been recorded yet." in said
    assert fault in said


def test_a_text_is_put_to_decision_extended_and_withdrawn_on_the_pages(rivers: Pages) -> None:
    scope = known("ruritania-silence")
    first = f"/record/?scope={scope}&kind=text-version"
    text = {
        "c.title.lines.0.text": "A fourth text", "c.title.lines.0.language": "en", "c.number": "1", "about": "new",
        "c.text.lines.0.text": "One.\nTwo.", "c.text.lines.0.language": "en", "who": "Əli",
    }  # fmt: skip
    on = rivers.post(first, text)["Location"]
    assert "kind=procedure" in on
    chosen = parse_qs(urlsplit(on).query)["c.decides"][0]
    party = known("brenn")
    now = datetime.now(UTC).replace(microsecond=0)
    opening = {
        "about": "new", "c.partnership": scope, "c.decides": chosen, "c.way": "silence", "c.parties.0": party,
        "c.expires": (now + timedelta(days=3)).strftime("%Y-%m-%dT%H:%M UTC"), "as_of": now.isoformat(),
        "source": known("letters"), "who": "Əli",
    }  # fmt: skip
    address = rivers.post(on, opening)["Location"]
    page = rivers.get(address)
    assert re.search(r"<time datetime=.PT7[12]H", page)
    assert "A fourth text" in words(page)
    todo = acts(rivers, address)
    later = {"c.expires": (now + timedelta(days=9)).strftime("%Y-%m-%dT%H:%M UTC"), "as_of": now.isoformat()}
    shared = {"about": address.strip("/").rpartition("/")[2], "source": known("letters"), "who": "Əli"}
    assert "days" in words(rivers.get(rivers.post(todo["Extend the time"], {**shared, **later})["Location"]))
    gone = rivers.post(todo["Withdraw the text"], {**shared, "as_of": now.isoformat()})["Location"]
    assert "was withdrawn" in words(rivers.get(gone))
    announce = acts(rivers, gone)["Announce the result"]
    assert re.search(r'<option value="withdrawn" selected>', rivers.get(announce))


def test_who_may_not_record_is_offered_no_form(rivers: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SETTING, "0")
    assert "deeds" not in rivers.get("/procedure/silence-2/")


def test_the_brief_and_the_calendar_tell_it(rivers: Pages) -> None:
    for page in ("/partnership/ruritania-silence/", "/partnership/ruritania-silence/calendar/"):
        said = words(rivers.get(f"{page}?as_of=2026-06-10"))
        assert "is under silence until 11 June 2026, 17:00 (UTC+02:00)" in said, page
