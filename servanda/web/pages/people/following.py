"""Following something: its feeds for everyone; and for whoever is signed in, word of it and secret addresses."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from servanda import register
from servanda.accounts import changes
from servanda.accounts.changes import By
from servanda.accounts.models import Person
from servanda.errors import InputError, NotFound, Refused, ServandaError, worded
from servanda.exchange.feeds.subject import KINDS, seen
from servanda.outbox.following import follow, followed, leave
from servanda.web.faults import shown
from servanda.web.frame import PAGES, Frame
from servanda.web.outside import outside
from servanda.web.pages.people.given import fault_told
from servanda.web.permission import to_sign_in
from servanda.web.standpoint import named
from servanda.web.visitor import visitor

FEEDS = {"dates.ics": "feed-ics", "changes.atom": "feed-atom"}


@shown
def show(request: HttpRequest, ref: str) -> HttpResponse:
    """Where the feeds of something are, and following it."""
    frame = Frame.of(request)
    subject = seen(register.find(ref, frame.at), frame.at, frame.language)
    if subject is None or subject.kind not in PAGES:
        raise NotFound("no-such-record", worded("Nothing is known here by that name."), worded("search for it"))
    person = visitor(request).person
    if request.method == "POST" and person is None:
        return to_sign_in(request)
    if request.method == "POST" and visitor(request).by_token:
        # a token ends; what it could make here would not
        raise Refused("no-token", worded("No token follows, or makes addresses."), worded("sign in as a person"))
    fault, secret = None, ""
    if request.method == "POST" and person is not None:
        fault, secret = done(request, person, subject.record)
        if fault is None and not secret:
            return HttpResponseRedirect(request.get_full_path(), status=303)
    return frame.render(
        "pages/follow.html",
        title=_("Follow: %(what)s") % {"what": subject.title},
        scope=subject.scopes[0] if subject.scopes else None,
        crumbs=[
            {"label": _("Partnerships"), "href": frame.link("start")},
            {"label": subject.title, "href": frame.address(subject.kind, subject.record)},
        ],
        public=_public(request, subject.kind, subject.record),
        person=person,
        follows=person is not None and subject.record in followed(person),
        secrets=addresses(request, secret) if secret else (),
        readers=readers(request),
        error=fault,
    )


def _public(request: HttpRequest, kind: str, record: str) -> list[dict[str, str]]:
    if kind not in KINDS:
        return []
    labels = (("ics", _("Dates, for calendars (iCalendar)")), ("atom", _("What changed, for readers of news (Atom)")))
    return [
        {"label": label, "href": outside(request, reverse(f"{kind}-{form}", args=[record]))} for form, label in labels
    ]


def addresses(request: HttpRequest, secret: str) -> list[dict[str, str]]:
    """The two addresses that a secret opens."""
    labels = (_("Dates, for calendars (iCalendar)"), _("What changed, for readers of news (Atom)"))
    names = FEEDS.values()
    return [
        {"label": label, "href": outside(request, reverse(name, args=[secret]))}
        for label, name in zip(labels, names, strict=True)
    ]


def readers(request: HttpRequest) -> list[dict[str, str]]:
    """As whom a secret address may be read, the person's own highest first."""
    return [
        {"value": named(one), "name": _("anyone") if one.clearance is None else one.name}
        for one in visitor(request).readers
    ]


def done(request: HttpRequest, person: Person, record: str) -> tuple[dict[str, str] | None, str]:
    """Do what the form asks; gives the fault, or the secret of an address that was made."""
    made: list[str] = []
    acts: dict[str, Callable[[], Any]] = {
        "follow": lambda: follow(person, record),
        "leave": lambda: leave(person, record),
        "feed": lambda: made.append(make(request, person, record)),
    }
    try:
        act = acts.get(request.POST.get("act", ""))
        if act is None:
            raise InputError("no-such-act", worded("The form does not say what to do."), worded("use its buttons"))
        act()
    except ServandaError as fault:
        return fault_told(fault), ""
    return None, "".join(made)


def make(request: HttpRequest, person: Person, record: str) -> str:
    """Make a secret address, read as chosen: as nobody whom the person is not, whatever the form says."""
    chosen = request.POST.get("reader", "")
    if chosen not in {one["value"] for one in readers(request)}:
        chosen = named(visitor(request).readers[-1])
    return changes.make_feed(person, By(person), record=record, level=chosen)[1]
