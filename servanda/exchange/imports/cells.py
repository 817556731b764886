"""A row as names and values: columns by their headings, values made of them, parameters, and repeated things."""

from collections.abc import Callable, Mapping
from typing import Any

from servanda.exchange.mappings.values import Wrong

Getters = Mapping[str, Callable[["Cells"], Any]]


class Cells:
    """The values of one row, worked out when they are asked for and kept. What is absent is ``None``."""

    __slots__ = ("_getters", "_outer", "flaws", "kept", "records")

    def __init__(self, getters: Getters, kept: dict[str, Any], outer: "Cells | None" = None) -> None:
        self._getters = getters
        self._outer = outer
        self.kept = kept
        self.flaws: list[Wrong] = outer.flaws if outer else []
        self.records: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name in self.kept:
            return self.kept[name]
        get = self._getters.get(name)
        if get is None:
            return self._outer[name] if self._outer is not None else None
        try:
            found = get(self)
        except Wrong as wrong:
            if wrong.whole_row:
                raise
            self.flaws.append(wrong)
            found = None
        self.kept[name] = found
        return found

    @property
    def outermost(self) -> "Cells":
        """The row itself."""
        return self._outer.outermost if self._outer is not None else self


def is_blank(value: Any) -> bool:
    """Whether nothing is said."""
    return value is None or (isinstance(value, str) and not value.strip())
