"""Checking drafts before they are recorded: everything at fault is collected, and nothing is written yet."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from servanda.errors import worded
from servanda.kernel.dates import PartialDate
from servanda.kernel.entries import Temporal
from servanda.kernel.identity import random_id
from servanda.kernel.marking import PUBLIC, Marking
from servanda.kernel.marks import MARKED
from servanda.kinds import INTRODUCING, Kind
from servanda.projection.write import kinds_of
from servanda.register.draft import Draft, Fault, Found
from servanda.register.writing import intime
from servanda.register.writing.belonging import Belonging
from servanda.register.writing.chains import Chains
from servanda.register.writing.dating import Datings
from servanda.register.writing.moments import Moments
from servanda.register.writing.reviewing import Submissions
from servanda.register.writing.standing import Texts
from servanda.register.writing.targets import Target, Targets
from servanda.register.writing.words import Words

_HEX = frozenset("0123456789abcdef")
_MOST_KEPT = 200_000


@dataclass(frozen=True, slots=True)
class Checked:
    """A draft with everything settled that an entry needs."""

    id: str
    about: str
    payload: Kind
    as_of: PartialDate
    scope: str
    marking: Marking
    said_by: str | None
    since: PartialDate | None
    until: PartialDate | None


@dataclass
class Outcome:
    """What came of checking: the drafts in order, or what is wrong with them."""

    drafts: list[Checked] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    frameworks: set[str] = field(default_factory=set)


class Checks:
    """Checks for one transaction; it remembers which records it has seen.

    ``unseen`` are records that whoever records may not know of: they are answered for as if they were not there.
    """

    def __init__(self, moment: datetime, unseen: frozenset[str] = frozenset()) -> None:
        self.moment = moment
        self.today: date = timezone.localdate(moment)
        self._kinds: dict[str, str] = {}
        self._unseen = unseen
        self._words = Words(unseen)

    def run(self, drafts: Sequence[Draft], start: int, ahead: Sequence[Draft] = ()) -> Outcome:
        """Check a piece of a batch whose first draft has the index ``start``; ``ahead`` comes right after it."""
        batch = _Batch(drafts, ahead, self._kinds, self.moment, self.today, self._unseen)
        self._words.learn([*drafts, *ahead])
        outcome = Outcome(frameworks=self._words.used(drafts))
        for place, draft in enumerate(drafts):
            faults = [*batch.faults(place, draft), *self._words.faults(draft)]
            if faults:
                outcome.faults += [fault.at(start + place) for fault in faults]
            elif not outcome.faults:
                outcome.drafts.append(batch.settled(place, draft))
        if len(self._kinds) > _MOST_KEPT:
            self._kinds.clear()
        return outcome


class _Batch:
    """A piece of a batch with all that was looked up for it, in a fixed number of queries."""

    def __init__(
        self,
        drafts: Sequence[Draft],
        ahead: Sequence[Draft],
        kinds: dict[str, str],
        moment: datetime,
        today: date,
        unseen: frozenset[str],
    ) -> None:
        self._moments = Moments(drafts, ahead, moment)
        self._today = today
        self._chains = Chains((*drafts, *ahead))
        self._chains.learn()
        self._day = PartialDate.of(today)
        self._by_today = self._day.no_later_than()
        self._ids = [draft.id or random_id() for draft in drafts]
        self._kinds = kinds
        self._unseen = unseen
        self._introduce(drafts)
        self._introduce(ahead)
        self._referred = [draft.payload.referred() for draft in drafts]
        wanted = {name for draft in drafts for name in _records(draft)}
        wanted = wanted.union(*({name for name, _ in one} for one in self._referred if one)) - kinds.keys() - unseen
        kinds.update(kinds_of(name for name in wanted if _is_id(name)))
        self._targets = Targets(drafts, self._ids)
        self._datings = Datings(drafts, self._ids)
        self._submissions = Submissions(drafts, ahead, self._ids, self._targets.kind_of)
        self._belonging = Belonging(drafts, ahead, unseen)
        self._texts = Texts(drafts, self._targets.kind_of, moment)

    def _introduce(self, drafts: Sequence[Draft]) -> None:
        fresh = {d.about: d.payload.kind for d in reversed(drafts) if d.payload.kind in INTRODUCING}
        new = [name for name in fresh if name not in self._kinds and name not in self._unseen and _is_id(name)]
        self._kinds.update(kinds_of(new))
        for name in new:
            self._kinds.setdefault(name, fresh[name])

    def faults(self, place: int, draft: Draft) -> Iterator[Found]:
        """All that is wrong with one draft."""
        own = self._ids[place]
        if not _is_id(own):
            yield Found(
                "bad-id",
                "id",
                worded("{name!r} is not an identifier.", name=own),
                worded("give 32 hex digits, or no id"),
            )
        elif self._targets.is_taken(own, place):
            yield Found(
                "taken-id",
                "id",
                worded("An entry with the id {name} is there already.", name=own),
                worded("give no id, or a fresh one"),
            )
        if draft.payload.temporal is Temporal.ENTRY:
            yield from self._note(draft, own)
        else:
            yield from self._fact(draft)
            yield from self._targets.resting(draft)
        yield from self._references(place, draft)
        yield from self._belonging.faults(draft)
        yield from self._texts.faults(draft)
        yield from self._moments.faults(draft, self._ids[place])
        yield from self._submissions.faults(draft, self._ids[place])
        yield from self._dates(place, draft)

    def _fact(self, draft: Draft) -> Iterator[Found]:
        kind = self._kinds.get(draft.about)
        allowed = type(draft.payload).about
        if draft.payload.kind == "framework-edition":
            return
        if kind is None:
            yield _unknown("about", draft.about)
        elif allowed and kind not in allowed:
            sentence = worded(
                "A fact of the kind {kind} cannot be about a {other}.", kind=draft.payload.kind, other=kind
            )
            yield Found("wrong-kind", "about", sentence, worded("it may be about: {kinds}", kinds=", ".join(allowed)))
        if draft.scope is None:
            yield _no_scope()
        else:
            yield from self._is_a("scope", draft.scope, ("partnership",))

    def _note(self, draft: Draft, own: str) -> Iterator[Found]:
        if draft.payload.kind == "same-as":
            if draft.about not in self._kinds:
                yield _unknown("about", draft.about)
            if draft.scope is None:
                yield _no_scope()
        else:
            yield from self._targets.faults(draft, own)
        if draft.scope is not None:
            yield from self._is_a("scope", draft.scope, ("partnership",))

    def _references(self, place: int, draft: Draft) -> Iterator[Found]:
        for name, allowed in self._referred[place]:
            yield from self._is_a(draft.payload.kind, name, allowed)
        if draft.said_by is not None:
            yield from self._is_a("said_by", draft.said_by, ("party",))
        yield from self._chains.faults(draft)

    def _is_a(self, name: str, record: str, allowed: tuple[str, ...]) -> Iterator[Found]:
        kind = self._kinds.get(record)
        if kind is None:
            yield _unknown(name, record)
        elif allowed and kind not in allowed:
            sentence = worded(
                "{record} is a {kind}; here a {kinds} is named.", record=record, kind=kind, kinds=" / ".join(allowed)
            )
            yield Found("wrong-kind", name, sentence, worded("name a record of the right kind"))

    def _dates(self, place: int, draft: Draft) -> Iterator[Found]:
        of_world = not draft.payload.structural and draft.payload.temporal is not Temporal.ENTRY
        if of_world and self._is_undated(draft) and self._datings.no_later_than(self._ids[place]) is None:
            sentence = worded("It has no date, and no source it is cited to has one.")
            remedy = worded("give as_of, or cite a source that was published or captured")
            yield Found("no-date", "as_of", sentence, remedy)
        yield from intime.faults(draft, self._today)

    @staticmethod
    def _is_undated(draft: Draft) -> bool:
        return draft.as_of is None or draft.as_of.precision == "unknown"

    def settled(self, place: int, draft: Draft) -> Checked:
        """A draft without fault, with all that it left open filled in."""
        target: Target | None = None
        if draft.payload.temporal is Temporal.ENTRY and draft.payload.kind != "same-as":
            target = self._targets[draft.about]
        return Checked(
            id=self._ids[place],
            about=draft.about,
            payload=draft.payload,
            as_of=self._settled_date(place, draft),
            scope=draft.scope or (target.scope if target else draft.about),
            marking=_marking(draft) or (target.marking if target else PUBLIC),
            said_by=draft.said_by,
            since=draft.since,
            until=draft.until,
        )

    def _settled_date(self, place: int, draft: Draft) -> PartialDate:
        if draft.as_of is not None and not self._is_undated(draft):
            return self._moments.here(draft.as_of, self._today)
        if draft.payload.temporal is Temporal.ENTRY:
            return self._day
        dated = None if draft.payload.structural else self._datings.no_later_than(self._ids[place])
        return dated or self._by_today


def _marking(draft: Draft) -> Marking | None:
    """The marking that a draft is given; what marks another anew is marked as that is to be."""
    payload: Any = draft.payload
    return Marking.parse(payload.to) if payload.kind == MARKED else draft.marking


def _unknown(name: str, record: str) -> Found:
    return Found(
        "no-such-record",
        name,
        worded("No record {name!r} is known.", name=record),
        worded("record what it is first, or in the same batch"),
    )


def _no_scope() -> Found:
    return Found(
        "no-scope", "scope", worded("It is not said which partnership it belongs to."), worded("give the scope")
    )


def _records(draft: Draft) -> Iterator[str]:
    if draft.said_by is not None:
        yield draft.said_by
    if draft.scope is not None:
        yield draft.scope
    if draft.payload.temporal is not Temporal.ENTRY or draft.payload.kind == "same-as":
        yield draft.about


def _is_id(text: str) -> bool:
    return len(text) == 32 and _HEX.issuperset(text)
