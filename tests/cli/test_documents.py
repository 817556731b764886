"""The commands that make documents, keep what was issued, and write and check a template."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document

from tests.cli.running import Ended
from tests.render.documents.reading import pages_of, paragraphs_of

Run = Callable[..., Ended]
LATER = ("tally", "parp", "--scope", "aland-nato", "--as-of", "2018", "--source", "news", "--set", "total=30")
BEGINS = {"pdf": b"%PDF-", "docx": b"PK\x03\x04"}


@pytest.fixture
def loaded(run: Run, file: Path) -> Run:
    run("load", str(file))
    return run


@pytest.mark.parametrize("form", BEGINS)
def test_a_document_is_written_whole_and_the_same_each_time(loaded: Run, tmp_path: Path, form: str) -> None:
    first, again = tmp_path / f"one.{form}", tmp_path / f"two.{form}"
    for path in (first, again):
        told = loaded("brief", "aland-nato", "--as-of", "2016-12-31", "--format", form, "-o", str(path))
        assert told.status == 0, told.err
    assert first.read_bytes().startswith(BEGINS[form])
    assert first.read_bytes() == again.read_bytes()
    words = pages_of(first.read_bytes()) if form == "pdf" else paragraphs_of(first.read_bytes(), "document")
    assert "41" in "".join(words)


@pytest.mark.parametrize("form", [*BEGINS, "text"])
def test_what_was_issued_is_kept_to_the_byte(loaded: Run, tmp_path: Path, form: str) -> None:
    said, kept = tmp_path / "said", tmp_path / "kept"
    told = loaded("brief", "aland-nato", "--format", form, "--issue", "-o", str(said))
    entry = told.err.removeprefix("issued as entry ").partition(";")[0]
    loaded(
        "record", "tally", "parp", "--scope", "aland-nato", "--as-of", "2018", "--source", "news", "--set", "total=30"
    )
    assert loaded("issued", entry, "-o", str(kept)).status == 0
    assert kept.read_bytes() == said.read_bytes()
    assert loaded("verify").status == 0


def test_a_brief_is_not_made_of_the_briefs_that_were_issued(loaded: Run, tmp_path: Path) -> None:
    views = [
        loaded("brief", "aland-nato", "--issue", "-o", str(tmp_path / "b")).err.partition("view ")[2] for _ in range(3)
    ]
    assert len(set(views)) == 1


def test_what_was_not_issued_is_not_found(loaded: Run) -> None:
    told = loaded("issued", "0" * 32)
    assert told.is_one_clear_message()
    entry = loaded("record", *LATER).out.split()[3]
    assert loaded("issued", entry).is_one_clear_message()


def test_a_template_of_ones_own_is_filled(loaded: Run, tmp_path: Path) -> None:
    own, made = tmp_path / "ours.docx", tmp_path / "brief.docx"
    assert loaded("template", "-o", str(own)).status == 0
    assert "every field is known" in loaded("template", "check", str(own)).out
    document = Document(str(own))
    document.add_paragraph("The Ministry of Åland")
    document.save(str(own))
    told = loaded("brief", "aland-nato", "--format", "docx", "--template", str(own), "-o", str(made))
    assert told.status == 0, told.err
    assert "The Ministry of Åland" in paragraphs_of(made.read_bytes(), "document")


def test_the_faults_of_a_template_are_told_with_their_places(loaded: Run, tmp_path: Path) -> None:
    own, made = tmp_path / "ours.docx", tmp_path / "brief.docx"
    loaded("template", "-o", str(own))
    document = Document(str(own))
    document.paragraphs[1].text = "{{ titel }}"
    saved = io.BytesIO()
    document.save(saved)
    own.write_bytes(saved.getvalue())
    told = loaded("template", "check", str(own))
    assert "document, paragraph 2: {{ titel }}: there is no field titel; near it is title" in told.out
    assert told.is_one_clear_message()
    refused = loaded("brief", "aland-nato", "--format", "docx", "--template", str(own), "-o", str(made))
    assert refused.is_one_clear_message()
    assert "{{ titel }}" in refused.err
    assert not made.exists()


def test_a_template_that_is_not_there_or_says_nothing_is_told(loaded: Run, tmp_path: Path) -> None:
    missing = str(tmp_path / "none.docx")
    assert loaded("template", "check", missing).is_one_clear_message()
    out = str(tmp_path / "b")
    for form in ("docx", "pdf"):
        told = loaded("brief", "aland-nato", "--format", form, "--template", missing, "-o", out)
        assert told.is_one_clear_message()
    assert not Path(out).exists()
