"""What befalls a server in the storm: workers killed, the database broken off and started again, at random moments."""

import os
import random
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from benchmarks.processor import parent

APART = (
    6.0  # seconds between two kills: what dies right after it was started is taken for broken, and not started again
)


def workers(server: int) -> list[int]:
    """The processes that a server has started and that serve: those that threads of their own show."""
    found = []
    for path in Path("/proc").iterdir():
        if path.name.isdigit():
            with suppress(OSError, IndexError):
                if parent(int(path.name)) == server and "resource_tracker" not in (path / "cmdline").read_text():
                    found.append(int(path.name))
    return sorted(found)


class Storm:
    """Kills and restarts, each at a number of acknowledged assessments that is drawn at random."""

    def __init__(self, kills: int, restarts: int, first: int, last: int) -> None:
        draw = random.Random(first)
        span = range(first, last)
        moments = [(draw.choice(span), "kill") for _ in range(kills)]
        moments += [(first + (last - first) * (n + 1) // (restarts + 1), "restart") for n in range(restarts)]
        self._moments = sorted(moments)
        self._draw = draw
        self._over = threading.Event()
        self.killed = self.restarted = 0

    @contextmanager
    def raging(self, server: int, done: Callable[[], int], restart: Callable[[], None]) -> Iterator[None]:
        """Have it all happen while the block runs."""
        fault: list[BaseException] = []

        def rage() -> None:
            try:
                self._rage(server, done, restart)
            except BaseException as caught:
                fault.append(caught)

        thread = threading.Thread(target=rage)
        thread.start()
        try:
            yield
        finally:
            self._over.set()
            thread.join()
        if fault:
            raise fault[0]

    def _rage(self, server: int, done: Callable[[], int], restart: Callable[[], None]) -> None:
        last = -APART
        for moment, what in self._moments:
            while done() < moment:
                if self._over.wait(0.01):
                    return
            if what == "restart":
                restart()
                self.restarted += 1
                continue
            if self._over.wait(max(0.0, last + APART - time.monotonic())):
                return
            alive = workers(server)
            if alive:
                os.kill(self._draw.choice(alive), signal.SIGKILL)
                self.killed += 1
                last = time.monotonic()
