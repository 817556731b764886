"""Who asks for a page: read once a request, from the session or from a program's token."""

from datetime import date
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from servanda import register
from servanda.accounts.models import Person, Token
from servanda.accounts.people import any_accounts, who_is
from servanda.accounts.policy import Limits, Who, views_of
from servanda.errors import ServandaError
from servanda.kernel.marking import ANYONE, Reader
from servanda.kernel.standpoint import Standpoint
from servanda.ledger import clock
from servanda.register.reading import places, statements
from servanda.web.languages import languages

_KEPT = "servanda_visitor"


class Visitor:
    """Someone who asks for a page. What is not asked of a visitor costs no query."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self._token: Token | None = getattr(request, "token", None)

    @cached_property
    def today(self) -> date:
        """The day on which rights are looked at: they are as of now, whatever day the page is seen from (rule 13)."""
        return clock.today()

    @cached_property
    def person(self) -> Person | None:
        """The person signed in, or in whose name a program asks."""
        if self._token is not None:
            return self._token.person
        user = self._request.user
        return user if isinstance(user, Person) else None

    @property
    def by_token(self) -> bool:
        """Whether a program asks."""
        return self._token is not None

    @cached_property
    def guarded(self) -> bool:
        """Whether there are accounts at all: without any, whoever sits at the machine may do all."""
        return self.person is not None or any_accounts()

    @cached_property
    def who(self) -> Who | None:
        """What the policy knows of the person."""
        if self.person is None:
            return None
        limits = Limits(self._token.may_write, self._token.place) if self._token is not None else None
        return who_is(self.person, self.today, limits)

    @cached_property
    def readers(self) -> tuple[Reader, ...]:
        """As whom the page may be read: what the person is cleared for, highest first; the last is anyone."""
        if self.who is None:
            return (ANYONE,)
        views = views_of(self.who, self.today)
        if self.who.limits is not None and self.who.limits.place and not self._is_within(self.who.limits.place, views):
            return (ANYONE,)
        return views

    def _is_within(self, place: str, views: tuple[Reader, ...]) -> bool:
        """Whether the address is one of a token's place: elsewhere such a token reads as anyone does."""
        match = self._request.resolver_match
        ref = match.kwargs.get("ref") if match is not None else None
        if ref is None or match is None:
            return False
        at = register.resolve(Standpoint(as_of=date.max, reader=views[0]))
        try:
            if match.view_name in ("fact", "issued", "correct"):
                entry = statements.statement(ref, at).entry
                return place in places.place_of(entry.about, entry.scope, at).chain
            return place in places.place_of(register.find(ref, at), "", at).chain
        except ServandaError:
            return False


def visitor(request: HttpRequest) -> Visitor:
    """The visitor of a request, the same one each time."""
    found = getattr(request, _KEPT, None)
    if not isinstance(found, Visitor):
        found = Visitor(request)
        setattr(request, _KEPT, found)
    return found


def in_templates(request: HttpRequest) -> dict[str, Any]:
    """Give templates the visitor, and the languages, on pages that have no frame of their own."""
    return {
        "visitor": SimpleLazyObject(lambda: visitor(request)),
        "languages": SimpleLazyObject(lambda: languages(request)),
    }
