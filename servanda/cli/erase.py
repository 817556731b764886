"""``servanda erase``: a content leaves the register by order."""

import click

from servanda.cli import console
from servanda.cli.actor import actor_of
from servanda.cli.register import opened


@click.command("erase")
@click.argument("entry")
@click.option("--authority", required=True, help="On whose authority: the court, the office, the order.")
@click.option("--reason", required=True, help="Why; shown to everyone who verifies the register.")
@click.option("--actor", help="Who does it; else the user of this machine.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def command(entry: str, authority: str, reason: str, actor: str | None, yes: bool) -> None:
    """Erase the content of an ENTRY for good. The entry stays, and says who ordered it and why."""
    opened()
    if not yes:
        click.confirm(f"The content of {entry} cannot be brought back. Erase it?", abort=True)
    from servanda.register.keeping.upkeep import erase

    erase(entry, authority, reason, actor_of(actor))
    console.say(f"The content of {entry} is erased.")
