"""Roles and clearances: giving them, and taking them back."""

import click

from servanda.cli import console
from servanda.cli.account_options import (
    at_option,
    by,
    by_options,
    place,
    receiver,
    span,
    span_options,
    to_options,
)
from servanda.cli.register import opened
from servanda.errors import NotFound
from servanda.kernel.marking import LEVELS


@click.command("grant")
@click.argument("role")
@to_options
@at_option
@span_options
@by_options
def grant(
    role: str,
    email: str | None,
    post: str | None,
    at: str | None,
    since: str | None,
    until: str | None,
    actor: str | None,
    reason: str,
) -> None:
    """Give a ROLE at a place, to a person or a post, from a day on.

    The roles: coordinator, contributor, assessor, delegate, chair, press-officer, reader, auditor, administrator. What
    each may do is in docs/how-to/people-and-roles.md. A role gives no right to read: `clear` does.

    \b
        servanda account grant contributor --post "Defence planning desk" --at ipap-2015
    """
    opened()
    from servanda.accounts import changes

    where = place(at).chain[0]
    given = changes.grant(role, receiver(email, post), by(actor, reason), *span(since, until), where)
    console.say(f"grant {given.pk}: {given.person or given.post} is {role} from {given.since}")


@click.command("clear")
@click.argument("level", type=click.Choice(LEVELS))
@click.option("--group", "groups", multiple=True, metavar="GROUP", help="A group to belong to (may be repeated).")
@to_options
@span_options
@by_options
def clear(
    level: str,
    groups: tuple[str, ...],
    email: str | None,
    post: str | None,
    since: str | None,
    until: str | None,
    actor: str | None,
    reason: str,
) -> None:
    """Clear a person or a post for what is marked up to a LEVEL, and released to some groups.

    \b
        servanda account clear restricted --group AZE --to aysel@example.org --until 2027-12-31
    """
    opened()
    from servanda.accounts import changes

    given = changes.clear(level, groups, receiver(email, post), by(actor, reason), *span(since, until))
    console.say(f"clearance {given.pk}: {given.person or given.post} is cleared for {level} from {given.since}")


@click.command("withdraw")
@click.argument("what", type=click.Choice(["grant", "clearance", "holding"]))
@click.argument("number", type=click.IntRange(1))
@by_options
def withdraw(what: str, number: int, actor: str | None, reason: str) -> None:
    """Take back a grant, a clearance or a holding by its number, from now on. `account list` tells the numbers."""
    opened()
    from servanda.accounts import changes, listing

    given = listing.one_held(what, number)
    if given is None:
        raise NotFound("no-such-grant", f"There is no {what} {number}.", "servanda account list tells the numbers")
    changes.withdraw(given, by(actor, reason))
    console.say(f"withdrawn: {what} {number}")


COMMANDS = (grant, clear, withdraw)
