"""A throw-away PostgreSQL of our own, started from the installed programs; never a system service."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg

from tests.support.needs import not_run

OWNER = "servanda"  # the application's role: it owns its databases and is no superuser
LONGEST_SOCKET = 80  # the system allows about 107 bytes for the whole path of a socket
# The server lives as long as its standard input, which the test run holds: a killed run leaves nothing behind.
UNTIL_END_OF_INPUT = '"$@" & read -r _; kill -QUIT $!; wait $!; rm -r data'
MEMORY, ENOUGH = (
    Path("/dev/shm"),
    1 << 30,
)  # where nothing must outlive the machine: a database is made in a tenth of the time
SETTINGS = {
    "autovacuum": "off",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_wal_senders": "0",
    "wal_level": "minimal",
    "max_connections": "60",
    "shared_buffers": "64MB",
    "listen_addresses": "",
    "timezone": "UTC",
}


def _url(folder: Path, database: str, user: str) -> str:
    return f"postgresql:///{database}?host={quote(str(folder))}&user={user}"


@dataclass(frozen=True)
class Cluster:
    """A running PostgreSQL that only this machine's socket folder reaches."""

    sockets: Path
    start: Callable[[], None]

    def url(self, database: str, user: str = OWNER) -> str:
        """Return the address of one of its databases."""
        return _url(self.sockets, database, user)

    def run(self, statement: str) -> None:
        """Run one statement as the superuser, outside a transaction."""
        with psycopg.connect(self.url("postgres", "postgres"), autocommit=True) as connection:
            connection.execute(statement.encode())

    @property
    def process(self) -> int:
        """The process of the server."""
        return int((self.sockets / "data" / "postmaster.pid").read_text().split()[0])

    def restart(self) -> None:
        """Break it off at once, as a crash does, and start it again."""
        before = self.process
        os.kill(before, signal.SIGQUIT)
        deadline = time.monotonic() + 60
        while (self.sockets / "data" / "postmaster.pid").exists():
            if time.monotonic() > deadline:
                raise RuntimeError("PostgreSQL did not end")
            time.sleep(0.01)
        self.start()


@contextmanager
def running_cluster(settings: Mapping[str, str] = SETTINGS) -> Iterator[Cluster]:
    """Start a cluster, and stop and remove it at the end; as an unprivileged user when root asks."""
    found = programs()
    durable = settings.get("fsync") != "off"
    folder = Path(tempfile.mkdtemp(prefix="servanda-pg-", dir=_short_folder() if durable else _quick_folder()))
    user = _unprivileged()
    if user:
        os.chown(folder, user.pw_uid, user.pw_gid)
    as_user: dict[str, Any] = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}
    try:
        with ExitStack() as servers:

            def start() -> None:
                servers.enter_context(_server(found, folder, as_user, settings))

            _initialise(found, folder, as_user)
            start()
            cluster = Cluster(folder, start)
            cluster.run(f"CREATE ROLE {OWNER} LOGIN CREATEDB")
            yield cluster
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _place(folder: Path, as_user: dict[str, Any]) -> dict[str, Any]:
    return {"cwd": folder, "env": {"LC_ALL": "C.UTF-8", "PATH": os.defpath}, **as_user}


def _initialise(programs: Path, folder: Path, as_user: dict[str, Any]) -> None:
    initdb: list[str | Path] = [
        programs / "initdb",
        "-D",
        folder / "data",
        "-U",
        "postgres",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--no-sync",
    ]
    made = subprocess.run(initdb, capture_output=True, text=True, check=False, **_place(folder, as_user))
    if made.returncode:
        raise RuntimeError(f"initdb failed:\n{made.stdout}{made.stderr}")


@contextmanager
def _server(programs: Path, folder: Path, as_user: dict[str, Any], settings: Mapping[str, str]) -> Iterator[None]:
    data, log = folder / "data", folder / "log"
    options = [part for key, value in settings.items() for part in ("-c", f"{key}={value}")]
    command: list[str | Path] = [
        "sh",
        "-c",
        UNTIL_END_OF_INPUT,
        "sh",
        programs / "postgres",
        "-D",
        data,
        "-k",
        folder,
        *options,
    ]
    with (
        log.open("ab") as out,
        subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=out, stderr=out, start_new_session=True, **_place(folder, as_user)
        ),
    ):
        _wait(folder, log)
        yield  # leaving closes the server's input, and waits for its end


def _wait(folder: Path, log: Path, seconds: float = 30) -> None:
    url, deadline = _url(folder, "postgres", "postgres"), time.monotonic() + seconds
    while True:
        try:
            psycopg.connect(url).close()
        except psycopg.OperationalError:
            if time.monotonic() > deadline:
                raise RuntimeError(f"PostgreSQL did not start:\n{log.read_text()}") from None
            time.sleep(0.05)
        else:
            return


def programs() -> Path:
    """The folder of PostgreSQL's programs, the newest; without any, the test is not run."""
    folders = [Path(folder) for folder in os.get_exec_path()]
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version, reverse=True)
    for folder in folders:
        if (folder / "initdb").is_file() and (folder / "postgres").is_file():
            return folder
    not_run("postgresql", "PostgreSQL's programs (initdb, postgres) were not found")


def _version(folder: Path) -> float:
    return float(folder.parent.name)


def _unprivileged() -> pwd.struct_passwd | None:
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    not_run("postgresql", "PostgreSQL refuses to run as root, and there is neither a user postgres nor nobody")


def _quick_folder() -> str:
    room = MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ENOUGH
    return str(MEMORY) if room and _open_to_all(MEMORY) else _short_folder()


def _short_folder() -> str:
    usual = tempfile.gettempdir()
    return usual if len(usual) < LONGEST_SOCKET and _open_to_all(Path(usual)) else "/tmp"


def _open_to_all(folder: Path) -> bool:
    return all(part.stat().st_mode & 0o001 for part in (folder, *folder.parents))
