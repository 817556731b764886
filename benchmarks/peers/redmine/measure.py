"""The same work at Redmine as at Servanda: import, list, filter, an item with its history, export, a past date."""

import csv
import http.client
import json
import random
import statistics
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from benchmarks.peers.redmine.instance import Instance, made, running
from benchmarks.processor import served
from benchmarks.shape import NOUNS, PLACES, VERBS

GRADES = ("Not started", "Limited", "Substantial", "Complete")
AS_OF = date(2023, 3, 31)


@dataclass(frozen=True)
class Amount:
    """How many items, how many rows of the measured imports (one twice the other), how many runs of each page."""

    items: int = 41_066
    rows: int = 500
    runs: int = 7


def measured(folder: Path, sockets: Path, role: str, amount: Amount) -> dict[str, Any]:
    """Set Redmine up, fill it and measure it; gives plain JSON."""
    instance = made(folder, sockets, role)
    database = int((sockets / "data" / "postmaster.pid").read_text().split()[0])
    words = json.dumps([VERBS, NOUNS, PLACES])
    filled = instance.ruby("fill.rb", ITEMS=str(amount.items), WORDS=words)
    found: dict[str, Any] = {"items": amount.items}
    for name, rows in (("import", amount.rows), ("import_doubled", amount.rows * 2)):
        file = folder / f"{name}.csv"
        write_csv(file, rows)
        found[name] = _rate(instance, file, filled["field"], database)
    with running(instance) as address:
        found |= _pages(Client(address, database), filled, amount)
    return found


def write_csv(path: Path, rows: int) -> None:
    """Recommendations as a plain table: what, in which words, with which answer."""
    draw = random.Random(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(("subject", "description", "grade"))
        for number in range(rows):
            subject = f"{draw.choice(VERBS)} {draw.choice(NOUNS)} {draw.choice(PLACES)} {number}"
            out.writerow((subject, f"Take the measures that item {number} asks for. " * 3, draw.choice(GRADES)))


def _rate(instance: Instance, file: Path, field: int, database: int) -> dict[str, Any]:
    before = served(database)
    found = instance.ruby("import.rb", FILE=str(file), FIELD=str(field))
    processor = found["processor_seconds"] + served(database) - before
    return {
        **found,
        "processor_seconds": round(processor, 2),
        "rows_a_second": round(found["rows"] / found["seconds"], 1),
        "rows_a_processor_second": round(found["rows"] / processor, 1),
    }


def _pages(client: "Client", filled: dict[str, int], amount: Amount) -> dict[str, Any]:
    field = f"cf_{filled['field']}"
    grades = (field, f"cf_{filled['specificity']}")
    shown = ("subject", "fixed_version", f"cf_{filled['holder']}", "due_date", *grades, "updated_on")
    listed = {"set_filter": "1", "per_page": "50", "c[]": shown}
    graded = {**listed, "f[]": field, f"op[{field}]": "=", f"v[{field}][]": "Limited"}
    pages = {
        "first_page": f"/projects/items/issues?{urlencode(listed, doseq=True)}",
        "filtered": f"/projects/items/issues?{urlencode(graded, doseq=True)}",
        "item": f"/issues/{filled['first']}",
    }
    found: dict[str, Any] = {name: client.timed(path, amount.runs) for name, path in pages.items()}
    found["export"] = client.timed(f"/projects/items/issues.csv?{urlencode(listed, doseq=True)}", 1, warm=0)
    found["past_date"] = _past(client, filled["field"])
    return found


def _past(client: "Client", field: int) -> dict[str, Any]:
    """The grades of a plan as of a past date: its items, and for each the journal, read back to the day."""
    client.requests, client.processor = 0, 0.0
    database, began = served(client.database), time.perf_counter()
    issues: list[dict[str, Any]] = []
    while True:
        page = json.loads(client.get(f"/issues.json?project_id=plan&status_id=*&limit=100&offset={len(issues)}")[0])
        issues += page["issues"]
        if len(issues) >= page["total_count"]:
            break
    counts: dict[str, int] = {}
    for issue in issues:
        whole = json.loads(client.get(f"/issues/{issue['id']}.json?include=journals")[0])["issue"]
        grade = _grade(whole, field)
        counts[grade] = counts.get(grade, 0) + 1
    took = time.perf_counter() - began
    processor = client.processor + served(client.database) - database
    return {
        "median_ms": round(took * 1000),
        "processor_ms": round(processor * 1000),
        "requests": client.requests,
        "counts": counts,
    }


def _grade(issue: dict[str, Any], field: int) -> str:
    then = "none"
    for journal in issue["journals"]:
        if date.fromisoformat(journal["created_on"][:10]) <= AS_OF:
            for detail in journal["details"]:
                if detail["property"] == "cf" and detail["name"] == str(field):
                    then = detail["new_value"]
    return then


class Client:
    """One kept connection, whose answers are timed."""

    def __init__(self, address: str, database: int) -> None:
        self._connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=600)
        self.database = database  # the process of the PostgreSQL behind it
        self.requests = 0
        self.processor = 0.0

    def get(self, path: str) -> tuple[bytes, http.client.HTTPResponse]:
        """Ask for a page; raises ``RuntimeError`` unless it is given."""
        self.requests += 1
        self._connection.request("GET", path)
        answer = self._connection.getresponse()
        body = answer.read()
        self.processor += float(answer.headers.get("X-Processor") or 0)
        if answer.status != 200:
            raise RuntimeError(f"{path} gave {answer.status}: {body[:500]!r}")
        return body, answer

    def timed(self, path: str, runs: int, warm: int = 2) -> dict[str, Any]:
        """Ask some times; gives the median in milliseconds, queries where the server tells them, and bytes."""
        times: list[float] = []
        processor: list[float] = []
        for turn in range(warm + runs):
            database = served(self.database)
            began = time.perf_counter()
            body, answer = self.get(path)
            if turn >= warm:
                times.append((time.perf_counter() - began) * 1000)
                server = float(answer.headers.get("X-Processor") or 0)
                processor.append((server + served(self.database) - database) * 1000)
        queries = answer.headers.get("X-Queries")
        return {
            "median_ms": round(statistics.median(times), 1),
            "fastest_ms": round(min(times), 1),
            "processor_ms": round(statistics.median(processor), 1),
            "runs": runs,
            "queries": int(queries) if queries else None,
            "bytes": len(body),
        }
