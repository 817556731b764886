"""Killed at any moment, ``record`` leaves all of a batch or nothing; what was acknowledged is there (rule 18)."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.db import connection

from servanda.register import upkeep
from tests.support.databases import Databases
from tests.support.projected import projected
from tests.support.small import small_register
from tests.support.whole import rows

BATCH = 7
ROUNDS = 5
WRITER = """
import sys, django
django.setup()
from servanda import register
from tests.support.small import tally
from dataclasses import replace
first = int(sys.argv[1])
for number in range(first, first + 10_000):
    batch = [draft for n in range({batch}) for draft in tally(40 + n, f"{{number}} {{n}}")]
    register.record(batch, actor="writer")
    print(number, flush=True)
"""


def killed_after(seconds: float, url: str, first: int) -> list[int]:
    """Run a writer and kill it; gives the batches that it said were recorded."""
    root = Path(__file__).parents[2]
    environment = {
        **os.environ,
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "servanda.settings",
        "PYTHONPATH": str(root),
    }
    command = [sys.executable, "-c", WRITER.format(batch=BATCH), str(first)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, cwd=root, text=True) as writer:
        assert writer.stdout is not None
        acknowledged = [int(writer.stdout.readline())]
        time.sleep(seconds)
        writer.send_signal(signal.SIGKILL)
        acknowledged += [int(line) for line in writer.stdout.read().split("\n")[:-1]]
    return acknowledged


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_all_or_nothing_and_what_was_acknowledged_is_there(engine: str, databases: Databases) -> None:
    with databases.fresh(engine) as database:
        small_register()
        start = rows("SELECT MAX(tick) FROM entry")[0][0]
        connection.close()
        first, told = 0, 0
        for _ in range(ROUNDS):
            acknowledged = killed_after(random.uniform(0.0, 0.08), database.url, first)
            told += len(acknowledged)
            entries = _settled(start, told)
            assert (entries - start) % (2 * BATCH) == 0, "a batch was recorded in part"
            recorded = (entries - start) // (2 * BATCH)
            assert told <= recorded <= told + 1, "an acknowledged batch is lost"
            told = recorded  # what was committed and not yet told is there too
            first = acknowledged[-1] + 2
            connection.close()
        _is_whole()


def _settled(start: int, told: int) -> int:
    """Count entries once the server is done with the killed writer's last transaction."""
    deadline = time.monotonic() + 10
    found = -1
    while time.monotonic() < deadline:
        now = int(rows("SELECT COUNT(*) FROM entry")[0][0])
        if now == found and now - start >= told * 2 * BATCH:
            return now
        found = now
        time.sleep(0.05)
    return found


def _is_whole() -> None:
    assert upkeep.verify().is_sound
    before = projected()
    upkeep.rebuild()
    assert projected() == before
