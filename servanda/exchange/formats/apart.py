"""Reading in a process of its own, bounded in time and memory: whatever a hostile file does to it, this one lives on.

The readers of spreadsheets are written in Rust and C and may panic or run out of memory; patterns may take for ever.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from servanda.errors import InputError, worded
from servanda.exchange.formats.archives import damaged
from servanda.exchange.formats.limits import SETTINGS
from servanda.exchange.formats.model import Limits, Table
from servanda.exchange.formats.options import ReadingOptions
from servanda.exchange.formats.spool import Spool, read_spool, unpacked

PACKAGES = str(Path(__file__).parents[3])
TOLD = 65_536  # bytes of what the process says of its fault


def read_apart(
    path: Path, form: str, options: ReadingOptions, limits: Limits, notes: list[str], name: str, encoding: str = ""
) -> list[Table]:
    """Read a file in another process, to its end; raises ``InputError`` for whatever happens there."""
    with tempfile.TemporaryDirectory(prefix="servanda-") as folder:
        # Some readers go by the ending, so the file gets the one that it should have.
        called = Path(folder) / f"file.{form}"
        called.symlink_to(path.absolute())
        tables, told = _read(called, form, options, limits, name, encoding)
    notes += told
    return tables


def _read(
    path: Path, form: str, options: ReadingOptions, limits: Limits, name: str, encoding: str
) -> tuple[list[Table], list[str]]:
    asked = {
        "path": str(path),
        "format": form,
        "name": name,
        "encoding": encoding,
        "options": asdict(options),
        "limits": asdict(limits),
    }
    spool = Spool()
    with tempfile.TemporaryFile(prefix="servanda-") as said:
        status = _run(json.dumps(asked).encode("ascii") + b"\n", spool.file, said, limits)
        if status != 0:
            raise _fault(status, said, limits, name)
    return read_spool(spool)


def _run(asked: bytes, out: IO[bytes], said: IO[bytes], limits: Limits) -> int:
    """Run the process; gives its status, negative for the signal that ended it."""
    # It finds modules where this one does, and need not look for where that is: it starts in half the time.
    paths = os.pathsep.join([PACKAGES, *filter(None, sys.path)])
    environment = {**os.environ, "PYTHONPATH": paths, "PYTHONSAFEPATH": "1"}
    command = [sys.executable, "-S", "-m", "servanda.exchange.formats.child"]
    # Busy machines get three times the seconds; the process itself counts those it works.
    try:
        done = subprocess.run(
            command, input=asked, stdout=out, stderr=said, env=environment, timeout=3 * limits.seconds + 10, check=False
        )
    except subprocess.TimeoutExpired:
        return -signal.SIGXCPU
    return done.returncode


def _fault(status: int, said: IO[bytes], limits: Limits, name: str) -> InputError:
    size = said.seek(0, 2)
    said.seek(max(size - TOLD, 0))
    words = said.read().decode("utf-8", "replace")
    if status == 3:
        return _told(json.loads(words.strip().splitlines()[-1]), limits, name)
    if -status in {signal.SIGXCPU, signal.SIGKILL}:
        sentence = worded(
            "Reading it takes longer than {seconds} seconds, the longest that is waited for.", seconds=limits.seconds
        )
        remedy = worded(
            "split the file, look for patterns that try too much, or raise {setting}", setting=SETTINGS["seconds"]
        )
        return InputError("too-slow", sentence, remedy, file=name)
    if "memory allocation" in words or "MemoryError" in words:
        return _needs_memory(limits, name)
    if status < 0:
        return damaged(name, worded("its reader gave up on it"))
    raise RuntimeError(f"the reading process failed:\n{words}")


def _told(fault: dict[str, Any], limits: Limits, name: str) -> InputError:
    match fault.pop("code"):
        case "memory":
            return _needs_memory(limits, name)
        case "panic":
            return damaged(name, worded("its reader gave up on it"))
        case "output":
            sentence = worded(
                "What it holds is larger than {limit:,} bytes, the most that is read.",
                limit=limits.unpacked_bytes,
            )
            remedy = worded("split the file, or raise {setting}", setting=SETTINGS["unpacked_bytes"])
            return InputError("too-large", sentence, remedy, file=name)
        case "unreadable":
            sentence = worded("The file cannot be read: {said}.", said=fault["sentence"])
            return InputError("unreadable", sentence, worded("check the path and the rights"), file=name)
        case code:
            sentence, remedy = unpacked(fault.pop("sentence")), unpacked(fault.pop("remedy"))
            return InputError(code, sentence, remedy, file=name, **fault)


def _needs_memory(limits: Limits, name: str) -> InputError:
    sentence = worded(
        "Reading it needs more than {limit:,} bytes of memory, the most that is given.",
        limit=limits.memory_bytes,
    )
    remedy = worded(
        "look for a lone cell far below or right of the rest; split the file; or raise {setting}",
        setting=SETTINGS["memory_bytes"],
    )
    return InputError("too-large", sentence, remedy, file=name)
