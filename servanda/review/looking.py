"""Looking at a review, and acting on it as its only writer: what was looked at still holds when it is acted on."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol

from django.db import transaction
from django.utils import timezone

from servanda.errors import NotFound, worded
from servanda.kernel.dates import PartialDate
from servanda.kernel.identity import random_id
from servanda.kernel.marking import ANYONE, Marking, Reader
from servanda.kernel.reviews import Reviewing, reviewing
from servanda.kernel.standpoint import Resolved, Standpoint
from servanda.kernel.view import Fact
from servanda.kinds import KINDS
from servanda.kinds.fields import Text
from servanda.ledger import clock
from servanda.ledger.faults import explained
from servanda.ledger.write import lock as write_lock
from servanda.register.draft import Draft
from servanda.register.editions import frameworks
from servanda.register.reading.reviews import review_view
from servanda.register.seeing.standpoint import resolve
from servanda.review.keeping import Keeping


@dataclass(frozen=True, slots=True)
class Hand:
    """Who acts: the name the ledger has of the person, the post in whose name, what he may read, the party that he
    speaks for, and the language of what he writes. ``source``: what says so, if not the review's own file."""

    actor: str
    post: str | None = None
    reader: Reader = ANYONE
    party: str | None = None
    language: str = "en"
    source: str | None = None
    at: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The names by which it is known whose work something is."""
        return tuple(name for name in (self.actor, self.post, self.party) if name)

    def words(self, text: str) -> Text | None:
        """A text in the language of whoever acts; nothing of an empty one."""
        return Text(by={self.language: text.strip()}) if text.strip() else None


def look(review: str, at: Resolved, objectives: Iterable[str] | None = None) -> Reviewing:
    """How a review stands, of all its objectives or of some. Raises ``NotFound``."""
    known = frameworks()
    among = None if objectives is None else tuple(objectives)
    found = reviewing(review_view(review, at, among), review, known.cycle_of, known.rules_of, among)
    if found is None:
        raise NotFound(
            "no-such-record",
            worded("Nothing is known here by the name {ref!r}.", ref=review[:80]),
            worded("search for it by its words"),
        )
    return found


@contextmanager
def acting(review: str, hand: Hand, objectives: Iterable[str] | None = None) -> Iterator[Reviewing]:
    """Look at a review as it stands now, and hold all other writers off until what follows is recorded."""
    with explained(), transaction.atomic():
        write_lock()
        yield look(review, resolve(Standpoint(reader=hand.reader)), objectives)


def now() -> PartialDate:
    """The present moment, to the microsecond: what happens twice within a second has an order."""
    return PartialDate(clock.now().astimezone(timezone.get_default_timezone()).isoformat())


def today() -> PartialDate:
    """The present day."""
    return PartialDate.of(clock.today())


class Matter(Protocol):
    """What something happens in, such as a review: its record, the partnership, and the fact that says what it is."""

    @property
    def record(self) -> str: ...
    @property
    def scope(self) -> str: ...
    @property
    def own(self) -> Fact: ...


class Drafts:
    """The facts that an act comes to, each cited to what says so; ``of`` says what kind of file is kept of them.

    Whoever may see what they happen in may see them, unless they are marked otherwise.
    """

    def __init__(self, one: Matter, hand: Hand, of: str = "review", marking: Marking | None = None) -> None:
        self._one = one
        self._hand = hand
        self.marking = marking or one.own.entry.marking
        self._keeping = Keeping(one.record, one.scope, self.marking, of)
        self.all: list[Draft] = []

    def add(
        self,
        kind: str,
        about: str,
        content: dict[str, object],
        when: PartialDate,
        place: str = "",
        named: str | None = None,
    ) -> str:
        """Add a fact, under the identifier that it is named by or a fresh one; gives it."""
        said = {key: value for key, value in content.items() if value not in (None, "", False)}
        payload = KINDS[kind].model_validate(said, context={"language": self._hand.language})
        own = named or random_id()
        self.all.append(Draft(payload, about, when, self._one.scope, self._hand.party, marking=self.marking, id=own))
        self.all += self._keeping.citation(own, self._hand.source, self._hand.at or place)
        return own
