"""Which column is which: the headings of a file against those that a mapping names, and their synonyms."""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Mapping as Map
from fnmatch import fnmatchcase
from typing import Any

from servanda.exchange.mappings.model import Check, Condition, Mapping, Value
from servanda.exchange.mappings.plainly import plainly
from servanda.exchange.mappings.template import names


def matched(rules: Mapping, header: Sequence[str]) -> tuple[Map[str, int], tuple[str, ...], tuple[str, ...]]:
    """The place of each column by the mapping's name for it; the columns nobody uses; those that are missing."""
    known = {plainly(other): name for name, others in rules.headers.items() for other in (name, *others)}
    places: dict[str, int] = {}
    used = set(used_columns(rules))
    unused: list[str] = []
    for place, heading in enumerate(header):
        name = heading if heading in used else known.get(plainly(heading), heading)
        places.setdefault(name, place)
        if name not in used and not any(fnmatchcase(heading, pattern) for pattern in (*rules.skip, *_numbered(rules))):
            unused.append(heading)
    return places, tuple(unused), tuple(name for name in rules.recognise if name not in places)


def used_columns(rules: Mapping) -> Iterator[str]:
    """Every name that is looked up in a mapping: columns, and values made of them."""
    yield from rules.recognise
    for value in (*rules.values.values(), *(one for each in rules.each.values() for one in each.values.values())):
        yield from _of_value(value)
    for each in rules.each.values():
        if each.items:
            yield each.items
    for record in rules.records.values():
        yield from _texts([record.key, record.within, record.fields, *(one.text for one in record.names)])
        yield from _of_condition(record.when)
    for fact in rules.facts.values():
        yield from _texts([fact.fields, fact.as_of, fact.since, fact.until])
        yield from _of_condition(fact.when)
    for check in rules.checks.values():
        yield from _of_check(check)


def _of_value(value: Value) -> Iterator[str]:
    for source in value.from_:
        yield from names(source) if "{" in source else (source,)


def _of_condition(condition: Condition | None) -> Iterator[str]:
    if condition is not None:
        yield from (*condition.given, *condition.absent)
        yield from _texts([condition.value])


def _of_check(check: Check) -> Iterator[str]:
    yield from _texts([check.stated, check.parts, check.equals])
    yield from _of_condition(check.when)


def _texts(found: Iterable[Any]) -> Iterator[str]:
    for one in found:
        if isinstance(one, str):
            yield from names(one)
        elif isinstance(one, Map):
            yield from _texts(one.values())
        elif isinstance(one, list | tuple):
            yield from _texts(one)


def _numbered(rules: Mapping) -> Iterator[str]:
    for each in rules.each.values():
        for pattern in each.columns.values():
            yield pattern.replace("[", "[[]").replace("{n}", "[0-9]*")
