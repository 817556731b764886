"""Markings: who may see a fact (rule 13), and when a closer may close it (rule 8).

A marking is public, or a level of a policy with the groups it may be released to. Level and release are
separate: "unclassified" does not mean "public" (domain: disclosure is a decision).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from servanda.errors import Refused, worded

LEVELS: tuple[str, ...] = ("unclassified", "restricted", "confidential", "secret")


@dataclass(frozen=True, slots=True, order=True)
class Marking:
    """``public``, or a level and the groups it may be released to (none named: everyone cleared)."""

    public: bool = True
    level: str = LEVELS[0]
    releasable_to: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.level not in LEVELS:
            raise ValueError(
                worded("{level!r} is not one of the levels {levels}", level=self.level, levels=", ".join(LEVELS))
            )

    @property
    def text(self) -> str:
        """The canonical value kept in the ledger: "public" or e.g. "restricted to AZE,NATO"."""
        if self.public:
            return "public"
        groups = ",".join(sorted(self.releasable_to))
        return f"{self.level} to {groups}" if groups else self.level

    @classmethod
    def parse(cls, text: str) -> "Marking":
        """Read the canonical value; raises ``ValueError`` with the accepted forms."""
        return _parse(text.strip())


@lru_cache(maxsize=1024)
def _parse(text: str) -> Marking:
    if text == "public":
        return Marking()
    level, _, groups = text.partition(" to ")
    names = tuple(sorted({name.strip() for name in groups.split(",") if name.strip()}))
    if level not in LEVELS or (" to " in text and not names):
        sentence = worded(
            "{text!r} is not a marking; write public, or one of {levels}, "
            "with its groups if it has any: restricted to AZE,NATO",
            text=text,
            levels=", ".join(LEVELS),
        )
        raise ValueError(sentence)
    return Marking(False, level, names)


PUBLIC = Marking()


@dataclass(frozen=True, slots=True)
class Reader:
    """Whose view it is: a name to head it with, a clearance (none: public only) and groups as of now."""

    name: str = "anyone"
    clearance: str | None = None
    groups: frozenset[str] = frozenset()

    def may_read(self, marking: Marking) -> bool:
        """Say whether this reader may see what bears the marking."""
        if marking.public:
            return True
        if self.clearance is None or LEVELS.index(self.clearance) < LEVELS.index(marking.level):
            return False
        return not marking.releasable_to or bool(self.groups.intersection(marking.releasable_to))


ANYONE = Reader()


def readable_wherever(closer: Marking, target: Marking) -> bool:
    """Say whether everyone who may read ``target`` may read ``closer`` too (rule 8)."""
    if closer.public:
        return True
    if target.public or LEVELS.index(closer.level) > LEVELS.index(target.level):
        return False
    if not closer.releasable_to:
        return True
    return bool(target.releasable_to) and set(target.releasable_to) <= set(closer.releasable_to)


@dataclass(frozen=True, slots=True)
class HighWater:
    """The marking of what is made of several facts: public only if all are, else the highest level among them.

    ``groups`` are those that every one of the facts is released to (none named: all who are cleared). ``apart``: they
    are released to groups that have none in common, so that no one group may be given the whole.
    """

    public: bool = True
    level: str = LEVELS[0]
    groups: tuple[str, ...] = ()
    apart: bool = False


NOTHING_MARKED = HighWater()


def high_water(markings: Iterable[Marking]) -> HighWater:
    """The one rule for what stands at the head and foot of anything that is made of facts so marked."""
    closed = [marking for marking in markings if not marking.public]
    if not closed:
        return NOTHING_MARKED
    level = max((marking.level for marking in closed), key=LEVELS.index)
    released = [set(marking.releasable_to) for marking in closed if marking.releasable_to]
    groups = set.intersection(*released) if released else set[str]()
    return HighWater(False, level, tuple(sorted(groups)), apart=bool(released) and not groups)


def strictest(markings: Iterable[Marking]) -> Marking:
    """The marking of what is made of facts so marked: readable only to those who may read every one of them.

    Raises ``Refused`` where nobody may: the facts are released to groups that have none in common.
    """
    mark = high_water(markings)
    if mark.apart:
        raise Refused(
            "no-reader",
            "The brief holds facts released to different groups, so nobody could be given it.",
            "issue it for one reader: --clearance and --group",
        )
    return PUBLIC if mark.public else Marking(False, mark.level, mark.groups)
