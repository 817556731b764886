"""``servanda brief``: where does a partnership stand?"""

from pathlib import Path

import click

from servanda.cli import console
from servanda.cli.actor import actor_of
from servanda.cli.language import language_option
from servanda.cli.register import opened
from servanda.cli.standpoint import reader, standpoint, standpoint_options
from servanda.kernel.standpoint import Standpoint

FORMATS = ("text", "html", "json", "markdown")


@click.command("brief")
@click.argument("partnership")
@standpoint_options
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="text", show_default=True, help="How to write it."
)
@language_option
@click.option(
    "--issue", is_flag=True, help="Keep what is issued in the register: the office can always show what it said."
)
@click.option("--actor", help="Who issues it; else the user of this machine.")
@click.option("--output", "-o", type=click.Path(path_type=Path), help="Write to this file; else to standard output.")
def command(
    partnership: str,
    as_of: str | None,
    known_at: str | None,
    published_by: str | None,
    clearance: str | None,
    groups: tuple[str, ...],
    form: str,
    language: str,
    issue: bool,
    actor: str | None,
    output: Path | None,
) -> None:
    """Tell where a PARTNERSHIP stands, each sentence with its source.

    \b
        servanda brief azerbaijan-nato --as-of 2016-11-15
        servanda brief azerbaijan-nato --as-of 2021 --published-by 2016-12-31
        servanda brief azerbaijan-nato --format markdown --language az
    """
    opened()
    at = standpoint(as_of, known_at, published_by, reader(clearance, groups))
    text = told(partnership, at, form, language, plain=output is not None, issued_by=actor_of(actor) if issue else None)
    with console.output(output) as file:
        if output is None:
            console.say(text)
        else:
            file.write(text)


def told(
    partnership: str,
    at: Standpoint,
    form: str,
    language: str,
    *,
    plain: bool = False,
    issued_by: str | None = None,
) -> str:
    """Compose a brief and write it; ``issued_by`` somebody, it is kept."""
    from servanda import brief, register
    from servanda.cli.writing import brief_as

    resolved = register.resolve(at)
    record = register.find(partnership, resolved, "partnership")
    view = register.partnership_view(record, resolved, brief.ITEMS)
    composed = brief.compose(view, record, register.frameworks(), language)
    issuing = issued_by is not None
    text = brief_as(form, composed, resolved, plain=plain or issuing)
    if issued_by is not None:
        from servanda.exchange.issuing import issue

        entry = issue(view, record, form, language, text, issued_by)
        console.note(f"issued as entry {entry}; view {view.sha256()}")
    return text
