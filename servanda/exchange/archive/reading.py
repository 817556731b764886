"""Opening an archive that anyone may have made: bounded in time and memory; nothing of it is unpacked to disk."""

import hashlib
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import IO

from servanda.errors import InputError
from servanda.exchange.archive.manifest import MEMBERS, NAME, REMEDY, Manifest, Member, damaged, naming

PIECE = 1 << 20
LONGEST_LINE = 50_000_000  # bytes: no entry is near it
LARGEST_MANIFEST = 10_000_000
MOST_PACKED = 200  # times smaller than it is: what people write packs ten times at most
_SMALL = 50_000_000  # bytes that may pack as they like
_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)


class Archive:
    """An archive that is open for reading, with its manifest."""

    def __init__(self, archive: zipfile.ZipFile, manifest: Manifest) -> None:
        self._archive = archive
        self._members: list[IO[bytes]] = []
        self.manifest = manifest

    def close(self) -> None:
        """Close the members that were not read to their end."""
        for member in self._members:
            member.close()

    def lines(self, name: str, advance: Callable[[int], None]) -> Iterator[bytes]:
        """The lines of a member; after the last one it is held against the manifest. ``advance`` is told of bytes."""
        due = self.manifest.members[name]
        digest, number, size = hashlib.sha256(), 0, 0
        pending = b""
        for piece in self._pieces(name, due):
            digest.update(piece)
            size += len(piece)
            advance(len(piece))
            *whole, pending = (pending + piece).split(b"\n")
            if len(pending) > LONGEST_LINE:
                raise damaged("a line is longer than any entry is", name, number + len(whole) + 1)
            number += len(whole)
            yield from whole
        if pending:
            raise damaged("its last line is cut off", name, number + 1)
        if Member(number, size, digest.hexdigest()) != due:
            raise damaged("it does not hold what its manifest says", name)

    def _pieces(self, name: str, due: Member) -> Iterator[bytes]:
        left = due.bytes
        try:
            member = self._archive.open(name)
            self._members.append(member)
            while piece := member.read(PIECE):
                left -= len(piece)
                if left < 0:
                    raise damaged("it holds more than its manifest says", name)
                yield piece
        except _FAULTS as fault:
            raise damaged(_reason(fault), name) from None


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """Open an archive; raises ``InputError`` for what is none, is cut off, or is not what an archive is made of."""
    archive = _zip(path)
    with archive:
        with naming(path):
            _look_over(archive)
            found = Archive(archive, _manifest(archive))
        with closing(found):
            yield found


def _zip(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except OSError as fault:
        raise InputError(
            "unreadable", f"it cannot be read: {fault.strerror or fault}", "check the path and the rights", file=path
        ) from None
    except _FAULTS:
        raise InputError(
            "no-archive",
            "This is no archive of a register, or it is cut off.",
            "give a file that `servanda backup` wrote; take another copy of it if this one is",
            file=path,
        ) from None


def _look_over(archive: zipfile.ZipFile) -> None:
    """Hold the directory against what an archive is made of, before anything is unpacked."""
    found = archive.infolist()
    names = [info.filename for info in found]
    if NAME not in names:
        raise InputError("no-archive", "This ZIP file is no archive of a register.", REMEDY)
    if sorted(names) != sorted((*MEMBERS, NAME)):
        odd = next((name for name in names if names.count(name) > 1 or name not in (*MEMBERS, NAME)), None)
        raise damaged(f"it holds {odd!r}, which no archive holds" if odd else "a member is missing")
    for info in found:
        if info.flag_bits & 0x1 or info.compress_type not in (zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED):
            raise damaged("a member is encrypted, or packed in a way that archives are not", info.filename)
        if info.file_size > _SMALL and info.file_size > info.compress_size * MOST_PACKED:
            raise damaged("it would unpack to far more than entries do", info.filename)


def _manifest(archive: zipfile.ZipFile) -> Manifest:
    try:
        with archive.open(NAME) as member:
            data = member.read(LARGEST_MANIFEST + 1)
    except _FAULTS as fault:
        raise damaged(_reason(fault), NAME) from None
    if len(data) > LARGEST_MANIFEST:
        raise damaged("its manifest is larger than any is", NAME)
    manifest = Manifest.from_json(data)
    for name, due in manifest.members.items():
        if archive.getinfo(name).file_size != due.bytes:
            raise damaged("it does not hold what its manifest says", name)
    return manifest


def _reason(fault: Exception) -> str:
    return "its bytes are not what was written" if isinstance(fault, zipfile.BadZipFile | zlib.error) else str(fault)
