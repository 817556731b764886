"""Building the large register, in two halves, so that growth is seen."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from benchmarks import drafts, plan41, server_side
from benchmarks.server_side import ACTOR, PIECE
from benchmarks.shape import ROUNDS, Size
from servanda.ledger.database import execute, is_postgresql, rows
from servanda.ledger.opening import initialise
from servanda.ledger.reading import as_whole
from servanda.projection import standings
from servanda.register import record, record_many

Tell = Callable[[str], None]


@dataclass(frozen=True)
class Half:
    """What was built: up to which tick three of five rounds were known, how long it took."""

    past: int
    entries: int
    seconds: float


def frame(size: Size) -> None:
    """Make the register, and all that objectives need, with the plan of 41 among it."""
    initialise()
    record_many(drafts.frame(size.partnerships), actor=ACTOR)
    record(list(plan41.drafts()), actor=ACTOR)


def half(size: Size, number: int, *, through_register: bool, tell: Tell) -> Half:
    """Build one half (0 or 1) of the objectives, round by round as it would arrive."""
    count = size.objectives // 2
    began, before = time.perf_counter(), _last()
    write = _through_register if through_register else _server_side
    past = write(number * count, count, tell)
    took = time.perf_counter() - began
    settle()
    return Half(past, _last() - before, round(took, 1))


def settle() -> None:
    """Do what a database does by itself in time: statistics, and PostgreSQL's map for index-only reading."""
    execute("VACUUM (ANALYZE)" if is_postgresql() else "ANALYZE")


@as_whole()
def _server_side(first: int, count: int, tell: Tell) -> int:
    past = 0
    _in_pieces(first, count, server_side.objectives)
    for turn in range(ROUNDS):
        tell(f"round {turn + 1} of {ROUNDS}")
        _in_pieces(first, count, partial(server_side.assessments, turn))
        execute("ANALYZE")  # else the planner takes the tables for empty
        _in_pieces(first, count, partial(server_side.corrections, turn))
        past = _last() if turn == 2 else past
    standings.settle_all()
    return past


def _in_pieces(first: int, count: int, write: Callable[[int, int], None]) -> None:
    for start in range(first, first + count, PIECE):
        write(start, min(PIECE, first + count - start))


def _through_register(first: int, count: int, tell: Tell) -> int:
    past = 0
    record_many(drafts.objectives(first, count), actor=ACTOR)
    for turn in range(ROUNDS):
        tell(f"round {turn + 1} of {ROUNDS}")
        record_many(drafts.assessments(turn, first, count), actor=ACTOR)
        record_many(drafts.corrections(turn, first, count), actor=ACTOR)
        past = _last() if turn == 2 else past
    return past


def _last() -> int:
    return int(rows("SELECT COALESCE(MAX(tick), 0) FROM arrival")[0][0])
