"""``python -m benchmarks [--database sqlite|postgresql] [--objectives N] [--quick] [--json FILE]``."""

import argparse
import json
import sys
import time
from pathlib import Path

from benchmarks.environment import database
from benchmarks.shape import Size

USUAL = {"postgresql": 1_000_000, "sqlite": 100_000}
QUICK = 10_000


def main() -> int:
    """Run what was asked for; the table goes to standard output, progress to standard error."""
    asked = _arguments()
    number = asked.objectives or (QUICK if asked.quick else USUAL[asked.database])
    size = Size(number, runs=3, bulk=500, single=50) if asked.quick else Size(number, runs=asked.runs)
    began = time.monotonic()

    def tell(what: str) -> None:
        print(f"{time.monotonic() - began:7.1f} s  {what}", file=sys.stderr, flush=True)

    with database(asked.database):
        from benchmarks.report import table
        from benchmarks.running import run

        through_register = asked.through_register or asked.database == "sqlite"
        found = run(size, through_register=through_register, tell=tell)
        if asked.explain:
            from benchmarks.explain import plans

            print(plans(), file=sys.stderr)
    print(table(found))
    if asked.json:
        asked.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    else:
        print(json.dumps(found))
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description="Measure speed and size of a large register."
    )
    parser.add_argument("--database", choices=tuple(USUAL), default="postgresql")
    parser.add_argument(
        "--objectives", type=int, help="an even number; else 1,000,000 on PostgreSQL, 100,000 on SQLite"
    )
    parser.add_argument("--runs", type=int, default=7, help="runs of each long measurement")
    parser.add_argument("--quick", action="store_true", help=f"{QUICK:,} objectives and few runs: to see that it works")
    parser.add_argument("--through-register", action="store_true", help="build on PostgreSQL by the bulk path too")
    parser.add_argument("--explain", action="store_true", help="show the database's plan of the count at the end")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the JSON there; else it is the last line")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
