"""Writing the archive: one moment of the register, in a file that appears whole or not at all."""

import hashlib
import os
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from servanda import __version__
from servanda.errors import OutOfSpace, Refused, Unavailable
from servanda.exchange.archive import lines
from servanda.exchange.archive.check import check
from servanda.exchange.archive.manifest import ARRIVALS, ERASURES, NAME, SEALS, Manifest, Member
from servanda.exchange.archive.progress import Stages, silent
from servanda.exchange.archive.views import seen
from servanda.ledger import whole
from servanda.ledger.read import Kept

PIECE = 1 << 20
LEVEL = 6
_MADE = (1980, 1, 1, 0, 0, 0)  # an archive of an equal register is equal to the byte, whenever it is written
_NO_SPACE = {28, 122}  # ENOSPC, EDQUOT


def backup(path: Path, *, replace: bool = False, stages: Stages = silent) -> Manifest:
    """Write the whole register as it stands at one moment, and read what was written once more before it gets its name.

    Raises ``Refused`` where nothing was ever recorded or the file is there already (unless it may ``replace`` it),
    ``Unavailable`` or ``OutOfSpace`` where it cannot be written, ``InputError`` where the register is not as it was
    recorded; then there is no new file.
    """
    if not replace and os.path.lexists(path):
        raise _taken(path)
    with _draft(path, replace=replace) as draft:
        with draft.open("wb") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL) as archive, whole.snapshot():
                _write(archive, stages)
            file.flush()
            os.fsync(file.fileno())
        return check(draft, stages=stages)


def _write(archive: zipfile.ZipFile, stages: Stages) -> None:
    own = whole.own()
    if own is None:
        raise Refused(
            "nothing-recorded",
            "Nothing was ever recorded in this register, so there is nothing to back up.",
            "check that DATABASE_URL names the register you mean; `servanda info` tells which one it is",
        )
    advance = stages("Writing the archive", whole.number_of_arrivals())
    counted = _Counted(advance)
    members = {
        ARRIVALS: _member(archive, ARRIVALS, counted.lines(whole.arrivals())),
        SEALS: _member(archive, SEALS, map(lines.of_seal, whole.seals())),
        ERASURES: _member(archive, ERASURES, (lines.of_erasure(*pair) for pair in whole.erasures())),
    }
    views = tuple(seen(counted.last_tick, counted.last_at))
    manifest = Manifest(__version__, own, counted.last_tick, counted.contents, members, views)
    with archive.open(_info(NAME), "w") as out:
        out.write(manifest.to_json().encode())


class _Counted:
    """Arrivals as lines, counted as they go by."""

    def __init__(self, advance: Callable[[int], None]) -> None:
        self._advance = advance
        self.last_tick = self.last_at = self.contents = 0

    def lines(self, arrivals: Iterable[Kept]) -> Iterator[str]:
        for kept in arrivals:
            self.last_tick, self.last_at = kept.tick, kept.at
            self.contents += kept.text is not None
            self._advance(1)
            yield lines.of_arrival(kept)


def _member(archive: zipfile.ZipFile, name: str, texts: Iterable[str]) -> Member:
    digest = hashlib.sha256()
    number = size = 0
    pending: list[bytes] = []
    held = 0
    # ZIP64 from the first: nobody knows before how much there is
    with archive.open(_info(name), "w", force_zip64=True) as out:
        for text in texts:
            data = text.encode() + b"\n"
            digest.update(data)
            number += 1
            size += len(data)
            pending.append(data)
            held += len(data)
            if held >= PIECE:
                out.write(b"".join(pending))
                pending, held = [], 0
        out.write(b"".join(pending))
    return Member(number, size, digest.hexdigest())


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _MADE)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.create_system = 3
    info.external_attr = 0o600 << 16
    return info


@contextmanager
def _draft(path: Path, *, replace: bool) -> Iterator[Path]:
    """Give a file beside ``path`` that only its owner may read, and at the end its name to it."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        yield draft
        _named(draft, path, replace=replace)
        _kept(path.parent)
    except OSError as fault:
        if fault.errno in _NO_SPACE:
            raise OutOfSpace(
                "disk-full",
                "The disk is full; no archive was written.",
                "make room, or write it to another disk",
            ) from None
        reason = fault.strerror or str(fault)
        raise Unavailable(
            "not-written", f"{path} cannot be written: {reason}.", "check the folder, the rights to it and the disk"
        ) from None
    finally:
        draft.unlink(missing_ok=True)


def _named(draft: Path, path: Path, *, replace: bool) -> None:
    if replace:
        draft.replace(path)
        return
    try:
        path.hardlink_to(draft)  # fails where the name was taken meanwhile; a renaming would not
    except FileExistsError:
        raise _taken(path) from None
    except OSError:  # a file system without links
        if path.exists():
            raise _taken(path) from None
        draft.rename(path)


def _kept(folder: Path) -> None:
    """Have the name itself survive a power cut."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _taken(path: Path) -> Refused:
    return Refused(
        "file-there", f"{path} is there already, and is left as it is.", "name another file, or add --replace"
    )
