"""Telling how far it is: a stage has a name and a length, and is told how much more of it is done."""

from collections.abc import Callable
from typing import Protocol


class Stages(Protocol):
    """Begins a stage of some length (0: not known), and gives what is told of its advance."""

    def __call__(self, label: str, length: int = 0, /) -> Callable[[int], None]:
        """Begin a stage."""


def silent(_label: str, _length: int = 0) -> Callable[[int], None]:
    """Stages that nobody is told of."""
    return lambda _: None
