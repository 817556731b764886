"""Every fault a person can meet, as one small tree.

    ServandaError          what is wrong, and what to do next
    ├── UsageError         the question was put wrongly: a flag, an address, a setting, a standpoint
    ├── InputError         a file or a form says something that cannot be read (file, line, key)
    ├── NotFound           nothing of that name is known to this reader (rule 14: hidden and absent look the same)
    ├── Refused            the register understood and will not: a permission, a rule of closing
    ├── Unavailable        something outside is missing: a port, a program, a server
    └── LedgerError        the store itself: see its four cases
        ├── Tampered       content does not match its commitment, or arrival has gaps
        ├── TooNew         the database was written by a newer Servanda
        ├── ReadOnly       the database or its folder cannot be written
        └── OutOfSpace     the disk is full

A door (command line, page) catches ``ServandaError`` alone and shows ``str(error)``; anything else is a bug.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar


class Worded(str):
    """A sentence that can be said in another language: its pattern, and what stands in the pattern's places.

    It *is* the English sentence; a door that speaks another language says it anew with ``said_in``.
    """

    pattern: str
    values: dict[str, Any]

    def said_in(self, gettext: Callable[[str], str]) -> str:
        """Say it with a language's texts; values that are sentences themselves are said in it too."""
        return gettext(self.pattern).format(**{name: said_in(value, gettext) for name, value in self.values.items()})


def worded(pattern: str, /, **values: Any) -> Worded:
    """Word a sentence: ``worded("A {kind} cannot be cited.", kind="citation")``; translators find the pattern."""
    sentence = Worded(pattern.format(**values))
    sentence.pattern, sentence.values = pattern, values
    return sentence


def said_in(sentence: Any, gettext: Callable[[str], str]) -> Any:
    """Say a sentence in another language if it can be; anything else stays as it is."""
    return sentence.said_in(gettext) if isinstance(sentence, Worded) else sentence


class ServandaError(Exception):
    """A fault with a way forward.

    ``code`` is a stable name for programs, in kebab case; ``sentence`` says what is wrong, for people;
    ``remedy`` says what to do next. ``exit_status`` is what the command line ends with.
    """

    exit_status: ClassVar[int] = 1

    def __init__(self, code: str, sentence: str, remedy: str) -> None:
        super().__init__(code, sentence, remedy)
        self.code = code
        self.sentence = sentence
        self.remedy = remedy

    def __str__(self) -> str:
        """Render the fault as it is shown: the sentence, and beneath it what to do."""
        return f"{self.sentence}\n  what to do: {self.remedy}"


class UsageError(ServandaError):
    """The question was put wrongly."""

    exit_status = 2


class InputError(ServandaError):
    """A file or a form holds something that cannot be read; says where as exactly as is known.

    ``line`` counts from 1. ``key`` is the path of the value inside the file, such as ``facts[3].as_of``. In a table
    ``sheet``, ``row`` and ``column`` say the cell as a person finds it: the row from 1, the column by its heading.
    """

    def __init__(
        self,
        code: str,
        sentence: str,
        remedy: str,
        *,
        file: Path | str | None = None,
        line: int | None = None,
        key: str | None = None,
        sheet: str | None = None,
        row: int | None = None,
        column: str | None = None,
    ) -> None:
        super().__init__(code, sentence, remedy)
        self.file = file
        self.line = line
        self.key = key
        self.sheet = sheet
        self.row = row
        self.column = column

    @property
    def place(self) -> str:
        """Where the fault is, as ``file:line: key: sheet S, row 3, column C``, with the parts that are known."""
        where = ":".join(str(part) for part in (self.file, self.line) if part is not None)
        named = (("sheet", self.sheet), ("row", self.row), ("column", self.column))
        cell = ", ".join(f"{name} {part}" for name, part in named if part)
        return ": ".join(part for part in (where, self.key, cell) if part)

    def __str__(self) -> str:
        """Render the fault with its place in front."""
        rendered = super().__str__()
        return f"{self.place}: {rendered}" if self.place else rendered


class NotFound(ServandaError):
    """Nothing of that name is known to this reader."""


class Refused(ServandaError):
    """The register understood, and will not."""


class Unavailable(ServandaError):
    """Something outside the register is missing or taken."""


class LedgerError(ServandaError):
    """The store itself is at fault."""


class Tampered(LedgerError):
    """What is stored is not what was recorded."""


class TooNew(LedgerError):
    """The database was written by a newer Servanda."""


class ReadOnly(LedgerError):
    """The database or its folder cannot be written."""


class OutOfSpace(LedgerError):
    """The disk is full; nothing was recorded."""
