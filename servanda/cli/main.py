"""``servanda``: the commands and their help. A command's file is imported only when it is run."""

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from keyword import iskeyword

import click

from servanda import __version__
from servanda.cli.faults import told

SECTIONS: dict[str, dict[str, str]] = {
    "Start": {
        "demo": "Load the demonstration registers, print a brief, serve the pages.",
        "serve": "Serve the pages of the register.",
        "info": "Tell where the register is, what is in it and how large it is.",
    },
    "Ask": {
        "brief": "Tell where a partnership stands, as of any date.",
        "compare": "Tell what changed between two dates or two states of knowledge.",
        "search": "Find records and facts by their words.",
        "count": "Count and sum what is known, in groups.",
        "frameworks": "List the frameworks, or show one.",
        "template": "Write the template of a brief in Word, or check one.",
    },
    "Enter": {
        "record": "Record one fact, or correct one.",
        "mark": "Decide anew who may see an entry.",
        "silence": "Put texts to decision under silence, record replies, tell how they stand.",
        "press": "Draft and clear lines for outside, and tell what may be said today.",
        "review": "Run a review by the steps of its framework: answers, returns, approval, lock.",
        "edition": "Publish editions of a plan's text, amend it, show what changed.",
        "meeting": "Plan meetings, keep their agenda and table, adopt their minutes.",
        "load": "Load a register file (YAML or JSON Lines).",
        "import": "Import a foreign file (CSV, XLSX, ODS, JSON, DOCX) by a mapping.",
        "mappings": "List the mappings of foreign files, or show one.",
        "validate": "Validate a StratML document, each fault with its line.",
    },
    "Give out": {
        "export": "Write what is seen from a standpoint as CSV, XLSX, JSON Lines or open data.",
        "workbooks": "Write a workbook for each responsible body, and read those that come back.",
        "dump": "Write a partnership, or the whole register, as a file.",
        "schema": "Write the JSON Schema of the register file.",
    },
    "Keep": {
        "backup": "Write the whole register to one file.",
        "restore": "Make the register again from such a file.",
        "work": "Do what is due: announce what came of texts put to decision.",
        "issued": "Write again what was issued, to the byte.",
        "account": "Keep the accounts of people: roles, clearances, tokens.",
        "audit": "Tell who did and saw what.",
        "verify": "Check that nothing was altered or removed.",
        "seal": "Make a seal, to be kept elsewhere and verified against.",
        "key": "Make and show the key that signs seals.",
        "erase": "Erase a content by order; the entry stays and says why.",
        "rebuild": "Build the projection and the search index again.",
        "init": "Make the register, or bring an older one up to date.",
    },
}

HELP = """Servanda keeps the register of what partners agreed, what was done about it and who says so,
and answers "where do we stand?" as of any date, with a source under every figure.

Facts are dated and cited, and never overwritten: a correction is a fact of its own. So every question can be
asked of any day, and of what was known at any moment.
"""

DEBUG = "--debug"

EXAMPLES = (
    ("servanda demo", "a register to look at"),
    ("servanda brief azerbaijan-nato --as-of 2016-11-15", "where did we stand?"),
    ("servanda compare azerbaijan-nato --from 2013 --to 2016", "what changed?"),
    ("servanda load --check my-register.yaml", "every fault, with its line"),
    ("servanda load my-register.yaml", "all of it or nothing"),
    ("servanda import report.csv --dry-run", "what would become of each row"),
    ("servanda dump azerbaijan-nato > copy.yaml", "as text again"),
)

ENVIRONMENT = (
    ("DATABASE_URL", "where the register is: sqlite:///path/to/file or postgresql://user@host/name"),
    ("SERVANDA_DATA", "the folder of the default register"),
    ("SERVANDA_FRAMEWORKS", "a folder of your own frameworks, read beside those that are shipped"),
    ("SERVANDA_MAPPINGS", "a folder of your own mappings, read beside those that are shipped"),
    ("SERVANDA_TIME_ZONE", "the zone that days are reckoned in, such as Asia/Baku; else UTC"),
    ("SERVANDA_DEBUG", "1 shows faults of the pages in full"),
    ("NO_COLOR", "no colours, if set"),
)


class Commands(click.Group):
    """The commands by section; each is imported when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands, in the order of the help."""
        return [name for commands in SECTIONS.values() for name in commands]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command."""
        if cmd_name not in self.list_commands(ctx):
            return None
        module = import_module(f"servanda.cli.{cmd_name}{'_' if iskeyword(cmd_name) else ''}")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find a command; of a misspelt one, say what was probably meant."""
        from difflib import get_close_matches

        if args and not args[0].startswith("-") and args[0] not in self.list_commands(ctx):
            close = get_close_matches(args[0], self.list_commands(ctx), n=1)
            hint = f" Did you mean {close[0]}?" if close else ""
            raise click.UsageError(f"There is no command {args[0]!r}.{hint}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands by section."""
        for section, commands in SECTIONS.items():
            with formatter.section(section):
                formatter.write_dl(list(commands.items()))

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Show examples and the environment."""
        with formatter.section("Examples"):
            width = max(len(line) for line, _ in EXAMPLES) + 2
            for line, meaning in EXAMPLES:
                formatter.write(f"{'':>{formatter.current_indent}}{line:<{width}}# {meaning}\n")
        with formatter.section("Environment"):
            formatter.write_dl(list(ENVIRONMENT))
        formatter.write("\n")
        formatter.write_text("`servanda COMMAND --help` tells all about one command.")


@click.command(
    cls=Commands, help=HELP, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.option(DEBUG, is_flag=True, help="Show the traceback of a fault as well (with any command).")
@click.version_option(__version__, "--version", message="servanda %(version)s")
def cli(debug: bool) -> None:
    """Show the options that go with every command; ``main`` reads --debug from the line itself."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command and end the process: 0 if it went well, 2 if the question was put wrongly, else 1."""
    line = _line() if arguments is None else list(arguments)
    given = [word for word in line if word != DEBUG]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "servanda.settings")
    sys.exit(told(lambda: cli.main(given, prog_name="servanda", standalone_mode=False), debug=DEBUG in line))


def _line() -> list[str]:
    """The words of the command line as UTF-8, whatever the terminal's settings are."""
    return [os.fsencode(word).decode("utf-8", "replace") for word in sys.argv[1:]]
