"""What a mapping refers to inside itself: records, values, vocabularies, repeated things, kinds and their fields."""

from collections.abc import Iterator
from collections.abc import Mapping as Map
from difflib import get_close_matches
from typing import Any

from servanda.exchange.formats.repairs import REPAIRS
from servanda.exchange.mappings.model import Mapping, Record, Value
from servanda.exchange.mappings.template import TemplateFault, pieces
from servanda.kinds import INTRODUCING, KINDS, Kind
from servanda.yamlfile import Key

Found = tuple[tuple[Key, ...], str, str]


def faults(mapping: Mapping) -> Iterator[Found]:
    """Everything that a mapping says and that leads nowhere: the path, what is wrong, what to do."""
    yield from _vocabularies(mapping)
    yield from _templates(
        (), mapping.model_dump(by_alias=True, exclude={"text", "title", "source", "skip", "vocabularies"})
    )
    for name, record in mapping.records.items():
        yield from _record(mapping, name, record)
    for name, fact in mapping.facts.items():
        place: tuple[Key, ...] = ("facts", name)
        yield from _kind((*place, "kind"), fact.kind, KINDS)
        if fact.kind in KINDS:
            yield from _fields((*place, "fields"), KINDS[fact.kind], fact.fields)
        yield from _each(mapping, place, fact.each)
        for key, said in (("about", fact.about), ("said_by", fact.said_by), ("scope", fact.scope)):
            if said is not None and not said.startswith("@"):
                yield (*place, key), f"{key} names a record", f"Write it with an @ in front: '@{said}'."
            yield from _references(mapping, (*place, key), said)
        yield from _references(mapping, (*place, "fields"), fact.fields)
    for name, check in mapping.checks.items():
        yield from _each(mapping, ("checks", name), check.each)
        if check.count is not None and check.count not in mapping.records:
            yield ("checks", name, "count"), f"there is no record {check.count!r}", _near(check.count, mapping.records)
    if mapping.covers and mapping.covers not in mapping.records:
        yield ("covers",), f"there is no record {mapping.covers!r}", _near(mapping.covers, mapping.records)
    for name in mapping.rows:
        if name not in mapping.records:
            yield ("rows",), f"there is no record {name!r}", _near(name, mapping.records)
        elif mapping.records[name].each is not None:
            yield ("rows",), f"a row holds the record {name!r} several times", "Name one that it holds once."


def _vocabularies(mapping: Mapping) -> Iterator[Found]:
    values: list[tuple[tuple[Key, ...], Value]] = [(("values", name), one) for name, one in mapping.values.items()]
    for each, repeated in mapping.each.items():
        values += [(("each", each, "values", name), value) for name, value in repeated.values.items()]
    for place, value in values:
        for repair in value.repair:
            if repair not in REPAIRS:
                yield (*place, "repair"), f"there is no repair {repair!r}", _near(repair, REPAIRS)
        if value.vocabulary and value.vocabulary not in mapping.vocabularies:
            sentence = f"there is no vocabulary {value.vocabulary!r}"
            yield (*place, "vocabulary"), sentence, _near(value.vocabulary, mapping.vocabularies)


def _templates(path: tuple[Key, ...], found: Any) -> Iterator[Found]:
    if isinstance(found, str):
        try:
            list(pieces(found.replace("{n}", "") if path[:1] == ("each",) else found))
        except TemplateFault as fault:
            yield path, str(fault), "Write a value as {name} or {name|filter}."
    elif isinstance(found, Map):
        for key, value in found.items():
            yield from _templates((*path, key), value)
    elif isinstance(found, list | tuple):
        for place, value in enumerate(found):
            yield from _templates((*path, place), value)


def _record(mapping: Mapping, name: str, record: Record) -> Iterator[Found]:
    place: tuple[Key, ...] = ("records", name)
    yield from _kind((*place, "kind"), record.kind, INTRODUCING)
    if record.kind in KINDS:
        yield from _fields((*place, "fields"), KINDS[record.kind], record.fields)
    yield from _each(mapping, place, record.each)
    yield from _references(mapping, (*place, "fields"), record.fields)
    if name in _reached(mapping, name):
        yield place, f"the record {name!r} refers to itself", "Take one of the references out."


def _reached(mapping: Mapping, name: str) -> set[str]:
    reached: set[str] = set()
    ahead = [name]
    while ahead:
        record = mapping.records.get(ahead.pop())
        fresh = set(_names(record.fields if record else {})) - reached
        reached |= fresh
        ahead.extend(fresh)
    return reached


def _names(found: Any) -> Iterator[str]:
    if isinstance(found, str) and found.startswith("@"):
        yield found[1:]
    elif isinstance(found, Map):
        for value in found.values():
            yield from _names(value)
    elif isinstance(found, list | tuple):
        for value in found:
            yield from _names(value)


def _references(mapping: Mapping, place: tuple[Key, ...], found: Any) -> Iterator[Found]:
    for name in _names(found):
        if name not in mapping.records:
            yield place, f"there is no record {name!r}", _near(name, mapping.records)


def _each(mapping: Mapping, place: tuple[Key, ...], each: str | None) -> Iterator[Found]:
    if each is not None and each not in mapping.each:
        yield (*place, "each"), f"nothing is repeated as {each!r}", _near(each, mapping.each)


def _kind(place: tuple[Key, ...], kind: str, known: Any) -> Iterator[Found]:
    if kind not in known:
        yield place, f"there is no kind {kind!r} here", _near(kind, known)


def _fields(place: tuple[Key, ...], kind: type[Kind], fields: Map[str, Any]) -> Iterator[Found]:
    known = {field.alias or name for name, field in kind.model_fields.items()}
    for name in fields:
        if name not in known:
            yield (*place, name), f"a {kind.kind} has no field {name!r}", _near(name, known)


def _near(name: str, known: Any) -> str:
    near = get_close_matches(name, list(known), n=1)
    return f"Did you mean {near[0]}?" if near else f"Known are: {', '.join(sorted(known)) or 'none'}."
