"""``python -m benchmarks.archiving``: a large register out of one database and into the other, by its own commands.

Each step is a process of its own, so that its time and its peak memory are its own. The second archive, of the
restored register, must be equal to the first to the byte.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from benchmarks.environment import SETTINGS
from benchmarks.shape import ROUNDS
from benchmarks.steps import CLI, step

FACTS = 1_000_000
_FACTS_OF_ONE = 1 + ROUNDS  # an objective and its assessments; corrections come on top


def main() -> int:
    """Run the steps and print what each took."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.archiving", description="Measure backup and restore.")
    parser.add_argument("--facts", type=int, default=FACTS, help=f"about how many; else {FACTS:,}")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="servanda-bench-") as folder:
        for line in _lines(run(Path(folder), asked.facts)):
            print(line)
    return 0


def run(folder: Path, facts: int) -> dict[str, dict[str, Any]]:
    """Build on SQLite, back up, restore on PostgreSQL, back up again, restore on SQLite; gives what each step took."""
    from tests.support.cluster import OWNER, running_cluster

    with ExitStack() as stack:
        cluster = stack.enter_context(running_cluster(SETTINGS))
        cluster.run(f"CREATE DATABASE register OWNER {OWNER}")
        urls = {"sqlite": f"sqlite:///{folder / 'first.sqlite3'}", "postgresql": cluster.url("register")}
        again = f"sqlite:///{folder / 'again.sqlite3'}"
        archives = [folder / f"{number}.zip" for number in range(3)]
        build = ["-m", "benchmarks.archiving_build", str(facts // _FACTS_OF_ONE)]
        steps: tuple[tuple[str, Sequence[str], str], ...] = (
            ("build on SQLite", build, urls["sqlite"]),
            ("backup from SQLite", [*CLI, "backup", str(archives[0])], urls["sqlite"]),
            ("check without a database", [*CLI, "backup", "--check", str(archives[0])], urls["sqlite"]),
            ("restore on PostgreSQL", [*CLI, "restore", str(archives[0])], urls["postgresql"]),
            ("backup from PostgreSQL", [*CLI, "backup", str(archives[1])], urls["postgresql"]),
            ("restore on SQLite", [*CLI, "restore", str(archives[1])], again),
            ("backup of the second SQLite", [*CLI, "backup", str(archives[2])], again),
        )
        found = {name: step(name, command, url) for name, command, url in steps}
        found["archive"] = {
            "bytes": archives[0].stat().st_size,
            "equal": len({one.read_bytes() for one in archives}) == 1,
            "entries": _entries(archives[0]),
        }
        return found


def _entries(archive: Path) -> int:
    import zipfile

    with zipfile.ZipFile(archive) as opened:
        return int(json.loads(opened.read("manifest.json"))["last_tick"])


def _lines(found: dict[str, dict[str, Any]]) -> list[str]:
    archive = found.pop("archive")
    entries = archive["entries"]
    lines = [f"{entries:,} entries; archive of {archive['bytes'] / 1e6:,.0f} MB"]
    lines += [
        f"  {name:<28}{one['seconds']:>8,.1f} s {entries / one['seconds']:>9,.0f} entries/s"
        f"{one['processor_seconds']:>8,.1f} s of processor{one['peak_mib']:>6} MiB"
        for name, one in found.items()
    ]
    return [*lines, "  all archives are equal" if archive["equal"] else "  THE ARCHIVES DIFFER"]


if __name__ == "__main__":
    sys.exit(main())
