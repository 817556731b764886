"""The one door to foreign files: opens what is given, by its content, as tables.

CSV streams in this process. What is packed, or is read by code that a hostile file could upset, is read to its end in
a process of its own before ``open_document`` returns.
"""

import hashlib
import stat
from functools import partial
from pathlib import Path

from servanda.errors import InputError, worded
from servanda.exchange.formats.apart import read_apart
from servanda.exchange.formats.delimited import read_delimited
from servanda.exchange.formats.encodings import encoding_of
from servanda.exchange.formats.limits import SETTINGS, configured_limits
from servanda.exchange.formats.model import Document, Limits, Table
from servanda.exchange.formats.options import ReadingOptions
from servanda.exchange.formats.recognising import SAID, ending_note, recognise

TEXTS = {"csv", "json", "jsonl", "blocks"}
PLAIN = ReadingOptions()


def open_document(
    path: Path, *, options: ReadingOptions = PLAIN, limits: Limits | None = None, name: str | None = None
) -> Document:
    """Read a file's tables. ``name`` is what it is called in messages and how it ends; else the name of ``path``.

    Raises ``InputError`` for whatever cannot be read, with a code, a remedy and the place. Without ``limits`` those
    of the settings hold.
    """
    limits = limits or configured_limits()
    name = name or path.name
    digest = _digest(path, name, limits)
    form = form_of(path, options, name)
    notes = [note for note in [ending_note(form, name)] if note]
    tables = _tables(path, form, options, limits, notes, name)
    again = partial(open_document, path, options=options, limits=limits, name=name)
    return Document(path, form, digest, tables, notes, again)


def form_of(path: Path, options: ReadingOptions = PLAIN, name: str | None = None) -> str:
    """The format of a file by its content, or the one of ``options`` if that can be; "xml" is one too."""
    name = name or path.name
    try:
        found = recognise(path, name)
    except OSError as fault:
        raise _unreadable(name, fault) from None
    wanted = options.format or ("blocks" if options.blocks else found)
    if wanted == found:
        return found
    if wanted in TEXTS and found in TEXTS | {"xml"}:
        if wanted == "blocks" and not options.blocks:
            sentence = worded("It is not said how its blocks are read.")
            raise InputError("bad-option", sentence, worded("give the option blocks"), file=name)
        return wanted
    sentence = worded("The file is to be read as {wanted} and is {found}.", wanted=SAID[wanted], found=SAID[found])
    raise InputError("other-format", sentence, worded("leave the option format out, or check the file"), file=name)


def _tables(path: Path, form: str, options: ReadingOptions, limits: Limits, notes: list[str], name: str) -> list[Table]:
    if form == "xml":
        sentence = worded("The file is XML, which is no table.")
        remedy = worded("use a mapping for this kind of XML, or save it as XLSX, ODS or CSV")
        raise InputError("other-format", sentence, remedy, file=name)
    codec = ""
    if form in TEXTS:
        encoding = encoding_of(path, options.encoding, name)
        notes.append(encoding.note)
        codec = encoding.codec
    if form == "csv":
        return [read_delimited(path, codec, options, limits, notes, name)]
    tables = read_apart(path, form, options, limits, notes, name, codec)
    if missing := [one for one in options.tables if one not in {table.name for table in tables}]:
        sentence = worded("The file has no table {name!r}.", name=missing[0])
        there = ", ".join(repr(table.name) for table in tables) or "none"
        raise InputError(
            "no-table", sentence, worded("correct the option tables; read were: {there}", there=there), file=name
        )
    if not tables:
        raise InputError(
            "no-table", worded("The file holds no table."), worded("check that it is the file you mean"), file=name
        )
    return tables


def _digest(path: Path, name: str, limits: Limits) -> str:
    """The SHA-256 of the bytes, once it is a file that may be read and is not too large."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            sentence = worded("This is a folder, not a file.")
            raise InputError("unreadable", sentence, worded("name one file in it"), file=name)
        if not stat.S_ISREG(status.st_mode):
            raise InputError(
                "unreadable", worded("This is no regular file."), worded("save it as a file first"), file=name
            )
        if status.st_size > limits.file_bytes:
            sentence = worded(
                "The file is larger than {limit:,} bytes, the most that is read.", limit=limits.file_bytes
            )
            remedy = worded("split the file, or raise {setting}", setting=SETTINGS["file_bytes"])
            raise InputError("too-large", sentence, remedy, file=name)
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError) as fault:
        raise _unreadable(name, fault) from None


def _unreadable(name: str, fault: Exception) -> InputError:
    said = getattr(fault, "strerror", None) or fault
    return InputError(
        "unreadable",
        worded("The file cannot be read: {said}.", said=said),
        worded("check the path and the rights"),
        file=name,
    )
