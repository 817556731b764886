"""Serving the pages: one port, one server on a SQLite file, a clean end."""

import errno
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import click

from servanda.cli import console
from servanda.errors import Unavailable

HOST, PORT = "127.0.0.1", 8000
THREADS, BACKPRESSURE = 8, 64


def port_option(command: Any) -> Any:
    """Add the flags that say where to serve."""
    command = click.option("--host", default=HOST, show_default=True, help="The address to serve on.")(command)
    port = click.option(
        "--port", type=click.IntRange(1, 65535), default=PORT, show_default=True, help="The port to serve on."
    )
    return port(command)


def refuse_taken(host: str, port: int) -> None:
    """Raise ``Unavailable`` if the port cannot be had; asked before anything else is begun."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError) as fault:
            raise _not_had(host, port, fault) from None


def _not_had(host: str, port: int, fault: Exception) -> Unavailable:
    number = getattr(fault, "errno", None)
    if number == errno.EADDRINUSE:
        sentence = f"Port {port} of {host} is taken by another program."
        remedy = (
            f"choose another: --port {port + 1 if port < 65535 else PORT} (make demo PORT=...), or stop that program"
        )
        return Unavailable("port-taken", sentence, remedy)
    if number == errno.EACCES:
        return Unavailable(
            "port-refused", f"Port {port} may not be opened by you.", "choose one above 1023: --port 8000"
        )
    reason = getattr(fault, "strerror", None) or str(fault)
    return Unavailable("no-address", f"Nothing can be served on {host}: {reason}.", f"use --host {HOST}")


def refuse_many(workers: int) -> None:
    """Raise ``Unavailable`` where more than one worker is asked for on SQLite."""
    from django.conf import settings

    if workers > 1 and settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        sentence = "One worker serves a SQLite file; more would only wait for each other."
        raise Unavailable(
            "one-worker", sentence, "leave out --workers, or use PostgreSQL (DATABASE_URL=postgresql://...)"
        )


def address(host: str, port: int) -> str:
    """The address of the pages."""
    shown = f"[{host}]" if ":" in host else host
    return f"http://{shown}:{port}/"


def serve(host: str, port: int, workers: int = 1) -> None:
    """Serve the pages until Ctrl-C or SIGTERM; then end quietly. A worker that is killed is started anew."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    server = Granian(
        "servanda.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        respawn_failed_workers=True,
        blocking_threads=THREADS,
        backpressure=BACKPRESSURE,
        log_level=LogLevels.error,
        workers_kill_timeout=5,
    )
    console.say(f"The pages are at {address(host, port)} (Ctrl-C stops)")
    sys.stdout.flush()
    server.serve()
    console.say("Stopped.")


@contextmanager
def alone(host: str, port: int) -> Iterator[None]:
    """Hold the SQLite file for this server: a second one on it would only wait for the first.

    Commands may record beside a server. On PostgreSQL any number of servers may stand side by side.
    """
    from django.conf import settings

    database = settings.DATABASES["default"]
    if not database["ENGINE"].endswith("sqlite3"):
        yield
        return
    import fcntl

    path = Path(f"{database['NAME']}.server")
    with path.open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.seek(0)
            raise Unavailable(
                "served-already",
                f"The register in {database['NAME']} is being served already: {file.read().strip() or 'elsewhere'}.",
                "use that server or stop it; several servers need PostgreSQL (DATABASE_URL=postgresql://...)",
            ) from None
        file.truncate(0)
        file.write(f"{address(host, port)} (process {os.getpid()})")
        file.flush()
        try:
            yield
        finally:
            with suppress(OSError):
                file.truncate(0)
