"""``servanda work``: what falls due is done, once."""

import click

from servanda.cli import console
from servanda.cli.actor import actor_of
from servanda.cli.register import opened


@click.command("work")
@click.option("--dry-run", is_flag=True, help="Tell what is due, and do nothing.")
@click.option("--actor", help="Who does it; else the user of this machine.")
def command(dry_run: bool, actor: str | None) -> None:
    """Do what is due: announce what came of texts put to decision, tell people, send mail, clear what expired.

    It may be run as often as one likes, by several machines at once, and be killed at any moment: each result is
    announced once, and each word told once. What was decided while nothing ran is announced at the next run, as
    decided at its own moment.

    \b
        */5 * * * *  servanda work        # a line of a crontab

    A result is announced when it has stood for SERVANDA_CLOCK_TOLERANCE seconds, so that an objection in the last
    second is heard by clocks that differ; and only of texts that were put to decision here while they were open.
    """
    opened()
    done = _announced(dry_run, actor)
    if dry_run:
        _waiting()
    elif not _told() + done:
        console.note("nothing was due")


def _announced(dry_run: bool, actor: str | None) -> int:
    from servanda.brief.procedure import tell
    from servanda.register import frameworks
    from servanda.register.keeping.announcing import announce, due

    done = 0
    for one in list(due()):
        told = tell(one.procedure.view, one.procedure.record, frameworks())
        assert told is not None
        if dry_run:
            console.say(f"due: {told.address}: {told.state}, {told.title}")
        elif announce(one, actor=actor_of(actor)) is not None:
            done += 1
            console.say(f"announced: {told.address}: {told.state}, {told.title}")
    return done


def _waiting() -> None:
    from django.utils import timezone

    from servanda.jobs.models import Job

    for job in Job.objects.filter(done=None, failed=None, due__lte=timezone.now()).order_by("due", "id"):
        console.say(f"due: {job.key}, attempt {job.attempts + 1}")


def _told() -> int:
    """Note what is new to tell, send what is to be sent, clear what expired; says how much was done."""
    from servanda.jobs.work import work
    from servanda.notices import inviting
    from servanda.notices.gather import gather
    from servanda.notices.mailing import KIND, handle, make_mails
    from servanda.notices.upkeep import clear

    words = gather()
    if words:
        console.say(f"words to people: {words}")
    make_mails()
    ended = work({KIND: handle, inviting.KIND: inviting.handle})
    for one in ended:
        words_of = {"done": "done", "again": "to be tried again", "failed": "given up"}[one.how]
        console.say(f"{one.job.key}: {words_of}{f': {one.fault}' if one.fault else ''}")
    cleared = [(what, number) for what, number in clear() if number]
    for what, number in cleared:
        console.say(f"cleared: {number} {what}")
    return words + len(ended) + len(cleared)
