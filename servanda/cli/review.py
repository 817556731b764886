"""``servanda review``: reviews run by the steps of their framework."""

import json
from typing import TYPE_CHECKING, Any

import click

from servanda.cli import console, reviewing
from servanda.cli.language import language_option
from servanda.cli.register import opened
from servanda.cli.standpoint import reader, standpoint, standpoint_options

if TYPE_CHECKING:
    from servanda.brief.reviews import ReviewTold
    from servanda.kernel.standpoint import Resolved

FORM = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)


@click.group("review")
def command() -> None:
    """Run reviews: open and close their steps, submit what each voice says, send back, approve, lock the period.

    Which steps there are, who acts in them and what holds them back is in the framework. How a review stands is worked
    out from what happened. What is recorded here is cited to the file of the review, unless --source names another.

    \b
        servanda review open works-review --framework river-treaty --scope mirelle-rivers --plan works-2026
        servanda review submit works-review gauge own-report --grade status=done --reasoning "All four stand."
        servanda review show works-review
    """


@command.command("list")
@click.argument("partnership", required=False)
@language_option
@standpoint_options
def list_(partnership: str | None, language: str, **flags: Any) -> None:
    """List the reviews, of one PARTNERSHIP or of all: the steps that are open in each."""
    opened()
    from servanda import register
    from servanda.register.reading.reviews import all_reviews

    at = _at(flags)
    scope = register.find(partnership, at, "partnership") if partnership else None
    told = [_told(one, at, language) for one in all_reviews(at)]
    found = [one for one in told if scope is None or one.one.scope == scope]
    for review in sorted(found, key=lambda one: (one.title, one.one.record)):
        console.say(f"{review.address}: {review.title}: {_state(review)}")
    if not found:
        console.note("no review has been begun")


@command.command("show")
@click.argument("review")
@FORM
@language_option
@standpoint_options
def show(review: str, form: str, language: str, **flags: Any) -> None:
    """Show how a review stands: its steps, what may happen next, who has answered, where voices differ."""
    opened()
    from servanda import register

    at = _at(flags)
    told = _told(register.find(review, at, "review"), at, language)
    if form == "json":
        console.say(json.dumps(plain(told), ensure_ascii=False, indent=2))
        return
    for line in lines(told):
        console.say(line)


def lines(told: "ReviewTold") -> list[str]:
    """A review in plain lines."""
    found = [told.title, _state(told), "", "Steps"]
    for step in told.steps():
        dates = ", ".join(filter(None, (step.began, step.ended)))
        due = f", to be closed by {step.due}" if step.due and step.state == "open" else ""
        found.append(f"  {step.label} ({step.slug}): {step.state}{f', {dates}' if dates else ''}{due}")
    found += ["", "What may happen next"]
    for move in told.moves():
        what = f"{move.does} {move.step}".strip()
        blocked = f" - held back: {'; '.join(move.blocks)}" if move.blocks else ""
        found.append(f"  {what} ({', '.join(move.acts) or 'nobody by role'}){blocked}")
    found += ["", "Answers"]
    for row in told.progress():
        counts = f"{row.answered} of {row.asked} answered, {row.returned} sent back"
        found.append(f"  {row.name}, {row.voice}: {counts}")
    found += ["", "Where voices differ"]
    for one in told.differing():
        grades = "; ".join(f"{voice}: {grade}" for voice, grade in one.grades)
        found.append(f"  {one.title}, {one.axis}: {grades} ({_apart(one.size)})")
    return found


def plain(told: "ReviewTold") -> dict[str, Any]:
    """A review for programs."""
    return {
        "review": told.one.record,
        "address": told.address,
        "title": told.title,
        "framework": told.one.payload.framework,
        "locked": told.date(told.one.course.told.locked) or None,
        "steps": [
            {"step": one.slug, "state": one.state, "began": one.began, "ended": one.ended, "due": one.due}
            for one in told.steps()
        ],
        "next": [
            {"does": one.does, "step": one.step, "roles": list(one.acts), "blocked": list(one.blocks)}
            for one in told.moves()
        ],
        "progress": [
            {
                "track": one.track,
                "body": one.body or None,
                "asked": one.asked,
                "answered": one.answered,
                "returned": one.returned,
            }
            for one in told.progress()
        ],
        "differing": [
            {"objective": one.objective, "title": one.title, "axis": one.axis, "size": one.size,
             "grades": dict(one.grades)}
            for one in told.differing()
        ],
    }  # fmt: skip


def _state(told: "ReviewTold") -> str:
    locked = told.one.course.told.locked
    if locked is not None:
        return f"locked on {told.date(locked)}"
    steps = [one.label for one in told.steps() if one.state == "open"]
    return f"open: {', '.join(steps)}" if steps else "no step is open"


def _apart(size: int | None) -> str:
    if size is None:
        return "cannot be measured"
    return "1 step apart" if size == 1 else f"{size} steps apart"


def _at(flags: dict[str, Any]) -> "Resolved":
    from servanda import register

    who = reader(flags.pop("clearance"), flags.pop("groups"))
    return register.resolve(standpoint(**flags, reader=who))


def _told(record: str, at: "Resolved", language: str) -> "ReviewTold":
    from servanda import register
    from servanda.brief.reviews import ReviewTold
    from servanda.review import look

    return ReviewTold(look(record, at), register.frameworks(), language)


for one in reviewing.COMMANDS:
    command.add_command(one)
