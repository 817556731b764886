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

    from servanda.kernel.entries import instant
    from servanda.register import policy
    from servanda.register.keeping.upkeep import info

    database = settings.DATABASES["default"]
    kept = info()
    found = {
        "program": __version__,
        "engine": database["ENGINE"].rpartition(".")[2],
        "database": str(database["NAME"]),
        "register": kept.origin or None,
        "ledger_format": kept.format,
        "marking_policy": policy().slug,
        "entries": kept.entries,
        "erased": kept.erased,
        "last_arrival": instant(kept.last_arrival) if kept.last_arrival else None,
        "last_seal": kept.last_seal.at if kept.last_seal else None,
    }
    if form == "json":
        console.say(json.dumps(found, ensure_ascii=False))
        return
    for name, value in found.items():
        console.say(f"{name.replace('_', ' '):<14} {'none' if value is None else value}")
