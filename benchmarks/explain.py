"""How the database goes about the register's count: the plan of its slowest query."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from benchmarks.measures import standpoint
from benchmarks.shape import AS_OF, QUESTION
from servanda.ledger.database import is_postgresql, rows
from servanda.register import count_by_value


def plans() -> str:
    """The plan of each query that took more than a tenth of the whole."""
    with CaptureQueriesContext(connection) as captured:
        count_by_value(QUESTION, standpoint(AS_OF[2]))
    times = [float(query["time"]) for query in captured]
    found = []
    for query, took in zip(captured, times, strict=True):
        if took * 10 > sum(times):
            asked = "EXPLAIN (ANALYZE, BUFFERS) " if is_postgresql() else "EXPLAIN QUERY PLAN "
            lines = rows((asked + query["sql"]).replace("%", "%%"), ())
            found += [f"{took:.3f} s  {query['sql']}", *(str(line[-1]) for line in lines)]
    return "\n".join(found)
