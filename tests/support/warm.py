"""Commands that start warm: each in a process of its own, forked from one that has read the libraries already.

Most of a short command's time is spent on reading libraries. Tests that run hundreds of commands ask for them here;
what a command reads of its own surroundings (settings, a folder of frameworks, the database) it reads anew. The server
of the browser's tests starts warm, too. Tests of starting and serving begin their processes cold; those that kill kill
warm ones, for there is nothing to lose before the work.

``python -m tests.support.warm SOCKET`` serves until its input ends. A command is asked for by one message: its words,
environment and folder as JSON, with its standard input, output and error as the message's open files. Words that begin
with ``granian`` are of that program, others of ``servanda``. The answer is
four bytes, its process, and one byte at its end, its exit status; none if it was killed.
"""

import atexit
import json
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from functools import cache
from importlib import import_module
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connections
from django.db.utils import ConnectionHandler
from django.utils.functional import empty
from django.utils.timezone import get_default_timezone

ROOT = Path(__file__).parents[2]
LIBRARIES = (
    "click", "django.core.mail", "django.core.management", "django.db.migrations", "django.db.models",
    "django.http", "django.template.defaulttags", "django.urls", "django.utils.translation.trans_real",
    "django.views.debug", "docx", "docxtpl", "granian.cli", "lxml.etree", "psycopg", "pydantic", "python_calamine",
    "requests", "sqlite3", "xlsxwriter", "yaml",
)  # fmt: skip
MOST = 1 << 20  # bytes of a message
KILLED = 137
# A command by the name of the program, for scripts: it hands itself over, with nothing of its own to read.
PROGRAM = """\
#!{python} -IS
import json, os, socket, sys
with socket.socket(socket.AF_UNIX) as asked:
    asked.connect({path!r})
    told = json.dumps([sys.argv[1:], dict(os.environ), os.getcwd()]).encode("utf-8", "surrogateescape")
    socket.send_fds(asked, [len(told).to_bytes(4, "big") + told], [0, 1, 2])
    asked.recv(4)
    os._exit((asked.recv(1) or bytes([{killed}]))[0])
"""


@cache
def warm_folder() -> Path:
    """A folder to be put on PATH, whose ``servanda`` starts warm; it lives as long as the tests do."""
    stack = ExitStack()
    atexit.register(stack.close)
    return stack.enter_context(_serving())


def begun(words: Sequence[str], environment: Mapping[str, str], output: int) -> int:
    """Begin a command whose output goes to an open file, its errors nowhere; gives its process."""
    with Path(os.devnull).open("w") as nowhere:
        asked, process = _asked(words, environment, output, nowhere.fileno())
    asked.close()
    return process


@contextmanager
def running(words: Sequence[str], environment: Mapping[str, str], log: int) -> Iterator[Callable[[], bool]]:
    """Let a server run until the end of the block, its output and errors in an open file; gives whether it ended."""
    asked, process = _asked(words, environment, log, log)
    with asked:
        try:
            yield lambda: bool(select.select([asked], [], [], 0)[0])
        finally:
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGTERM)
            asked.settimeout(20)
            asked.recv(1)


def _asked(words: Sequence[str], environment: Mapping[str, str], *outputs: int) -> tuple[socket.socket, int]:
    """The connection to a command that was asked for, which is told its end, and its process."""
    asked = socket.socket(socket.AF_UNIX)
    with Path(os.devnull).open() as nothing:
        asked.connect(str(warm_folder().parent / "socket"))
        told = json.dumps([list(words), dict(environment), str(Path.cwd())]).encode("utf-8", "surrogateescape")
        socket.send_fds(asked, [len(told).to_bytes(4, "big") + told], [nothing.fileno(), *outputs])
        return asked, int.from_bytes(asked.recv(4), "big")


@contextmanager
def _serving() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="servanda-warm-") as folder:
        path = Path(folder) / "socket"
        program = Path(folder) / "bin" / "servanda"
        program.parent.mkdir()
        program.write_text(PROGRAM.format(python=sys.executable, path=str(path), killed=KILLED), encoding="utf-8")
        program.chmod(0o755)
        served = [sys.executable, "-m", "tests.support.warm", str(path)]
        with subprocess.Popen(served, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:
            assert server.stdout is not None
            assert server.stdout.readline() == b"warm\n", "the libraries could not be read"
            yield program.parent


def _read_ahead() -> None:
    """Read what every command reads and none changes; each takes its own settings, so these are put away again."""
    os.environ.pop("DJANGO_SETTINGS_MODULE", None)
    for name in LIBRARIES:
        import_module(name)
    _read_own()
    os.environ["DJANGO_SETTINGS_MODULE"] = "servanda.settings"
    import_module("django").setup()
    _read_own(but="web")  # pages make themselves by the settings
    import_module("django.db.migrations.loader").MigrationLoader(None)
    _put_settings_away()
    import_module("servanda.frameworks.loader").shipped()
    for kind in import_module("servanda.kinds").KINDS.values():
        kind.model_rebuild()


def _read_own(but: str = "") -> None:
    for path in sorted((ROOT / "servanda").rglob("*.py")):
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        if not {"migrations", but} & set(path.parts) and path.stem not in ("__main__", "settings", "wsgi"):
            with suppress(ImproperlyConfigured):  # it has tables, which are the settings' matter
                import_module(name)


def _put_settings_away() -> None:
    """Leave no setting behind, and no connection: the next to ask for one reads the environment."""
    sys.modules.pop("servanda.settings")
    settings._wrapped = empty
    get_default_timezone.cache_clear()  # type: ignore[attr-defined]
    ConnectionHandler.__init__(connections)
    vars(connections).pop("settings", None)


def _serve(path: str) -> None:
    _read_ahead()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for those that end
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(path)
        listener.listen()
        if os.fork() == 0:
            sys.stdin.read()
            os.kill(os.getppid(), signal.SIGTERM)
            os._exit(0)
        sys.stdout.write("warm\n")
        sys.stdout.flush()
        while True:
            asked, _ = listener.accept()
            if os.fork() == 0:
                listener.close()
                _answer(asked)
            asked.close()


def _answer(asked: socket.socket) -> None:
    """Become the command that is asked for, and end."""
    told, files, _, _ = socket.recv_fds(asked, MOST, 3)
    length = 4 + int.from_bytes(told[:4], "big")
    while len(told) < length:
        told += asked.recv(MOST)
    words, environment, folder = json.loads(told[4:].decode("utf-8", "surrogateescape"))
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    asked.sendall(os.getpid().to_bytes(4, "big"))
    for own, given in enumerate(files):
        os.dup2(given, own)
        os.close(given)
    sys.stdin, sys.stdout, sys.stderr = open(0), open(1, "w"), open(2, "w", buffering=1)  # noqa: SIM115
    status = _run(words, environment, folder)
    with suppress(BrokenPipeError):  # who began it may not wait for its end
        asked.sendall(bytes([status]))
    os._exit(status)


def _run(words: Sequence[str], environment: Mapping[str, str], folder: str) -> int:
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    try:
        if words[:1] == ["granian"]:
            os.setsid()
            import_module("granian.cli").cli(words[1:])
        else:
            import_module("servanda.cli.main").main(words)
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    return 0


if __name__ == "__main__":
    _serve(sys.argv[1])
