"""``servanda serve`` with two workers, as a process of its own."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

WORKERS = 2
LONGEST_START = 120  # seconds


@dataclass(frozen=True)
class Served:
    """The address, and the process that starts the workers."""

    address: str
    process: int


@contextmanager
def serving(url: str, log: Path) -> Iterator[Served]:
    """Serve a register."""
    from django.conf import settings

    port = free_port()
    command = [sys.executable, "-m", "servanda.cli", "serve", "--port", str(port), "--workers", str(WORKERS)]
    environment = {**os.environ, "DATABASE_URL": url, "SERVANDA_SECRET_KEY": settings.SECRET_KEY}
    with started(command, f"http://127.0.0.1:{port}", log, environment) as found:
        yield found


@contextmanager
def started(
    command: list[str], address: str, log: Path, environment: dict[str, str], folder: Path | None = None
) -> Iterator[Served]:
    """Run a server until the end of the block; begins when it answers."""
    with (
        log.open("wb") as out,
        subprocess.Popen(command, env=environment, cwd=folder, stdout=out, stderr=out) as server,
    ):
        try:
            _wait(address, server, log)
            yield Served(address, server.pid)
        finally:
            server.terminate()
            try:
                server.wait(30)
            except subprocess.TimeoutExpired:
                server.kill()


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _wait(address: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + LONGEST_START
    while time.monotonic() < deadline and server.poll() is None:
        try:
            urlopen(f"{address}/", timeout=30).close()
        except HTTPError as answer:
            answer.close()
            return
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"The server did not start:\n{log.read_text(errors='replace')[-3000:]}")
