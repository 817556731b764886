"""``servanda import``: a foreign file into the register, by a mapping."""

import json
import sys
from pathlib import Path

import click

from servanda.cli import console
from servanda.cli.actor import actor_of
from servanda.cli.register import opened
from servanda.errors import UsageError

NO_FILE = "-"


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--mapping", metavar="NAME|FILE", help="The mapping; else the one whose columns the file has.")
@click.option("--into", metavar="PARTNERSHIP", help="The partnership it belongs to, where the mapping leaves it open.")
@click.option("--set", "settings", multiple=True, metavar="NAME=VALUE", help="A parameter of the mapping.")
@click.option(
    "--published", metavar="DATE", help="The day on which this state of the file was published; else today's copy."
)
@click.option("--dry-run", is_flag=True, help="Tell what would be recorded, and record nothing.")
@click.option("--strict", is_flag=True, help="Record nothing if any row is refused.")
@click.option("--withdraw-missing", is_flag=True, help="Withdraw what the file held earlier and no longer holds.")
@click.option(
    "--encoding", metavar="NAME", help="The encoding of a text file, such as utf-8 or mac-roman; else found out."
)
@click.option(
    "--sheet", "sheets", multiple=True, metavar="NAME", help="Only this sheet of a workbook (several may be named)."
)
@click.option("--all", "everything", is_flag=True, help="List everything, not just the first of each kind.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to report.")
def command(
    file: Path, mapping: str | None, into: str | None, settings: tuple[str, ...], published: str | None, dry_run: bool,
    strict: bool, withdraw_missing: bool, encoding: str | None, sheets: tuple[str, ...], everything: bool, form: str,
) -> None:  # fmt: skip
    """Import a foreign file: CSV, XLSX, ODS, XLS, JSON, DOCX, text lists.

    A mapping says how its columns become records and facts; `servanda mappings` lists those that are known. The file is
    recorded in one transaction and cited as the source, each row by its number. Importing it again records nothing; a
    later state of it records what changed. Rows that cannot be placed are told with row and column, and do not stop
    the others.

    A workbook that went out from here (`servanda export --for-editing`, `servanda workbooks`) is known again: what was
    written in its cells is compared with what they held and with what the register says meanwhile.

    Exit status: 0 if every row was placed, 1 if some were refused (the others are recorded unless --strict) or the file
    cannot be read, 2 if the question was put wrongly.
    """
    opened()
    from servanda.exchange.workbooks.returned import is_workbook

    if mapping is None and is_workbook(file):
        from servanda.cli.workbooks import read_back

        read_back([file], (), {"actor": actor_of(None), "dry_run": dry_run}, form, everything=everything)
        return
    from servanda.exchange.formats.options import reading_options
    from servanda.exchange.imports.path import Asked, run

    own = reading_options({"encoding": encoding, "tables": list(sheets) or None})
    asked = Asked(
        file, mapping, into, _parameters(settings), published, own,
        dry_run=dry_run, strict=strict, withdraw_missing=withdraw_missing,
    )  # fmt: skip
    with console.passing(file.name, "statements") as stages:
        found = run(asked, stages)
    if form == "json":
        console.say(json.dumps(found.data, ensure_ascii=False, indent=2))
    else:
        for line in found.lines(everything=everything):
            console.say(line)
    if found.data["rows"]["refused"]:
        sys.exit(1)


def _parameters(settings: tuple[str, ...]) -> dict[str, str]:
    found = {}
    for one in settings:
        name, sign, value = one.partition("=")
        if not sign or not name:
            raise UsageError("bad-parameter", f"{one!r} is not NAME=VALUE.", "write it as --set plan=nap6")
        found[name] = value
    return found
