"""The process of its own in which strangers' archives, spreadsheets and text lists are read (see ``apart``).

What to read comes in as one line of JSON; tables go out as ``spool`` has them, a fault as one line of JSON on the
other channel. It bounds its own memory, time and output before it looks at the file.
"""

import json
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from servanda.errors import InputError
from servanda.exchange.formats.model import Limits, Table
from servanda.exchange.formats.options import options_from_data
from servanda.exchange.formats.spool import packed, write_spool


def main() -> None:
    """Read one file; ends with 0 when all was written, with 3 after telling a fault."""
    asked = json.loads(sys.stdin.buffer.readline())
    limits = Limits(**asked["limits"])
    _bound(limits)
    notes: list[str] = []
    try:
        write_spool(_tables(asked, limits, notes), notes, sys.stdout.buffer)
        sys.stdout.buffer.flush()
    except InputError as fault:
        _tell(fault.code, vars(fault))
    except MemoryError:
        _tell("memory", {})
    except OSError as fault:
        _tell("output" if fault.errno == _too_much_output() else "unreadable", {"sentence": str(fault.strerror)})
    except BaseException as fault:
        # A panic of the reader written in Rust is no Exception; it means that the file is not what it says.
        if type(fault).__name__ != "PanicException":
            raise
        _tell("panic", {})


def _tables(asked: dict[str, Any], limits: Limits, notes: list[str]) -> Iterator[Table]:
    path, form, name = Path(asked["path"]), asked["format"], asked["name"]
    options = options_from_data(asked["options"])
    encoding = asked["encoding"]
    if form == "docx":
        from servanda.exchange.formats.wordtables import read_word_tables

        yield from read_word_tables(path, options, limits, notes, name)
    elif form == "blocks" and options.blocks:
        from servanda.exchange.formats.blocks import read_blocks

        yield read_blocks(path, encoding, options.blocks, limits, notes, name)
    elif form == "json":
        from servanda.exchange.formats.objects import read_json

        yield from read_json(path, encoding, options, limits, notes, name)
    elif form == "jsonl":
        from servanda.exchange.formats.objects import read_json_lines

        yield read_json_lines(path, encoding, options, limits, notes, name)
    else:
        from servanda.exchange.formats.sheets import read_sheets

        yield from read_sheets(path, form, options, limits, notes, name)


def _bound(limits: Limits) -> None:
    """Take as much memory, time and output as is allowed, and no more; where the system can be told so."""
    with suppress(ImportError, ValueError, OSError):
        import resource
        import signal

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
        resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds + 2))
        resource.setrlimit(resource.RLIMIT_FSIZE, (limits.unpacked_bytes, limits.unpacked_bytes))


def _too_much_output() -> int:
    import errno

    return errno.EFBIG


def _tell(code: str, fault: dict[str, Any]) -> None:
    told = {key: packed(fault.get(key, "")) for key in ("sentence", "remedy", "line", "key", "sheet", "row", "column")}
    sys.stderr.write("\n" + json.dumps({"code": code, **told}) + "\n")
    sys.stderr.flush()
    sys.exit(3)


if __name__ == "__main__":
    main()
