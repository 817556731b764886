"""Zip archives of strangers (XLSX, XLSB, ODS, DOCX), looked through before anything else opens them.

Nothing is ever written to disk from them. Each part is unpacked once, counting, so that what the archive says of its
sizes need not be believed.
"""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from servanda.errors import InputError, worded
from servanda.exchange.formats.limits import SETTINGS
from servanda.exchange.formats.model import Limits

MOST_PARTS = 10_000
DIRECTORY = 4 * 1024 * 1024  # bytes of the list of parts
PIECE = 1 << 18
XML = (".xml", ".rels", ".vml")
AGAIN = worded("save it again in the program that made it")
_END = b"PK\x05\x06"
# A definition of a document type has no place in any of these formats; some old OpenOffice wrote one in META-INF.
_DEFINITIONS = tuple(
    word.encode(form) for word in ("<!DOCTYPE", "<!ENTITY") for form in ("ascii", "utf-16-le", "utf-16-be")
)
_LONGEST = max(map(len, _DEFINITIONS))


def part_names(path: Path, name: str) -> list[str]:
    """The names of the parts, once the list of them is known to be bearable; raises ``InputError`` (``damaged``)."""
    _hold_directory(path, name)
    with _opened(path, name) as archive:
        return archive.namelist()


def inspect_archive(path: Path, name: str, limits: Limits) -> None:
    """Look the whole archive through; raises ``InputError`` at anything that no honest file has."""
    _hold_directory(path, name)
    with _opened(path, name) as archive:
        parts = archive.infolist()
        _hold_parts(parts, name)
        said = sum(part.file_size for part in parts)
        if said > limits.unpacked_bytes:
            raise _too_large(name, limits)
        if any(part.filename == "META-INF/manifest.xml" for part in parts):
            _hold_manifest(archive, name)
    left = limits.unpacked_bytes
    with path.open("rb") as file:
        for part in parts:
            left -= _unpack(file, part, name, left, limits)


def read_part(archive: zipfile.ZipFile, part: str, name: str) -> bytes:
    """The whole of a small part of an archive that was inspected; nothing if there is none."""
    try:
        return archive.read(part)
    except KeyError:
        return b""
    except (zipfile.BadZipFile, zlib.error, OSError, NotImplementedError, RuntimeError, EOFError):
        raise damaged(name, worded("its part {part!r} cannot be unpacked", part=part)) from None


def damaged(name: str, sentence: str) -> InputError:
    """Make the fault of a file that is not whole."""
    return InputError(
        "damaged",
        worded("The file is damaged: {why}.", why=sentence),
        worded("fetch it again, or {again}", again=AGAIN),
        file=name,
    )


def password(name: str) -> InputError:
    """Make the fault of a file that is protected by a password."""
    sentence = worded("The file is protected by a password and cannot be read.")
    return InputError("password", sentence, worded("take the password off and save a copy"), file=name)


def _opened(path: Path, name: str) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except (zipfile.BadZipFile, struct.error, ValueError, OSError, NotImplementedError, EOFError, OverflowError):
        raise damaged(name, worded("the list of its parts cannot be read")) from None


def _hold_directory(path: Path, name: str) -> None:
    """See that the list of parts is there, and small, before it is read."""
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(size - 65_557, 0))
        tail = file.read()
    place = tail.rfind(_END)
    if place < 0 or len(tail) - place < 22:
        raise damaged(name, worded("its end is missing; it was probably cut off"))
    total, length = struct.unpack("<HL", tail[place + 10 : place + 16])
    if total > MOST_PARTS or length > DIRECTORY:
        sentence = worded("The archive has more than {limit:,} parts.", limit=MOST_PARTS)
        raise InputError("too-large", sentence, worded("{again}, or save it as CSV", again=AGAIN), file=name)


def _hold_parts(parts: list[zipfile.ZipInfo], name: str) -> None:
    seen: set[str] = set()
    for part in parts:
        steps = part.filename.replace("\\", "/").split("/")
        if ".." in steps or not steps[0] or ":" in steps[0]:
            sentence = worded("The archive has a part that points out of it: {part!r}.", part=part.filename[:100])
            raise InputError("archive-path", sentence, worded("do not trust the file; {again}", again=AGAIN), file=name)
        if part.filename in seen:
            raise damaged(name, worded("it has two parts {part!r}", part=part.filename[:100]))
        seen.add(part.filename)
        if part.flag_bits & 0x1:
            raise password(name)
        if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise damaged(name, worded("its part {part!r} is packed in an unusual way", part=part.filename[:100]))
    ends = 0
    for part in sorted(parts, key=lambda one: one.header_offset):
        if part.header_offset < ends:
            raise damaged(name, worded("parts of it lie over each other"))
        ends = part.header_offset + 30 + part.compress_size


def _hold_manifest(archive: zipfile.ZipFile, name: str) -> None:
    if archive.getinfo("META-INF/manifest.xml").file_size > DIRECTORY:
        raise damaged(name, worded("the list of its parts is too long"))
    if b"encryption-data" in read_part(archive, "META-INF/manifest.xml", name):
        raise password(name)


def _unpack(file: BinaryIO, part: zipfile.ZipInfo, name: str, left: int, limits: Limits) -> int:
    """Unpack a part without keeping it; gives its true size."""
    size, check, last = 0, 0, b""
    watched = part.filename.lower().endswith(XML) and not part.filename.startswith("META-INF/")
    for piece in _pieces(file, part, name):
        size += len(piece)
        if size > left:
            raise _too_large(name, limits)
        check = zlib.crc32(piece, check)
        if watched and any(word in window for window in (last + piece,) for word in _DEFINITIONS):
            sentence = worded(
                "Its part {part!r} defines entities of XML, which no such file needs.", part=part.filename[:100]
            )
            raise InputError("xml-entities", sentence, worded("do not trust the file; {again}", again=AGAIN), file=name)
        last = piece[-_LONGEST:]
    if size != part.file_size or check != part.CRC:
        raise damaged(name, worded("its part {part!r} is not what the list of parts says", part=part.filename[:100]))
    return size


def _pieces(file: BinaryIO, part: zipfile.ZipInfo, name: str) -> Iterator[bytes]:
    file.seek(part.header_offset)
    head = file.read(30)
    if len(head) < 30 or not head.startswith(b"PK\x03\x04"):
        raise damaged(name, worded("its part {part!r} is missing", part=part.filename[:100]))
    file.seek(part.header_offset + 30 + sum(struct.unpack("<HH", head[26:30])))
    left = part.compress_size
    unpacker = zlib.decompressobj(-15) if part.compress_type == zipfile.ZIP_DEFLATED else None
    try:
        while left > 0:
            data = file.read(min(PIECE, left))
            if not data:
                raise damaged(name, worded("its part {part!r} is cut off", part=part.filename[:100]))
            left -= len(data)
            if unpacker is None:
                yield data
                continue
            while data and not unpacker.eof:
                yield unpacker.decompress(data, PIECE)
                data = unpacker.unconsumed_tail
    except zlib.error:
        raise damaged(name, worded("its part {part!r} cannot be unpacked", part=part.filename[:100])) from None


def _too_large(name: str, limits: Limits) -> InputError:
    sentence = worded(
        "Unpacked it is larger than {limit:,} bytes, the most that is read.",
        limit=limits.unpacked_bytes,
    )
    remedy = worded("split the file, or raise {setting}", setting=SETTINGS["unpacked_bytes"])
    return InputError("too-large", sentence, remedy, file=name)
