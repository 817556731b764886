"""A record as a view shows it, with what was said of it: what the rules of meetings and reviews are asked of."""

from dataclasses import dataclass
from typing import Any

from servanda.kernel.view import Fact, View


@dataclass(frozen=True)
class Seen:
    """A record in a view. ``own`` is the fact that says what it is."""

    view: View
    record: str
    own: Fact

    @property
    def payload(self) -> Any:
        """What it is said to be."""
        return self.own.payload

    @property
    def scope(self) -> str:
        """The partnership it belongs to."""
        return self.own.entry.scope

    def fact(self, key: str) -> Fact:
        """The fact that says something of it."""
        return self.view.fact(key)
