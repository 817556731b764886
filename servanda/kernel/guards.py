"""Guards: what must hold before something happens, by name.

A framework names them. One that this release does not know holds back what it guards: what cannot be checked is not
taken as given.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import ParamSpec

_P = ParamSpec("_P")


@dataclass(frozen=True, slots=True)
class Block:
    """What holds a move back: the guard, and what it is about (how many of what is asked, or which steps)."""

    guard: str
    count: int = 0
    steps: tuple[str, ...] = ()
    is_known: bool = True


def held_back(
    names: Iterable[str], known: Mapping[str, Callable[_P, Block | None]], *asked: _P.args, **named: _P.kwargs
) -> tuple[Block, ...]:
    """What holds back, of the guards named."""
    found = []
    for name in names:
        guard = known.get(name)
        block = guard(*asked, **named) if guard is not None else Block(name, is_known=False)
        if block is not None:
            found.append(block)
    return tuple(found)
