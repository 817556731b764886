"""``servanda mark``: who may see an entry is decided anew."""

import click

from servanda.cli import console
from servanda.cli.actor import actor_of
from servanda.cli.register import opened


@click.command("mark")
@click.argument("entry")
@click.argument("marking")
@click.option("--reason", required=True, help="Why; shown to whoever may see the entry.")
@click.option("--actor", help="Who decides it; else the user of this machine.")
def command(entry: str, marking: str, reason: str, actor: str | None) -> None:
    """Mark an ENTRY anew: disclose it, lower or raise its marking, release it to other groups.

    MARKING is `public`, or a level with its groups if it has any. Its citations and corrections that were marked as it
    was go with it, and those that would tell of it to others. From now on nobody else sees it, from whatever day.

    \b
        servanda mark 0b1c... public --reason "disclosed by the committee, 12 March"
        servanda mark 0b1c... "secret to NATO" --reason "it should never have been public"
    """
    opened()
    from servanda import register
    from servanda.register.writing.remarking import mark, read_marking

    to = read_marking(marking)
    done = mark(entry, to, reason, actor_of(actor))
    said = register.policy().say(to, "en")
    others = f", and {len(done.ids) - 1} entries about it" if len(done.ids) > 1 else ""
    console.say(f"{entry}{others}: {said} from now on.")
