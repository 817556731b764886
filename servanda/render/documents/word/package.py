"""The package of a DOCX: opened with suspicion, and written so that equal contents are equal bytes.

A template comes from outside. What it may hold is text, styles, pictures; nothing that runs, nothing that is
fetched, nothing that grows when it is unpacked.
"""

import io
import zipfile
from pathlib import Path

from lxml import etree

from servanda.errors import InputError, worded

SHIPPED = Path(__file__).parent / "brief.docx"

MOST_BYTES = 20_000_000  # of the file, and of all that is packed in it
MOST_XML = 2_000_000  # of one part
MOST_PARTS = 500
REMEDY = worded("begin from the shipped template: servanda template -o FILE")

_DOCUMENT = "word/document.xml"
_TYPES = "[Content_Types].xml"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_PROGRAMS = ("vbaproject", "vbadata", "activex", "oleobject", "embeddings/", "customui", "macroenabled", "afchunk")
_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the first that a ZIP file can name


def read(content: bytes, name: str) -> dict[str, bytes]:
    """Unpack a template; ``name`` is what faults call it. Raises ``InputError`` for what is none, or not safe."""
    if len(content) > MOST_BYTES:
        raise refused(name, worded("it is larger than {most:,} bytes, the most that is read", most=MOST_BYTES))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = _unpacked(packed, name)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, zipfile.zlib.error) as fault:  # type: ignore[attr-defined]
        raise refused(name, worded("it is no DOCX file, or it is damaged ({fault})", fault=str(fault))) from None
    if _DOCUMENT not in parts or _TYPES not in parts:
        raise refused(name, worded("it is no DOCX file: it has no document in it"))
    for part, text in parts.items():
        if part.endswith((".xml", ".rels")):
            _look(part, text, name)
    # what an office saves as a template (.dotx) is opened as a document
    parts[_TYPES] = parts[_TYPES].replace(f"{_MAIN}template.main+xml".encode(), f"{_MAIN}document.main+xml".encode())
    return parts


def opened(content: bytes) -> dict[str, bytes]:
    """Unpack a package that was made here."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return {entry.filename: packed.read(entry) for entry in packed.infolist() if not entry.is_dir()}


def written(parts: dict[str, bytes]) -> bytes:
    """Pack parts: in a fixed order, with one fixed time."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as file:
        for name in sorted(parts, key=lambda name: (name != _TYPES, not name.startswith("_rels/"), name)):
            entry = zipfile.ZipInfo(name, _FIRST_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            file.writestr(entry, parts[name])
    return packed.getvalue()


def written_xml(root: etree._Element) -> bytes:
    """A part as bytes."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def parsed(text: bytes) -> etree._Element:
    """Parse a part: no entities, nothing fetched."""
    return etree.fromstring(text, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))


def refused(name: str, why: str) -> InputError:
    """The fault of a template that is not taken."""
    return InputError("bad-template", worded("This template is not taken: {why}.", why=why), REMEDY, file=name)


def _unpacked(packed: zipfile.ZipFile, name: str) -> dict[str, bytes]:
    entries = [entry for entry in packed.infolist() if not entry.is_dir()]
    if len(entries) > MOST_PARTS:
        raise refused(name, worded("it has more than {most} parts", most=MOST_PARTS))
    parts: dict[str, bytes] = {}
    left = MOST_BYTES
    for entry in entries:
        part = entry.filename
        if entry.flag_bits & 1:
            raise refused(name, worded("it is protected by a password"))
        if part.startswith("/") or "\\" in part or ".." in part.split("/") or part in parts:
            raise refused(name, worded("a part of it has no proper name ({part!r})", part=part))
        if any(word in part.lower() for word in _PROGRAMS):
            raise refused(name, worded("it holds a macro or another program ({part})", part=part))
        most = min(left, MOST_XML) if part.endswith((".xml", ".rels")) else left
        with packed.open(entry) as stream:  # what a header says of its size is not trusted
            parts[part] = stream.read(most + 1)
        if len(parts[part]) > most:
            raise refused(name, worded("unpacked, {part} is larger than {most:,} bytes", part=part, most=most))
        left -= len(parts[part])
    return parts


def _look(part: str, text: bytes, name: str) -> None:
    try:
        root = parsed(text)
    except etree.XMLSyntaxError as fault:
        raise refused(name, worded("{part} is not XML ({why})", part=part, why=fault.msg)) from None
    if root.getroottree().docinfo.doctype:  # type: ignore[attr-defined]
        raise refused(name, worded("{part} declares a document type, where an entity may hide", part=part))
    if part == _TYPES:
        types = [element.get("ContentType", "") for element in root]
        if any("macroEnabled" in kind or "vba" in kind.lower() for kind in types):
            raise refused(name, worded("it holds macros"))
        if not any(kind.startswith(_MAIN) and kind.endswith(".main+xml") for kind in types):
            raise refused(name, worded("it is no document of Word"))
    if part.endswith(".rels"):
        for link in root:
            kind = link.get("Type", "")
            if link.get("TargetMode") == "External" and kind != _LINK:
                raise refused(
                    name, worded("it fetches something from elsewhere ({kind})", kind=kind.rpartition("/")[2])
                )
            if any(word in kind.lower() for word in _PROGRAMS):
                raise refused(name, worded("it holds a program ({part})", part=kind.rpartition("/")[2]))
