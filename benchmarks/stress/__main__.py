"""``python -m benchmarks.stress [--contributors N] [--each N] [--json FILE]``: answer in calm and in the storm."""

import argparse
import json
import sys
from pathlib import Path

from benchmarks.stress.report import table
from benchmarks.stress.running import run
from benchmarks.stress.shape import Amount


def main() -> int:
    """Measure Servanda; print a table. Ends with 1 where something was lost or is there twice."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.stress")
    arguments(parser)
    asked = parser.parse_args()
    found = run(amount_of(asked), lambda words: print(words, file=sys.stderr))
    if asked.json:
        asked.json.write_text(json.dumps(found, indent=1) + "\n")
    print(table(found))
    kept = found["kept"]
    faultless = found["verified"] and not kept["acknowledged_and_lost"] and not kept["there_more_than_once"]
    return 0 if faultless else 1


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add how much there is to be of everything."""
    usual = Amount()
    parser.add_argument("--contributors", type=int, default=usual.contributors)
    parser.add_argument("--each", type=int, default=usual.each, help="assessments of each contributor")
    parser.add_argument("--at-once", type=int, default=usual.at_once, help="assessments under way at once")
    parser.add_argument("--kills", type=int, default=usual.kills, help="workers killed in the storm")
    parser.add_argument("--restarts", type=int, default=usual.restarts, help="restarts of the database in the storm")
    parser.add_argument("--json", type=Path)


def amount_of(asked: argparse.Namespace) -> Amount:
    """What was asked for."""
    return Amount(asked.contributors, asked.each, asked.at_once, asked.kills, asked.restarts)


if __name__ == "__main__":
    sys.exit(main())
