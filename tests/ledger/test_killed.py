"""Killed at any moment, ``record`` leaves all of a batch or nothing; what was acknowledged is there (rule 18)."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection

from servanda.register.keeping import upkeep
from tests.support.databases import Databases
from tests.support.projected import projected
from tests.support.small import small_register
from tests.support.whole import rows

BATCH = 7
ROUNDS = 5
# One process is made ready; each writer is forked from it, to be killed.
WRITER = """
import os, sys, django
django.setup()
from servanda import register
from tests.support.small import tally
for line in sys.stdin:
    if (writer := os.fork()) == 0:
        break
    os.waitpid(writer, 0)
    print("killed", flush=True)
else:
    sys.exit()
print(os.getpid(), flush=True)
first = int(line)
for number in range(first, first + 10_000):
    batch = [draft for n in range({batch}) for draft in tally(40 + n, f"{{number}} {{n}}")]
    register.record(batch, actor="writer")
    print(number, flush=True)
"""


@contextmanager
def writers(url: str) -> Iterator[subprocess.Popen[str]]:
    """Run the process that makes writers."""
    root = Path(__file__).parents[2]
    environment = {
        **os.environ,
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "servanda.settings",
        "PYTHONPATH": str(root),
    }
    command = [sys.executable, "-c", WRITER.format(batch=BATCH)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, env=environment, cwd=root, text=True) as making:
        yield making


def killed_after(seconds: float, making: "subprocess.Popen[str]", first: int) -> list[int]:
    """Have a writer begin, and kill it; gives the batches that it said were recorded."""
    assert making.stdin is not None
    assert making.stdout is not None
    making.stdin.write(f"{first}\n")
    making.stdin.flush()
    writer = int(making.stdout.readline())
    acknowledged = [int(making.stdout.readline())]
    time.sleep(seconds)
    os.kill(writer, signal.SIGKILL)
    acknowledged += [int(line) for line in iter(making.stdout.readline, "killed\n")]
    return acknowledged


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_all_or_nothing_and_what_was_acknowledged_is_there(engine: str, databases: Databases) -> None:
    with databases.fresh(engine) as database, writers(database.url) as making:
        small_register()
        start = rows("SELECT MAX(tick) FROM entry")[0][0]
        connection.close()
        first, told = 0, 0
        for _ in range(ROUNDS):
            acknowledged = killed_after(random.uniform(0.0, 0.08), making, first)
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
