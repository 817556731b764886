"""``python -m benchmarks.peers.redmine [--items N] [--rows N]``: set Redmine up, measure it, print JSON."""

import argparse
import json
import sys
import tempfile
from pathlib import Path

from benchmarks.environment import SETTINGS
from benchmarks.peers.redmine.instance import is_installed
from benchmarks.peers.redmine.measure import Amount, measured


def main() -> int:
    """Measure Redmine on a throw-away PostgreSQL."""
    usual = Amount()
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peers.redmine")
    parser.add_argument("--items", type=int, default=usual.items)
    parser.add_argument("--rows", type=int, default=usual.rows, help="rows of the measured import; a second has twice")
    parser.add_argument("--runs", type=int, default=usual.runs)
    asked = parser.parse_args()
    if not is_installed():
        print("Redmine is not installed: run benchmarks/peers/redmine/install as root", file=sys.stderr)
        return 1
    from tests.support.cluster import OWNER, running_cluster

    with tempfile.TemporaryDirectory(prefix="servanda-peer-") as folder, running_cluster(SETTINGS) as cluster:
        cluster.run(f"CREATE DATABASE redmine OWNER {OWNER}")
        found = measured(Path(folder), cluster.sockets, OWNER, Amount(asked.items, asked.rows, asked.runs))
    print(json.dumps(found, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
