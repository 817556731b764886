"""Processor time, ours and the database's: what is measured of it holds also on a machine that others use meanwhile."""

import os
import time
from pathlib import Path

from servanda.ledger.database import is_postgresql, rows

_TICK = os.sysconf("SC_CLK_TCK")


class Processor:
    """Measures the processor time of this process, and of all processes of its PostgreSQL on this machine."""

    def __init__(self) -> None:
        self._server = parent(rows("SELECT pg_backend_pid()")[0][0]) if is_postgresql() else None

    def begin(self) -> tuple[float, float]:
        """What the clocks stand at; given to ``since``."""
        server = self._served()
        return time.process_time(), server

    def since(self, began: tuple[float, float]) -> float:
        """Seconds of processor since then."""
        own = time.process_time() - began[0]
        return own + self._served() - began[1]

    def _served(self) -> float:
        return served(self._server) if self._server is not None else 0.0


def served(server: int) -> float:
    """Seconds of processor of a PostgreSQL: its living processes, and those it has seen ending."""
    fields = _stat(server)
    living = [int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()]
    return (int(fields[13]) + int(fields[14])) / _TICK + sum(_running(one, server) for one in living)


def worked(server: int) -> float:
    """Seconds of processor of a server and its workers, with all their threads; in hundredths."""
    living = [int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()]
    return sum(_worked(one) for one in living if one == server or _is_of(one, server))


def _worked(process: int) -> float:
    try:
        fields = _stat(process)
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    return (int(fields[11]) + int(fields[12])) / _TICK


def _is_of(process: int, server: int) -> bool:
    try:
        return parent(process) == server
    except (FileNotFoundError, ProcessLookupError):
        return False


def parent(process: int) -> int:
    """The process that started another."""
    return int(_stat(process)[1])


def _running(process: int, server: int) -> float:
    try:
        if parent(process) != server:
            return 0.0
        return int(Path(f"/proc/{process}/schedstat").read_text().split()[0]) / 1e9
    except (FileNotFoundError, ProcessLookupError):
        return 0.0  # it ended meanwhile, and counts with the ended ones at the next look


def _stat(process: int) -> list[str]:
    """The fields of /proc/PID/stat after the name, which may hold blanks."""
    return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
