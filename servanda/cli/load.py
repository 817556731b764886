"""``servanda load``: a register file into the register, all of it or nothing."""

import json
from pathlib import Path

import click

from servanda.cli import console
from servanda.cli.register import opened, settled


@click.command("load")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--check", is_flag=True, help="Tell every fault that shows without a register, and record nothing.")
@click.option("--withdraw-missing", is_flag=True, help="Withdraw what the file held earlier and no longer holds.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to report.")
def command(files: tuple[Path, ...], check: bool, withdraw_missing: bool, form: str) -> None:
    """Load register files: YAML, or JSON Lines (FILE.jsonl).

    A file is recorded whole or not at all, and loading it again changes nothing. What it says differently than
    before is corrected: the old statement stays in the register, replaced. What others corrected here stays
    corrected. Every fault is told with file, line and fact.

    Exit status: 0 if all files are loaded (or, with --check, without fault), else 1.
    """
    if check:
        settled()
        for file in files:
            _check(file)
        return
    opened()
    from servanda.exchange.registerfile.jsonl import is_lines

    for file in files:
        if is_lines(file):
            _join(file, form)
        else:
            _load(file, form, withdraw_missing=withdraw_missing)


def _check(file: Path) -> None:
    from servanda import register
    from servanda.exchange.registerfile.check import told
    from servanda.exchange.registerfile.jsonl import check as check_lines
    from servanda.exchange.registerfile.jsonl import is_lines
    from servanda.exchange.registerfile.load import checked

    if is_lines(file):
        console.say(check_lines(file))
        return

    console.say(told(checked(file, register.frameworks())))


def _load(file: Path, form: str, *, withdraw_missing: bool) -> None:
    from servanda import register
    from servanda.exchange.registerfile.load import load

    report = load(file, withdraw_missing=withdraw_missing, frameworks=register.frameworks())
    if form == "json":
        console.say(json.dumps(report.data, ensure_ascii=False))
    else:
        for line in report.lines():
            console.say(line)


def _join(file: Path, form: str) -> None:
    from servanda.exchange.registerfile.jsonl import load

    with console.advancing(f"Loading {file.name}", file.stat().st_size if file.is_file() else 0) as advance:
        found = load(file, advance)
    if form == "json":
        console.say(json.dumps({"file": str(file), **found}))
    else:
        console.say(f"{file}: {found['added']} entries added, {found['known']} were there already")
