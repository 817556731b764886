"""``servanda schema``: the JSON Schema of the register file, or of mappings."""

from pathlib import Path

import click

from servanda.cli import console


@click.command("schema")
@click.argument("of", type=click.Choice(["register", "mapping"]), default="register", metavar="[register|mapping]")
@click.option(
    "--write", "path", type=click.Path(path_type=Path), help="Write it to this file; else to standard output."
)
def command(of: str, path: Path | None) -> None:
    """Write the JSON Schema (2020-12) of the register file, or of mappings, for editors that complete and check YAML.

    With the YAML language server, put this line at the head of a register file:

    \b
        # yaml-language-server: $schema=register.schema.json
    """
    if of == "mapping":
        from servanda.exchange.mappings.schema import text
    else:
        from servanda.exchange.registerfile.schema import text

    with console.output(path) as file:
        file.write(text())
