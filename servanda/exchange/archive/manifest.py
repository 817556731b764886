"""The manifest of an archive: what is in it, and by what it is known to be whole."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from servanda.errors import InputError, TooNew
from servanda.ledger.opening import FORMAT as LEDGER_FORMAT
from servanda.ledger.whole import Own

FORMAT = 2  # 1 had no signatures of seals
MARK = "servanda-archive"
NAME = "manifest.json"
ARRIVALS, SEALS, ERASURES = "arrivals.jsonl", "seals.jsonl", "erasures.jsonl"
MEMBERS = (ARRIVALS, SEALS, ERASURES)
REMEDY = "take another copy of the archive, or an older archive; `servanda backup --check FILE` tells which are whole"


@dataclass(frozen=True, slots=True)
class Member:
    """One member as it is unpacked: its lines, its bytes, its SHA-256 as hex."""

    lines: int
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Seen:
    """The hash of one view: of which partnership, as of which day, at which tick, by whom (anyone, or one who may
    read all)."""

    partnership: str
    as_of: str
    tick: int
    reader: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """``servanda`` is the release that wrote it; ``last_tick`` the last arrival; ``contents`` those not erased."""

    servanda: str
    register: Own
    last_tick: int
    contents: int
    members: Mapping[str, Member]
    views: tuple[Seen, ...]

    @property
    def erased(self) -> int:
        """How many contents were erased by order."""
        return self.members[ERASURES].lines

    @property
    def size(self) -> int:
        """The bytes of all members, unpacked."""
        return sum(one.bytes for one in self.members.values())

    def to_json(self) -> str:
        """The text of the manifest; the same for equal registers and releases."""
        plain = {
            MARK: FORMAT,
            "servanda": self.servanda,
            "register": asdict(self.register),
            "last_tick": self.last_tick,
            "contents": self.contents,
            "members": {name: asdict(self.members[name]) for name in MEMBERS},
            "views": [asdict(one) for one in self.views],
        }
        return json.dumps(plain, ensure_ascii=False, indent=1) + "\n"

    @classmethod
    def from_json(cls, data: bytes) -> "Manifest":
        """Read a manifest; raises ``TooNew`` for one of a later format, ``InputError`` for what is none."""
        try:
            plain: Any = json.loads(data)
            _refuse_newer(plain)
            return _read(plain)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise damaged("its manifest does not hold what a manifest holds") from None


def _refuse_newer(plain: Mapping[str, Any]) -> None:
    found, ledger = plain[MARK], plain["register"]["format"]
    if found in range(1, FORMAT + 1) and ledger <= LEDGER_FORMAT:
        return
    if not isinstance(found, int) or not isinstance(ledger, int) or min(found, ledger) < 1:
        raise ValueError(found)
    raise TooNew(
        "newer-archive",
        f"The archive was written by a newer Servanda ({plain['servanda']}), and this one cannot read it.",
        "update Servanda to the release that wrote it, or a later one",
    )


def _read(plain: Mapping[str, Any]) -> Manifest:
    own = plain["register"]
    members = plain["members"]
    if set(members) != set(MEMBERS):
        raise ValueError(members)
    return Manifest(
        servanda=_text(plain["servanda"]),
        register=Own(_identifier(own["origin"]), _number(own["format"]), _number(own["made_at"])),
        last_tick=_number(plain["last_tick"]),
        contents=_number(plain["contents"]),
        members={
            name: Member(_number(one["lines"]), _number(one["bytes"]), _text(one["sha256"]))
            for name, one in members.items()
        },
        views=tuple(
            Seen(
                _identifier(one["partnership"]),
                _text(one["as_of"]),
                _number(one["tick"]),
                _text(one["reader"]),
                _text(one["sha256"]),
            )
            for one in plain["views"]
        ),
    )


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _number(value: Any) -> int:
    if type(value) is not int or value < 0:
        raise TypeError(value)
    return value


def _identifier(value: Any) -> str:
    if len(value) != 32 or len(bytes.fromhex(value)) != 16 or value != value.lower():
        raise ValueError(value)
    return str(value)


def damaged(why: str, member: str | None = None, line: int | None = None) -> InputError:
    """The fault of an archive that is not whole: why, and in which line of which member."""
    where = f" ({member}, line {line})" if line is not None else f" ({member})" if member else ""
    return InputError("damaged-archive", f"The archive is damaged: {why}{where}.", REMEDY)


@contextmanager
def naming(path: Path) -> Iterator[None]:
    """Have the faults of an archive name its file."""
    try:
        yield
    except InputError as fault:
        fault.file = path
        raise
