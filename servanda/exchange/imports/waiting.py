"""The folder in which uploaded files wait to be recorded, and letting go of those that nobody came back for."""

import os
import re
import shutil
import stat
import time
from collections.abc import Iterator
from pathlib import Path

LIFE = 2 * 60 * 60  # seconds from the last use
TOKEN = re.compile(r"[0-9a-f]{32}")


def is_ours(home: Path) -> bool:
    """Whether it is a folder, and ours."""
    status = home.lstat()
    return stat.S_ISDIR(status.st_mode) and status.st_uid == os.getuid()


def is_old(folder: Path) -> bool:
    """Whether nobody came back to an upload in time."""
    return time.time() - folder.stat().st_mtime > LIFE


def sweep(home: Path, most: int | None = None) -> int:
    """Remove uploads that expired, and the oldest of more than ``most``; says how many."""
    kept = sorted(_folders(home), key=lambda folder: folder.stat().st_mtime, reverse=True)
    gone = [one for place, one in enumerate(kept) if is_old(one) or (most is not None and place >= most)]
    for folder in gone:
        shutil.rmtree(folder, ignore_errors=True)
    return len(gone)


def _folders(home: Path) -> Iterator[Path]:
    return (folder for folder in home.iterdir() if TOKEN.fullmatch(folder.name))
