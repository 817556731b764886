"""One's own account: who one is here, by what one signs in, tokens for programs; and the address of an invitation."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from servanda import register
from servanda.accounts import changes, listing, roles
from servanda.accounts.changes import By
from servanda.accounts.models import Feed, Person, Token
from servanda.errors import InputError, NotFound, Refused, ServandaError, worded
from servanda.web.faults import refused, shown
from servanda.web.frame import Frame
from servanda.web.pages.people.following import addresses, make, readers
from servanda.web.pages.people.given import fault_told, held_told, place_told
from servanda.web.permission import may, to_sign_in
from servanda.web.visitor import visitor


@shown
def me(request: HttpRequest) -> HttpResponse:
    """Who one is here; changing one's name, making and ending tokens."""
    person, who = visitor(request).person, visitor(request).who
    if person is None or who is None:
        return to_sign_in(request)
    fault, secret = _done(request, person) if request.method == "POST" else (None, "")
    is_feed = request.POST.get("act") == "feed"
    if request.method == "POST" and fault is None and not secret:
        return HttpResponseRedirect(reverse("me"), status=303)
    frame = Frame.of(request)
    today = visitor(request).today
    return frame.render(
        "pages/account/me.html",
        timeless=True,
        title=person.name,
        lede=person.email,
        person=person,
        held=[held_told(one, frame) for one in listing.held_by(today, person=person)],
        posts=[
            {
                "name": str(one.given.post),
                "held": [held_told(its, frame) for its in listing.held_by(today, post=one.given.post)],
            }
            for one in listing.held_by(today, person=person)
            if one.kind == "holding" and one.given.post
        ],
        tokens=Token.objects.filter(person=person, revoked=None).order_by("made"),
        feeds=_feeds(frame, person),
        readers=readers(request),
        secrets=addresses(request, secret) if secret and is_feed else (),
        new_token="" if is_feed else secret,  # shown in the answer itself: it is kept nowhere, in no session either
        languages_offered=settings.LANGUAGES,
        administers=may(request, roles.ADMINISTER).allowed,
        audits=may(request, roles.AUDIT).allowed,
        rests=who.unproven,
        error=fault,
    )


def _done(request: HttpRequest, person: Person) -> tuple[dict[str, str] | None, str]:
    """Do what the form asks; gives the fault, or the secret of a token that was made."""
    typed, by = request.POST, By(person)
    try:
        match typed.get("act"):
            case "rename":
                language = typed.get("language", "")
                changes.rename(
                    person, typed.get("name", ""), language if language in dict(settings.LANGUAGES) else "", by
                )
            case "token":
                return None, _token(request, person)
            case "revoke":
                token = Token.objects.filter(person=person, id=typed.get("token", "")).first()
                if token is None:
                    raise NotFound("no-such-token", worded("That is no token of yours."), worded("look at the list"))
                changes.revoke(token, by)
            case "feed":
                return None, make(request, person, "")
            case "end-feed":
                feed = Feed.objects.filter(person=person, id=typed.get("feed", "")).first()
                if feed is None:
                    raise NotFound("no-such-token", worded("That is no address of yours."), worded("look at the list"))
                changes.end_feed(feed, by)
    except ServandaError as fault:
        return fault_told(fault), ""
    return None, ""


def _feeds(frame: Frame, person: Person) -> list[dict[str, Any]]:
    """The secret addresses of feeds that are not ended: what each is of, and as whom it is read."""
    found = Feed.objects.filter(person=person, revoked=None).order_by("made")
    mine = _("What is mine")
    return [
        {
            "id": one.id,
            "of": place_told(one.record, frame) if one.record else mine,
            "level": _("anyone") if one.level == "anyone" else one.level,
            "made": one.made,
            "last_used": one.last_used,
        }
        for one in found
    ]


def _token(request: HttpRequest, person: Person) -> str:
    typed, days = request.POST, request.POST.get("days", "")
    place = typed.get("place", "").strip()
    if place:
        frame = Frame.of(request)
        place = register.find(place, frame.at, "partnership")
    if not days.isdecimal():
        raise InputError("bad-days", worded("It is not said for how many days."), worded("give a number of days"))
    may_write = typed.get("scope") == "record"
    _made, secret = changes.make_token(
        person, typed.get("name", ""), By(person), days=int(days[:6]), may_write=may_write, place=place
    )
    return secret


@shown
@sensitive_post_parameters("password", "again")
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Choose a password by an invitation. Whoever opens it learns nothing of whose it is unless it is still good."""
    found = changes.invited(secret)
    if found is None:
        sentence = _("This invitation is no longer good: it was used, replaced by another, or seven days have passed.")
        return refused(request, sentence, _("Ask whoever gave it to you for another."))
    error: dict[str, str] | None = None
    if request.method == "POST":
        try:
            if request.POST.get("password") != request.POST.get("again"):
                raise InputError(
                    "not-the-same", worded("The two passwords are not the same."), worded("type them again")
                )
            changes.choose_password(found.person, request.POST.get("password", ""), By(found.person), found)
        except ServandaError as fault:
            error = fault_told(fault)
        else:
            return HttpResponseRedirect(reverse("account_login"), status=303)
    return Frame.of(request).render(
        "pages/account/invitation.html", timeless=True, title=_("Choose a password"), person=found.person, error=error
    )


@shown
def lost(request: HttpRequest) -> HttpResponse:
    """Say how one gets in again."""
    return Frame.of(request).render("pages/account/lost.html", timeless=True, title=_("When you cannot sign in"))


@shown
def by_invitation(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django calls it so
    """Say that accounts are made by invitation."""
    raise Refused(
        "by-invitation",
        _("Nobody makes an account here alone: accounts are made by invitation."),
        _("Ask whoever keeps the accounts of this register for an invitation."),
    )


def to_me(request: HttpRequest, **_kept: Any) -> HttpResponse:  # noqa: ARG001 - Django calls it so
    """Lead to one's own account."""
    return HttpResponseRedirect(reverse("me"))
