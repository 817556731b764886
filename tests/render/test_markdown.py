"""The brief as Markdown: figures bold, and no text of a source taken for markup."""

import re
from dataclasses import replace

import pytest

from servanda.render.markdown import escaped, render
from tests.brief.telling import brief

TEXT = render(brief("2016-11-15"))


def test_figures_are_bold() -> None:
    assert "**41** objectives" in TEXT
    assert "**5 November 2016**" in TEXT


def test_sources_are_numbered_and_linked() -> None:
    assert re.search(r"^1\. .*Azernews", TEXT, re.MULTILINE)
    assert "<https://www.azernews.az/nation/105108.html>" in TEXT


def test_sections_are_headings() -> None:
    assert TEXT.startswith("PUBLIC\n\n# Azerbaijan and NATO\n")
    assert "## What is disputed" in TEXT
    assert "## Sources" in TEXT


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,<script>x</script>", "https://a/><script>"])
def test_only_addresses_of_the_web_are_made_links(address: str) -> None:
    told = brief("2016-11-15")
    text = render(replace(told, sources=(replace(told.sources[0], address=address),)))
    assert escaped(address) in text
    assert f"<{address}>" not in text
    assert "<script>" not in text.replace(r"\<script\>", "")


def test_words_are_never_taken_for_markup() -> None:
    assert escaped("# 1 * [a](b) <c> `d`") == r"\# 1 \* \[a\](b) \<c\> \`d\`"
    assert escaped("1. first") == r"1\. first"
    assert escaped("- item") == r"\- item"
