"""``servanda issued``: what the office said, to the byte."""

from pathlib import Path

import click

from servanda.cli import console
from servanda.cli.register import opened
from servanda.cli.standpoint import reader, reader_options
from servanda.errors import NotFound
from servanda.kernel.standpoint import Standpoint


@click.command("issued")
@click.argument("entry")
@reader_options
@click.option("--output", "-o", type=click.Path(path_type=Path), help="Write to this file; else to standard output.")
def command(entry: str, clearance: str | None, groups: tuple[str, ...], output: Path | None) -> None:
    """Write again the brief that was issued as ENTRY, as it was: the text, or the document.

    `servanda brief --issue` prints the entry.

    \b
        servanda issued 0b1c... -o as-issued.pdf
    """
    opened()
    from servanda import register
    from servanda.kinds.issued import Issued
    from servanda.register.reading import statements

    at = register.resolve(Standpoint(reader=reader(clearance, groups)))
    issued = statements.statement(entry, at).entry.payload
    if not isinstance(issued, Issued):
        raise NotFound("not-issued", "That entry is no brief that was issued.", "look where it was issued")
    if issued.encoding != "text":
        console.refuse_terminal(output)
    console.whole(output, issued.issued_bytes())
