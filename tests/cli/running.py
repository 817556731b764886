"""Running the command line: in this process for speed, in a process of its own where that matters."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from servanda.cli.main import main
from tests.support.warm import begun, warm_folder

DEMO = Path(__file__).parents[2] / "servanda" / "demo"

FILE = """\
servanda: 1
register: aland-nato
scope: aland-nato
entered: 2026-01-31
records:
  aland: {party: state, is: {iso3166: AX}, name: Åland, names: {ru: Аланды}}
  nato: {party: organisation, short: NATO}
  aland-nato: {partnership: {parties: [aland, nato]}, name: Åland and NATO}
  parp: {package: {framework: parp}}
sources:
  news: {publisher: News, title: News of the day, language: en, published: 2016-11-15}
facts:
  - {tally: parp, total: 41, as_of: 2016-11-15, source: news, at: paragraph 4}
"""


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    status: int
    out: str
    err: str

    def is_one_clear_message(self) -> bool:
        """Whether it failed with one message that says what to do, and without a traceback."""
        return self.status != 0 and self.err.count("what to do:") == 1 and "Traceback" not in self.err


def running(capsys: pytest.CaptureFixture[str]) -> Callable[..., Ended]:
    """Give a function that runs a command in this process."""

    def run(*arguments: str) -> Ended:
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        out, err = capsys.readouterr()
        return Ended(int(ended.value.code or 0), out, err)

    return run


def command(*arguments: str) -> list[str]:
    """The command line of a process of its own."""
    return [sys.executable, "-m", "servanda.cli", *arguments]


def warm(*arguments: str) -> list[str]:
    """The command line of a process of its own that starts warm: several begun at once do meet."""
    return [str(warm_folder() / "servanda"), *arguments]


def environment(url: str, **more: str) -> dict[str, str]:
    """The environment of a process of its own: one database, nothing of whoever runs the tests."""
    return {**os.environ, "DATABASE_URL": url, "SERVANDA_SECRET_KEY": "only for tests", **more}


def process(url: str, *arguments: str, **options: Any) -> Ended:
    """Run a command in a process of its own to its end; with ``options`` of the process, one that starts cold."""
    done = subprocess.run(
        command(*arguments) if options else warm(*arguments),
        env=environment(url),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
        **options,
    )
    return Ended(done.returncode, done.stdout, done.stderr)


def killed(url: str, after: float, *arguments: str) -> str:
    """Begin a command, warm, and kill it after some seconds; gives what it had said by then."""
    reading, writing = os.pipe()
    own = begun(arguments, environment(url), writing)
    os.close(writing)
    time.sleep(after)
    with suppress(ProcessLookupError):  # it may have ended by itself
        os.kill(own, signal.SIGKILL)
    with open(reading, encoding="utf-8") as said:  # noqa: PTH123 - a pipe has no path
        return said.read()
