"""``servanda count``: counts and sums out of the register, for anyone who must check totals."""

import json

import click

from servanda.cli import console
from servanda.cli.register import opened
from servanda.cli.standpoint import reader, standpoint, standpoint_options
from servanda.errors import UsageError


@click.command("count")
@click.argument("kind")
@click.option("--in", "within", metavar="RECORD", help="Count in this partnership, plan, package or other record.")
@click.option("--by", multiple=True, metavar="DIMENSION", help="Group by this (may be repeated).")
@click.option("--where", multiple=True, metavar="DIMENSION=VALUE", help="Only these; =, for what is not known.")
@click.option("--latest", is_flag=True, help="Of each question of a record only the answer that stands.")
@click.option(
    "--changes", is_flag=True, help="How often the answer changed from one period to the next, and which way."
)
@click.option("--sum", "summing", is_flag=True, help="Add up the numbers; what has none is told beside the sum.")
@click.option(
    "--places",
    is_flag=True,
    help="Count the distinct places in sources that are cited; with --sum, add up by place too.",
)
@standpoint_options
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(
    kind: str,
    within: str | None,
    by: tuple[str, ...],
    where: tuple[str, ...],
    latest: bool,
    changes: bool,
    summing: bool,
    places: bool,
    as_of: str | None,
    known_at: str | None,
    published_by: str | None,
    clearance: str | None,
    groups: tuple[str, ...],
    form: str,
) -> None:
    """Count what is known of a KIND of statement (assessment, strength, objective, ...), in groups.

    \b
        servanda count tally --in azerbaijan-nato --by year
        servanda count strength --in azerbaijan-nato --latest --sum --by about
        servanda count assessment --changes --by axis --by track
        servanda count tally --places --by source --format json
        servanda count strength --sum --places --by said-by

    A DIMENSION is a field of the kind, of its record or of the plan it belongs to (grade, axis, track, period, holder,
    themes, operation, party, framework, ...), or one of: day, month, year, said-by, about, plan, partnership, source,
    top (the outermost item it belongs to), level:NAME (the item above it on that level). What is not known is a group
    of its own. One statement that was recorded twice is counted once; --places tells how many places say it, and with
    --sum what the places add up to: as a file that says one thing in two rows adds up its rows.
    """
    if latest and changes:
        raise UsageError("bad-flags", "--latest and --changes count different things.", "give one of them")
    opened()
    from servanda import register
    from servanda.register.counting.tabulate import Ask, Counting, tabulate
    from servanda.render.counts import as_json, as_text

    at = register.resolve(standpoint(as_of, known_at, published_by, reader(clearance, groups)))
    record = register.find(within, at) if within else None
    counting: Counting = "latest" if latest else "changes" if changes else "facts"
    table = tabulate(at, Ask(kind, record, by, tuple(_pair(one) for one in where), counting, summing, places))
    if form == "json":
        console.say(json.dumps(as_json(table, at), ensure_ascii=False, indent=2))
        return
    console.say(as_text(table))
    if table.overlap:
        console.note("Some statements are in several groups, so the groups add up to more than all together.")


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise UsageError("bad-where", f"--where {text!r} is no dimension and value.", "write --where grade=complete")
    return name.strip(), value.strip()
