"""Filling a template: its fields from a document, then notes, styles, properties, and fixed bytes."""

import io
from typing import Any

from docx.document import Document
from docx.shared import Pt
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment
from lxml import etree

from servanda.render.documents import pdf
from servanda.render.documents.paper import Drawing, Paper
from servanda.render.documents.word import notes, package, styles
from servanda.render.documents.word.check import checked
from servanda.render.documents.word.properties import core_properties
from servanda.render.documents.word.runs import MAIN, W
from servanda.render.documents.word.values import values_of

_BODY, _STYLES, _CORE = "word/document.xml", "word/styles.xml", "docProps/core.xml"
_TYPES, _RELATIONS = "[Content_Types].xml", "word/_rels/document.xml.rels"


def render(paper: Paper, template: bytes | None = None, name: str = "", fonts: str | None = None) -> bytes:
    """Fill a template (else the shipped one) with a document; ``name`` is what faults call the template.

    Raises ``InputError`` for a template that does not fit or is not safe, ``Unavailable`` for a letter in a drawing
    that no font has.
    """
    parts = checked(template or package.SHIPPED.read_bytes(), name or package.SHIPPED.name)
    parts = _filled(parts, paper, fonts)
    body = package.parsed(parts[_BODY])
    parts[notes.PART] = notes.call_notes(body, paper, parts.get(notes.PART))
    etree.cleanup_namespaces(body, keep_ns_prefixes=["w", "r", "wp", "a", "pic"])
    parts[_BODY] = package.written_xml(body)
    parts[_TYPES] = _with(parts[_TYPES], "Override", PartName=f"/{notes.PART}", ContentType=notes.TYPE)
    parts[_RELATIONS] = _with(
        parts[_RELATIONS], "Relationship", Type=notes.RELATION, Target="footnotes.xml", Id="rIdServandaNotes"
    )
    parts[_STYLES] = styles.completed(parts[_STYLES], paper.language)
    parts[_CORE] = core_properties(paper)
    return package.written(parts)


def _filled(parts: dict[str, bytes], paper: Paper, fonts: str | None) -> dict[str, bytes]:
    """The parts of a template with its fields filled in; only what was looked at before is opened."""
    template = DocxTemplate(io.BytesIO(package.written(parts)))
    document = template.get_docx()
    pdf.probe((*paper.opening, *(one for chapter in paper.chapters for one in chapter.drawings)), fonts)
    values: dict[str, Any] = values_of(paper, lambda drawing: _picture(document, drawing, fonts))
    template.render(values, SandboxedEnvironment(autoescape=True, undefined=StrictUndefined))
    saved = io.BytesIO()
    template.save(saved)
    return package.opened(saved.getvalue())


def _picture(document: Document, drawing: Drawing, fonts: str | None) -> etree._Element:
    """The run that shows a drawing, with its description."""
    image = io.BytesIO(pdf.compiled("drawing.typ", fonts, "png", svg=drawing.svg, width=str(drawing.width)))
    inline = document.part.new_pic_inline(image, Pt(drawing.width), Pt(drawing.height))
    for side in "TBLR":  # else some leave room on every side, and the drawing no longer fits
        inline.set(f"dist{side}", "0")
    inline.docPr.set("descr", drawing.alt)
    inline.docPr.set("name", drawing.title)
    run = etree.Element(f"{W}r", nsmap={"w": MAIN})
    etree.SubElement(run, f"{W}drawing").append(inline)
    return run


def _with(part: bytes, tag: str, **attributes: str) -> bytes:
    """A list of the package with one line more, unless what it names is listed."""
    root = package.parsed(part)
    named = "PartName" if tag == "Override" else "Type"
    if not any(line.get(named) == attributes[named] for line in root):
        namespace = root.tag.partition("}")[0] + "}"
        etree.SubElement(root, f"{namespace}{tag}", attributes)
    return package.written_xml(root)
