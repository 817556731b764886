"""Turning a database's errors into faults with a way forward."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import Error

from servanda.errors import LedgerError, OutOfSpace, ReadOnly

_SAYS: tuple[tuple[tuple[str, ...], type[LedgerError], str, str, str], ...] = (
    (
        ("disk is full", "no space left", "could not extend file"),
        OutOfSpace, "disk-full",
        "The disk is full; nothing was recorded.",
        "make room on the disk that holds the database, then try again",
    ),
    (
        ("readonly database", "read-only", "unable to open database file", "permission denied"),
        ReadOnly, "read-only",
        "The database or its folder cannot be written.",
        "check who owns the database file and its folder, or point DATABASE_URL at one you may write",
    ),
    (
        ("database is locked", "database table is locked", "lock timeout"),
        LedgerError, "locked",
        "Another program holds the database; nothing was recorded.",
        "wait until the other program is done and try again; use PostgreSQL where many write at once",
    ),
    (
        ("no such table", "does not exist", "no such column"),
        LedgerError, "no-register",
        "There is no register in this database yet.",
        "run servanda init, or load a register file, and try again",
    ),
    (
        ("not a database", "malformed", "disk image"),
        LedgerError, "damaged",
        "The database file is damaged, or is no database.",
        "restore it from a backup; servanda verify then tells whether all is there",
    ),
    (
        ("the ledger is append-only",),
        LedgerError, "append-only",
        "The ledger refuses to change what was recorded.",
        "record a correction or a withdrawal instead",
    ),
    (
        (
            "connection refused", "could not connect", "connection failed", "server closed the connection",
            "terminating connection", "database system is", "connection is bad", "connection is closed",
            "connection is lost", "connection already closed",
            "consuming input failed",
        ),
        LedgerError, "no-database",
        "The database does not answer.",
        "check that it runs and that DATABASE_URL names it",
    ),
)  # fmt: skip


@contextmanager
def explained() -> Iterator[None]:
    """Raise a ``LedgerError`` that says what to do, in place of an error of the database."""
    try:
        yield
    except Error as error:
        raise explain(error) from error


def explain(error: Error) -> LedgerError:
    """Find the words for an error of the database."""
    said = str(error).lower()
    for signs, fault, code, sentence, remedy in _SAYS:
        if any(sign in said for sign in signs):
            return fault(code, sentence, remedy)
    return LedgerError(
        "database",
        f"The database refused: {str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__}.",
        "look into the database's own log; nothing was recorded",
    )
