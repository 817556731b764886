"""From the values of a row to records and facts: each specification of a mapping, made into a function once."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from pydantic import ValidationError

from servanda.errors import worded
from servanda.exchange.imports.cells import Cells, Getters
from servanda.exchange.imports.keys import ANY_DAY
from servanda.exchange.mappings.headers import sources
from servanda.exchange.mappings.model import Condition, Fact, NameSaid, Record
from servanda.exchange.mappings.model import Mapping as Rules
from servanda.exchange.mappings.parties import state_code
from servanda.exchange.mappings.template import compiled
from servanda.exchange.mappings.values import Wrong
from servanda.exchange.registerfile.item import CitationItem, Item, Place
from servanda.kernel.dates import DateFault, PartialDate, coerce
from servanda.kernel.entries import edtf
from servanda.kernel.identity import derived_id
from servanda.kernel.marking import PUBLIC
from servanda.kinds import KINDS, Kind
from servanda.kinds.citation import Citation
from servanda.kinds.name import Name
from servanda.register.writing.intime import PLAN_REMEDY

Build = Callable[[Cells], Any]
PARTNERSHIP = "partnership"


@dataclass
class Seen:
    """What was said of records so far: of each the hashes of what it is; and how often a key came."""

    said: dict[tuple[str, str], set[int]] = field(default_factory=dict)
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)


class Builder:
    """Builds what one row says. ``into`` is the partnership that a person named for the file to go into."""

    def __init__(
        self,
        rules: Rules,
        scheme: str,
        getters: Getters,
        each: Mapping[str, Build],
        today: date,
        into: str | None,
        seen: Seen,
    ) -> None:
        self._rules, self._scheme, self._today, self._into = rules, scheme, today, into
        self.getters, self._each = getters, each
        self._seen = seen
        self._records = {name: self._record(name, record) for name, record in rules.records.items()}
        self._facts = [self._fact(fact) for fact in rules.facts.values()]
        self._always = [name for name, record in rules.records.items() if record.each is None]
        self._repeated = [(name, record.each) for name, record in rules.records.items() if record.each is not None]
        self._row: list[Item] = []
        self._fresh: list[tuple[tuple[str, str], int]] = []
        self._counted: list[tuple[str, str]] = []
        self._place = Place(0, "")
        self.covered: set[str] = set()
        self.by_state: set[str] = set()
        self.unknown_states: dict[str, str] = {}  # by key, as the file has them

    def row(self, cells: Cells, place: Place) -> list[Item]:
        """The statements of a row; raises ``Wrong`` where it cannot be taken, and then nothing of it is kept."""
        self._row, self._fresh, self._counted, self._place = [], [], [], place
        for name in self._always:
            self._records[name](cells)
        for name, each in self._repeated:
            for one in self._each[each](cells):
                self._records[name](one)
        for fact in self._facts:
            fact(cells)
        for key, said in self._fresh:
            self._seen.said.setdefault(key, set()).add(said)
        self._seen.counts.update(self._counted)
        if self._rules.covers and (own := cells.records.get(self._rules.covers)):
            self.covered.add(own)
        return self._row

    def said_before(self, cells: Cells) -> bool:
        """Whether a row that says nothing new speaks of a record that was described already."""
        return any(isinstance(own, str) and own != self._into for own in cells.records.values())

    def _record(self, name: str, rules: Record) -> Build:
        key = compiled(rules.key)
        within = compiled(rules.within) if rules.within else None
        scheme = rules.shared or f"{self._scheme} {rules.kind}"
        holds = condition(rules.when)
        kind = KINDS[rules.kind]
        fields = self._value(rules.fields)
        named = [(compiled(one.text), compiled(one.language), one) for one in rules.names]
        into = self._into if rules.into else None

        def record(cells: Cells) -> str | None:
            home = cells if rules.each else cells.outermost
            if name in home.records:
                found: str | None = home.records[name]
                return found
            said = key(home) if holds(home) else None
            if said is None:
                home.records[name] = None
                return None
            said = str(said)
            if rules.occurrences == "numbered":
                said = self._numbered(name, said, within(home) if within else None)
            own = into or derived_id(scheme, said)
            home.records[name] = own
            if into is None and not rules.refers:
                if rules.shared == "state" and state_code(said) is None:
                    self.unknown_states.setdefault(said, next((str(text(home)) for text, _, _ in named), said))
                self._describe(own, kind, fields(home), home, rules.fields)
                for text, language, one in named:
                    self._call(own, text(home), language(home), one, home)
            return own

        return record

    def _numbered(self, name: str, said: str, within: Any) -> str:
        """Tell apart what the file has several times under one key, or several times within something."""
        key = (name, said if within is None else f"{said}\x1f{within}")
        number = self._seen.counts[key] + self._counted.count(key) + 1
        self._counted.append(key)
        return said if number == 1 else f"{said}\x1f{number}"

    def _describe(self, own: str, kind: type[Kind], content: Any, cells: Cells, spec: Mapping[str, Any]) -> None:
        if self._is_new((kind.kind, own), content):
            payload = self._payload(kind, content, spec)
            self._say(payload, own, None, cells, self._scope(cells))

    def _call(self, own: str, text: Any, language: Any, rules: NameSaid, cells: Cells) -> None:
        if not text or not language:
            return
        text = " ".join(str(text).split())
        key = (f"name {rules.use} {language}", own)
        if rules.use == "alias":
            key = (f"{key[0]} {text}", own)
            if any(
                item.about == own and isinstance(item.payload, Name) and item.payload.text == text for item in self._row
            ):
                return
        if self._is_new(key, text):
            said = {"text": text, "language": str(language), "use": rules.use}
            payload = self._payload(Name, said, {"text": rules.text})
            self._say(payload, own, None, cells, self._scope(cells))

    def _is_new(self, key: tuple[str, str], content: Any) -> bool:
        said = hash(repr(content))
        if said in self._seen.said.get(key, ()) or (key, said) in self._fresh:
            return False
        self._fresh.append((key, said))
        return True

    def _scope(self, cells: Cells, name: str | None = None) -> str:
        wanted = (name or PARTNERSHIP).removeprefix("@")
        found = self._records[wanted](cells) if wanted in self._records else self._into
        if not found:
            sentence = worded("It is not said which partnership it belongs to.")
            raise Wrong("no-scope", "", sentence, worded("name the partnership (--into)"))
        return str(found)

    def _fact(self, rules: Fact) -> Callable[[Cells], None]:
        kind, about = KINDS[rules.kind], self._value(rules.about)
        holds, fields = condition(rules.when), self._value(rules.fields)
        dates = {name: compiled(text) for name in ("as_of", "since", "until") if (text := getattr(rules, name))}
        speaker = self._value(rules.said_by) if rules.said_by else None
        cites = self._value(rules.cites) if rules.cites else None

        def say(cells: Cells) -> None:
            if not holds(cells) or (own := about(cells)) is None:
                return
            content = fields(cells)
            if content is None and rules.fields:
                return
            said_by = speaker(cells) if speaker else None
            when = {name: _date(get(cells)) for name, get in dates.items()}
            if rules.as_of and when["as_of"] is None and rules.undated == "refuse-row":
                sentence = worded("The day it is said for is not given.")
                raise Wrong("no-date", "", sentence, worded("fill in the date of the row"))
            if (as_of := when.get("as_of")) is not None and as_of.earliest > self._today:
                raise Wrong("planned-date", "", worded("{date} is after today.", date=as_of.text), PLAN_REMEDY)
            payload = self._payload(kind, content, rules.fields)
            self._say(payload, own, said_by, cells, self._scope(cells, rules.scope), when)
            if rules.undated == "from-its-state" and when.get("as_of") is None:
                self.by_state.add(payload.answers(ANY_DAY)[0].question)
            if cites is not None and (documents := cites(cells)):
                self._row[-1] = replace(self._row[-1], citations=self._cited(documents))

        if rules.each is None:
            return say
        each = self._each[rules.each]

        def say_each(cells: Cells) -> None:
            for one in each(cells):
                say(one)

        return say_each

    def _say(
        self,
        payload: Kind,
        about: str,
        said_by: str | None,
        cells: Cells,
        scope: str,
        when: Mapping[str, PartialDate | None] = {},
    ) -> None:
        self._row.append(
            Item(
                payload,
                about,
                when.get("as_of"),
                scope,
                said_by=said_by,
                since=when.get("since"),
                until=when.get("until"),
                place=self._place,
            )
        )

    def _payload(self, kind: type[Kind], content: Any, spec: Mapping[str, Any]) -> Kind:
        """The content of a statement; where it is none the column is named of which the part at fault is made."""
        try:
            return kind.model_validate(content or {}, context={"language": self._rules.language})
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            where = ".".join(str(step) for step in first["loc"])
            column = next(iter(sources(self._rules, spec.get(where.partition(".")[0]))), "")
            message = str(first.get("ctx", {}).get("error") or first["msg"])
            sentence = worded(
                "It gives no {kind}: {why}.", kind=kind.kind, why=f"{where}: {message}" if where else message
            )
            if first["type"] == "missing":
                sentence = worded("It gives no {kind}: its {field} is not filled in.", kind=kind.kind, field=where)
            raise Wrong("bad-content", column, sentence, worded("correct the row, or the mapping")) from None

    def _cited(self, documents: list[str]) -> tuple[CitationItem, ...]:
        """The documents that the file itself names for what it says: cited beside the file."""
        return tuple(CitationItem(Citation(source=source), PUBLIC, self._place) for source in documents)

    def _value(self, spec: Any) -> Build:
        """Make a function of a part of a content: templates, references, lists and mappings of them."""
        if isinstance(spec, str):
            return self._reference(spec[1:]) if spec.startswith("@") else compiled(spec)
        if isinstance(spec, Mapping):
            parts = [(compiled(key), self._value(part)) for key, part in spec.items()]

            def mapping(cells: Cells) -> Any:
                found = {key(cells): value for key, part in parts if (value := part(cells)) is not None}
                return found or None

            return mapping
        if isinstance(spec, list | tuple):
            members = [self._value(part) for part in spec]
            return lambda cells: _flat(part(cells) for part in members) or None
        return lambda _: spec

    def _reference(self, name: str) -> Build:
        each = self._rules.records[name].each

        def reference(cells: Cells) -> Any:
            if each is None or cells is not cells.outermost:
                return self._records[name](cells)
            return _flat(self._records[name](one) for one in self._each[each](cells)) or None

        return reference


def _flat(found: Iterator[Any]) -> list[Any]:
    members: list[Any] = []
    for value in found:
        if isinstance(value, list | tuple):
            members.extend(value)
        elif value is not None and value not in members:
            members.append(value)
    return members


def condition(rules: Condition | None) -> Callable[[Cells], bool]:
    """Make a function that says whether a condition holds of a row."""
    if rules is None:
        return lambda _: True
    value = compiled(rules.value) if rules.value else None

    def holds(cells: Cells) -> bool:
        if any(_blank(cells[name]) for name in rules.given) or not all(_blank(cells[name]) for name in rules.absent):
            return False
        if value is None:
            return True
        found = value(cells)
        text = "" if found is None else str(found)
        return (not rules.is_ or text in rules.is_) and text not in rules.is_not

    return holds


def _blank(value: Any) -> bool:
    return value is None or value == ""


def _date(value: Any) -> PartialDate | None:
    if value is None:
        return None
    try:
        return edtf(value) if isinstance(value, str) else coerce(value)
    except DateFault as fault:
        raise Wrong("not-a-date", "", fault.sentence, fault.remedy) from None
