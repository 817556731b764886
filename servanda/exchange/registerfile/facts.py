"""The facts of a register file: groups that share a source, each fact with its header, content and citations."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from servanda.exchange.registerfile.faults import Spot, nearest
from servanda.exchange.registerfile.item import CitationItem, Item, Place
from servanda.exchange.registerfile.reading import Reading
from servanda.exchange.registerfile.records import CODE_LANGUAGE, language_of, with_partnership
from servanda.kernel.dates import DateFault, PartialDate
from servanda.kernel.entries import Temporal
from servanda.kernel.marking import PUBLIC, Marking
from servanda.kinds import INTRODUCING, KINDS, Kind
from servanda.kinds.source import Source

SHARED = ("source", "said_by", "as_of", "marking", "at")
RESERVED = (*SHARED, "since", "until", "quote", "cite")
CITING = ("source", "at", "quote", "supports", "marking")
FACT_KINDS = tuple(name for name, kind in KINDS.items() if kind.temporal is not Temporal.ENTRY)
OWN_NAME = "is"  # stands for a content key that has its kind's own name: "step: ipap-4, is: approved"


@dataclass(frozen=True)
class FactNode:
    """One fact as it stands in the file, with what its groups share."""

    kind: type[Kind]
    local: object
    own: dict[str, Any]
    shared: Mapping[str, tuple[object, Spot]]
    spot: Spot

    def get(self, key: str) -> tuple[object, Spot]:
        """A reserved key's value and place: the fact's own, else its groups'."""
        if key in self.own and not self._is_content(key):
            return self.own[key], self.spot.at(key)
        # a fact with a source of its own is at a place of its own
        if key == "at" and "source" in self.own and not self._is_content("source"):
            return None, self.spot
        return self.shared.get(key, (None, self.spot))

    def content(self) -> dict[str, Any]:
        """What is said, without the reserved keys."""
        said = {k: v for k, v in self.own.items() if k not in RESERVED or self._is_content(k)}
        if OWN_NAME in said and _names_itself(self.kind):
            said[self.kind.kind] = said.pop(OWN_NAME)
        return said

    def _is_content(self, key: str) -> bool:
        return key in self.kind.model_fields


def _names_itself(kind: type[Kind]) -> bool:
    return kind.kind in kind.model_fields


def each_fact(reading: Reading, facts: object, spot: Spot) -> Iterator[FactNode]:
    """Walk the groups and number the facts; what is neither is a fault."""
    yield from _walk(reading, facts, spot, {}, [0])


def _walk(
    reading: Reading, facts: object, spot: Spot, shared: dict[str, tuple[object, Spot]], count: list[int]
) -> Iterator[FactNode]:
    if facts is None:
        return
    if not isinstance(facts, list):
        reading.faults.add(spot, "facts are a list", "begin each with a hyphen: - tally: parp-2016")
        return
    for index, value in enumerate(facts):
        here = spot.at(index)
        if isinstance(value, dict) and "facts" in value:
            group = here.named("a group of facts")
            reading.known_keys(value, (*SHARED, "facts"), group, "a group")
            own = {key: (value[key], group.at(key)) for key in SHARED if key in value}
            if "source" in own:
                shared = {key: pair for key, pair in shared.items() if key != "at"}
            yield from _walk(reading, value["facts"], group.at("facts"), {**shared, **own}, count)
            continue
        count[0] += 1
        node = _node(reading, value, here.named(f"fact {count[0]}"), shared)
        if node is not None:
            yield node


def _node(reading: Reading, value: object, spot: Spot, shared: dict[str, tuple[object, Spot]]) -> FactNode | None:
    found = reading.mapping(value, spot, "a fact")
    if not found:
        if found is not None:
            reading.faults.add(spot, "the fact is empty", "begin it with its kind: - tally: parp-2016")
        return None
    name, local = next(iter(found.items()))
    if name not in FACT_KINDS:
        if name in KINDS:
            remedy = "cite with source, at and quote; correct a fact by changing it here"
            reading.faults.add(spot.at(name), f"a {name} is not written as a fact", remedy)
        else:
            kinds = nearest(name, FACT_KINDS) or f"kinds are {', '.join(FACT_KINDS)}"
            first = next((key for key in found if key in FACT_KINDS and key not in RESERVED), None)
            remedy = f"put {first} first: a fact begins with its kind" if first else kinds
            reading.faults.add(spot.at(name), f"{name!r} is no kind of fact", remedy)
        return None
    own = {key: value for key, value in found.items() if key != name}
    return FactNode(KINDS[name], local, own, shared, spot.named(f"{spot.label} ({name}: {local})"))


def declare_introduced(reading: Reading, nodes: list[FactNode]) -> dict[str, FactNode]:
    """Take note of the records that facts bring into being; gives the first fact of each."""
    introduced: dict[str, FactNode] = {}
    for node in nodes:
        if node.kind.kind in INTRODUCING and isinstance(node.local, str):
            if node.local not in reading.ids:
                introduced[node.local] = node
                reading.declare(node.local, node.spot, node.kind.kind)
            elif not reading.kinds[node.local]:
                reading.kinds[node.local].add(node.kind.kind)
    return introduced


class FactReader:
    """Reads facts; ``sources`` are the sources of the file, for undated facts and the language of quotations."""

    def __init__(self, reading: Reading, sources: Mapping[str, Item], raw_sources: Mapping[str, Any]) -> None:
        self._reading = reading
        self._sources = sources
        self._raw = raw_sources

    def read(self, node: FactNode) -> Item | None:
        """Read one fact with its citations; ``None`` where a fault was noted."""
        reading, spot, kind = self._reading, node.spot, node.kind
        before = len(reading.faults.found)
        about = reading.resolve(node.local, spot.at(kind.kind), kind.about)
        said_by, place = node.get("said_by")
        speaker = reading.resolve(said_by, place, ("party",)) if said_by is not None else None
        marking = reading.marking(*node.get("marking"))
        content = node.content()
        known = {field.alias or name for name, field in kind.model_fields.items()}
        if _names_itself(kind):
            known = known - {kind.kind} | {OWN_NAME}
        own = {key: node.own[key] for key in node.own if key not in RESERVED}
        clean = reading.known_keys(own, {*known, *RESERVED}, spot, kind.kind)
        payload = reading.payload(kind, with_partnership(reading, kind, content), spot) if clean else None
        citations = tuple(self._citations(node, marking))
        dates = [reading.date(*node.get(key)) for key in ("as_of", "since", "until")]
        as_of = dates[0] or (self._undated(node, citations) if len(reading.faults.found) == before else None)
        _in_order(reading, dates, spot)
        if payload is None or about is None or len(reading.faults.found) > before:
            return None
        return Item(
            payload=payload,
            about=about,
            as_of=as_of,
            scope=reading.ids[reading.scope],
            said_by=speaker,
            since=dates[1],
            until=dates[2],
            marking=marking,
            citations=citations,
            place=Place(spot.line, spot.label),
        )

    def slug(self, local: str, node: FactNode, items: list[Item]) -> Item | None:
        """The address of a record that facts introduce, readable to whoever may read one of them."""
        said = {"text": local, "language": CODE_LANGUAGE, "use": "slug"}
        payload = self._reading.payload(KINDS["name"], said, node.spot)
        about = self._reading.ids.get(local)
        if payload is None or about is None:
            return None
        markings = [item.marking for item in items if item.about == about]
        marking = PUBLIC if PUBLIC in markings else next(iter(markings), PUBLIC)
        scope = self._reading.ids[self._reading.scope]
        return Item(
            payload, about, self._reading.entered, scope, marking=marking, place=Place(node.spot.line, node.spot.label)
        )

    def _undated(self, node: FactNode, citations: tuple[CitationItem, ...]) -> PartialDate | None:
        """No later than its first source's publication, else capture (rule 6)."""
        if node.kind.structural:
            return self._reading.entered
        source = self._cited(citations)
        when = source.counts_from if source else None
        if when is None:
            sentence = "it has no date, and no source whose date could stand for it"
            self._reading.faults.add(node.spot, sentence, "add as_of, or published or captured to its source")
            return None
        try:
            return when.no_later_than()
        except DateFault as fault:
            self._reading.faults.add(node.spot, fault.sentence, "add as_of")
            return None

    def _cited(self, citations: tuple[CitationItem, ...]) -> Source | None:
        for citation in citations:
            found = self._sources.get(citation.payload.references()[0])
            if found is not None and isinstance(found.payload, Source):
                return found.payload
        return None

    def _citations(self, node: FactNode, marking: Marking) -> Iterator[CitationItem]:
        source, place = node.get("source")
        first = {key: node.get(key)[0] for key in ("source", "at", "quote")}
        if source is not None:
            yield from self._citation(first, place, node.spot, marking)
        elif "quote" in node.own and not isinstance(node.own.get("cite"), list):
            self._reading.faults.add(node.spot.at("quote"), "a quotation without its source", "add source")
        cite = node.own.get("cite")
        if cite is None:
            return
        if not isinstance(cite, list):
            self._reading.faults.add(
                node.spot.at("cite"), "cite is a list", "write - {source: ..., at: ..., quote: ...}"
            )
            return
        for index, value in enumerate(cite):
            here = node.spot.at("cite", index)
            found = self._reading.mapping(value, here, "a citation")
            if found is not None and self._reading.known_keys(found, CITING, here, "a citation"):
                own = self._reading.marking(found["marking"], here.at("marking")) if "marking" in found else marking
                yield from self._citation(found, here, here, own)

    def _citation(
        self, said: Mapping[str, Any], source_spot: Spot, spot: Spot, marking: Marking
    ) -> Iterator[CitationItem]:
        content = {key: value for key, value in said.items() if value is not None and key != "marking"}
        local = content.get("source")
        if not isinstance(local, str) or local not in self._reading.ids:
            self._reading.resolve(local, source_spot, ("source",))
            return
        raw = self._raw.get(local)
        language = language_of(raw) if isinstance(raw, dict) else None
        payload = self._reading.payload(KINDS["citation"], content, spot, language)
        if payload is not None:
            yield CitationItem(payload, marking, Place(spot.line, spot.label))


def _in_order(reading: Reading, dates: list[PartialDate | None], spot: Spot) -> None:
    _, since, until = dates
    if since is not None and until is not None and until.before(since):
        reading.faults.add(
            spot.at("until"), f"it ends ({until.text}) before it begins ({since.text})", "correct one of them"
        )
