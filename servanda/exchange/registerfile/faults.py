"""Faults of a register file: collected over the whole file, told together, each with its line and its fact."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from servanda.errors import InputError
from servanda.yamlfile import Document

MOST_SHOWN = 20
LONG_REMEDY = 100  # characters
Key = str | int


@dataclass(frozen=True)
class Spot:
    """A place in a file: the keys that lead to it, and what a person calls it: "fact 3 (tally: parp-2016)"."""

    document: Document
    path: tuple[Key, ...] = ()
    label: str = ""
    length: int = 0  # how many of the keys the label stands for

    def at(self, *keys: Key) -> "Spot":
        """The place under some keys."""
        return Spot(self.document, (*self.path, *keys), self.label, self.length)

    def named(self, label: str) -> "Spot":
        """The same place, called ``label`` from here on."""
        return Spot(self.document, self.path, label, len(self.path))

    @property
    def line(self) -> int:
        """Its line, counted from 1; of a key that is not there, the line of what should hold it."""
        return self.document.line(self.path)

    @property
    def key(self) -> str:
        """The keys below what the label names: "parts.holder"."""
        return ".".join(str(key) for key in self.path[self.length :])


@dataclass(frozen=True, order=True)
class Fault:
    """One thing that is wrong, and the way forward."""

    line: int
    label: str
    key: str
    sentence: str
    remedy: str = ""

    def text(self, file: str) -> str:
        """One line: "file:line: fact 3 (tally: parp-2016): total: sentence - remedy"."""
        places = [place for place in (self.label, self.key) if place]
        said = f"{self.sentence} - {self.remedy}" if self.remedy else self.sentence
        return ": ".join([f"{file}:{self.line}", *places, said])


@dataclass
class Faults:
    """The faults found so far in one file."""

    file: str
    remedy: str = "Nothing was recorded. Correct the file and load it again."
    found: list[Fault] = field(default_factory=list)
    told: set[str] = field(default_factory=set)

    def add(self, spot: Spot, sentence: str, remedy: str = "") -> None:
        """Note a fault at a place; reading goes on."""
        if len(remedy) > LONG_REMEDY and remedy in self.told:
            remedy = ""  # how dates are written is told once a file
        self.told.add(remedy)
        self.found.append(Fault(spot.line, spot.label, spot.key, sentence.rstrip("."), remedy))

    def raise_if_any(self) -> None:
        """Raise one ``InputError`` that tells the faults, the first ``MOST_SHOWN`` of them in the file's order."""
        if self.found:
            raise input_error(self.file, sorted(set(self.found)), self.remedy)


def input_error(file: str, faults: Sequence[Fault], remedy: str = Faults.remedy) -> InputError:
    """Make the one error of a file from its faults."""
    lines = [fault.text(file) for fault in faults[:MOST_SHOWN]]
    if len(faults) > MOST_SHOWN:
        lines.append(f"... and {len(faults) - MOST_SHOWN} more")
    number = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
    return InputError(
        "register-file",
        "\n".join([f"{file} has {number}:", *lines]),
        remedy,
    )


def nearest(word: object, known: Iterable[str]) -> str:
    """A hint at what was probably meant, or nothing: ``did you mean total?``."""
    close = get_close_matches(str(word), list(known), n=1, cutoff=0.6)
    return f"did you mean {close[0]}?" if close else ""
