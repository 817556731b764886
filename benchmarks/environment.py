"""What the figures were measured on, and a database of our own in a temporary folder."""

import os
import platform
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import django

# a quarter of an ordinary machine's memory and longer checkpoints, as PostgreSQL's manual advises; all else default
SETTINGS = {
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "shared_buffers": "2GB",
    "work_mem": "64MB",
    "maintenance_work_mem": "512MB",
    "max_wal_size": "8GB",
    "listen_addresses": "",
    "timezone": "UTC",
}


@contextmanager
def database(engine: str) -> Iterator[None]:
    """Point Django at a fresh database, and remove it at the end. PostgreSQL is started from its programs."""
    if engine == "sqlite":
        with tempfile.TemporaryDirectory(prefix="servanda-bench-") as folder:
            set_up(f"sqlite:///{Path(folder) / 'register.sqlite3'}")
            yield
    else:
        from tests.support.cluster import OWNER, running_cluster

        with running_cluster(SETTINGS) as cluster:
            cluster.run(f"CREATE DATABASE register OWNER {OWNER}")
            set_up(cluster.url("register"))
            yield


def set_up(url: str) -> None:
    """Point Django at a database."""
    os.environ |= {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "servanda.settings", "SERVANDA_SECRET_KEY": "unused"}
    django.setup()


def describe() -> dict[str, object]:
    """Describe machine, load and versions; names no host and no path."""
    from django.db import connection

    from servanda import __version__
    from servanda.ledger.database import is_postgresql, rows

    if is_postgresql():
        shown = ("fsync", "synchronous_commit", "shared_buffers", "work_mem", "max_parallel_workers_per_gather", "jit")
        version = rows("SHOW server_version")[0][0].split(" ")[0]
        settings = {name: rows(f"SHOW {name}")[0][0] for name in shown}
    else:
        version = sqlite3.sqlite_version
        settings = {name: str(rows(f"PRAGMA {name}")[0][0]) for name in ("journal_mode", "synchronous", "cache_size")}
    return {
        "measured_at": datetime.now(UTC).isoformat(timespec="minutes"),
        "cores": os.cpu_count(),
        "memory_gib": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1),
        "processor": platform.machine(),
        "load_before": [round(one, 2) for one in os.getloadavg()],
        "system": f"{platform.system()} {platform.release().split('-')[0]}",
        "python": platform.python_version(),
        "django": django.get_version(),
        "servanda": __version__,
        "database": f"{connection.vendor} {version}",
        "settings": settings,
    }
