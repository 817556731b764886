"""Whose an upload is, and how far its import may reach."""

from collections.abc import Mapping
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Reach:
    """How far an import may reach: the partnership it must keep to, if any, and the kinds it may not hold."""

    within: str | None
    without: frozenset[str]


def reach(request: HttpRequest, said: Mapping[str, Any]) -> Reach:
    """How far an import may reach. What only some roles record in their own name is no matter of a file."""
    return Reach(_within(request, said), roles.RESERVED if visitor(request).guarded else frozenset())


def _within(request: HttpRequest, said: Mapping[str, Any]) -> str | None:
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
