"""``servanda meeting``: meetings with their agenda, their table and their minutes."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from servanda.cli import console, presiding
from servanda.cli.language import language_option
from servanda.cli.register import opened
from servanda.cli.standpoint import reader, standpoint, standpoint_options
from servanda.errors import UsageError

if TYPE_CHECKING:
    from servanda.brief.meetings import LineTold, MeetingTold
    from servanda.kernel.agenda import Line
    from servanda.kernel.standpoint import Resolved

FORM = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
DOCUMENTS = {".pdf": "pdf", ".docx": "docx"}


@click.group("meeting")
def command() -> None:
    """Plan meetings on a review, put on the agenda what it found, record outcomes at the table, adopt the minutes.

    How an agenda stands is worked out from what happened to it. What was agreed and decided at the table becomes grades
    and decisions when the minutes are adopted, each cited to the number of its item, at once or not at all.

    \b
        servanda meeting plan table-2026 --review works-review --begins "2026-06-11T10:00 Europe/Brussels"
        servanda meeting put table-2026 --all
        servanda meeting outcome table-2026 1 decided --text "A second boat is bought."
        servanda meeting adopt table-2026
    """


@command.command("list")
@click.argument("partnership")
@language_option
@standpoint_options
def list_(partnership: str, language: str, **flags: Any) -> None:
    """List the meetings of a PARTNERSHIP: when, and how their agenda stands."""
    opened()
    from servanda import register

    at = _at(flags)
    scope = register.find(partnership, at, "partnership")
    view = register.partnership_view(scope, at).told
    told = [_told(one, at, language) for one in dict.fromkeys(fact.about for fact in view.of_kind("meeting"))]
    for one in sorted(told, key=lambda each: (str(each.one.day), each.title)):
        console.say(f"{one.address}: {one.title}: {one.time}: {state(one)}")
    if not told:
        console.note("no meeting is known")


@command.command("show")
@click.argument("meeting")
@FORM
@language_option
@standpoint_options
def show(meeting: str, form: str, language: str, **flags: Any) -> None:
    """Show a MEETING: its time, who is at the table, its agenda with what came of each item."""
    opened()
    told = _found(meeting, _at(flags), language)
    if form == "json":
        console.say(json.dumps(plain(told), ensure_ascii=False, indent=2))
        return
    for line in lines(told):
        console.say(line)


@command.command("propose")
@click.argument("meeting")
@language_option
@standpoint_options
def propose(meeting: str, language: str, **flags: Any) -> None:
    """List what could be put on the agenda of a MEETING: disagreements, what is overdue, pending decisions."""
    opened()
    from servanda.meeting import propose as propose_

    at = _at(flags)
    told = _found(meeting, at, language)
    found = propose_(told.one, at, language)
    for number, one in enumerate(found, 1):
        console.say(f"{number}. {told.why(one.why)}: {one.title}: {one.words}")
    if not found:
        console.note("nothing is proposed that is not on the agenda")


@command.command("minutes")
@click.argument("meeting")
@click.option("--output", "-o", type=click.Path(path_type=Path), help="Write to this file: .txt, .pdf or .docx.")
@language_option
@standpoint_options
def minutes(meeting: str, output: Path | None, language: str, **flags: Any) -> None:
    """Write the minutes of a MEETING as they stand: as text, or as the document that the file's name asks for."""
    opened()
    from django.conf import settings

    from servanda import register
    from servanda.cli.writing import brief_as
    from servanda.render import documents

    told = _found(meeting, _at(flags), language)
    brief, view = told.minutes(), told.one.view
    form = DOCUMENTS.get(output.suffix.lower()) if output is not None else None
    if form is not None:
        own = {"template": settings.SERVANDA_TEMPLATE, "fonts": settings.SERVANDA_FONTS}
        console.whole(output, documents.render(form, brief, view, policy=register.policy(), **own))
        return
    if output is not None and output.suffix.lower() != ".txt":
        remedy = "end the name of the file with .txt, .pdf or .docx"
        raise UsageError("no-form", f"It is not known what {output.name} is to be.", remedy)
    text = brief_as("text", brief, view.standpoint, plain=output is not None)
    with console.output(output) as file:
        if output is None:
            console.say(text)
        else:
            file.write(text)


def state(told: "MeetingTold") -> str:
    """How the agenda stands, in a few words."""
    agenda = told.one.agenda
    if agenda.is_adopted:
        return "minutes adopted"
    if not agenda.lines:
        return "nothing on the agenda"
    return f"{len(agenda.lines)} on the agenda, {len(agenda.open)} open"


def lines(told: "MeetingTold") -> list[str]:
    """A meeting in plain lines."""
    found = [told.title, told.time, state(told), "", "At the table"]
    for seat in told.seats():
        known = [
            seat.head,
            f"{seat.members} members" if seat.members else "",
            f"{seat.seats} seats" if seat.seats else "",
        ]
        said = "absent" if seat.is_absent else ", ".join(filter(None, known)) or "not known"
        found.append(f"  {seat.name}: {said}")
    found += ["", "Agenda"]
    found += [f"  {one.place}. {one.title} ({one.why}): {_outcome(one)}" for one in told.lines()]
    return found


def _outcome(one: "LineTold") -> str:
    if not one.results:
        return "open"
    said = [": ".join(filter(None, (result.word, result.grade, result.words))) for result in one.results]
    return f"differs: {' / '.join(said)}" if len(said) > 1 else said[0]


def plain(told: "MeetingTold") -> dict[str, Any]:
    """A meeting for programs."""
    one = told.one
    return {
        "meeting": one.record,
        "address": told.address,
        "title": told.title,
        "day": one.day.isoformat() if one.day else None,
        "begins": one.time.payload.begins.at.text if one.time is not None else None,
        "zone": one.time.payload.begins.zone if one.time is not None else None,
        "held": one.is_held,
        "adopted": one.agenda.is_adopted,
        "table": [
            {"party": seat.party, "name": seat.name, "known": seat.is_known, "absent": seat.is_absent,
             "head": seat.head or None, "members": seat.members or None, "seats": seat.seats or None}
            for seat in told.seats()
        ],
        "agenda": [_item(told, line) for line in one.agenda.lines],
    }  # fmt: skip


def _item(told: "MeetingTold", line: "Line") -> dict[str, Any]:
    return {
        "item": line.item,
        "place": line.place,
        "title": told.subject(line.put),
        "why": line.put.why,
        "concerns": line.put.concerns or None,
        "axis": line.put.axis or None,
        "outcomes": [{"what": one.what, "axis": one.axis or None, "grade": one.grade or None} for one in line.results],
    }


def _at(flags: dict[str, Any]) -> "Resolved":
    from servanda import register

    who = reader(flags.pop("clearance"), flags.pop("groups"))
    return register.resolve(standpoint(**flags, reader=who))


def _found(ref: str, at: "Resolved", language: str) -> "MeetingTold":
    from servanda import register

    return _told(register.find(ref, at, "meeting"), at, language)


def _told(record: str, at: "Resolved", language: str) -> "MeetingTold":
    from servanda import register
    from servanda.brief.meetings import MeetingTold
    from servanda.meeting import look

    return MeetingTold(look(record, at), register.frameworks(), language)


for one in presiding.COMMANDS:
    command.add_command(one)
