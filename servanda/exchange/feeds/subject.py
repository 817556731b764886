"""What a feed is of: a partnership, a plan or package, a party; or several of these, for a person."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from servanda import brief, register
from servanda.errors import NotFound, worded
from servanda.kernel.standpoint import Resolved
from servanda.register.reading import listing

KINDS = ("partnership", "plan", "package", "party")
_MOST = 2000  # records that name a party, of which the partnerships are looked for
_NAMING = ("meeting", "visit", "decision", "procedure", "objective", "plan", "package", "partnership", "contribution")


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing that a feed is of, as seen: its record, kind and title, and the partnerships that speak of it."""

    record: str
    kind: str
    title: str
    scopes: tuple[str, ...]
    group: frozenset[str]
    wholes: frozenset[str] = frozenset()  # the partnerships of which all concerns it: itself, or those it is a side of

    def concerns(self, records: Iterable[str], scope: str) -> bool:
        """Whether something in a partnership that has to do with some records has to do with this."""
        return scope in self.wholes or not self.group.isdisjoint(records)


@dataclass(frozen=True)
class Subjects:
    """All that a feed is of, seen from one standpoint, by one reader."""

    at: Resolved
    language: str
    every: tuple[Subject, ...]

    @classmethod
    def of(cls, records: Iterable[str], at: Resolved, language: str) -> "Subjects":
        """Look at some records. What is not seen from here, or is nothing that a feed is of, is left out."""
        found = []
        for record in dict.fromkeys(records):
            subject = seen(record, at, language)
            if subject is not None:
                found.append(subject)
        return cls(at, language, tuple(found))

    @cached_property
    def by_scope(self) -> Mapping[str, tuple[Subject, ...]]:
        """The subjects that each partnership speaks of."""
        scopes = dict.fromkeys(scope for one in self.every for scope in one.scopes)
        return {scope: tuple(one for one in self.every if scope in one.scopes) for scope in scopes}


def one(ref: str, kind: str, at: Resolved, language: str) -> Subjects:
    """The subject that an address names; raises ``NotFound``, alike for what is hidden and for what is absent."""
    record = register.find(ref, at, kind)
    found = Subjects.of([record], at, language)
    if not found.every:
        raise NotFound("no-such-record", worded("Nothing is known here by that name."), worded("search for it"))
    return found


def seen(record: str, at: Resolved, language: str) -> Subject | None:
    """A subject as it is seen from here, if it is."""
    try:
        own = register.find(record, at)
    except NotFound:
        return None
    view = register.records_view([own], at)
    what = view.record(own)
    if what is None:
        return None
    own = view.aliases[own]
    title = brief.title_of(view, own, register.frameworks(), language)
    group = set(view.aliases.group(own))
    scope = view.aliases[what.entry.scope]
    if what.kind == "plan":
        packages = listing.naming([own], ("package",), at)
        named = register.records_view(packages, at) if packages else None
        group |= {p.about for p in (named.of_kind("package") if named else ()) if p.payload.plan in group}
    scopes: tuple[str, ...] = (own,) if what.kind == "partnership" else (scope,)
    wholes = frozenset(scopes) if what.kind == "partnership" else frozenset()
    if what.kind == "party":
        scopes, wholes = _speaking_of(own, at)
    return Subject(own, what.kind, title, scopes, frozenset(group), wholes)


def _speaking_of(party: str, at: Resolved) -> tuple[tuple[str, ...], frozenset[str]]:
    """The partnerships in which something names a party, in the order in which they came to; and those it is in."""
    named = listing.naming([party], _NAMING, at)[:_MOST]
    if not named:
        return (), frozenset()
    view = register.records_view(named, at)
    facts = [what for one in named if (what := view.record(one)) is not None]
    own = view.aliases[party]
    sides = (f for f in facts if f.kind == "partnership" and own in {view.aliases[one] for one in f.payload.parties})
    return tuple(dict.fromkeys(view.aliases[one.entry.scope] for one in facts)), frozenset(f.about for f in sides)
