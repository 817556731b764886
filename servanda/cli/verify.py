"""``servanda verify``: was anything altered or removed?"""

from pathlib import Path

import click

from servanda.cli import console
from servanda.cli.register import opened
from servanda.errors import Tampered
from servanda.yamlfile import MEGABYTE, decode, read_bytes


@click.command("verify")
@click.option("--against", type=click.Path(path_type=Path), metavar="SEAL", help="Compare with a seal kept elsewhere.")
def command(against: Path | None) -> None:
    """Check every entry against its commitment, and the arrivals for gaps and extras.

    With a seal that was kept elsewhere, a ledger that was rewritten as a whole is found too. Erased contents are
    named, with who ordered it and why.

    Exit status: 0 if all is as it was recorded, else 1.
    """
    text = _text(against) if against else None
    opened()
    from servanda.register.keeping.upkeep import Seal, verify

    report = verify(Seal.from_json(text) if text else None)
    for line in report.lines():
        console.say(line)
    if not report.is_sound:
        raise Tampered(
            "tampered",
            "The register is not as it was recorded.",
            "restore it from a backup and verify that; keep this database for whoever looks into it",
        )


def _text(path: Path) -> str:
    remedy = "A seal is small; check that this is one."
    return decode(read_bytes(path, limit_bytes=MEGABYTE, name=str(path), if_larger=remedy), str(path))
