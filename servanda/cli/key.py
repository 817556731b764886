"""``servanda key``: the key with which this instance signs its seals."""

import json

import click

from servanda.cli import console
from servanda.cli.register import settled


@click.group("key")
def command() -> None:
    """Keep the key with which this instance signs its seals.

    It lies in the folder SERVANDA_KEYS, never in the database, and only the user of this machine may read it.
    """


@command.command("make")
def make() -> None:
    """Make the key. Give its public half to those who will verify seals, by another way than the seals themselves."""
    settled()
    from servanda.register.keeping.upkeep import keys, now

    made = keys().make(now())
    console.say(f"Made the key {made.fingerprint}.")
    console.say(f"It is kept in {keys().folder}. Back that folder up, apart from the register.")


@command.command("rotate")
@click.option("--yes", is_flag=True, help="Do not ask.")
def rotate(yes: bool) -> None:
    """Put a new key in the place of the present one, whose private half is destroyed here.

    What the old key signed still verifies: its public half stays listed.
    """
    settled()
    from servanda.register.keeping.upkeep import keys, now

    if not yes:
        click.confirm("The present key can then sign nothing more. Make a new one?", abort=True)
    made = keys().rotate(now())
    console.say(f"Made the key {made.fingerprint}.\nTell it to those who verify seals.")


@command.command("show")
@click.option("--format", "form", type=click.Choice(["text", "jsonl"]), default="text", show_default=True)
def show(form: str) -> None:
    """Show the public half of every key there was, the newest last. As JSON Lines it is what the verifier reads."""
    settled()
    from servanda.register.keeping.upkeep import keys

    listed = keys().listed()
    for one in listed:
        if form == "jsonl":
            plain = {"public": one.public, "fingerprint": one.fingerprint, "made_at": one.made_at}
            console.say(json.dumps({**plain, "is_current": one.is_current}))
        else:
            is_used = "signs now" if one.is_current else "signs no more"
            console.say(f"{one.made_at}  {is_used}\n  public key   {one.public}\n  fingerprint  {one.fingerprint}")
    if not listed:
        console.note("There is no key yet: servanda key make")
