"""Serving: a clean end, one server on a SQLite file, a port that is taken."""

import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from tests.cli.running import command, environment, process
from tests.support.databases import Database


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def started(url: str, *arguments: str, port: int) -> Iterator["subprocess.Popen[str]"]:
    """Start a command that serves, in a process group of its own, and wait until it answers."""
    with subprocess.Popen(
        command(*arguments, "--port", str(port)),
        env=environment(url),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        start_new_session=True,
    ) as server:
        try:
            _wait(port)
            yield server
        finally:
            server.kill()


def _wait(port: int, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5).close()
            return
        except urllib.error.HTTPError as answer:
            answer.close()
            return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(f"nothing answers on port {port}")


def interrupt(server: "subprocess.Popen[str]") -> tuple[str, str]:
    """Press Ctrl-C: the terminal sends the signal to the whole group."""
    os.killpg(server.pid, signal.SIGINT)
    return server.communicate(timeout=20)


def test_more_workers_than_one_are_refused_on_sqlite(sqlite_database: Database) -> None:
    told = process(sqlite_database.url, "serve", "--port", str(free_port()), "--workers", "2")
    assert told.is_one_clear_message()
    assert "One worker serves a SQLite file" in told.err


def test_the_demonstration_says_its_address_and_stops_cleanly(sqlite_database: Database) -> None:
    port = free_port()
    with started(sqlite_database.url, "demo", port=port) as server:
        out, err = interrupt(server)
        assert server.returncode == 0
    assert f"http://127.0.0.1:{port}/" in out
    assert "Azerbaijan and NATO" in out
    assert "Traceback" not in out + err


def test_a_taken_port_is_told_before_anything_is_begun(sqlite_database: Database) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        told = process(sqlite_database.url, "demo", "--port", str(port))
    assert told.is_one_clear_message()
    assert told.status == 1
    assert f"Port {port}" in told.err
    assert f"--port {port + 1}" in told.err
    assert told.out == ""
    assert process(sqlite_database.url, "brief", "azerbaijan-nato").status == 1  # nothing was loaded


def test_a_second_server_on_one_file_is_refused_and_commands_are_not(sqlite_database: Database) -> None:
    port = free_port()
    with started(sqlite_database.url, "serve", port=port) as server:
        told = process(sqlite_database.url, "demo", "--port", str(free_port()))
        assert told.is_one_clear_message()
        assert f"http://127.0.0.1:{port}/" in told.err
        assert process(sqlite_database.url, "init").status == 0
        server.send_signal(signal.SIGTERM)
        server.communicate(timeout=20)
        assert server.returncode == 0
    with started(sqlite_database.url, "serve", port=port) as server:  # the file is free again
        interrupt(server)


def test_a_reader_that_goes_away_is_no_fault(sqlite_database: Database) -> None:
    process(sqlite_database.url, "demo", "--no-serve")
    with subprocess.Popen(
        command("dump"), env=environment(sqlite_database.url), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as dumping:
        assert dumping.stdout is not None
        assert dumping.stderr is not None
        dumping.stdout.readline()
        dumping.stdout.close()
        assert dumping.stderr.read() == b""  # that not all was written is told by the status alone


def test_names_are_written_whatever_the_terminal_is_set_to(sqlite_database: Database) -> None:
    process(sqlite_database.url, "demo", "--no-serve")
    with subprocess.Popen(
        command("search", "Əliyev"),
        env=environment(
            sqlite_database.url, LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING="ascii", PYTHONCOERCECLOCALE="0"
        ),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as searching:
        out, err = searching.communicate(timeout=20)
    assert searching.returncode == 0, err
    assert "Алиев" in out.decode("utf-8")
