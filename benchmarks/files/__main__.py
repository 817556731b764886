"""``python -m benchmarks.files [--database sqlite|postgresql] [--rows N] [--json FILE]``: import, export and pages."""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
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
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--no-pages", action="store_true", help="import and export only")
    parser.add_argument("--json", type=Path, metavar="FILE")
    asked = parser.parse_args()
    with (
        tempfile.TemporaryDirectory(prefix="servanda-bench-") as folder,
        _databases(asked.database, Path(folder)) as urls,
    ):
        runs = 0 if asked.no_pages else asked.runs
        found = run(Path(folder), urls, asked.rows, asked.contributions, asked.items, runs)
    text = json.dumps({"database": asked.database, **found}, indent=1)
    print(text)
    if asked.json:
        asked.json.write_text(text + "\n", encoding="utf-8")
    return 0


@contextmanager
def _databases(engine: str, folder: Path) -> Iterator[tuple[str, str]]:
    """Two empty databases: one for half of the rows, one for all and what is listed."""
    if engine == "sqlite":
        yield f"sqlite:///{folder / 'half.sqlite3'}", f"sqlite:///{folder / 'whole.sqlite3'}"
        return
    from tests.support.cluster import OWNER, running_cluster

    with running_cluster(SETTINGS) as cluster:
        for name in ("half", "whole"):
            cluster.run(f"CREATE DATABASE {name} OWNER {OWNER}")
        yield cluster.url("half"), cluster.url("whole")


def run(
    folder: Path, urls: tuple[str, str], rows: int, contributions: int, items: int, runs: int
) -> dict[str, dict[str, Any]]:
    """Import half of the rows and all of them, then what else there is; export; ask for pages, unless for none."""
    half, whole = urls
    files = {name: folder / f"{name}.csv" for name in ("half", "all", "more", "strengths", "reports")}
    made_up.recommendations(files["half"], rows // 2)
    made_up.recommendations(files["all"], rows)
    made_up.recommendations(files["more"], max(items - rows, 1), first=rows)
    made_up.strengths(files["strengths"], contributions)
    made_up.reports(files["reports"])
    found = {
        "import_half": _rated(rows // 2, _imported(files["half"], half)),
        "import": _rated(rows, _imported(files["all"], whole)),
        "import_again": _rated(rows, _imported(files["all"], whole)),
        "import_strengths": _rated(contributions, _imported(files["strengths"], half)),
        "import_more": _rated(max(items - rows, 1), _imported(files["more"], whole)),
        "import_reports": _rated(
            made_up.INDICATORS * made_up.PERIODS, _imported(files["reports"], whole, "--published", "2025-01-15")
        ),
    }
    for form in ("csv", "xlsx"):
        out = folder / f"items.{form}"
        command = (*CLI, "export", "everything", "--table", "objectives", "--output", str(out))
        found[f"export_{form}"] = _rated(items, step(f"export as {form}", command, whole))
    past = (*CLI, "export", PLAN, "--as-of", "2023-03-31", "--table", "grades", "--output", str(folder / "g.csv"))
    found["past_date_command"] = step("the plan's grades as of a past date", past, whole)
    if runs:
        found["pages"] = _pages(whole, runs)
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
