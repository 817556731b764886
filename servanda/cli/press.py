"""``servanda press``: lines for outside, drafted, cleared by those who are named, and told."""

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from servanda.cli import console
from servanda.cli.deciding import moment_said, record_one, recording
from servanda.cli.language import language_option
from servanda.cli.register import opened
from servanda.cli.standpoint import reader, standpoint, standpoint_options
from servanda.errors import NotFound, UsageError

if TYPE_CHECKING:
    from servanda.brief.press import LineTold
    from servanda.kernel.standpoint import Resolved

FORM = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
AUDIENCES = ["press", "parliament", "partners", "staff"]
MOMENT = "with its offset, or by the register's clock; else now."


@click.group("press")
def command() -> None:
    """Lines for outside: what may be said today of a partnership, in words that were cleared.

    \b
        servanda press draft line-1 --scope rivers --source file --text "As of 1 June 2025 there are 34 objectives." \\
            --figure package:tally/objectives --clearer "Press office" --expires "2025-12-31T00:00 Europe/Brussels"
        servanda press clear line-1 "Press office" --source file
        servanda press list rivers
    """


@command.command("list")
@click.argument("partnership")
@click.option("--all", "every", is_flag=True, help="Also what may not be said, and why.")
@FORM
@language_option
@standpoint_options
def list_(partnership: str, every: bool, form: str, language: str, **flags: Any) -> None:
    """List what may be said today of a PARTNERSHIP: each paragraph carries figure, as-of date and source."""
    opened()
    from servanda import register

    who = reader(flags.pop("clearance"), flags.pop("groups"))
    told = _told(register.resolve(standpoint(**flags, reader=who)), partnership, language)
    shown = [one for one in told if every or one.state == "cleared"]
    if form == "json":
        console.say(json.dumps([plain(one) for one in shown], ensure_ascii=False, indent=2))
        return
    for one in shown:
        console.say(f"{one.address}: {one.stands}\n  {one.paragraph or one.text}")
        for words in one.warned:
            console.say(f"  warning: {words}")
    if not shown:
        console.note("nothing is cleared to be said")


@command.command("draft")
@click.argument("line")
@click.option("--scope", metavar="PARTNERSHIP", required=True, help="The partnership it belongs to.")
@click.option("--text", "text", required=True, help="The words.")
@click.option("--for", "audience", type=click.Choice(AUDIENCES), default="press", show_default=True)
@click.option("--clearer", "clearers", multiple=True, required=True, help="A post who must clear it (repeat it).")
@click.option(
    "--figure", "figures", multiple=True, metavar="FACT", help="A fact it rests on: an entry's id, or record:question."
)
@click.option("--embargo", metavar="MOMENT", help='Not before: "2026-06-11T17:00 Europe/Brussels".')
@click.option("--expires", metavar="MOMENT", help="Not from this moment on.")
@click.option("--agreed-in", metavar="PROCEDURE", help="The text in whose concurrence bodies agree on it.")
@click.option("--follows", metavar="LINE", help="The line that it takes the place of once it is cleared.")
@click.option("--drafted", "when", metavar="MOMENT", help=f"When, {MOMENT}")
@recording
def draft(line: str, scope: str, audience: str, when: str | None, **flags: Any) -> None:
    """Draft a line under the new name LINE. Figures that would lose their date are warned of."""
    opened()
    fact: dict[str, Any] = {"text": flags["text"], "audience": audience, "clearers": list(flags["clearers"])}
    fact["rests_on"] = [_entry(one, flags) for one in flags["figures"]]
    given = {"embargo": "embargo", "expires": "expires", "agreed_in": "agreed_in", "follows": "follows"}
    fact |= {key: flags[name] for key, name in given.items() if flags[name]}
    record_one("press-line", line, scope, fact, moment_said(when, ""), flags)
    _show(line, flags)


@command.command("clear")
@click.argument("line")
@click.argument("clearer")
@click.option("--refuse", "what", flag_value="refused", help="It may not be said.")
@click.option("--take-back", "what", flag_value="taken-back", help="It may not be said any more.")
@click.option("--body", metavar="PARTY", help="The body the post belongs to.")
@click.option("--words", help="Why, or on what condition.")
@click.option("--made", metavar="MOMENT", help=f"When, {MOMENT}")
@recording
def clear(line: str, clearer: str, what: str | None, made: str | None, **flags: Any) -> None:
    """Record that CLEARER, who is named in the LINE, clears it, or refuses it, or takes that back."""
    opened()
    scope, told = _named(line, clearer, flags)
    for words in told.warned:
        console.note(f"warning: {words}")
    fact = {"clearer": clearer, "what": what or "cleared"} | {
        key: flags[key] for key in ("body", "words") if flags[key]
    }
    record_one("line-cleared", line, scope, fact, moment_said(made, ""), flags)
    _show(line, flags)


def plain(told: "LineTold") -> dict[str, Any]:
    """A line, for programs."""
    return {
        "line": told.seen.record,
        "address": told.address,
        "text": told.text,
        "language": told.language,
        "state": told.state,
        "since": told.seen.standing.since.isoformat(),
        "sentence": told.stands,
        "paragraph": told.paragraph,
        "waiting": list(told.waiting),
        "cleared": [{"clearer": one.clearer, "what": one.what, "actor": one.actor} for one in told.words],
        "figures": [
            {"entry": one.entry, "figures": list(one.figures), "as_of": one.as_of, "sources": one.sources}
            for one in told.figures
        ],
        "bodies": dict(told.bodies),
        "warnings": list(told.warned),
    }


def _told(at: "Resolved", partnership: str, language: str) -> "tuple[LineTold, ...]":
    from servanda import register
    from servanda.brief.press import tell_lines

    record = register.find(partnership, at, "partnership")
    view = register.press_view(at, record)
    return tell_lines(view, view.aliases[record], register.frameworks(), language)


def held_to_the_line(fact: dict[str, Any], replaces: str | None, flags: dict[str, Any]) -> None:
    """Hold a clearance, or its correction, to the rule of ``press clear``, whichever command records it.

    Raises ``UsageError`` for a clearer whom the line does not name, and for a word put into another's mouth.
    """
    clearer = str(fact.get("clearer", ""))
    _named(str(fact["line-cleared"]), clearer, flags)
    given = _clearance(replaces, flags) if replaces else None
    if given is not None and given.clearer.casefold() != clearer.casefold():
        remedy = "correct it in that name, and record what another said on its own"
        raise UsageError("no-clearer", f"This clearance was given by {given.clearer!r}.", remedy)


def _clearance(entry: str, flags: dict[str, Any]) -> Any:
    """The clearance that an entry holds; none where it is another statement, or none that this reader may see."""
    from servanda.register.reading import statements

    try:
        found = statements.statement(entry, _ahead(flags)).entry
    except NotFound:
        return None
    return found.payload if found.kind == "line-cleared" else None


def _named(line: str, clearer: str, flags: dict[str, Any]) -> "tuple[str, LineTold]":
    """The partnership of a line, and the line as it stands now. Raises ``UsageError`` unless it names the clearer."""
    scope, told = _of(line, flags)
    if clearer.casefold() not in {name.casefold() for name in told.seen.payload.clearers}:
        named = ", ".join(told.seen.payload.clearers)
        raise UsageError("no-clearer", f"{clearer!r} is not named in the line.", f"it is cleared by: {named}")
    return scope, told


def _ahead(flags: dict[str, Any]) -> "Resolved":
    from servanda import register
    from servanda.kernel.standpoint import Standpoint

    return register.resolve(Standpoint(as_of=date.max, reader=reader(flags["clearance"], flags["groups"])))


def _of(line: str, flags: dict[str, Any]) -> "tuple[str, LineTold]":
    """The partnership of a line, and the line as it stands now."""
    from servanda import register

    at = _ahead(flags)
    record = register.find(line, at, "press-line")
    own = register.records_view([record], at).record(record)
    scope = own.entry.scope if own is not None else ""
    told = next((one for one in _told(at, scope, "en") if one.seen.record == record), None) if scope else None
    if told is None:
        raise NotFound("no-such-record", f"Nothing is known here by the name {line[:80]!r}.", "search for it")
    return scope, told


def _entry(text: str, flags: dict[str, Any]) -> str:
    """The entry of a fact: by its id, or as the one latest answer to a question about a record."""
    from servanda import register

    name, colon, question = text.partition(":")
    if not colon:
        return text
    at = _ahead(flags)
    record = register.find(name, at)
    view = register.records_view([record], at).told
    facts = [fact for fact, _ in view.answering(record, question)]
    newest = max((fact.as_of.latest for fact in facts), default=None)
    found = [fact for fact in facts if fact.as_of.latest == newest]
    if not found:
        known = ", ".join(one for _record, one in view.questions(record)) or "none"
        sentence = f"No fact answers {question!r} of {name!r}."
        raise UsageError("no-figure", sentence, f"give the id of an entry, or one of the questions answered: {known}")
    if len(found) > 1:
        sentence = f"{len(found)} facts of one day answer {question!r} of {name!r}."
        raise UsageError("no-figure", sentence, "give the id of the one it rests on")
    return found[0].entry.id


def _show(line: str, flags: dict[str, Any]) -> None:
    """Say how the line stands now, if whoever recorded it may see that."""
    try:
        told = _of(line, flags)[1]
    except NotFound:
        return
    console.say(told.stands)
    for words in told.warned:
        console.note(f"warning: {words}")
