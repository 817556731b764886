"""Documents of the demonstration, and their words as any program would read them."""

import re
import unicodedata
import zipfile
from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO

import pypdfium2
from lxml import etree

from servanda import brief
from servanda.brief.model import Brief, Said, Sentence
from servanda.frameworks import load_all
from servanda.i18n import Translator
from servanda.kernel.view import View
from servanda.render import documents
from servanda.render.common import parts_text, quotation_words, sentence_text, source_words
from tests.support.golden import STANDPOINTS, seen
from tests.support.seen import register

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NAMES = ("azerbaijan-2016-11-15", "azerbaijan-2024-11-26", "azerbaijan-2021-published-by-2016", "moldova-2024-11-26")
LANGUAGES = ("en", "az")
_LETTERED = re.compile(r"([\[(]\d+)[a-z]+(?=[\])])")


@lru_cache(maxsize=16)
def told(name: str, language: str = "en") -> tuple[Brief, View]:
    """A golden standpoint's brief and its view."""
    view = seen(name)
    return brief.compose(view, register(STANDPOINTS[name][0]).scope, load_all(None), language), view


@lru_cache(maxsize=16)
def made(form: str, name: str, language: str = "en") -> bytes:
    """A document of a golden standpoint."""
    return documents.render(form, *told(name, language))


def pages_of(pdf: bytes) -> list[str]:
    """The words of each page of a PDF, as they stand in it."""
    with pypdfium2.PdfDocument(pdf) as document:
        # a hyphen at the end of a line comes out as a control: nothing is hyphenated here, so it is one
        return [page.get_textpage().get_text_bounded().replace("\x02", "-") for page in document]


def parts_of(docx: bytes) -> dict[str, bytes]:
    """The parts of a DOCX."""
    with zipfile.ZipFile(BytesIO(docx)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def paragraphs_of(docx: bytes, part: str) -> list[str]:
    """The words of each paragraph of a part of a DOCX."""
    root = etree.fromstring(parts_of(docx)[f"word/{part}.xml"])
    return ["".join(text.text or "" for text in paragraph.iter(f"{W}t")) for paragraph in root.iter(f"{W}p")]


def plain(text: str) -> str:
    """A text without what a line break, a joiner or the letter of a note can change."""
    kept = "".join(letter for letter in unicodedata.normalize("NFC", text) if unicodedata.category(letter) != "Cf")
    return _LETTERED.sub(r"\1", re.sub(r"\s+", "", kept))


def said(name: str, language: str) -> Iterator[str]:
    """Everything that the brief says as text, piece by piece: standpoint, sentences, dates, sources, quotations."""
    one, _view = told(name, language)
    t = Translator(language)
    head = one.heading
    yield head.title
    yield t.gettext("As of {date}.").format(date=head.as_of)
    yield t.gettext("Known {known}.").format(known=head.known)
    yield t.gettext("Reader: {reader}.").format(reader=head.reader)
    yield " ".join(sentence_text(sentence) for sentence in one.lede)
    for section in one.all_sections():
        yield section.title
        yield from (sentence_text(sentence) for sentence in section.sentences)
        if not section.sentences:
            yield section.empty
    for date in one.next_dates:
        yield f"{parts_text(date.date)}: {sentence_text(date.sentence)}"
    for line in one.sources:
        yield source_words(line, t)
        yield line.address or ""
        yield from (quotation_words(place, words) for place, words in line.quotations)


def with_words(one: Brief, *texts: str, language: str = "en") -> Brief:
    """A brief whose first section begins with sentences of somebody's words."""
    first, *others = one.sections
    sentences = tuple(Sentence(f"test.{at}", (Said(text, language),)) for at, text in enumerate(texts))
    section = type(first)(first.key, first.title, (*sentences, *first.sentences), first.empty)
    return type(one)(**{**one.__dict__, "sections": (section, *others)})
