"""``servanda info``: what register is this?"""

import json

import click

from servanda import __version__
from servanda.cli import console
from servanda.cli.register import opened


@click.command("info")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(form: str) -> None:
    """Tell where the register is, what is in it and how large it is."""
    opened()
    from django.conf import settings

    from servanda.register.upkeep import info

    database = settings.DATABASES["default"]
    found = {
        "program": __version__,
        "engine": database["ENGINE"].rpartition(".")[2],
        "database": str(database["NAME"]),
        **dict(info()),
    }
    if form == "json":
        console.say(json.dumps(found, ensure_ascii=False, default=str))
        return
    widest = max(len(name) for name in found)
    for name, value in found.items():
        console.say(f"{name.replace('_', ' '):<{widest}}  {value}")
