"""The brief as a document that stands alone: every sentence and source, nothing fetched, nothing let through."""

import html
import re
from html.parser import HTMLParser

from servanda import brief, demo
from servanda.brief.model import Brief
from servanda.frameworks import load_all
from servanda.i18n import Translator
from servanda.kernel.standpoint import Resolved
from servanda.render import html as as_html
from servanda.render.common import source_words
from tests.support.seen import register, view_of


def composed(as_of: str = "2016-11-15") -> tuple[Brief, Resolved]:
    path = demo.paths()[0]
    view = view_of(path, as_of)
    return brief.compose(view, register(path).scope, load_all(None), "en"), view.standpoint


class Page(HTMLParser):
    """Reads a document and keeps its words and what it would fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.fetched: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("meta", "br", "link"):
            self.open.append(tag)
        self.fetched += [f"{tag} {name}" for name, _ in attrs if name in ("src", "data") or tag in ("link", "script")]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def read(document: str) -> Page:
    page = Page()
    page.feed(document)
    return page


def test_every_sentence_and_source_is_in_it_and_nothing_is_fetched() -> None:
    told, at = composed()
    page = read(as_html.render(told, at))
    text = re.sub(r"[\[(]\d+[\])]|\s+", "", "".join(page.words))
    sentences = [one for section in told.all_sections() for one in section.sentences]
    assert len(sentences) > 40
    for one in sentences:
        assert re.sub(r"\s+", "", "".join(re.split(r"[\[(]\d+[\])]", one.text))) in text or one.dispute is not None
    for line in told.sources:
        assert re.sub(r"\s+", "", source_words(line, Translator("en"))) in text.replace("\n", "")
    assert not page.fetched
    assert page.open == []


def test_what_a_source_says_cannot_become_markup() -> None:
    told, at = composed()
    line = told.sources[0]
    hostile = type(line)(
        **{field: getattr(line, field) for field in line.__slots__}
        | {
            "publisher": "<script>alert(1)</script>",
            "address": "javascript:alert(1)",
        }
    )
    document = as_html.render(type(told)(**{**told.__dict__, "sources": (hostile,)}), at)
    assert "<script" not in document
    assert html.escape("<script>alert(1)</script>") in document
    assert 'href="javascript' not in document


def test_equal_standpoints_give_equal_bytes() -> None:
    told, at = composed()
    again, stood = composed()
    assert as_html.render(told, at) == as_html.render(again, stood)
