"""How much of it, and what the contributors say."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

_WORDS = (
    "the",
    "measure",
    "was",
    "begun",
    "in",
    "spring",
    "office",
    "report",
    "says",
    "how",
    "far",
    "it",
    "came",
    "by",
)


@dataclass(frozen=True)
class Amount:
    """Contributors, assessments of each, how many are under way at once, and what befalls them in the storm.

    The first half is given in calm, the second in the storm.
    """

    contributors: int = 200
    each: int = 150
    at_once: int = 16
    kills: int = 60
    restarts: int = 6
    threads: int = 8

    @property
    def all(self) -> int:
        """All assessments."""
        return self.contributors * self.each

    def numbers(self) -> Iterator[tuple[int, int]]:
        """The assessments in the order they are given: contributor and objective, everyone by turns."""
        for objective in range(self.each):
            for contributor in range(self.contributors):
                yield contributor, objective


def words(number: int) -> str:
    """What is said of an objective; never the same twice."""
    draw = random.Random(number)
    return f"{number}: " + " ".join(draw.choice(_WORDS) for _ in range(40))
