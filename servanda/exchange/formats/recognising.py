"""What a file is, by its bytes: never by its ending, which is only compared."""

from pathlib import Path

from servanda.errors import InputError, worded
from servanda.exchange.formats.archives import part_names, password

HEAD = 65_536
ENDINGS = {
    ".csv": {"csv"},
    ".tsv": {"csv"},
    ".tab": {"csv"},
    ".txt": {"csv", "blocks"},
    ".md": {"blocks", "csv"},
    ".xlsx": {"xlsx"},
    ".xlsm": {"xlsx"},
    ".xlsb": {"xlsb"},
    ".xls": {"xls"},
    ".ods": {"ods"},
    ".json": {"json", "jsonl"},
    ".jsonl": {"jsonl"},
    ".ndjson": {"jsonl"},
    ".docx": {"docx"},
    ".docm": {"docx"},
}
LINES = {".jsonl", ".ndjson"}
SAID = {
    "csv": worded("plain text"),
    "blocks": worded("plain text"),
    "xlsx": worded("an Excel workbook (XLSX)"),
    "xlsb": worded("an Excel workbook (XLSB)"),
    "xls": worded("an old Excel workbook (XLS)"),
    "ods": worded("an OpenDocument spreadsheet (ODS)"),
    "json": worded("JSON"),
    "jsonl": worded("JSON Lines"),
    "docx": worded("a Word document (DOCX)"),
    "xml": worded("XML"),
}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS = (
    (b"%PDF", worded("a PDF document"), worded("copy its table into a spreadsheet and check it cell by cell")),
    (b"{\\rtf", worded("a Rich Text document"), worded("save it as DOCX")),
    (b"\x1f\x8b", worded("a packed file (gzip)"), worded("unpack it first")),
    (b"BZh", worded("a packed file (bzip2)"), worded("unpack it first")),
    (b"\xfd7zXZ\0", worded("a packed file (xz)"), worded("unpack it first")),
    (b"\x28\xb5\x2f\xfd", worded("a packed file (zstd)"), worded("unpack it first")),
    (b"7z\xbc\xaf\x27\x1c", worded("a packed file (7z)"), worded("unpack it first")),
    (b"Rar!", worded("a packed file (RAR)"), worded("unpack it first")),
    (b"\x89PNG", worded("a picture"), worded("have its figures as a table")),
    (b"\xff\xd8\xff", worded("a picture"), worded("have its figures as a table")),
    (b"GIF8", worded("a picture"), worded("have its figures as a table")),
    (b"SQLite format 3\0", worded("a database"), worded("write its tables as CSV")),
    (b"\x7fELF", worded("a program"), worded("check that it is the file you mean")),
    (b"MZ\x90", worded("a program"), worded("check that it is the file you mean")),
)
_ZIPPED = (
    ("xl/workbook.xml", "xlsx"),
    ("xl/workbook.bin", "xlsb"),
    ("word/document.xml", "docx"),
)
SAVE_AS = worded("save it as XLSX, ODS or CSV")


def recognise(path: Path, name: str) -> str:
    """The format of a file, one of ``SAID``; raises ``InputError`` for an empty file and for what is not read."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    if not head.strip(b"\xef\xbb\xbf \t\r\n"):
        sentence = worded("The file is empty.")
        raise InputError("empty-file", sentence, worded("check that it is the file you mean"), file=name)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(path, name)
    if head.startswith(_OLE):
        return _compound(path, name)
    for mark, what, remedy in _OTHERS:
        if head.startswith(mark):
            raise _other(name, what, remedy)
    return _text(head, name)


def ending_note(form: str, name: str) -> str:
    """What to say of a name whose ending promises another format, else nothing."""
    ending = Path(name).suffix.lower()
    if form in ENDINGS.get(ending, {form}):
        return ""
    return worded("It is called {ending} but is {form}, and is read as that.", ending=ending, form=SAID[form])


def _zipped(path: Path, name: str) -> str:
    names = set(part_names(path, name))
    for part, form in _ZIPPED:
        if part in names or part.replace("/", "\\") in names:
            return form
    if "content.xml" in names and "mimetype" in names:
        return _open_document(path, name)
    if any(one.startswith("ppt/") for one in names):
        raise _other(name, worded("a presentation"), worded("copy its table into a spreadsheet"))
    raise _other(name, worded("a packed file (zip)"), worded("unpack it first"))


def _open_document(path: Path, name: str) -> str:
    # By the standard the first part is the type, not packed, so it stands in plain text at the beginning.
    with path.open("rb") as file:
        head = file.read(256)
    if b"opendocument.spreadsheet" in head:
        return "ods"
    if b"opendocument.text" in head:
        raise _other(name, worded("an OpenDocument text"), worded("save it as DOCX"))
    raise _other(name, worded("an OpenDocument file that is no spreadsheet"), SAVE_AS)


def _compound(path: Path, name: str) -> str:
    """What a compound file (OLE) holds: its parts are named in UTF-16."""
    found = _first_name(path, ("EncryptedPackage", "Workbook", "Book", "WordDocument", "PowerPoint Document"))
    if found == "EncryptedPackage":
        raise password(name)
    if found in {"Workbook", "Book"}:
        return "xls"
    if found == "WordDocument":
        raise _other(name, worded("an old Word document"), worded("save it as DOCX"))
    raise _other(name, worded("an old office file that is no spreadsheet"), SAVE_AS)


def _first_name(path: Path, names: tuple[str, ...]) -> str:
    """The first of the names that stands in the file."""
    # A name in the list of parts is followed by zeros, unlike the word in a text.
    wanted = {name: name.encode("utf-16-le") + b"\0\0" for name in names}
    seen: set[str] = set()
    last = b""
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            seen |= {name for name, mark in wanted.items() if mark in last + piece}
            last = piece[-64:]
    return next((name for name in names if name in seen), "")


def _text(head: bytes, name: str) -> str:
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = head.decode("utf-16", "replace")
    else:
        text = head.decode("utf-8-sig", "replace").replace("\0", "")
    begins = text.lstrip("\ufeff \t\r\n")
    if begins.startswith("<"):
        return _marked_up(begins[:4096], name)
    if begins.startswith(("{", "[")) and _is_json(begins):
        return "jsonl" if _is_lines(begins, name) else "json"
    return "csv"


def _marked_up(text: str, name: str) -> str:
    low = text.lower()
    if "<html" in low or low.startswith(("<!doctype html", "<table")):
        raise _other(name, worded("a web page (HTML)"), worded("open it in a spreadsheet and {remedy}", remedy=SAVE_AS))
    if "urn:schemas-microsoft-com:office:spreadsheet" in low:
        raise _other(name, worded("an old spreadsheet in XML"), SAVE_AS)
    return "xml"


def _is_json(text: str) -> bool:
    after = text[1:].lstrip()[:1]
    return after in {'"', "}"} if text[0] == "{" else after in set('{["]-0123456789tfn')


def _is_lines(text: str, name: str) -> bool:
    """Whether a second value begins on a line of its own; where that cannot be seen the ending has to tell."""
    first, _, rest = text.partition("\n")
    rest = rest.lstrip()
    if text[0] != "{" or (rest and not first.rstrip().endswith("}")):
        return False
    return rest.startswith("{") if rest else Path(name).suffix.lower() in LINES


def _other(name: str, what: str, remedy: str) -> InputError:
    return InputError(
        "other-format", worded("The file is {what}, which is not read as a table.", what=what), remedy, file=name
    )
