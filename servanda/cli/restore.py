"""``servanda restore``: a register made again from its archive."""

from pathlib import Path

import click

from servanda.cli import console
from servanda.cli.register import prepared, settled


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path))
def command(file: Path) -> None:
    """Make the register again from FILE, which `servanda backup` wrote, in the empty database DATABASE_URL names.

    The archive is checked to its end before anything is written. Then it is written in one transaction, verified,
    and compared with what the first register said: the database holds the whole register, or none. It is the same
    register, so let only one of the two go on; to join two registers use `servanda dump` and `servanda load`.
    """
    settled()
    from servanda.exchange.archive import restore

    prepared()
    with console.stages() as stages:
        found = restore(file, stages)
    kept = found.manifest
    console.say(f"Restored register {kept.register.origin}: {kept.last_tick} entries, {kept.erased} of them erased.")
    if found.otherwise:
        console.note(
            f"{found.otherwise} of {len(kept.views)} views are not, to the byte, what Servanda {kept.servanda} saw:"
            " every entry and seal is as it was recorded, and this release shows some of it otherwise."
        )
