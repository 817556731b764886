"""The whole run at Servanda: fill, answer in calm, answer in the storm, and count."""

import http.client
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Protocol

from benchmarks.environment import SETTINGS, describe, set_up
from benchmarks.processor import served, worked
from benchmarks.stress.clients import Acknowledged, Crowd, Outcome, Sending, figures
from benchmarks.stress.counting import counted
from benchmarks.stress.serving import Served, serving
from benchmarks.stress.shape import Amount
from benchmarks.stress.storm import Storm


class Database(Protocol):
    """A PostgreSQL that may be broken off and started again."""

    @property
    def process(self) -> int:
        """The process of the server."""

    def restart(self) -> None:
        """Break it off, and start it again."""


def run(amount: Amount, tell: Callable[[str], None]) -> dict[str, Any]:
    """Measure Servanda on a PostgreSQL of our own; gives plain JSON."""
    from tests.support.cluster import OWNER, running_cluster

    with tempfile.TemporaryDirectory(prefix="servanda-stress-") as folder, running_cluster(SETTINGS) as cluster:
        cluster.run(f"CREATE DATABASE register OWNER {OWNER}")
        os.environ["SERVANDA_DATA"] = folder
        set_up(cluster.url("register"))
        return {"environment": describe(), **measured(amount, cluster.url("register"), cluster, Path(folder), tell)}


def measured(amount: Amount, url: str, database: Database, folder: Path, tell: Callable[[str], None]) -> dict[str, Any]:
    """Measure Servanda on a database that Django is pointed at."""
    from django.db import connection

    from benchmarks.stress.filling import fill, sending

    tell(f"filling: {amount.contributors} contributors with {amount.each} objectives each")
    contributors = fill(amount)
    sendings = [sending(amount, who, what, contributors[who]) for who, what in amount.numbers()]
    connection.close()
    with serving(url, folder / "server.log") as server:
        found, outcomes = both(amount, sendings, server, database, _acknowledged, tell)
    kept = counted(outcomes, _there())
    connection.close()
    return {"amount": asdict(amount), **found, "kept": kept, "verified": _verified(url)}


def both(
    amount: Amount,
    sendings: Sequence[Sending],
    server: Served,
    database: Database,
    acknowledged: Acknowledged,
    tell: Callable[[str], None],
) -> tuple[dict[str, Any], list[Outcome]]:
    """Send the first half in calm and the second in the storm; gives the figures of both, and what came of each."""
    crowd = Crowd(server.address, acknowledged, amount.at_once)
    half = len(sendings) // 2
    tell(f"calm: {half} assessments, {amount.at_once} at once")
    began = worked(server.process), served(database.process)
    outcomes, seconds = crowd.send(sendings[:half])
    processor = [worked(server.process) - began[0], served(database.process) - began[1]]
    calm = figures(outcomes, seconds)
    calm["processor_ms_each"] = {
        name: round(spent * 1000 / half, 1) for name, spent in zip(("server", "database"), processor, strict=True)
    }
    tell(f"storm: {len(sendings) - half} assessments, {amount.kills} kills, {amount.restarts} restarts")
    storm = Storm(amount.kills, amount.restarts, crowd.done, crowd.done + (len(sendings) - half) * 9 // 10)
    with storm.raging(server.process, lambda: crowd.done, database.restart):
        more, seconds = crowd.send(sendings[half:])
    stormy = {**figures(more, seconds), "workers_killed": storm.killed, "database_restarted": storm.restarted}
    return {"calm": calm, "storm": stormy}, [*outcomes, *more]


def _acknowledged(answer: http.client.HTTPResponse, _body: bytes) -> bool:
    """Whether the pages lead on to the list, as they do when an answer was recorded."""
    return answer.status == 303 and "/answers/" in (answer.headers.get("Location") or "")


def _there() -> Counter[int]:
    """The numbers that the ledger's assessments begin with, each as often as it is there."""
    from servanda.ledger.database import rows
    from servanda.ledger.read import payload
    from servanda.ledger.reading import as_whole

    sql = (
        "SELECT e.kind, e.kind_version, t.text FROM entry AS e JOIN content AS t ON t.tick = e.tick"
        " WHERE e.kind = 'assessment'"
    )
    found: Counter[int] = Counter()
    with as_whole():
        for kind, version, text in rows(sql):
            content: Any = payload(kind, version, text)
            found[int(content.reasoning.by["en"].partition(":")[0])] += 1
    return found


def _verified(url: str) -> bool:
    """Whether the register holds what it should, as ``servanda verify`` says."""
    command = [sys.executable, "-m", "servanda.cli", "verify"]
    return subprocess.run(command, env={**os.environ, "DATABASE_URL": url}, check=False).returncode == 0
