"""``servanda rebuild``: the projection and the search index anew from the ledger."""

import click

from servanda.cli import console
from servanda.cli.register import opened


@click.command("rebuild")
def command() -> None:
    """Build the projection and the search index again from the ledger, which is not touched."""
    opened()
    from servanda.register.keeping.upkeep import rebuild

    console.say(f"The projection and the search index were built again from {rebuild()} entries.")
