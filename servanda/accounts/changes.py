"""All that changes accounts goes through here: one transaction, with the act that says who did it, to whom and why.

Whether it may be done is the door's question to ``policy``; what cannot be right is refused here.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from servanda.accounts import roles, secret
from servanda.accounts.models import (
    LONGEST_NAME,
    Act,
    Clearance,
    Feed,
    Given,
    Grant,
    Holding,
    Invitation,
    Person,
    Post,
    Token,
    Withdrawal,
)
from servanda.accounts.people import dated, is_taken
from servanda.errors import InputError, Refused, worded
from servanda.kernel.marking import LEVELS
from servanda.kernel.press import plain

INVITED = timedelta(days=7)
LONGEST_TOKEN = timedelta(days=366)
_MOST_GROUPS = 50
_MOST_FEEDS = 50


@dataclass(frozen=True, slots=True)
class By:
    """Who does it: a person signed in, or whoever sits at the machine (in words); and why."""

    person: Person | None = None
    words: str = ""
    reason: str = ""


def create(email: str, name: str, by: By, language: str = "") -> Person:
    """Make an account without a password; raises ``Refused`` for an address that has one."""
    address, called = _address(email), _name(name)
    with _acting("created", by) as act:
        if Person.objects.filter(email=address).exists():
            raise Refused(
                "account-exists",
                worded("There is an account for {address} already.", address=address),
                worded("invite that person again"),
            )
        person = Person(email=address, name=called, language=language)
        person.set_unusable_password()
        person.save(force_insert=True)
        act.person = person
    return person


def invite(person: Person, by: By) -> str:
    """Make a secret address's last part, at which the person chooses a password; the earlier ones end.

    Whoever has it can sign in as the person: of an account in use that ends its sessions, and its person is told.
    """
    told, kept = secret.made()
    is_in_use = person.has_usable_password() or person.last_login is not None
    with _acting("invited again" if is_in_use else "invited", by, person=person):
        if not person.is_active:
            raise Refused(
                "account-closed",
                worded("The account of {name} is closed.", name=person.name),
                worded("open it again first"),
            )
        _end_sessions(person)
        Invitation.objects.filter(person=person, used=None).update(expires=timezone.now())
        Invitation.objects.create(person=person, digest=kept, expires=timezone.now() + INVITED)
    return told


def invited(told: str) -> Invitation | None:
    """The invitation that a secret opens, if it still does."""
    found = Invitation.objects.select_related("person").filter(digest=secret.digest(told)).first()
    if found is None or found.used or found.expires <= timezone.now() or not found.person.is_active:
        return None
    return found


def choose_password(person: Person, password: str, by: By, invitation: Invitation | None = None) -> None:
    """Give a person a password; raises ``InputError`` where it is too weak, ``Refused`` if the invitation is used."""
    try:
        validate_password(password, person)
    except ValidationError as fault:
        sentence = " ".join(fault.messages)
        raise InputError("weak-password", sentence, worded("choose a longer one, such as four words")) from None
    with _acting("password", by, person=person):
        if invitation is not None:
            fresh = Invitation.objects.filter(pk=invitation.pk, used=None, expires__gt=timezone.now())
            if not fresh.update(used=timezone.now()):
                raise Refused("invitation-used", worded("This invitation was used already."), worded("ask for another"))
        _keep_password(person, password)


def set_password(person: Person, password: str) -> None:
    """Set a password that the library has found good: its person changed it."""
    with _acting("password", By(person), person=person):
        _keep_password(person, password)


def _keep_password(person: Person, password: str) -> None:
    person.set_password(password)
    person.save(update_fields=["password"])


def _end_sessions(person: Person) -> None:
    from allauth.usersessions.models import UserSession

    for session in UserSession.objects.filter(user=person):
        session.end()


def note_proof(person: Person, what: str, of: str) -> None:
    """Say that a person's second proof was "proof added", "proof removed" or "proof made anew", and which it is."""
    with _acting(what, By(person), person=person, detail={"of": of}):
        pass


def close(person: Person, by: By, *, opened: bool = False) -> None:
    """Close an account, so that nobody signs in with it and its tokens end; or open it again."""
    with _acting("opened" if opened else "closed", by, person=person):
        person.is_active = opened
        person.save(update_fields=["is_active"])
        if not opened:
            Token.objects.filter(person=person, revoked=None).update(revoked=timezone.now())
            Feed.objects.filter(person=person, revoked=None).update(revoked=timezone.now())
            Invitation.objects.filter(person=person, used=None).update(expires=timezone.now())


def rename(person: Person, name: str, language: str, by: By) -> None:
    """Change what a person is called, and the language of the pages.

    Raises ``Refused`` for the name of a post, or of someone else: what is said in a name is said by whoever bears it.
    """
    called = _name(name)
    if plain(called) != plain(person.name) and is_taken(called, person.id):
        sentence = worded("A post or another person bears the name “{name}”.", name=called)
        raise Refused("name-taken", sentence, worded("choose another name"))
    with _acting("renamed", by, person=person):
        person.name, person.language = called, language
        person.save(update_fields=["name", "language"])


def drop_proofs(person: Person, by: By) -> int:
    """Remove the second proofs of a person who lost them: the password alone signs in until new ones are made."""
    from allauth.mfa.models import Authenticator

    with _acting("proofs removed", by, person=person):
        removed, _kinds = Authenticator.objects.filter(user=person).delete()
    return int(removed)


def make_post(name: str, by: By, party: str = "") -> Post:
    """Make a post; raises ``Refused`` where there is one of that name."""
    called = _name(name)
    with _acting("post made", by) as act:
        if Post.objects.filter(name=called).exists():
            raise Refused(
                "post-exists", worded("There is a post “{name}” already.", name=called), worded("choose another name")
            )
        post = Post.objects.create(name=called, party=party)
        act.post = post
    return post


def hold(person: Person, post: Post, by: By, since: date, until: date | None = None) -> Holding:
    """Have a person hold a post from a day on."""
    _in_order(since, until)
    with _acting("holds", by, person=person, post=post, detail=_dates(since, until)) as act:
        act.save()
        return Holding.objects.create(act=act, person=person, post=post, since=since, until=until)


def grant(role: str, to: Person | Post, by: By, since: date, until: date | None = None, place: str = "") -> Grant:
    """Give a role at a place (a record's identifier; nothing: the whole register)."""
    _in_order(since, until)
    if role not in roles.ROLES:
        named = ", ".join(roles.ROLES)
        raise InputError(
            "no-such-role",
            worded("There is no role {role!r}.", role=role),
            worded("choose one of {named}", named=named),
        )
    if place and roles.ROLES[role].only_whole:
        raise InputError(
            "whole-only",
            worded("This role is held for the whole register, and nowhere else."),
            worded("leave the place out"),
        )
    person, post = _receiver(to)
    detail = {"role": role, "place": place, **_dates(since, until)}
    with _acting("granted", by, person=person, post=post, detail=detail) as act:
        act.save()
        return Grant.objects.create(act=act, role=role, person=person, post=post, place=place, since=since, until=until)


def clear(
    level: str, groups: Sequence[str], to: Person | Post, by: By, since: date, until: date | None = None
) -> Clearance:
    """Clear a person or a post for a level, and for what is released to some groups."""
    _in_order(since, until)
    named = sorted({name.strip() for name in groups if name.strip()})
    if level not in LEVELS:
        named_levels = ", ".join(LEVELS)
        raise InputError(
            "no-such-level",
            worded("There is no level {level!r}.", level=level),
            worded("choose one of {named}", named=named_levels),
        )
    if len(named) > _MOST_GROUPS or any("," in name or len(name) > LONGEST_NAME for name in named):
        raise InputError(
            "bad-group",
            worded("A group has a short name without a comma."),
            worded("name groups as markings do: NATO"),
        )
    person, post = _receiver(to)
    detail = {"level": level, "groups": named, **_dates(since, until)}
    with _acting("cleared", by, person=person, post=post, detail=detail) as act:
        act.save()
        return Clearance.objects.create(
            act=act, level=level, groups=named, person=person, post=post, since=since, until=until
        )


def withdraw(given: Holding | Clearance | Grant, by: By) -> None:
    """Take back what was given, from now on; raises ``Refused`` where that was done already."""
    kind = type(given).__name__.lower()
    detail = {"of": kind, **told(given)}
    with _acting("withdrawn", by, person=given.person, post=given.post, detail=detail) as act:
        if Withdrawal.objects.filter(**{kind: given}).exists():
            raise Refused("withdrawn-already", worded("That was taken back already."), worded("nothing is left to do"))
        act.save()
        Withdrawal.objects.create(act=act, **{kind: given})


def make_token(
    person: Person, name: str, by: By, *, days: int, may_write: bool = False, place: str = ""
) -> tuple[Token, str]:
    """Make a token for a program; gives it with the secret, which is kept nowhere."""
    called = _name(name)
    if not 1 <= days <= LONGEST_TOKEN.days:
        raise InputError(
            "bad-days",
            worded("A token is good for 1 to {days} days.", days=LONGEST_TOKEN.days),
            worded("give a number of days"),
        )
    told, kept = secret.made()
    now = timezone.now()
    detail = {"name": called, "may_write": may_write, "place": place, "days": days}
    with _acting("token made", by, person=person, detail=detail):
        token = Token.objects.create(
            person=person, name=called, digest=kept, may_write=may_write, place=place, made=now,
            expires=now + timedelta(days=days),
        )  # fmt: skip
    return token, told


def revoke(token: Token, by: By) -> None:
    """End a token."""
    with _acting("token revoked", by, person=token.person, detail={"name": token.name}):
        Token.objects.filter(pk=token.pk, revoked=None).update(revoked=timezone.now())


def make_feed(person: Person, by: By, *, record: str = "", level: str = "") -> tuple[Feed, str]:
    """Make a secret address of feeds; gives it with the secret, which is kept nowhere.

    It has no name but its record's identifier: a title can be of what not all may see who read the acts.
    """
    if Feed.objects.filter(person=person, revoked=None).count() >= _MOST_FEEDS:
        raise Refused(
            "too-many-feeds",
            worded("One person has {most} addresses of feeds at most.", most=_MOST_FEEDS),
            worded("end one that is not used"),
        )
    told, kept = secret.made()
    with _acting("feed made", by, person=person, detail={"place": record, "level": level}):
        feed = Feed.objects.create(
            person=person, name=record, digest=kept, record=record, level=level, made=timezone.now()
        )
    return feed, told


def end_feed(feed: Feed, by: By) -> None:
    """End a secret address of feeds."""
    with _acting("feed ended", by, person=feed.person, detail={"place": feed.record}):
        Feed.objects.filter(pk=feed.pk, revoked=None).update(revoked=timezone.now())


@contextmanager
def _acting(
    what: str, by: By, person: Person | None = None, post: Post | None = None, detail: dict[str, Any] | None = None
) -> Iterator[Act]:
    """Open the transaction of a change; its act is written at the end, unless the change needed it before."""
    with transaction.atomic():
        act = Act(
            at=timezone.now(), by=by.person, by_words=by.words[:200], what=what, person=person, post=post,
            detail=detail or {}, reason=by.reason,
        )  # fmt: skip
        yield act
        if act._state.adding:  # noqa: SLF001
            act.save(force_insert=True)


def _address(email: str) -> str:
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        raise InputError(
            "bad-email",
            worded("{email!r} is no e-mail address.", email=email),
            worded("write it as name@example.org"),
        ) from None
    return address


def _name(name: str) -> str:
    called = " ".join(name.split())
    if not called or len(called) > LONGEST_NAME or not called.isprintable():
        raise InputError(
            "bad-name", worded("A name has 1 to {most} letters.", most=LONGEST_NAME), worded("give another")
        )
    return called


def _in_order(since: date, until: date | None) -> None:
    if until is not None and until < since:
        raise InputError(
            "bad-dates",
            worded("It would end on {until}, before it begins on {since}.", until=until, since=since),
            worded("give a later end"),
        )


def _receiver(to: Person | Post) -> tuple[Person | None, Post | None]:
    return (to, None) if isinstance(to, Person) else (None, to)


def _dates(since: date, until: date | None) -> dict[str, str]:
    return {"since": since.isoformat(), **({"until": until.isoformat()} if until else {})}


def told(given: Given) -> dict[str, Any]:
    own = {name: getattr(given, name) for name in ("role", "place", "level", "groups") if hasattr(given, name)}
    span = dated(given)
    return {**own, **_dates(span.since, span.until)}
