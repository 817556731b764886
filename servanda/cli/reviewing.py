"""The commands of ``servanda review`` that record: opening, steps, answers, returns, approval, lock."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from servanda.cli import console
from servanda.cli.actor import actor_of
from servanda.cli.register import opened
from servanda.cli.standpoint import reader, reader_options
from servanda.errors import UsageError

if TYPE_CHECKING:
    from servanda.kernel.dates import PartialDate
    from servanda.kernel.marking import Marking
    from servanda.kernel.standpoint import Resolved
    from servanda.review import Hand

_F = TypeVar("_F", bound=Callable[..., Any])
EVEN_SO = click.option(
    "--even-so", is_flag=True, help="Record that it happened although the framework holds it back; say why in --words."
)  # fmt: skip
WORDS = click.option("--words", default="", help="What is to be said of it.")
DAY = click.option("--on", "when", metavar="DATE", help="The day on which it happened; else now.")


def recording(command: _F) -> _F:
    """Add the flags of what is recorded in a review: who says so, where it can be read, who records it."""
    options = (
        click.option("--source", metavar="SOURCE", help="The source that says so; else the file of the review."),
        click.option("--at", help="The place in the source: 'no. 47'."),
        click.option("--said-by", metavar="PARTY", help="The party who says it."),
        click.option("--language", default="en", show_default=True, help="The language of texts."),
        click.option("--actor", help="Who records it, and so whose work it is; else the user of this machine."),
    )
    for option in reversed(options):
        command = option(command)
    return reader_options(command)


@click.command("open")
@click.argument("review")
@click.option("--framework", metavar="SLUG", required=True, help="The framework whose cycle it follows.")
@click.option("--scope", metavar="PARTNERSHIP", required=True, help="The partnership it belongs to.")
@click.option("--plan", "plans", multiple=True, metavar="PLAN", help="A plan or package that is reviewed (repeat it).")
@click.option("--period", metavar="DATE", help="The period that it covers: 2026/2027.")
@click.option("--step", default="", help="The step that is opened; else the first that may not be left out.")
@click.option("--due", metavar="DATE", help="The day by which the step is to be closed.")
@click.option(
    "--marking", default="public", show_default=True, help="Who may see it: public, or e.g. 'restricted to AZE'."
)
@DAY
@recording
def open_(review: str, framework: str, scope: str, plans: tuple[str, ...], **flags: Any) -> None:
    """Begin a review under the new name REVIEW, by opening a step of its framework's cycle."""
    opened()
    from servanda import register
    from servanda.review import open_review

    at, hand = seen_by(flags)
    if framework not in register.frameworks():
        raise UsageError(
            "no-such-framework", f"There is no framework {framework!r}.", "`servanda frameworks` lists them"
        )
    marking = marking_of(flags["marking"])
    own = open_review(
        framework,
        register.find(scope, at, "partnership"),
        [register.find(plan, at) for plan in plans],
        hand,
        period=date_of(flags["period"]),
        name=review,
        step=flags["step"],
        when=date_of(flags["when"]),
        due=date_of(flags["due"]),
        marking=marking,
    )
    console.say(f"begun as record {own}")


@click.command("step")
@click.argument("review")
@click.argument("does", type=click.Choice(["open", "close", "leave-out"]))
@click.argument("step")
@click.option("--due", metavar="DATE", help="The day by which it is to be closed.")
@WORDS
@EVEN_SO
@DAY
@recording
def step(review: str, does: Any, step: str, due: str | None, words: str, when: str | None, **flags: Any) -> None:
    """Open or close a STEP of a REVIEW, or leave it out. What holds it back is told, and then nothing is recorded."""
    opened()
    from servanda.review import move

    own, hand = _review(review, flags)
    even_so = flags["even_so"]
    done = move(own, step, does, hand, when=date_of(when), due=date_of(due), words=words, even_so=even_so)
    console.say(f"recorded as entry {done.ids[0]}, tick {done.tick}")


@click.command("submit")
@click.argument("review")
@click.argument("objective")
@click.argument("track")
@click.option("--grade", "grades", multiple=True, required=True, metavar="AXIS=GRADE", help="A grade (repeat it).")
@click.option("--reasoning", default="", help="Why.")
@click.option("--evidence", default="", help="What it rests on.")
@click.option("--challenges", default="", help="What stood in the way.")
@click.option("--reason", default="", metavar="CODE", help="The framework's code for departing from another voice.")
@click.option("--departure", default="", help="Why it departs, in words.")
@click.option("--late", default="", help="Why it comes after the period was locked.")
@recording
def submit(review: str, objective: str, track: str, grades: tuple[str, ...], **flags: Any) -> None:
    """Submit what a voice (TRACK) says of an OBJECTIVE in a REVIEW. It stands, and no other voice takes its place."""
    opened()
    from servanda.review import Answer
    from servanda.review import submit as submit_

    own, hand = _review(review, flags)
    pairs = {}
    for pair in grades:
        axis, equals, grade = pair.partition("=")
        if not equals:
            raise UsageError("no-grade", f"{pair!r} does not say on which axis.", "write --grade AXIS=GRADE")
        pairs[axis] = grade
    words = {key: flags[key] for key in ("reasoning", "evidence", "challenges", "reason", "departure", "late")}
    done = submit_(own, _objective(objective, flags), track, Answer(pairs, **words), hand)
    console.say(f"recorded as entry {done.ids[0]}, tick {done.tick}")


@click.command("confirm")
@click.argument("review")
@click.argument("objective")
@click.argument("track")
@recording
def confirm(review: str, objective: str, track: str, **flags: Any) -> None:
    """Submit for a voice (TRACK) what it said of an OBJECTIVE last time."""
    opened()
    from servanda.review import confirm as confirm_

    own, hand = _review(review, flags)
    done = confirm_(own, _objective(objective, flags), track, hand)
    console.say(f"recorded as entry {done.ids[0]}, tick {done.tick}")


@click.command("return")
@click.argument("review")
@click.argument("objective")
@click.argument("axis")
@click.argument("track")
@click.option("--reason", default="", metavar="CODE", help="The framework's code for sending back.")
@WORDS
@recording
def return_(review: str, objective: str, axis: str, track: str, reason: str, words: str, **flags: Any) -> None:
    """Send back what a voice (TRACK) said of an OBJECTIVE on an AXIS, to be revised."""
    opened()
    from servanda.review import send_back

    own, hand = _review(review, flags)
    done = send_back(own, (_objective(objective, flags), axis, track), hand, reason=reason, words=words)
    console.say(f"recorded as entry {done.ids[0]}, tick {done.tick}")


@click.command("approve")
@click.argument("review")
@click.argument("step")
@click.option("--not", "refused", is_flag=True, help="It is not approved.")
@WORDS
@recording
def approve(review: str, step: str, refused: bool, words: str, **flags: Any) -> None:
    """Approve in a STEP what was submitted to a REVIEW. Nobody approves his own work unless the framework says so."""
    opened()
    from servanda.review import approve as approve_

    own, hand = _review(review, flags)
    done = approve_(own, step, hand, given=not refused, words=words)
    console.say(f"recorded as entry {done.ids[0]}, tick {done.tick}")


@click.command("lock")
@click.argument("review")
@WORDS
@EVEN_SO
@DAY
@recording
def lock(review: str, words: str, even_so: bool, when: str | None, **flags: Any) -> None:
    """Lock the period of a REVIEW: what is submitted later is a late correction, and says why."""
    opened()
    from servanda.review import lock as lock_

    own, hand = _review(review, flags)
    done = lock_(own, hand, when=date_of(when), words=words, even_so=even_so)
    console.say(f"recorded as entry {done.ids[0]}, tick {done.tick}")


def seen_by(flags: dict[str, Any]) -> "tuple[Resolved, Hand]":
    """From where it is looked and whoever acts, by the flags of ``recording``."""
    from servanda import register
    from servanda.kernel.standpoint import Standpoint
    from servanda.review import Hand

    who = reader(flags["clearance"], flags["groups"])
    at = register.resolve(Standpoint(reader=who))
    hand = Hand(
        actor_of(flags["actor"]),
        reader=who,
        party=register.find(flags["said_by"], at, "party") if flags["said_by"] else None,
        language=flags["language"],
        source=register.find(flags["source"], at, "source") if flags["source"] else None,
        at=flags["at"],
    )
    return at, hand


def _review(ref: str, flags: dict[str, Any]) -> "tuple[str, Hand]":
    from servanda import register

    at, hand = seen_by(flags)
    return register.find(ref, at, "review"), hand


def _objective(ref: str, flags: dict[str, Any]) -> str:
    from servanda import register

    return register.find(ref, seen_by(flags)[0], "objective")


def marking_of(text: str) -> "Marking":
    """A marking as typed. Raises ``UsageError``."""
    from servanda.kernel.marking import Marking

    try:
        return Marking.parse(text)
    except ValueError as fault:
        raise UsageError("bad-marking", f"{fault}.", "write public, or a level with its groups") from None


def date_of(text: str | None) -> "PartialDate | None":
    """A date as typed. Raises ``UsageError``."""
    from servanda.kernel.dates import DateFault, PartialDate

    if not text:
        return None
    try:
        return PartialDate.parse(text)
    except DateFault as fault:
        raise UsageError("bad-date", fault.sentence, "write a day (2026-06-11), a month or a year") from None


COMMANDS: tuple[click.Command, ...] = (open_, step, submit, confirm, return_, approve, lock)
