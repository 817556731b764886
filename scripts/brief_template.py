"""Make the template of a brief in Word that is shipped: ``servanda/render/documents/word/brief.docx``.

An office changes the template itself, not this script. ``--check`` only says whether the shipped one is what this
script makes.
"""

import io
import sys
from collections.abc import Iterable
from typing import Any

from docx import Document
from docx.document import Document as Doc
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import BaseStyle, ParagraphStyle
from docx.table import _Cell
from docx.text.parfmt import ParagraphFormat

from servanda.render.documents.word import package

SERIF, SANS = "Cambria", "Calibri"
INK, INK_2 = RGBColor.from_string("16191D"), RGBColor.from_string("454B54")
WIDTH = Mm(160)
INDENT = Mm(30)


def make() -> bytes:
    """Make the template's bytes, the same each time."""
    document = Document()
    _page(document)
    _styles(document)
    _words(document)
    saved = io.BytesIO()
    document.save(saved)
    parts = package.opened(saved.getvalue())
    parts.pop("docProps/thumbnail.jpeg", None)
    for name in ("_rels/.rels", "[Content_Types].xml"):
        root = package.parsed(parts[name])
        for line in list(root):
            if "thumbnail" in line.get("Type", "") or line.get("Extension") == "jpeg":
                root.remove(line)
        parts[name] = package.written_xml(root)
    core = package.parsed(parts["docProps/core.xml"])
    for line in list(core):
        core.remove(line)
    parts["docProps/core.xml"] = package.written_xml(core)
    return package.written(parts)


def _page(document: Doc) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(25)
    section.header_distance = section.footer_distance = Mm(12)
    head = section.header.paragraphs[0]
    head.style = _style(document, "Servanda Head", SANS, 8, bold=True)
    head.style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    head.add_run("{{ marking }}")
    foot = section.footer.paragraphs[0]
    foot.style = _style(document, "Servanda Foot", SANS, 8, color=INK_2)
    stops = foot.style.paragraph_format.tab_stops
    stops.add_tab_stop(WIDTH // 2, WD_TAB_ALIGNMENT.CENTER)
    stops.add_tab_stop(WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    foot.add_run("{{ title }}\t")
    foot.add_run("{{ marking }}").bold = True
    foot.add_run("\t{{r page }}")


def _styles(document: Doc) -> None:
    normal = document.styles["Normal"]
    _letters(normal, SERIF, 10.5)
    _space(normal.paragraph_format, 0, 5, line=1.15)
    title = document.styles["Title"]
    _letters(title, SERIF, 27)
    _space(title.paragraph_format, 12, 6)
    _border(title.element, None)
    heading = document.styles["Heading 1"]
    _letters(heading, SANS, 11, bold=True)
    _space(heading.paragraph_format, 18, 6)
    _border(heading.element, "double")
    _space(_style(document, "Servanda Standpoint", SANS, 8, color=INK_2).paragraph_format, 0, 6)
    _space(_style(document, "Servanda Lede", SERIF, 13, color=INK_2).paragraph_format, 4, 14, line=1.2)
    sentence = _style(document, "Servanda Sentence", SERIF, 10.5).paragraph_format
    _space(sentence, 0, 6, line=1.15)
    sentence.left_indent = INDENT
    picture = _style(document, "Servanda Picture", SERIF, 10.5).paragraph_format
    _space(picture, 12, 2)
    picture.keep_with_next = True
    _space(_style(document, "Servanda Legend", SANS, 8, color=INK_2).paragraph_format, 2, 10)
    caption = _style(document, "Servanda Table Title", SANS, 9, bold=True).paragraph_format
    _space(caption, 10, 3)
    caption.keep_with_next = True
    _space(_style(document, "Servanda Cell", SANS, 9).paragraph_format, 1, 1)
    contents = _style(document, "Servanda Contents", SANS, 9, bold=True)
    _space(contents.paragraph_format, 14, 3)
    contents.paragraph_format.keep_with_next = True
    contents.paragraph_format.page_break_before = True  # the first page is the answer, at a glance
    _border(contents.element, "double")
    entry = _style(document, "toc 1", SANS, 9)
    entry.element.set(qn("w:styleId"), "TOC1")
    _space(entry.paragraph_format, 0, 1)
    source = _style(document, "Servanda Source", SANS, 8.5, color=INK_2).paragraph_format
    _space(source, 5, 0)
    source.left_indent, source.first_line_indent = Mm(8), Mm(-8)
    source.tab_stops.add_tab_stop(Mm(8))
    below = _style(document, "Servanda Below Source", SANS, 8.5, color=INK_2).paragraph_format
    _space(below, 0, 0)
    below.left_indent = Mm(8)
    note = _style(document, "footnote text", SANS, 8, color=INK_2)
    note.element.set(qn("w:styleId"), "FootnoteText")
    _space(note.paragraph_format, 0, 1)


def _words(document: Doc) -> None:
    """What stands on it: fields, and the lists that are gone through."""
    write = _Writer(document)
    write("Servanda Standpoint", "{{ standpoint }}")
    write("Title", "{{ title }}")
    write("Servanda Lede", "{{r lede }}")
    write.drawings("drawings")
    write("Servanda Contents", "{{ contents }}")
    write("toc 1", "{{p contents_list }}")
    write("Normal", "{%p for chapter in chapters %}")
    write("Heading 1", "{{r chapter.heading }}")
    write("Normal", "{%p for sentence in chapter.sentences %}")
    write("Servanda Sentence", "{{r sentence }}")
    write("Normal", "{%p endfor %}", "{%p if chapter.empty %}")
    write("Servanda Sentence", "{{ chapter.empty }}")
    write("Normal", "{%p endif %}")
    write.drawings("chapter.drawings")
    write("Normal", "{%p for table in chapter.tables %}")
    write("Servanda Table Title", "{{r table.caption }}")
    _table(document)
    write("Normal", "{%p endfor %}", "{%p endfor %}")
    write("Heading 1", "{{r sources_heading }}")
    write("Servanda Standpoint", "{{ sources_note }}")
    write("Normal", "{%p for source in sources %}")
    write("Servanda Source", "{{ source.number }}.\t{{ source.record }}")
    write("Normal", "{%p if source.address %}")
    write("Servanda Below Source", "{{r source.address }}")
    write("Normal", "{%p endif %}", "{%p for quotation in source.quotations %}")
    write("Servanda Below Source", "{{ quotation.place }}{{r quotation.text }}")
    write("Normal", "{%p endfor %}", "{%p endfor %}")
    write("Servanda Legend", "{{ view }}")


class _Writer:
    """Adds paragraphs to a document."""

    def __init__(self, document: Doc) -> None:
        self._document = document

    def __call__(self, style: str, *texts: str) -> None:
        for text in texts:
            self._document.add_paragraph(text, style=style)

    def drawings(self, path: str) -> None:
        """Write what shows each drawing of a list."""
        self("Normal", f"{{%p for drawing in {path} %}}")
        self("Servanda Picture", "{{r drawing.picture }}")
        legend = self._document.add_paragraph(style="Servanda Legend")
        legend.add_run("{{ drawing.title }}.").bold = True
        legend.add_run(" {{ drawing.legend }}")
        self("Normal", "{%p endfor %}")


def _table(document: Doc) -> None:
    table = document.add_table(rows=4, cols=3)
    table.alignment = WD_TABLE_ALIGNMENT.LEFT
    table.autofit = False
    rows = (
        ("{{ table.head.name }}", "{{ table.head.count }}", "{{ table.head.how }}"),
        ("{%tr for row in table.rows %}", "", ""),
        ("{{r row.name }}", "{{r row.count }}", "{{r row.how }}"),
        ("{%tr endfor %}", "", ""),
    )
    widths = (Mm(60), Mm(40), Mm(60))
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text, width in zip(row.cells, texts, widths, strict=True):
            cell.width = width
            paragraph = cell.paragraphs[0]
            paragraph.style = "Servanda Cell"
            paragraph.add_run(text)
            if "count" in text:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    head = table.rows[0]._tr.get_or_add_trPr()
    head.append(OxmlElement("w:tblHeader"))
    _rules(table.rows[0].cells, 8)
    _rules(table.rows[2].cells, 4)


def _rules(cells: Iterable[_Cell], size: int) -> None:
    for cell in cells:
        borders = OxmlElement("w:tcBorders")
        line = OxmlElement("w:top")
        for name, value in (("val", "single"), ("sz", str(size)), ("space", "0"), ("color", "16191D")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
        cell._tc.get_or_add_tcPr().append(borders)


def _style(
    document: Doc, name: str, font: str, size: float, *, bold: bool = False, color: RGBColor = INK
) -> ParagraphStyle:
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    _letters(style, font, size, bold=bold, color=color)
    return style


def _letters(style: BaseStyle, font: str, size: float, *, bold: bool = False, color: RGBColor = INK) -> None:
    style.font.name, style.font.size, style.font.bold = font, Pt(size), bold
    style.font.color.rgb = color
    fonts = style.element.get_or_add_rPr().rFonts
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for name in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{name}"), font)


def _space(paragraph: ParagraphFormat, before: float, after: float, line: float = 1.0) -> None:
    paragraph.space_before, paragraph.space_after, paragraph.line_spacing = Pt(before), Pt(after), line


def _border(style: Any, kind: str | None) -> None:
    """A rule above a paragraph, as a column of a ledger closes; or none at all."""
    properties = style.get_or_add_pPr()
    for old in properties.findall(qn("w:pBdr")):
        properties.remove(old)
    if kind is None:
        return
    borders, line = OxmlElement("w:pBdr"), OxmlElement("w:top")
    for name, value in (("val", kind), ("sz", "6"), ("space", "6"), ("color", "16191D")):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    properties.insert_element_before(borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc")


def main() -> int:
    made = make()
    if "--check" in sys.argv[1:]:
        return 0 if made == package.SHIPPED.read_bytes() else 1
    package.SHIPPED.write_bytes(made)
    return 0


if __name__ == "__main__":
    sys.exit(main())
