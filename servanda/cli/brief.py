"""``servanda brief``: where does a partnership stand?"""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from servanda.cli import console
from servanda.cli.actor import actor_of
from servanda.cli.language import language_option
from servanda.cli.register import opened
from servanda.cli.standpoint import reader, standpoint, standpoint_options
from servanda.errors import UsageError
from servanda.kernel.standpoint import Standpoint

if TYPE_CHECKING:
    from servanda.brief import Brief
    from servanda.kernel.view import View

FORMATS = ("text", "html", "json", "markdown", "pdf", "docx")
DOCUMENTS = ("pdf", "docx")


@click.command("brief")
@click.argument("partnership")
@standpoint_options
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="text", show_default=True, help="How to write it."
)
@language_option
@click.option(
    "--template",
    type=click.Path(path_type=Path),
    help="With docx: your own template document; else SERVANDA_TEMPLATE, else the shipped one.",
)
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
    template: Path | None,
    issue: bool,
    actor: str | None,
    output: Path | None,
) -> None:
    """Tell where a PARTNERSHIP stands, each sentence with its source.

    \b
        servanda brief azerbaijan-nato --as-of 2016-11-15
        servanda brief azerbaijan-nato --as-of 2021 --published-by 2016-12-31
        servanda brief azerbaijan-nato --format markdown --language az
        servanda brief azerbaijan-nato --format pdf --output brief.pdf
        servanda brief azerbaijan-nato --format docx --template ours.docx --output brief.docx
    """
    if template and form != "docx":
        raise UsageError("no-template", f"--template says nothing with --format {form}.", "add --format docx")
    opened()
    at = standpoint(as_of, known_at, published_by, reader(clearance, groups))
    issuer = actor_of(actor) if issue else None
    if form in DOCUMENTS:
        console.refuse_terminal(output)
        console.whole(output, document(partnership, at, form, language, template, issued_by=issuer))
        return
    text = told(partnership, at, form, language, plain=output is not None, issued_by=issuer)
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
    """Compose a brief and write it as text; ``issued_by`` somebody, it is kept."""
    from servanda.cli.writing import brief_as

    record, view, composed = _composed(partnership, at, language)
    issuing = issued_by is not None
    text = brief_as(form, composed, view.standpoint, plain=plain or issuing)
    _kept(record, view, form, language, text, issued_by)
    return text


def document(
    partnership: str,
    at: Standpoint,
    form: str,
    language: str,
    template: Path | None = None,
    *,
    issued_by: str | None = None,
) -> bytes:
    """Compose a brief and make a document of it; ``issued_by`` somebody, its bytes are kept."""
    from django.conf import settings

    from servanda import register
    from servanda.render import documents

    record, view, composed = _composed(partnership, at, language)
    own = template or settings.SERVANDA_TEMPLATE
    content = documents.render(
        form, composed, view, template=own, fonts=settings.SERVANDA_FONTS, policy=register.policy()
    )
    _kept(record, view, form, language, content, issued_by)
    return content


def _composed(partnership: str, at: Standpoint, language: str) -> "tuple[str, View, Brief]":
    from servanda import brief, register

    resolved = register.resolve(at)
    record = register.find(partnership, resolved, "partnership")
    view = register.partnership_view(record, resolved, brief.ITEMS)
    return record, view, brief.compose(view, record, register.frameworks(), language)


def _kept(record: str, view: "View", form: str, language: str, content: str | bytes, issued_by: str | None) -> None:
    if issued_by is None:
        return
    from servanda.exchange.issuing import issue

    entry = issue(view, record, form, language, content, issued_by)
    console.note(f"issued as entry {entry}; view {view.sha256()}")
