"""``servanda silence``: texts put to decision, under silence or to the concurrence of each party."""

import json
from typing import TYPE_CHECKING, Any

import click

from servanda.cli import console, deciding
from servanda.cli.language import language_option
from servanda.cli.register import opened
from servanda.cli.standpoint import reader, standpoint, standpoint_options

if TYPE_CHECKING:
    from servanda.brief.procedure import ProcedureTold
    from servanda.kernel.standpoint import Resolved

FORM = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)


@click.group("silence")
def command() -> None:
    """Put texts to decision, record what parties reply, and tell how each text stands.

    Under silence a text stands if no party asked objects in writing before an exact moment; by concurrence it stands
    when each has agreed. How it stands is worked out from what happened, so a text is adopted at its expiry whether
    or not anything ran then. `servanda work` announces what came of it.

    \b
        servanda silence open silence-1 --scope ruritania-silence --source circular-12 \\
            --text package-text-1 --title "Adoption of the package" --words text.txt \\
            --expires "2026-06-11T17:00 Europe/Brussels" --party aldmoor --party brenn
        servanda silence reply silence-1 brenn objection --words "Not so." --source letters
        servanda silence show silence-1
    """


@command.command("list")
@click.argument("partnership", required=False)
@FORM
@language_option
@standpoint_options
def list_(partnership: str | None, form: str, language: str, **flags: Any) -> None:
    """List the texts put to decision, of one PARTNERSHIP or of all: how each stands."""
    opened()
    from servanda import register

    at = _at(flags)
    scope = register.find(partnership, at, "partnership") if partnership else None
    found = _told(at, language, scope)
    if form == "json":
        console.say(json.dumps([plain(one) for one in found], ensure_ascii=False, indent=2))
        return
    for one in found:
        console.say(f"{one.address}: {one.sentences('stands')[0].text}")
    if not found:
        console.note("no text has been put to decision")


@command.command("show")
@click.argument("procedure")
@FORM
@language_option
@standpoint_options
def show(procedure: str, form: str, language: str, **flags: Any) -> None:
    """Show how a text stands: the time left, what each party has done, and everything that happened."""
    opened()
    from servanda import register
    from servanda.brief.procedure import tell

    at = _at(flags)
    record = register.find(procedure, at, "procedure")
    told = tell(register.procedures_view(at), record, register.frameworks(), language)
    if told is None:
        raise deciding.unknown(procedure)
    if form == "json":
        console.say(json.dumps(plain(told), ensure_ascii=False, indent=2))
        return
    for line in lines(told):
        console.say(line)


def lines(told: "ProcedureTold") -> list[str]:
    """One text put to decision, in plain lines."""
    found = [told.title, told.sentences("stands")[0].text]
    if told.left is not None:
        found.append(f"Time left: {told.left}".split(".")[0])
    found += ["", *(f"  {party.name}: {party.words}" for party in told.parties), ""]
    return [*found, *(f"  {sentence.text}" for sentence in told.sentences("history"))]


def plain(told: "ProcedureTold") -> dict[str, Any]:
    """One text put to decision, for programs."""
    course = told.procedure.course
    parties = [{"party": one.record, "name": one.name, "sign": one.sign, "words": one.words} for one in told.parties]
    return {
        "procedure": told.procedure.record,
        "address": told.address,
        "text": told.title,
        "way": told.procedure.payload.way,
        "state": course.state if course else "disputed",
        "opened": told.opened.isoformat(),
        "expires": told.expires.text if told.expires else None,
        "since": told.since.text if told.since else None,
        "announced": told.procedure.is_announced,
        "sentence": told.sentences("stands")[0].text,
        "parties": parties,
        "history": [sentence.text for sentence in told.sentences("history")],
    }


def _at(flags: dict[str, Any]) -> "Resolved":
    from servanda import register

    who = reader(flags.pop("clearance"), flags.pop("groups"))
    return register.resolve(standpoint(**flags, reader=who))


def _told(at: "Resolved", language: str, scope: str | None = None) -> "list[ProcedureTold]":
    from servanda import register
    from servanda.brief.procedure import tell_all

    return tell_all(register.procedures_view(at, scope), register.frameworks(), language)


for one in (deciding.open_, deciding.reply, deciding.extend, deciding.withdraw, deciding.announce):
    command.add_command(one)
