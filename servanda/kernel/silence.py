"""How a text put to decision stands at a moment: under silence, or by the concurrence of each party.

Nothing of this is stored. It is worked out from what happened and the moment that is asked about, so a text is adopted
at its expiry exactly once, whether or not a program ran then, and however many look. A reply counts by the moment it
was *received*; what came too late, too early, or from one who was not asked is kept and changes nothing.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

Way = Literal["silence", "concurrence"]
State = Literal["open", "adopted", "broken", "withdrawn", "superseded", "lapsed"]
Does = Literal["reply", "withdrawal", "extension", "successor"]

SUPPORT = "support"
BREAKING = frozenset({"objection", "amendment"})
# of what happened at one and the same moment, an objection is heard first and a new text comes last
_TURN: dict[Does, int] = {"reply": 0, "withdrawal": 1, "extension": 2, "successor": 3}


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of a process: which replies break it, how many it takes, whether one at the very expiry is in time."""

    breaking: frozenset[str] = BREAKING
    objections: int = 1
    at_expiry: Literal["late", "in-time"] = "late"

    def in_time(self, moment: datetime, expires: datetime | None) -> bool:
        """Whether something that came at a moment came before the expiry."""
        if expires is None or moment < expires:
            return True
        return moment == expires and self.at_expiry == "in-time"

    def has_run_out(self, moment: datetime, expires: datetime | None) -> bool:
        """Whether at a moment nothing can be in time any more."""
        return not self.in_time(moment, expires)


DEFAULT = Rules()


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happened to a text put to decision. ``moment`` is aware; ``key`` names the fact that says it.

    A reply has its ``party``, ``what`` it is, and whether it is ``written``; an extension its new ``expires``.
    """

    moment: datetime
    does: Does
    key: str
    party: str = ""
    what: str = ""
    written: bool = True
    expires: datetime | None = None


@dataclass(frozen=True)
class Putting:
    """A text put to decision: how, when, until when, and which parties are asked."""

    way: Way
    opened: datetime
    expires: datetime | None
    parties: frozenset[str]


@dataclass(frozen=True)
class Course:
    """How it stands at ``moment``.

    ``since`` is when it came to stand so (of what is open: when it was opened). ``by`` are the happenings that decided
    it, ``counted`` all that came in time from those who were asked, ``idle`` those that change nothing.
    """

    state: State
    moment: datetime
    since: datetime
    expires: datetime | None
    by: tuple[Happening, ...] = ()
    counted: tuple[Happening, ...] = ()
    extended: tuple[Happening, ...] = ()
    idle: tuple[Happening, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether it is not decided yet."""
        return self.state == "open"

    @property
    def left(self) -> timedelta | None:
        """The time left until it expires; ``None`` where it is decided, or never expires."""
        if not self.is_open or self.expires is None:
            return None
        return max(self.expires - self.moment, timedelta())


def follow(putting: Putting, happenings: Iterable[Happening], moment: datetime, rules: Rules = DEFAULT) -> Course:
    """Follow a text from its opening to a moment. The order in which happenings are given does not matter."""
    walk = _Walk(putting, rules)
    for one in sorted(happenings, key=lambda h: (h.moment, _TURN[h.does], h.key)):
        if one.moment <= moment:
            walk.meet(one)
    walk.run_to(moment)
    return walk.course(moment)


class _Walk:
    def __init__(self, putting: Putting, rules: Rules) -> None:
        self._putting = putting
        self._rules = rules
        self._expires = putting.expires
        self._state: State = "open"
        self._since = putting.opened
        self._by: tuple[Happening, ...] = ()
        self._counted: list[Happening] = []
        self._extended: list[Happening] = []
        self._idle: list[Happening] = []

    def run_to(self, moment: datetime) -> None:
        """Let the time pass: if it expires on the way, that decides it."""
        if self._state == "open" and self._expires is not None and self._rules.has_run_out(moment, self._expires):
            self._decide("adopted" if self._putting.way == "silence" else "lapsed", self._expires)

    def meet(self, one: Happening) -> None:
        """Come to the next thing that happened."""
        self.run_to(one.moment)
        if self._state != "open" or one.moment < self._putting.opened:
            self._idle.append(one)
        elif one.does == "withdrawal":
            self._decide("withdrawn", one.moment, one)
        elif one.does == "successor":
            self._decide("superseded", one.moment, one)
        elif one.does == "extension":
            self._extend(one)
        elif one.party in self._putting.parties:
            self._hear(one)
        else:
            self._idle.append(one)

    def _extend(self, one: Happening) -> None:
        if self._expires is None or one.expires is None or one.expires <= self._expires:
            self._idle.append(one)
        else:
            self._expires = one.expires
            self._extended.append(one)

    def _hear(self, one: Happening) -> None:
        self._counted.append(one)
        against = self._first_by_party(self._breaks)
        if self._breaks(one) and len(against) >= self._rules.objections:
            self._decide("broken", one.moment, *against.values())
        elif self._putting.way == "concurrence":
            agreed = self._first_by_party(lambda h: h.what == SUPPORT)
            if self._putting.parties <= agreed.keys() and not against:
                self._decide("adopted", one.moment, *agreed.values())

    def _breaks(self, one: Happening) -> bool:
        return one.written and one.what in self._rules.breaking

    def _first_by_party(self, wanted: Callable[[Happening], bool]) -> dict[str, Happening]:
        """The first such word of each party, in the order in which they came."""
        found: dict[str, Happening] = {}
        for one in self._counted:
            if wanted(one):
                found.setdefault(one.party, one)
        return found

    def _decide(self, state: State, since: datetime, *by: Happening) -> None:
        self._state, self._since, self._by = state, since, by

    def course(self, moment: datetime) -> Course:
        """How it stands now."""
        return Course(
            self._state,
            moment,
            self._since,
            self._expires,
            self._by,
            tuple(self._counted),
            tuple(self._extended),
            tuple(self._idle),
        )
