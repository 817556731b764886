"""``servanda validate``: is a StratML document valid, and if not, where and why not?"""

import json
from pathlib import Path

import click

from servanda.cli import console
from servanda.cli.register import settled
from servanda.errors import InputError


@click.command("validate")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--part", type=click.Choice(["1", "2"]), help="Validate as this part; else as the part it is of.")
@click.option("--schema", type=click.Path(path_type=Path), metavar="XSD", help="Validate against a schema of your own.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to report.")
def command(file: Path, part: str | None, schema: Path | None, form: str) -> None:
    """Validate a StratML document (ISO 17469, Part 1 or 2) strictly: every fault, with its line and path.

    `servanda import` reads documents that are not valid too, and tells how they depart. This command needs no
    register and changes none. Part 3 and its drafts are validated with --schema.

    Exit status: 0 if the document is valid, else 1.
    """
    settled()
    from servanda.exchange.formats.stratml.validating import validate

    verdict = validate(file, 1 if part == "1" else 2 if part == "2" else None, schema)
    if form == "json":
        faults = [{"line": one.line, "path": one.path, "sentence": one.sentence} for one in verdict.faults]
        console.say(json.dumps({"file": str(file), "against": verdict.against, "faults": faults}, ensure_ascii=False))
    else:
        for one in verdict.faults:
            console.say(f"{file}:{one.line}: {one.path}: {one.sentence}")
    if not verdict.valid:
        count = len(verdict.faults)
        sentence = f"It is not valid {verdict.against}: {count} fault{'' if count == 1 else 's'}."
        remedy = "correct what is listed; `servanda import` reads it as it is, and says how it departs"
        raise InputError("not-valid", sentence, remedy, file=file)
    if form == "text":
        console.say(f"{file}: valid {verdict.against}")
