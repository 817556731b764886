"""``servanda init``: make the register, or bring an older one up to date."""

import click

from servanda.cli import console
from servanda.cli.register import opened


@click.command("init")
def command() -> None:
    """Make the register that DATABASE_URL names, or bring an older one up to date.

    Every command does this when it opens a register; this one does nothing else. A database from a newer release
    is left untouched.
    """
    opened()
    from django.conf import settings

    console.say(f"The register is ready: {settings.DATABASES['default']['NAME']}")
