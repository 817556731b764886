"""``servanda account``: who the people are and what they may do, from the machine that holds the register."""

import click

from servanda.cli import account_people, account_rights, account_tokens

HELP = """Keep the accounts of people: who they are, what roles they hold where, what they are cleared for.

Without any account the register is its keeper's alone, and asks for none. With the first one, the pages show what is
public to whoever is not signed in, and let nobody record who has no role for it. Whoever can run this command on the
register's database is its keeper and may do all; every change is kept, with who made it.

\b
    servanda account create aysel@example.org --name "Aysel Quliyeva" --administrator
    servanda account grant coordinator --to aysel@example.org --at azerbaijan-nato
    servanda account why aysel@example.org record --at azerbaijan-nato
"""


class Ordered(click.Group):
    """The commands in the order they are first needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, as they were added."""
        return list(self.commands)


@click.command("account", cls=Ordered, help=HELP)
def command() -> None:
    """Gather the commands about accounts."""


for _one in (*account_people.COMMANDS, *account_rights.COMMANDS, *account_tokens.COMMANDS):
    command.add_command(_one)
