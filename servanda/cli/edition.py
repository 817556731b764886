"""``servanda edition``: the texts of plans, as editions that are never changed, with dated amendments."""

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from servanda.cli import console
from servanda.cli.deciding import recording
from servanda.cli.language import language_option
from servanda.cli.register import opened
from servanda.cli.standpoint import reader, standpoint, standpoint_options
from servanda.errors import UsageError
from servanda.yamlfile import MEGABYTE

if TYPE_CHECKING:
    from servanda.brief.plantexts import PlanTextTold
    from servanda.kernel.dates import PartialDate
    from servanda.review import Hand

SIDE = click.option("--of", "side", type=click.Choice(["agreed", "public"]), help="Which text; else the agreed one.")
DAY = click.option("--on", "when", metavar="DATE", help="The day from which it stands; else today.")


@click.group("edition")
def command() -> None:
    """Publish editions of a plan's text, amend it, and show how it reads and what changed.

    An edition is the text whole, from a day on. An amendment replaces, puts in or takes out articles, with effect from
    a day. Neither is ever changed: how a text reads is worked out from them, as of any date. Beside the agreed text
    there may be one for the public, marked by itself.

    \b
        servanda edition publish works-2026 --words text.txt --on 2026-01-05 --source letters
        servanda edition amend works-2026 --replace 2=two.txt --effect 2026-06-01 --source letters
        servanda edition show works-2026 --as-of 2026-07-01 --against 2026-02-01
    """


@command.command("show")
@click.argument("plan")
@SIDE
@click.option("--against", metavar="DATE", help="Show what changed against the text of that day.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@language_option
@standpoint_options
def show(plan: str, side: str | None, against: str | None, form: str, language: str, **flags: Any) -> None:
    """Show how the text of a PLAN reads, as of any date; with --against what changed since, word by word."""
    opened()
    from servanda import register
    from servanda.brief.plantexts import tell_text
    from servanda.plans import find_plan
    from servanda.register.reading.plancourse import course_view

    who = reader(flags.pop("clearance"), flags.pop("groups"))
    seen_from = standpoint(**flags, reader=who)
    at = register.resolve(seen_from)
    found = find_plan(plan, at)
    other = None
    if against is not None:
        day = standpoint(**{**flags, "as_of": against}, reader=who).as_of
        other = course_view(found.about, register.resolve(replace(seen_from, as_of=day)))
    told = tell_text(course_view(found.about, at), found.about, register.frameworks(), language, side or "", other)
    if form == "json":
        console.say(json.dumps(plain(told), ensure_ascii=False, indent=2))
        return
    _say(told)


def _say(told: "PlanTextTold") -> None:
    from servanda.render.redlined import as_text

    if told.text is None:
        console.note("no text is known as of this date")
        return
    console.say(as_text(told.articles))
    for note in told.notes:
        console.say(note)
    for day, sentence in told.history:
        console.say(f"{day}  {sentence.text}")


def plain(told: "PlanTextTold") -> dict[str, Any]:
    """A text, for programs: its articles with the runs of words that stayed, came and went."""
    return {
        "plan": told.plan,
        "text": told.side,
        "articles": [
            {
                "number": one.number,
                "heading": one.heading,
                "does": one.does,
                "objective": one.objective,
                "paragraphs": [[[run.does, run.text] for run in paragraph] for paragraph in one.paragraphs],
            }
            for one in told.articles
        ],
        "notes": list(told.notes),
        "history": [{"day": day, "sentence": sentence.text} for day, sentence in told.history],
    }


@command.command("publish")
@click.argument("plan")
@SIDE
@click.option("--words", "path", type=click.Path(allow_dash=True), metavar="FILE", help="Its words, from a text file.")
@click.option("--version", metavar="TEXT", help="A text version that was put to decision, whose words it has.")
@click.option("--title", default="", help="Its title.")
@DAY
@recording
def publish_(plan: str, side: str | None, path: str | None, version: str | None, title: str, **flags: Any) -> None:
    """Publish an edition of the text of a PLAN.

    A paragraph that begins with a number such as 1. or 2.1 begins an article; where none does, each paragraph is one.
    """
    opened()
    from servanda import register
    from servanda.plans import find_plan, publish

    hand, at = _hand(flags)
    said: dict[str, Any] = {"side": side or "agreed", "title": title, "words": _words(path) if path else ""}
    said["version"] = register.find(version, at, "text-version") if version else None
    recorded = publish(find_plan(plan, at), hand, **said, **_dated(flags))
    console.say(f"published as entry {recorded.ids[0]}, tick {recorded.tick}")


@command.command("amend")
@click.argument("plan")
@SIDE
@click.option("--replace", "replaced", multiple=True, metavar="NUMBER=FILE", help="An article's new words (repeat it).")
@click.option("--insert", "inserted", multiple=True, metavar="NUMBER=FILE", help="An article put in (repeat it).")
@click.option("--after", metavar="NUMBER", help="What is put in stands after this article, one after the other.")
@click.option("--delete", "deleted", multiple=True, metavar="NUMBER", help="An article taken out (repeat it).")
@click.option("--effect", metavar="DATE", help="The day from which it has effect; else the day it is made.")
@click.option("--reason", default="", help="Why.")
@DAY
@recording
def amend_(plan: str, side: str | None, effect: str | None, reason: str, **flags: Any) -> None:
    """Amend the text of a PLAN: replace articles, put some in, take some out. The editions stay as they are."""
    opened()
    from servanda.plans import amend, find_plan

    hand, at = _hand(flags)
    changes = _changes(flags)
    if not changes:
        raise UsageError("no-change", "No change is given.", "add --replace, --insert or --delete")
    until = _date(effect) if effect else None
    found = find_plan(plan, at)
    recorded = amend(found, changes, hand, side=side or "agreed", effect=until, reason=reason, **_dated(flags))
    console.say(f"amended by entry {recorded.ids[0]}, tick {recorded.tick}")


def _changes(flags: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for number, words in map(_numbered, flags["replaced"]):
        found.append({"does": "replace", "number": number, "text": words})
    after = flags["after"]
    for number, words in map(_numbered, flags["inserted"]):
        found.append({"does": "insert", "number": number, "text": words, **({"after": after} if after else {})})
        after = number if after else None
    return [*found, *({"does": "delete", "number": number} for number in flags["deleted"])]


def _numbered(said: str) -> tuple[str, str]:
    number, _, path = said.partition("=")
    if not path:
        raise UsageError("bad-change", f"{said!r} names no file.", "write it as 3=words.txt")
    return number, _words(path).strip()


def _words(path: str) -> str:
    try:
        with click.open_file(path, "rb") as file:
            found: bytes = file.read(MEGABYTE + 1)
        if len(found) > MEGABYTE:
            raise UsageError("large-text", f"{path} has more than a megabyte.", "publish it in parts")
        return found.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        remedy = "name a text file in UTF-8, or - for the input"
        raise UsageError("no-text", f"{Path(path).name} cannot be read: {fault}.", remedy) from None


def _hand(flags: dict[str, Any]) -> "tuple[Hand, Any]":
    """Who records it, and from where records are found: whatever the day."""
    from servanda import register
    from servanda.cli.actor import actor_of
    from servanda.kernel.standpoint import Standpoint
    from servanda.review import Hand

    who = reader(flags["clearance"], flags["groups"])
    at = register.resolve(Standpoint(reader=who))
    party = register.find(flags["said_by"], at, "party") if flags["said_by"] else None
    source = register.find(flags["source"], at, "source")
    return Hand(actor_of(flags["actor"]), None, who, party, flags["language"], source, flags["at"]), at


def _dated(flags: dict[str, Any]) -> dict[str, Any]:
    from servanda.kernel.marking import Marking

    try:
        marking = Marking.parse(flags["marking"]) if flags["marking"] else None
    except ValueError as fault:
        raise UsageError("bad-marking", f"{fault}.", "write public, or a level with its groups") from None
    return {"when": _date(flags["when"]) if flags["when"] else None, "marking": marking}


def _date(said: str) -> "PartialDate":
    from servanda.kernel.dates import DateFault, PartialDate

    try:
        return PartialDate.parse(said)
    except DateFault as fault:
        raise UsageError("bad-date", str(fault.sentence), "write a day: 2026-06-11") from None


for one in (publish_, amend_):
    command.add_command(one)
