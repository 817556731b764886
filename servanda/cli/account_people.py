"""People and posts: making accounts, inviting, closing, telling who there is and what was done."""

import json
import sys
from typing import Any

import click

from servanda.cli import console
from servanda.cli.account_options import at_option, by, by_options, place, post_by, span, span_options
from servanda.cli.register import opened
from servanda.errors import UsageError

password_option = click.option(
    "--password-from",
    type=click.File("r"),
    metavar="FILE",
    help="Read the first line as the password, - for input; else an invitation is made.",
)


@click.command("create")
@click.argument("email")
@click.option("--name", required=True, help="What the person is called.")
@click.option("--administrator", is_flag=True, help="Have the person keep the accounts of the whole register.")
@password_option
@by_options
def create(email: str, name: str, administrator: bool, password_from: Any, actor: str | None, reason: str) -> None:
    """Make an account; print the address at which the person chooses a password.

    \b
        servanda account create aysel@example.org --name "Aysel Quliyeva" --administrator
    """
    opened()
    from django.db import transaction

    from servanda.accounts import changes
    from servanda.ledger import clock

    by_whom = by(actor, reason)
    with transaction.atomic():
        person = changes.create(email, name, by_whom)
        if administrator:
            changes.grant("administrator", person, by_whom, clock.today())
        if password_from is not None:
            changes.choose_password(person, password_from.readline().rstrip("\r\n"), by_whom)
    console.say(f"made: {person.name}, {person.email}")
    if password_from is None:
        _invitation(changes.invite(person, by_whom))


@click.command("invite")
@click.argument("email")
@click.option("--name", help="What the person is called, if there is no account yet.")
@by_options
def invite(email: str, name: str | None, actor: str | None, reason: str) -> None:
    """Print an address at which a person chooses a password: a new one, or one who lost it.

    The address is good once, for seven days; hand it over so that nobody else reads it. Makes the account if there is
    none and a name is given.
    """
    opened()
    from servanda.accounts import changes
    from servanda.accounts.models import Person
    from servanda.accounts.people import person_by

    known = Person.objects.filter(email=email.strip().lower()).exists()
    person = changes.create(email, name, by(actor, reason)) if name and not known else person_by(email)
    _invitation(changes.invite(person, by(actor, reason)))


def _invitation(secret: str) -> None:
    from django.conf import settings
    from django.urls import reverse

    where = str(settings.SERVANDA_ADDRESS) or "http://localhost:8000"
    console.say(f"invitation, for seven days: {where}{reverse('invitation', args=[secret])}")


@click.command("close")
@click.argument("email")
@click.option("--open", "open_", is_flag=True, help="Open a closed account again.")
@by_options
def close(email: str, open_: bool, actor: str | None, reason: str) -> None:
    """Close an account: nobody signs in with it, and its tokens end. What it recorded stays."""
    opened()
    from servanda.accounts import changes
    from servanda.accounts.people import person_by

    person = person_by(email)
    changes.close(person, by(actor, reason), opened=open_)
    console.say(f"{'open' if open_ else 'closed'}: {person.name}, {person.email}")


@click.command("unlock")
@click.argument("email")
@by_options
def unlock(email: str, actor: str | None, reason: str) -> None:
    """Remove the second proofs of a person who lost them: app, passkeys and recovery codes.

    Until new ones are made the password alone signs in; be sure whom you help.
    """
    opened()
    from servanda.accounts import changes
    from servanda.accounts.people import person_by

    removed = changes.drop_proofs(person_by(email), by(actor, reason))
    console.say(f"removed: {removed} second proofs of {email}")


@click.command("post")
@click.argument("name")
@click.option("--party", metavar="PARTY", help="The body it is a desk of, if the register knows it.")
@by_options
def post(name: str, party: str | None, actor: str | None, reason: str) -> None:
    """Make a post: a body's desk, which people hold one after another.

    \b
        servanda account post "Defence planning desk, Ministry of Defence"
    """
    opened()
    from servanda import register
    from servanda.accounts import changes
    from servanda.cli.account_options import keeper

    record = register.find(party, register.resolve(keeper()), "party") if party else ""
    console.say(f"made: the post {changes.make_post(name, by(actor, reason), record).name}")


@click.command("hold")
@click.argument("email")
@click.argument("post_name", metavar="POST")
@span_options
@by_options
def hold(email: str, post_name: str, since: str | None, until: str | None, actor: str | None, reason: str) -> None:
    """Have a person hold a POST from a day on, with all that was given to it."""
    opened()
    from servanda.accounts import changes
    from servanda.accounts.people import person_by

    held = changes.hold(person_by(email), post_by(post_name), by(actor, reason), *span(since, until))
    console.say(f"holding {held.pk}: {held.person} holds {held.post} from {held.since}")


@click.command("list")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def list_(form: str) -> None:
    """List the accounts and the posts, with what each has today and the number it is taken back by."""
    opened()
    from servanda.accounts import listing
    from servanda.ledger import clock

    today = clock.today()
    told: list[dict[str, Any]] = [
        {"email": one.email, "name": one.name, "open": one.is_active, "has": _has(listing.held_by(today, person=one))}
        for one in listing.people()
    ]
    desks: list[dict[str, Any]] = [
        {"post": one.name, "has": _has(listing.held_by(today, post=one))} for one in listing.posts()
    ]
    if form == "json":
        console.say(json.dumps({"people": told, "posts": desks}, ensure_ascii=False))
        return
    for one in told:
        console.say(f"{one['name']}, {one['email']}{'' if one['open'] else ' (closed)'}")
        _say_has(one["has"])
    for desk in desks:
        console.say(f"{desk['post']} (post)")
        _say_has(desk["has"])
    if not told and not desks:
        console.say("There is no account: the register is its keeper's alone.")


def _has(held: list[Any]) -> list[dict[str, Any]]:
    from servanda.accounts.changes import told

    return [{"what": f"{one.kind} {one.number}", **_other(one), **told(one.given)} for one in held]


def _other(one: Any) -> dict[str, str]:
    return {"person": str(one.given.person), "post": str(one.given.post)} if one.kind == "holding" else {}


def _say_has(has: list[dict[str, Any]]) -> None:
    for one in has:
        rest = ", ".join(
            f"{key} {', '.join(value) if isinstance(value, list) else value}"
            for key, value in one.items()
            if key != "what" and value
        )
        console.say(f"  {one['what']}: {rest}")


@click.command("log")
@click.argument("email", required=False)
@click.option("--limit", type=click.IntRange(1, 100_000), default=50, show_default=True, help="How many at most.")
def log(email: str | None, limit: int) -> None:
    """Tell what was done to accounts, by whom and why: the latest first."""
    opened()
    from servanda.accounts import listing
    from servanda.accounts.people import person_by

    for act in listing.acts(limit, person_by(email) if email else None):
        one = listing.line(act)
        console.say(f"{one.at:%Y-%m-%d %H:%M}Z  {one.by}: {one.what} {one.to}{'; ' if one.rest else ''}{one.rest}")


@click.command("why")
@click.argument("email")
@click.argument("act")
@at_option
@click.option("--kind", help="The kind of entry, where the act is to record.")
def why(email: str, act: str, at: str | None, kind: str | None) -> None:
    """Say whether a person may do something at a place today, rule by rule. Exit status: 0 if so, else 1.

    \b
        servanda account why aysel@example.org record --at azerbaijan-nato --kind tally
    """
    from servanda.accounts import policy, roles

    if act not in roles.ACTS:
        raise UsageError("no-such-act", f"Nobody does {act!r} here.", f"choose one of {', '.join(roles.ACTS)}")
    opened()
    from servanda.accounts.people import person_by, who_is
    from servanda.ledger import clock

    today = clock.today()
    answer = policy.may(who_is(person_by(email), today), act, place(at), today, kind)
    console.say("yes" if answer.allowed else "no")
    for rule in answer.rules:
        console.say(f"  {rule}")
    sys.exit(0 if answer.allowed else 1)


COMMANDS = (create, invite, list_, post, hold, close, unlock, log, why)
