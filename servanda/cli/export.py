"""``servanda export``: what is seen from a standpoint, as files for others."""

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

import click

from servanda.cli import console
from servanda.cli.language import language_option
from servanda.cli.register import opened
from servanda.cli.standpoint import reader, standpoint, standpoint_options
from servanda.errors import UsageError
from servanda.kernel.standpoint import Standpoint

FORMATS = ("csv", "xlsx", "jsonl", "bundle", "stratml")
SUFFIXES = {
    ".csv": "csv",
    ".xlsx": "xlsx",
    ".jsonl": "jsonl",
    ".zip": "bundle",
    ".xml": "stratml",
    ".stratml": "stratml",
}
USUAL = {
    "plan": "objectives",
    "package": "objectives",
    "sources": "sources",
    "operation": "strengths",
    "contribution": "strengths",
}


@click.command("export")
@click.argument("what")
@standpoint_options
@click.option("--format", "form", type=click.Choice(FORMATS), help="How to write it; else by the name of the file.")
@click.option(
    "--output", "-o", type=click.Path(path_type=Path), help="Write to this file, or each table into this folder."
)
@click.option("--table", "tables", multiple=True, metavar="TABLE", help="Only this table (may be repeated).")
@click.option("--bom", is_flag=True, help="Begin CSV with a byte order mark, for spreadsheets that look for one.")
@click.option("--licence", metavar="NAME|FILE", help="The licence of a bundle: CC-BY-4.0, CC0-1.0 ... or a text file.")
@click.option(
    "--for-editing", type=click.Path(path_type=Path), metavar="FILE", help="A workbook to be edited and imported."
)
@language_option
def command(
    what: str,
    as_of: str | None,
    known_at: str | None,
    published_by: str | None,
    clearance: str | None,
    groups: tuple[str, ...],
    **flags: Any,
) -> None:
    """Write what is seen of WHAT from a standpoint.

    WHAT is a partnership, plan, package, operation or contribution by its name, all `sources`, or `everything`.

    \b
        servanda export plan-2022 --output plan.xlsx
        servanda export plan-2022 --as-of 2023-03-31 --output plan.csv
        servanda export azerbaijan-nato --output tables/
        servanda export everything --output open-data.zip --licence CC-BY-4.0
        servanda export plan-2022 --for-editing plan.xlsx

    Every file names the standpoint. An empty cell means that nobody has said, `none` that somebody said there is
    none, 0 that nought was counted. No text becomes a formula in a spreadsheet.
    """
    opened()
    at = standpoint(as_of, known_at, published_by, reader(clearance, groups))
    if flags["for_editing"] is not None:
        _for_editing(what, at, flags["for_editing"], flags["language"])
        return
    output: Path | None = flags["output"]
    form = flags["form"] or _form_of(output)
    from servanda import register
    from servanda.exchange.exports.gather import Export
    from servanda.exchange.exports.subject import subject

    resolved = register.resolve(at)
    export = Export(subject(what, resolved), resolved, flags["language"], register.frameworks())
    names = _chosen(flags["tables"], list(export.tables()), form)
    with console.advancing(f"Exporting {what}", len(export.subject)) as advance:
        export.advance = advance
        found = _WRITERS[form](export, Asked(names, output, bool(flags["tables"]), flags["bom"], flags["licence"]))
    if output is not None:
        told = ", ".join(f"{number} {name}" for name, number in found.items() if number) or "nothing is seen of it"
        console.note(f"{output}: {told}")


def _for_editing(what: str, at: Standpoint, path: Path, language: str) -> None:
    from servanda import register
    from servanda.exchange.workbooks import editing

    resolved = register.resolve(at)
    container = register.find(what, resolved)
    with console.output_bytes(path) as file, TemporaryDirectory(prefix="servanda-") as folder:
        made = Path(folder) / "workbook.xlsx"
        number = editing.write(container, resolved, language, register.frameworks(), made)
        file.write(made.read_bytes())
    console.note(
        f"{path}: {number} objectives to edit, as known at arrival {resolved.tick}; `servanda import` reads it"
    )


def _form_of(output: Path | None) -> str:
    if output is None or _is_folder(output):
        return "csv"
    form = SUFFIXES.get(output.suffix.lower())
    if form is None:
        raise UsageError(
            "no-format", f"The name {output.name!r} does not say in which form to write.", f"add --format {FORMATS[0]}"
        )
    return form


def _is_folder(path: Path) -> bool:
    return path.is_dir() or (not path.suffix and not path.is_file())


def _chosen(asked: tuple[str, ...], known: list[str], form: str) -> list[str]:
    if asked and form not in ("csv", "xlsx"):
        raise UsageError(
            "whole-export", f"The form {form} holds everything.", "leave --table out, or write csv or xlsx"
        )
    for name in asked:
        if name not in known:
            raise UsageError("no-table", f"There is no table {name!r}.", f"the tables are: {', '.join(known)}")
    return [name for name in known if name in asked] if asked else known


@dataclass(frozen=True)
class Asked:
    """What is to be written, and where: tables (all of them, unless some were ``named``), file or folder, options."""

    names: list[str]
    output: Path | None
    named: bool
    bom: bool
    licence: str | None


def _csv(export: Any, asked: Asked) -> Mapping[str, int]:
    from servanda.exchange.exports import csvfile

    names = asked.names
    if asked.output is not None and _is_folder(asked.output):
        return _csv_folder(export, names, asked.output, bom=asked.bom)
    if not asked.named:
        usual = USUAL.get(export.subject.kind)
        if usual is None:
            raise UsageError(
                "several-tables",
                "A CSV file holds one table, and this is several.",
                f"name one with --table ({', '.join(names)}), or a folder with --output FOLDER",
            )
        names = [usual]
    if len(names) > 1:
        raise UsageError("several-tables", "A CSV file holds one table.", "name one --table, or a folder for all")
    with console.output_bytes(asked.output) as file, _as_text(file) as out:
        return {names[0]: csvfile.write(export, names[0], out, bom=asked.bom)}


def _csv_folder(export: Any, names: list[str], folder: Path, *, bom: bool) -> Mapping[str, int]:
    from servanda.exchange.exports import csvfile

    console.make_folder(folder)
    with ExitStack() as stack:
        files = {}
        for name in names:
            file = stack.enter_context(console.output_bytes(folder / f"{name}.csv"))
            files[name] = stack.enter_context(_as_text(file))
        return csvfile.write_all(export, files, bom=bom)


def _xlsx(export: Any, asked: Asked) -> Mapping[str, int]:
    from servanda.exchange.exports import sheets

    with console.output_bytes(asked.output) as file, TemporaryDirectory(prefix="servanda-") as folder:
        path = Path(folder) / "export.xlsx"
        found = sheets.write(export, asked.names, path)
        with path.open("rb") as made:
            while piece := made.read(1 << 20):
                file.write(piece)
        return found


def _lines(export: Any, asked: Asked) -> Mapping[str, int]:
    from servanda.exchange.exports import lines

    with console.output_bytes(asked.output) as file, _as_text(file) as out:
        return {"facts": lines.write(export, out)}


def _bundle(export: Any, asked: Asked) -> Mapping[str, int]:
    from servanda.exchange.exports import bundle
    from servanda.exchange.exports.licences import licence

    chosen = licence(asked.licence)
    with console.output_bytes(asked.output) as file:
        return bundle.write(export, file, chosen)


def _stratml(export: Any, asked: Asked) -> Mapping[str, int]:
    from servanda.exchange.exports.stratml import export_stratml

    if export.subject.kind not in ("plan", "package"):
        raise UsageError("not-a-plan", "A StratML document is one plan or package.", "name a plan or a package")
    with console.output_bytes(asked.output) as file:
        report = export_stratml(export.subject.record, export.at, file, export.language)
    for loss in report.losses:
        console.note(f"lost or changed: {loss.line}")
    return report.written


class _as_text(TextIOWrapper):  # noqa: N801
    """Text into a file of bytes, with the line ends it has; closing it leaves the file open."""

    def __init__(self, file: IO[bytes]) -> None:
        super().__init__(file, encoding="utf-8", newline="", write_through=False)

    def __exit__(self, *_: object) -> None:
        self.flush()
        self.detach()


_WRITERS: Mapping[str, Callable[[Any, Asked], Mapping[str, int]]] = {
    "csv": _csv,
    "xlsx": _xlsx,
    "jsonl": _lines,
    "bundle": _bundle,
    "stratml": _stratml,
}
