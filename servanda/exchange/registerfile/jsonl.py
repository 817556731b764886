"""JSON Lines: a whole ledger as text, streaming, an entry a line; loading it joins two registers.

The first line says what it is: ``{"servanda-entries": 1}``. Each other line is one entry: ``header``, ``salt``
(hex), ``content`` (canonical text; both ``null`` once erased), ``commitment`` and ``arrival`` (tick and moment, to the
microsecond that seals are over, in the register it comes from; the register it goes to does not take them over).
"""

import json
from collections.abc import Callable, Iterator
from datetime import UTC
from pathlib import Path
from typing import IO, Any

from servanda.errors import InputError
from servanda.register.keeping.union import union
from servanda.register.reading.views import all_entries

FORMAT = 1
MARK = "servanda-entries"
LONGEST_LINE = 20_000_000  # characters: one entry is never near it

Sealed = tuple[dict[str, Any], bytes | None, str | None, str]
REMEDY = "write it again with `servanda dump --format jsonl`"


def is_lines(path: Path) -> bool:
    """Whether a file is of JSON Lines, by its name or its first characters."""
    if path.suffix == ".jsonl":
        return True
    try:
        with path.open("rb") as file:
            return file.read(len(MARK) + 2) == f'{{"{MARK}'.encode()
    except OSError:
        return False  # whoever reads it next says why it cannot be read


def dump(out: IO[str]) -> int:
    """Write every entry of the register in the order of arrival; gives how many."""
    out.write(json.dumps({MARK: FORMAT}) + "\n")
    number = 0
    for header, salt, content, commitment, arrival in all_entries():
        line = {
            "header": dict(header),
            "salt": salt.hex() if salt is not None else None,
            "content": content,
            "commitment": commitment,
            "arrival": {"tick": arrival.tick, "at": arrival.at.astimezone(UTC).isoformat(timespec="microseconds")},
        }
        out.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")
        number += 1
    return number


def load(path: Path, advance: Callable[[int], None] = lambda _: None) -> dict[str, int]:
    """Join a ledger with this one: adds what is not there. Counts what was ``added``, ``known``, ``erased``.

    ``advance`` is told of bytes as they are read. Raises ``InputError`` with file and line; then nothing was added.
    """
    found = union(entries(path, advance))
    return {"added": found.added, "known": found.known, "erased": found.erased}


def check(path: Path) -> str:
    """Read the file through without recording anything; tells in one line what is in it."""
    number = sum(1 for _ in entries(path))
    return f"{path}: no fault in its form. Entries: {number}."


def entries(path: Path, advance: Callable[[int], None] = lambda _: None) -> Iterator[Sealed]:
    """Read the entries of a file one by one; raises ``InputError`` at the first fault."""
    try:
        with path.open("rb") as file:
            number = 0
            while data := file.readline(LONGEST_LINE):
                number += 1
                advance(len(data))
                value = _value(data, path, number)
                if number == 1:
                    _begins(value, path)
                else:
                    yield _entry(value, path, number)
            if number == 0:
                raise _fault("the file is empty", path, 1)
    except OSError as fault:
        raise InputError(
            "unreadable", f"it cannot be read: {fault.strerror or fault}", "check the path and the rights", file=path
        ) from None


def _value(data: bytes, path: Path, number: int) -> Any:
    try:
        return json.loads(data.decode("utf-8"))
    except UnicodeDecodeError:
        raise _fault("the line is not UTF-8", path, number) from None
    except (ValueError, RecursionError):
        cut = "" if data.endswith(b"\n") else "; the file seems to be cut off here"
        raise _fault(f"the line is not JSON{cut}", path, number) from None


def _begins(value: Any, path: Path) -> None:
    if not isinstance(value, dict) or MARK not in value:
        raise _fault("this is no file of entries", path, 1)
    if value[MARK] != FORMAT:
        raise _fault(f"it is written in version {value[MARK]!r} of the format; this program reads {FORMAT}", path, 1)


def _entry(value: Any, path: Path, number: int) -> Sealed:
    try:
        header, salt, content, commitment = value["header"], value["salt"], value["content"], value["commitment"]
        sealed = bytes.fromhex(salt) if salt is not None else None
    except (KeyError, TypeError, ValueError):
        raise _fault("the line does not hold header, salt, content and commitment", path, number) from None
    if not isinstance(header, dict) or not isinstance(content, str | None) or not isinstance(commitment, str):
        raise _fault("header, content or commitment is not of its type", path, number)
    return header, sealed, content, commitment


def _fault(sentence: str, path: Path, number: int) -> InputError:
    return InputError("entries", sentence, REMEDY, file=path, line=number)
