"""``servanda seal``: a fingerprint of the register, to be kept elsewhere."""

from pathlib import Path

import click

from servanda.cli import console
from servanda.cli.register import opened


@click.command("seal")
@click.option("--output", "-o", type=click.Path(path_type=Path), help="Write to this file; else to standard output.")
def command(output: Path | None) -> None:
    """Make a seal of all that has arrived. Keep it where nobody who can write the database can reach it:
    `servanda verify --against SEAL` then finds even a ledger that was rewritten as a whole.
    """
    opened()
    from servanda.register.upkeep import seal

    with console.output(output) as file:
        file.write(seal().to_json())
