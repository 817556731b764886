"""The dimensions by which statements are grouped: what a statement says, what its record is, and what that belongs to.

A dimension is one of ``OWN`` (day, month, year, said-by, about, scope, plan, top, source and the like), ``level:NAME``
for the item above it on a level of the framework, or any field of the kind itself, of what its record is, or of the
plan or package that it belongs to: of these the nearest that has the field is asked. An item without a holder has that
of the nearest item above that has one.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from servanda.errors import UsageError
from servanda.frameworks import Framework
from servanda.kernel.dates import PartialDate
from servanda.kernel.entries import Entry, Temporal
from servanda.kernel.standpoint import Resolved
from servanda.kinds import KINDS
from servanda.kinds.base import kinds_of_field
from servanda.kinds.fields import Text
from servanda.register.counting.described import Described
from servanda.register.counting.units import Unit
from servanda.register.editions import frameworks

DISPUTED = "disputed"
_RECORD_KINDS = tuple(sorted(kind for kind, made in KINDS.items() if made.temporal is Temporal.RECORD))
_ALIASES = {"theme": "themes", "operation": "operations", "participant": "participants", "said_by": "said-by"}


@dataclass(frozen=True, slots=True)
class Key:
    """What statements of a group have in common: how it is shown and ordered, and the record if it is one."""

    text: str
    order: str
    record: str | None = None


class Dimensions:
    """The dimensions that are asked for, and what is known of the records they lead to."""

    def __init__(self, kind: str, names: Iterable[str]) -> None:
        self._names = {name: _ALIASES.get(name, name) for name in names}
        for name in self._names:
            _refuse_unknown(kind, self._names[name], name)
        self.needs_places = "source" in self._names.values()
        self.needs_records = any(_leads_to_records(kind, name) for name in self._names.values())
        self._described = Described()
        self._frameworks = frameworks()

    def learn(self, at: Resolved, units: Sequence[Unit]) -> None:
        """Read what the records of some statements are and are called, in a number of queries that does not grow."""
        self._described = Described.of(at, units)

    def framework_of(self, unit: Unit) -> Framework | None:
        """The framework of the plan or package that a statement's record belongs to, or is."""
        chain = [self._described.what(unit.about), self._described.container(unit.about)]
        slug = next((slug for one in chain if (slug := getattr(one, "framework", None))), None)
        return self._frameworks.get(slug) if slug else None

    def keys(self, unit: Unit, name: str) -> tuple[Key | None, ...]:
        """The keys of a statement in a dimension: several where it has several values, ``None`` where none is known."""
        found = tuple(dict.fromkeys(self._found(unit, self._names[name])))
        return found or (None,)

    def matches(self, unit: Unit, name: str, wanted: str) -> bool:
        """Whether a statement has the value in a dimension; an empty one stands for "not known"."""
        keys = self.keys(unit, name)
        if not wanted:
            return keys == (None,)
        folded = wanted.casefold()
        return any(
            folded in (key.text.casefold(), key.record, *self._described.also_called(key.record))
            for key in keys
            if key is not None
        )

    def _found(self, unit: Unit, name: str) -> Iterator[Key]:
        if name == "source":
            for source, _ in sorted(unit.places, key=str):
                yield self._record(source)
            return
        each = [tuple(self._of(unit, entry, name)) for entry in unit.entries]
        if len(set(each)) > 1 and all(len(found) <= 1 for found in each):
            yield Key(DISPUTED, DISPUTED)  # statements that answer at once and differ in this
            return
        for found in each:
            yield from found

    def _of(self, unit: Unit, entry: Entry, name: str) -> Iterator[Key]:
        if name in OWN:
            yield from OWN[name](self, unit, entry)
        elif name.startswith("level:"):
            level = name.removeprefix("level:")
            for record in self._described.above(unit.about):
                if getattr(self._described.what(record), "level", None) == level:
                    yield self._record(record)
                    return
        else:
            yield from self._keys_of(self._value(unit, entry, name))

    def _value(self, unit: Unit, entry: Entry, name: str) -> Any:
        """The field of the nearest that has one of the name: the statement, its record, what that belongs to."""
        field = name.replace("-", "_")
        if field in type(entry.payload).model_fields:  # type: ignore[attr-defined]
            return getattr(entry.payload, field)
        what = self._described.what(unit.about)
        if field == "holder":
            above = (getattr(self._described.what(one), field, None) for one in self._described.above(unit.about))
            return next((holder for holder in above if holder), None)
        for one in (what, self._described.container(unit.about)):
            if one is not None and field in type(one).model_fields:
                return getattr(one, field)
        return None

    def _keys_of(self, value: Any) -> Iterator[Key]:
        if value is None or value == "":
            return
        if isinstance(value, tuple):
            for item in value:
                yield from self._keys_of(item)
        elif isinstance(value, str):
            known = self._described.is_record(value)
            yield self._record(value) if known else Key(value, value)
        elif isinstance(value, Text):
            text, _ = value.in_language("en")
            yield Key(text, text)
        elif isinstance(value, PartialDate):
            yield Key(value.text, value.earliest.isoformat() + value.text)
        else:
            yield Key(str(value), str(value).rjust(20) if isinstance(value, int) else str(value))

    def _record(self, record: str) -> Key:
        own = self._described.canonical(record)
        text = self._described.title(own)
        return Key(text, text.casefold() + own, own)

    def _above(self, unit: Unit) -> Iterator[Key]:
        *_, top = self._described.above(unit.about)
        yield self._record(top)

    def _plan(self, unit: Unit) -> Iterator[Key]:
        container = self._described.container_of(unit.about)
        if container is not None:
            yield self._record(container)


def _said_by(self: Dimensions, _unit: Unit, entry: Entry) -> Iterator[Key]:
    if entry.said_by:
        yield self._record(entry.said_by)


def _date(length: int) -> Callable[[Dimensions, Unit, Entry], Iterator[Key]]:
    """A dimension of the day, month or year a statement is attested on; of a less precise date, as it was said."""

    def keys(_self: Dimensions, _unit: Unit, entry: Entry) -> Iterator[Key]:
        when = entry.as_of
        if not entry.is_placed:
            return
        first, last = when.earliest.isoformat()[:length], when.latest.isoformat()[:length]
        yield Key(first, first) if first == last else Key(when.text, when.earliest.isoformat() + when.text)

    return keys


OWN: Mapping[str, Callable[[Dimensions, Unit, Entry], Iterator[Key]]] = {
    "day": _date(10),
    "month": _date(7),
    "year": _date(4),
    "said-by": _said_by,
    "kind-of-record": lambda self, unit, _: iter(
        [Key(kind, kind)] if (kind := self._described.kind(unit.about)) else ()
    ),
    "about": lambda self, unit, _: iter([self._record(unit.about)]),
    "scope": lambda self, _, entry: iter([self._record(entry.scope)]),
    "partnership": lambda self, _, entry: iter([self._record(entry.scope)]),
    "plan": lambda self, unit, _: self._plan(unit),
    "top": lambda self, unit, _: self._above(unit),
    "source": lambda *_: iter(()),
}


def _leads_to_records(kind: str, name: str) -> bool:
    """Whether what a dimension gives is found, or said, by way of records."""
    field = KINDS[kind].model_fields.get(name.replace("-", "_"))
    return name not in ("day", "month", "year") and (field is None or kinds_of_field(field) is not None)


def _refuse_unknown(kind: str, name: str, given: str) -> None:
    field = name.replace("-", "_")
    made = [KINDS[kind], *(KINDS[one] for one in _RECORD_KINDS)]
    if name in OWN or name.startswith("level:") or any(field in one.model_fields for one in made):
        return
    fields = sorted(field.replace("_", "-") for field in KINDS[kind].model_fields)
    raise UsageError(
        "no-such-dimension",
        f"There is nothing to group by that is called {given!r}.",
        f"one of: {', '.join(sorted({*OWN, 'level:NAME', *fields}))}, or a field of the record or its plan",
    )
