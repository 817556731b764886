"""What is given to people and posts, told on pages; and the forms that give it, or take it back."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from servanda import register
from servanda.accounts import changes, listing, policy, roles
from servanda.accounts.changes import By
from servanda.accounts.listing import Held
from servanda.accounts.models import Clearance, Grant, Person, Post
from servanda.accounts.people import holders
from servanda.accounts.policy import EVERYWHERE, Place
from servanda.errors import InputError, NotFound, Refused, ServandaError, said_in, worded
from servanda.kernel.dates import PartialDate
from servanda.kernel.marking import LEVELS
from servanda.kernel.standpoint import Resolved, Standpoint
from servanda.register.reading import places
from servanda.web.forms.options import record_name
from servanda.web.frame import Frame
from servanda.web.permission import required
from servanda.web.visitor import Visitor, visitor

Acts = dict[str, Callable[[], object]]  # what the buttons of a page do, by their names


def fault_told(fault: ServandaError) -> dict[str, str]:
    """A fault as a page shows it."""
    remedy = str(said_in(fault.remedy, _))
    return {"sentence": str(said_in(fault.sentence, _)), "remedy": f"{remedy[:1].upper()}{remedy[1:].rstrip('.')}."}


def held_told(one: Held, frame: Frame) -> dict[str, Any]:
    """What is held, in words; a place by its name, if this reader may see it."""
    given: Any = one.given
    until = frame.say(given.until) if given.until else ""
    dates = {"since": frame.say(given.since), "until": until}
    told = {"kind": one.kind, "number": one.number, "to": str(given.person or given.post or ""), **dates}
    match one.kind:
        case "grant":
            return {**told, "what": _(roles.ROLES[given.role].title), "where": place_told(given.place, frame)}
        case "clearance":
            groups = ", ".join(given.groups)
            return {**told, "what": f"{given.level} ({groups})" if groups else given.level, "where": ""}
    return {**told, "what": str(given.post), "to": str(given.person), "where": ""}


def place_told(place: str, frame: Frame) -> str:
    """What a place is called; of one that this reader may not see, that it is one."""
    if not place:
        return _("the whole register")
    at = register.resolve(Standpoint(as_of=date.max, reader=frame.at.reader))
    view = register.records_view([place], at)
    if view.record(place) is None:
        return _("a place that you do not see")
    return record_name(view, place, frame.language)


def role_choices(*, whole: bool) -> list[dict[str, str]]:
    """The roles that can be given at a place, with what they are for."""
    return [
        {"value": role.name, "title": _(role.title), "summary": _(role.summary)}
        for role in roles.ROLES.values()
        if whole or not role.only_whole
    ]


class Giving:
    """The forms of one page: by whom, at what places, and as of which day."""

    def __init__(self, request: HttpRequest, frame: Frame) -> None:
        self._request = request
        self._visitor: Visitor = visitor(request)
        self._at: Resolved = register.resolve(Standpoint(as_of=date.max, reader=frame.at.reader))

    def done(self, acts: Acts) -> dict[str, str] | None:
        """Do what the form asks; gives the fault, if it could not be done. Raises ``Refused`` for what one may not."""
        act = acts.get(self._request.POST.get("act", ""))
        if act is None:
            return fault_told(
                InputError("no-act", worded("It is not said what to do."), worded("use a button of the page"))
            )
        try:
            act()
        except Refused as fault:
            if fault.code == "no-role":
                raise
            return fault_told(fault)
        except ServandaError as fault:
            return fault_told(fault)
        return None

    @property
    def by(self) -> By:
        """Who does it, and why."""
        return By(self._visitor.person, reason=self.typed("reason")[:1000])

    def typed(self, name: str) -> str:
        """What was typed into a field."""
        return self._request.POST.get(name, "").strip()

    def grant(self, to: Person | Post, within: str = "") -> None:
        """Give a role, here or at a place inside."""
        role = self.typed("role")
        if role not in roles.ROLES:
            raise InputError("no-such-role", worded("No role was chosen."), worded("choose one"))
        place = self._place(within)
        person, held_by = self._receiver(to)
        required(policy.may_appoint(self._visitor.who, role, place, person, self._visitor.today, held_by))
        changes.grant(role, to, self.by, *self._span(), place.chain[0])

    def _place(self, within: str) -> Place:
        ref = self.typed("place") or within
        if not ref:
            return EVERYWHERE
        place = places.place(ref, Standpoint(as_of=self._at.as_of, reader=self._at.reader))
        if within and within not in place.chain:
            raise InputError(
                "another-place",
                worded("That is no part of this partnership."),
                worded("name a plan or a chapter of it"),
            )
        return place

    def clear(self, to: Person | Post) -> None:
        """Clear someone, or a post."""
        level = self.typed("level")
        if level not in LEVELS:
            raise InputError("no-such-level", worded("No level was chosen."), worded("choose one"))
        person, held_by = self._receiver(to)
        required(policy.may_clear(self._visitor.who, person, held_by, self._visitor.today))
        changes.clear(level, self.typed("groups").split(","), to, self.by, *self._span())

    def _receiver(self, to: Person | Post) -> tuple[str | None, list[str]]:
        """The person that something is given to; of a post, those who hold it, or are to hold it."""
        if isinstance(to, Person):
            return to.id, []
        return None, [one.id for one in holders(to.id, self._visitor.today)]

    def hold(self, person: Person, post: Post) -> None:
        """Have someone hold a post. Nobody puts himself into one: it may carry roles and clearances."""
        required(policy.may(self._visitor.who, roles.ADMINISTER, EVERYWHERE, self._visitor.today))
        if self._visitor.person is not None and self._visitor.person.id == person.id:
            raise Refused("not-oneself", worded("Nobody gives himself a post."), worded("ask another administrator"))
        changes.hold(person, post, self.by, *self._span())

    def withdraw(self, within: str | None = None) -> None:
        """Take back a grant, a clearance or a holding; from a partnership's page, a grant of its own only."""
        number = self.typed("number")
        found = listing.one_held(self.typed("kind"), int(number[:12]) if number.isdecimal() else 0)
        if found is None:
            raise NotFound("no-such-grant", worded("That is not held."), worded("look at the list"))
        today, who = self._visitor.today, self._visitor.who
        if isinstance(found, Grant):
            place = places.place_of(found.place, "", self._at) if found.place else EVERYWHERE
            place = place if found.place in place.chain else Place.of(found.place)
            if within is not None and within not in place.chain:
                raise NotFound("no-such-grant", worded("That is not held."), worded("look at the list"))
            required(policy.may(who, roles.APPOINT, place, today))
        elif within is not None:
            raise NotFound("no-such-grant", worded("That is not held."), worded("look at the list"))
        else:
            act = roles.CLEAR if isinstance(found, Clearance) else roles.ADMINISTER
            required(policy.may(who, act, EVERYWHERE, today))
        changes.withdraw(found, self.by)

    def _span(self) -> tuple[date, date | None]:
        since, until = self._day("since"), self._day("until")
        return since or self._visitor.today, until

    def _day(self, name: str) -> date | None:
        text = self.typed(name)
        if not text:
            return None
        try:
            when = PartialDate.parse(text)
        except ValueError:
            raise InputError(
                "bad-date", worded("{text!r} is no day.", text=text[:40]), worded("write it as 2026-11-27")
            ) from None
        return when.latest
