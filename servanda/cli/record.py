"""``servanda record``: one fact from the command line."""

import json
import sys
from datetime import date
from typing import Any

import click

from servanda.cli import console
from servanda.cli.actor import actor_of
from servanda.cli.register import opened
from servanda.cli.standpoint import reader, reader_options
from servanda.errors import UsageError
from servanda.yamlfile import MEGABYTE, Document, read

HEADER = ("as_of", "since", "until", "said_by", "marking", "source", "at", "quote")


@click.command("record")
@click.argument("kind", required=False)
@click.argument("about", required=False, metavar="RECORD")
@click.option("--scope", metavar="PARTNERSHIP", required=True, help="The partnership it belongs to.")
@click.option("--as-of", metavar="DATE", help="The day it is attested for; else no later than its source.")
@click.option("--since", metavar="DATE", help="The day from which it holds.")
@click.option("--until", metavar="DATE", help="The day to which it held.")
@click.option("--said-by", metavar="PARTY", help="The party who said it.")
@click.option("--marking", help="Who may see it: public, or e.g. 'restricted to AZE,NATO'.")
@click.option("--source", metavar="SOURCE", help="The source it is cited to.")
@click.option("--at", help="The place in the source: 'paragraph 4'.")
@click.option("--quote", help="The exact words, in the source's own language.")
@click.option(
    "--set", "content", multiple=True, metavar="KEY=VALUE", help="What is said: total=41, parts.holder.army=27."
)
@click.option(
    "--json", "path", type=click.Path(allow_dash=True), metavar="FILE", help="Read the fact from a file, - for input."
)
@click.option("--replaces", metavar="ENTRY", help="The entry that it corrects.")
@click.option("--reason", help="Why it is corrected; needed with --replaces.")
@click.option("--language", default="en", show_default=True, help="The language of texts.")
@click.option("--actor", help="Who records it; else the user of this machine.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@reader_options
def command(kind: str | None, about: str | None, scope: str, path: str | None, form: str, **flags: Any) -> None:
    """Record one fact of a KIND about a RECORD, with its source; or correct one.

    What the command reported as recorded is on the disk.

    \b
        servanda record tally parp-2016 --scope azerbaijan-nato --as-of 2016-11-15 \\
            --set total=41 --set parts.holder.armed-forces=27 \\
            --source azernews-2016 --at "paragraph 4" --quote "27 from 41 objectives"
        servanda record tally parp-2016 --scope azerbaijan-nato --as-of 2016-11-15 \\
            --set total=42 --source azernews-2016 --replaces ENTRY --reason "misread"
        echo '{"tally": "parp-2016", "total": 41, "as_of": "2016-11-15"}' | \\
            servanda record --scope azerbaijan-nato --json -

    With --json, the fact is written as in a register file, in JSON or YAML.
    """
    document = _from_file(path) if path else _from_flags(kind, about, flags)
    if path and (kind or flags["content"]):
        raise UsageError("two-facts", "--json gives the whole fact.", "leave the kind and --set out")
    if flags["replaces"] and not flags["reason"]:
        raise UsageError("no-reason", "A correction says why it is made.", "add --reason")
    opened()
    from servanda import register
    from servanda.cli.press import held_to_the_line
    from servanda.exchange.registerfile.onefact import Correction, record_fact
    from servanda.kernel.standpoint import Standpoint

    # records are found whatever day they are spoken of: a fact may be about one that only comes later
    ahead = Standpoint(as_of=date.max, reader=reader(flags["clearance"], flags["groups"]))
    if isinstance(document.data, dict) and "line-cleared" in document.data:
        held_to_the_line(document.data, flags["replaces"], flags)
    corrects = Correction(flags["replaces"], flags["reason"]) if flags["replaces"] else None
    recorded = record_fact(
        document,
        scope,
        register.resolve(ahead),
        actor=actor_of(flags["actor"]),
        language=flags["language"],
        corrects=corrects,
    )
    if form == "json":
        console.say(json.dumps({"entries": recorded.ids, "tick": recorded.tick, "at": recorded.moment.isoformat()}))
    else:
        console.say(f"recorded as entry {recorded.ids[0]}, tick {recorded.tick}")


def _from_file(path: str) -> Document:
    if path == "-":
        return read(sys.stdin.buffer.read(MEGABYTE + 1), limit_bytes=MEGABYTE, name="the input")
    from pathlib import Path

    return read(Path(path), limit_bytes=MEGABYTE, if_larger="One fact is small; load a register file for more.")


def _from_flags(kind: str | None, about: str | None, flags: dict[str, Any]) -> Document:
    from servanda.exchange.registerfile.emit import emit

    if not kind or not about:
        raise UsageError("no-fact", "It is not said what to record.", "name a kind and a record, or give --json")
    fact: dict[str, Any] = {kind: about}
    fact.update({key: flags[key] for key in HEADER if flags[key] is not None})
    for pair in flags["content"]:
        _put(fact, kind, pair)
    return read(emit(fact).encode(), name="the command line")


def _put(fact: dict[str, Any], kind: str, pair: str) -> None:
    """Put ``key.inner=value`` into the fact; a value in brackets is a list or a mapping."""
    path, equals, text = pair.partition("=")
    if not equals or not path:
        raise UsageError("bad-set", f"--set {pair!r} does not say what is what.", "write --set total=41")
    value = read(text.encode(), name=f"--set {path}").data if text[:1] in ("[", "{") else text
    *outer, last = ["is", *path.split(".")[1:]] if path.split(".")[0] == kind else path.split(".")
    place = fact
    for key in outer:
        place = place.setdefault(key, {})
        if not isinstance(place, dict):
            raise UsageError("bad-set", f"--set {path}: {key} is a value already.", "write each key once")
    if last in place:
        raise UsageError("bad-set", f"--set {path} is given twice.", "write each key once")
    place[last] = value
