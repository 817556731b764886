"""The commands of ``servanda silence`` that record: opening, replies, extension, withdrawal, announcement."""

import json
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeVar

import click

from servanda.cli import console
from servanda.cli.actor import actor_of
from servanda.cli.register import opened
from servanda.cli.standpoint import reader, reader_options
from servanda.errors import NotFound, Refused, UsageError
from servanda.yamlfile import MEGABYTE, read

if TYPE_CHECKING:
    from servanda.kernel.procedures import Procedure

_F = TypeVar("_F", bound=Callable[..., Any])
EXPIRES = click.option(
    "--expires",
    metavar="MOMENT",
    help='The exact moment, with its zone: "2026-06-11T17:00 Europe/Brussels".',
)
WHEN = "with its offset, or as the clocks of the procedure show it; else now."


def recording(command: _F) -> _F:
    """Add the flags of every fact recorded here: its source, its marking, who records it."""
    options = (
        click.option("--source", required=True, metavar="SOURCE", help="The source that says so."),
        click.option("--at", help="The place in the source: 'no. 47'."),
        click.option("--quote", help="The exact words, in the source's own language."),
        click.option("--said-by", metavar="PARTY", help="The party who said it, if not the source itself."),
        click.option("--marking", help="Who may see it: public, or e.g. 'restricted to AZE,NATO'."),
        click.option("--language", default="en", show_default=True, help="The language of texts."),
        click.option("--actor", help="Who records it; else the user of this machine."),
    )
    for option in reversed(options):
        command = option(command)
    return reader_options(command)


@click.command("open")
@click.argument("procedure")
@click.option("--scope", metavar="PARTNERSHIP", required=True, help="The partnership it belongs to.")
@click.option("--text", "text", metavar="TEXT", required=True, help="The text version, or with --title a new one.")
@click.option("--title", help="The title of a new text version.")
@click.option("--number", type=click.IntRange(1, 9999), help="Its number; else one after the version it changes.")
@click.option("--words", "path", type=click.Path(allow_dash=True), metavar="FILE", help="Its words, from a text file.")
@click.option("--follows", metavar="TEXT", help="The version that it changes.")
@click.option("--about", "of", metavar="RECORD", help="The plan, package or objective it is the text of.")
@click.option("--by", "way", type=click.Choice(["silence", "concurrence"]), default="silence", show_default=True)
@EXPIRES
@click.option("--party", "parties", multiple=True, required=True, metavar="PARTY", help="A party asked (repeat it).")
@click.option("--body", metavar="PARTY", help="The body whose decision it is.")
@click.option("--framework", metavar="SLUG", help="The framework whose rules it is decided by.")
@click.option("--opened", "when", metavar="MOMENT", help=f"When it was opened, {WHEN}")
@recording
def open_(procedure: str, scope: str, way: str, when: str | None, **flags: Any) -> None:
    """Put a text to decision under the new name PROCEDURE.

    \b
        servanda silence open silence-2 --scope ruritania-silence --source circular-14 \\
            --text package-text-2 --title "Adoption of the package" --words text.txt \\
            --follows package-text-1 \\
            --expires "2026-06-11T17:00 Europe/Brussels" --party aldmoor --party brenn

    A changed text is another version and starts anew: what was open on the version before it is decided on no further.
    A local time that the clocks skip, or show twice, is refused. The rules that count are those the framework has now.
    """
    opened()
    fact: dict[str, Any] = {"decides": flags["text"], "way": way, "parties": list(flags["parties"])}
    fact |= {key: flags[key] for key in ("expires", "body", "framework") if flags[key]}
    fact |= _rules(flags["framework"], way)
    zone = flags["expires"].partition(" ")[2] if flags["expires"] else ""
    text = _text_version(flags)
    record_one("procedure", procedure, scope, fact, moment_said(when, zone), flags, before=text)
    _tell(procedure, flags)


def _text_version(flags: dict[str, Any]) -> list[dict[str, Any]]:
    """The new text version that a title makes; none where the text is there already."""
    if not flags["title"]:
        if flags["path"] or flags["follows"] or flags["number"] or flags["of"]:
            raise UsageError("no-title", "A new text version has a title.", "add --title, or name a text that is there")
        return []
    version: dict[str, Any] = {"text-version": flags["text"], "title": flags["title"], "number": _number(flags)}
    version |= {key: flags[key] for key in ("follows", "of") if flags[key]}
    if flags["path"]:
        version["text"] = _words(flags["path"])
    return [version]


def _words(path: str) -> str:
    """The words of a text version, from a file or the input."""
    try:
        with click.open_file(path, "rb") as file:
            found: bytes = file.read(MEGABYTE + 1)
        if len(found) > MEGABYTE:
            raise UsageError("large-text", f"{path} has more than a megabyte.", "shorten it, or leave --words out")
        return found.decode("utf-8-sig")
    except OSError as fault:
        remedy = "name a text file, or - for the input"
        raise UsageError("no-text", f"{path} cannot be read: {fault.strerror or fault}.", remedy) from None
    except UnicodeDecodeError:
        raise UsageError("no-text", f"{path} is not written in UTF-8.", "convert it to UTF-8 plain text") from None


def _number(flags: dict[str, Any]) -> int:
    if flags["number"] or not flags["follows"]:
        return int(flags["number"] or 1)
    from servanda import register

    at = register.resolve(_ahead(flags))
    before = register.find(flags["follows"], at, "text-version")
    fact = register.records_view([before], at).record(before)
    return fact.payload.number + 1 if fact is not None else 1


@click.command("reply")
@click.argument("procedure")
@click.argument("party")
@click.argument(
    "what",
    type=click.Choice(["objection", "amendment", "support", "reservation", "statement", "question", "receipt"]),
)
@click.option("--received", metavar="MOMENT", help=f"When it was received, {WHEN}")
@click.option("--words", help="What was written.")
@click.option("--passage", help="What it is about: 'paragraph 3'.")
@click.option("--spoken", is_flag=True, help="It was said and not written, so it breaks nothing.")
@recording
def reply(procedure: str, party: str, what: str, received: str | None, **flags: Any) -> None:
    """Record what a PARTY replied: an objection, an amendment, support, ...

    It counts by when it was received, and not by when it is recorded. What came too late, or from a party that was not
    asked, is kept and changes nothing; the command says so.
    """
    opened()
    found = _procedure(procedure, flags)
    fact = {"party": party, "what": what} | {key: flags[key] for key in ("words", "passage") if flags[key]}
    if flags["spoken"]:
        fact["spoken"] = "true"
    record_one("reply", procedure, _scope(found), fact, moment_said(received, _zone(found)), flags)
    _tell(procedure, flags)


@click.command("extend")
@click.argument("procedure")
@EXPIRES
@click.option("--made", metavar="MOMENT", help=f"When it was extended, {WHEN}")
@click.option("--words", help="Why.")
@recording
def extend(procedure: str, expires: str | None, made: str | None, **flags: Any) -> None:
    """Let a text expire later. That is done before it expires, and only forwards."""
    opened()
    if not expires:
        raise UsageError("no-expiry", "It is not said until when.", "add --expires")
    found = _procedure(procedure, flags)
    moment = moment_said(made, _zone(found))
    _refuse_decided(found, moment, "extended")
    fact = {"expires": expires} | ({"words": flags["words"]} if flags["words"] else {})
    record_one("extension", procedure, _scope(found), fact, moment, flags)
    _tell(procedure, flags)


@click.command("withdraw")
@click.argument("procedure")
@click.option("--made", metavar="MOMENT", help=f"When it was withdrawn, {WHEN}")
@click.option("--words", help="Why.")
@recording
def withdraw(procedure: str, made: str | None, **flags: Any) -> None:
    """Take a text back before it is decided."""
    opened()
    found = _procedure(procedure, flags)
    moment = moment_said(made, _zone(found))
    _refuse_decided(found, moment, "withdrawn")
    fact = {"words": flags["words"]} if flags["words"] else {}
    record_one("text-withdrawn", procedure, _scope(found), fact, moment, flags)
    _tell(procedure, flags)


@click.command("announce")
@click.argument("procedure")
@click.option("--made", metavar="MOMENT", help=f"When it was announced, {WHEN}")
@click.option("--words", help="What was announced.")
@recording
def announce(procedure: str, made: str | None, **flags: Any) -> None:
    """Record that the parties were told what came of a text; `servanda work` does so by itself.

    What is announced is how the text stands; it is refused while that is not decided.
    """
    opened()
    found = _procedure(procedure, flags)
    course = found.course
    if course is None or course.is_open:
        raise Refused("not-decided", "It is not decided yet.", "announce it when it is")
    fact = {"result": course.state, "decided": course.since.isoformat()}
    fact |= {"words": flags["words"]} if flags["words"] else {}
    record_one("announcement", procedure, _scope(found), fact, moment_said(made, _zone(found)), flags)


def record_one(
    kind: str,
    about: str,
    scope: str,
    fact: dict[str, Any],
    moment: str,
    flags: dict[str, Any],
    before: Sequence[dict[str, Any]] = (),
) -> None:
    from servanda import register
    from servanda.exchange.registerfile.onefact import record_facts

    header = {key: flags[key] for key in ("source", "at", "quote", "said_by", "marking") if flags.get(key)}
    marking = {"marking": flags["marking"]} if flags.get("marking") else {}
    facts = [{kind: about, "as_of": moment, **fact, **header}, *({**one, **marking} for one in before)]
    document = read(json.dumps(facts, ensure_ascii=False).encode(), name="the command line")
    recorded = record_facts(
        document, scope, register.resolve(_ahead(flags)), actor=actor_of(flags["actor"]), language=flags["language"]
    )
    console.say(f"recorded as entry {recorded.ids[0]}, tick {recorded.tick}")


def _ahead(flags: dict[str, Any]) -> Any:
    from servanda.kernel.standpoint import Standpoint

    return Standpoint(as_of=date.max, reader=reader(flags["clearance"], flags["groups"]))


def _procedure(ref: str, flags: dict[str, Any]) -> "Procedure":
    """The procedure as it stands now."""
    from servanda import register
    from servanda.kernel.procedures import procedure

    at = register.resolve(_ahead(flags))
    record = register.find(ref, at, "procedure")
    found = procedure(register.procedures_view(at), record, register.frameworks().rules_of)
    if found is None:
        raise unknown(ref)
    return found


def unknown(ref: str) -> NotFound:
    """The fault of a procedure whose opening this reader may not see: as of one that is not there."""
    return NotFound("no-such-record", f"Nothing is known here by the name {ref[:80]!r}.", "search for it by its words")


def _tell(ref: str, flags: dict[str, Any]) -> None:
    """Say how the text stands with what was recorded just now, if whoever recorded it may see that."""
    from servanda import register
    from servanda.brief.procedure import tell

    try:
        found = _procedure(ref, flags)
    except NotFound:
        return
    told = tell(found.view, found.record, register.frameworks())
    if told is not None:
        console.say(told.sentences("stands")[0].text)


def _refuse_decided(found: "Procedure", moment: str, what: str) -> None:
    course = found.course
    if course is not None and not course.is_open and course.since <= datetime.fromisoformat(moment):
        since = course.since.isoformat(timespec="minutes")
        sentence = f"It was {course.state} at {since}, so it cannot be {what} after that."
        raise Refused("decided", sentence, "put a changed text to decision under a new name")


def _scope(found: "Procedure") -> str:
    return found.opening.entry.scope


def _zone(found: "Procedure") -> str:
    expires = found.payload.expires
    return expires.zone or "" if expires else ""


def _rules(framework: str | None, way: Any) -> dict[str, Any]:
    """The rules of the framework as they are now, to be kept with the opening; none where it declares none."""
    from servanda import register

    found = register.frameworks().get(framework or "")
    procedure = found.procedure_of(way) if found else None
    if procedure is None:
        return {}
    rules = procedure.rules
    return {"broken_by": sorted(rules.breaking), "objections": rules.objections, "at_expiry": rules.at_expiry}


def moment_said(text: str | None, zone: str) -> str:
    """A moment with its offset: as given, else as the clocks of the zone show it, else now."""
    from django.utils import timezone

    from servanda.kernel.zones import ZoneFault, resolve, zone_of
    from servanda.ledger import clock

    try:
        where = zone_of(zone) if zone else timezone.get_default_timezone()
        if text is None:
            return clock.now().astimezone(where).replace(microsecond=0).isoformat()
        local = datetime.fromisoformat(text)
        if local.tzinfo is None:
            local = resolve(local, zone or str(where))
    except ZoneFault as fault:
        raise UsageError("bad-moment", f"{fault.why.partition('; ')[0]}.", fault.why.partition("; ")[2]) from None
    except ValueError:
        remedy = "write it as 2026-06-11T16:59, with its offset if it is not of the procedure's zone"
        raise UsageError("bad-moment", f"{text!r} is not a moment.", remedy) from None
    return local.isoformat()
