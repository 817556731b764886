"""``servanda template``: the document that a brief in Word is filled into."""

from pathlib import Path

import click

from servanda.cli import console
from servanda.errors import InputError


@click.group("template", invoke_without_command=True)
@click.option("--output", "-o", type=click.Path(path_type=Path), help="Write to this file; else to standard output.")
@click.pass_context
def command(context: click.Context, output: Path | None) -> None:
    """Write the shipped template of a brief in Word, to begin your own with; or check one.

    \b
        servanda template -o ours.docx
        servanda template check ours.docx
        servanda brief azerbaijan-nato --format docx --template ours.docx -o brief.docx
    """
    if context.invoked_subcommand is None:
        from servanda.render.documents.word import SHIPPED

        console.refuse_terminal(output)
        console.whole(output, SHIPPED.read_bytes())


@command.command("check")
@click.argument("file", type=click.Path(path_type=Path))
def check(file: Path) -> None:
    """Tell every fault of a template FILE: fields that are unknown, misplaced or missing, each with its place."""
    from servanda.render.documents import read_template
    from servanda.render.documents.word import faults_of

    faults = faults_of(read_template(file), str(file))
    for fault in faults:
        console.say(f"{file}: {fault}")
    if faults:
        raise InputError(
            "template-fields",
            f"The template does not fit in {len(faults)} place{'s' if len(faults) > 1 else ''}.",
            "mend these places; `servanda template` writes one that fits",
            file=file,
        )
    console.say(f"{file}: every field is known, and none is missing.")
