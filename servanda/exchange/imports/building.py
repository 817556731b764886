"""From the values of a row to records and facts: each specification of a mapping, made into a function once."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from servanda.errors import worded
from servanda.exchange.imports.cells import Cells, Getters, is_blank
from servanda.exchange.imports.columns import Columns
from servanda.exchange.imports.conditions import condition
from servanda.exchange.imports.contents import day, payload, refuse_day
from servanda.exchange.imports.keys import ANY_DAY
from servanda.exchange.mappings.headers import names_in
from servanda.exchange.mappings.model import Fact, NameSaid, Record
from servanda.exchange.mappings.model import Mapping as Rules
from servanda.exchange.mappings.parties import state_code
from servanda.exchange.mappings.template import compiled
from servanda.exchange.mappings.values import Wrong
from servanda.exchange.registerfile.item import CitationItem, Item, Place
from servanda.kernel.dates import PartialDate
from servanda.kernel.identity import derived_id
from servanda.kernel.marking import PUBLIC
from servanda.kinds import KINDS, Kind
from servanda.kinds.citation import Citation
from servanda.kinds.name import Name

Build = Callable[[Cells], Any]
PARTNERSHIP = "partnership"


@dataclass
class Seen:
    """What was said of records so far: of each the hashes of what it is; and how often a key came."""

    said: dict[tuple[str, str], set[int]] = field(default_factory=dict)
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    again: dict[str, list[int]] = field(default_factory=dict)  # rows by the record whose key a row before has


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
        self._columns = Columns(rules)
        self._own = {name: self._identified(name, record) for name, record in rules.records.items()}
        self._records = {name: self._record(name, record) for name, record in rules.records.items()}
        self._facts = [self._fact(fact) for fact in rules.facts.values()]
        wanted = [(name, rules.records[name]) for name in rows_of(rules)]
        self._wanted = [(name, condition(record.when), compiled(record.key)) for name, record in wanted]
        self._always = [name for name, record in rules.records.items() if record.each is None]
        self._repeated = [(name, record.each) for name, record in rules.records.items() if record.each is not None]
        self._row: list[Item] = []
        self._fresh: list[tuple[tuple[str, str], int]] = []
        self._counted: list[tuple[str, str]] = []
        self._place = Place(0, "")
        self._speaks = False
        self.covered: set[str] = set()
        self.by_state: set[str] = set()
        self.unknown_states: dict[str, str] = {}  # by key, as the file has them

    def row(self, cells: Cells, place: Place, unread: Wrong | None = None) -> list[Item]:
        """The statements of a row; raises ``Wrong`` where it cannot be taken, and then nothing of it is kept.

        ``unread`` is what of the row could not be read.
        A row that is taken makes a fact, or speaks of a record that its own columns tell from others.
        """
        self._row, self._fresh, self._counted, self._place, self._speaks = [], [], [], place, False
        if unread is not None:
            raise unread
        for name, holds, told in self._wanted:
            if holds(cells) and is_blank(told(cells)):
                raise self._no_key(name, cells)
        for name in self._always:
            self._records[name](cells)
        for name, each in self._repeated:
            for one in self._each[each](cells):
                self._records[name](one)
        for fact in self._facts:
            fact(cells)
        if not self._speaks:
            sentence = worded("Nothing that the mapping asks for is in this row.")
            raise Wrong("says-nothing", "", sentence, worded("fill it in, or take it out"))
        for key, said in self._fresh:
            self._seen.said.setdefault(key, set()).add(said)
        self._seen.counts.update(self._counted)
        if self._rules.covers and (own := cells.records.get(self._rules.covers)):
            self.covered.add(own)
        return self._row

    def cover(self, given: Cells) -> None:
        """Note what a file says all of whatever its rows are: known from what is said of the file alone."""
        name = self._rules.covers
        if name and not self._columns.of(self._rules.records[name].key) and (own := self._own[name](given)):
            self.covered.add(own)

    def left(self, cells: Cells) -> set[str] | None:
        """The records that a refused row speaks of; ``None`` where it cannot be told which.

        What is numbered keeps its number: a row that comes later does not take the place of the one that is refused.
        """
        found: dict[str, str | None] = {}
        several: set[str | None] = set()
        try:
            for name in self._always:
                found[name] = cells.records.get(name) or self._own[name](cells)
            for name, each in self._repeated:
                several |= {one.records.get(name) or self._own[name](one) for one in self._each[each](cells)}
            wanted = [found[name] for name, holds, _ in self._wanted if holds(cells)]
        except Wrong:
            return None
        finally:
            self._seen.counts.update(self._counted)
        return {own for own in (*found.values(), *several) if own} if wanted and None not in wanted else None

    def _identified(self, name: str, rules: Record) -> Callable[[Cells], str | None]:
        """Make a function that gives the identifier of a record, if a row has what it takes."""
        key = compiled(rules.key)
        within = compiled(rules.within) if rules.within else None
        scheme = rules.shared or f"{self._scheme} {rules.kind}"
        holds = condition(rules.when)
        into = self._into if rules.into else None

        def identified(home: Cells) -> str | None:
            said = key(home) if holds(home) else None
            if is_blank(said):
                return None
            said = str(said)
            if rules.occurrences == "numbered":
                said = self._numbered(name, said, within(home) if within else None)
            return into or derived_id(scheme, said)

        return identified

    def _record(self, name: str, rules: Record) -> Build:
        kind, key = KINDS[rules.kind], compiled(rules.key)
        fields = self._value(rules.fields)
        named = [(compiled(one.text), compiled(one.language), one) for one in rules.names]
        is_told = bool(self._columns.of(rules.key, rules.each))
        elsewhere = rules.refers or (rules.into and self._into is not None)

        def record(cells: Cells) -> str | None:
            home = cells if rules.each else cells.outermost
            if name in home.records:
                found: str | None = home.records[name]
                return found
            own = home.records[name] = self._own[name](home)
            if own is None:
                return None
            self._speaks = self._speaks or is_told
            if not elsewhere:
                if rules.shared == "state" and state_code(said := str(key(home))) is None:
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
        if number > 1 and within is None and self._rules.records[name].each is None:
            self._seen.again.setdefault(name, []).append(self._place.line)
        return said if number == 1 else f"{said}\x1f{number}"

    def _describe(self, own: str, kind: type[Kind], content: Any, cells: Cells, spec: Mapping[str, Any]) -> None:
        if self._is_new((kind.kind, own), content):
            built = payload(self._rules, kind, content, spec)
            self._say(built, own, None, cells, self._scope(cells))

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
            built = payload(self._rules, Name, said, {"text": rules.text})
            self._say(built, own, None, cells, self._scope(cells))

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
        told = [name for name in names_in([rules.fields]) if self._columns.of("{" + name + "}", rules.each)]

        def say(cells: Cells) -> None:
            if not holds(cells):
                return
            if (own := about(cells)) is None:
                if not all(is_blank(cells[name]) for name in told):
                    self._lost(rules, cells)
                return
            content = fields(cells)
            if content is None and rules.fields:
                return
            said_by = speaker(cells) if speaker else None
            when = {name: day(get(cells)) for name, get in dates.items()}
            refuse_day(rules, when.get("as_of"), self._today)
            built = payload(self._rules, kind, content, rules.fields)
            self._say(built, own, said_by, cells, self._scope(cells, rules.scope), when)
            self._speaks = True
            if rules.undated == "from-its-state" and when.get("as_of") is None:
                self.by_state.add(built.answers(ANY_DAY)[0].question)
            if cites is not None and (documents := cites(cells)):
                self._row[-1] = replace(self._row[-1], citations=self._cited(documents))

        if rules.each is None:
            return say
        each = self._each[rules.each]

        def say_each(cells: Cells) -> None:
            for one in each(cells):
                say(one)

        return say_each

    def _lost(self, rules: Fact, cells: Cells) -> None:
        """Something is said of a record that has no key: the row is refused, or just one of several things in it."""
        name = rules.about.removeprefix("@")
        each = self._rules.records[name].each
        if each is not None and rules.each is None:
            return  # of none, where a row holds none of them
        home = cells if each else cells.outermost
        if not condition(self._rules.records[name].when)(home):
            return
        wrong = self._no_key(name, home)
        if each is None or not self._columns.is_own(self._rules.records[name].key, home, each):
            raise wrong
        cells.flaws.append(replace(wrong, whole_row=False))

    def _no_key(self, name: str, cells: Cells) -> Wrong:
        """What a row lacks to tell which record it is about."""
        rules = self._rules.records[name]
        lacking = self._columns.lacking(rules.key, cells, rules.each)
        for flaw in cells.flaws:
            if flaw.column in lacking:
                return replace(flaw, whole_row=True)
        sentence = worded("It cannot be told what the row is about: this holds nothing to tell it by.")
        return Wrong("no-key", ", ".join(lacking), sentence, worded("fill it in, or take the row out"))

    def _say(
        self,
        said: Kind,
        about: str,
        said_by: str | None,
        cells: Cells,
        scope: str,
        when: Mapping[str, PartialDate | None] = {},
    ) -> None:
        self._row.append(
            Item(
                said,
                about,
                when.get("as_of"),
                scope,
                said_by=said_by,
                since=when.get("since"),
                until=when.get("until"),
                place=self._place,
            )
        )

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
            members = [self._member(part) for part in spec]
            return lambda cells: _flat(part(cells) for part in members) or None
        return lambda _: spec

    def _member(self, spec: Any) -> Build:
        """One of a list; one that is made of columns is left out where all of these are empty."""
        build = self._value(spec)
        told = [name for name in names_in([spec]) if self._columns.of("{" + name + "}")]
        if not told or not isinstance(spec, Mapping):
            return build
        return lambda cells: None if all(is_blank(cells[name]) for name in told) else build(cells)

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


def rows_of(rules: Rules) -> tuple[str, ...]:
    """The records that a row has to tell of: those a mapping names, else the one that most of its facts are about."""
    if rules.rows:
        return rules.rows
    about = Counter(fact.about.removeprefix("@") for fact in rules.facts.values())
    once = [name for name, _ in about.most_common() if rules.records[name].each is None]
    return tuple(once[:1])


def spoken_of(cells: Cells) -> Iterator[str]:
    """The records that a row which was taken speaks of, with those of the several things in it."""
    for own in cells.records.values():
        if isinstance(own, str):
            yield own
        elif own is not None:
            for one in own:
                yield from spoken_of(one)
