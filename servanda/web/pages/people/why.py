"""Why can I see this? Why can't I do this? Told rule by rule for any address, and never what is hidden (rule 14)."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _

from servanda import register
from servanda.accounts import roles
from servanda.accounts.policy import EVERYWHERE, Place
from servanda.errors import ServandaError, said_in
from servanda.register.reading import places, statements
from servanda.web.faults import shown
from servanda.web.frame import Frame
from servanda.web.pages.people.given import place_told
from servanda.web.permission import may
from servanda.web.visitor import visitor

_LONGEST = 2000


@shown
def show(request: HttpRequest) -> HttpResponse:
    """Say by which rules one sees and may do what at an address of these pages."""
    frame = Frame.of(request)
    address = request.GET.get("address", "").strip()[:_LONGEST]
    place = _place(frame, address)
    visiting = visitor(request)
    return frame.render(
        "pages/account/why.html",
        timeless=True,
        title=_("Why can I see this? Why can’t I do this?"),
        address=address,
        where=place_told(place.chain[0], frame),
        person=visiting.person,
        reading=_reading(frame),
        doing=[_told(request, act, place) for act in roles.ACTS],
        action=reverse("why"),
    )


def _place(frame: Frame, address: str) -> Place:
    """The place an address of these pages speaks of; the whole register, if it is none or not seen."""
    parts = urlsplit(address)
    try:
        match = resolve(parts.path or "/")
        ref = match.kwargs.get("ref") or next(iter(parse_qs(parts.query).get("scope", [])), "")
        if not ref:
            return EVERYWHERE
        if match.view_name in ("fact", "correct", "issued"):
            entry = statements.statement(str(ref), frame.at).entry
            return places.place_of(entry.about, entry.scope, frame.at)
        record = register.find(str(ref), frame.at)
        what = register.records_view([record], frame.at).record(record)
        return places.place_of(record, what.entry.scope if what else "", frame.at)
    except (Resolver404, ServandaError):
        return EVERYWHERE


def _reading(frame: Frame) -> list[str]:
    reader = frame.at.reader
    said = [_("Who may see a statement follows from its marking alone: no role, and no office, opens or closes one.")]
    if reader.clearance is None:
        said.append(_("You read as anyone does: what is public, and nothing else."))
        return said
    groups = ", ".join(sorted(reader.groups)) or _("no group")
    said.append(
        _("You are cleared for “%(level)s” and belong to: %(groups)s.") % {"level": reader.clearance, "groups": groups}
    )
    said.append(
        _(
            "So you see what is public; what is marked up to that level and released to nobody in particular; and of"
            " what is released to groups, what is released to one of yours."
        )
    )
    who = visitor(frame.request).who
    for one in who.clearances if who is not None else ():
        if one.dated.counts(visitor(frame.request).today):
            named = ", ".join(sorted(one.groups)) or _("no group")
            told = {"level": one.level, "groups": named, "post": one.post or "", "since": frame.say(one.dated.since)}
            by_post = _("Cleared for “%(level)s” (%(groups)s) since %(since)s by the post “%(post)s”.")
            own = _("Cleared for “%(level)s” (%(groups)s) since %(since)s.")
            said.append((by_post if one.post else own) % told)
    return said


def _told(request: HttpRequest, act: str, place: Place) -> dict[str, Any]:
    answer = may(request, act, place)
    return {
        "act": said_in(roles.ACTS[act], _),
        "allowed": answer.allowed,
        "rules": [said_in(rule, _) for rule in answer.rules],
    }
