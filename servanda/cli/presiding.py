"""The commands of ``servanda meeting`` that record: planning, the table, the agenda, outcomes, adopting the minutes."""

from typing import TYPE_CHECKING, Any

import click

from servanda.cli import console
from servanda.cli.register import opened
from servanda.cli.reviewing import WORDS, date_of, marking_of, recording, seen_by
from servanda.errors import UsageError

if TYPE_CHECKING:
    from servanda.register import Recorded
    from servanda.review import Hand

OUTCOMES = ("agreed", "decided", "carried-over", "not-agreed", "noted")


@click.command("plan")
@click.argument("meeting")
@click.option("--review", metavar="REVIEW", help="The review that it is on; its plans are taken with it.")
@click.option("--scope", metavar="PARTNERSHIP", help="The partnership, where it is on no review.")
@click.option("--begins", default="", metavar="TIME", help="When it begins: '2026-06-11T10:00 Europe/Brussels'.")
@click.option("--ends", default="", metavar="TIME", help="When it ends.")
@click.option("--day", metavar="DATE", help="The day, where no time is fixed.")
@click.option("--subject", default="", help="What it is to discuss.")
@click.option("--format", "format_", default="", metavar="SLUG", help="The format, as the framework names it.")
@click.option("--level", default="", metavar="SLUG", help="The level, as the framework names it.")
@click.option("--body", metavar="PARTY", help="The body that meets.")
@click.option("--party", "parties", multiple=True, metavar="PARTY", help="A party that takes part (repeat it).")
@click.option("--venue", default="", help="Where it is.")
@click.option("--marking", help="Who may see it; else as the review is marked, or public.")
@recording
def plan(meeting: str, review: str | None, scope: str | None, **flags: Any) -> None:
    """Plan a meeting under the new name MEETING."""
    opened()
    from servanda import register
    from servanda.meeting import Plan
    from servanda.meeting import plan as plan_
    from servanda.review import look

    at, hand = seen_by(flags)
    on: tuple[str, ...] = ()
    frameworks: tuple[str, ...] = ()
    marking = marking_of(flags["marking"] or "public")
    if review is not None:
        one = look(register.find(review, at, "review"), at, [])
        on, frameworks = (*one.payload.plans, one.record), (one.payload.framework,)
        place = one.scope
        if flags["marking"] is None:
            marking = one.own.entry.marking
    elif scope is not None:
        place = register.find(scope, at, "partnership")
    else:
        raise UsageError("no-scope", "It is not said what the meeting belongs to.", "give --review or --scope")
    own = plan_(
        Plan(
            place,
            on,
            frameworks,
            begins=flags["begins"],
            ends=flags["ends"],
            day=date_of(flags["day"]),
            format=flags["format_"],
            level=flags["level"],
            body=register.find(flags["body"], at, "party") if flags["body"] else None,
            parties=tuple(register.find(party, at, "party") for party in flags["parties"]),
            venue=flags["venue"],
            subject=flags["subject"],
            name=meeting,
            marking=marking,
        ),
        hand,
    )
    console.say(f"planned as record {own}")


@click.command("time")
@click.argument("meeting")
@click.argument("begins")
@click.option("--ends", default="", metavar="TIME", help="When it ends.")
@recording
def time(meeting: str, begins: str, ends: str, **flags: Any) -> None:
    """Fix when a MEETING begins, or move it: '2026-06-11T10:00 Europe/Brussels'."""
    opened()
    from servanda.meeting import set_time

    own, hand = _meeting(meeting, flags)
    _recorded(set_time(own, begins, hand, ends=ends))


@click.command("seat")
@click.argument("meeting")
@click.argument("party")
@click.option("--head", default="", help="Who leads the delegation.")
@click.option("--members", default="", metavar="NUMBER", help="How many members it has.")
@click.option("--seats", default="", metavar="NUMBER", help="How many seats it has at the table.")
@click.option("--absent", is_flag=True, help="It has no delegation there.")
@WORDS
@recording
def seat(meeting: str, party: str, **flags: Any) -> None:
    """Say who sits at the table of a MEETING for a PARTY, as far as it is known."""
    opened()
    from servanda import register
    from servanda.meeting import seat as seat_

    own, hand = _meeting(meeting, flags)
    said = {name: flags[name] for name in ("head", "members", "seats", "absent", "words")}
    _recorded(seat_(own, register.find(party, seen_by(flags)[0], "party"), hand, **said))


@click.command("put")
@click.argument("meeting")
@click.option("--proposed", "numbers", multiple=True, type=int, metavar="N", help="What is proposed at a number.")
@click.option("--all", "every", is_flag=True, help="All that is proposed.")
@click.option("--subject", "subjects", multiple=True, help="A subject in words (repeat it).")
@recording
def put(meeting: str, numbers: tuple[int, ...], every: bool, subjects: tuple[str, ...], **flags: Any) -> None:
    """Put items on the agenda of a MEETING; `servanda meeting propose` numbers what is proposed."""
    opened()
    from servanda.meeting import Wanted, look, propose
    from servanda.meeting import put as put_

    own, hand = _meeting(meeting, flags)
    at = seen_by(flags)[0]
    proposed = propose(look(own, at), at, flags["language"])
    if beyond := [number for number in numbers if not 1 <= number <= len(proposed)]:
        remedy = "`servanda meeting propose` numbers what is proposed"
        raise UsageError("no-such-proposal", f"Nothing is proposed at {beyond[0]}.", remedy)
    chosen = proposed if every else [proposed[number - 1] for number in numbers]
    wanted = [*(one.wanted for one in chosen), *(Wanted(subject=subject) for subject in subjects)]
    _recorded(put_(own, wanted, hand))


@click.command("take-off")
@click.argument("meeting")
@click.argument("item")
@WORDS
@recording
def take_off(meeting: str, item: str, words: str, **flags: Any) -> None:
    """Take an ITEM, by its number, off the agenda of a MEETING."""
    opened()
    from servanda.meeting import take_off as take_off_

    own, hand = _meeting(meeting, flags)
    _recorded(take_off_(own, item, hand, words=words))


@click.command("order")
@click.argument("meeting")
@click.argument("items", nargs=-1, required=True)
@recording
def order(meeting: str, items: tuple[str, ...], **flags: Any) -> None:
    """Order the agenda of a MEETING: ITEMS by their numbers now, the first first; those not named follow."""
    opened()
    from servanda.meeting import look
    from servanda.meeting import order as order_
    from servanda.meeting.ordering import line_of

    own, hand = _meeting(meeting, flags)
    one = look(own, seen_by(flags)[0])
    _recorded(order_(own, [line_of(one, item).item for item in items], hand))


@click.command("outcome")
@click.argument("meeting")
@click.argument("item")
@click.argument("what", type=click.Choice(OUTCOMES))
@click.option("--grade", default="", metavar="AXIS=GRADE", help="The grade that was agreed.")
@click.option("--reason", default="", metavar="CODE", help="The framework's code for departing from a voice.")
@click.option("--text", default="", help="In words: the decision, or why.")
@click.option("--again", is_flag=True, help="In place of the outcome that stands.")
@recording
def outcome(meeting: str, item: str, what: str, grade: str, reason: str, text: str, again: bool, **flags: Any) -> None:
    """Record WHAT came of an ITEM, by its number, at the table of a MEETING."""
    opened()
    from servanda.meeting import Said, look, settle
    from servanda.meeting.ordering import line_of

    own, hand = _meeting(meeting, flags)
    axis, _equals, slug = grade.partition("=")
    line = line_of(look(own, seen_by(flags)[0]), item)
    said = Said(what, axis, slug, reason, text, seen=line.version if again else 0)
    _recorded(settle(own, line.item, said, hand))


@click.command("adopt")
@click.argument("meeting")
@click.option("--held", metavar="DATE", help="The day on which it was held, where that is not the day planned.")
@WORDS
@recording
def adopt(meeting: str, held: str | None, words: str, **flags: Any) -> None:
    """Adopt the minutes of a MEETING: what was agreed becomes grades of both sides, what was decided decisions."""
    opened()
    from servanda.meeting import adopt as adopt_

    own, hand = _meeting(meeting, flags)
    day = date_of(held)
    done = adopt_(own, hand, held=day.earliest if day is not None else None, words=words)
    if done is None:
        console.note("the minutes were adopted already; nothing was recorded")
        return
    console.say(f"adopted; recorded as {len(done.ids)} entries, tick {done.tick}")


def _meeting(ref: str, flags: dict[str, Any]) -> "tuple[str, Hand]":
    from servanda import register

    at, hand = seen_by(flags)
    return register.find(ref, at, "meeting"), hand


def _recorded(done: "Recorded | None") -> None:
    if done is None:
        console.note("it stands so already; nothing was recorded")
        return
    console.say(f"recorded as entry {done.ids[0]}, tick {done.tick}")


COMMANDS: tuple[click.Command, ...] = (plan, time, seat, put, take_off, order, outcome, adopt)
