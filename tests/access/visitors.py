"""Who asks in the access matrix, and when asking one more would tell nothing new.

An answer is worked out from the register, the address, as whom it is read, and what the policy says of whoever asks. So
of two who read alike, the second is not asked where the policy says of him, on each question that the first answer
asked, what it said then. The words of a refusal are printed, and decide nothing. Where a page looks at whoever asks by
itself, as his desk does, everyone is asked. Nobody here holds a post, or has recorded or typed anything; all follow the
same: a page that looks at these alone finds the same of everyone.
"""

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
from django.test import Client

from servanda.accounts import changes, policy, roles
from servanda.accounts.models import Person
from servanda.accounts.people import who_is
from servanda.accounts.policy import Answer, Limits, Who
from servanda.ledger import clock
from servanda.outbox.following import follow
from servanda.web import visitor
from tests.access.register import OWN, record_of
from tests.support.people import KEEPER, a_person, signed_in

EVERYTHING = "everything"
_ASKED = ("may", "holds", "may_anywhere", "may_clear", "may_appoint")
# what hands a person on to the policy, prints the name, or finds the same of all; whatever else looks looks by itself
_ALIKE = (
    "django.",
    *(f"servanda.web.{one}" for one in ("visitor", "middleware", "logs", "permission", "seats", "doing.drafts")),
    "servanda.web.doing.reviewing",
    *(f"servanda.web.pages.{one}" for one in ("people.following", "people.given", "recording.recording")),
)


@dataclass
class Visitor:
    """Someone who asks, in a browser or as a program; ``feeds`` are secret addresses."""

    name: str
    client: Client
    who: Who | None = None
    feeds: Sequence[str] = ()

    def opens(self, act: str, *, whole: bool, place: str | None, kind: str | None) -> bool:
        """Whether the policy has him do something: in the whole register, at a place, or anywhere."""
        today = clock.today()
        if whole or place is not None:
            where = policy.Place.of(place or "")
            return policy.may(self.who, act, where, today, kind).allowed
        return policy.may_anywhere(self.who, act, today, kind)


def all_visitors(cleared: Sequence[tuple[str, tuple[str, ...]]], each: Iterable[str]) -> list[Visitor]:
    """Nobody, where nobody is cleared; one with all roles in one partnership, and one with each of some.

    Each that is a person has a secret address of what is his, and follows something hidden and something open.
    """
    own, found = record_of(OWN, "partnership"), [] if cleared else [Visitor("nobody", signed_in(None))]
    for name in (EVERYTHING, *each):
        held = [role for role in roles.ROLES.values() if name in (EVERYTHING, role.name)]
        person = a_person(name, roles=[(one.name, "" if one.only_whole else own) for one in held], cleared=cleared)
        for record in ("objective", "hidden objective 3"):
            follow(person, record_of(OWN, record))
        secrets = [changes.make_feed(person, KEEPER)[1]]
        found.append(Visitor(name, signed_in(person), who_is(person, clock.today()), secrets))
    return found


def programs(person: Person) -> list[Visitor]:
    """Programs that ask with tokens of a person: one that may read all that he may, one of one partnership only."""
    found = []
    for place in ("", record_of(OWN, "partnership")):
        _token, told = changes.make_token(person, f"at {place}", KEEPER, days=1, place=place)
        client = Client(HTTP_HOST="localhost", HTTP_AUTHORIZATION=f"Bearer {told}")
        limits = Limits(may_write=False, place=place)
        found.append(Visitor(f"a program, at {place[:4]}", client, who_is(person, clock.today(), limits)))
    return found


@dataclass
class Asking:
    """What the policy was asked while an answer was made, and what it said; ``alone``: of him alone it holds."""

    signed_in: bool
    status: int = 0
    alone: bool = False
    said: dict[tuple[str, tuple[Any, ...]], Any] = field(default_factory=dict)

    def holds_of(self, one: Visitor) -> bool:
        """Whether it would be the answer to someone else, too."""
        same = self.signed_in == (one.who is not None) and not self.alone
        return same and all(_short(_REAL[name](one.who, *given)) == was for (name, given), was in self.said.items())


_REAL: Mapping[str, Any] = {name: getattr(policy, name) for name in _ASKED}


class Askings:
    """What was asked of the policy at each address."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        """Listen to what the pages ask."""
        self._known: dict[str, list[Asking]] = defaultdict(list)
        self._now: Asking | None = None
        for name in _ASKED:
            patch.setattr(policy, name, self._listening(name))
        for name in ("who", "person"):
            patch.setattr(visitor.Visitor, name, _Looking(self, getattr(visitor.Visitor, name)))

    def known(self, path: str, one: Visitor) -> Asking | None:
        """The asking by another of an address that holds of this one, too."""
        return next((asking for asking in self._known[path] if asking.holds_of(one)), None)

    @contextmanager
    def asking(self, path: str, one: Visitor) -> Iterator[Asking]:
        """Note what is asked until the end of the block."""
        self._now = Asking(one.who is not None)
        try:
            yield self._now
        finally:
            self._known[path].append(self._now)
            self._now = None

    def _listening(self, name: str) -> Any:
        def ask(who: Who | None, *given: Any, **more: Any) -> Any:
            assert not more, "it would be asked of others without what was named"
            kept = tuple(one if isinstance(one, str | date | policy.Place | None) else tuple(one) for one in given)
            answer = _REAL[name](who, *kept)
            if self._now is not None:
                self._now.said[name, kept] = _short(answer)
            return answer

        return ask

    def looked(self, module: str) -> None:
        """Someone was looked at by a module."""
        if self._now is not None and not module.startswith(_ALIKE):
            self._now.alone = True


class _Looking:
    """A property that tells who looks at it, and gives what the real one gives."""

    def __init__(self, askings: Askings, real: Any) -> None:
        self._askings, self._real = askings, real

    def __get__(self, visiting: Any, _kind: type) -> Any:
        self._askings.looked(sys._getframe(1).f_globals["__name__"])
        return self._real.__get__(visiting, _kind)

    def __set__(self, visiting: Any, value: Any) -> None:
        raise AttributeError


def _short(answer: Answer | bool) -> Any:
    """What of an answer decides anything: the rest is words."""
    return answer if isinstance(answer, bool) else (answer.allowed, answer.post)
