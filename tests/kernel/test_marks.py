"""Marking anew on the kernel alone (rules 8 and 13)."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from servanda.kernel.entries import Arrival, Entry
from servanda.kernel.marking import Marking, Reader
from servanda.kernel.marks import Mark, both, marking_at, stretches
from servanda.kernel.model import select
from servanda.kernel.standpoint import Resolved
from tests.kernel.ledgers import TODAY, entry

PUBLIC, RESTRICTED, FOR_A, FOR_B, SECRET = (
    Marking.parse(text) for text in ("public", "restricted", "restricted to A", "restricted to B", "secret")
)
MARKINGS = (PUBLIC, RESTRICTED, FOR_A, FOR_B, SECRET)
READERS = (
    Reader(),
    Reader("r", "restricted"),
    Reader("a", "restricted", frozenset("A")),
    Reader("b", "secret", frozenset("B")),
    Reader("ab", "restricted", frozenset("AB")),
)
_START = datetime(2026, 1, 1, tzinfo=UTC)


def seen(entries: list[Entry], tick: int, reader: Reader) -> list[str]:
    arrivals = [Arrival(place, one.id, _START + timedelta(seconds=place)) for place, one in enumerate(entries, 1)]
    return [one.id for one in select(entries, arrivals, Resolved(TODAY, tick, TODAY, reader=reader))]


def marked(name: str, about: str, to: str, second: int = 0) -> Entry:
    one = entry(name, about, "marked", "2020", {"to": to, "reason": "decided"})
    return Entry(**{**one.__dict__, "recorded_at": _START + timedelta(seconds=second)})


FACT = entry("fact", "party", "statement", "2020", {"topic": "t", "text": "x"}, marking=RESTRICTED)


def test_what_is_disclosed_is_seen_from_then_on_and_not_from_before() -> None:
    ledger = [FACT, marked("m", "fact", "public")]
    assert seen(ledger, 2, READERS[0]) == ["fact", "m"]
    assert seen(ledger, 1, READERS[0]) == [], "what was public as known then is what was known to be public then"
    assert seen(ledger, 1, READERS[1]) == ["fact"]


def test_what_is_closed_is_seen_from_no_day_any_more() -> None:
    ledger = [FACT, marked("m", "fact", "secret")]
    for tick in (1, 2):
        assert seen(ledger, tick, READERS[1]) == []
    assert seen(ledger, 2, READERS[3]) == ["fact", "m"], "the note itself is seen by whoever sees what it marks"


def test_the_mark_recorded_last_counts_in_whatever_order_they_came() -> None:
    first, second = marked("one", "fact", "public", 1), marked("two", "fact", "secret", 2)
    for ledger in ([FACT, first, second], [FACT, second, first], [second, first, FACT]):
        assert seen(ledger, 3, READERS[1]) == []
    assert select([FACT, first], [Arrival(1, "fact", _START), Arrival(2, "one", _START)],
                  Resolved(date.max, 2, TODAY))[0].marking == PUBLIC  # fmt: skip


marks_drawn = st.lists(st.tuples(st.integers(1, 9), st.sampled_from(MARKINGS)), max_size=4)
spans_drawn = st.lists(st.integers(2, 9), max_size=4, unique=True).map(sorted)


@given(own=st.sampled_from(MARKINGS), drawn=marks_drawn, turns=spans_drawn, tick=st.integers(2, 11))
def test_stretches_count_where_known_for_those_who_may_read_then_and_now(
    own: Marking, drawn: list[tuple[int, Marking]], turns: list[int], tick: int
) -> None:
    marks = [Mark(place, str(place), at, to) for place, (at, to) in enumerate(drawn)]
    edges = [*turns, None] if len(turns) % 2 else turns
    known = [(edges[n], edges[n + 1]) for n in range(0, len(edges), 2)]
    first = 2
    cut = stretches(first, known, marks, own)  # type: ignore[arg-type]
    now = marking_at(marks, own, 99)
    is_open = any(a <= tick and (b is None or tick < b) for a, b in known)  # type: ignore[operator]
    for reader in READERS:
        may = reader.may_read(marking_at(marks, own, tick)) and reader.may_read(now)
        rows = [one for one in cut if one.start <= tick and (one.end is None or tick < one.end)]
        assert len(rows) == is_open
        assert any(all(map(reader.may_read, row.markings)) for row in rows) == (is_open and may)
        if not is_open:  # what a day of publication may open is the last that began
            last = max((one for one in cut if one.start <= tick), key=lambda one: one.start)
            assert all(map(reader.may_read, last.markings)) == may


@given(one=st.sampled_from(MARKINGS), other=st.sampled_from(MARKINGS), reader=st.sampled_from(READERS))
def test_both_is_for_those_who_may_read_either(one: Marking, other: Marking, reader: Reader) -> None:
    assert all(map(reader.may_read, both(one, other))) == (reader.may_read(one) and reader.may_read(other))
