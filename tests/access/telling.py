"""What is told to everyone who asks in the access matrix, and what the database would have given without the hidden.

A page makes of what the database gives it what it makes, whoever wrote it. So where each query that was asked gives, in
the register without what is hidden, the same rows, the same answer was made there: none is made twice to see it.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.test import Client

from servanda.projection.audiences import ALL
from tests.access.addresses import SLOW, address, further, lists, of_hidden
from tests.access.register import OTHER, OWN
from tests.access.rules import RULES
from tests.access.visitors import Asking, Askings, Visitor
from tests.support.asked import asked

_EYES = "SELECT set_config("
# whoever reads, these are read whole: which markings occur, and the last arrival, which no page goes by (SECURITY.md)
_WHOLE = (ALL, "SELECT tick, at, ", "SELECT current_setting(")
_OF_ACCOUNTS = re.compile(
    r'FROM "?(?:django_session|reading|draft_strand|cache_entry|account_act|wish|feed|usersessions_\w+)\b'
)
_DIFFERS = re.compile(r'name="(?:csrfmiddlewaretoken|form)" value="\w+"|known_at=[\w%.-]+|<li><a class="self".*?</li>')


@dataclass(frozen=True)
class Answer:
    """What was told at an address: to whom; the address, its name and place; and by how many queries and rows."""

    who: str
    name: str
    place: str
    path: str
    status: int
    text: str
    taken: tuple[int, int]
    further: bool = False  # a form in which one chooses from what one names oneself


def body(client: Client, path: str) -> tuple[int, str]:
    """The answer to a request, without what differs from one asking to the next, and who is signed in."""
    response = client.get(path)
    content = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
    return response.status_code, _DIFFERS.sub("", content.decode("utf-8", "replace"))


@dataclass
class Dialogue:
    """What the database was asked, by whose eyes it read then, and what it gave."""

    said: dict[str, dict[str, tuple[str, Any, list[Any]]]] = field(default_factory=lambda: defaultdict(dict))
    eyes: dict[str, tuple[str, Any]] = field(default_factory=dict)
    _now: str = ""

    def note(self, heard: list[tuple[str, Any, list[Any]]]) -> None:
        """Take what was heard while one answer was made."""
        for sql, parameters, given in heard:
            if sql.startswith(_EYES):
                self._now = repr(parameters)
                self.eyes[self._now] = (sql, parameters)
            elif sql.startswith(("SELECT", "WITH")) and not sql.startswith(_WHOLE) and not _OF_ACCOUNTS.search(sql):
                self.said[self._now][repr((sql, parameters))] = (sql, parameters, given)

    def otherwise(self) -> Iterator[tuple[str, Any]]:
        """The queries to which the database that Django is pointed at now gives other rows."""
        with connection.cursor() as cursor:
            for eyes, queries in self.said.items():
                if eyes:
                    cursor.execute(*self.eyes[eyes])
                for sql, parameters, given in queries.values():
                    cursor.execute(sql, parameters)
                    if sorted(map(repr, cursor.fetchall())) != sorted(map(repr, given)):
                        yield sql, parameters


def paths(name: str, place: str) -> Iterator[tuple[str, bool]]:
    """Every address of a name in a partnership; and whether it names what it asks for."""
    yield address(name, place), False
    if RULES[name].shows and name not in SLOW:
        yield from ((path, True) for path in further(name, place))
        yield from ((path, False) for path in (*lists(name, place), *of_hidden(name, place)))


@dataclass
class Told:
    """What was told to some visitors; ``both``: of both partnerships, where that may be another answer."""

    both: bool = True
    answers: list[Answer] = field(default_factory=list)
    statuses: dict[tuple[str, str], int] = field(default_factory=dict)  # by path and visitor, also of who was not asked
    paths: set[str] = field(default_factory=set)
    dialogue: Dialogue = field(default_factory=Dialogue)

    def ask(self, visitors: list[Visitor], askings: Askings, names: Iterable[str]) -> None:
        """Ask for every address of some names in both partnerships, as each visitor to whom it may be another."""
        for name in names:
            first, second = (OWN, OTHER) if len(name) % 2 else (OTHER, OWN)
            known = [self._ask(visitors, askings, name, first, *path) for path in paths(name, first)]
            # The two partnerships are alike. Whose one is, is for the policy to say; where it was asked nothing, the
            # answer of one is that of the other.
            for path, asked_of in zip(paths(name, second), known, strict=True):
                if self.both and any(one.said or one.alone for one in asked_of) and path[0] not in self.paths:
                    self._ask(visitors, askings, name, second, *path)

    def _ask(
        self, visitors: list[Visitor], askings: Askings, name: str, place: str, path: str, names_it: bool
    ) -> list[Asking]:
        self.paths.add(path)
        every = []
        for one in visitors[: 2 if names_it else None]:
            known = askings.known(path, one)
            if known is None:
                with askings.asking(path, one) as known:
                    known.status = self.one(one, name, place, path, further=names_it).status
            self.statuses[path, one.name] = known.status
            every.append(known)
        return every

    def one(self, one: Visitor, name: str, place: str, path: str, *, further: bool = False) -> Answer:
        """Ask for one address."""
        with asked(hearing=True) as taken:
            status, text = body(one.client, path)
        if name not in RULES or not RULES[name].may or RULES[name].shows:  # accounts and the audit are another matter
            self.dialogue.note(taken.heard or [])
        answer = Answer(one.name, name, place, path, status, text, (taken.queries, taken.rows), further)
        self.answers.append(answer)
        return answer
