"""Succession: what became of objectives of the plan before in the next one."""

from typing import Annotated, ClassVar, Literal

from pydantic import model_validator

from servanda.errors import worded
from servanda.kernel.canonical import canonical, sha256
from servanda.kernel.dates import PartialDate
from servanda.kernel.entries import Answer, Temporal
from servanda.kernel.values import Value
from servanda.kinds.base import Kind
from servanda.kinds.fields import RefTo, Text

Became = Literal["carried", "split", "merged", "dropped", "new"]
_MANY = 2
_FITS: dict[str, tuple[tuple[int, int | None], tuple[int, int | None]]] = {
    "carried": ((1, 1), (1, 1)),
    "split": ((1, 1), (_MANY, None)),
    "merged": ((_MANY, None), (1, 1)),
    "dropped": ((1, 1), (0, 0)),
    "new": ((0, 0), (1, 1)),
}


class Succession(Kind):
    """About the new plan or package: which objectives of the one before became which of its own, and why.

    What is dropped is in the new plan no more. That is not said to be done: only a grade says that.
    """

    kind: ClassVar[str] = "succession"
    temporal: ClassVar[Temporal] = Temporal.STATE
    about: ClassVar[tuple[str, ...]] = ("plan", "package")
    summary: ClassVar[str] = "what became of objectives of the plan before"

    became: Became
    before: tuple[Annotated[str, RefTo("objective")], ...] = ()
    after: tuple[Annotated[str, RefTo("objective")], ...] = ()
    reason: Text

    @model_validator(mode="after")
    def _fits(self) -> "Succession":
        for said, (least, most) in zip((self.before, self.after), _FITS[self.became], strict=True):
            if len(set(said)) < least or (most is not None and len(set(said)) > most):
                raise ValueError(
                    worded(
                        "carried is one to one, split one to several, merged several to one; "
                        "dropped names one before, new one after"
                    )
                )
        return self

    def answers(self, when: PartialDate) -> tuple[Answer, ...]:
        """What became of each objective, and where each comes from."""
        became, began = self._value(self.after), self._value(self.before)
        return (
            *(Answer(f"succession/from/{one}", became) for one in dict.fromkeys(self.before)),
            *(Answer(f"succession/to/{one}", began) for one in dict.fromkeys(self.after)),
        )

    def _value(self, others: tuple[str, ...]) -> Value:
        return Value(f"{self.became} #{sha256(canonical(sorted(set(others))))[:16]}" if others else self.became)
