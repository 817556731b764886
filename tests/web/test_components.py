"""The parts of a page: a sign is never without its word, a mark never leaves its word, nothing styles itself."""

import re
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

import servanda.web
from servanda.web.drawing import sourcemarks
from servanda.web.templatetags.words import last_word, up_to_last_word

WEB = Path(servanda.web.__file__).parent
MARK = {"number": 3, "ident": "c3", "source": "Ministry of Foreign Affairs", "captured": False}


def drawn(name: str, **context: object) -> str:
    return render_to_string(f"components/{name}.html", context)


def words(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", text)).strip()


@given(st.text())
def test_a_text_cut_at_its_last_word_is_whole_again(text: str) -> None:
    assert up_to_last_word(text) + last_word(text) == text
    assert " " not in last_word(text)


@pytest.mark.parametrize(
    ("form", "word"),
    [("unknown", "not known"), ("none", "none"), ("zero", "0"), ("computed", "computed"), ("disputed", "disputed")],
)
def test_every_answer_says_its_word(form: str, word: str) -> None:
    assert words(drawn("answer", form=form)) == word


def test_unknown_none_and_nought_look_different() -> None:
    assert len({drawn("answer", form=form, text="0") for form in ("unknown", "none", "zero")}) == 3


def test_a_mark_stays_on_the_line_of_the_word_before_it() -> None:
    spans = [{"text": "It joined on ", "form": "plain"}, {"text": "4 May 1994", "form": "figure", "marks": [MARK]}]
    text = drawn("said", sentence={"spans": spans})
    assert re.search(
        r'<span class="fig">4 May </span><span class="nb"><span class="fig">1994</span><button[^>]*>3</button></span>',
        text,
    )
    assert 'aria-label="Source 3: Ministry of Foreign Affairs, no quotation held"' in text
    assert words(text) == "It joined on 4 May 19943"


def test_a_sentence_has_no_space_that_nobody_wrote() -> None:
    spans = [
        {"text": "A part", "form": "vague"},
        {"text": " of it, ", "form": "plain"},
        {"text": "Baku", "form": "link", "href": "/baku"},
        {"text": ".", "form": "plain", "marks": [{**MARK, "ident": ""}]},
    ]
    assert words(drawn("said", sentence={"spans": spans})) == "A part of it, Baku.3"


def test_a_mark_without_a_popover_leads_to_the_source_at_the_foot() -> None:
    assert 'href="#source-3"' in sourcemarks.marks([{**MARK, "ident": ""}])
    assert 'id="source-3"' in drawn("sources", sources=[{"number": 3, "publisher": "Ministry"}])


def test_a_popover_without_a_quotation_says_so() -> None:
    citation = {"ident": "c3", "number": 3, "source": "Ministry", "quotation": ""}
    text = words(sourcemarks.popovers([citation]))
    assert "No quotation is held yet." in text
    assert "Published date not known" in re.sub(r"(Published)", r"\1 ", text).replace("  ", " ")


def test_an_error_says_what_where_and_how_on() -> None:
    error = {
        "sentence": "2016-13 is no date.",
        "where": "as_of",
        "remedy": "Write a day.",
        "ways": [{"label": "Today", "href": "/"}],
    }
    text = drawn("error", error=error, ident="e1")
    assert 'id="e1"' in text
    assert words(text) == "2016-13 is no date. as_of Write a day. Today"


def test_a_faulty_field_is_tied_to_its_error() -> None:
    stand = {
        "as_of": "today", "known": "now", "reader": "anyone", "action": "/", "fields": {"as_of": "2016-13"},
        "errors": {"as_of": {"sentence": "2016-13 is no date."}}, "kept": [("lang", "en")],
    }  # fmt: skip
    text = drawn("standpoint", stand=stand)
    assert 'aria-describedby="stand-as-of-help stand-as-of-error" aria-invalid="true"' in text
    assert 'id="stand-as-of-error"' in text
    assert "<details open>" in text
    assert '<input type="hidden" name="lang" value="en">' in text


def test_the_page_has_one_way_round_and_no_script_or_style_of_its_own() -> None:
    text = render_to_string("base.html", {"page_title": "Where do we stand?"})
    assert text.startswith("<!doctype html>")
    assert "<title>Where do we stand? - Servanda</title>" in text
    assert 'class="skip" href="#main"' in text
    assert 'id="main"' in text
    assert not re.search(r"<style|<script>|\son\w+=", text)


@pytest.mark.parametrize("path", sorted(WEB.glob("templates/**/*.html")), ids=lambda path: path.name)
def test_templates_keep_to_what_the_content_policy_lets_through(path: Path) -> None:
    runs = r"\sstyle=|\son[a-z]+=|<script(?![^>]*(?:\ssrc=|type=.application/json))|https?://(?!www\.w3\.org)"
    assert not re.search(runs, path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", sorted(WEB.glob("static/servanda/*.css")), ids=lambda path: path.name)
def test_style_sheets_are_short_whole_and_ask_nobody_for_anything(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) < 400
    assert text.count("{") == text.count("}")
    assert "http" not in text
    assert "@import" not in text


def test_every_ink_a_rule_uses_is_mixed_somewhere() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in WEB.glob("static/servanda/*.css"))
    used = set(re.findall(r"var\((--[\w-]+)\)", text))
    assert used <= set(re.findall(r"(--[\w-]+):", text))
