"""In which encoding a text file is written: told by its first bytes, else by trying, and always with the reason.

Tried are UTF-8, UTF-16 and, where it is neither, Windows-1252 (Western), Windows-1250 (Central European), Windows-1254
(Turkish), Windows-1251 (Cyrillic) and MacRoman (old Macintosh). Any other is read when it is named.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from servanda.errors import InputError, worded
from servanda.exchange.formats.letters import best_reading

CHUNK = 1 << 20
SAMPLE = 1 << 16  # bytes looked at to tell the eight-bit encodings apart
NAMES = {
    "ascii": "ASCII",
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "utf-32": "UTF-32",
    "cp1250": "Windows-1250",
    "cp1252": "Windows-1252",
    "cp1254": "Windows-1254",
    "cp1251": "Windows-1251",
    "mac_roman": "MacRoman",
    "mac-roman": "MacRoman",
}
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HIGH = re.compile(rb"[\x80-\xff]+")
_AROUND = 30  # bytes on each side
_SURROGATE = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")
_CONTROL = bytes(code for code in range(1, 32) if code not in b"\t\n\r\f\x0b\x1a\x1b")
FORCE = worded("name the right one with the option encoding")


@dataclass(frozen=True)
class Encoding:
    """An encoding: its name for Python, its name for people, and why it is taken to be this one."""

    codec: str
    name: str
    reason: str

    @property
    def note(self) -> str:
        """The sentence for people."""
        return worded("Read as {name}: {reason}.", name=self.name, reason=self.reason)


def encoding_of(path: Path, forced: str = "", name: str | None = None) -> Encoding:
    """Find the encoding of a text file, having read it through: it can be decoded to its end.

    Raises ``InputError``: ``not-text`` for what holds NUL or control characters, ``bad-encoding`` for what is
    in none or not in the one that is said, with the line.
    """
    if forced:
        codec = _with_mark(path, forced)
        found = Encoding(codec, NAMES.get(codec, codec), worded("as you said"))
    else:
        found = _marked(path) or _by_bytes(path, name or path.name)
    _check(path, found, name or path.name)
    return found


def _marked(path: Path) -> Encoding | None:
    with path.open("rb") as file:
        head = file.read(4096)
    for mark, codec in _MARKS:
        if head.startswith(mark):
            return Encoding(codec, NAMES[codec], worded("it begins with the mark of that encoding"))
    if len(head) >= 4 and b"\0" in head:
        even, odd = head[0::2].count(0), head[1::2].count(0)
        for codec, zeros, others in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
            if zeros > len(head) * 0.2 and others < zeros * 0.1:
                return Encoding(codec, NAMES[codec], worded("every second byte is zero"))
    return None


def _with_mark(path: Path, codec: str) -> str:
    # A mark is not part of the first cell, whoever named the encoding.
    with path.open("rb") as file:
        head = file.read(3)
    return "utf-8-sig" if codec == "utf-8" and head == codecs.BOM_UTF8 else codec


def _by_bytes(path: Path, name: str) -> Encoding:
    seen = _Seen()
    for chunk in _chunks(path):
        seen.take(chunk)
    if seen.is_ascii:
        return Encoding("utf-8", "UTF-8", worded("it has no letters outside ASCII"))
    if not seen.bad:
        return Encoding("utf-8", "UTF-8", worded("all of it is valid in that encoding"))
    if seen.surrogates * 3 == seen.bad:
        line = _line_of(path, _SURROGATE)
        sentence = worded("The file holds half a character (a lone surrogate), which no text may.")
        raise InputError("bad-encoding", sentence, worded("have it written again as UTF-8"), file=name, line=line)
    if seen.good >= 10 * seen.bad:
        _check(path, Encoding("utf-8", "UTF-8", ""), name)
    codec, called, certain = best_reading(_sample(path), bare_returns=seen.returns > 10 * seen.feeds)
    if codec == "mac_roman" and seen.returns > 10 * seen.feeds:
        reason = worded(
            "it is not UTF-8, its lines end in a bare CR, and its letters make sense in {called} "
            "rather than in the others tried",
            called=called,
        )
    else:
        reason = worded(
            "it is not UTF-8, and its letters make sense in {called} rather than in the others tried", called=called
        )
    if not certain:
        reason = worded("{reason}; that is not certain", reason=reason)
    return Encoding(codec, called, worded("{reason}; if it is another, {force}", reason=reason, force=FORCE))


class _Seen:
    """What the bytes of a file are like, a piece at a time."""

    def __init__(self) -> None:
        self.is_ascii = True
        self.good = 0  # characters of several bytes
        self.bad = 0
        self.surrogates = 0
        self.returns = 0
        self.feeds = 0
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._last = b""

    def take(self, chunk: bytes) -> None:
        self.is_ascii = self.is_ascii and chunk.isascii()
        text = self._decoder.decode(chunk, final=not chunk)
        high = len(text) - len(text.encode("ascii", "ignore"))
        bad = text.count("\ufffd") - chunk.count("\ufffd".encode())
        self.bad += bad
        self.good += high - bad
        self.surrogates += len(_SURROGATE.findall(self._last + chunk))
        self._last = chunk[-2:]
        self.returns += chunk.count(b"\r")
        self.feeds += chunk.count(b"\n")


def _sample(path: Path) -> bytes:
    """Stretches of the file around bytes outside ASCII, a line each."""
    sample = bytearray()
    for chunk in _chunks(path):
        done = 0
        for found in _HIGH.finditer(chunk):
            start, end = max(found.start() - _AROUND, done), min(found.end(), found.start() + SAMPLE) + _AROUND
            if start < end:
                sample += chunk[start:end] + (b"\n" if start > done else b"")
                done = end
            if len(sample) > SAMPLE:
                return bytes(sample[:SAMPLE])
    return bytes(sample)


def _check(path: Path, encoding: Encoding, name: str) -> None:
    """Decode the whole file once, so that nobody meets a fault of encoding later."""
    decoder = codecs.getincrementaldecoder(encoding.codec)()
    line, control, size = 1, 0, 0
    for chunk in _chunks(path):
        try:
            text = decoder.decode(chunk, final=not chunk)
        except UnicodeError as fault:
            raise _undecodable(name, encoding, line, chunk, fault) from None
        if "\0" in text:
            at = line + _breaks(text[: text.index("\0")])
            sentence = worded("The file holds NUL characters: this is no text file, or it is damaged.")
            raise InputError("not-text", sentence, worded("check that it is the file you mean"), file=name, line=at)
        line += _breaks(text)
        size += len(chunk)
        control += len(chunk) - len(chunk.translate(None, _CONTROL))
    # In wider encodings such bytes are halves of letters.
    if control > size * 0.01 and not encoding.codec.startswith(("utf-16", "utf-32")):
        sentence = worded("The file is full of control characters: this is no text file.")
        raise InputError("not-text", sentence, worded("check that it is the file you mean"), file=name)


def _undecodable(name: str, encoding: Encoding, line: int, chunk: bytes, fault: UnicodeError) -> InputError:
    if not isinstance(fault, UnicodeDecodeError):
        sentence = worded("The file cannot be read as {name}: {why}.", name=encoding.name, why=str(fault))
        return InputError("bad-encoding", sentence, FORCE, file=name)
    line += _breaks(fault.object[: fault.start].decode("latin-1"))
    if not chunk or fault.reason.startswith(("unexpected end", "truncated")):
        sentence = worded("The file is cut off in the middle of a character of {name}.", name=encoding.name)
        return InputError("bad-encoding", sentence, worded("fetch the whole file again"), file=name, line=line)
    byte = fault.object[fault.start]
    sentence = worded(
        "The file is written in {name}, and the byte 0x{byte:02x} on this line is not.", name=encoding.name, byte=byte
    )
    remedy = worded("have it written again as UTF-8; if it is in another encoding, {force}", force=FORCE)
    return InputError("bad-encoding", sentence, remedy, file=name, line=line)


def _breaks(text: str) -> int:
    return text.count("\n") + text.count("\r") - text.count("\r\n")


def _line_of(path: Path, pattern: re.Pattern[bytes]) -> int:
    line = 1
    with path.open("rb") as file:
        while data := file.readline(CHUNK):
            if pattern.search(data):
                break
            line += data.endswith(b"\n")
    return line


def _chunks(path: Path) -> Iterator[bytes]:
    """The bytes of a file in pieces, then an empty one."""
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk
    yield b""
