"""The same contributors in the same storm at Redmine: ``python -m benchmarks.peers.redmine.stress``.

An assessment is an update of an issue through Redmine's programs' interface, with the contributor's own key: a note and
a grade. That is its shortest way; a browser's would draw a page besides.
"""

import argparse
import http.client
import json
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import psycopg

from benchmarks.environment import SETTINGS
from benchmarks.peers.redmine.instance import is_installed, made
from benchmarks.stress.__main__ import amount_of, arguments
from benchmarks.stress.clients import Sending
from benchmarks.stress.counting import counted
from benchmarks.stress.report import table
from benchmarks.stress.running import both
from benchmarks.stress.serving import WORKERS, free_port, started
from benchmarks.stress.shape import Amount, words

GRADES = ("Not started", "Limited", "Substantial", "Complete")


def main() -> int:
    """Measure Redmine on a throw-away PostgreSQL; print a table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peers.redmine.stress")
    arguments(parser)
    asked = parser.parse_args()
    if not is_installed():
        print("Redmine is not installed: run benchmarks/peers/redmine/install as root", file=sys.stderr)
        return 1
    found = run(amount_of(asked))
    if asked.json:
        asked.json.write_text(json.dumps(found, indent=1) + "\n")
    print(table(found))
    return 0


def run(amount: Amount) -> dict[str, Any]:
    """Measure Redmine; gives plain JSON."""
    from tests.support.cluster import OWNER, running_cluster

    with tempfile.TemporaryDirectory(prefix="servanda-peer-") as folder, running_cluster(SETTINGS) as cluster:
        cluster.run(f"CREATE DATABASE redmine OWNER {OWNER}")
        instance = made(Path(folder), cluster.sockets, OWNER)
        sizes = {"CONTRIBUTORS": str(amount.contributors), "EACH": str(amount.each)}
        filled = instance.ruby("stress.rb", **sizes, GRADES=json.dumps(GRADES))
        sendings = [_sending(amount, who, what, filled) for who, what in amount.numbers()]
        address = f"http://127.0.0.1:{free_port()}"
        log = Path(folder) / "server.log"
        with started(_command(address, amount), address, log, instance.environment, instance.folder) as server:
            found, outcomes = both(amount, sendings, server, cluster, _acknowledged, _tell)
        return {"amount": vars(amount), **found, "kept": counted(outcomes, _there(cluster.url("redmine")))}


def _command(address: str, amount: Amount) -> list[str]:
    threads = f"{amount.threads}:{amount.threads}"
    bind = address.replace("http:", "tcp:")
    return ["bundle", "exec", "puma", "-e", "production", "-b", bind, "-w", str(WORKERS), "-t", threads]


def _sending(amount: Amount, who: int, what: int, filled: dict[str, Any]) -> Sending:
    number = who * amount.each + what
    said = {"notes": words(number), "custom_fields": [{"id": filled["field"], "value": GRADES[number % len(GRADES)]}]}
    headers = {"Content-Type": "application/json", "X-Redmine-API-Key": filled["keys"][who]}
    path = f"/issues/{filled['first'] + number}.json"
    return Sending(number, "PUT", path, headers, json.dumps({"issue": said}).encode())


def _acknowledged(answer: http.client.HTTPResponse, _body: bytes) -> bool:
    return answer.status in (200, 204)


def _there(url: str) -> Counter[int]:
    """The numbers that notes begin with, each as often as it is there."""
    with psycopg.connect(url) as connection:
        notes = connection.execute("SELECT notes FROM journals WHERE notes LIKE '%: %'").fetchall()
    return Counter(int(said.partition(":")[0]) for (said,) in notes)


def _tell(what: str) -> None:
    print(what, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
