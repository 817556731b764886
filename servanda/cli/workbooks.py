"""``servanda workbooks``: a workbook for each responsible body, out and back."""

import json
import sys
from pathlib import Path
from typing import Any

import click

from servanda.cli import console
from servanda.cli.actor import actor_of
from servanda.cli.language import language_option
from servanda.cli.register import opened
from servanda.cli.standpoint import day, reader, reader_options
from servanda.errors import UsageError
from servanda.kernel.standpoint import Standpoint

READ = "read"


@click.command("workbooks")
@click.argument("words", nargs=-1, required=True, metavar="PLAN | read FOLDER|FILE...")
@click.option("--out", type=click.Path(path_type=Path), metavar="FOLDER", help="Write one workbook a body into it.")
@click.option("--period", metavar="DATE", help="What the answers are about: 2026, 2026-01/2026-06.")
@click.option(
    "--track", "tracks", multiple=True, help="The voice that is asked; else the bodies' own (may be repeated)."
)
@click.option("--as-of", metavar="DATE", help="The day whose answers stand in grey; else today.")
@click.option(
    "--prefer", multiple=True, metavar="FILE|later", help="Where two of one body differ, take this one's answers."
)
@click.option("--dry-run", is_flag=True, help="Tell what reading them would do, and record nothing.")
@click.option("--all", "everything", is_flag=True, help="Tell every line of every list.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--actor", help="Who records; else the user of this machine.")
@reader_options
@language_option
def command(
    words: tuple[str, ...],
    out: Path | None,
    period: str | None,
    tracks: tuple[str, ...],
    as_of: str | None,
    prefer: tuple[str, ...],
    dry_run: bool,
    everything: bool,
    form: str,
    actor: str | None,
    clearance: str | None,
    groups: tuple[str, ...],
    language: str,
) -> None:
    """Write a workbook for each body that holds objectives of a PLAN, or read those that came back.

    \b
        servanda workbooks plan-2022 --out sent/ --period 2026
        servanda workbooks read received/ --dry-run
        servanda workbooks read received/ --prefer finance-second.xlsx

    Last time's answers stand in grey and count as unanswered until they are confirmed. Workbooks are read in any order
    and recorded together, each as a source; it is told who is missing, what each changed, where two of one body
    differ, and what was not theirs to write. Reading them again records nothing. `read` takes a plan's workbook
    (`servanda export --for-editing`) too.

    Exit status of reading: 0 if all that was written could be taken, else 1.
    """
    who = reader(clearance, groups)
    if words[0] != READ:
        if len(words) > 1 or out is None:
            raise UsageError("no-folder", "It is not said where the workbooks go.", "name one plan, and --out FOLDER")
        opened()
        _write(words[0], Standpoint(day(as_of, "--as-of"), reader=who), out, language, period, tracks)
        return
    if len(words) < 2:
        raise UsageError("no-files", "It is not said which workbooks to read.", "name a folder, or files")
    opened()
    options = {"reader": who, "actor": actor_of(actor), "dry_run": dry_run}
    read_back([Path(word) for word in words[1:]], prefer, options, form, everything=everything)


def _write(plan: str, at: Standpoint, folder: Path, language: str, period: str | None, tracks: tuple[str, ...]) -> None:
    from servanda import register
    from servanda.exchange.workbooks import asking

    resolved = register.resolve(at)
    container = register.find(plan, resolved)
    console.make_folder(folder)
    if taken := sorted(path.name for path in folder.iterdir() if path.suffix == ".xlsx"):
        raise UsageError("folder-taken", f"{folder} holds workbooks already ({taken[0]}).", "name an empty folder")
    _, orphans = asking.write_all(
        container, resolved, language, register.frameworks(), folder,
        period=period, tracks=tracks,
        written=lambda one: console.say(f"{folder / one.file}: {one.name}, {one.objectives} objectives"),
    )  # fmt: skip
    if orphans:
        console.note(f"{orphans} objectives have no responsible body and are in no workbook")


def read_back(
    paths: list[Path], prefer: tuple[str, ...], options: dict[str, Any], form: str, *, everything: bool
) -> None:
    """Read workbooks that came back, record what is taken, and tell; ends the process with 1 if anything was not.

    ``options`` are ``actor``, ``dry_run`` and, unless it is anyone, ``reader``.
    """
    from servanda import register
    from servanda.exchange.workbooks.collecting import collect, found_in
    from servanda.exchange.workbooks.collectreport import collect_report
    from servanda.exchange.workbooks.returned import sort_of
    from servanda.exchange.workbooks.taking import take

    files = found_in(paths)
    options["frameworks"] = register.frameworks()
    if len(files) == 1 and sort_of(files[0]) == "plan":
        edited = take(files[0], **options)
        left = edited.data["cells"]["refused"] + len(edited.data["odd"])
        data, lines = edited.data, edited.lines(everything=everything)
    else:
        with console.advancing("Reading workbooks", len(files)) as advance:
            collected = collect_report(collect(files, prefer=prefer, advance=advance, **options))
        data, lines = collected.data, collected.lines(everything=everything)
        left = sum(number for name, number in data["answers"].items() if name not in ("recorded", "already"))
        left += len(data["not_theirs"]) + sum(one["status"] not in ("read", "twice") for one in data["files"])
    console.say(json.dumps(data, ensure_ascii=False) if form == "json" else "\n".join(lines))
    if left:
        sys.exit(1)
