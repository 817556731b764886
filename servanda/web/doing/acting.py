"""Forms that do one thing to a plan: who may, in whose name, from which source, under which marking."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect

from servanda import brief, register
from servanda.accounts import roles
from servanda.accounts.policy import Place
from servanda.errors import ServandaError, UsageError, worded
from servanda.kernel.dates import DateFault, PartialDate
from servanda.kernel.marking import Marking
from servanda.kernel.view import Fact, View
from servanda.register.reading.places import place_of
from servanda.review import Hand
from servanda.web.doing import reviewing
from servanda.web.doing.reviewing import Right, typed
from servanda.web.forms import signature
from servanda.web.frame import Frame
from servanda.web.pages.review.reviews import fault_told
from servanda.web.permission import may, required
from servanda.web.visitor import visitor


@dataclass(frozen=True)
class Acting:
    """A plan, and the request by which something is done to it."""

    frame: Frame
    plan: Fact

    def right(self, kind: str) -> Right:
        """Whether the request may record a kind about the plan, and by which rules."""
        request, scope = self.frame.request, self.plan.entry.scope
        place = place_of(self.plan.about, scope, self.frame.at) if visitor(request).guarded else Place.of(scope)
        return Right(may(request, roles.RECORD, place, kind))

    def hand(self, kind: str) -> Hand:
        """Whoever acts, if he may; cited to the source that was typed. Raises ``ServandaError``."""
        return self.hand_of(self.right(kind))

    def hand_of(self, right: Right) -> Hand:
        """Whoever acts by a right, if he has it. Raises ``ServandaError``."""
        required(right.answer)
        if reviewing.needs_name(self.frame) and not typed(self.frame.request, "who"):
            raise UsageError("no-name", worded("It is not said who does it."), worded("give your name"))
        source = typed(self.frame.request, "source")
        found = register.find(source, self.frame.at, "source") if source else None
        return replace(reviewing.hand(self.frame, right), source=found, at=typed(self.frame.request, "at") or None)

    def posted(self, act: Callable[[], Any], address: str) -> HttpResponse | dict[str, str] | None:
        """Where a form was sent, do something and go to an address.

        What is wrong is given back in words, and nothing is recorded.
        """
        if self.frame.request.method != "POST":
            return None
        try:
            act()
        except ServandaError as fault:
            return fault_told(fault)
        response = HttpResponseRedirect(address, status=303)
        if name := typed(self.frame.request, "who"):
            signature.remember(response, name)
        return response

    def crumbs(self, view: View) -> list[dict[str, str]]:
        """The way to the plan: its partnership, and itself."""
        frame, plan, scope = self.frame, self.plan, self.plan.entry.scope
        title, whole = (brief.title_of(view, one, register.frameworks(), frame.language) for one in (plan.about, scope))
        return [
            {"label": whole, "href": frame.link("partnership", scope)},
            {"label": title, "href": frame.address(plan.kind, plan.about)},
        ]

    def day(self, name: str) -> PartialDate | None:
        """A date that was typed. Raises ``UsageError``."""
        said = typed(self.frame.request, name)
        try:
            return PartialDate.parse(said) if said else None
        except DateFault as fault:
            raise UsageError("bad-date", fault.sentence, worded("write a day: 2026-06-11")) from None

    def marking(self) -> Marking | None:
        """A marking that was typed. Raises ``UsageError``."""
        said = typed(self.frame.request, "marking")
        try:
            return Marking.parse(said) if said else None
        except ValueError as fault:
            raise UsageError("bad-marking", fault.args[0], worded("write public, or a level with its groups")) from None
