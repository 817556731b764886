"""Telling how far an import is. A file is gone through twice: read, of which nobody knows the length, then compared."""

from collections.abc import Callable
from typing import Literal, Protocol

Doing = Literal["read", "compared", "recorded"]
Advance = Callable[[int], None]


class Stages(Protocol):
    """Begins a stage over so many statements (0: not known), and gives what is told how many more are done."""

    def __call__(self, doing: Doing, length: int = 0, /) -> Advance:
        """Begin a stage."""


def silent(_doing: Doing, _length: int = 0, /) -> Advance:
    """Stages that nobody is told of."""
    return lambda _: None
