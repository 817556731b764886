"""A view: the facts seen from one standpoint, and nothing else. All that is shown is made of views."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from servanda.kernel.canonical import HOLE, canonical, canonical_text, sha256
from servanda.kernel.dates import PartialDate
from servanda.kernel.entries import Answer, Entry, Temporal
from servanda.kernel.identity import NO_ALIASES, Aliases
from servanda.kernel.marking import Marking
from servanda.kernel.standpoint import Resolved

VIEW_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation as seen: the source's record, the place in it, and the citing entry with its quotation."""

    source: str
    at: str | None
    entry: Entry

    @property
    def payload(self) -> Any:
        """The citation's content (``quote``, ``supports``)."""
        return self.entry.payload


@dataclass(frozen=True)
class Fact:
    """One statement as seen: recorded once or several times, shown once (rule 11).

    ``about`` is the canonical record where records were joined; ``entries`` are the records of the statement.
    ``replaces`` are the entries it took the place of, at once or by way of others (rule 8).
    """

    about: str
    entries: tuple[Entry, ...]
    citations: tuple[Cited, ...]
    digest: str
    replaces: frozenset[str] = frozenset()

    @cached_property
    def entry(self) -> Entry:
        """The first-recorded entry of the statement."""
        return self.entries[0]

    @cached_property
    def payload(self) -> Any:
        """The typed content."""
        return self.entry.payload

    @property
    def kind(self) -> str:
        """The name of the kind."""
        return self.entry.kind

    @property
    def as_of(self) -> PartialDate:
        """What day it is attested for; an open start means "no later than"."""
        return self.entry.as_of

    @property
    def answers(self) -> tuple[Answer, ...]:
        """The questions it answers."""
        return self.entry.answers

    def plain(self) -> dict[str, object]:
        """The fact as the canonical view keeps it: what was said, and where; no register's own numbers."""
        return {
            **self._header(),
            "content": dict(self.payload.content()),
            "citations": sorted((_cited(cited) for cited in self.citations), key=canonical),
        }

    def canonical(self) -> str:
        """The canonical text of ``plain``, put together from the texts of its contents, which are kept."""
        about, as_of, since, until, said_by, marking, kind = (
            canonical_text(text)
            for text in (*self._dated(), self.entry.said_by, self.entry.marking.text, self.entry.kind)
        )
        citations = ",".join(sorted(_cited_text(cited) for cited in self.citations))
        return (
            f'{{"about":{about},"as_of":{as_of},"citations":[{citations}],"content":{self.payload.content_text},'
            f'"kind":{kind},"kind_version":{self.payload.version},"marking":{marking},"said_by":{said_by},'
            f'"since":{since},"until":{until}}}'
        )

    def _dated(self) -> tuple[str, str | None, str | None, str | None]:
        """What it is about, and its dates as said."""
        entry = self.entry
        return (
            self.about,
            None if entry.is_timeless and not entry.is_placed else entry.as_of.text,
            entry.since.text if entry.since else None,
            entry.until.text if entry.until else None,
        )

    def _header(self) -> dict[str, object]:
        about, as_of, since, until = self._dated()
        return {
            "kind": self.entry.kind,
            "kind_version": self.payload.version,
            "about": about,
            "as_of": as_of,
            "since": since,
            "until": until,
            "said_by": self.entry.said_by,
            "marking": self.entry.marking.text,
        }


def _what_it_is(facts: Sequence[Fact]) -> Sequence[Fact]:
    """Of the facts about a record, those that say what it is."""
    proper = [fact for fact in facts if fact.entry.temporal is Temporal.RECORD]
    events = [fact for fact in facts if not fact.payload.structural]
    return proper or [fact for fact in events if fact.kind in fact.payload.about] or events


def _cited(cited: Cited) -> dict[str, object]:
    return {**cited.payload.content(), "source": cited.source}


def _cited_text(cited: Cited) -> str:
    if cited.payload.source != cited.source:  # a source that was joined with another
        return canonical(_cited(cited))
    text: str = cited.payload.content_text
    return text


@dataclass(frozen=True)
class View:
    """The facts seen from ``standpoint``, in a canonical order that no identifier of an entry decides."""

    standpoint: Resolved
    facts: tuple[Fact, ...]
    aliases: Aliases = NO_ALIASES

    @cached_property
    def told(self) -> "View":
        """The view without facts that no source is cited for; made once, for a page names records by the hundred."""
        return replace(self, facts=tuple(fact for fact in self.facts if fact.payload.structural or fact.citations))

    @cached_property
    def _by_about(self) -> Mapping[str, tuple[Fact, ...]]:
        found: dict[str, list[Fact]] = defaultdict(list)
        for fact in self.facts:
            found[fact.about].append(fact)
        return {about: tuple(facts) for about, facts in found.items()}

    @cached_property
    def _by_kind(self) -> Mapping[str, tuple[Fact, ...]]:
        found: dict[str, list[Fact]] = defaultdict(list)
        for fact in self.facts:
            found[fact.kind].append(fact)
        return {kind: tuple(facts) for kind, facts in found.items()}

    @cached_property
    def _by_answer(self) -> Mapping[tuple[str, str], tuple[tuple[Fact, Answer], ...]]:
        found: dict[tuple[str, str], list[tuple[Fact, Answer]]] = defaultdict(list)
        for fact in self.facts:
            for answer in fact.answers:
                found[fact.about, answer.question].append((fact, answer))
        return {key: tuple(pairs) for key, pairs in found.items()}

    @cached_property
    def _records(self) -> Mapping[str, Fact]:
        return {about: own[0] for about, facts in self._by_about.items() if (own := _what_it_is(facts))}

    @cached_property
    def _by_digest(self) -> Mapping[str, Fact]:
        return {fact.digest: fact for fact in self.facts}

    def fact(self, digest: str) -> Fact:
        """The fact with a digest; raises ``KeyError`` where none has it."""
        return self._by_digest[digest]

    def about(self, record: str, kind: str | None = None) -> tuple[Fact, ...]:
        """The facts about a record, of one kind or all."""
        facts = self._by_about.get(self.aliases[record], ())
        return facts if kind is None else tuple(fact for fact in facts if fact.kind == kind)

    def of_kind(self, *kinds: str) -> tuple[Fact, ...]:
        """The facts of some kinds."""
        return tuple(fact for kind in kinds for fact in self._by_kind.get(kind, ()))

    def answering(self, record: str, question: str) -> tuple[tuple[Fact, Answer], ...]:
        """The facts that answer a question about a record, with their answers."""
        return self._by_answer.get((self.aliases[record], question), ())

    def questions(self, record: str | None = None) -> tuple[tuple[str, str], ...]:
        """All keys that are answered, as (record, question), in order."""
        wanted = None if record is None else self.aliases[record]
        return tuple(sorted(key for key in self._by_answer if wanted is None or key[0] == wanted))

    def record(self, record: str) -> Fact | None:
        """What a record is: its record fact, or the event that brought it into being."""
        return self._records.get(self.aliases[record])

    def markings(self) -> frozenset[Marking]:
        """The markings of all that is in it: statements, and the citations that support them."""
        return frozenset(
            entry.marking
            for fact in self.facts
            for entry in (*fact.entries, *(cited.entry for cited in fact.citations))
        )

    def canonical(self) -> str:
        """The canonical text of the view: equal standpoints and permissions give equal bytes (rule 19)."""
        stand = self.standpoint
        plain = {
            "format": VIEW_FORMAT,
            "as_of": stand.as_of.isoformat(),
            "published_by": stand.published_by.isoformat() if stand.published_by else None,
            "facts": HOLE,
        }
        facts = ",".join(fact.canonical() for fact in self.facts)
        return canonical(plain).replace(f'"{HOLE}"', f"[{facts}]")

    def statements_sha256(self) -> str:
        """A hash of what is said and who may read it, as hex: quicker, for views that are never given out whole."""
        stand = self.standpoint
        said = [f"{fact.digest} {fact.entry.marking.text}" for fact in self.facts]
        return sha256("\n".join([stand.as_of.isoformat(), str(stand.published_by), *said]))

    def sha256(self) -> str:
        """The hash of the canonical text, as hex."""
        return sha256(self.canonical())
