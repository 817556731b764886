"""The page of one statement."""

import pytest
from django.test import Client

from servanda import register
from servanda.kernel.identity import random_id
from servanda.kernel.marking import Marking
from servanda.kernel.standpoint import Standpoint
from servanda.kinds.citation import Citation
from servanda.kinds.statement import Statement
from servanda.kinds.withdraws import Withdraws
from servanda.register import Draft
from tests.web.conftest import Pages


def test_every_statement_of_the_demonstration_has_its_page(pages: Pages) -> None:
    for fact in pages.view("moldova-nato").facts:
        page = pages.get(f"/fact/{fact.entry.id}/")
        assert fact.digest in page
        for cited in fact.citations:
            assert f"/source/{cited.source}/" in page


def test_it_tells_the_quotation_the_place_and_the_times(pages: Pages) -> None:
    tally = next(one for one in pages.view().of_kind("tally") if one.payload.total and one.payload.total.exact == 41)
    page = pages.get(f"/fact/{tally.entry.id}/")
    for words in (
        "A total of 27 from 41 objectives",
        "paragraph 4",
        "15 November 2016",
        "register file azerbaijan-nato",
    ):
        assert words in page
    assert f'href="/fact/{tally.entry.id}/correct/"' in page


def _hidden(pages: Pages) -> str:
    partnership = pages.view().of_kind("partnership")[0].about
    own = random_id()
    payload = Statement.model_validate({"topic": "secret", "text": {"en": "Nobody reads this"}})
    source = pages.view().of_kind("source")[0].about
    citation = Citation(source=source)
    marking = Marking.parse("secret to AZE")
    drafts = [Draft(payload, partnership, scope=partnership, marking=marking, id=own), Draft(citation, own)]
    register.record(drafts, actor="test")
    return own


@pytest.mark.parametrize("end", ["", "correct/"])
def test_a_hidden_statement_and_an_absent_one_are_the_same_page_to_the_byte(pages: Pages, end: str) -> None:
    hidden, absent = _hidden(pages), random_id()
    first = pages.client.get(f"/fact/{hidden}/{end}")
    second = pages.client.get(f"/fact/{absent}/{end}")
    assert (first.status_code, second.status_code) == (404, 404)
    # the links to other languages repeat the address that was asked for, and nothing else of it
    assert first.content.replace(hidden.encode(), b"") == second.content.replace(absent.encode(), b"")
    assert dict(first.headers) == dict(second.headers)


def test_what_arrived_later_or_begins_later_is_not_there_yet(pages: Pages) -> None:
    fact = next(one for one in pages.view().of_kind("tally") if one.entry.is_placed and not one.payload.structural)
    address = f"/fact/{fact.entry.id}/"
    assert pages.client.get(f"{address}?known_at=2001-01-01").status_code == 404
    assert pages.client.get(f"{address}?as_of=1950-01-01").status_code == 404


def test_a_withdrawal_that_is_withdrawn_is_told_and_closes_nothing(pages: Pages) -> None:
    fact = pages.view().of_kind("statement")[0].entry.id
    first = register.record([Draft(Withdraws.model_validate({"reason": {"en": "a slip"}}), fact)], actor="test")
    assert "This statement was withdrawn" in pages.get(f"/fact/{fact}/")
    register.record([Draft(Withdraws.model_validate({"reason": {"en": "no slip"}}), first.ids[-1])], actor="test")
    page = pages.get(f"/fact/{fact}/")
    assert "This statement was withdrawn" not in page
    assert "a slip" in page


def test_a_records_own_identifier_leads_to_what_it_is(pages: Pages) -> None:
    decision = pages.view().of_kind("decision")[0]
    response = pages.client.get(f"/fact/{decision.about}/?as_of=2026-01-01")
    assert response.status_code == 302
    assert response["Location"].startswith(f"/fact/{decision.entry.id}/?as_of=2026-01-01")


def test_the_standpoint_goes_along(pages: Pages) -> None:
    at = register.resolve(Standpoint())
    assert at.tick > 0
    fact = pages.view().of_kind("tally")[0]
    page = pages.get(f"/fact/{fact.entry.id}/?as_of=2026-01-01")
    assert f'href="/source/{fact.citations[0].source}/?as_of=2026-01-01"' in page


def test_it_is_whole_in_azerbaijani_too(pages: Pages) -> None:
    fact = pages.view().of_kind("strength")[0]
    assert Client(HTTP_HOST="localhost").get(f"/fact/{fact.entry.id}/?lang=az").status_code == 200
