"""Which column is which: the headings of a file against those that a mapping names, and their synonyms."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from collections.abc import Mapping as Map
from fnmatch import fnmatchcase
from typing import Any

from servanda.exchange.mappings.model import Check, Condition, Mapping, Value
from servanda.exchange.mappings.plainly import plainly
from servanda.exchange.mappings.template import names

_PARTS = re.compile(r"[/|]")
_REMARK = re.compile(r"[(\[].*?[)\]]")


def matched(rules: Mapping, header: Sequence[str]) -> tuple[Map[str, int], tuple[str, ...], tuple[str, ...]]:
    """The place of each column by the mapping's name for it; the columns nobody uses; those that are missing.

    A heading that is written otherwise (capitals, marks, spaces) counts where none is written as the mapping has it.
    Of several headings of one column its own name goes first, then the one whose synonym the mapping names first. One
    that is called as a value of the mapping is not that value.
    """
    made = set(_made(rules))
    columns = {name: None for name in used_columns(rules) if name not in made}
    known = _known(rules, columns)
    numbered = list(_numbered(rules))
    skipped = {plainly(pattern) for pattern in rules.skip}
    exact = columns.keys() & set(header)
    called = [_called(heading, exact, known, numbered) for heading in header]
    places: dict[str, int] = {}
    for _rank, place, column in sorted(
        (known.get(plainly(header[place]), {}).get(name, 0) if header[place] != name else -1, place, name)
        for place, name in enumerate(called)
        if name is not None
    ):
        places.setdefault(column, place)
    unused: list[str] = []
    for place, (heading, name) in enumerate(zip(header, called, strict=True)):
        if name is None and heading not in made:
            places.setdefault(heading, place)
        if (name is None or places[name] != place) and not (
            plainly(heading) in skipped or any(fnmatchcase(heading, pattern) for pattern in rules.skip)
        ):
            unused.append(heading)
    unused = _left(unused, lambda heading: (plainly(heading),), header, known, places)
    shared = Counter(way for heading in unused for way in set(variants(heading)))  # "Status / 2023", "Status / 2024"
    unused = _left(
        unused, lambda heading: (way for way in variants(heading) if shared[way] == 1), header, known, places
    )
    return places, tuple(unused), tuple(name for name in rules.recognise if name not in places)


def variants(heading: str) -> Iterator[str]:
    """How a heading may be called, written plainly: all of it, then its parts, as of "Deadline / planned".

    What stands in brackets is a remark and no part.
    """
    plain = plainly(heading)
    yield plain
    for part in (plain, *_PARTS.split(_REMARK.sub(" ", plain))):
        if found := " ".join(part.split()).strip(" :*."):
            yield found


def _called(
    heading: str, exact: Set[str], known: Map[str, Map[str, int]], numbered: Sequence[tuple[re.Pattern[str], str]]
) -> str | None:
    """The one column that a whole heading is; ``None`` where it may be several, or another is written just so."""
    if heading in exact:
        return heading
    plain = plainly(heading)
    one = tuple(known.get(plain, ()))
    name = one[0] if len(one) == 1 else _with_number(plain, numbered)
    return None if name in exact else name


def _known(rules: Mapping, columns: Iterable[str]) -> dict[str, dict[str, int]]:
    """The columns that a heading may be, by its plain text, each with how early it is named for the column.

    Of several columns those go first that a file is known by.
    """
    found: dict[str, dict[str, int]] = {}
    for name in (*columns, *rules.headers):
        for rank, other in enumerate((name, *rules.headers.get(name, ()))):
            found.setdefault(plainly(other), {}).setdefault(name, rank)
    return {
        plain: dict(sorted(names.items(), key=lambda one: one[0] not in rules.recognise))
        for plain, names in found.items()
    }


def _left(
    unused: Sequence[str],
    ways: Callable[[str], Iterable[str]],
    header: Sequence[str],
    known: Map[str, Map[str, int]],
    places: dict[str, int],
) -> list[str]:
    """Take headings for the first column that each may be called and that no other is; gives those that are left."""
    free = {
        heading: [one for way in ways(heading) for one in known.get(way, {}).items() if one[0] not in places]
        for heading in unused
    }
    taken = set()
    for heading in sorted((one for one in unused if free[one]), key=lambda one: free[one][0][1]):
        name = next((name for name, _rank in free[heading] if name not in places), None)
        if name is not None:
            places[name] = header.index(heading)
            taken.add(heading)
    return [heading for heading in unused if heading not in taken]


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
