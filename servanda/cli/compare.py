"""``servanda compare``: what changed between two standpoints?"""

from pathlib import Path

import click

from servanda.cli import console
from servanda.cli.language import language_option
from servanda.cli.register import opened
from servanda.cli.standpoint import reader, reader_options, standpoint


@click.command("compare")
@click.argument("partnership")
@click.option("--from", "earlier", metavar="DATE", required=True, help="The day that is compared with.")
@click.option("--to", "later", metavar="DATE", help="The day that is told; else today.")
@click.option("--known-from", metavar="MOMENT", help="What was known at that moment, for the first; else now.")
@click.option("--known-to", metavar="MOMENT", help="What was known at that moment, for the second; else now.")
@click.option("--published-by", metavar="DATE", help="Only what sources published by that day support.")
@reader_options
@click.option("--format", "form", type=click.Choice(["text", "json", "markdown"]), default="text", show_default=True)
@language_option
@click.option("--output", "-o", type=click.Path(path_type=Path), help="Write to this file; else to standard output.")
def command(
    partnership: str,
    earlier: str,
    later: str | None,
    known_from: str | None,
    known_to: str | None,
    published_by: str | None,
    clearance: str | None,
    groups: tuple[str, ...],
    form: str,
    language: str,
    output: Path | None,
) -> None:
    """Tell what changed in a PARTNERSHIP between two days, or between two states of knowledge of one day.

    \b
        servanda compare azerbaijan-nato --from 2013-04-30 --to 2016-11-15
        servanda compare azerbaijan-nato --from 2016 --to 2016 --known-from 2026-01-01
    """
    opened()
    from servanda import brief, compare, register
    from servanda.cli.writing import comparison_as

    who = reader(clearance, groups)
    first = register.resolve(standpoint(earlier, known_from, published_by, who))
    second = register.resolve(standpoint(later, known_to, published_by, who))
    record = register.find(partnership, second, "partnership")
    told = compare.compose(
        register.partnership_view(record, first, brief.ITEMS),
        register.partnership_view(record, second, brief.ITEMS),
        record,
        register.frameworks(),
        language,
    )
    text = comparison_as(form, told, plain=output is not None)
    if output is None:
        console.say(text)
        return
    with console.output(output) as file:
        file.write(text)
