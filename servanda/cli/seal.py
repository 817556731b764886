"""``servanda seal``: a fingerprint of the register, to be kept elsewhere."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from servanda.cli import console
from servanda.cli.register import opened, settled
from servanda.errors import NotFound, Refused, UsageError

if TYPE_CHECKING:
    from servanda.register.keeping.upkeep import Seal


@click.command("seal")
@click.option("--output", "-o", type=click.Path(path_type=Path), help="Write to this file; else to standard output.")
@click.option("--export", type=click.Path(path_type=Path), metavar="FILE", help="Write it signed, to hand to others.")
@click.option("--number", type=int, help="Export this seal, which was made before, and make none.")
@click.option("--verifier", type=click.Path(path_type=Path), metavar="FILE", help="Write the program that verifies.")
def command(output: Path | None, export: Path | None, number: int | None, verifier: Path | None) -> None:
    """Make a seal of all that has arrived, and sign it if there is a key (`servanda key make`).

    Keep it where nobody who can write the database can reach it: `servanda verify --against SEAL` then finds even a
    ledger that was rewritten as a whole. With --export others can verify it without Servanda, by the program that
    --verifier writes and the key that `servanda key show` shows. A file named `-` is standard output.
    """
    if number is not None and export is None:
        raise UsageError("no-export", "A seal that was made before can only be exported.", "add --export FILE")
    if verifier is not None:
        _write_verifier(verifier)
        if output is None and export is None:
            return
    opened()
    from servanda.register.keeping.upkeep import seal, signing_key

    key = signing_key()
    if export is None:
        made = seal(key)
        with console.output(output) as file:
            file.write(made.to_json())
        return
    if number is None and key is None:
        raise Refused("no-key", "There is no key to sign with.", "make one: servanda key make")
    made = _made_before(number) if number is not None else seal(key)
    with console.output(export) as file:
        file.write(made.to_export())
    if output is not None:
        with console.output(output) as file:
            file.write(made.to_json())
    console.note(f"seal {made.number}, signed by the key {made.fingerprint}")


def _made_before(number: int) -> "Seal":
    from servanda.register.keeping.upkeep import seals

    made = next((one for one in seals() if one.number == number), None)
    if made is None:
        raise NotFound("no-such-seal", f"There is no seal {number}.", "leave --number out to make a new one")
    if not made.key:
        raise Refused("unsigned", f"Nobody signed seal {number}.", "leave --number out: a new seal covers all it did")
    return made


def _write_verifier(path: Path) -> None:
    settled()
    from servanda.verifier import PROGRAM

    with console.output(path) as file:
        file.write(PROGRAM.read_text(encoding="utf-8"))
