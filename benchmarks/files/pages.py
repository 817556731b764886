"""Pages of a register with many items, asked in one process: ``python -m benchmarks.files.pages RUNS``; prints JSON.

The register is the one that ``DATABASE_URL`` names, so that it can be built once and measured often. What is timed is
the whole work of the server for an address, from the request to the bytes of the page.
"""

import json
import sys
from typing import Any

import django

AS_OF = "2023-03-31"
PLAN = "canada-ogp-nap5"


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
        "csv": "/items/items.csv",
    }


def measured(runs: int) -> dict[str, Any]:
    """Ask each address some times; gives medians, queries and bytes."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext, override_settings

    from benchmarks.measures import timed

    found: dict[str, Any] = {}
    with override_settings(ALLOWED_HOSTS=["*"]):
        client = Client()
        for name, address in addresses(_an_item()).items():
            with CaptureQueriesContext(connection) as captured:
                answer = client.get(address)
            queries = len(captured)  # before the next request begins a new count
            if answer.status_code != 200:
                raise RuntimeError(f"{address} gave {answer.status_code}")
            often = min(runs, 2) if name == "csv" else runs
            timing = timed(often, lambda address=address: client.get(address))  # type: ignore[misc]
            found[name] = {**timing.plain(), "queries": queries, "bytes": len(answer.content)}
    return found


def _an_item() -> str:
    """An indicator of the plan: the one that most is said of."""
    from servanda.ledger.columns import hex_of
    from servanda.ledger.database import rows
    from servanda.ledger.reading import as_whole

    sql = "SELECT about FROM entry WHERE kind = 'assessment' GROUP BY about ORDER BY COUNT(*) DESC, about LIMIT 1"
    with as_whole():
        return hex_of(rows(sql)[0][0]) or ""


if __name__ == "__main__":
    django.setup()
    print(json.dumps(measured(int(sys.argv[1]))))
