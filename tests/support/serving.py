"""The real server, in a process of its own that starts warm, on a free port of this machine."""

import os
import socket
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tests.support.databases import Database
from tests.support.warm import running


@contextmanager
def serving(database: Database, **environment: str) -> Iterator[str]:
    """Serve a database's pages; gives their address, such as ``http://127.0.0.1:40123``."""
    port = free_port()
    command = ["granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    command += ["--workers", "1", "--no-access-log", "servanda.wsgi:application"]
    settings = {**os.environ, "DATABASE_URL": database.url, **environment}
    with tempfile.TemporaryFile() as log, running(command, settings, log.fileno()) as ended:
        try:
            _wait(ended, port)
            yield f"http://127.0.0.1:{port}"
        except ServerDown as fault:
            log.seek(0)
            raise RuntimeError(f"the server did not answer ({fault}):\n{log.read().decode()}") from None


class ServerDown(Exception):
    """The server ended, or did not answer in time."""


def _wait(ended: Callable[[], bool], port: int, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not _answers(port):
        if ended():
            raise ServerDown("it ended")
        if time.monotonic() > deadline:
            raise ServerDown(f"{seconds:.0f} seconds")
        time.sleep(0.05)


def _answers(port: int) -> bool:
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=20).close()
    except urllib.error.HTTPError as answer:
        answer.close()  # an error page is an answer: the test will look at it
    except OSError:
        return False
    return True


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
