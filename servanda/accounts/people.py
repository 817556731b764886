"""Who someone is, for the policy: posts, roles and clearances, in a fixed number of queries."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from servanda.accounts.models import Clearance, Given, Grant, Holding, Person, Post
from servanda.accounts.policy import Cleared, Dated, Granted, Limits, Who
from servanda.accounts.roles import ROLES
from servanda.errors import NotFound, worded
from servanda.kernel.press import plain
from servanda.ledger.database import rows

# What `_dated` takes. Columns are asked for, not whole rows: every page of a person asks who it is.
_DATES = ("since", "until", "withdrawal__act__at")


def any_accounts() -> bool:
    """Say whether there is any account: without one the register is its keeper's alone, and asks for none."""
    return bool(rows("SELECT 1 FROM person LIMIT 1"))  # asked for every page


def who_is(person: Person, on: date, limits: Limits | None = None) -> Who:
    """Gather what was ever given to a person, and to the posts held on a day; and whether an office rests."""
    held = Holding.objects.filter(person=person).values_list("post_id", "post__name", *_DATES)
    posts = {post: name for post, name, *dates in held if _dated(*dates).counts(on)}
    mine = Q(person=person) | Q(post__in=list(posts))
    grants = Grant.objects.filter(mine).order_by("id").values_list("role", "place", "post_id", *_DATES)
    clearances = Clearance.objects.filter(mine).order_by("id").values_list("level", "groups", "post_id", *_DATES)
    who = Who(
        person.id,
        person.name,
        posts=tuple((own, name) for own, name in posts.items() if own),
        grants=tuple(Granted(role, place, _dated(*dates), posts.get(post)) for role, place, post, *dates in grants),
        clearances=tuple(
            Cleared(level, frozenset(groups), _dated(*dates), posts.get(post))
            for level, groups, post, *dates in clearances
        ),
        limits=limits,
    )
    return replace(who, unproven=True) if _is_unproven(person, who, on) else who


def _is_unproven(person: Person, who: Who, on: date) -> bool:
    """Say whether an office over the whole register rests: a second proof is asked for it, and none is set up."""
    if settings.SERVANDA_SECOND_PROOF != "administrators":
        return False
    offices = (one for one in who.grants if ROLES[one.role].only_whole and one.dated.counts(on))
    return any(offices) and not is_mfa_enabled(person, [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN])


def dated(given: Given) -> Dated:
    """From when until when something counts; ask for it with ``withdrawal__act``."""
    withdrawal: Any = getattr(given, "withdrawal", None)
    return _dated(given.since, given.until, withdrawal.act.at if withdrawal else None)


def _dated(since: date, until: date | None, withdrawn: datetime | None) -> Dated:
    return Dated(since, until, timezone.localdate(withdrawn) if withdrawn else None)


def holders(post: str, on: date) -> tuple[Person, ...]:
    """Who holds a post on a day, or is to hold it later."""
    held = Holding.objects.filter(post_id=post).select_related("person", "withdrawal__act").order_by("id")
    return tuple(one.person for one in held if one.person and dated(one).counts(max(on, one.since)))


def is_taken(name: str, person: str) -> bool:
    """Say whether a post bears a name, or someone else than a person; closed accounts keep their names."""
    posts = Post.objects.values_list("name", flat=True)
    others = Person.objects.exclude(pk=person).values_list("name", flat=True)
    return plain(name) in {plain(other) for other in (*posts, *others)}


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
