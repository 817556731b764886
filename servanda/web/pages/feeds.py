"""Feeds: calendars and what changed, at public addresses for the world, and at secret ones for a person."""

import hashlib
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from servanda import register
from servanda.accounts.models import Feed
from servanda.exchange.feeds.calendar import calendar
from servanda.exchange.feeds.changes import changes
from servanda.exchange.feeds.mine import own
from servanda.exchange.feeds.subject import Subjects, one
from servanda.kernel.identity import derived_id
from servanda.kernel.marking import ANYONE
from servanda.kernel.standpoint import Resolved, Standpoint
from servanda.ledger import clock
from servanda.outbox.following import followed
from servanda.render import atom, ical
from servanda.web.faults import not_found, shown
from servanda.web.frame import PAGES
from servanda.web.outside import outside
from servanda.web.signing.feedtokens import known, reader_of


def dates_of(kind: str) -> Callable[..., HttpResponse]:
    """The public calendar of a kind of record: what the world may see, whoever asks."""

    @require_safe
    @shown
    def show(request: HttpRequest, ref: str) -> HttpResponse:
        found = one(ref, kind, _anyone(), request.LANGUAGE_CODE)
        return _answer(request, ical.render(calendar(found), _addresses(request)), ical.CONTENT_TYPE)

    return show


def changes_of(kind: str) -> Callable[..., HttpResponse]:
    """The public feed of what changed of a kind of record."""

    @require_safe
    @shown
    def show(request: HttpRequest, ref: str) -> HttpResponse:
        found = one(ref, kind, _anyone(), request.LANGUAGE_CODE)
        subject = found.every[0]
        own_address = outside(request, reverse(f"{kind}-atom", args=[subject.record]))
        page = outside(request, reverse(kind, args=[subject.record]))
        identifier = derived_id("feed", subject.record)
        told = atom.render(changes(found), own_address, page, identifier, _addresses(request))
        return _answer(request, told, atom.CONTENT_TYPE)

    return show


@require_safe
@shown
def secret_dates(request: HttpRequest, secret: str) -> HttpResponse:
    """The calendar at a secret address, from its person's standpoint."""

    def render(feed: Feed, found: Subjects) -> str:
        return ical.render(calendar(found, _title(feed, found)), _addresses(request))

    return _secretly(request, secret, render, ical.CONTENT_TYPE)


@require_safe
@shown
def secret_changes(request: HttpRequest, secret: str) -> HttpResponse:
    """What changed, at a secret address, from its person's standpoint. The address itself is not in it."""

    def render(feed: Feed, found: Subjects) -> str:
        page = outside(request, reverse("start"))
        return atom.render(changes(found, _title(feed, found)), "", page, feed.id, _addresses(request))

    return _secretly(request, secret, render, atom.CONTENT_TYPE)


def _secretly(
    request: HttpRequest, secret: str, render: Callable[[Feed, Subjects], str], content_type: str
) -> HttpResponse:
    feed = known(secret)
    if feed is None:
        return not_found(request)
    request.feed = feed  # type: ignore[attr-defined]  # whose reading it is, for the audit: nobody is signed in
    at = register.untraced(register.resolve(Standpoint(reader=reader_of(feed, clock.today()))))
    language = feed.person.language or request.LANGUAGE_CODE
    with translation.override(language):
        records = (feed.record,) if feed.record else own(feed.person, at, followed(feed.person))
        found = Subjects.of(records, at, language)
        response = _answer(request, render(feed, found), content_type)
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _title(feed: Feed, found: Subjects) -> str:
    """What a secret feed is called: by its one subject, if it is of one that is seen."""
    if feed.record:
        return found.every[0].title if found.every else _("Nothing that can be seen")
    return _("What is mine")


def _anyone() -> Resolved:
    return register.untraced(register.resolve(Standpoint(reader=ANYONE)))


def _addresses(request: HttpRequest) -> Callable[[str, str], str]:
    def address(kind: str, record: str) -> str:
        name = kind if kind in PAGES else "fact" if kind == "fact" else ""
        return outside(request, reverse(name, args=[record]) if name else reverse("start"))

    return address


def _answer(request: HttpRequest, text: str, content_type: str) -> HttpResponse:
    """The feed, or that it has not changed since it was last fetched."""
    content = text.encode()
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    response = HttpResponse(content, content_type=content_type)
    response.headers["ETag"] = etag
    found = get_conditional_response(request, etag=etag, response=response)
    assert found is not None
    return found
