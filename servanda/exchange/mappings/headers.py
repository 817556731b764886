"""Which column is which: the headings of a file against those that a mapping names, and their synonyms."""

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Mapping as Map
from fnmatch import fnmatchcase
from typing import Any

from servanda.exchange.mappings.model import Check, Condition, Mapping, Value
from servanda.exchange.mappings.plainly import plainly
from servanda.exchange.mappings.template import names

_PARTS = re.compile(r"[/|()\[\]]")


def matched(rules: Mapping, header: Sequence[str]) -> tuple[Map[str, int], tuple[str, ...], tuple[str, ...]]:
    """The place of each column by the mapping's name for it; the columns nobody uses; those that are missing.

    A heading that is written otherwise (capitals, marks, spaces) counts where none is written as the mapping has it.
    One that is called as a value of the mapping is not that value.
    """
    made = set(_made(rules))
    columns = {name: None for name in used_columns(rules) if name not in made}
    known = _known(rules, columns)
    numbered = list(_numbered(rules))
    skipped = {plainly(pattern) for pattern in rules.skip}
    exact = columns.keys() & set(header)
    places: dict[str, int] = {}
    unused: list[str] = []
    for place, heading in enumerate(header):
        plain = plainly(heading)
        one = known.get(plain, ())
        name = heading if heading in exact else (one[0] if len(one) == 1 else _with_number(plain, numbered))
        if name in exact and name != heading:
            name = None
        if name is not None and name not in places:
            places[name] = place
        elif plain not in skipped and not any(fnmatchcase(heading, pattern) for pattern in rules.skip):
            unused.append(heading)
        if name is None and heading not in made:
            places.setdefault(heading, place)
    for ways in (lambda heading: (plainly(heading),), variants):
        unused = [heading for heading in unused if not _taken(heading, ways(heading), header, known, places)]
    return places, tuple(unused), tuple(name for name in rules.recognise if name not in places)


def variants(heading: str) -> Iterator[str]:
    """How a heading may be called, written plainly: all of it, then parts of "Deadline / planned", "Progress (%)"."""
    plain = plainly(heading)
    yield plain
    if "%" in plain:
        yield "%"
    for part in (plain, *_PARTS.split(plain)):
        if found := part.strip(" :*."):
            yield found


def _known(rules: Mapping, columns: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The columns that a heading may be, by its plain text; of several those go first that a file is known by."""
    found: dict[str, dict[str, None]] = {}
    for name in (*columns, *rules.headers):
        for other in (name, *rules.headers.get(name, ())):
            found.setdefault(plainly(other), {})[name] = None
    return {plain: tuple(sorted(names, key=lambda one: one not in rules.recognise)) for plain, names in found.items()}


def _taken(
    heading: str,
    ways: Iterable[str],
    header: Sequence[str],
    known: Map[str, Sequence[str]],
    places: dict[str, int],
) -> bool:
    """Take a heading for the first column that it may be called and that no other heading is."""
    for name in (name for way in ways for name in known.get(way, ())):
        if name not in places:
            places[name] = header.index(heading)
            return True
    return False


def headings(rules: Mapping, header: Sequence[str], places: Map[str, int]) -> dict[str, str]:
    """How the file calls the columns that a mapping looks at, by the mapping's names for them."""
    used, numbered = set(used_columns(rules)), list(_numbered(rules))
    return {
        name: header[place]
        for name, place in places.items()
        if name in used or _with_number(plainly(name), numbered) is not None
    }


def sources(rules: Mapping, part: Any) -> tuple[str, ...]:
    """The columns that a part of a content is made of, by the mapping's names for them."""
    found: dict[str, None] = {}
    ahead, seen = list(names_in([part])), set[str]()
    while ahead:
        name = ahead.pop(0)
        value = rules.values.get(name)
        if value is None or name in value.from_:
            found[name] = None
        elif name not in seen:
            seen.add(name)
            ahead.extend(_of_value(value))
    return tuple(found)


def _made(rules: Mapping) -> Iterator[str]:
    """The names that are no columns: parameters, and values that are made of other columns than one of their name."""
    yield from (*rules.parameters, "table", "file", "item", "n")
    for values in (rules.values, *(one.values for one in rules.each.values())):
        yield from (name for name, value in values.items() if name not in {*value.from_, *rules.recognise})


def _with_number(plain: str, numbered: Sequence[tuple[re.Pattern[str], str]]) -> str | None:
    """The numbered column that a heading is, as the mapping writes it."""
    for pattern, column in numbered:
        if found := pattern.fullmatch(plain):
            return column.replace("{n}", str(int(found[1])))
    return None


def used_columns(rules: Mapping) -> Iterator[str]:
    """Every name that is looked up in a mapping: columns, and values made of them."""
    yield from rules.recognise
    for value in (*rules.values.values(), *(one for each in rules.each.values() for one in each.values.values())):
        yield from _of_value(value)
    for each in rules.each.values():
        if each.items:
            yield each.items
    for record in rules.records.values():
        yield from names_in([record.key, record.within, record.fields, *(one.text for one in record.names)])
        yield from _of_condition(record.when)
    for fact in rules.facts.values():
        yield from names_in([fact.fields, fact.as_of, fact.since, fact.until])
        yield from _of_condition(fact.when)
    for check in rules.checks.values():
        yield from _of_check(check)


def _of_value(value: Value) -> Iterator[str]:
    for source in value.from_:
        yield from names(source) if "{" in source else (source,)


def _of_condition(condition: Condition | None) -> Iterator[str]:
    if condition is not None:
        yield from (*condition.given, *condition.absent)
        yield from names_in([condition.value])


def _of_check(check: Check) -> Iterator[str]:
    yield from names_in([check.stated, check.parts, check.equals])
    yield from _of_condition(check.when)


def names_in(found: Iterable[Any]) -> Iterator[str]:
    """The names that texts use, however deep they lie in lists and mappings."""
    for one in found:
        if isinstance(one, str):
            yield from names(one)
        elif isinstance(one, Map):
            yield from names_in(one.values())
        elif isinstance(one, list | tuple):
            yield from names_in(one)


def _numbered(rules: Mapping) -> Iterator[tuple[re.Pattern[str], str]]:
    for each in rules.each.values():
        for column in each.columns.values():
            for other in (column, *rules.headers.get(column, ())):
                before, _, after = plainly(other).partition("{n}")
                yield re.compile(f"{re.escape(before)}([0-9]{{1,4}}){re.escape(after)}"), column
