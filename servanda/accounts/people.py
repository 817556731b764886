"""Who someone is, for the policy: posts, roles and clearances, in a fixed number of queries."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone

from servanda.accounts.models import Clearance, Given, Grant, Holding, Person
from servanda.accounts.policy import Cleared, Dated, Granted, Limits, Who
from servanda.errors import NotFound, worded


def any_accounts() -> bool:
    """Say whether there is any account: without one the register is its keeper's alone, and asks for none."""
    return Person.objects.exists()


def who_is(person: Person, on: date, limits: Limits | None = None) -> Who:
    """Gather what was ever given to a person, and to the posts held on a day."""
    posts = {
        held.post_id: str(held.post)
        for held in Holding.objects.filter(person=person).select_related("post", "withdrawal__act")
        if dated(held).counts(on)
    }
    mine = Q(person=person) | Q(post__in=list(posts))
    grants = Grant.objects.filter(mine).select_related("withdrawal__act").order_by("id")
    clearances = Clearance.objects.filter(mine).select_related("withdrawal__act").order_by("id")
    return Who(
        person.id,
        person.name,
        posts=tuple((own, name) for own, name in posts.items() if own),
        grants=tuple(Granted(one.role, one.place, dated(one), posts.get(one.post_id)) for one in grants),
        clearances=tuple(
            Cleared(one.level, frozenset(one.groups), dated(one), posts.get(one.post_id)) for one in clearances
        ),
        limits=limits,
    )


def dated(given: Given) -> Dated:
    """From when until when something counts; ask for it with ``withdrawal__act``."""
    withdrawal: Any = getattr(given, "withdrawal", None)
    return Dated(given.since, given.until, timezone.localdate(withdrawal.act.at) if withdrawal else None)


def holders(post: str, on: date) -> tuple[Person, ...]:
    """Who holds a post on a day."""
    held = Holding.objects.filter(post_id=post).select_related("person", "withdrawal__act").order_by("id")
    return tuple(one.person for one in held if one.person and dated(one).counts(on))


def person_by(email: str) -> Person:
    """The person with an e-mail address; raises ``NotFound``."""
    try:
        return Person.objects.get_by_natural_key(email)
    except Person.DoesNotExist:
        raise NotFound(
            "no-such-account",
            worded("There is no account for {email!r}.", email=email),
            worded("ask an administrator to invite that person; servanda account list shows the accounts"),
        ) from None


def counting(given: Iterable[Given], on: date) -> list[Any]:
    """Those of some that count on a day."""
    return [one for one in given if dated(one).counts(on)]
