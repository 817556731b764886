"""What a format cannot hold of what is seen: each sort once, with how often, and why or what stands for it."""

from collections import Counter
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, order=True)
class Loss:
    """One sort of thing that is lost, or changed: what it is, what becomes of it, and how many there are."""

    what: str
    becomes: str
    count: int

    @property
    def line(self) -> str:
        """It as one line."""
        return f"{self.what} ({self.count}): {self.becomes}"


@dataclass(frozen=True)
class LossReport:
    """What was written, by name of element, and what was lost."""

    written: dict[str, int]
    losses: tuple[Loss, ...]

    def lines(self) -> list[str]:
        """The report for people: what was written, then each loss."""
        written = ", ".join(f"{count} {name}" for name, count in self.written.items())
        lost = [f"lost or changed: {loss.line}" for loss in self.losses]
        return [f"written: {written}", *(lost or ["nothing was lost"])]


@dataclass
class Losses:
    """Gathers losses while a document is written."""

    _found: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, what: str, becomes: str = "left out", count: int = 1) -> None:
        """Take note of a loss."""
        if count:
            self._found[what, becomes] += count

    def report(self, written: dict[str, int]) -> LossReport:
        """The report of all that was noted."""
        losses = sorted(Loss(what, becomes, count) for (what, becomes), count in self._found.items())
        return LossReport(written, tuple(losses))
