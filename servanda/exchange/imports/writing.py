"""From woven steps to drafts: what is asked to be recorded, in an order in which it may be."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from servanda.errors import worded
from servanda.exchange.imports.findings import Change, Findings, Mention
from servanda.exchange.imports.index import Index
from servanda.exchange.imports.keys import Keyed, is_dated, key_of, value_of
from servanda.exchange.imports.model import Reading
from servanda.exchange.imports.series import Series
from servanda.exchange.imports.weave import Cite, End, Held, Kept, Link, Order, Say, Step, in_force, woven
from servanda.exchange.registerfile.item import Item, Place
from servanda.kernel.canonical import canonical
from servanda.kernel.entries import Entry, Temporal
from servanda.kinds.citation import Citation
from servanda.register.draft import Draft
from servanda.register.writing.said import Asked, Said, described_by, everything_of, said_on, taken

Placed = tuple[Draft, Place]
NOWHERE = Place(0, "what the file no longer holds")
_PIECE = 1000


class Writing:
    """One pass over the statements: each chunk is looked up at once, each key woven when it is first met."""

    def __init__(self, reading: Reading, index: Index, findings: Findings, scope: str) -> None:
        self._reading, self._index, self._findings, self._scope = reading, index, findings, scope
        self._series = Series.of(reading.series, reading.source)
        self._met: set[bytes] = set()
        self._chosen: dict[tuple[bytes, str], str] = {}
        self._waiting: dict[bytes, dict[str, list[Step]]] = {}
        self._latest: tuple[bytes, str, str] = (b"", "", "")
        self._at: tuple[str, Citation] = ("", Citation(source=self._series.source))
        self._linked: set[str] = set()
        self._there: set[tuple[str, str]] = set()

    def opening(self) -> Iterator[Placed]:
        """The file as a source, if this state of it is new."""
        yield from ((draft, NOWHERE) for draft in self._series.opening(self._scope))

    def items(self, whole: Sequence[tuple[Item, Keyed]]) -> Iterator[Placed]:
        """The drafts of some statements."""
        piece = [item for item, _ in whole]
        yielded = self._yielded(piece)
        fresh = {one.key: (one, item) for item, one in whole if one.key not in self._met}
        held = self._held(fresh)
        replaced = self._outranked(piece)
        for item, one in whole:
            if item.payload.temporal is Temporal.RECORD and item.about in yielded:
                self._yields(item, one)
                continue
            if one.key not in self._met:
                self._met.add(one.key)
                yield from self._first(item, one, held.get(one.key, []))
            yield from self._placed(item, one, held.get(one.key, []))
            for old in replaced.get(item.about, ()) if item.payload.temporal is Temporal.RECORD else ():
                if (own := self._entry_of(one.key, one.value)) and own != old:
                    yield from self._link(old, own, item.scope, item.place)

    def _yields(self, item: Item, one: Keyed) -> None:
        if one.key not in self._met:
            self._met.add(one.key)
            self._findings.yielded.append(Mention(item.place.label, item.payload.kind, item.about))

    def _first(self, item: Item, one: Keyed, held: Sequence[Said]) -> Iterator[Placed]:
        """Weave a key in: its steps are taken when the values they are about come."""
        own = [self._as_held(said) for said in held]
        steps = woven(own, self._index.of(one.key), self._series.order)
        by_value: dict[str, list[Step]] = {}
        for step in steps:
            by_value.setdefault(self._value_of(step, one.value), []).append(step)
        self._waiting[one.key] = by_value
        yield from ()

    @staticmethod
    def _value_of(step: Step, usual: str) -> str:
        match step:
            case Say(again=None):
                return step.value
            case Say(follows=Say() as said):
                return said.value
            case Cite() | Kept():
                return step.entry.value
        return usual

    def _placed(self, item: Item, one: Keyed, held: Sequence[Said]) -> Iterator[Placed]:
        """The drafts of one statement at one place of the file."""
        steps = self._waiting.get(one.key, {}).pop(one.value, None)
        if one.key in self._waiting and not self._waiting[one.key]:
            del self._waiting[one.key]
        if steps is None:  # said before in this file
            self._findings.repeated += 1
            target = self._chosen.get((one.key, one.value))
            if target is not None:
                yield from self._cited(target, item)
            return
        entries = {said.entry.id: said for said in held}
        for step in steps:
            yield from self._step(step, item, one, entries)

    def _step(self, step: Step, item: Item, one: Keyed, entries: dict[str, Said]) -> Iterator[Placed]:
        match step:
            case Kept(entry=kept):
                self._findings.kept.append(Mention(item.place.label, item.payload.kind, item.about, kept.closed_by))
            case Cite(entry=found):
                self._choose(one, found.id)
                self._findings.unchanged[item.payload.kind] += 1
                if self._series.is_first(found):
                    yield from self._redated(found, item, one, entries)
                else:
                    yield from self._cited(found.id, item)
            case Link(old=old, new=new):
                if self._closes(one):
                    yield from self._link(old.id, new, item.scope, item.place)
            case Say():
                yield from self._say(step, item, one, entries)
            case End():
                pass

    def _say(self, step: Say, item: Item, one: Keyed, entries: dict[str, Said]) -> Iterator[Placed]:
        if step.again is not None:
            yield from self._again(step, item, one, entries)
            return
        own = self._series.entry(one.key, one.value, self._series.sha256)
        known = entries.keys()
        if own in self._taken and own not in known:
            self._findings.kept.append(Mention(item.place.label, item.payload.kind, item.about, worded("erased")))
            return
        while own in known:
            own = self._series.entry(one.key, f"{one.value} again", own)
        self._choose(one, own)
        self._told(step, item, entries)
        yield self._draft(item, own, self._day(item, one, self._series.order)), item.place
        yield from self._cited(own, item)
        if self._closes(one):
            for old in step.after:
                yield from self._link(old.id, own, item.scope, item.place)
            for new in step.before:
                yield from self._link(own, new, item.scope, item.place)
        if step.withdrawn_at is not None:
            yield from self._withdrawn(own, step.withdrawn_at, item)

    def _told(self, step: Say, item: Item, entries: dict[str, Said]) -> None:
        if not step.after:
            self._findings.new[item.payload.kind] += 1
            return
        old = entries[step.after[0].id].entry
        before, after = dict(old.payload.content()), dict(item.payload.content())
        self._findings.changed.append(Change(item.place.label, item.payload.kind, item.about, before, after))

    def _again(self, step: Say, item: Item, one: Keyed, entries: dict[str, Said]) -> Iterator[Placed]:
        """The later part of a run that this state cut in two, with the support it had."""
        assert step.again is not None
        said = entries[step.again.id]
        first = self._series.state(min(step.of))
        own = self._series.entry(one.key, step.again.value, first)
        while own in entries:
            own = self._series.entry(one.key, f"{step.again.value} again", own)
        yield from self._copied(said, own, step.of, item, one)
        if not self._closes(one):
            yield from self._uncited(said, step.of, item)
        if self._closes(one) and step.follows is not None and (before := self._entry_of(one.key, step.follows.value)):
            yield from self._link(before, own, item.scope, item.place)
        for new in step.before:
            yield from self._link(own, new, item.scope, item.place)
        if step.withdrawn_at is not None:
            yield from self._withdrawn(own, step.withdrawn_at, item)

    def _uncited(self, said: Said, states: Iterable[Order], item: Item) -> Iterator[Placed]:
        """What stays open beside what came after it no longer rests on the states that now support another entry."""
        for order in sorted(states):
            for text in said.sources.get(self._series.source_of(order), ()):
                yield self._series.unciting(said.entry.id, text, said.entry.scope), item.place

    def _closes(self, one: Keyed) -> bool:
        """Whether what is said now corrects what was said; what holds from a state on just comes after it."""
        return not self._holds_from_state(one)

    def _holds_from_state(self, one: Keyed) -> bool:
        """Whether its day is that of the state that first says it; what the file gives a day of its own keeps it."""
        return not one.dated and one.asked.question in self._reading.by_state

    def _dated_by_state(self, entry: Entry, question: str) -> bool:
        """The same of what was recorded: then its day is that of a state."""
        return question in self._reading.by_state and entry.as_of in self._series.days

    def _day(self, said: Item | Entry, one: Keyed, order: Order) -> Any:
        """The day a statement is for: its own, or what the state that first makes it gives."""
        if not self._closes(one):
            return self._series.day(order)
        return said.as_of if is_dated(said) or said.payload.structural else self._series.undated(order)

    def _copied(self, said: Said, own: str, states: Iterable[Order], item: Item, one: Keyed) -> Iterator[Placed]:
        old = said.entry
        orders = sorted(states)
        as_of = self._day(old, one, orders[0])
        payload: Any = old.payload
        yield (
            Draft(payload, old.about, as_of, old.scope, old.said_by, old.since, old.until, old.marking, own),
            item.place,
        )
        for order in orders:
            source = self._series.source_of(order)
            for text in said.sources.get(source, ()):
                citation = Citation.model_validate_json(text)
                yield self._citation(own, citation, old.scope), item.place

    def _redated(self, found: Held, item: Item, one: Keyed, entries: dict[str, Said]) -> Iterator[Placed]:
        """An undated statement that an earlier state turns out to make already: no later than that state."""
        said = entries[found.id]
        if self._closes(one) and (is_dated(said.entry) or said.entry.payload.structural):
            yield from self._cited(found.id, item)
            return
        own = self._series.entry(one.key, one.value, self._series.sha256)
        if own in entries:
            return
        self._choose(one, own)
        yield self._draft(item, own, self._day(item, one, self._series.order)), item.place
        yield from self._cited(own, item)
        for order in sorted(found.states):
            for text in said.sources.get(self._series.source_of(order), ()):
                yield self._citation(own, Citation.model_validate_json(text), said.entry.scope), item.place
        yield from self._link(found.id, own, item.scope, item.place)
        if not self._closes(one):
            return
        for other, before in entries.items():
            if found.id in self._as_held(before).replaced_by:
                yield from self._link(other, own, item.scope, item.place)
        for new in sorted(found.replaced_by):
            yield from self._link(own, new, item.scope, item.place)

    def only_missing(self, *, withdraw: bool) -> Iterator[Placed]:
        """The same of a state of which nothing could be placed; where something is withdrawn, it is the ground."""
        for draft, place in self.missing(withdraw=withdraw):
            if not self._scope:
                self._scope = draft.scope or ""
                yield from self.opening()
            yield draft, place

    def missing(self, *, withdraw: bool) -> Iterator[Placed]:
        """What was in force before and is no longer said; withdrawn if a person asked for it.

        What is said of a record of which something was refused may be what was refused: it is spared.
        """
        if not self._series.states:
            return
        lost: list[tuple[bytes, Asked]] = []
        sources = [state.id for state in self._series.states]
        for entry in everything_of(sources, self._series.actor, within_owners=self._reading.covers):
            if entry.kind in ("source", "name", "party", "partnership"):
                continue
            question = entry.answers[0].question
            by_state = self._dated_by_state(entry, question)
            key = key_of(entry, question, by_state=by_state)
            if by_state and key_of(entry, question) in self._index.values:
                continue  # the file itself gives it the day on which it was published
            if key not in self._index.values and key not in self._met:
                self._met.add(key)
                if entry.about in self._reading.unsure:
                    self._findings.spared += 1
                    continue
                placed = is_dated(entry) and not entry.is_timeless and not by_state
                day = entry.begins.toordinal() if placed else None
                lost.append((key, Asked(entry.about, question, day)))
        for start in range(0, len(lost), _PIECE):
            yield from self._ended(lost[start : start + _PIECE], withdraw=withdraw)

    def _ended(self, lost: Sequence[tuple[bytes, Asked]], *, withdraw: bool) -> Iterator[Placed]:
        found = self._series.read(said_on([asked for _, asked in lost], self._series.actor))
        for key, asked in lost:
            here = found.get((asked.about, asked.question), ())
            held = [said for said in here if self._key(said, asked.question, by_state=asked.day is None) == key]
            own = [self._as_held(said) for said in held]
            entries = {said.entry.id: said for said in held}
            for one in in_force(own, self._series.order):
                self._findings.misses(entries[one.id].entry)
            if withdraw:
                yield from self._ends(woven(own, (), self._series.order, missing=True), key, entries)

    def _ends(self, steps: Iterable[Step], key: bytes, entries: dict[str, Said]) -> Iterator[Placed]:
        for step in steps:
            if isinstance(step, End):
                self._findings.withdrawn += 1
                yield from self._withdrawn(step.entry.id, self._series.order, None, entries[step.entry.id].entry)
            elif isinstance(step, Say) and step.again is not None:
                old = entries[step.again.id].entry
                item = Item(old.payload, old.about, old.as_of, old.scope, place=NOWHERE)  # type: ignore[arg-type]
                one = Keyed(key, Asked(old.about, "", None), step.value)
                yield from self._again(step, item, one, entries)

    def _held(self, fresh: dict[bytes, tuple[Keyed, Item]]) -> dict[bytes, list[Said]]:
        """What the series said on some keys; nothing is looked up where it never said anything."""
        self._taken: set[str] = set()
        if not self._series.states or not fresh:
            return {}
        found = self._series.read(said_on({one.asked for one, _ in fresh.values()}, self._series.actor))
        held: dict[bytes, list[Said]] = {}
        for key, (one, _) in fresh.items():
            here = found.get((one.asked.about, one.asked.question), ())
            if same := [said for said in here if self._key(said, one.asked.question, by_state=not one.dated) == key]:
                held[key] = same
            if self._series.is_known:
                texts = ((said.entry.id, texts) for said in here for texts in said.sources.values())
                self._there.update((own, text) for own, listed in texts for text in listed)
        self._taken = taken(
            self._series.entry(key, value, self._series.sha256) for key in fresh for value in self._index.of(key)
        )
        return held

    def _key(self, said: Said, question: str, *, by_state: bool) -> bytes:
        return key_of(said.entry, question, by_state=by_state and self._dated_by_state(said.entry, question))

    def _as_held(self, said: Said) -> Held:
        return self._series.held(said, value_of(said.entry))

    def _yielded(self, piece: Sequence[Item]) -> set[str]:
        """The records of a chunk that a file which goes before this one has described."""
        found: set[str] = set()
        for kind, actors in self._reading.yields_to.items():
            records = {item.about for item in piece if item.payload.kind == kind}
            found |= {own for own, by in described_by(records, kind).items() if any(who in actors for _, who in by)}
        return found

    def _outranked(self, piece: Sequence[Item]) -> dict[str, list[str]]:
        """Descriptions of the chunk's records by files that this one goes before."""
        found: dict[str, list[str]] = {}
        for actor in self._reading.outranks:
            for kind in {item.payload.kind for item in piece if item.payload.temporal is Temporal.RECORD}:
                records = {item.about for item in piece if item.payload.kind == kind}
                for own, by in described_by(records, kind).items():
                    found.setdefault(own, []).extend(entry for entry, who in by if who == actor)
        return found

    def _choose(self, one: Keyed, entry: str) -> None:
        if (one.key, one.value) in self._index.repeated or isinstance(self._index.values.get(one.key), tuple):
            self._chosen[one.key, one.value] = entry
        self._latest = (one.key, one.value, entry)

    def _entry_of(self, key: bytes, value: str) -> str | None:
        """The entry that says a value in this state, where it is asked for again: kept for all that come twice."""
        if self._latest[:2] == (key, value):
            return self._latest[2]
        return self._chosen.get((key, value))

    def _cited(self, target: str, item: Item) -> Iterator[Placed]:
        own: list[Any] = [citation.payload for citation in item.citations]
        if not any(payload.source == self._series.source for payload in own):
            own.append(self._row(item.place.label))
        for payload in own:
            text = canonical(payload.content())
            if (target, text) not in self._there:
                self._findings.places += 1
                own_id = self._series.citation(target, text)
                yield Draft(payload, target, scope=item.scope, id=own_id, late=True), item.place

    def _row(self, label: str) -> Citation:
        """The citation of the file at a row; the statements of one row share it."""
        if self._at[0] != label:
            self._at = (label, Citation(source=self._series.source, at=label[:200] or None))
        return self._at[1]

    def _citation(self, target: str, payload: Any, scope: str) -> Draft:
        return Draft(
            payload, target, scope=scope, id=self._series.citation(target, canonical(payload.content())), late=True
        )

    def _draft(self, item: Item, own: str, as_of: Any) -> Draft:
        return Draft(
            item.payload, item.about, as_of, item.scope, item.said_by, item.since, item.until, item.marking, own
        )

    def _link(self, old: str, new: str, scope: str, place: Place) -> Iterator[Placed]:
        draft = self._series.replacing(old, new, scope)
        if draft.id not in self._linked:
            self._linked.add(draft.id or "")
            yield draft, place

    def _withdrawn(self, target: str, order: Order, item: Item | None, entry: Entry | None = None) -> Iterator[Placed]:
        scope = item.scope if item else entry.scope if entry else self._scope
        draft = self._series.withdrawing(target, order, scope)
        place = item.place if item else NOWHERE
        yield draft, place
        payload = Citation(source=self._series.source_of(order))
        yield self._citation(draft.id or "", payload, scope), place
