"""People and posts of the whole register, for its administrators; and the people of one partnership."""

from collections.abc import Callable
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from servanda import register
from servanda.accounts import changes, listing, roles
from servanda.accounts.models import Person, Post
from servanda.accounts.people import person_by
from servanda.accounts.policy import Place
from servanda.errors import NotFound, worded
from servanda.kernel.marking import LEVELS
from servanda.notices.inviting import invite_by_mail
from servanda.outbox.mails import is_set_up
from servanda.outbox.models import Mail, Wish
from servanda.web.faults import shown
from servanda.web.forms.options import record_name
from servanda.web.frame import Frame
from servanda.web.outside import outside
from servanda.web.pages.people.given import Acts, Giving, held_told, place_told, role_choices
from servanda.web.permission import may, required, to_sign_in, writing
from servanda.web.visitor import visitor

_SHOWN = 200
_MAILS = 20


@shown
@writing(roles.ADMINISTER)
def index(request: HttpRequest) -> HttpResponse:
    """All people and posts; inviting someone, making a post."""
    frame = Frame.of(request)
    giving = Giving(request, frame)
    invited: list[str] = []  # shown in the answer itself: kept nowhere, in no session either
    acts: Acts = {
        "invite": lambda: invited.append(_invited(request, giving)),
        "invite-by-mail": lambda: _by_mail(giving, _created(giving)),
        "post": lambda: _post(giving),
    }
    fault = giving.done(acts) if request.method == "POST" else None
    if request.method == "POST" and fault is None and not invited:
        return HttpResponseRedirect(reverse("people"), status=303)
    return frame.render(
        "pages/account/people.html",
        timeless=True,
        title=_("People and posts"),
        people=listing.people(),
        posts=listing.posts(),
        invitation="".join(invited),
        refused=list(Wish.objects.exclude(refused="").select_related("person").order_by("person__name")),
        mail_works=is_set_up(),
        typed=request.POST,
        error=fault,
    )


def _created(giving: Giving) -> Person:
    return changes.create(giving.typed("email"), giving.typed("name"), giving.by)


def _invited(request: HttpRequest, giving: Giving) -> str:
    return _address(request, changes.invite(_created(giving), giving.by))


def _mails(person: Person) -> list[dict[str, Any]]:
    """The latest mails to a person: when, where to, and what became of them; never what they said."""
    told = {
        "waiting": _("waits to be sent"),
        "sent": _("sent"),
        "refused": _("refused for good"),
        "failed": _("given up"),
        "empty": _("not sent: nothing was left to say"),
    }
    found = Mail.objects.filter(person=person).order_by("-made", "-id")[:_MAILS]
    return [
        {
            "made": one.made,
            "address": one.address,
            "told": told[one.state],
            "attempts": one.attempts,
            "fault": one.fault,
        }
        for one in found
    ]


def _by_mail(giving: Giving, person: Person) -> None:
    """Have the invitation sent, by the next ``servanda work``."""
    invite_by_mail(person, giving.by.person)


def _address(request: HttpRequest, secret: str) -> str:
    return outside(request, reverse("invitation", args=[secret]))


def _post(giving: Giving) -> None:
    changes.make_post(giving.typed("post"), giving.by)


@shown
@writing(roles.ADMINISTER)
def person(request: HttpRequest, ident: str) -> HttpResponse:
    """One person: what is held, and the forms that give or take it."""
    found = Person.objects.filter(id=ident).first()
    if found is None:
        raise NotFound("no-such-account", worded("There is no such account."), worded("look at the list of people"))
    frame = Frame.of(request)
    giving = Giving(request, frame)
    invited: list[str] = []
    acts: Acts = {
        "grant": lambda: giving.grant(found),
        "clear": lambda: giving.clear(found),
        "hold": lambda: giving.hold(found, _post_of(giving.typed("post"))),
        "withdraw": giving.withdraw,
        "invite": lambda: invited.append(_address(request, changes.invite(found, giving.by))),
        "invite-by-mail": lambda: _by_mail(giving, found),
        "close": lambda: changes.close(found, giving.by),
        "open": lambda: changes.close(found, giving.by, opened=True),
    }
    fault = giving.done(acts) if request.method == "POST" else None
    if request.method == "POST" and fault is None and not invited:
        return HttpResponseRedirect(reverse("person", args=[found.id]), status=303)
    today = visitor(request).today
    return frame.render(
        "pages/account/holder.html",
        timeless=True,
        title=found.name,
        lede=found.email,
        crumbs=_crumbs(),
        person=found,
        held=[held_told(one, frame) for one in listing.held_by(today, person=found)],
        posts=listing.posts(),
        roles=role_choices(whole=True),
        levels=LEVELS,
        acts=[listing.line(act, _, _namer(frame)) for act in listing.acts(_SHOWN, found)],
        invitation="".join(invited),
        mail_works=is_set_up(),
        mails=_mails(found),
        error=fault,
    )


@shown
@writing(roles.ADMINISTER)
def post(request: HttpRequest, ident: str) -> HttpResponse:
    """One post: who holds it, what was given to it."""
    found = _post_of(ident)
    frame = Frame.of(request)
    giving = Giving(request, frame)
    acts: Acts = {
        "grant": lambda: giving.grant(found),
        "clear": lambda: giving.clear(found),
        "withdraw": giving.withdraw,
    }
    fault = giving.done(acts) if request.method == "POST" else None
    if request.method == "POST" and fault is None:
        return HttpResponseRedirect(reverse("post", args=[found.id]), status=303)
    today = visitor(request).today
    return frame.render(
        "pages/account/holder.html",
        timeless=True,
        title=found.name,
        crumbs=_crumbs(),
        held=[held_told(one, frame) for one in listing.held_by(today, post=found)],
        roles=role_choices(whole=True),
        levels=LEVELS,
        error=fault,
    )


def _post_of(ident: str) -> Post:
    found = Post.objects.filter(id=ident).first()
    if found is None:
        raise NotFound("no-such-post", worded("There is no such post."), worded("look at the list of posts"))
    return found


def _namer(frame: Frame) -> Callable[[str], str]:
    """What tells the names of places, each looked up once."""
    return cache(lambda place: place_told(place, frame))


def _crumbs() -> list[dict[str, str]]:
    return [{"label": _("People and posts"), "href": reverse("people")}]


@shown
@writing(roles.AUDIT)
def log(request: HttpRequest) -> HttpResponse:
    """What was done to accounts, by whom and why: the latest first. An auditor of one place sees it there."""
    required(may(request, roles.AUDIT))
    frame = Frame.of(request)
    return frame.render(
        "pages/account/log.html",
        timeless=True,
        title=_("What was done to accounts"),
        acts=[listing.line(act, _, _namer(frame)) for act in listing.acts(_SHOWN)],
    )


@shown
def of_partnership(request: HttpRequest, ref: str) -> HttpResponse:
    """Who holds which role in a partnership; giving one, taking one back."""
    if visitor(request).person is None and visitor(request).guarded:
        return to_sign_in(request)
    frame = Frame.of(request)
    record = register.find(ref, frame.at, "partnership")
    required(may(request, roles.SEE_PEOPLE, Place.of(record)))
    giving = Giving(request, frame)
    acts: Acts = {
        "grant": lambda: giving.grant(person_by(giving.typed("email")), within=record),
        "withdraw": lambda: giving.withdraw(within=record),
    }
    fault = giving.done(acts) if request.method == "POST" else None
    if request.method == "POST" and fault is None:
        return HttpResponseRedirect(reverse("partnership-people", args=[ref]), status=303)
    view = register.partnership_view(record, frame.at)
    inside = [record, *(fact.about for fact in view.of_kind("plan", "package"))]
    today, audits = visitor(request).today, may(request, roles.AUDIT, Place.of(record)).allowed
    return frame.render(
        "pages/account/partnership.html",
        timeless=True,
        title=_("People"),
        scope=record,
        crumbs=[{"label": record_name(view, record, frame.language), "href": frame.link("partnership", record)}],
        held=[held_told(one, frame) for place in inside for one in listing.roles_at(place, today)],
        places=[(place, record_name(view, place, frame.language)) for place in inside],
        roles=role_choices(whole=False),
        appoints=may(request, roles.APPOINT, Place.of(record)).allowed,
        acts=[listing.line(act, _, _namer(frame)) for act in listing.acts_at(inside, _SHOWN)] if audits else (),
        typed=request.POST,
        error=fault,
    )
