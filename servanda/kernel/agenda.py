"""How the agenda of a meeting stands: what is on it in which order, what came of each item, what is still open.

Nothing of this is stored. It is worked out from what happened: items put on and taken off, orders given by hand,
outcomes recorded at the table, minutes adopted.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from servanda.kernel.dates import PartialDate
from servanda.kernel.review import placed


@dataclass(frozen=True, slots=True)
class Put:
    """An item was put on. ``item`` is its name within the meeting; ``key`` names the fact that says it."""

    item: str
    when: PartialDate
    key: str
    why: str = "other"
    concerns: str = ""
    axis: str = ""

    @property
    def matter(self) -> tuple[str, str, str]:
        """What it is about: the same matter is not put on twice."""
        return self.why, self.concerns, self.axis


@dataclass(frozen=True, slots=True)
class TakenOff:
    """An item was taken off."""

    item: str
    when: PartialDate
    key: str


@dataclass(frozen=True, slots=True)
class Ordered:
    """An order was given: items by their names, the first first."""

    items: tuple[str, ...]
    when: PartialDate
    key: str


@dataclass(frozen=True, slots=True)
class Result:
    """What came of an item, as recorded for the ``version``-th time."""

    item: str
    what: str
    when: PartialDate
    key: str
    version: int = 1
    axis: str = ""
    grade: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Told:
    """All that is known of an agenda; ``adopted`` is when its minutes were first adopted."""

    put: tuple[Put, ...] = ()
    taken_off: tuple[TakenOff, ...] = ()
    ordered: tuple[Ordered, ...] = ()
    results: tuple[Result, ...] = ()
    adopted: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """An item as it stands: its place from 1 on, and its outcome, of which there are several where records differ."""

    place: int
    put: Put
    results: tuple[Result, ...] = ()

    @property
    def item(self) -> str:
        """Its name within the meeting."""
        return self.put.item

    @property
    def result(self) -> Result | None:
        """What came of it; ``None`` while it is open, or where records differ."""
        return self.results[0] if len(self.results) == 1 else None

    @property
    def version(self) -> int:
        """How often its outcome was recorded; 0 where it is open."""
        return max((one.version for one in self.results), default=0)


class Agenda:
    """How an agenda stands, by what is known of it."""

    def __init__(self, told: Told) -> None:
        self.told = told

    @cached_property
    def _put(self) -> Mapping[str, Put]:
        """Each item as it was last put on."""
        return {one.item: one for one in sorted(self.told.put, key=_in_order)}

    @cached_property
    def _off(self) -> Mapping[str, TakenOff]:
        """The items that were taken off, and not put on again since."""
        last = {one.item: one for one in sorted(self.told.taken_off, key=_in_order)}
        return {
            item: one
            for item, one in last.items()
            if item in self._put and placed(one.when) >= placed(self._put[item].when)
        }

    @cached_property
    def results(self) -> Mapping[str, tuple[Result, ...]]:
        """The outcome of each item: the last version, of which there are several where two were recorded apart."""
        found: dict[str, list[Result]] = {}
        for one in sorted(self.told.results, key=lambda result: (-result.version, result.key)):
            own = found.setdefault(one.item, [])
            if not own or own[0].version == one.version:
                own.append(one)
        return {item: tuple(own) for item, own in found.items()}

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """What is on the agenda, in order: the last order by hand, then what it does not name, as it was put on."""
        there = [item for item in self._put if item not in self._off]
        given = max(self.told.ordered, key=_in_order, default=None)
        by_hand = [item for item in dict.fromkeys(given.items) if item in there] if given is not None else []
        order = [*by_hand, *(item for item in there if item not in by_hand)]
        return tuple(Line(at, self._put[item], self.results.get(item, ())) for at, item in enumerate(order, 1))

    @property
    def off(self) -> tuple[tuple[Put, TakenOff], ...]:
        """What was taken off and is not on again, with the taking off."""
        return tuple((self._put[item], one) for item, one in self._off.items())

    def line(self, item: str) -> Line | None:
        """An item that is on the agenda, by its name."""
        return next((one for one in self.lines if one.item == item), None)

    @property
    def open(self) -> tuple[Line, ...]:
        """The items of which nothing came yet."""
        return tuple(one for one in self.lines if not one.results)

    @property
    def disputed(self) -> tuple[Line, ...]:
        """The items of which different outcomes were recorded."""
        return tuple(one for one in self.lines if len(one.results) > 1)

    @property
    def is_adopted(self) -> bool:
        """Whether its minutes were adopted: then nothing of it changes any more."""
        return self.told.adopted is not None

    @property
    def is_ready(self) -> bool:
        """Whether its minutes can be adopted: something is on it, and each item has one outcome."""
        return bool(self.lines) and not self.open and not self.disputed and not self.is_adopted

    def has(self, matter: tuple[str, str, str]) -> bool:
        """Whether a matter is on the agenda."""
        return any(one.put.matter == matter for one in self.lines)

    def after(self, item: str) -> Line | None:
        """The open item that is next after one, else the first that is open."""
        place = next((one.place for one in self.lines if one.item == item), 0)
        later = [one for one in self.open if one.place > place and one.item != item]
        others = [one for one in self.open if one.item != item]
        return next(iter((*later, *others)), None)


def moved(items: Iterable[str], item: str, by: int) -> tuple[str, ...]:
    """An order with one item moved by so many places, up if negative; it stops at the ends."""
    order = list(items)
    if item not in order:
        return tuple(order)
    at = order.index(item)
    order.insert(min(max(at + by, 0), len(order) - 1), order.pop(at))
    return tuple(order)


def numbered(items: Iterable[str], numbers: Mapping[str, int]) -> tuple[str, ...]:
    """An order by numbers given by hand. Of two with one number, the one that has newly got it comes first."""
    order = list(items)
    now = {item: at for at, item in enumerate(order, 1)}
    return tuple(
        sorted(order, key=lambda item: (numbers.get(item, now[item]), _settled(item, now, numbers), now[item]))
    )


def _settled(item: str, now: Mapping[str, int], numbers: Mapping[str, int]) -> int:
    """An item that goes up comes before the one whose number it takes, one that goes down after it."""
    given = numbers.get(item, now[item])
    return (given > now[item]) - (given < now[item])


def _in_order(one: Put | TakenOff | Ordered) -> tuple[object, ...]:
    return (*placed(one.when), one.key)
