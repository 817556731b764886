"""``servanda search``: records and facts by their words."""

import json
from dataclasses import asdict

import click

from servanda.cli import console
from servanda.cli.register import opened
from servanda.cli.standpoint import reader, standpoint, standpoint_options


@click.command("search")
@click.argument("words", nargs=-1, required=True)
@standpoint_options
@click.option("--limit", type=click.IntRange(1, 200), default=20, show_default=True, help="How many to show at most.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(
    words: tuple[str, ...],
    as_of: str | None,
    known_at: str | None,
    published_by: str | None,
    clearance: str | None,
    groups: tuple[str, ...],
    limit: int,
    form: str,
) -> None:
    """Find records by WORDS of their names and of what is said of them.

    Spellings find each other: Aliyev, Əliyev, Алиев.
    """
    opened()
    from servanda import register

    at = register.resolve(standpoint(as_of, known_at, published_by, reader(clearance, groups)))
    hits = register.search(" ".join(words), at, limit)
    if form == "json":
        console.say(json.dumps([asdict(hit) for hit in hits], ensure_ascii=False, default=str))
        return
    for hit in hits:
        console.say(f"{hit.title}  ({hit.kind}, {hit.record})")
        if hit.where:
            console.say(f"    {hit.where}")
    if not hits:
        console.note("Nothing was found that you may read; try fewer or other words.")
