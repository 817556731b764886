"""``servanda dump``: a partnership as a register file, or the whole register as JSON Lines."""

from datetime import date
from pathlib import Path

import click

from servanda.cli import console
from servanda.cli.register import opened
from servanda.errors import UsageError


@click.command("dump")
@click.argument("partnership", required=False)
@click.option(
    "--format",
    "form",
    type=click.Choice(["yaml", "jsonl"]),
    help="yaml: the live state of one partnership. jsonl: every entry of the register. Else by what is named.",
)
@click.option("--output", "-o", type=click.Path(path_type=Path), help="Write to this file; else to standard output.")
def command(partnership: str | None, form: str | None, output: Path | None) -> None:
    """Write a PARTNERSHIP as a register file (YAML), or the whole register as JSON Lines.

    The register file holds all that is live, whoever may read it; loaded into an empty register it gives the same
    view. JSON Lines hold every entry ever recorded, with its commitment, and join two registers.
    """
    form = form or ("yaml" if partnership else "jsonl")
    if form == "yaml" and partnership is None:
        raise UsageError("no-partnership", "A register file is of one partnership, and none is named.", "name it")
    if form == "jsonl" and partnership is not None:
        raise UsageError("whole-register", "JSON Lines hold the whole register.", "leave the partnership out")
    opened()
    if partnership is None:
        from servanda.exchange.registerfile.jsonl import dump as dump_lines

        with console.output(output) as file:
            number = dump_lines(file)
        console.note(f"{number} entries written")
    else:
        text = _written(partnership)
        with console.output(output) as file:
            file.write(text)


def _written(partnership: str) -> str:
    from servanda import register
    from servanda.exchange.registerfile.live import dump_scope
    from servanda.kernel.standpoint import Standpoint

    at = register.resolve(Standpoint(as_of=date.max))
    return dump_scope(register.find(partnership, at, "partnership"))
