"""Read a register file: pure, without a database; every fault of the file at once, each with line and fact."""

from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import Any

from servanda.exchange.registerfile.facts import FactReader, declare_introduced, each_fact
from servanda.exchange.registerfile.faults import Faults, Spot
from servanda.exchange.registerfile.item import Item, Place, RegisterFile, merged
from servanda.exchange.registerfile.reading import LOCAL_FORM, Reading, is_local
from servanda.exchange.registerfile.records import declare, read_records, read_sources
from servanda.kernel.dates import DateFault, PartialDate, coerce
from servanda.kernel.entries import Temporal
from servanda.kinds import KINDS
from servanda.kinds.fields import LANGUAGE
from servanda.yamlfile import Document
from servanda.yamlfile import read as read_yaml

FORMAT = "1"
LARGEST = 10_000_000  # bytes
IF_LARGER = (
    "Split it by partnership, or exchange it as JSON Lines: `servanda dump --format jsonl`, `servanda load FILE.jsonl`."
)
SECTIONS = ("servanda", "register", "scope", "language", "title", "entered", "records", "sources", "facts", "same")


def read(path: Path | str, frameworks: Collection[str] | None = None) -> RegisterFile:
    """Read a register file (YAML). Touches nothing but the file.

    ``frameworks`` are the slugs of the frameworks that facts may name; without them the names are not
    checked. Raises ``InputError`` with the file's faults, each as file:line, fact, key, sentence and remedy;
    of a file over ``LARGEST`` bytes it reads nothing.
    """
    document = read_yaml(Path(path), limit_bytes=LARGEST, if_larger=IF_LARGER)
    faults = Faults(str(path))
    top = _top(document, faults)
    reading = _reading(top, document, faults, frameworks)
    items, same = _statements(reading, top, Spot(document))
    faults.raise_if_any()
    return RegisterFile(
        path=str(path),
        register=reading.register,
        scope=reading.ids[reading.scope],
        language=reading.language,
        title=str(top.get("title") or reading.register),
        records=dict(reading.ids),
        kinds={local: frozenset(reading.kinds.get(local, ())) for local in reading.ids},
        items=merged(items),
        same=tuple(same),
    )


def _top(document: Document, faults: Faults) -> dict[str, Any]:
    """The file's sections; what keeps the rest from being read at all is told at once."""
    spot = Spot(document)
    top = document.data
    if not isinstance(top, dict) or "servanda" not in top:
        faults.add(spot, "this is not a register file", "it begins with `servanda: 1`, `register:` and `scope:`")
    elif top["servanda"] != FORMAT:
        sentence = f"it is written in version {top['servanda']} of the format; this program reads version {FORMAT}"
        faults.add(spot.at("servanda"), sentence, "use a newer Servanda, or write `servanda: 1`")
    faults.raise_if_any()
    return dict(top)


def _reading(top: dict[str, Any], document: Document, faults: Faults, frameworks: Collection[str] | None) -> Reading:
    spot = Spot(document)
    start = Reading(faults, "", "", "en")
    start.known_keys(top, SECTIONS, spot, "a register file")
    language = top.get("language", "en")
    if not isinstance(language, str) or not LANGUAGE.match(language):
        faults.add(spot.at("language"), f"{language!r} is not a language", "write a tag such as en, az or uk")
        language = "en"
    for key in ("register", "scope"):
        if key not in top:
            faults.add(spot, f"`{key}` is missing", _TOLD[key])
        elif not isinstance(top[key], str) or not is_local(top[key]):
            faults.add(spot.at(key), f"{top[key]!r} cannot be a {key}", LOCAL_FORM)
    faults.raise_if_any()
    entered = start.date(top.get("entered"), spot.at("entered"))
    return Reading(faults, top["register"], top["scope"], language, frameworks, entered)


_TOLD = {
    "register": "name the register this file keeps: register: azerbaijan-nato",
    "scope": "name the partnership record that all of it belongs to: scope: azerbaijan-nato",
}


def _statements(reading: Reading, top: dict[str, Any], spot: Spot) -> tuple[list[Item], list[Item]]:
    records = _section(reading, top, spot, "records")
    sources = _section(reading, top, spot, "sources")
    for local in records.keys() & sources.keys():
        reading.faults.add(spot.at("sources", local), f"{local!r} is also a record", "give one of them another name")
    declare(reading, records, spot.at("records"))
    declare(reading, sources, spot.at("sources"), "source")
    nodes = list(each_fact(reading, top.get("facts"), spot.at("facts")))
    introduced = declare_introduced(reading, nodes)
    if reading.resolve(reading.scope, spot.at("scope"), ("partnership",)) is None:
        reading.faults.raise_if_any()  # nothing else can be said without its scope
    entered = reading.entered or _last_day(sources.values())
    reading.entered = entered.no_later_than() if entered else None
    described = [*read_records(reading, records, spot.at("records"))]
    described.extend(read_sources(reading, sources, spot.at("sources")))
    by_id = {item.about: item for item in described if item.payload.kind == "source"}
    reader = FactReader(reading, by_id, sources)
    facts = [item for item in map(reader.read, nodes) if item is not None]
    slugs = [reader.slug(local, node, facts) for local, node in introduced.items()]
    items = chain(described, (slug for slug in slugs if slug is not None), facts)
    return sorted(items, key=_turn), list(_same(reading, top.get("same"), spot.at("same")))


def _section(reading: Reading, top: dict[str, Any], spot: Spot, name: str) -> dict[str, Any]:
    value = top.get(name)
    return {} if value is None else reading.mapping(value, spot.at(name), f"`{name}`") or {}


def _last_day(sources: Iterable[object]) -> PartialDate | None:
    """The day by which the file's sources were all seen; faults of dates are told where sources are read."""
    days = []
    for source in sources:
        for key in ("captured", "published"):
            value = source.get(key) if isinstance(source, dict) else None
            with suppress(DateFault):
                when = coerce(value)
                if not when.is_open_end:
                    days.append(when.latest)
    return PartialDate.of(max(days)) if days else None


def _turn(item: Item) -> int:
    """What a record is comes before what it is called, and both before what is said of it."""
    if item.payload.kind == "name":
        return 1
    return 0 if item.payload.structural and item.payload.temporal is Temporal.RECORD else 2


def _same(reading: Reading, pairs: object, spot: Spot) -> Iterator[Item]:
    """Read ``same: [[one, other]]``, or ``{records: [one, other], reason: ..., marking: ...}``."""
    if pairs is not None and not isinstance(pairs, list):
        reading.faults.add(spot, "`same` is a list of pairs", "write - [one, other]")
        return
    for index, value in enumerate(pairs or ()):
        here = spot.at(index).named(f"pair {index + 1}")
        found = value if isinstance(value, dict) else {"records": value}
        reading.known_keys(found, ("records", "reason", "marking"), here, "a pair")
        pair = found.get("records")
        if not isinstance(pair, list) or len(pair) != 2:
            reading.faults.add(here, "it does not name two records", "write - [one, other]")
            continue
        one = reading.resolve(pair[0], here)
        said = {"other": pair[1], **({"reason": found["reason"]} if found.get("reason") else {})}
        payload = reading.payload(KINDS["same-as"], said, here)
        if one is not None and payload is not None:
            marking = reading.marking(found.get("marking"), here.at("marking"))
            place = Place(here.line, here.label)
            yield Item(payload, one, None, reading.ids[reading.scope], marking=marking, place=place)
