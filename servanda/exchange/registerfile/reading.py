"""What reading a register file has in hand: its identifiers, its language, and the faults found so far."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from servanda.exchange.registerfile.faults import Faults, Spot, nearest
from servanda.exchange.registerfile.sentences import sentences
from servanda.kernel.dates import DateFault, PartialDate, coerce
from servanda.kernel.identity import derived_id
from servanda.kernel.marking import PUBLIC, Marking
from servanda.kinds import Kind


@dataclass
class Reading:
    """The state of one reading. Its methods give ``None`` where they note a fault: reading goes on."""

    faults: Faults
    register: str
    scope: str  # the local identifier of the partnership
    language: str
    frameworks: Collection[str] | None = None
    entered: PartialDate | None = None
    place: str = "this file"  # where records are looked for
    ids: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def declare(self, local: object, spot: Spot, kind: str | None, identifier: str | None = None) -> None:
        """Take note of a record and of what it is; its identifier follows from the register and its local one."""
        if not isinstance(local, str) or not is_local(local):
            self.faults.add(spot, f"{local!r} cannot be a record's identifier", LOCAL_FORM)
            return
        self.ids.setdefault(local, identifier or derived_id(self.register, local))
        if kind:
            self.kinds[local].add(kind)

    def mapping(self, value: object, spot: Spot, what: str) -> dict[str, Any] | None:
        """Give a value that has to be a mapping with text keys."""
        if not isinstance(value, dict):
            self.faults.add(
                spot, f"{what} is written as keys and values, not as {said_as(value)}", "indent `key: value`"
            )
            return None
        for key in value:
            if not isinstance(key, str):
                self.faults.add(spot.at(key), f"the key {key!r} is not a text", "put quotation marks around it")
                return None
        return value

    def known_keys(self, given: Mapping[str, Any], known: Collection[str], spot: Spot, what: str) -> bool:
        """Note every key that is not known, with the one that was probably meant."""
        unknown = [key for key in given if key not in known]
        for key in unknown:
            remedy = nearest(key, known) or f"{what} has the keys {', '.join(sorted(known))}"
            self.faults.add(spot.at(key), f"{key!r} is not a key of {what}", remedy)
        return not unknown

    def resolve(self, local: object, spot: Spot, kinds: Collection[str] = ()) -> str | None:
        """Give the record identifier that a local one stands for, if it is of an allowed kind."""
        if not isinstance(local, str) or local not in self.ids:
            hint = nearest(local, self._of(kinds)) if isinstance(local, str) else ""
            remedy = hint or self._remedy("sources" if set(kinds) == {"source"} else "records")
            self.faults.add(spot, f"{local!r} is no {' or '.join(kinds) or 'record'} of {self.place}", remedy)
            return None
        found = self.kinds.get(local, set())
        if kinds and found and not found.intersection(kinds):
            self.faults.add(
                spot,
                f"{local!r} is a {' and a '.join(sorted(found))}, not a {' or '.join(kinds)}",
                nearest(local, self._of(kinds)),
            )
            return None
        return self.ids[local]

    def _remedy(self, section: str) -> str:
        return f"add it under {section}" if self.place == "this file" else "search for it, or load a file that holds it"

    def _of(self, kinds: Collection[str]) -> list[str]:
        return [local for local in self.ids if not kinds or self.kinds[local].intersection(kinds)]

    def payload(
        self, kind: type[Kind], content: dict[str, Any], spot: Spot, language: str | None = None
    ) -> Kind | None:
        """Read a content as its kind, and resolve what it refers to."""
        try:
            payload = kind.model_validate(content, context={"language": language or self.language})
        except ValidationError as error:
            for keys, sentence, remedy in sentences(error, content, kind):
                self.faults.add(spot.at(*keys), sentence, remedy)
            return None
        self._known_frameworks(payload, spot)
        before = len(self.faults.found)

        def resolve(local: str, kinds: tuple[str, ...]) -> str:
            keys = next(_paths_to(content, local), ())
            return self.resolve(local, spot.at(*keys), kinds) or local

        resolved = payload.with_references(resolve)
        return resolved if len(self.faults.found) == before else None

    def _known_frameworks(self, payload: Kind, spot: Spot) -> None:
        if self.frameworks is None:
            return
        named = [("framework", getattr(payload, "framework", None))]
        named.extend(("frameworks", slug) for slug in getattr(payload, "frameworks", ()))
        for key, slug in named:
            if slug is not None and slug not in self.frameworks:
                remedy = (
                    nearest(slug, self.frameworks)
                    or f"known are {', '.join(sorted(self.frameworks))}; add a file for it"
                )
                self.faults.add(spot.at(key), f"{slug!r} is no framework known here", remedy)

    def date(self, value: object, spot: Spot) -> PartialDate | None:
        """Read a date; nothing is no date and no fault."""
        if value is None:
            return None
        try:
            return coerce(value)
        except DateFault as fault:
            self.faults.add(spot, fault.sentence, fault.remedy)
            return None

    def marking(self, value: object, spot: Spot) -> Marking:
        """Read a marking; nothing is public."""
        if value is None:
            return PUBLIC
        try:
            return Marking.parse(value if isinstance(value, str) else str(value))
        except ValueError as fault:
            self.faults.add(spot, str(fault))
            return PUBLIC


LOCAL_FORM = "write it in small letters, digits, hyphens, dots or underscores: parp-2016"


def is_local(text: str) -> bool:
    """Whether a text can be a local identifier."""
    return bool(text) and len(text) <= 80 and all(c in "abcdefghijklmnopqrstuvwxyz0123456789-._" for c in text)


def said_as(value: object) -> str:
    """What a wrong value is, in words."""
    if value is None:
        return "nothing"
    names = {dict: "keys and values", list: "a list", bool: "yes or no", str: "a text"}
    return names.get(type(value), f"{value!r}")


def _paths_to(value: object, wanted: str) -> Iterator[tuple[str | int, ...]]:
    """The keys that lead to each place where a text stands in a content."""
    if value == wanted:
        yield ()
    children: Any = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in children:
        for rest in _paths_to(child, wanted):
            yield (key, *rest)
