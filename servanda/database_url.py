"""``DATABASE_URL``: one text that says where the register is kept."""

from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from servanda.errors import UsageError

REMEDY = "set DATABASE_URL to sqlite:///path/to/register.sqlite3 or postgresql://user:password@host:port/name"

# IMMEDIATE: with the default mode two writers fail at once with "database is locked" instead of waiting.
# FULL: what was acknowledged survives a power cut.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
}

# A connection is kept for a minute from one page to the next: to open one takes longer than most pages.
KEPT = 60
# Statements are prepared on the server, which then need not plan those again that every page asks: it takes longer
# to plan them than to answer them.
POSTGRESQL_OPTIONS = {"server_side_binding": True, "prepare_threshold": 2}


def database_from(url: str) -> dict[str, Any]:
    """Return Django's settings for one database.

    ``sqlite:///name`` is relative to the working folder, ``sqlite:////name`` absolute. A PostgreSQL address may
    name a socket folder (``postgresql:///name?host=/run/postgresql``); its other parameters go to libpq as they
    are (``sslmode=verify-full``). Raises ``UsageError`` for anything else.
    """
    parts = _split(url)
    if parts.scheme in ("postgresql", "postgres"):
        return _postgresql(parts)
    if parts.scheme == "sqlite":
        return _sqlite(parts)
    raise _unreadable(f"it begins with {parts.scheme + ':' if parts.scheme else 'no scheme'!r}")


def sqlite_database(path: Path) -> dict[str, Any]:
    """Return Django's settings for the SQLite file at ``path``."""
    name = str(path.expanduser().absolute())
    engine = "django.db.backends.sqlite3"
    return {"ENGINE": engine, "NAME": name, "OPTIONS": dict(SQLITE_OPTIONS), "CONN_MAX_AGE": KEPT}


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url.strip())
        _ = parts.port  # read here, for a port that is no number is only found on reading it
    except ValueError as fault:
        raise _unreadable(str(fault)) from None
    return parts


def _sqlite(parts: SplitResult) -> dict[str, Any]:
    name = unquote(parts.path).removeprefix("/")
    if parts.netloc:
        raise _unreadable("a SQLite address has three slashes (sqlite:///) before the path")
    if not name or name == ":memory:":
        raise _unreadable("a register is kept in a file, and no file is named")
    return sqlite_database(Path(name))


def _postgresql(parts: SplitResult) -> dict[str, Any]:
    name = unquote(parts.path).removeprefix("/")
    if not name:
        raise _unreadable("no database is named after the host")
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": options.pop("user", unquote(parts.username or "")),
        "PASSWORD": options.pop("password", unquote(parts.password or "")),
        "HOST": options.pop("host", unquote(parts.hostname or "")),
        "PORT": options.pop("port", str(parts.port or "")),
        "OPTIONS": {**POSTGRESQL_OPTIONS, **options},
        "CONN_MAX_AGE": KEPT,
        "CONN_HEALTH_CHECKS": True,
    }


def _unreadable(why: str) -> UsageError:
    # The address itself is not repeated: it may hold a password, and this text ends in logs.
    return UsageError("bad-database-url", f"DATABASE_URL cannot be read: {why}.", REMEDY)
