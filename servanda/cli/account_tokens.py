"""Tokens, with which programs do what a person may."""

import click

from servanda.cli import console
from servanda.cli.account_options import at_option, by, by_options, place
from servanda.cli.register import opened
from servanda.errors import NotFound


@click.command("token")
@click.argument("email")
@click.option("--name", metavar="NAME", help="What the program is called.")
@click.option("--record", "may_write", is_flag=True, help="Let it record too; else it only reads.")
@at_option
@click.option("--days", type=click.IntRange(1, 366), default=90, show_default=True, help="How long it is good for.")
@click.option("--revoke", metavar="TOKEN", help="End a token by its identifier.")
@by_options
def token(
    email: str,
    name: str | None,
    may_write: bool,
    at: str | None,
    days: int,
    revoke: str | None,
    actor: str | None,
    reason: str,
) -> None:
    """Make a token for a program that reads, or records, as a person; without --name, list the person's tokens.

    The token is printed once and kept nowhere. A program sends it with each request, in the header
    "Authorization: Bearer ...".

    \b
        servanda account token aysel@example.org --name "nightly report" --at azerbaijan-nato
    """
    opened()
    from servanda.accounts import changes
    from servanda.accounts.models import Token
    from servanda.accounts.people import person_by

    person = person_by(email)
    if revoke is not None:
        found = Token.objects.filter(person=person, id=revoke).first()
        if found is None:
            raise NotFound("no-such-token", "That person has no such token.", "servanda account token EMAIL lists them")
        changes.revoke(found, by(actor, reason))
        console.say(f"revoked: {found.name}")
    elif name is not None:
        made, secret = changes.make_token(
            person, name, by(actor, reason), days=days, may_write=may_write, place=place(at).chain[0]
        )
        console.say(f"token {made.id}, until {made.expires:%Y-%m-%d}; shown this once:\n{secret}")
    else:
        _list(person.id)


def _list(person: str) -> None:
    from servanda.accounts.models import Token

    for one in Token.objects.filter(person=person).order_by("made"):
        state = "revoked" if one.revoked else f"until {one.expires:%Y-%m-%d}"
        used = f"last used {one.last_used:%Y-%m-%d %H:%M}Z" if one.last_used else "never used"
        scope = f"{'records' if one.may_write else 'reads'}{' at ' + one.place if one.place else ''}"
        console.say(f"{one.id}  {one.name}: {scope}, {state}, {used}")


COMMANDS = (token,)
