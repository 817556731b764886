"""May someone do something somewhere, now? Pure functions that answer with the rules that decided.

Reading is no question for this module: it follows from markings alone (``views_of`` says as which reader). Writing
follows from a role held at a place: the register as a whole, a partnership, a plan or package, a chapter of one.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce

from servanda.accounts import roles
from servanda.errors import Worded, worded
from servanda.kernel.marking import ANYONE, LEVELS, Reader

WHOLE = ""  # the place that holds all others: the register as a whole


@dataclass(frozen=True, slots=True)
class Dated:
    """From when until when something given counts; ``withdrawn`` is the day it was taken back."""

    since: date
    until: date | None = None
    withdrawn: date | None = None

    def counts(self, on: date) -> bool:
        """Say whether it counts on a day; what was taken back counts no more, on that very day either."""
        return self.withdrawn is None and self.since <= on and (self.until is None or on <= self.until)


@dataclass(frozen=True, slots=True)
class Granted:
    """A role at a place (``WHOLE``, or a record), held by oneself or by way of a post."""

    role: str
    place: str
    dated: Dated
    post: str | None = None


@dataclass(frozen=True, slots=True)
class Cleared:
    """A level, and the groups that may be released to: one's own, or a post's."""

    level: str
    groups: frozenset[str]
    dated: Dated
    post: str | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """What a program's token narrows its person's rights to."""

    may_write: bool = False
    place: str = WHOLE


@dataclass(frozen=True, slots=True)
class Who:
    """Someone signed in: posts held now, roles and clearances of all times, and the limits of a token if it is one."""

    person: str
    name: str
    posts: tuple[tuple[str, str], ...] = ()  # identifier and name
    grants: tuple[Granted, ...] = ()
    clearances: tuple[Cleared, ...] = ()
    limits: Limits | None = None
    unproven: bool = False  # an office over the whole register rests until a second proof is set up

    def acts_by(self, granted: Granted, on: date) -> bool:
        """Say whether a role counts on a day, and does not rest."""
        return granted.dated.counts(on) and not (self.unproven and roles.ROLES[granted.role].only_whole)

    @property
    def actor(self) -> str:
        """How the ledger names this person: the name, and enough of the identifier to tell namesakes apart."""
        return f"pages: {self.name} ({self.person[:8]})"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is done: the innermost record first, then what it lies in; last of all the whole register."""

    chain: tuple[str, ...] = (WHOLE,)

    @classmethod
    def of(cls, *records: str) -> "Place":
        """Make a place of its records, innermost first."""
        return cls((*(record for record in dict.fromkeys(records) if record), WHOLE))

    @property
    def is_whole(self) -> bool:
        """Whether it is the register as a whole."""
        return self.chain == (WHOLE,)


EVERYWHERE = Place()


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether it may be done, and the rules that decided, each in a sentence; and the post that gave the right.

    ``rests``: a role would give the right here, if its holder had set up a second proof.
    """

    allowed: bool
    rules: tuple[Worded, ...]
    post: str | None = None
    rests: bool = False


def may(who: Who | None, act: str, place: Place, on: date, kind: str | None = None) -> Answer:
    """Say whether someone may do something at a place on a day; of recording, a kind of entry."""
    if who is None:
        return Answer(False, (worded("Whoever is not signed in reads what is public, and records nothing."),))
    if refused := _limited(who.limits, act, place):
        return Answer(False, (refused,))
    able = frozenset(role.name for role in roles.giving(act, kind))
    for granted in who.grants:
        if granted.role in able and who.acts_by(granted, on) and granted.place in place.chain:
            return Answer(True, (_because(granted), _gives(act, kind)), granted.post)
    return Answer(False, (_gives(act, kind), *_missed(who, able, place, on)), rests=_rests(who, able, place, on))


def holds(who: Who | None, wanted: Iterable[str], place: Place, on: date) -> Answer:
    """Say whether someone holds one of some roles at a place on a day: whoever acts in a step of a review does."""
    if who is None:
        return Answer(False, (worded("Whoever is not signed in reads what is public, and records nothing."),))
    if refused := _limited(who.limits, roles.RECORD, place):
        return Answer(False, (refused,))
    able = frozenset(wanted) & roles.ROLES.keys()
    for granted in who.grants:
        if granted.role in able and who.acts_by(granted, on) and granted.place in place.chain:
            return Answer(True, (_because(granted),), granted.post)
    titles = tuple(roles.ROLES[name].title for name in sorted(able))
    if not titles:
        return Answer(False, (worded("No role acts here."),))
    listed = reduce(lambda first, second: worded("{first}, {second}", first=first, second=second), titles)
    rules = (worded("Who acts here holds the role: {roles}.", roles=listed), *_missed(who, able, place, on))
    return Answer(False, rules, rests=_rests(who, able, place, on))


def may_anywhere(who: Who | None, act: str, on: date, kind: str | None = None) -> bool:
    """Say whether there is any place where someone may do something; of recording, a kind of entry."""
    if who is None or (who.limits is not None and _limited(replace(who.limits, place=WHOLE), act, EVERYWHERE)):
        return False
    able = {role.name for role in roles.giving(act, kind)}
    return any(granted.role in able and who.acts_by(granted, on) for granted in who.grants)


def may_clear(who: Who | None, to_person: str | None, held_by: Iterable[str], on: date) -> Answer:
    """Say whether someone may clear a person, or a post that some hold; never himself."""
    answer = may(who, roles.CLEAR, EVERYWHERE, on)
    if answer.allowed and who is not None and who.person in {to_person, *held_by}:
        return Answer(False, (worded("Nobody clears himself, or a post that he holds."), *answer.rules))
    return answer


def may_appoint(
    who: Who | None, role: str, place: Place, to_person: str | None, on: date, held_by: Iterable[str] = ()
) -> Answer:
    """Say whether someone may give a role at a place to a person, or to a post that some hold; never to himself.

    Administrators are made by administrators.
    """
    whole = roles.ROLES[role].only_whole
    answer = may(who, roles.ADMINISTER if whole else roles.APPOINT, place, on)
    if answer.allowed and who is not None and who.person in {to_person, *held_by}:
        return Answer(False, (worded("Nobody gives himself a role, or a post that he holds."), *answer.rules))
    if answer.allowed and whole and not place.is_whole:
        return Answer(False, (worded("This role is held for the whole register, and nowhere else."),))
    return answer


_WRITING = frozenset(roles.ACTS) - {roles.SEE_PEOPLE, roles.AUDIT}
_BY_PERSONS = frozenset({roles.ADMINISTER, roles.CLEAR, roles.APPOINT})


def _limited(limits: Limits | None, act: str, place: Place) -> Worded | None:
    if limits is None:
        return None
    if not limits.may_write and act in _WRITING:
        return worded("This token may only read.")
    if limits.place not in place.chain:
        return worded("This token is for another place.")
    if act in _BY_PERSONS:
        return worded("No token gives roles, clearances or accounts: a person does, signed in.")
    return None


def _gives(act: str, kind: str | None) -> Worded:
    able = tuple(role.title for role in roles.giving(act, kind))
    if not able:
        return worded("No role has the right to {act}.", act=roles.ACTS[act])
    titles = reduce(lambda first, second: worded("{first}, {second}", first=first, second=second), able)
    return worded("The right to {act} goes with the role: {roles}.", act=roles.ACTS[act], roles=titles)


def _because(granted: Granted) -> Worded:
    title, since = roles.ROLES[granted.role].title, granted.dated.since.isoformat()
    if granted.post:
        return worded(
            "The role “{role}” is held for this place since {since}, by the post “{post}”.",
            role=title,
            since=since,
            post=granted.post,
        )
    return worded("The role “{role}” is held for this place since {since}.", role=title, since=since)


def _rests(who: Who, able: frozenset[str], place: Place, on: date) -> bool:
    held = (one for one in who.grants if one.role in able and one.place in place.chain and one.dated.counts(on))
    return any(not who.acts_by(one, on) for one in held)


def _missed(who: Who, able: frozenset[str], place: Place, on: date) -> Iterator[Worded]:
    """Say what is lacking: the roles that would do, held elsewhere or at another time; else the roles held here."""
    found = False
    for granted in who.grants:
        title, here = roles.ROLES[granted.role].title, granted.place in place.chain
        if granted.role in able and not granted.dated.counts(on):
            found = True
            yield _past(title, granted.dated, on)
        elif granted.role in able and not who.acts_by(granted, on):
            found = True
            yield worded("The role “{role}” rests until its holder has set up a second proof.", role=title)
        elif granted.role in able and not here:
            found = True
            yield worded("The role “{role}” is held for another place.", role=title)
        elif here and granted.dated.counts(on):
            found = True
            yield worded("The role “{role}” is held here, and does not give this right.", role=title)
    if not found:
        yield worded("No role is held for this place.")


def _past(title: Worded, dated: Dated, on: date) -> Worded:
    if dated.withdrawn is not None:
        return worded("The role “{role}” was taken back on {day}.", role=title, day=dated.withdrawn.isoformat())
    if dated.since > on:
        return worded("The role “{role}” begins only on {day}.", role=title, day=dated.since.isoformat())
    return worded("The role “{role}” ended on {day}.", role=title, day=dated.until.isoformat() if dated.until else "")


def views_of(who: Who | None, on: date) -> tuple[Reader, ...]:
    """The readers someone may read as on a day, the one cleared highest first; the last is anyone.

    A reader has one level and the groups of all clearances that reach it: whoever is cleared "secret to B" and
    "restricted to A" is never taken for one cleared "secret to A".
    """
    held = [one for one in who.clearances if one.dated.counts(on)] if who is not None else []
    found = []
    for level in reversed(LEVELS):
        if any(one.level == level for one in held):
            reaching = (one.groups for one in held if LEVELS.index(one.level) >= LEVELS.index(level))
            groups = frozenset[str]().union(*reaching)
            found.append(Reader(", ".join((level, *sorted(groups))), level, groups))
    return (*found, ANYONE)
