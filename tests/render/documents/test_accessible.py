"""What PDF/UA-1 asks of a file's structure, looked up in the file. veraPDF itself is not run here."""

from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
import pytest

from tests.render.documents.reading import LANGUAGES, made, told

NAME = "azerbaijan-2016-11-15"
PAINTING = {"Tj", "TJ", "'", '"', "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "Do", "INLINE IMAGE"}


@pytest.fixture(params=LANGUAGES)
def document(request: pytest.FixtureRequest) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(BytesIO(made("pdf", NAME, request.param))) as opened:
        yield opened


def elements(node: Any) -> Iterator[Any]:
    """Every structure element below a node, in order."""
    kids = node.get("/K")
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)


def role(element: Any, tree: Any) -> str:
    own = str(element["/S"])
    mapped = tree.get("/RoleMap", {})
    return str(mapped.get(own, own))


def test_it_says_that_it_is_tagged_and_accessible(document: pikepdf.Pdf) -> None:
    root = document.Root
    assert root.MarkInfo.Marked
    assert not root.MarkInfo.get("/Suspects", False)
    assert root.ViewerPreferences.DisplayDocTitle
    with document.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"]
    assert not document.is_encrypted


def test_title_and_language_are_those_of_the_brief() -> None:
    for language in LANGUAGES:
        with pikepdf.open(BytesIO(made("pdf", NAME, language))) as opened:
            assert str(opened.docinfo["/Title"]) == told(NAME, language)[0].heading.title
            assert str(opened.Root.Lang).startswith(language)
            assert str(opened.docinfo["/CreationDate"]).startswith("D:20161115")


def test_headings_sentences_notes_tables_and_drawings_are_in_the_tree(document: pikepdf.Pdf) -> None:
    tree = document.Root.StructTreeRoot
    found = list(elements(tree))
    roles = Counter(role(one, tree) for one in found)
    one, _view = told(NAME)
    chapters = len(one.all_sections()) + 2  # and the next dates, and the sources
    assert roles["/H1"] == chapters
    assert roles["/Table"] == len(one.tallies)
    assert roles["/TH"] >= 3 * len(one.tallies)
    assert roles["/Note"] > 40
    assert roles["/Figure"] == 2
    assert roles["/L"] > 5
    assert roles["/LI"] >= sum(len(section.sentences) for section in one.all_sections())
    assert roles["/TOC"] == 1
    assert roles["/TOCI"] == chapters
    for figure in (one for one in found if role(one, tree) == "/Figure"):
        assert len(str(figure["/Alt"])) > 100
    for head in (one for one in found if role(one, tree) == "/TH"):
        attributes = head["/A"]
        listed = list(attributes) if isinstance(attributes, pikepdf.Array) else [attributes]
        assert any("/Scope" in part for part in listed)


def test_notes_have_identifiers_of_their_own(document: pikepdf.Pdf) -> None:
    tree = document.Root.StructTreeRoot
    idents = [bytes(one["/ID"]) for one in elements(tree) if role(one, tree) == "/Note"]
    assert len(idents) == len(set(idents))


def test_nothing_is_painted_outside_of_the_tree(document: pikepdf.Pdf) -> None:
    for page in document.pages:
        assert page.get("/Tabs") == pikepdf.Name.S or "/Annots" not in page
        depth, marked = 0, 0
        for instruction in pikepdf.parse_content_stream(page):
            name, operands = str(instruction.operator), instruction.operands
            if name in ("BDC", "BMC"):
                depth += 1
                marked += operands[0] == "/Artifact" or "/MCID" in str(operands[1]) if len(operands) > 1 else 1
            elif name == "EMC":
                depth -= 1
            elif name in PAINTING:
                assert depth > 0, f"{name} paints outside of marked content"
        assert depth == 0
        assert marked > 3


def test_links_are_in_the_tree_and_described(document: pikepdf.Pdf) -> None:
    links = [note for page in document.pages for note in page.get("/Annots", [])]
    assert len(links) > 100
    for link in links:
        assert link.Subtype == "/Link"
        assert "/StructParent" in link
        assert str(link.get("/Contents", ""))


def test_fonts_are_embedded_and_can_be_read_back(document: pikepdf.Pdf) -> None:
    fonts = [one for one in document.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/Font"]
    whole = [font for font in fonts if font.Subtype == "/Type0"]
    assert whole
    for font in whole:
        assert "/ToUnicode" in font
        descriptor = font.DescendantFonts[0].FontDescriptor
        assert any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))
    assert {str(font.Subtype) for font in fonts} <= {"/Type0", "/CIDFontType0", "/CIDFontType2"}


def test_bookmarks_name_the_sections(document: pikepdf.Pdf) -> None:
    with document.open_outline() as outline:
        titles = [item.title for item in outline.root]
    language = str(document.Root.Lang)[:2]
    one, _view = told(NAME, language)
    assert {section.title for section in one.all_sections()} <= set(titles)
