"""The records and sources of a register file: what they are, what they are called, how much sources weigh."""

from collections.abc import Iterator
from typing import Any

from servanda.exchange.registerfile.faults import Spot
from servanda.exchange.registerfile.item import Item, Place
from servanda.exchange.registerfile.reading import Reading
from servanda.kernel.dates import PartialDate
from servanda.kernel.identity import derived_id
from servanda.kernel.marking import Marking
from servanda.kinds import KINDS, Kind
from servanda.kinds.base import RecordKind
from servanda.kinds.fields import LANGUAGE

RECORD_KINDS = tuple(name for name, kind in KINDS.items() if issubclass(kind, RecordKind) and name != "source")
NAMING = ("name", "names", "short", "shorts", "slug", "aliases")
COMMON = ("is", "id", "marking", "as_of", *NAMING)
CODE_LANGUAGE = "zxx"  # ISO 639-2: no linguistic content
_USES = {"name": "full", "names": "full", "short": "short", "shorts": "short"}


def declare(reading: Reading, records: dict[str, Any], spot: Spot, kind: str | None = None) -> None:
    """Take note of all records of a section before anything refers to them."""
    for local, content in records.items():
        here = spot.at(local).named(f"record {local}" if kind is None else f"source {local}")
        found = content if isinstance(content, dict) else {}
        named = [kind] if kind else [key for key in found if key in RECORD_KINDS]
        reading.declare(local, here, next(iter(named), None), _identifier(reading, found, here))


def _identifier(reading: Reading, content: dict[str, Any], spot: Spot) -> str | None:
    """The identifier a record brings along: of its external identifier, or as another register knows it."""
    external, own = content.get("is"), content.get("id")
    if external is not None:
        if isinstance(external, dict) and len(external) == 1:
            scheme, identifier = next(iter(external.items()))
            if isinstance(scheme, str) and isinstance(identifier, str | int) and not isinstance(identifier, bool):
                return derived_id(scheme, str(identifier))
        reading.faults.add(spot.at("is"), "`is` names one scheme and one identifier", "write {iso3166: AZ}")
    if own is not None:
        if isinstance(own, str) and len(own) == 32 and all(c in "0123456789abcdef" for c in own):
            return own
        reading.faults.add(spot.at("id"), f"{own!r} is no record's identifier", "write its 32 digits of 0-9 and a-f")
    return None


def read_records(reading: Reading, records: dict[str, Any], spot: Spot) -> Iterator[Item]:
    """Read the section ``records``: ``{party: state, name: ...}`` or ``{plan: {framework: ...}, ...}``."""
    for local, content in records.items():
        here = spot.at(local).named(f"record {local}")
        found = reading.mapping(content, here, "a record")
        if found is None or local not in reading.ids:
            continue
        kinds = [key for key in found if key in RECORD_KINDS]
        reading.known_keys(found, (*RECORD_KINDS, *COMMON), here, "a record")
        if len(kinds) > 1:
            reading.faults.add(here, f"it is said to be {' and '.join(kinds)}", "a record is one of these")
        header = _header(reading, found, here)
        if kinds:
            kind = KINDS[kinds[0]]
            payload = reading.payload(kind, _content(reading, kind, found[kinds[0]], here), here.at(kinds[0]))
            if payload is not None:
                yield _item(reading, local, payload, header, here)
        yield from _names(reading, local, found, header, here)


def _content(reading: Reading, kind: type[Kind], value: object, spot: Spot) -> dict[str, Any]:
    """A record's content; a plain word is short for its first field: ``party: state``."""
    if isinstance(value, str):
        value = {next(iter(kind.model_fields)): value}
    if value is None:
        value = {}
    return with_partnership(reading, kind, reading.mapping(value, spot.at(kind.kind), f"a {kind.kind}") or {})


def with_partnership(reading: Reading, kind: type[Kind], content: dict[str, Any]) -> dict[str, Any]:
    """Give a content its partnership where none is named: the file's own."""
    if "partnership" in kind.model_fields and "partnership" not in content:
        return {**content, "partnership": reading.scope}
    return content


def read_sources(reading: Reading, sources: dict[str, Any], spot: Spot) -> Iterator[Item]:
    """Read the section ``sources``. A source's title is in the source's own language, where that is given."""
    kind = KINDS["source"]
    fields = set(kind.model_fields)
    for local, content in sources.items():
        here = spot.at(local).named(f"source {local}")
        found = reading.mapping(content, here, "a source")
        if found is None or local not in reading.ids:
            continue
        if not reading.known_keys(found, (*fields, "rank", *COMMON), here, "a source"):
            continue
        header = _header(reading, found, here)
        said = {key: value for key, value in found.items() if key in fields}
        payload = reading.payload(kind, said, here, language_of(found))
        if payload is not None:
            yield _item(reading, local, payload, header, here)
        if "rank" in found:
            rank = found["rank"] if isinstance(found["rank"], dict) else {"rank": found["rank"]}
            weight = reading.payload(KINDS["rank"], rank, here.at("rank"))
            if weight is not None:
                yield _item(reading, local, weight, header, here)
        yield from _names(reading, local, found, header, here)


def language_of(source: dict[str, Any]) -> str | None:
    """The language of a source, for its title and the words quoted from it."""
    language = source.get("language")
    return language if isinstance(language, str) and LANGUAGE.match(language) else None


Header = tuple[PartialDate | None, Marking]


def _header(reading: Reading, content: dict[str, Any], spot: Spot) -> Header:
    as_of = reading.date(content.get("as_of"), spot.at("as_of"))
    return as_of or reading.entered, reading.marking(content.get("marking"), spot.at("marking"))


def _item(reading: Reading, local: str, payload: Kind, header: Header, spot: Spot) -> Item:
    return Item(
        payload=payload,
        about=reading.ids[local],
        as_of=header[0],
        scope=reading.ids[reading.scope],
        marking=header[1],
        place=Place(spot.line, spot.label),
    )


def _names(reading: Reading, local: str, content: dict[str, Any], header: Header, spot: Spot) -> Iterator[Item]:
    for key, text, language, use in _each_name(reading, local, content, spot):
        said = {"text": text, "language": language, "use": use}
        payload = reading.payload(KINDS["name"], said, spot.at(*key))
        if payload is not None:
            yield _item(reading, local, payload, header, spot)


Named = tuple[tuple[str | int, ...], object, str, str]


def _each_name(reading: Reading, local: str, content: dict[str, Any], spot: Spot) -> Iterator[Named]:
    for key, use in _USES.items():
        value = content.get(key)
        if isinstance(value, dict):
            yield from (((key, language), text, language, use) for language, text in value.items())
        elif value is not None:
            yield (key,), value, reading.language, use
    aliases = content.get("aliases") or {}
    if isinstance(aliases, list):
        aliases = {reading.language: aliases}
    if isinstance(aliases, dict):
        for language, texts in aliases.items():
            for text in texts if isinstance(texts, list) else [texts]:
                yield ("aliases",), text, language, "alias"
    else:
        reading.faults.add(spot.at("aliases"), "aliases are a list", "write [one, other]")
    if isinstance(content.get("is"), dict):
        scheme, identifier = next(iter(content["is"].items()))
        yield ("is",), f"{scheme}:{identifier}", CODE_LANGUAGE, "code"
    slug = content.get("slug", local)
    if slug is not None:
        yield ("slug",), slug, CODE_LANGUAGE, "slug"
