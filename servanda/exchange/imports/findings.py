"""What an import finds: what is new, changed, the same, missing, closed by others, and what contradicts itself."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from servanda.exchange.registerfile.item import Item
from servanda.kernel.entries import Entry


@dataclass(frozen=True, slots=True)
class Change:
    """A statement that the file makes otherwise than before: where, and both contents as plain JSON."""

    place: str
    kind: str
    about: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    returns: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """A statement that is told of: where it stands in the file, its kind and record, and a remark."""

    place: str
    kind: str
    about: str
    remark: str = ""


@dataclass
class Findings:
    """What an import would do or did. Counts are of statements, by kind; ``places`` are the citations that come.

    ``spared`` is not said in this state and not counted as missing: what was refused may say it.
    """

    new: Counter[str] = field(default_factory=Counter)
    unchanged: Counter[str] = field(default_factory=Counter)
    places: int = 0
    changed: list[Change] = field(default_factory=list)
    contradictions: list[Mention] = field(default_factory=list)
    missing: list[Mention] = field(default_factory=list)
    kept: list[Mention] = field(default_factory=list)
    yielded: list[Mention] = field(default_factory=list)
    spared: int = 0
    repeated: int = 0
    withdrawn: int = 0
    drafts: int = 0

    def contradicts(self, item: Item) -> None:
        """Note that the file answers a question in another way elsewhere."""
        self.contradictions.append(Mention(item.place.label, item.payload.kind, item.about))

    def misses(self, entry: Entry) -> None:
        """Note what the file no longer holds."""
        said = [entry.as_of.text] if not entry.as_of.text.startswith("..") else []
        self.missing.append(Mention("", entry.kind, entry.about, " ".join((*said, *_told(entry.payload.content())))))


_TELLING = ("code", "text", "grade", "percent", "total")
_LONGEST = 80  # characters


def _told(content: Mapping[str, Any]) -> Iterator[str]:
    """What lets a person know a statement again: the number and text of an item, a grade, a figure."""
    for value in (content[key] for key in _TELLING if content.get(key) is not None):
        texts = value.get("by", value) if isinstance(value, dict) else value
        text = str(next(iter(texts.values()), "")) if isinstance(texts, dict) else str(texts)
        yield text if len(text) <= _LONGEST else f"{text[:_LONGEST]}..."
