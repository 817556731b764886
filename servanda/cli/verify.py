"""``servanda verify``: was anything altered or removed?"""

from pathlib import Path

import click

from servanda.cli import console
from servanda.cli.register import opened
from servanda.errors import Tampered


@click.command("verify")
@click.option("--against", type=click.Path(path_type=Path), metavar="SEAL", help="Compare with a seal kept elsewhere.")
def command(against: Path | None) -> None:
    """Check every entry against its commitment, and the arrivals for gaps and extras.

    With a seal that was kept elsewhere, a ledger that was rewritten as a whole is found too. Erased contents are
    named, with who ordered it and why.

    Exit status: 0 if all is as it was recorded, else 1.
    """
    opened()
    from servanda.exchange.seals import read_seal
    from servanda.register.upkeep import verify

    report = verify(read_seal(against) if against else None)
    for line in report.lines():
        console.say(line)
    if not report.is_sound:
        raise Tampered(
            "tampered",
            "The register is not as it was recorded.",
            "restore it from a backup and verify that; keep this database for whoever looks into it",
        )
