"""A throw-away Redmine: Debian's files in a folder, a database of a PostgreSQL of ours, a server on loopback."""

import json
import os
import secrets
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

SHIPPED = Path("/usr/share/redmine")
HERE = Path(__file__).parent
TENANT = "measured"
LONGEST_START = 120  # seconds


@dataclass(frozen=True)
class Instance:
    """Where the instance lies, and the environment its programs run in."""

    folder: Path
    environment: dict[str, str]

    def ruby(self, script: str, **variables: str) -> dict[str, Any]:
        """Run one of our scripts inside Redmine; gives the JSON of its last line."""
        said = self._run("bin/rails", "runner", str(HERE / script), **variables)
        found: dict[str, Any] = json.loads(said.strip().splitlines()[-1])
        return found

    def rake(self, task: str, **variables: str) -> None:
        """Run one of Redmine's own tasks."""
        self._run("bundle", "exec", "rake", task, **variables)

    def _run(self, *command: str, **variables: str) -> str:
        done = subprocess.run(
            command,
            cwd=self.folder,
            env={**self.environment, **variables},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{' '.join(command)} failed:\n{done.stdout[-3000:]}{done.stderr[-3000:]}")
        return done.stdout


def is_installed() -> bool:
    """Whether Debian's Redmine is there; ``install`` installs it."""
    return SHIPPED.is_dir() and shutil.which("puma") is not None


def made(folder: Path, sockets: Path, role: str) -> Instance:
    """Copy Redmine into a folder and make its tables in the database ``redmine`` of a running cluster."""
    own = folder / "redmine"
    shutil.copytree(SHIPPED, own, symlinks=True, ignore=shutil.ignore_patterns("instances", "Gemfile.lock"))
    tenant = own / "instances" / TENANT
    for part in ("config", "tmp/imports", "tmp/cache", "log", "files", "public/plugin_assets"):
        (tenant / part).mkdir(parents=True)
    database = f"adapter: postgresql\n  database: redmine\n  host: {sockets}\n  username: {role}\n  encoding: utf8\n"
    database += "  pool: 16\n"
    (tenant / "config" / "database.yml").write_text(f"production:\n  {database}")
    (tenant / "config" / "secret_key.txt").write_text(secrets.token_hex(64))
    (own / "config" / "database.yml").unlink(missing_ok=True)
    gems = own / "Gemfile"
    gems.write_text(gems.read_text().replace(str(SHIPPED), str(own)))
    (own / "Gemfile.local").write_text("gem 'puma'\n")
    shutil.copy(HERE / "count_queries.rb", own / "config" / "initializers" / "count_queries.rb")
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME")}
    environment = {
        **kept,
        "LANG": "C.UTF-8",
        "RAILS_ENV": "production",
        "REDMINE_INSTANCE": TENANT,
        "REDMINE_LANG": "en",
        "BUNDLE_GEMFILE": str(gems),
    }
    instance = Instance(own, environment)
    subprocess.run(["bundle", "install", "--local", "--quiet"], cwd=own, env=environment, check=True)
    instance.rake("db:migrate")
    instance.rake("redmine:load_default_data")
    return instance


@contextmanager
def running(instance: Instance) -> Iterator[str]:
    """Serve it with one worker and one thread, as a page is measured; gives the address."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    command = ["bundle", "exec", "puma", "-e", "production", "-b", f"tcp://127.0.0.1:{port}", "-t", "1:1"]
    with (
        (instance.folder / "server.log").open("wb") as log,
        subprocess.Popen(command, cwd=instance.folder, env=instance.environment, stdout=log, stderr=log) as server,
    ):
        address = f"http://127.0.0.1:{port}"
        try:
            _wait(address, instance.folder / "server.log")
            yield address
        finally:
            server.terminate()


def _wait(address: str, log: Path) -> None:
    deadline = time.monotonic() + LONGEST_START
    while time.monotonic() < deadline:
        try:
            urlopen(f"{address}/", timeout=30).close()
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.3)
        else:
            return
    raise RuntimeError(f"Redmine did not start:\n{log.read_text()[-3000:]}")
