"""Facts that a form offers to tick: what each says, its as-of date, its source. No identifier is typed."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

SHOWN = 40  # as many as one looks through; a word narrows them


@dataclass(frozen=True)
class Pick:
    """A fact to choose: its entry, what it says, when and by what source, who may read it if not all, and its page."""

    entry: str
    words: str
    when: str
    sources: str
    marking: str
    href: str


@dataclass(frozen=True)
class Picks:
    """The facts to choose from, in the order in which they are offered, as ``find`` narrows them.

    ``known`` are all that can be named, among them those that were ticked and are not offered.
    """

    offered: tuple[Pick, ...] = ()
    known: tuple[Pick, ...] = ()
    find: str = ""

    def drawn(self, chosen: Iterable[str]) -> dict[str, Any]:
        """The field: those chosen first, ticked, whatever the word; then the others, up to ``SHOWN``."""
        ticked = tuple(dict.fromkeys(one for one in chosen if one))
        by_entry = {pick.entry: pick for pick in self.known}
        others = [pick for pick in self.offered if pick.entry not in ticked]
        return {
            "ticked": [{"entry": one, "pick": by_entry.get(one)} for one in ticked],
            "picks": others[:SHOWN],
            "left": len(others) - len(others[:SHOWN]),
            "find": self.find,
            "start": len(ticked),
        }


NOTHING = Picks()
