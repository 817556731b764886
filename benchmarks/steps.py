"""One step of a measurement as a process of its own, so that its time and its peak memory are its own."""

import os
import sys
import time
from collections.abc import Sequence
from typing import Any

CLI = ("-m", "servanda.cli")


def step(name: str, command: Sequence[str], url: str, quiet: bool = True) -> dict[str, Any]:
    """Run Python with a command line on a database; gives its seconds, seconds of processor and peak memory in MiB.

    Raises ``RuntimeError`` where it does not end well.
    """
    print(f"{name} (load {os.getloadavg()[0]:.1f})", file=sys.stderr, flush=True)
    environment = {
        **os.environ,
        "DATABASE_URL": url,
        "SERVANDA_SECRET_KEY": "unused",
        "DJANGO_SETTINGS_MODULE": "servanda.settings",
    }
    out = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)] if quiet else []
    began = time.perf_counter()
    own = os.posix_spawn(sys.executable, [sys.executable, *command], environment, file_actions=out)
    _, status, used = os.wait4(own, 0)
    if status:
        raise RuntimeError(f"{name} ended with {os.waitstatus_to_exitcode(status)}")
    return {
        "seconds": round(time.perf_counter() - began, 1),
        "processor_seconds": round(used.ru_utime + used.ru_stime, 1),
        "peak_mib": round(used.ru_maxrss / 1024),
    }
