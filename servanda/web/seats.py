"""For which parties a request may speak: those whose posts are held by whoever asks."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest

from servanda.accounts.models import Post
from servanda.kernel.standpoint import Resolved
from servanda.register import Draft
from servanda.register.reading.places import same
from servanda.web.visitor import visitor

_KEPT = "servanda_seats"


def parties(request: HttpRequest) -> dict[str, str]:
    """The parties whose posts are held now, each with the name of the post; asked for once a request."""
    known: dict[str, str] | None = request.__dict__.get(_KEPT)
    if known is None:
        who = visitor(request).who
        posts = [own for own, _name in who.posts] if who is not None else []
        held = Post.objects.filter(id__in=posts).exclude(party="").order_by("name") if posts else Post.objects.none()
        known = request.__dict__[_KEPT] = dict(held.values_list("party", "name"))
    return known


def seat(request: HttpRequest, party: str, at: Resolved) -> str | None:
    """The post of a party that is held by whoever asks, by its name; ``None`` where there is none."""
    speaks = parties(request)
    return next((speaks[own] for own in sorted(same(party, at)) if own in speaks), None) if speaks else None


def in_own_name(request: HttpRequest, draft: Draft, at: Resolved) -> Draft:
    """A reply is said by its party itself where whoever records it holds the party's post; all else is as it was."""
    content: Any = draft.payload
    if content.kind != "reply" or draft.said_by is not None or seat(request, content.party, at) is None:
        return draft
    return replace(draft, said_by=content.party)


def by_clerk(request: HttpRequest, draft: Draft, at: Resolved) -> Draft:
    """A reply that is corrected by whoever does not hold the post of its party is said by its source alone."""
    content: Any = draft.payload
    if content.kind != "reply" or draft.said_by is None or visitor(request).who is None:
        return draft
    is_own = draft.said_by not in same(content.party, at) or seat(request, content.party, at) is not None
    return draft if is_own else replace(draft, said_by=None)
