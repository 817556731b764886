"""Making statements out of a foreign tree: identifiers of records, texts, and the items that an import records."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from servanda.errors import worded
from servanda.exchange.formats.xmltree import Left, Node
from servanda.exchange.imports.model import Refusal, Spot
from servanda.exchange.registerfile.item import Item, Place
from servanda.kernel.dates import DateFault, PartialDate
from servanda.kernel.identity import derived_id
from servanda.kinds import Kind
from servanda.kinds.fields import Text
from servanda.kinds.name import Name

NO_LANGUAGE = "zxx"  # ISO 639-2: no linguistic content
UNSAID = "und"  # ISO 639-2: a language that is not said
LONGEST_NAME = 500
LONGEST_CODE = 80
_LONGEST_PATH = 160


@dataclass(frozen=True)
class Destination:
    """Where what a file says is to go, and what the file does not say itself.

    ``partnership`` is the record it belongs to; without one the file has to name two parties. ``published`` and
    ``captured`` are the file's dates as a source; ``language`` is that of its texts where it says none. ``here`` gives
    what the register already says that a record is, for a file that names one of its records.
    """

    partnership: str | None = None
    framework: str | None = None
    language: str = UNSAID
    published: PartialDate | None = None
    captured: PartialDate | None = None
    here: Callable[[str], Kind | None] = lambda _: None


@dataclass
class Maker:
    """Makes items of one file: ``series`` is the scheme of its records, ``scope`` the partnership they belong to.

    ``undated`` is the date of what has none: no later than the file's own (rule 6). ``empty`` counts the elements
    that hold nothing and so say nothing.
    """

    series: str
    scope: str
    undated: PartialDate | None
    items: list[Item] = field(default_factory=list)
    empty: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)

    def record(self, key: str) -> str:
        """The identifier of a record of this file: the same wherever the file is read."""
        return derived_id(self.series, key)

    def say(
        self,
        payload: Kind,
        about: str,
        node: Node,
        *,
        as_of: PartialDate | None = None,
        said_by: str | None = None,
    ) -> None:
        """Take down a statement about a record, with its place in the file."""
        when = None if payload.structural else as_of or self.undated
        place = Place(node.line, f"line {node.line}, {short_path(node.path)}")
        self.items.append(Item(payload, about, when, self.scope, said_by=said_by, place=place))

    def name(self, about: str, text: str, node: Node, language: str, use: str = "full") -> None:
        """Take down what a record is called, if it is called anything."""
        short = self.cut(text, LONGEST_NAME, node)
        if short:
            self.say(Name.model_validate({"text": short, "language": language, "use": use}), about, node)

    def cut(self, text: str, longest: int, node: Node) -> str:
        """A text as far as the register holds it; that it was cut is noted."""
        if len(text) > longest:
            said = worded(
                "line {line}: {path}: {number} characters, of which {kept} are kept.",
                line=node.line,
                path=node.path,
                number=len(text),
                kept=longest,
            )
            self.notes.append(said)
        return text[:longest].strip()


def short_path(path: str) -> str:
    """A path as far as a citation has room for it: the innermost steps."""
    return path if len(path) <= _LONGEST_PATH else f"...{path[-_LONGEST_PATH:]}"


def text_in(language: str, text: str) -> Text | None:
    """A text in a language; ``None`` where nothing is said."""
    return Text(by={language: text}) if text.strip() else None


def content(**fields: Any) -> Mapping[str, Any]:
    """The fields of a content that are said."""
    return {key: value for key, value in fields.items() if value is not None and value != () and value != ""}


@lru_cache(maxsize=4096)
def date_or_none(text: str) -> PartialDate | None:
    """A date as the register keeps it, or ``None`` where the text is none."""
    try:
        return PartialDate(text) if text else None
    except DateFault:
        return None


def undated(*dates: PartialDate | None) -> PartialDate | None:
    """No later than the first of these dates that is known, for what has no date of its own."""
    for when in dates:
        if when is not None and not when.is_open_end:
            return when.no_later_than()
    return None


def span(start: PartialDate | None, end: PartialDate | None) -> PartialDate | None:
    """From one date to another; open where one of them is not said."""
    if start is None and end is None:
        return None
    if start is not None and end is not None and start.text == end.text:
        return start
    return date_or_none(f"{start.text if start else '..'}/{end.text if end else '..'}")


def distinct(items: Iterable[str]) -> Iterator[str]:
    """Each once, in the order in which they come first."""
    return iter(dict.fromkeys(items))


def refusals(left: Iterable[Left], what: str) -> Iterator[Refusal]:
    """Tell what nobody took, by path and count; ``what`` the register lacks a place for is said in a sentence."""
    for one in left:
        times = worded("once") if one.count == 1 else worded("{count} times", count=one.count)
        sentence = worded(
            "It is said {times}, first at line {line}, and has no place in {what}.",
            times=times,
            line=one.line,
            what=what,
        )
        at = Spot(row=one.line, column=one.path)
        yield Refusal(at, "not-held", sentence, worded("keep the file, which is the source"), False)
