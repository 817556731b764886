"""How a file is to be read, where its content alone does not say; in a mapping these are the keys under ``read:``."""

import codecs
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, cast

from servanda.errors import InputError, worded
from servanda.exchange.formats.blockrules import BlockRules, LineRule, block_rules

FORMATS = ("csv", "xlsx", "xls", "xlsb", "ods", "json", "jsonl", "docx", "blocks")
MERGED = ("blank", "down", "repeat")
SECTIONS = ("none", "merged", "first")
HIDDEN = ("pass", "read")
FORMULAS = ("result", "flaw")
REMEDY = worded("see docs/reference/formats.md for what can be said here")


@dataclass(frozen=True)
class ReadingOptions:
    """What is said about a file before it is read. Empty, or 0, means: find out, and say so.

    ``format``      one of ``FORMATS``; else by content
    ``encoding``    of text files: a name such as ``utf-8``, ``windows-1251``, ``mac-roman``
    ``delimiter``, ``quote``    of CSV: one character each; ``quote`` may be ``none``
    ``header_row``  the row that holds the names of columns, from 1; ``header_rows`` how many of them
    ``names``       the names of columns, of a file that has no row for them
    ``tables``      only these sheets or tables, by name
    ``merged``      ``blank``: a merged cell's value stands in its first cell alone; ``down``: in the first cell of each
                    of its rows; ``repeat``: in all of them
    ``sections``    ``merged``: a row of one cell merged over most of the columns is a heading of the rows below, which
                    have it in the column ``section above``, and is no row; ``first``: so is one whose first cell alone
                    holds anything
    ``hidden``      ``pass``: hidden sheets are passed over unless ``tables`` names them; ``read``: they are read
    ``path``        in JSON, where the list is: ``result.items``
    ``key``         in JSON, the column for the keys of an object of objects
    ``formulas``    of spreadsheets: ``result``: a formula counts by its result; ``flaw``: its cell is at fault
    ``joiner``      in JSON, what stands between the texts of a list in one cell
    ``blocks``      how blocks of text become rows (see ``blockrules``)
    """

    format: str = ""
    encoding: str = ""
    delimiter: str = ""
    quote: str = ""
    header_row: int = 0
    header_rows: int = 0
    names: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    merged: Literal["blank", "down", "repeat"] = "blank"
    sections: Literal["none", "merged", "first"] = "none"
    hidden: Literal["pass", "read"] = "pass"
    formulas: Literal["result", "flaw"] = "result"
    path: str = ""
    key: str = "key"
    joiner: str = "; "
    blocks: BlockRules | None = None


def reading_options(given: Mapping[str, Any], at: str = "read") -> ReadingOptions:
    """Make options of the plain data of a mapping; ``at`` is its path in messages.

    Numbers may be texts, as YAML gives them here. Raises ``InputError`` (``bad-option``) naming the key.
    """
    read: dict[str, Any] = {}
    for key, value in given.items():
        if key not in _READERS:
            raise _fault(f"{at}.{key}", worded("There is no {key!r} among the options of reading.", key=key), _known())
        if value is not None:
            read[key] = _READERS[key](value, f"{at}.{key}")
    return ReadingOptions(**read)


def options_from_data(data: Mapping[str, Any]) -> ReadingOptions:
    """Make options again of what ``dataclasses.asdict`` and JSON made of them."""
    read = _tuples(data)
    if blocks := read["blocks"]:
        lines = tuple(LineRule(**one) for one in blocks["lines"])
        read["blocks"] = BlockRules(**{**_tuples(blocks), "lines": lines})
    return ReadingOptions(**read)


def _tuples(data: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in data.items()}


def _known() -> str:
    return worded("the options are {known}", known=", ".join(_READERS))


def _text(value: Any, at: str) -> str:
    if not isinstance(value, str):
        raise _fault(at, worded("A text is expected here."))
    return value


def _texts(value: Any, at: str) -> tuple[str, ...]:
    listed = [value] if isinstance(value, str) else value
    if not isinstance(listed, list | tuple) or not all(isinstance(one, str) for one in listed):
        raise _fault(at, worded("A list of texts is expected here."))
    return tuple(listed)


def _number(value: Any, at: str) -> int:
    if isinstance(value, bool) or not str(value).isdecimal() or not 1 <= int(value) <= 1_000_000:
        raise _fault(at, worded("{value!r} is no whole number from 1.", value=value))
    return int(value)


def _one_of(known: tuple[str, ...]) -> Callable[[Any, str], str]:
    def read(value: Any, at: str) -> str:
        if value not in known:
            raise _fault(at, worded("{value!r} is none of {known}.", value=value, known=", ".join(known)))
        return cast(str, value)

    return read


def _encoding(value: Any, at: str) -> str:
    name = _text(value, at)
    try:
        found = codecs.lookup(name)
    except (LookupError, ValueError):
        found = None
    # Some codecs of Python turn no bytes into text, such as "zip" and "rot13".
    if found is None or not getattr(found, "_is_text_encoding", False) or found.name in {"idna", "punycode"}:
        raise _fault(
            at,
            worded("There is no encoding {name!r}.", name=name),
            worded("write one such as utf-8, windows-1252 or mac-roman"),
        )
    return found.name


def _delimiter(value: Any, at: str) -> str:
    said = _text(value, at)
    text = {"tab": "\t", "comma": ",", "semicolon": ";", "bar": "|"}.get(said, said)
    if len(text) != 1 or text in '\r\n"\0':
        raise _fault(
            at,
            worded("{value!r} is not one character.", value=value),
            worded("write one character, or tab, comma, semicolon or bar"),
        )
    return text


def _quote(value: Any, at: str) -> str:
    text = _text(value, at)
    if text != "none" and (len(text) != 1 or text in "\r\n\0 "):
        raise _fault(at, worded("{value!r} is not one character.", value=value), worded("write one character, or none"))
    return text


def _blocks(value: Any, at: str) -> BlockRules:
    if not isinstance(value, Mapping):
        raise _fault(at, worded("Keys are expected here."))
    return block_rules(value, at)


def _fault(at: str, sentence: str, remedy: str = REMEDY) -> InputError:
    return InputError("bad-option", sentence, remedy, key=at)


_READERS: dict[str, Callable[[Any, str], Any]] = {
    "format": _one_of(FORMATS),
    "encoding": _encoding,
    "delimiter": _delimiter,
    "quote": _quote,
    "header_row": _number,
    "header_rows": _number,
    "names": _texts,
    "tables": _texts,
    "merged": _one_of(MERGED),
    "sections": _one_of(SECTIONS),
    "hidden": _one_of(HIDDEN),
    "formulas": _one_of(FORMULAS),
    "path": _text,
    "key": _text,
    "joiner": _text,
    "blocks": _blocks,
}
