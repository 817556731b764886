"""Accounts, posts and what was done to them, laid out for the command line and the pages."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from django.utils.translation import gettext_noop

from servanda.accounts.models import Act, Clearance, Given, Grant, Holding, Person, Post
from servanda.accounts.people import counting
from servanda.accounts.roles import ROLES
from servanda.errors import Worded, said_in, worded


@dataclass(frozen=True, slots=True)
class Held:
    """What is given: which table and number it is taken back by, and the row itself."""

    kind: str
    number: int
    given: Holding | Clearance | Grant

    @classmethod
    def of(cls, given: Holding | Clearance | Grant) -> "Held":
        """Name a row by its table and number."""
        return cls(type(given).__name__.lower(), given.pk, given)


KINDS: dict[str, type[Given]] = {"holding": Holding, "clearance": Clearance, "grant": Grant}


def people() -> list[Person]:
    """Everybody, by name."""
    return list(Person.objects.order_by("name", "id"))


def posts() -> list[Post]:
    """Every post, by name."""
    return list(Post.objects.order_by("name"))


def held_by(on: date, person: Person | None = None, post: Post | None = None) -> list[Held]:
    """What someone or some post has on a day: posts, then roles, then clearances."""
    wanted = {"person": person} if person is not None else {"post": post}
    found = []
    for model in (Holding, Grant, Clearance):
        rows = model._default_manager.filter(**wanted).select_related("person", "post", "withdrawal__act")  # noqa: SLF001
        found += [Held.of(one) for one in counting(rows.order_by("id"), on)]
    return found


def roles_at(place: str, on: date) -> list[Held]:
    """The roles held at a place itself, on a day."""
    rows = Grant.objects.filter(place=place).select_related("person", "post", "withdrawal__act").order_by("role", "id")
    return [Held.of(one) for one in counting(rows, on)]


def one_held(kind: str, number: int) -> Holding | Clearance | Grant | None:
    """What was given, by its table and number."""
    if kind not in KINDS:
        return None
    found: Any = KINDS[kind]._default_manager.select_related("person", "post").filter(pk=number)  # noqa: SLF001
    return cast(Holding | Clearance | Grant | None, found.first())


def acts(limit: int = 200, person: Person | None = None) -> list[Act]:
    """What was done to accounts, the latest first."""
    found = Act.objects.select_related("by", "person", "post").order_by("-id")
    return list((found.filter(person=person) if person is not None else found)[:limit])


WHAT: dict[str, Worded] = {
    "created": worded("account made"),
    "invited": worded("invited"),
    "invited again": worded("invited anew, to choose another password"),
    "password": worded("password chosen"),
    "proof added": worded("second proof added"),
    "proof removed": worded("second proof removed"),
    "proof made anew": worded("second proof made anew"),
    "proofs removed": worded("second proofs removed"),
    "closed": worded("account closed"),
    "opened": worded("account opened again"),
    "renamed": worded("name or language changed"),
    "post made": worded("post made"),
    "holds": worded("put into the post"),
    "granted": worded("role given"),
    "cleared": worded("cleared"),
    "withdrawn": worded("taken back"),
    "token made": worded("token made"),
    "token revoked": worded("token ended"),
    "feed made": worded("address of feeds made"),
    "feed ended": worded("address of feeds ended"),
}
_BECAUSE = gettext_noop("because: {value}")
_DETAILS: dict[str, str] = {
    "since": gettext_noop("since {value}"),
    "until": gettext_noop("until {value}"),
    "role": gettext_noop("role: {value}"),
    "place": gettext_noop("place: {value}"),
    "level": gettext_noop("level: {value}"),
    "groups": gettext_noop("groups: {value}"),
    "name": gettext_noop("name: {value}"),
    "days": gettext_noop("days: {value}"),
    "may_write": gettext_noop("may record: {value}"),
    "of": gettext_noop("what: {value}"),
}


def acts_at(places: list[str], limit: int) -> list[Act]:
    """What was given and taken at some places, the latest first."""
    found = Act.objects.select_related("by", "person", "post").filter(detail__place__in=places)
    return list(found.order_by("-id")[:limit])


@dataclass(frozen=True, slots=True)
class Line:
    """An act in a line: when, by whom, what, to whom, and the rest in words."""

    at: datetime
    by: str
    what: str
    to: str
    rest: str


def line(act: Act, gettext: Callable[[str], str] = str, named: Callable[[str], str] = str) -> Line:
    """Say an act in a line, in a language; ``named`` gives the name of a place."""
    rest = [
        gettext(_DETAILS[key]).format(value=named(str(value)) if key == "place" else _value(key, value, gettext))
        for key, value in act.detail.items()
        if value not in ("", [], False)
    ]
    rest += [gettext(_BECAUSE).format(value=act.reason)] if act.reason else []
    to = ", ".join(str(one) for one in (act.person, act.post) if one)
    return Line(act.at, str(act.by) if act.by else act.by_words, gettext(WHAT[act.what]), to, "; ".join(rest))


def _value(key: str, value: object, gettext: Callable[[str], str]) -> str:
    """A detail in words: a role by its title, that something is so as "yes"."""
    if key == "role" and value in ROLES:
        return str(said_in(ROLES[str(value)].title, gettext))
    if value is True:
        return gettext(gettext_noop("yes"))
    return ", ".join(str(one) for one in value) if isinstance(value, list) else str(value)
