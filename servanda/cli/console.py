"""Writing to people and to pipes: width, colour, progress."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO

import click

from servanda.errors import Unavailable, UsageError

NARROWEST, USUAL, WIDEST = 40, 80, 100
EVERY = 10_000  # things between two lines of progress
_STEP = 200


def width() -> int:
    """How many columns text may take: the terminal's, within reason; of a pipe, the usual 80 (or ``COLUMNS``)."""
    return min(max(shutil.get_terminal_size((USUAL, 24)).columns, NARROWEST), WIDEST)


def color() -> bool:
    """Whether to colour what goes to standard output."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def say(text: str) -> None:
    """Write text for people, or a document, to standard output."""
    click.echo(text, nl=not text.endswith("\n"), color=color())


def note(text: str) -> None:
    """Write a remark that is no part of the answer: to the error stream."""
    click.echo(text, err=True)


@contextmanager
def output(path: Path | None) -> Iterator[IO[str]]:
    """Open a file for writing, or standard output; a file appears whole or not at all."""
    if path is None or str(path) == "-":
        yield sys.stdout
        return
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with draft.open("w", encoding="utf-8") as file:
            yield file
        draft.replace(path)
    except OSError as fault:
        raise _not_written(path, fault) from None
    finally:
        draft.unlink(missing_ok=True)


def refuse_terminal(path: Path | None) -> None:
    """Raise ``UsageError`` where what is no text would be written to a terminal."""
    if (path is None or str(path) == "-") and sys.stdout.isatty():
        raise UsageError("no-output", "This form is no text to show on a terminal.", "say where to: --output FILE")


def whole(path: Path | None, content: bytes) -> None:
    """Write a file that is no text, whole or not at all; without a path, to standard output.

    Raises ``Unavailable`` where it cannot be written.
    """
    if path is None or str(path) == "-":
        sys.stdout.buffer.write(content)
        return
    with output_bytes(path) as file:
        file.write(content)


def _not_written(path: Path, fault: OSError) -> Unavailable:
    reason = fault.strerror or str(fault)
    remedy = "check the folder, the rights to it and the disk"
    return Unavailable("not-written", f"{path} cannot be written: {reason}.", remedy)


@contextmanager
def output_bytes(path: Path | None) -> Iterator[IO[bytes]]:
    """Open a file for bytes, or standard output where that is no terminal; a file appears whole or not at all."""
    if path is None or str(path) == "-":
        if sys.stdout.isatty():
            raise UsageError("binary", "This is no text for a terminal.", "name a file: --output FILE")
        sys.stdout.flush()
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with draft.open("wb") as file:
            yield file
        draft.replace(path)
    except OSError as fault:
        raise _not_written(path, fault) from None
    finally:
        draft.unlink(missing_ok=True)


def make_folder(path: Path) -> None:
    """Make a folder, and those above it, if it is not there."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise _not_written(path, fault) from None


@contextmanager
def advancing(label: str, length: int) -> Iterator[Callable[[int], None]]:
    """Give a function that is told how much more is done; a bar on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty() or not length:
        yield lambda _: None
        return
    with click.progressbar(length=length, label=label, file=sys.stderr) as bar:
        yield bar.update


@contextmanager
def passing(label: str, what: str) -> Iterator[Callable[..., Callable[[int], None]]]:
    """Give what begins a stage by what is done with things of a kind, and by how many there are, if that is known.

    On a terminal each stage has a bar; elsewhere there is a line every ``EVERY``, and so none of what is short.
    """
    with ExitStack() as last:

        def begin(doing: str, length: int = 0) -> Callable[[int], None]:
            last.close()
            if not sys.stderr.isatty():
                return _lines(label, f"{what} {doing}", length)
            unknown: Iterator[None] | None = (
                None if length else (None for _ in ())
            )  # of what has no length, click draws a bar that moves
            bar = click.progressbar(
                unknown, length or None, f"{label}: {what} {doing}",
                show_pos=True, file=sys.stderr, update_min_steps=_STEP,
            )  # fmt: skip
            return last.enter_context(bar).update

        yield begin


def _lines(label: str, doing: str, length: int) -> Callable[[int], None]:
    done = 0

    def advance(more: int) -> None:
        nonlocal done
        done += more
        if done // EVERY > (done - more) // EVERY:
            note(f"{label}: {done:,}{f' of {length:,}' if length else ''} {doing}")

    return advance


@contextmanager
def stages() -> Iterator[Callable[..., Callable[[int], None]]]:
    """Give what begins a stage by name and length: a bar for each on a terminal, a plain line elsewhere."""
    with ExitStack() as last:

        def begin(label: str, length: int = 0) -> Callable[[int], None]:
            last.close()
            if not sys.stderr.isatty():
                note(label)
            return last.enter_context(advancing(label, length))

        yield begin
