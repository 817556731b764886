"""Footnotes of a word processor: the part that holds them, and the marks that call for them.

The marks are the brief's own ("[1a]"), so that a note has one name in every form of the brief. Each is a link to its
note; the first also brings the note to the foot of its page, by a reference whose own mark is without width: some
word processors would print a mark of letters twice.
"""

from lxml import etree

from servanda.render.documents.paper import Note, Paper
from servanda.render.documents.word.package import parsed, written_xml
from servanda.render.documents.word.runs import (
    MAIN,
    NOTE,
    STYLES,
    W,
    anchored,
    elements_of,
    leading_to,
    link,
    words,
)

PART = "word/footnotes.xml"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_FIRST_BOOKMARK = 5000
_NO_WIDTH = "\u200d"


def call_notes(body: etree._Element, paper: Paper, held: bytes | None) -> bytes:
    """Give each mark of a document its note; gives the part of the notes, those of the template (``held``) before."""
    root = parsed(held) if held else _empty()
    first = 1 + max((int(note.get(f"{W}id", "0")) for note in root), default=0)
    called: dict[str, int] = {}
    for mark in [run for run in body.iter(f"{W}r") if run.get(NOTE)]:
        note = paper.note(str(mark.attrib.pop(NOTE)))
        shown = leading_to(_anchor(note), [])
        mark.addprevious(shown)
        shown.append(mark)
        if note.key not in called:
            called[note.key] = first + len(called)
            shown.addnext(_reference(called[note.key]))
            root.append(_note(note, called[note.key]))
    return written_xml(root)


def _reference(number: int) -> etree._Element:
    run = words(_NO_WIDTH, STYLES["mark"])
    reference = etree.Element(f"{W}footnoteReference", {f"{W}customMarkFollows": "1", f"{W}id": str(number)})
    run.insert(1, reference)
    return run


def _anchor(note: Note) -> str:
    return f"note_{note.key}"


def _note(note: Note, number: int) -> etree._Element:
    made = etree.Element(f"{W}footnote", {f"{W}id": str(number)}, nsmap={"w": MAIN})
    paragraph = etree.SubElement(made, f"{W}p")
    properties = etree.SubElement(paragraph, f"{W}pPr")
    etree.SubElement(properties, f"{W}pStyle", {f"{W}val": "FootnoteText"})
    paragraph.extend(anchored(_anchor(note), _FIRST_BOOKMARK + number, [words(note.mark, "ServandaNoteMark")]))
    paragraph.append(words(" "))
    paragraph.extend(element for one in note.text for element in elements_of(one))
    if note.address:
        paragraph.append(words(" "))
        paragraph.extend(link(note.address) if note.link else [words(note.address)])
    etree.cleanup_namespaces(made)
    return made


def _empty() -> etree._Element:
    root = etree.Element(f"{W}footnotes", nsmap={"w": MAIN})
    for number, kind, rule in ((-1, "separator", "separator"), (0, "continuationSeparator", "continuationSeparator")):
        note = etree.SubElement(root, f"{W}footnote", {f"{W}type": kind, f"{W}id": str(number)})
        run = etree.SubElement(etree.SubElement(note, f"{W}p"), f"{W}r")
        etree.SubElement(run, f"{W}{rule}")
    return root
