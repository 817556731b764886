"""Whose an upload is, and how far its import may reach."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest

from servanda import register
from servanda.accounts import roles
from servanda.accounts.policy import EVERYWHERE, Place
from servanda.kernel.standpoint import Standpoint
from servanda.web.permission import may, required
from servanda.web.visitor import visitor


def owner(request: HttpRequest) -> str:
    """Whose uploads these are: the person's; without accounts, those of whoever sits at the machine."""
    person = visitor(request).person
    return person.id if person is not None else ""


def within(request: HttpRequest, said: Mapping[str, Any]) -> str | None:
    """The partnership that an import must keep to; none, for whoever may import into the whole register.

    Raises ``Refused`` where the person may not import into the partnership that was chosen, or has chosen none, or
    would withdraw what the file no longer holds: that may lie anywhere.
    """
    whole = may(request, roles.IMPORT, EVERYWHERE)
    if whole.allowed:
        return None
    if not said.get("into") or said.get("withdraw"):
        required(whole)
    at = register.resolve(Standpoint(as_of=date.max, reader=visitor(request).readers[0]))
    partnership = register.find(str(said["into"]), at, "partnership")
    required(may(request, roles.IMPORT, Place.of(partnership)))
    return partnership
