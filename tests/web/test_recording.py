"""Recording, correcting and withdrawing by form, with scripts off."""

import html
import re
from typing import Any

import pytest
from django.test import Client

from servanda import register
from servanda.kernel.standpoint import Standpoint
from servanda.kinds import KINDS
from servanda.web.forms.kindwords import RECORDABLE
from servanda.web.permission import SETTING
from tests.web.conftest import Pages

FORM = "/record/?scope=azerbaijan-nato&kind=strength"


def _contribution(pages: Pages) -> str:
    return pages.view().of_kind("strength")[0].about


def _source(pages: Pages) -> str:
    return pages.view().of_kind("source")[0].about


def _strength(pages: Pages, **changes: str) -> dict[str, str]:
    return {
        "about": _contribution(pages), "c.measure": "in-place", "c.total.form": "exact", "c.total.number": "7777",
        "c.disjoint": "yes", "as_of": "2020-05", "source": _source(pages), "at": "page 3",
        "quote.lines.0.text": "seven thousand", "quote.lines.0.language": "en", "who": "Əli", **changes,
    }  # fmt: skip


def _value(page: str, name: str) -> str:
    form = page[page.index('<form class="entry"') :]  # the standpoint's form has an as_of of its own
    found = re.search(rf'name="{re.escape(name)}" value="([^"]*)"', form)
    assert found is not None, name
    return html.unescape(found[1])


def test_a_fact_is_recorded_with_its_source_and_shown(pages: Pages) -> None:
    response = pages.post(FORM, _strength(pages))
    assert response.status_code == 303
    page = pages.get(response["Location"])
    for words in ("7777", "May 2020", "page 3", "seven thousand", "pages: Əli"):
        assert words in page
    fact = next(one for one in pages.view().of_kind("strength") if "7777" in str(one.payload.content()))
    assert fact.entry.actor == "pages: Əli"
    assert fact.as_of.text == "2020-05"
    assert [cited.at for cited in fact.citations] == ["page 3"]


def test_the_name_is_remembered_and_a_forged_one_is_not(pages: Pages) -> None:
    pages.post(FORM, _strength(pages))
    assert _value(pages.get(FORM), "who") == "Əli"
    pages.client.cookies["servanda-name"] = "Somebody:forged"
    assert _value(pages.get(FORM), "who") == ""


def test_a_new_source_is_entered_in_place(pages: Pages) -> None:
    new = {
        "source": "new", "s.publisher": "Gazette", "s.published": "2020-06-01", "as_of": "",
        "s.title.lines.0.text": "Of the day", "s.title.lines.0.language": "en",
    }  # fmt: skip
    page = pages.get(pages.post(FORM, _strength(pages, **new))["Location"])
    assert "Gazette: Of the day" in page
    fact = next(one for one in pages.view().of_kind("strength") if "7777" in str(one.payload.content()))
    assert fact.as_of.text == "../2020-06-01"  # undated: no later than its source


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"as_of": "yesterday"}, "as_of", "is not a date"),
        ({"as_of": "2999"}, "as_of", "after today"),
        ({"about": ""}, "about", "needed"),
        ({"about": "f" * 32}, "about", "known"),
        ({"source": ""}, "source", "needed"),
        ({"who": ""}, "who", "needed"),
        ({"c.total.number": "many"}, "c-total", "whole number"),
        ({"c.measure": "weighed"}, "c-measure", "not one of the answers"),
        ({"source": "new", "s.publisher": ""}, "s-publisher", "needed"),
        ({"until": "1999"}, "until", "ends"),
        ({"quote.lines.0.language": "Klingon!"}, "quote", "language tag"),
    ],
)
def test_a_fault_stands_by_its_field_and_nothing_typed_is_lost(
    pages: Pages, changes: dict[str, str], field: str, words: str
) -> None:
    before = register.resolve(Standpoint()).tick
    typed = _strength(pages, **{"c.note.lines.0.text": "kept <b>words</b>", "c.note.lines.0.language": "en", **changes})
    response = pages.post(FORM, typed)
    page = response.content.decode()
    assert response.status_code == 200
    error = re.search(rf'<div class="err" id="{field}-error" role="alert">(.*?)</div>', page, re.S)
    assert error is not None, re.findall(r'<div class="err".*?</div>', page, re.S)
    assert words in html.unescape(error[1])
    assert f"{field}-error" in " ".join(re.findall(r'aria-describedby="([^"]*)"', page))
    assert "kept &lt;b&gt;words&lt;/b&gt;" in page
    assert _value(page, "at") == "page 3"
    assert register.resolve(Standpoint()).tick == before


def test_what_makes_no_sense_as_a_whole_is_told_at_the_head(pages: Pages) -> None:
    page = pages.post(FORM, _strength(pages, **{"c.total.number": ""})).content.decode()
    assert "A strength needs a total or lines" in page


def test_another_line_is_given_without_checking_or_recording(pages: Pages) -> None:
    before = register.resolve(Standpoint()).tick
    typed = {
        "c.lines.0.what.lines.0.text": "sappers",
        "c.lines.0.count.number": "2",
        "more": "c.lines",
        "as_of": "nonsense",
    }
    page = pages.post(FORM, typed).content.decode()
    assert 'name="c.lines.2.count.number"' in page
    assert _value(page, "c.lines.0.what.lines.0.text") == "sappers"
    assert _value(page, "as_of") == "nonsense"
    assert 'role="alert"' not in page
    assert register.resolve(Standpoint()).tick == before


def test_a_new_meeting_is_named_and_recorded(pages: Pages) -> None:
    partnership = pages.view().of_kind("partnership")[0].about
    typed = {
        "about": "new", "name.lines.0.text": "A meeting in Şamaxı", "name.lines.0.language": "az",
        "c.partnership": partnership, "c.subject.lines.0.text": "the year", "c.subject.lines.0.language": "en",
        "as_of": "2019", "source": _source(pages), "who": "Ali",
    }  # fmt: skip
    response = pages.post("/record/?scope=azerbaijan-nato&kind=meeting", typed)
    assert "A meeting in Şamaxı" in pages.get(response["Location"])


def test_a_new_record_leads_on_to_the_first_fact_about_it(pages: Pages) -> None:
    partnership = pages.view().of_kind("partnership")[0].about
    typed = {"about": "new", "name.lines.0.text": "A plan", "name.lines.0.language": "en", "c.framework": "ipap",
             "c.partnership": partnership, "who": "Ali"}  # fmt: skip
    response = pages.post("/record/?scope=azerbaijan-nato&kind=plan", typed)
    page = pages.get(response["Location"])
    assert "It is shown once a fact speaks of it" in page
    assert 'value="step"' in page
    assert 'value="visit"' not in page  # no visit can be about a plan
    about = _value(page, "about")
    step = {"about": about, "c.step": "approved", "as_of": "2019", "source": _source(pages), "who": "Ali"}
    done = pages.post(f"/record/?scope=azerbaijan-nato&kind=step&about={about}", step)
    assert "A plan" in pages.get(done["Location"])


def test_every_kind_has_a_form(pages: Pages) -> None:
    for kind in sorted(RECORDABLE):
        page = pages.get(f"/record/?scope=azerbaijan-nato&kind={kind}")
        for name in KINDS[kind].model_fields:
            assert f'name="c.{KINDS[kind].model_fields[name].alias or name}' in page, (kind, name)


def test_a_statement_is_corrected_and_both_stay(pages: Pages) -> None:
    fact = pages.post(FORM, _strength(pages))["Location"]
    form = f"{fact}correct/"
    typed = {**_as_shown(pages.get(form)), "c.total.number": "7778", "reason.lines.0.text": "misread", "act": "correct"}
    response = pages.post(form, typed)
    assert response.status_code == 303, response.content.decode()
    new = pages.get(response["Location"])
    assert "7778" in new
    assert "page 3" in new  # its citation came along
    assert "misread" in new
    old = pages.get(fact)
    assert "This statement was replaced" in old
    assert response["Location"] in old
    told = [str(one.payload.content()) for one in pages.view().of_kind("strength")]
    assert any("7778" in one for one in told)
    assert not any("7777" in one for one in told)
    assert pages.client.get(form).status_code == 404  # what is closed is corrected at what stands in its place


def _as_shown(page: str) -> dict[str, str]:
    """The first form of a page as a browser would send it."""
    form = page[page.index('<form class="entry"') :]
    form = form[: form.index("</form>")]
    typed = {
        html.unescape(n): html.unescape(v)
        for n, v in re.findall(r'<input (?!type="checkbox")[^>]*name="([^"]+)" value="([^"]*)"', form)
    }
    typed |= dict(re.findall(r'<input type="checkbox"[^>]*name="([^"]+)" value="([^"]*)" checked', form))
    for name, options in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.S):
        chosen = re.search(r'value="([^"]*)" selected', options)
        typed[name] = chosen[1] if chosen else ""
    typed |= {
        n: html.unescape(v) for n, v in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>(.*?)</textarea>', form, re.S)
    }
    return typed


def test_every_statement_comes_out_of_its_own_form_unchanged(pages: Pages) -> None:
    kinds: dict[str, Any] = {}
    for fact in pages.view().facts:
        if fact.kind in RECORDABLE:
            kinds.setdefault(fact.kind, fact)
    for kind, fact in kinds.items():
        form = f"/fact/{fact.entry.id}/correct/"
        typed = {**_as_shown(pages.get(form)), "reason.lines.0.text": "none", "who": "Ali", "act": "correct"}
        page = pages.post(form, typed).content.decode()
        assert "Nothing has been changed" in page, (kind, re.findall(r'<div class="err".*?</div>', page, re.S))


def test_a_correction_needs_a_reason(pages: Pages) -> None:
    form = f"{pages.post(FORM, _strength(pages))['Location']}correct/"
    typed = {**_as_shown(pages.get(form)), "c.total.number": "7778", "act": "correct"}
    assert 'id="reason-error"' in pages.post(form, typed).content.decode()


def test_a_statement_is_withdrawn(pages: Pages) -> None:
    fact = pages.post(FORM, _strength(pages))["Location"]
    form = f"{fact}correct/"
    refused = pages.post(form, {"act": "withdraw", "who": "Ali"}).content.decode()
    assert 'id="w-reason-error"' in refused
    typed = {"act": "withdraw", "who": "Ali", "reason.lines.0.text": "never said", "reason.lines.0.language": "en"}
    page = pages.get(pages.post(form, typed)["Location"])
    assert "This statement was withdrawn" in page
    assert "never said" in page
    assert "7777" not in str([one.payload.content() for one in pages.view().of_kind("strength")])


def test_a_form_without_its_token_records_nothing(pages: Pages) -> None:
    before = register.resolve(Standpoint()).tick
    assert pages.client.post(FORM, _strength(pages)).status_code == 403
    assert register.resolve(Standpoint()).tick == before


def _writing(pages: Pages) -> list[str]:
    fact = pages.view().of_kind("strength")[0].entry.id
    return ["/record/", FORM, f"/fact/{fact}/correct/"]


@pytest.mark.parametrize(
    "outside",
    [{"REMOTE_ADDR": "192.0.2.7"}, {"HTTP_X_FORWARDED_FOR": "192.0.2.7"}, {"HTTP_VIA": "1.1 proxy"}, {SETTING: "0"}],
)
def test_who_may_not_write_is_told_why_at_every_writing_address(
    pages: Pages, outside: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    addresses = _writing(pages)
    if SETTING in outside:
        monkeypatch.setenv(SETTING, outside[SETTING])
        outside = {}
    stranger = Client(HTTP_HOST="localhost")
    stranger.defaults.update(outside)
    before = register.resolve(Standpoint()).tick
    for address in addresses:
        for response in (stranger.get(address), stranger.post(address, _strength(pages))):
            assert response.status_code == 403
            assert "nothing can be recorded on them" in response.content.decode()
    assert register.resolve(Standpoint()).tick == before
    assert "Correct this statement" not in stranger.get(addresses[2].removesuffix("correct/")).content.decode()


def test_the_setting_opens_the_pages_to_others(pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SETTING, "1")
    assert Client(HTTP_HOST="localhost", REMOTE_ADDR="192.0.2.7").get(FORM).status_code == 200


def test_what_the_register_finds_wrong_is_said_in_the_readers_language(pages: Pages) -> None:
    response = pages.post(f"{FORM}&lang=az", _strength(pages, as_of="2999-01-01"))
    assert "2999-01-01 bu gündən sonradır." in response.content.decode()
    assert "is after today" not in response.content.decode()


def test_a_form_behind_a_proxy_that_speaks_tls_is_taken_and_cited_by_its_address(
    pages: Pages, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SETTING, "1")
    settings.ALLOWED_HOSTS = ["register.example"]
    settings.SERVANDA_ADDRESS = "https://register.example"
    settings.CSRF_TRUSTED_ORIGINS = ["https://register.example"]
    pages.client.defaults.update({"HTTP_HOST": "register.example", "HTTP_X_FORWARDED_FOR": "192.0.2.7"})
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', pages.get(FORM))
    assert token is not None
    typed = {**_strength(pages), "csrfmiddlewaretoken": token[1]}
    assert pages.client.post(FORM, typed, HTTP_ORIGIN="https://elsewhere.example").status_code == 403
    before = register.resolve(Standpoint()).tick
    assert pages.client.post(FORM, typed, HTTP_ORIGIN="https://register.example").status_code == 303
    assert register.resolve(Standpoint()).tick > before
    assert 'href="https://register.example/partnership/' in pages.get("/partnership/azerbaijan-nato/")


def test_a_server_that_answers_to_other_names_is_not_this_persons_own(pages: Pages, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["localhost", "register.example"]
    assert pages.client.get(FORM).status_code == 403


def test_an_empty_register_says_how_to_begin(sqlite_database: object, client: Client) -> None:
    assert "This register holds no partnership yet" in client.get("/record/").content.decode()


def test_all_that_is_known_now_can_be_chosen_whatever_day_the_page_is_seen_from(pages: Pages) -> None:
    page = pages.get(f"{FORM}&as_of=1993-01-01&known_at=2001-01-01")
    assert _contribution(pages) in page
    assert _source(pages) in page
