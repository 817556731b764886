"""Opening the register for a command: settings, database, an older one brought up to date, a newer one refused."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from servanda.cli import console
from servanda.errors import ReadOnly

_PLAIN = (click.Choice, click.types.IntParamType, click.types.BoolParamType)


def opened() -> None:
    """Make ready the register that the environment names; makes it if it is not there.

    Raises ``TooNew``, ``ReadOnly``, ``OutOfSpace`` or another ``LedgerError``.
    """
    settled()
    _make_folder()
    from servanda.register.keeping.upkeep import initialise

    initialise(console.note)
    context = click.get_current_context(silent=True)
    if context is not None:
        context.with_resource(_audited(context))


@contextmanager
def _audited(context: click.Context) -> Iterator[None]:
    """Note what leaves the register while a command runs, and keep what of it is not public."""
    from servanda.accounts import readings
    from servanda.cli.actor import actor_of
    from servanda.register.seeing import noted

    with noted.noting() as found:
        yield
    if found.by_record:
        who = actor_of(context.params.get("actor"))
        what = " ".join((context.command_path, *_given(context, found.identifier)))
        readings.keep(None, who, readings.COMMAND, what, found.by_record)


def _given(context: click.Context, identifier: Callable[[str], str]) -> Iterator[str]:
    """What was given to a command, as an auditor may read it: words that were looked for and short names stay out."""
    for option in context.command.params:
        name, value = option.name or "", context.params.get(option.name or "")
        if value in (None, False, ()):
            continue
        if name == "groups" or isinstance(option.type, _PLAIN):
            yield f"{name}={value}"
        elif isinstance(value, str):
            yield f"{name}={identifier(value) or _dated(value) or '...'}"


def _dated(text: str) -> str:
    return text if set(text) <= set("0123456789-:TZ+.") else ""


def settled() -> None:
    """Read the settings, and touch no database."""
    import django

    django.setup()


def prepared() -> None:
    """Make ready a place for a register that is to come; raises ``Refused`` where there is one already."""
    _make_folder()
    from django.conf import settings

    from servanda.ledger.faults import explained
    from servanda.ledger.whole import refuse_filled

    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3") and not Path(str(database["NAME"])).exists():
        return  # looking into it would make it
    with explained():
        refuse_filled()


def _make_folder() -> None:
    """Make the folder of a SQLite file: SQLite itself makes only the file."""
    from django.conf import settings

    database = settings.DATABASES["default"]
    if not database["ENGINE"].endswith("sqlite3"):
        return
    folder = Path(str(database["NAME"])).parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise ReadOnly(
            "read-only",
            f"The folder {folder} cannot be made: {fault.strerror or fault}.",
            "point DATABASE_URL or SERVANDA_DATA at a folder you may write",
        ) from None
