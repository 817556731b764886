"""Importing on the pages: upload, preview, record; and what is not taken."""

import os
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from xlsxwriter import Workbook

from servanda import register
from servanda.exchange.imports import waiting
from servanda.kernel.standpoint import Standpoint
from servanda.web.importing import uploads
from tests.support.databases import Databases
from tests.support.foreign import OGP_LATER, OGP_REPORTS, PLAN
from tests.support.stratml import REPORT
from tests.support.whole import rows
from tests.web.conftest import Pages
from tests.web.test_azerbaijani import left_in_english


@pytest.fixture
def empty(databases: Databases, client: Client, settings: Any, tmp_path: Path) -> Iterator[Pages]:
    """Give the pages of an empty register, with a folder of its own for uploads."""
    settings.SERVANDA_UPLOADS = str(tmp_path / "uploads")
    with databases.fresh("sqlite"):
        yield Pages(client)


def sent(pages: Pages, text: str | bytes, name: str = "reports.csv", **said: str) -> str:
    """Upload a file; gives the address of its preview."""
    content = text if isinstance(text, bytes) else text.encode()
    response = pages.post("/import/", {"file": SimpleUploadedFile(name, content), **said})
    assert response.status_code == 303, response.content.decode()
    return str(response["Location"])


def settled(pages: Pages, address: str) -> str:
    """The page of an upload once its work is done."""
    for _ in range(100):
        page = pages.get(address)
        if 'http-equiv="refresh"' not in page:
            return page
        time.sleep(0.1)
    raise AssertionError("the work did not end")


def words(page: str) -> str:
    """What a page says."""
    return " ".join(re.sub(r"<[^>]+>", " ", page[page.index("<main") :]).split())


def entries() -> int:
    """How many entries the register holds."""
    return int(rows("SELECT COUNT(*) FROM entry")[0][0])


def test_a_file_is_previewed_and_nothing_is_recorded_until_it_is_asked_for(empty: Pages) -> None:
    address = sent(empty, OGP_REPORTS, published="2022-07-01")
    page = words(settled(empty, address))
    assert "This is what would be recorded. Nothing is yet." in page
    assert "4 rows read: 4 placed, 0 refused" in page
    assert "Progress reports on an open government action plan" in page
    assert re.search(r"Assessment 4 0 0", page)
    assert entries() == 0
    empty.post(address, {"act": "record", "who": "Leyla"})
    assert "It is recorded" in words(settled(empty, address))
    assert entries() > 0


def test_who_has_it_recorded_is_kept_with_it_and_has_to_be_said(empty: Pages) -> None:
    address = sent(empty, OGP_REPORTS, published="2022-07-01")
    settled(empty, address)
    page = empty.post(address, {"act": "record", "who": " "}).content.decode()
    assert "This is needed." in page
    assert entries() == 0
    empty.post(address, {"act": "record", "who": "Leyla"})
    settled(empty, address)
    recorded = rows("SELECT DISTINCT actor, on_behalf_of FROM entry WHERE kind <> 'framework-edition'")
    assert [(actor.split()[0], by) for actor, by in recorded] == [("import", "pages: Leyla")]
    again = settled(empty, sent(empty, OGP_LATER, published="2022-10-01"))
    assert re.search(r'name="who" value="Leyla"', again)


def test_the_same_file_again_would_record_nothing(empty: Pages) -> None:
    empty.post(address := sent(empty, OGP_REPORTS, published="2022-07-01"), {"act": "record", "who": "Leyla"})
    settled(empty, address)
    before = entries()
    again = sent(empty, OGP_REPORTS, published="2022-07-01")
    page = settled(empty, again)
    assert "Everything in it is in the register already." in words(page)
    assert ">Record it<" not in page
    assert entries() == before


def test_a_later_state_shows_what_changed_what_is_new_and_what_is_refused(empty: Pages) -> None:
    empty.post(address := sent(empty, OGP_REPORTS, published="2022-07-01"), {"act": "record", "who": "Leyla"})
    settled(empty, address)
    page = settled(empty, sent(empty, OGP_LATER, published="2022-10-01"))
    told = words(page)
    assert re.search(r"Assessment 1 1 3", told)
    assert "<del>complete</del>" in page
    assert "<ins>substantial</ins>" in page
    assert "row 7, column status" in told
    assert "6 rows read: 5 placed, 1 refused" in told


def test_a_file_that_no_mapping_fits_is_told_so_with_the_way_to_make_one(empty: Pages) -> None:
    address = sent(empty, PLAN, "plan.csv")
    page = settled(empty, address)
    assert "None of the mappings that are known here fits its columns" in page
    assert f"{address}mapping/" in page
    assert "--mapping" not in page


def test_no_file_and_an_empty_one_are_told_by_the_field(empty: Pages) -> None:
    page = empty.post("/import/", {}).content.decode()
    assert "No file was chosen." in page
    page = empty.post("/import/", {"file": SimpleUploadedFile("a.csv", b"")}).content.decode()
    assert "The file is empty." in page


@pytest.mark.parametrize("name", ["../../etc/passwd", "..\\..\\boot.ini", "a/b\x00.csv", "." * 300, "x" * 500 + ".csv"])
def test_a_name_is_never_a_path(empty: Pages, name: str, settings: Any) -> None:
    assert "/" not in uploads.called(name)
    assert "\\" not in uploads.called(name)
    assert len(uploads.called(name)) <= 120
    address = sent(empty, OGP_REPORTS, name)
    settled(empty, address)
    folder = Path(settings.SERVANDA_UPLOADS)
    assert {path.name for path in folder.rglob("*") if path.is_file()} <= {
        "file", "about.json", "said.json", "result.json", "fault.json",
    }  # fmt: skip


def test_uploads_are_private_and_gone_once_recorded(empty: Pages, settings: Any) -> None:
    address = sent(empty, OGP_REPORTS)
    settled(empty, address)
    folder = Path(settings.SERVANDA_UPLOADS)
    (kept,) = folder.rglob("file")
    assert folder.stat().st_mode & 0o077 == 0
    assert kept.stat().st_mode & 0o077 == 0
    empty.post(address, {"act": "record", "who": "Leyla"})
    settled(empty, address)
    assert not kept.exists()


def test_where_no_file_can_be_kept_it_is_told_and_nothing_breaks(empty: Pages, settings: Any, tmp_path: Path) -> None:
    (tmp_path / "a file").write_text("in the way", encoding="utf-8")
    settings.SERVANDA_UPLOADS = str(tmp_path / "a file" / "uploads")
    refused = empty.post("/import/", {"file": SimpleUploadedFile("some.csv", b"a,b\n1,2\n")})
    assert refused.status_code == 503
    assert "SERVANDA_UPLOADS" in refused.content.decode()
    assert empty.client.get(f"/import/{'0' * 32}/").status_code == 404


def test_an_upload_that_expired_is_answered_like_one_that_never_was(empty: Pages, settings: Any) -> None:
    address = sent(empty, OGP_REPORTS)
    settled(empty, address)
    token = address.strip("/").rpartition("/")[2]
    long_ago = time.time() - waiting.LIFE - 10
    os.utime(Path(settings.SERVANDA_UPLOADS) / token, (long_ago, long_ago))
    expired, never = empty.get(address, 404), empty.get(f"/import/{'0' * 32}/", 404)
    assert words(expired) == words(never)
    settled(empty, sent(empty, OGP_REPORTS))
    assert not (Path(settings.SERVANDA_UPLOADS) / token).exists()


def test_other_tokens_lead_nowhere(empty: Pages) -> None:
    for token in ("..", "%2e%2e", "abc", "A" * 32):
        empty.get(f"/import/{token}/", 404)


def test_what_is_too_large_is_refused_before_it_is_read(empty: Pages, settings: Any) -> None:
    settings.SERVANDA_IMPORT = {**settings.SERVANDA_IMPORT, "file_bytes": 1024}
    response = empty.client.post(
        "/import/", b"", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH="99999999"
    )
    assert response.status_code == 413
    assert "larger than what is taken here" in response.content.decode()


def test_who_may_not_record_may_not_upload(empty: Pages) -> None:
    for address in ("/import/", f"/import/{'0' * 32}/", f"/import/{'0' * 32}/mapping/"):
        response = empty.client.get(address, HTTP_X_FORWARDED_FOR="198.51.100.7")
        assert response.status_code == 403


def test_a_form_from_elsewhere_is_not_taken(empty: Pages) -> None:
    response = empty.client.post("/import/", {"file": SimpleUploadedFile("a.csv", b"a,b\n1,2\n")})
    assert response.status_code == 403


def test_a_mapping_is_a_known_one_and_never_a_path(empty: Pages, tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text("servanda-mapping: 1\n", encoding="utf-8")
    page = settled(empty, sent(empty, OGP_REPORTS, mapping=str(path)))
    assert "Progress reports on an open government action plan" in page


def test_a_wrong_date_is_told_and_can_be_corrected(empty: Pages) -> None:
    address = sent(empty, OGP_REPORTS, published="someday")
    page = settled(empty, address)
    assert 'role="alert"' in page
    empty.post(address, {"act": "preview", "published": "2022-07-01"})
    assert "4 placed" in settled(empty, address)


def test_a_wrong_guess_of_letters_is_mended_on_the_page(empty: Pages) -> None:
    text = "Action;Responsible;Deadline\nĢeneral roads;Ceļu birojs;2025\n"
    address = sent(empty, text.encode("windows-1257"), "roads.csv")
    settled(empty, address)
    assert "Ģeneral" not in empty.get(f"{address}mapping/")
    empty.post(address, {"act": "preview", "encoding": "runes"})
    page = settled(empty, address)
    assert "There is no encoding 'runes'." in words(page).replace("&#x27;", "'")
    assert 'name="encoding" value="runes"' in page
    empty.post(address, {"act": "preview", "encoding": "windows-1257"})
    assert "1 placed" in settled(empty, address)
    assert "Ģeneral" in empty.get(f"{address}mapping/")
    empty.post(address, {"act": "record", "who": "Leyla"})
    settled(empty, address)
    assert rows("SELECT COUNT(*) FROM content WHERE text LIKE '%Ģeneral roads%'")[0][0]


def test_one_sheet_of_a_workbook_is_chosen_on_the_page(empty: Pages, tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    with Workbook(str(path)) as book:
        for name in ("This year", "Last year"):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, ("Action", "Responsible", "Deadline"))
            sheet.write_row(1, 0, (f"Mend roads {name}", "Road Office", "2025"))
    address = sent(empty, path.read_bytes(), "plan.xlsx")
    assert "2 rows read: 2 placed" in settled(empty, address)
    empty.post(address, {"act": "preview", "sheet": "This year"})
    assert "1 row read: 1 placed" in settled(empty, address)
    page = empty.get(f"{address}mapping/")
    assert "Mend roads This year" in page
    empty.post(address, {"act": "preview", "sheet": "Next year"})
    assert "The file has no table" in settled(empty, address)


def test_the_page_says_as_what_a_file_was_read(empty: Pages) -> None:
    text = "Action;Responsible;Deadline\nMend roads;Road Office;2025\n"
    address = sent(empty, text, "roads.csv")
    page = settled(empty, address)
    assert re.search(r"What the plan is called; each is a plan of its own: roads nobody said so", words(page))
    assert 'placeholder="roads"' in page
    empty.post(address, {"act": "preview", "set-plan": "Roads of Chad", "fitted": "plan-matrix"})
    told = words(settled(empty, address))
    assert "each is a plan of its own: Roads of Chad" in told
    assert "Roads of Chad nobody said so" not in told


def test_nothing_can_be_withdrawn_while_it_is_not_told_what_a_row_is_about(empty: Pages) -> None:
    empty.post(address := sent(empty, OGP_REPORTS, published="2022-07-01"), {"act": "record", "who": "Leyla"})
    settled(empty, address)
    lines = OGP_REPORTS.splitlines(keepends=True)
    page = settled(empty, sent(empty, "".join(lines[:-1]), published="2022-08-01"))
    assert 'name="withdraw"' in page
    blank = lines[-1].replace("C02.1.1,", ",")
    page = settled(empty, sent(empty, "".join([*lines[:-1], blank]), published="2022-08-01"))
    assert "Nothing is withdrawn" in words(page)
    assert 'name="withdraw"' not in page


def test_work_that_was_cut_off_says_so(empty: Pages) -> None:
    address = sent(empty, OGP_REPORTS)
    settled(empty, address)
    upload = uploads.find(address.strip("/").rpartition("/")[2])
    upload.write("work", {"doing": "record", "done": 7, "began": 0.0, "beat": time.time() - 1})
    assert "7 statements gone through" in empty.get(address)
    upload.write("work", {"doing": "record", "done": 7, "began": 0.0, "beat": 0.0})
    page = empty.get(address)
    assert "it was cut off" in page
    assert 'http-equiv="refresh"' not in page
    empty.post(address, {"act": "preview"})
    assert "4 placed" in settled(empty, address)


def test_the_whole_preview_can_be_had_as_json(empty: Pages) -> None:
    address = sent(empty, OGP_REPORTS)
    settled(empty, address)
    found = empty.client.get(f"{address}preview.json").json()
    assert found["rows"] == {"read": 4, "placed": 4, "refused": 0}
    assert found["recorded"] is False


def test_in_azerbaijani_too(empty: Pages) -> None:
    address = sent(empty, OGP_REPORTS)
    settled(empty, address)
    assert 'lang="az"' in empty.get(f"{address}?lang=az")


def mapping_form(**chosen: str) -> dict[str, str]:
    """What the form of a mapping says for the plan."""
    columns = {f"column-{at}": role for at, role in enumerate(("code", "parent", "text", "holder", "target", "grade"))}
    about = {
        "country": "Ruritania",
        "partner": "Open Ruritania",
        "title": "Plan of 2024",
        "framework": "ogp-action-plan",
    }
    return {**columns, **about, **chosen}


def test_a_mapping_is_proposed_tried_saved_and_used(empty: Pages) -> None:
    address = sent(empty, PLAN, "plan.csv")
    settled(empty, address)
    page = empty.get(f"{address}mapping/")
    assert "Guessed from the headings and the first 3 rows." in page
    tried = empty.post(f"{address}mapping/", mapping_form(act="show")).content.decode()
    assert "Publish the budget each month on the portal" in words(tried)
    assert "row 4, column State of play" in words(tried)
    saved = empty.post(f"{address}mapping/", mapping_form(act="save"))
    assert saved["Content-Disposition"] == 'attachment; filename="plan-of-2024.yaml"'
    assert saved.content.decode().startswith("servanda-mapping: 1\n")
    used = empty.post(f"{address}mapping/", mapping_form(act="use"))
    assert used["Location"] == address
    assert "the mapping made for it here" in settled(empty, address)
    empty.post(address, {"act": "record", "who": "Leyla"})
    assert "It is recorded" in settled(empty, address)
    at = register.resolve(Standpoint())
    assert register.find("ruritania-plan-of-2024", at, "plan")


def test_a_word_gets_the_grade_that_was_chosen_for_it(empty: Pages) -> None:
    address = sent(empty, PLAN, "plan.csv")
    settled(empty, address)
    form = mapping_form(act="show", axis="completion", **{"word-completion-2": "not-started"})
    page = empty.post(f"{address}mapping/", form).content.decode()
    assert "row 4, column State of play" not in words(page)
    assert "not-started" in words(page)


def test_a_mapping_goes_into_the_folder_once(empty: Pages, settings: Any, tmp_path: Path) -> None:
    folder = tmp_path / "mappings"
    folder.mkdir()
    settings.SERVANDA_MAPPINGS = str(folder)
    address = sent(empty, PLAN, "plan.csv")
    settled(empty, address)
    page = empty.post(f"{address}mapping/", mapping_form(act="keep")).content.decode()
    assert "It is kept in the folder of mappings" in page
    assert (folder / "plan-of-2024.yaml").is_file()
    page = empty.post(f"{address}mapping/", mapping_form(act="keep")).content.decode()
    assert "There is a mapping of this name in the folder already." in page
    hostile = empty.post(f"{address}mapping/", mapping_form(act="keep", title="../../evil")).content.decode()
    assert "It is kept" in hostile
    assert {path.name for path in tmp_path.rglob("*.yaml") if path.parent == folder} == {
        "plan-of-2024.yaml",
        "evil.yaml",
    }


@pytest.mark.parametrize("content", [b"\x00\x01\x02", b"PK\x03\x04broken", b"<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>"])
def test_files_that_cannot_be_read_are_one_clear_message(empty: Pages, content: bytes) -> None:
    address = sent(empty, content, "a.xlsx")
    page = settled(empty, address)
    assert page.count('role="alert"') == 1
    assert empty.client.get(f"{address}mapping/").status_code == 400
    assert entries() == 0


def test_what_is_found_is_told_in_the_language_of_whoever_looks(empty: Pages) -> None:
    address = sent(empty, OGP_REPORTS.replace(",C,", ",XX,", 1) + ",,,,,,,,\n,,,,,,,,\n", published="2022-07-01")
    english = words(settled(empty, address))
    assert "is not a word that is known here." in english
    assert "Rows with nothing in them are passed over: 2." in english
    page = settled(empty, f"{address}?lang=az")
    assert left_in_english(page) == {}
    assert "burada tanınan söz deyil" in words(page)
    assert "Xanalar" in words(page)
    assert 'lang="en"' not in page[page.index("<main") : page.index("</main")]
    kept = empty.client.get(f"{address}preview.json").json()
    assert "is not a word that is known here." in kept["refused"][0]["sentence"]


def test_departures_from_a_standard_are_told_in_it_too(empty: Pages) -> None:
    address = sent(empty, re.sub(rb' xmlns="[^"]*"', b"", REPORT), "plan.xml")
    assert "Departures from the standard of its format" in words(settled(empty, address))
    page = settled(empty, f"{address}?lang=az")
    assert left_in_english(page) == {}
    assert "ad sahəsi olmadan; gözlənilən:" in words(page)
    assert 'lang="en"' not in page[page.index("<main") : page.index("</main")]


def test_a_fault_of_the_file_is_told_in_it_too(empty: Pages) -> None:
    address = sent(empty, "<!DOCTYPE x><x/>", "plan.xml")
    assert "declares a document type" in words(settled(empty, address))
    page = settled(empty, f"{address}?lang=az")
    assert left_in_english(page) == {}
    assert "sənəd tipi" in words(page)
