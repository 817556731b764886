"""``servanda audit``: who did and saw what."""

import json
from datetime import date

import click

from servanda.cli import console
from servanda.cli.register import opened
from servanda.errors import NotFound, UsageError


@click.command("audit")
@click.option("--person", metavar="ADDRESS", help="Only what this person read and did.")
@click.option("--record", metavar="ID", help="Only what was read and recorded about this record.")
@click.option("--day", metavar="DATE", help="Only on this day, in the register's zone.")
@click.option("--limit", type=click.IntRange(1, 100_000), default=200, show_default=True, help="The latest so many.")
@click.option("--json", "as_json", is_flag=True, help="For programs: one line of JSON each.")
def command(person: str | None, record: str | None, day: str | None, limit: int, as_json: bool) -> None:
    """Tell who read what is not public, and who recorded what: the latest first, without any content.

    \b
        servanda audit --day 2026-11-27
        servanda audit --person clerk@example.org
        servanda audit --record 0b1c... --json
    """
    opened()
    from servanda.accounts.audit import Asked, told
    from servanda.accounts.models import Person

    found = Person.objects.filter(email=person.lower()).first() if person else None
    if person and found is None:
        raise NotFound("no-such-account", f"There is no account for {person}.", "servanda account list shows them")
    asked = Asked(found, record or "", _day(day), limit)
    lines = list(told(asked))
    for line in lines:
        if as_json:
            console.say(json.dumps(line.plain(), ensure_ascii=False) + "\n")
        else:
            console.say(line.text() + "\n")
    if not lines:
        console.note("nothing of that was kept")


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError("bad-date", f"--day: {text!r} is no day.", "write it as 2026-11-27") from None
