"""The brief as DOCX: every sentence and note in it, real notes and headings, properties without a name or a clock."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from lxml import etree

from servanda.errors import Unavailable
from servanda.kernel.marking import Marking
from servanda.render import documents
from servanda.render.documents import word
from servanda.render.documents.compose import paper_of
from tests.render.documents.reading import (
    LANGUAGES,
    NAMES,
    W,
    made,
    paragraphs_of,
    parts_of,
    plain,
    said,
    told,
    with_words,
)
from tests.support.office import convert

NAME = "azerbaijan-2016-11-15"
HYPERLINK_FIELD = f".//{W}instrText"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_every_sentence_and_source_is_in_it(name: str, language: str) -> None:
    paragraphs = paragraphs_of(made("docx", name, language), "document")
    text = plain("".join(paragraphs))
    assert [piece for piece in said(name, language) if plain(piece) not in text] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_note_is_a_note_of_the_word_processor(name: str) -> None:
    one, view = told(name)
    paper = paper_of(one, view.standpoint, Marking())
    document = made("docx", name)
    notes = ["".join(text.split()) for text in paragraphs_of(document, "footnotes")]
    for note in paper.notes:
        assert "".join((note.mark + "".join(run.text for run in note.text) + note.address).split()) in notes
    parts = parts_of(document)
    body, held = etree.fromstring(parts["word/document.xml"]), etree.fromstring(parts["word/footnotes.xml"])
    called = [int(ref.get(f"{W}id") or 0) for ref in body.iter(f"{W}footnoteReference")]
    there = [int(note.get(f"{W}id") or 0) for note in held if not note.get(f"{W}type")]
    assert called == sorted(called) == there
    anchors = {link.get(f"{W}anchor") for link in body.iter(f"{W}hyperlink")}
    named = {mark.get(f"{W}name") for root in (body, held) for mark in root.iter(f"{W}bookmarkStart")}
    assert anchors <= named


def test_headings_language_head_and_foot_are_those_of_the_brief() -> None:
    for language in LANGUAGES:
        one, _view = told(NAME, language)
        opened = Document(BytesIO(made("docx", NAME, language)))
        styles = {paragraph.text: paragraph.style.name for paragraph in opened.paragraphs if paragraph.style}
        assert styles[one.heading.title] == "Title"
        assert all(styles[section.title] == "Heading 1" for section in one.all_sections())
        marking = {"en": "PUBLIC", "az": "AÇIQ"}[language]
        section = opened.sections[0]
        assert section.header.paragraphs[0].text == marking
        assert marking in section.footer.paragraphs[0].text
        assert {"en": "Page 1 of 1", "az": "Səhifə 1, cəmi 1"}[language] in section.footer.paragraphs[0].text
        defaults = etree.fromstring(parts_of(made("docx", NAME, language))["word/styles.xml"])
        languages = [one.get(f"{W}val") for one in defaults.find(f"{W}docDefaults").iter(f"{W}lang")]  # type: ignore[union-attr]
        assert languages == [{"en": "en-GB", "az": "az-Latn-AZ"}[language]]


def test_tables_repeat_their_heads_and_drawings_are_described() -> None:
    one, _view = told(NAME)
    opened = Document(BytesIO(made("docx", NAME)))
    assert len(opened.tables) == len(one.tallies)
    assert [cell.text for cell in opened.tables[0].rows[0].cells] == ["Part", "Count", "How known"]
    assert [cell.text for cell in opened.tables[0].rows[1].cells] == ["objectives", "41", "reported"]
    root = etree.fromstring(parts_of(made("docx", NAME))["word/document.xml"])
    described = [node.get("descr") or "" for node in root.iter("{*}docPr")]
    assert len(described) == 2
    assert all(len(alt) > 100 for alt in described)
    assert sum(1 for _ in root.iter(f"{W}tblHeader")) == len(one.tallies)


def test_the_contents_lead_to_every_section() -> None:
    one, _view = told(NAME)
    root = etree.fromstring(parts_of(made("docx", NAME))["word/document.xml"])
    instructions = [node.text or "" for node in root.iter(f"{W}instrText")]
    assert [text for text in instructions if " TOC " in text]
    entries = [
        "".join(text.text or "" for text in paragraph.iter(f"{W}t"))
        for paragraph in root.iter(f"{W}p")
        if any(style.get(f"{W}val") == "TOC1" for style in paragraph.iter(f"{W}pStyle"))
    ]
    assert entries == [*(section.title for section in one.all_sections()), "Next dates", "Sources"]


def test_properties_have_nobody_and_no_clock() -> None:
    document = made("docx", NAME)
    core = Document(BytesIO(document)).core_properties
    assert core.title == told(NAME)[0].heading.title
    assert core.author == core.last_modified_by == ""
    assert core.created is not None
    assert core.created == core.modified
    assert core.created.date().isoformat() == "2016-11-15"
    with zipfile.ZipFile(BytesIO(document)) as packed:
        assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_words_from_right_to_left_and_of_another_language_say_so() -> None:
    one, view = told(NAME)
    document = documents.render("docx", with_words(one, "سلام", language="fa"), view)
    run = next(
        run
        for run in etree.fromstring(parts_of(document)["word/document.xml"]).iter(f"{W}r")
        if "سلام" in "".join(text.text or "" for text in run.iter(f"{W}t"))
    )
    assert run.find(f"{W}rPr/{W}rtl") is not None
    lang = run.find(f"{W}rPr/{W}lang")
    assert lang is not None
    assert lang.get(f"{W}bidi") == "fa"


def test_an_address_that_is_none_of_the_web_is_no_link() -> None:
    one, view = told(NAME)
    line = one.sources[0]
    hostile = {name: getattr(line, name) for name in line.__slots__} | {"address": 'javascript:alert("1")'}
    changed = type(one)(**{**one.__dict__, "sources": (type(line)(**hostile), *one.sources[1:])})
    parts = parts_of(documents.render("docx", changed, view))
    body = etree.fromstring(parts["word/document.xml"])
    assert not [node for node in body.iter(f"{W}instrText") if "javascript" in (node.text or "")]
    assert b"javascript" in parts["word/document.xml"]


def test_a_letter_of_a_drawing_that_no_font_has_is_named() -> None:
    one, view = told(NAME)
    lane = one.lanes[0]
    changed = type(one)(**{**one.__dict__, "lanes": (type(lane)(lane.key, "北大西洋", lane.items), *one.lanes[1:])})
    for form in documents.FORMS:
        with pytest.raises(Unavailable, match="U\\+5317"):
            documents.render(form, changed, view)


def test_the_shipped_template_is_what_its_script_makes() -> None:
    import subprocess
    import sys

    script = Path(__file__).parents[3] / "scripts" / "brief_template.py"
    done = subprocess.run([sys.executable, script, "--check"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert word.faults_of(word.SHIPPED.read_bytes(), "shipped") == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_office_suite_opens_it_without_a_warning(language: str, tmp_path: Path) -> None:
    document = tmp_path / "brief.docx"
    document.write_bytes(made("docx", NAME, language))
    converted = convert(document, "txt:Text (encoded):UTF8", tmp_path / "out")
    assert converted.warnings == ()
    text = plain(converted.path.read_text(encoding="utf-8-sig"))
    assert [piece for piece in said(NAME, language) if plain(piece) not in text] == []
