"""``servanda backup``: the whole register as one file."""

from pathlib import Path

import click

from servanda.cli import console
from servanda.cli.register import opened, settled


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help="Write over FILE if it is there already.")
@click.option("--check", is_flag=True, help="Read FILE to its end and tell whether it is whole. Needs no register.")
def command(file: Path, replace: bool, check: bool) -> None:
    """Write the whole register to FILE: every entry with its place and moment of arrival, seals, erasures.

    The archive shows the register at one moment, also while others record. It is read through once more before it
    gets its name, and is there whole or not at all. `servanda restore FILE` makes the register again, on SQLite or
    PostgreSQL. It holds what is not public too: keep it as carefully as the database.
    """
    if check:
        settled()
        _check(file)
        return
    opened()
    from servanda.exchange.archive import backup

    with console.stages() as stages:
        found = backup(file, replace=replace, stages=stages)
    console.say(f"{file}: {found.last_tick} entries, {found.erased} of them erased; read back, and whole")


def _check(file: Path) -> None:
    from servanda.exchange.archive import check
    from servanda.exchange.archive.manifest import SEALS

    with console.stages() as stages:
        found = check(file, stages)
    console.say(
        f"{file}: whole. Register {found.register.origin}, written by Servanda {found.servanda}."
        f" Entries: {found.last_tick}, erased: {found.erased}, rows of seals: {found.members[SEALS].lines}."
    )
