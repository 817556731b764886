"""``servanda work``: what falls due is done, once."""

import click

from servanda.cli import console
from servanda.cli.actor import actor_of
from servanda.cli.register import opened


@click.command("work")
@click.option("--dry-run", is_flag=True, help="Tell what is due, and do nothing.")
@click.option("--actor", help="Who does it; else the user of this machine.")
def command(dry_run: bool, actor: str | None) -> None:
    """Do what is due: announce what came of texts put to decision.

    It may be run as often as one likes, by several machines at once, and be killed at any moment: each result is
    announced once. What was decided while nothing ran is announced at the next run, as decided at its own moment.

    \b
        */5 * * * *  servanda work        # a line of a crontab

    A result is announced when it has stood for SERVANDA_CLOCK_TOLERANCE seconds, so that an objection in the last
    second is heard by clocks that differ; and only of texts that were put to decision here while they were open.
    """
    opened()
    from servanda.brief.procedure import tell
    from servanda.register import frameworks
    from servanda.register.announcing import announce, due

    done = 0
    for one in list(due()):
        told = tell(one.procedure.view, one.procedure.record, frameworks())
        assert told is not None
        if dry_run:
            console.say(f"due: {told.address}: {told.state}, {told.title}")
        elif announce(one, actor=actor_of(actor)) is not None:
            done += 1
            console.say(f"announced: {told.address}: {told.state}, {told.title}")
    if not dry_run and not done:
        console.note("nothing was due")
