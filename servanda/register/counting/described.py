"""What records are and are called, for many at once: of statements, what they are about and what that belongs to."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from servanda.kernel.entries import Entry, Temporal
from servanda.kernel.identity import NO_ALIASES, Aliases
from servanda.kernel.standpoint import Resolved
from servanda.kinds.fields import Text
from servanda.register.counting.units import Unit
from servanda.register.seeing.joined import joined_records
from servanda.register.seeing.selection import Selection
from servanda.register.seeing.sight import Sight

_DEEPEST = 8  # levels of items above one another; frameworks name four at most
_LONGEST = 80


class Described:
    """What was learnt of some records."""

    def __init__(self) -> None:
        self._joined: Aliases = NO_ALIASES
        self._what: dict[str, Entry] = {}
        self._names: dict[str, list[Entry]] = defaultdict(list)

    @classmethod
    def of(cls, at: Resolved, units: Sequence[Unit]) -> "Described":
        """Learn of the records of statements, of the items above them and their plans, and of all these name."""
        made = cls()
        sight = Sight.of(at)
        made._joined = joined_records(sight)
        wanted: set[str] = set()
        for unit in units:
            wanted |= {unit.about, *(source for source, _ in unit.places)}
            for entry in unit.entries:
                wanted |= {entry.about, entry.scope, *entry.payload.references(), *filter(None, [entry.said_by])}
        asked: set[str] = set()
        for _ in range(_DEEPEST):
            fresh = wanted - asked
            if not fresh:
                break
            asked |= fresh
            wanted |= made._learn(sight, fresh)
        return made

    def _learn(self, sight: Sight, records: set[str]) -> set[str]:
        """Read what some records are and are called; gives those that they name."""
        selection = Selection(sight)
        selection.describe(records)
        named: set[str] = set()
        for entry in sorted(selection.entries, key=lambda one: (one.begins, one.recorded_at, one.id)):
            own = self._joined[entry.about]
            if entry.kind == "name":
                self._names[own].append(entry)
            elif entry.temporal is Temporal.RECORD:
                self._what.setdefault(own, entry)
                named.update(entry.payload.references())
        return named

    def canonical(self, record: str) -> str:
        """The record itself, or the one it was joined to."""
        return self._joined[record]

    def is_record(self, text: str) -> bool:
        """Whether a text is the identifier of a record that was learnt of."""
        own = self._joined[text]
        return own in self._what or own in self._names

    def kind(self, record: str) -> str | None:
        """What kind of record it is."""
        found = self._what.get(self._joined[record])
        return found.kind if found else None

    def what(self, record: str | None) -> Any:
        """The content that says what a record is; nothing if that is not known."""
        found = self._what.get(self._joined[record]) if record else None
        return found.payload if found else None

    def above(self, record: str) -> Iterator[str]:
        """A record, then the items above it, innermost first."""
        passed: set[str] = set()
        here: str | None = self._joined[record]
        while here is not None and here not in passed:
            yield here
            passed.add(here)
            parent = getattr(self.what(here), "parent", None)
            here = self._joined[parent] if parent else None

    def container_of(self, record: str) -> str | None:
        """The plan or package that a record belongs to, or is."""
        what = self.what(record)
        if what is not None and what.kind in ("plan", "package"):
            return self._joined[record]
        owner = what.belongs_to() if what is not None else None
        return self._joined[owner] if owner else None

    def container(self, record: str) -> Any:
        """What that plan or package is."""
        return self.what(self.container_of(record))

    def title(self, record: str) -> str:
        """What a record is called: its name, else its code, else its words, else its identifier."""
        names = sorted((self._rank(name), _of(name).text) for name in self._names.get(record, ()))
        if names and names[0][0][0] == 0:
            return str(names[0][1])
        what = self.what(record)
        words = next((getattr(what, name) for name in ("code", "text", "title") if getattr(what, name, None)), None)
        if isinstance(words, Text):
            words, _ = words.in_language("en")
        if words:
            return words if len(words) <= _LONGEST else words[: _LONGEST - 1].rstrip() + "…"
        return str(names[0][1]) if names else record

    def also_called(self, record: str | None) -> Iterable[str]:
        """Every name a record bears, and its code, for finding it."""
        if record is None:
            return
        for name in self._names.get(record, ()):
            yield _of(name).text.casefold()
        code = getattr(self.what(record), "code", None)
        if code:
            yield code.casefold()

    @staticmethod
    def _rank(name: Entry) -> tuple[int, int, int]:
        payload = _of(name)
        return (payload.use not in ("full", "short"), payload.use != "full", payload.language != "en")


def _of(entry: Entry) -> Any:
    return entry.payload
