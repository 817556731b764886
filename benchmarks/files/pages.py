"""Pages of a register with many items, asked in one process: ``python -m benchmarks.files.pages RUNS``; prints JSON.

The register is the one that ``DATABASE_URL`` names, so that it can be built once and measured often. What is timed is
the whole work of the server for an address, from the request to the bytes of the page, with its connection kept.
"""

import json
import os
import sys
from typing import Any
from wsgiref.util import setup_testing_defaults

import django

AS_OF = "2023-03-31"
PLAN = "canada-ogp-nap5"
WARM = 10  # a server that was at it for a while has its statements prepared and planned


def addresses(item: str) -> dict[str, str]:
    """The addresses that are asked for, by what is wanted."""
    return {
        "portfolio": "/portfolio/",
        "first_page": "/items/",
        "later_page": "/items/?first=20000",
        "filtered": "/items/?grade=answer/state/accepted",
        "ordered": "/items/?order=due",
        "item": f"/objective/{item}/",
        "past_date": f"/plan/{PLAN}/?as_of={AS_OF}",
        "csv": "/items/items.csv?columns=list",
        "csv_whole": "/items/items.csv",
    }


def measured(runs: int) -> dict[str, Any]:
    """Ask each address some times; gives medians, queries and bytes."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from benchmarks.measures import timed

    found: dict[str, Any] = {}
    for name, address in addresses(_an_item()).items():
        with CaptureQueriesContext(connection) as captured:
            content = _page(address)
        queries = len(captured)  # before the next request begins a new count
        is_file = name.startswith("csv")
        for _ in range(0 if is_file else WARM):
            _page(address)
        often = min(runs, 2) if is_file else runs
        timing = timed(often, lambda address=address: _page(address))  # type: ignore[misc]
        found[name] = {**timing.plain(), "queries": queries, "bytes": len(content)}
    return found


def _page(address: str) -> bytes:
    """The bytes that the application gives for an address to the server that runs it. Raises where it does not."""
    from servanda.wsgi import application

    path, _, query = address.partition("?")
    environ: dict[str, Any] = {"PATH_INFO": path, "QUERY_STRING": query}
    setup_testing_defaults(environ)
    answer = application(environ, lambda *_: len)  # nothing is written beside the answer
    content = b"".join(answer)
    answer.close()
    if answer.status_code != 200:
        raise RuntimeError(f"{address} gave {answer.status_code}")
    return content


def _an_item() -> str:
    """An indicator of the plan: the one that most is said of."""
    from servanda.ledger.columns import hex_of
    from servanda.ledger.database import rows
    from servanda.ledger.reading import as_whole

    sql = "SELECT about FROM entry WHERE kind = 'assessment' GROUP BY about ORDER BY COUNT(*) DESC, about LIMIT 1"
    with as_whole():
        return hex_of(rows(sql)[0][0]) or ""


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "servanda.settings")
    django.setup()
    print(json.dumps(measured(int(sys.argv[1]))))
