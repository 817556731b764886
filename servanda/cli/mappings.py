"""``servanda mappings``: the mappings that foreign files can be imported with."""

import click

from servanda.cli import console
from servanda.cli.register import settled


@click.command("mappings")
@click.argument("name", required=False)
def command(name: str | None) -> None:
    """List the mappings, or show one: what its file is recognised by, and what becomes of each column."""
    settled()
    from servanda.exchange.imports.path import mappings
    from servanda.exchange.mappings.describe import described, listed

    known = mappings()
    lines = described(known.named(name)) if name else listed(known)
    for line in lines:
        console.say(line)
