"""The documents that a page offers: from its standpoint and for its reader, under a name that hides nothing."""

from datetime import date
from urllib.parse import unquote

import pytest
from django.test import Client

from servanda import brief, register
from servanda.exchange.issuing import issue
from servanda.kernel.dates import PartialDate
from servanda.kernel.identity import random_id
from servanda.kernel.marking import Marking, Reader
from servanda.kernel.standpoint import Standpoint
from servanda.kinds.citation import Citation
from servanda.kinds.statement import Statement
from servanda.register import Draft
from servanda.render import documents
from servanda.render.documents import FORMS
from tests.render.documents.reading import pages_of, paragraphs_of, plain
from tests.web.conftest import Pages

ADDRESS = "/partnership/azerbaijan-nato/brief."


def words(form: str, content: bytes) -> str:
    read = pages_of(content) if form == "pdf" else paragraphs_of(content, "document")
    return plain("".join(read))


@pytest.mark.parametrize("form", FORMS)
def test_a_document_is_seen_from_the_standpoint_of_its_address(pages: Pages, client: Client, form: str) -> None:
    page = pages.get("/partnership/azerbaijan-nato/?as_of=2016-11-15")
    assert f'href="{ADDRESS}{form}?as_of=2016-11-15"' in page
    answer = client.get(f"{ADDRESS}{form}?as_of=2016-11-15")
    assert answer.status_code == 200
    assert answer["Content-Type"] == FORMS[form]
    assert answer["Content-Disposition"] == f'attachment; filename="azerbaijan-and-nato-2016-11-15.{form}"'
    assert "41objectivesunderPARP" in words(form, answer.content)
    assert client.get(f"{ADDRESS}{form}?as_of=2016-11-15").content == answer.content
    earlier = client.get(f"{ADDRESS}{form}?as_of=2013-04-30")
    assert "44partnershipgoalsunderPARP" in words(form, earlier.content)
    assert "41objectives" not in words(form, earlier.content)


def test_a_document_is_in_the_language_of_the_page(pages: Pages, client: Client) -> None:
    answer = client.get(f"{ADDRESS}pdf?as_of=2016-11-15&lang=az")
    assert "Mündəricat" in words("pdf", answer.content)
    assert "azərbaycan-və-nato-2016-11-15.pdf" in unquote(answer["Content-Disposition"])


@pytest.mark.parametrize("form", FORMS)
def test_what_a_reader_may_not_see_is_in_no_document(pages: Pages, client: Client, form: str) -> None:
    at = register.resolve(Standpoint())
    scope = register.find("azerbaijan-nato", at, "partnership")
    source = pages.view().of_kind("source")[0].about
    hidden, marking = random_id(), Marking(False, "secret")
    words_said = Statement.model_validate({"topic": "position", "text": {"by": {"en": "The hidden position"}}})
    register.record(
        [
            Draft(words_said, scope, as_of=PartialDate("2016-10-01"), scope=scope, marking=marking, id=hidden),
            Draft(Citation(source=source), hidden, marking=marking),
        ],
        actor="test",
    )
    answer = client.get(f"{ADDRESS}{form}?as_of=2016-11-15")
    assert answer.status_code == 200
    assert "hiddenposition" not in words(form, answer.content)
    cleared = register.resolve(Standpoint(date(2016, 11, 15), reader=Reader("minister", "secret")))
    view = register.partnership_view(scope, cleared, brief.ITEMS)
    told = documents.render(form, brief.compose(view, scope, register.frameworks()), view)
    assert "hiddenposition" in words(form, told)
    heads = "".join(pages_of(told)) if form == "pdf" else "".join(paragraphs_of(told, "header1"))
    assert "SECRET" in heads


def test_a_partnership_that_is_not_there_has_no_document(pages: Pages, client: Client) -> None:
    for form in FORMS:
        assert client.get(f"/partnership/nowhere/brief.{form}").status_code == 404


def test_what_was_issued_is_given_whole_and_not_printed(pages: Pages, client: Client) -> None:
    at = register.resolve(Standpoint())
    scope = register.find("azerbaijan-nato", at, "partnership")
    content = client.get(f"{ADDRESS}pdf").content
    view = register.partnership_view(scope, at, brief.ITEMS)
    entry = issue(view, scope, "pdf", "en", content, "test")
    page = pages.get(f"/fact/{entry}/")
    assert len(page) < 100_000
    assert f'href="/fact/{entry}/issued/"' in page
    answer = client.get(f"/fact/{entry}/issued/")
    assert answer.content == content
    assert answer["Content-Disposition"] == f'attachment; filename="issued-{entry[:8]}.pdf"'
    other = view.facts[0].entry.id
    assert client.get(f"/fact/{other}/issued/").status_code == 404
