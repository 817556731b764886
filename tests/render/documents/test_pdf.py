"""The brief as PDF: every sentence and note in it, letters of every neighbour, no markup let in, equal bytes."""

import unicodedata
from datetime import date
from pathlib import Path

import pytest

from servanda.brief.model import Section
from servanda.errors import Unavailable, UsageError
from servanda.kernel.marking import Marking
from servanda.render import documents
from servanda.render.documents import pdf
from servanda.render.documents.compose import paper_of
from tests.render.documents.reading import (
    LANGUAGES,
    NAMES,
    made,
    pages_of,
    paragraphs_of,
    plain,
    said,
    told,
    with_words,
)

# Words with every letter of an alphabet that Latin, or that alphabet's sisters, have not.
LETTERS = {
    "az": "Zəfər, jaketini də, papağını da götür, bu axşam hava çox soyuq olacaq: Ə Ğ I İ Ö Ş Ü Ç q x",
    "ka": "გთხოვთ ახლავე გაიაროთ რეგისტრაცია უნიკოდის მეათე საერთაშორისო კონფერენციაზე ჟ ძ ჭ ჯ ჰ ყ წ",
    "hy": "Բել դղյակի ձախ ժամն օֆ ազգությանը ցպահանջ չճշտած վնաս էր եւ փառք",
    "el": "Ξεσκεπάζω τὴν ψυχοφθόρα βδελυγμία, ταχίστη αλώπηξ βαφής ημιώνου",
    "uk": "Чуєш їх, доцю, га? Кумедна ж ти, прощайся без ґольфів! Ёлка, объём, щука, эти, ў",
    "tr": "Pijamalı hasta yağız şoföre çabucak güvendi",
    "ro": "Muzicologă în bej vând whisky și tequila, preț fix",
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_every_sentence_and_source_is_in_it(name: str, language: str) -> None:
    text = plain("".join(pages_of(made("pdf", name, language))))
    pieces = [piece for piece in said(name, language) if piece]
    assert len(pieces) > 60
    assert [piece for piece in pieces if plain(piece) not in text] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_note_stands_at_the_foot_where_it_is_called_for(name: str) -> None:
    one, view = told(name)
    paper = paper_of(one, view.standpoint, Marking())
    pages = [plain_with_letters(page) for page in pages_of(made("pdf", name))]
    assert len(paper.notes) > 10
    for note in paper.notes:
        foot = plain_with_letters(note.mark + "".join(run.text for run in note.text) + note.address)
        first = next(number for number, page in enumerate(pages) if plain_with_letters(note.mark) in page)
        # a note for which a page has no room left stands at the foot of the next
        assert foot in pages[first] or foot in pages[first + 1], note


def plain_with_letters(text: str) -> str:
    return "".join(text.replace("\u2060", "").split())


def test_each_page_bears_the_marking_twice_and_counts_itself() -> None:
    pages = pages_of(made("pdf", "azerbaijan-2016-11-15"))
    for number, page in enumerate(pages, start=1):
        assert page.count("PUBLIC") == 2
        assert f"Page {number} of {len(pages)}" in page
    assert pages[0].replace("PUBLIC", "").strip().startswith("As of 15 November 2016.")


def test_the_marking_is_that_of_the_most_restricted_fact() -> None:
    one, view = told("azerbaijan-2016-11-15")
    paper = paper_of(one, view.standpoint, Marking(False, "restricted", ("AZE", "NATO")))
    pages = pages_of(pdf.render(paper))
    assert all(page.count("RESTRICTED, RELEASABLE TO AZE, NATO") == 2 for page in pages)


HOSTILE = ("#panic()", "*x* _y_ `z`", "$1$ $x^2$", "@ref <label> \\ // /* */", "#{2+2} ]]{{ }} {_{ a }_}", "&lt; <b>")


@pytest.mark.parametrize("form", documents.FORMS)
def test_what_somebody_said_is_never_markup(form: str) -> None:
    one, view = told("azerbaijan-2016-11-15")
    document = documents.render(form, with_words(one, *HOSTILE), view)
    text = plain("".join(pages_of(document) if form == "pdf" else paragraphs_of(document, "document")))
    assert [words for words in HOSTILE if plain(words) not in text] == []


def test_the_letters_of_the_neighbours_are_right() -> None:
    one, view = told("azerbaijan-2016-11-15")
    text = plain("".join(pages_of(documents.render("pdf", with_words(one, *LETTERS.values(), language="az"), view))))
    assert [words for words in LETTERS.values() if plain(words) not in text] == []


@pytest.mark.parametrize(("words", "language"), [("שלום עולם", "he"), ("سلام", "fa")])
def test_text_from_right_to_left_is_set_and_kept(words: str, language: str) -> None:
    one, view = told("azerbaijan-2016-11-15")
    text = "".join(pages_of(documents.render("pdf", with_words(one, words, language=language), view)))
    # in which order letters come out is up to the reading program: that all are there, and no others, is up to this
    found = [letter for letter in unicodedata.normalize("NFKC", text) if "\u0590" <= letter <= "\u06ff"]
    assert sorted(found) == sorted(words.replace(" ", ""))


def test_a_letter_that_no_font_has_is_named() -> None:
    one, view = told("azerbaijan-2016-11-15")
    with pytest.raises(Unavailable) as refused:
        documents.render("pdf", with_words(one, "北大西洋", language="zh"), view)
    assert refused.value.code == "no-letters"
    assert "北 (U+5317)" in refused.value.sentence
    assert "SERVANDA_FONTS" in refused.value.remedy


def test_what_is_no_letter_at_all_does_not_break_it() -> None:
    one, view = told("azerbaijan-2016-11-15")
    text = plain("".join(pages_of(documents.render("pdf", with_words(one, "a\x00b\x1bc\u2028d"), view))))
    assert "abcd" in text


def test_a_folder_of_fonts_that_is_none_is_named(tmp_path: Path) -> None:
    one, view = told("azerbaijan-2016-11-15")
    with pytest.raises(UsageError, match="SERVANDA_FONTS"):
        documents.render("pdf", one, view, fonts=str(tmp_path / "none"))
    assert documents.render("pdf", one, view, fonts=str(tmp_path)) == made("pdf", "azerbaijan-2016-11-15")


@pytest.mark.parametrize("form", documents.FORMS)
def test_equal_standpoints_give_equal_bytes(form: str) -> None:
    assert documents.render(form, *told("azerbaijan-2016-11-15")) == made(form, "azerbaijan-2016-11-15")
    assert made(form, "azerbaijan-2016-11-15") != made(form, "azerbaijan-2024-11-26")


def test_a_day_far_away_can_be_a_document() -> None:
    for day in (date(1000, 1, 1), date(9998, 12, 31)):
        one, view = told("azerbaijan-2016-11-15")
        stood = type(view.standpoint)(as_of=day, tick=view.standpoint.tick, today=view.standpoint.today)
        assert pages_of(pdf.render(paper_of(one, stood, Marking())))


@pytest.mark.parametrize("form", documents.FORMS)
def test_a_brief_that_has_little_to_say_is_a_document_too(form: str) -> None:
    one, view = told("azerbaijan-2016-11-15")
    nothing = dict.fromkeys(("lede", "sections", "next_dates", "sources", "lanes", "tallies", "series", "grades"), ())
    quiet = {name: Section(name, name.title(), (), "Nothing.") for name in ("disputed", "stale", "unknown")}
    document = documents.render(form, type(one)(**{**one.__dict__, **nothing, **quiet}), view)
    text = "".join(pages_of(document) if form == "pdf" else paragraphs_of(document, "document"))
    assert text.count("Nothing.") == 3
