"""The one reader of YAML: bounded, literal, and able to say on which line anything stands.

It reads the part of YAML that people write by hand. A scalar stays the text it was written as: ``no`` is a
language, ``010`` a code and ``2016-11-15`` a date as said; only an empty value, ``~`` and ``null`` are ``None``.
Anchors, aliases, tags and second documents are refused, so no file grows while it is read.
"""

import codecs
import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from servanda.errors import InputError
from servanda.yamlwords import DEEPEST, TOO_DEEP, explain

MOST_NODES = 2_000_000
LONGEST_PATH = 16
MEGABYTE = 1_000_000
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_UNREADABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_ODD_BREAK = re.compile("[\x85\u2028\u2029]")
_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_OTHER_ENCODINGS = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)

Key = str | int


@dataclass(frozen=True, slots=True)
class Scalar:
    """One value: its text as written (quotation marks taken off), or ``None`` where nothing is said."""

    text: str | None
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: "tuple[Node, ...]"
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One key of a mapping: where the key stands, and its value."""

    line: int
    column: int
    value: "Node"


@dataclass(frozen=True, slots=True)
class Keys:
    """A mapping, in the order it was written."""

    entries: dict[str, Entry]
    line: int
    column: int


Node = Scalar | Items | Keys


@dataclass(frozen=True)
class Document:
    """A file as read. ``name`` is what messages call it; lines and columns count from 1.

    A path is a sequence of keys (text) and positions in lists (from 0): ``("facts", 3, "as_of")``.
    """

    name: str
    root: Node

    @cached_property
    def data(self) -> Any:
        """The content as plain dictionaries, lists, texts and ``None``."""
        return _plain(self.root)

    def node(self, path: Sequence[Key]) -> Node | None:
        """What stands at a path, or ``None`` if nothing does."""
        steps = list(self._walk(path))
        return steps[-1][2] if len(steps) == len(path) + 1 else None

    def line(self, path: Sequence[Key] = ()) -> int:
        """The line of a key or item; of one that is not there, the line of what should hold it."""
        *_, (line, _, _) = self._walk(path)
        return line

    def column(self, path: Sequence[Key] = ()) -> int:
        """The column of a key or item; of one that is not there, the column of what should hold it."""
        *_, (_, column, _) = self._walk(path)
        return column

    def fault(self, path: Sequence[Key], code: str, sentence: str, remedy: str) -> InputError:
        """Make the error that something at a path is wrong."""
        key = said_path(path) or None
        return InputError(code, sentence, remedy, file=self.name, line=self.line(path), key=key)

    def _walk(self, path: Sequence[Key]) -> Iterator[tuple[int, int, Node]]:
        node = self.root
        yield node.line, node.column, node
        for key in path:
            if isinstance(node, Keys) and isinstance(key, str) and key in node.entries:
                entry = node.entries[key]
                node = entry.value
                yield entry.line, entry.column, node
            elif isinstance(node, Items) and isinstance(key, int) and 0 <= key < len(node.items):
                node = node.items[key]
                yield node.line, node.column, node
            else:
                return


def read(
    source: Path | bytes,
    *,
    limit_bytes: int = 10 * MEGABYTE,
    name: str | None = None,
    limit_nodes: int = MOST_NODES,
    if_larger: str = "Split it into several files.",
) -> Document:
    """Read a YAML file, or its bytes; ``name`` is what messages call it (the path, unless given).

    ``if_larger`` says what to do with a file over ``limit_bytes``, which is refused before it is parsed.
    Raises ``InputError`` for every fault, with file, line and key as far as they are known.
    """
    called = name or (str(source) if isinstance(source, Path) else "the text given")
    if isinstance(source, Path):
        data = read_bytes(source, limit_bytes=limit_bytes, name=called, if_larger=if_larger)
    else:
        data = source
        _refuse_large(len(data), limit_bytes, called, if_larger)
    text = decode(data, called)
    root = _Builder(called, limit_nodes, _line_numbers(text)).build(text)
    return Document(called, root)


def read_bytes(path: Path, *, limit_bytes: int, name: str, if_larger: str) -> bytes:
    """Read a whole file that must not be larger than ``limit_bytes``; says plainly why it cannot be read."""
    try:
        with path.open("rb") as file:
            _refuse_large(path.stat().st_size, limit_bytes, name, if_larger)
            # one byte more than allowed: a pipe or a growing file has no size to go by
            data = file.read(limit_bytes + 1)
    except FileNotFoundError:
        raise _unopened("missing", "there is no such file", "Check the path and its spelling.", name) from None
    except IsADirectoryError:
        raise _unopened("folder", "this is a folder, not a file", "Name a file inside it.", name) from None
    except PermissionError:
        remedy = "Ask for the right to read it, or name a copy you may read."
        raise _unopened("unreadable", "this file may not be read by you", remedy, name) from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        sentence = f"this file cannot be read: {reason}"
        raise _unopened("unreadable", sentence, "Check the path and the disk.", name) from None
    _refuse_large(len(data), limit_bytes, name, if_larger)
    return data


def decode(data: bytes, name: str) -> str:
    """Give the text of a UTF-8 file (a byte order mark is taken off). Raises ``InputError``."""
    remedy = "Save the file as UTF-8 in your editor and try again."
    for mark, encoding in _OTHER_ENCODINGS:
        if data.startswith(mark):
            raise InputError("encoding", f"the file is {encoding}, not UTF-8", remedy, file=name, line=1)
    start = len(codecs.BOM_UTF8) if data.startswith(codecs.BOM_UTF8) else 0
    try:
        text = data[start:].decode("utf-8")
    except UnicodeDecodeError as error:
        at = start + error.start
        sentence = f"byte {at + 1} of the file (0x{data[at]:02x}) is not UTF-8"
        raise InputError("encoding", sentence, remedy, file=name, line=data[:at].count(b"\n") + 1) from None
    if bad := _UNREADABLE.search(text):
        sentence = f"there is an unprintable character (U+{ord(bad.group()):04X}) in the file"
        line = text.count("\n", 0, bad.start()) + 1
        raise InputError("encoding", sentence, "Delete it and type the text around it again.", file=name, line=line)
    return text


def integer(text: object) -> int:
    """Read a whole number as written in a file: ``41``, ``-3``. Raises ``ValueError``."""
    if isinstance(text, str) and re.fullmatch(r"-?(0|[1-9]\d{0,14})", text, re.ASCII):
        return int(text)
    raise ValueError(f"{text!r} is not a whole number; write digits only, such as 41")


def boolean(text: object) -> bool:
    """Read ``true`` or ``false``; ``yes``, ``no``, ``on`` and ``off`` are texts. Raises ``ValueError``."""
    if isinstance(text, str) and text in ("true", "false"):
        return text == "true"
    raise ValueError(f"{text!r} is neither true nor false; write one of these two words")


def said_path(path: Sequence[Key]) -> str:
    """Write a path as people do: ``facts[3].as_of``."""
    parts = [f"[{key}]" if isinstance(key, int) else f".{key}" for key in path]
    if len(parts) > LONGEST_PATH:
        parts = [*parts[: LONGEST_PATH // 2], "...", *parts[-LONGEST_PATH // 2 :]]
    return "".join(parts).removeprefix(".")


def _plain(node: Node) -> Any:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Items):
        return [_plain(item) for item in node.items]
    return {key: _plain(entry.value) for key, entry in node.entries.items()}


def _refuse_large(size: int, limit: int, name: str, remedy: str) -> None:
    if size > limit:
        shown = f"{limit / MEGABYTE:g} MB" if limit >= MEGABYTE // 10 else f"{limit} bytes"
        raise InputError("too-large", f"the file is larger than {shown}, the most that is read", remedy, file=name)


def _unopened(code: str, sentence: str, remedy: str, name: str) -> InputError:
    return InputError(code, sentence, remedy, file=name)


def _line_numbers(text: str) -> Callable[[int], int]:
    """Give what turns the parser's line (from 0) into an editor's (from 1).

    The parser also ends lines at U+0085, U+2028 and U+2029, which come in with pasted text; editors do not.
    """
    if not _ODD_BREAK.search(text):
        return lambda line: line + 1
    odd = [number for number, found in enumerate(_BREAK.finditer(text)) if _ODD_BREAK.match(found.group())]
    return lambda line: line + 1 - bisect_left(odd, line)


@dataclass(slots=True)
class _Open:
    """A list or mapping that has begun and not ended. ``key`` is the key that waits for its value."""

    is_mapping: bool
    line: int
    column: int
    items: list[Node] = field(default_factory=list)
    entries: dict[str, Entry] = field(default_factory=dict)
    key: tuple[str, int, int] | None = None

    def path_step(self) -> Key | None:
        if self.is_mapping:
            return self.key[0] if self.key else None
        return len(self.items)


class _Builder:
    """Builds the tree from the parser's events, so that every limit is met before anything is built."""

    def __init__(self, name: str, limit_nodes: int, line_of: Callable[[int], int]) -> None:
        self.name = name
        self.limit_nodes = limit_nodes
        self.line_of = line_of
        self.stack: list[_Open] = []
        self.root: Node | None = None
        self.nodes = 0

    def build(self, text: str) -> Node:
        try:
            for event in yaml.parse(text, Loader=LOADER):
                self._take(event)
        except yaml.YAMLError as error:
            line, sentence, remedy = explain(error, text)
            raise InputError("yaml", sentence, remedy, file=self.name, line=self.line_of(line)) from None
        if self.root is None:
            raise InputError("yaml-empty", "the file says nothing", "Write its content.", file=self.name, line=1)
        return self.root

    def _take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.NodeEvent):
            self._refuse_special(event)
        if isinstance(event, yaml.ScalarEvent):
            plain = event.style is None or event.style == ""
            text = None if plain and event.value in _NULLS else event.value
            self._add(Scalar(text, *self._place(event)), event)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._begin(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._end(event)
        elif isinstance(event, yaml.DocumentStartEvent) and self.root is not None:
            sentence = "a second document begins here (---)"
            raise self._fault(event, "yaml-documents", sentence, "Put it into a file of its own.")

    def _place(self, event: yaml.Event) -> tuple[int, int]:
        mark = event.start_mark
        return (self.line_of(mark.line), mark.column + 1) if mark else (1, 1)

    def _refuse_special(self, event: yaml.NodeEvent) -> None:
        self.nodes += 1
        if self.nodes > self.limit_nodes:
            sentence = f"the file holds more than {self.limit_nodes:,} values"
            raise self._fault(event, "too-large", sentence, "Split it into several files.")
        if event.anchor is not None:
            mark = "*" if isinstance(event, yaml.AliasEvent) else "&"
            sentence = f"{mark}{event.anchor} is an alias or anchor of YAML, which is not read here"
            remedy = "Write the value out; if it is meant as a text, put quotation marks around it."
            raise self._fault(event, "yaml-alias", sentence, remedy)
        if getattr(event, "tag", None) is not None:
            sentence = "a tag (a word that begins with !) is not read here"
            remedy = "Leave the tag out; if it is meant as a text, put quotation marks around it."
            raise self._fault(event, "yaml-tag", sentence, remedy)

    def _begin(self, event: yaml.CollectionStartEvent) -> None:
        line, column = self._place(event)
        if self.stack and self.stack[-1].is_mapping and self.stack[-1].key is None:
            raise self._bad_key(event)
        if len(self.stack) >= DEEPEST:
            raise self._fault(event, "yaml-depth", *TOO_DEEP)
        self.stack.append(_Open(isinstance(event, yaml.MappingStartEvent), line, column))

    def _end(self, event: yaml.Event) -> None:
        done = self.stack.pop()
        if done.is_mapping:
            self._add(Keys(done.entries, done.line, done.column), event)
        else:
            self._add(Items(tuple(done.items), done.line, done.column), event)

    def _add(self, node: Node, event: yaml.Event) -> None:
        if not self.stack:
            self.root = node
            return
        holder = self.stack[-1]
        if not holder.is_mapping:
            holder.items.append(node)
        elif holder.key is None:
            holder.key = self._key(node, holder, event)
        else:
            key, line, column = holder.key
            holder.entries[key] = Entry(line, column, node)
            holder.key = None

    def _key(self, node: Node, holder: _Open, event: yaml.Event) -> tuple[str, int, int]:
        if not isinstance(node, Scalar) or node.text is None:
            raise self._bad_key(event)
        if node.text in holder.entries:
            first = holder.entries[node.text].line
            sentence = f"the key {node.text!r} is written twice; it first stands on line {first}"
            raise self._fault(event, "yaml-duplicate", sentence, "Keep one of the two.", node.text)
        return node.text, node.line, node.column

    def _bad_key(self, event: yaml.Event) -> InputError:
        sentence = "a key has to be a text; here it is empty, a list or a mapping"
        return self._fault(event, "yaml-key", sentence, "Write a word in front of the colon.")

    def _fault(self, event: yaml.Event, code: str, sentence: str, remedy: str, *more: Key) -> InputError:
        path = [step for step in (opened.path_step() for opened in self.stack) if step is not None]
        key = said_path([*path, *more]) or None
        return InputError(code, sentence, remedy, file=self.name, line=self._place(event)[0], key=key)
