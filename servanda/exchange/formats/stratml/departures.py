"""Departures of a document from the standard: what was found, what was expected there, what was done about it."""

from dataclasses import dataclass, field

from servanda.errors import worded

MOST_KEPT = 1_000


@dataclass(frozen=True, slots=True)
class Departure:
    """One departure. ``code`` names its sort for programs; the rest is for people, in pieces of a sentence."""

    line: int
    path: str
    code: str
    found: str
    expected: str
    done: str

    @property
    def sentence(self) -> str:
        """All of it as one line."""
        return worded(
            "line {line}: {path}: {found}; expected {expected}; {done}",
            line=self.line,
            path=self.path,
            found=self.found,
            expected=self.expected,
            done=self.done,
        )


@dataclass
class Departures:
    """Those of one document, in the order they were met: the first thousand, and how many there were in all."""

    kept: list[Departure] = field(default_factory=list)
    count: int = 0

    def add(self, departure: Departure) -> None:
        """Take note of one."""
        self.count += 1
        if len(self.kept) < MOST_KEPT:
            self.kept.append(departure)
