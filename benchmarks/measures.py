"""What is measured on a built register: medians of warm runs, sizes of tables."""

import gc
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import cycle
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from benchmarks import drafts, plan41
from benchmarks.handwritten import Handwritten
from benchmarks.processor import Processor
from benchmarks.shape import AS_OF, PARTNERSHIP, QUESTION, READER, Size
from servanda.brief import compose
from servanda.kernel.dates import PartialDate
from servanda.kernel.standpoint import Resolved, Standpoint
from servanda.kinds.statement import Statement
from servanda.ledger.database import is_postgresql, rows
from servanda.projection import schema
from servanda.register import (
    Draft,
    container_view,
    count_by_value,
    frameworks,
    partnership_view,
    record,
    record_many,
    resolve,
)

LEDGER = ("entry", "content", "arrival")
PROJECTION = (*schema.TABLES, "prose_words_data", "prose_words_idx")


@dataclass
class Timing:
    """Seconds of some warm runs, and of processor spent in them by this process and the database."""

    runs: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        """The median, in seconds."""
        return statistics.median(self.runs)

    def plain(self) -> dict[str, Any]:
        """As JSON, in milliseconds."""
        return {
            "median_ms": round(self.median * 1000, 3),
            "fastest_ms": round(min(self.runs) * 1000, 3),
            "slowest_ms": round(max(self.runs) * 1000, 3),
            "processor_ms": round(statistics.median(self.processor) * 1000, 3),
            "runs": len(self.runs),
        }


def timed(runs: int, work: Callable[[], object]) -> Timing:
    """Run once to warm up, then time some runs."""
    work()
    timing = Timing()
    gc.collect()
    for _ in range(runs):
        timed_once(timing, work)
    return timing


def timed_once(timing: Timing, work: Callable[[], object]) -> None:
    """Time one run more."""
    processor = Processor()
    clocks, began = processor.begin(), time.perf_counter()
    work()
    timing.runs.append(time.perf_counter() - began)
    timing.processor.append(processor.since(clocks))


def standpoint(as_of: date, tick: int | None = None) -> Resolved:
    """The measured reader's standpoint; known now, or at a tick of the past."""
    now = resolve(Standpoint(as_of=as_of, reader=READER))
    return now if tick is None else Resolved(as_of, tick, now.today, reader=READER)


def counts(size: Size, past: int) -> dict[str, Any]:
    """The count by grade over everything, as of one of five dates at each run, known now and in the past."""
    found: dict[str, Any] = {}
    for known, tick in (("now", None), ("past", past)):
        places = {
            "register": lambda at: count_by_value(QUESTION, at),
            "handwritten_exact": lambda at: Handwritten(at).exact(),
            "handwritten_latest": lambda at: Handwritten(at).latest(),
            "typed_table": lambda at: Handwritten(at).typed(),
        }
        standpoints = [standpoint(day, tick) for day in AS_OF]
        found[known] = {name: timed(size.runs, _over(standpoints, work)).plain() for name, work in places.items()}
        agree = [count_by_value(QUESTION, at) == Handwritten(at).exact() for at in standpoints]
        found[known]["answers_agree"] = all(agree)
        found[known]["counted"] = sum(count_by_value(QUESTION, standpoints[-1]).values())
        found[known]["disputed"] = count_by_value(QUESTION, standpoints[-1]).get("disputed", 0)
        found[known]["times_handwritten"] = _ratio(found[known], "register", "handwritten_exact")
        found[known]["times_latest_only"] = _ratio(found[known], "register", "handwritten_latest")
        found[known]["times_typed_table"] = _ratio(found[known], "register", "typed_table")
    return found


def _over(standpoints: list[Resolved], work: Callable[[Resolved], object]) -> Callable[[], object]:
    turn = cycle(standpoints)
    return lambda: work(next(turn))


def _ratio(found: dict[str, Any], one: str, other: str) -> float:
    took, against = float(found[one]["processor_ms"]), float(found[other]["processor_ms"])
    return round(took / against, 2)


def small(size: Size) -> dict[str, Any]:
    """The view of the plan of 41 objectives, the count over it, and the brief of its partnership."""
    at = standpoint(AS_OF[3])
    known = frameworks()

    def graded() -> dict[tuple[str, str], dict[str, int]]:
        return {(plan41.PLAN, QUESTION): count_by_value(QUESTION, at, container=plan41.PLAN)}

    def brief() -> object:
        return compose(partnership_view(plan41.SCOPE, at), plan41.SCOPE, known, "en", graded())

    parts = {"plan_view": lambda: container_view(plan41.PLAN, at), "plan_count": graded, "brief": brief}
    found: dict[str, Any] = {}
    for name, work in parts.items():
        found[name] = timed(size.runs * 5, work).plain()
        with CaptureQueriesContext(connection) as captured:
            work()
        found[name]["queries"] = len(captured)
    found["plan_view"]["facts"] = len(container_view(plan41.PLAN, at).facts)
    return found


def sizes() -> dict[str, Any]:
    """Bytes of the ledger, the projection and their indexes, all and an entry."""
    entries = rows("SELECT COUNT(*) FROM arrival")[0][0]
    measured = {name: _bytes(tables) for name, tables in (("ledger", LEDGER), ("projection", PROJECTION))}
    found: dict[str, Any] = {"entries": entries}
    for name, (table, index) in measured.items():
        found[name] = {"bytes": table, "bytes_an_entry": round(table / entries, 1)}
        found[f"{name}_indexes"] = {"bytes": index, "bytes_an_entry": round(index / entries, 1)}
    found["all_bytes_an_entry"] = round(sum(map(sum, measured.values())) / entries, 1)
    return found


def _bytes(tables: tuple[str, ...]) -> tuple[int, int]:
    if is_postgresql():
        sql = (
            "SELECT COALESCE(SUM(pg_table_size(oid)), 0)::bigint, COALESCE(SUM(pg_indexes_size(oid)), 0)::bigint"
            " FROM pg_class WHERE relkind = 'r' AND relname = ANY(%s)"
        )
        return rows(sql, [list(tables)])[0]
    marks = ",".join(["%s"] * len(tables))
    sql = (
        "SELECT COALESCE(SUM(CASE WHEN m.type = 'table' THEN pgsize END), 0),"
        " COALESCE(SUM(CASE WHEN m.type = 'index' THEN pgsize END), 0) FROM dbstat AS d"
        f" JOIN sqlite_schema AS m ON m.name = d.name WHERE d.aggregate = TRUE AND m.tbl_name IN ({marks})"
    )
    return rows(sql, list(tables))[0]


def recording(size: Size) -> dict[str, Any]:
    """Facts a second, durable: one by one, each in a transaction of its own, and in bulk in one."""
    singles = list(_statements(size.single))
    timing = Timing()
    for one in singles:
        timed_once(timing, lambda one=one: record([one], actor="benchmark"))  # type: ignore[misc]
    before = rows("SELECT MAX(tick) FROM arrival")[0][0]
    many = list(drafts.everything(size.partnerships * PARTNERSHIP - size.bulk, size.bulk))
    bulk = Timing()
    timed_once(bulk, lambda: record_many(many, actor="benchmark"))
    facts = rows("SELECT MAX(tick) FROM arrival")[0][0] - before
    return {
        "one_by_one": {**timing.plain(), **_rates(len(singles), timing)},
        "in_bulk": {"facts": facts, "seconds": round(sum(bulk.runs), 1), **_rates(facts, bulk)},
    }


def _rates(facts: int, timing: Timing) -> dict[str, int]:
    return {
        "facts_a_second": round(facts / sum(timing.runs)),
        "facts_a_processor_second": round(facts / sum(timing.processor)),
    }


def _statements(number: int) -> Iterator[Draft]:
    for place in range(number):
        content = Statement.model_validate({"topic": "progress", "text": {"en": f"Work on item {place} continues."}})
        day = PartialDate(f"2019-{1 + place % 12:02}-{1 + place % 28:02}")
        yield Draft(content, plan41.SCOPE, day, plan41.SCOPE, drafts.ASSESSOR)
