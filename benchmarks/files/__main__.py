"""``python -m benchmarks.files [--database sqlite|postgresql] [--rows N] [--json FILE]``: import, export and pages."""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.environment import SETTINGS
from benchmarks.files import made_up
from benchmarks.files.pages import PLAN
from benchmarks.steps import CLI, step

ROWS, CONTRIBUTIONS, ITEMS = 24_035, 14_435, 41_066


def main() -> int:
    """Measure one database and print the figures as JSON."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.files", description="Measure files in and out.")
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="postgresql")
    parser.add_argument("--rows", type=int, default=ROWS, help=f"rows of the measured import; else {ROWS:,}")
    parser.add_argument("--contributions", type=int, default=CONTRIBUTIONS)
    parser.add_argument("--items", type=int, default=ITEMS, help=f"items that the pages list; else {ITEMS:,}")
    parser.add_argument("--times", type=int, default=3, help="how often each file is imported, into an empty register")
    parser.add_argument("--runs", type=int, default=7, help="how often each page is asked for")
    parser.add_argument("--no-pages", action="store_true", help="import and export only")
    parser.add_argument("--json", type=Path, metavar="FILE")
    asked = parser.parse_args()
    with (
        tempfile.TemporaryDirectory(prefix="servanda-bench-") as folder,
        _databases(asked.database, Path(folder)) as database,
    ):
        found, whole = imported(Path(folder), database, asked.rows, asked.contributions, asked.times)
        found |= exported(Path(folder), whole, asked.rows, asked.items)
        if not asked.no_pages:
            found["pages"] = _pages(whole, asked.runs)
    text = json.dumps({"database": asked.database, **found}, indent=1)
    print(text)
    if asked.json:
        asked.json.write_text(text + "\n", encoding="utf-8")
    return 0


@contextmanager
def _databases(engine: str, folder: Path) -> Iterator[Callable[[str], str]]:
    """Give a function that gives the address of an empty database by its name."""
    if engine == "sqlite":
        yield lambda name: f"sqlite:///{folder / f'{name}.sqlite3'}"
        return
    from tests.support.cluster import OWNER, running_cluster

    with running_cluster(SETTINGS) as cluster:

        def database(name: str) -> str:
            cluster.run(f"CREATE DATABASE {name} OWNER {OWNER}")
            return cluster.url(name)

        yield database


def imported(
    folder: Path, database: Callable[[str], str], rows: int, contributions: int, times: int
) -> tuple[dict[str, dict[str, Any]], str]:
    """Import half and the whole of two files, some times each; gives the medians, and a register of all the rows."""
    found, whole = {}, ""
    for name, make, number in (
        ("rows", made_up.recommendations, rows),
        ("strengths", made_up.strengths, contributions),
    ):
        for size, part in ((number // 2, f"half_of_{name}"), (number, f"all_{name}")):
            make(folder / f"{part}.csv", size)
            urls = [database(f"{part}_{time}") for time in range(times)]
            took = [_rated(size, _imported(folder / f"{part}.csv", url)) for url in urls]
            found[f"import_{part}"] = sorted(took, key=lambda one: one["processor_seconds"])[times // 2]
            whole = urls[0] if part == "all_rows" else whole
    found["import_all_rows_again"] = _rated(rows, _imported(folder / "all_rows.csv", whole))
    return found, whole


def exported(folder: Path, whole: str, rows: int, items: int) -> dict[str, dict[str, Any]]:
    """Import what else the register is to hold, and export all of it."""
    made_up.recommendations(folder / "more.csv", max(items - rows, 1), first=rows)
    made_up.reports(folder / "reports.csv")
    reports = made_up.INDICATORS * made_up.PERIODS
    found = {
        "import_more": _rated(max(items - rows, 1), _imported(folder / "more.csv", whole)),
        "import_reports": _rated(reports, _imported(folder / "reports.csv", whole, "--published", "2025-01-15")),
    }
    for form in ("csv", "xlsx"):
        out = folder / f"items.{form}"
        command = (*CLI, "export", "everything", "--table", "objectives", "--output", str(out))
        found[f"export_{form}"] = _rated(items, step(f"export as {form}", command, whole))
    past = (*CLI, "export", PLAN, "--as-of", "2023-03-31", "--table", "grades", "--output", str(folder / "g.csv"))
    found["past_date_command"] = step("the plan's grades as of a past date", past, whole)
    return found


def _imported(file: Path, url: str, *options: str) -> dict[str, Any]:
    return step(f"import {file.stem}", (*CLI, "import", str(file), *options), url)


def _rated(rows: int, took: dict[str, Any]) -> dict[str, Any]:
    return {
        "rows": rows,
        **took,
        "rows_a_second": round(rows / took["seconds"], 1),
        "rows_a_processor_second": round(rows / took["processor_seconds"], 1),
    }


def _pages(url: str, runs: int) -> dict[str, Any]:
    import os

    print("pages", file=sys.stderr, flush=True)
    environment = {
        **os.environ,
        "DATABASE_URL": url,
        "SERVANDA_SECRET_KEY": "unused",
        "DJANGO_SETTINGS_MODULE": "servanda.settings",
    }
    command = [sys.executable, "-m", "benchmarks.files.pages", str(runs)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"the pages failed:\n{done.stderr[-3000:]}")
    found: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return found


if __name__ == "__main__":
    sys.exit(main())
