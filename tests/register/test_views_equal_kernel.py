"""What SQL selects on either database is what the kernel sees (rules 1 to 14), on random registers."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from servanda import register
from servanda.errors import NotFound
from servanda.kernel.asof import count_latest
from servanda.kernel.closing import Closings
from servanda.kernel.entries import Temporal
from servanda.kernel.standpoint import Resolved, Standpoint
from servanda.kernel.view import View
from servanda.projection.fold import fold
from servanda.projection.words import prose_of
from tests.support.databases import Database
from tests.support.examples import on_each_engine
from tests.support.parts import Ledger
from tests.support.registers import (
    HOLDERS,
    SCOPES,
    SOURCES,
    Drawn,
    an_id,
    build,
    registers,
    standpoints,
    whole_ledger,
)
from tests.support.whole import rows

QUESTIONS = ("tally/objectives", "grade/completion/irm", "strength/in-place", "step", "ended", "schedule/visit/any")
points = st.tuples(standpoints(), standpoints(published=True)).map(list)


def seen_from(drawn: Drawn, wanted: list[tuple[Standpoint, float]]) -> Iterator[Ledger]:
    """Build the register, and look at the whole of it from each standpoint."""
    moments = build(drawn.batches)
    entries, arrivals = whole_ledger()
    for point, course in wanted:
        known_at = None if course == 1 else moments[int(course * (len(moments) - 1))]
        yield Ledger(entries, arrivals, register.resolve(replace(point, known_at=known_at)))


@on_each_engine(12, 3, drawn=registers(), wanted=points)
def test_every_view_is_the_kernels(
    shared_database: Database, drawn: Drawn, wanted: list[tuple[Standpoint, float]]
) -> None:
    with shared_database.rolled_back():
        for ledger in seen_from(drawn, wanted):
            check_partnerships(ledger)
            check_records(ledger)
            check_containers(ledger)
            check_sources(ledger)
            check_whole(ledger)


def check_partnerships(ledger: Ledger) -> None:
    for name in SCOPES:
        scopes = ledger.group(an_id(name))
        view = register.partnership_view(an_id(name), ledger.at)
        expected = ledger.part(lambda e: e.scope in scopes and ledger.kinds.get(e.about) != "objective")  # noqa: B023
        assert view.canonical() == expected.canonical()
        # a part of the whole: nothing that the whole does not show, nothing that belongs here left out
        own = {f.digest for f in ledger.view.facts if any(e.scope in scopes for e in f.entries)
               and ledger.kinds.get(f.entry.about) != "objective" and not f.payload.structural}  # fmt: skip
        assert {fact.digest for fact in view.facts if not fact.payload.structural} == own


def check_records(ledger: Ledger) -> None:
    for names in (("A",), ("C", "D"), ("O1",), ("X1", "S1"), ("M1",)):
        records = ledger.group(*(an_id(name) for name in names))
        expected = ledger.part(lambda e: e.about in records, ledger.spoken_of(records))  # noqa: B023
        assert register.records_view([an_id(name) for name in names], ledger.at).canonical() == expected.canonical()


def check_containers(ledger: Ledger) -> None:
    for name in HOLDERS:
        own = ledger.group(an_id(name))
        records = own | ledger.group(*ledger.items(an_id(name)))
        expected = ledger.part(lambda e: e.about in records, ledger.spoken_of(own))  # noqa: B023
        assert register.container_view(an_id(name), ledger.at).canonical() == expected.canonical()


def check_sources(ledger: Ledger) -> None:
    for name in SOURCES[:2]:
        own = ledger.group(an_id(name))
        cited = {e.about for e in ledger.seen if e.kind == "citation" and e.payload.source in own}  # type: ignore[attr-defined]
        expected = ledger.part(lambda e: e.id in cited or e.about in own, ledger.spoken_of(own))  # noqa: B023
        assert register.source_view(an_id(name), ledger.at).canonical() == expected.canonical()
    view, carried = register.sources(ledger.at)
    facts = [fact for fact in ledger.view.facts if fact.citations]
    counts = Counter(source for fact in facts for source in {one.source for one in fact.citations})
    assert all(carried[source] >= number for source, number in counts.items())  # what was recorded twice counts twice
    own = ledger.group(*counts)
    expected = ledger.part(lambda e: e.about in own and e.payload.structural, own)
    assert view.canonical() == expected.canonical()


def check_whole(ledger: Ledger) -> None:
    spoken = ledger.group(*ledger.spoken_of(an_id(name) for name in SCOPES))
    expected = ledger.part(lambda e: e.about in spoken and e.payload.structural, spoken)
    assert register.whole_view(ledger.at).canonical() == expected.canonical()


@on_each_engine(12, 3, drawn=registers(), wanted=points)
def test_counts_and_days_are_the_kernels(
    shared_database: Database, drawn: Drawn, wanted: list[tuple[Standpoint, float]]
) -> None:
    with shared_database.rolled_back():
        for ledger in seen_from(drawn, wanted):
            for question in QUESTIONS:
                assert register.count_by_value(question, ledger.at) == count_latest(ledger.view, question)
                scopes = ledger.group(an_id("P1"))
                of_scope = ledger.part(lambda e: e.scope in scopes)  # noqa: B023
                assert register.count_by_value(question, ledger.at, scope=an_id("P1")) == count_latest(
                    of_scope, question
                )
                items = ledger.group(*ledger.items(an_id("K1")))
                inside = ledger.part(lambda e: e.about in items)  # noqa: B023
                counted = register.count_by_value(question, ledger.at, container=an_id("K1"))
                assert counted == {k: n for k, n in count_latest(inside, question).items() if items}
                days = register.graded_days(question, ledger.at, an_id("K1"))
                assert days == (answered_days(inside, question) if items else [])
                beside = [last for _first, last in days[::2]]
                others = register.graded_days(question, ledger.at, an_id("K1"), beside)
                assert others == [day for day in days if day[1] not in beside]
            check_days(ledger)


def answered_days(view: View, question: str) -> list[tuple[date, date]]:
    entries = [entry for fact in view.facts for entry in fact.entries if entry.is_placed]
    asked = [one for one in entries if any(answer.question == question for answer in one.payload.answers(one.as_of))]
    return sorted({(one.start.earliest, one.start.latest) for one in asked if not one.payload.structural})


def check_days(ledger: Ledger) -> None:
    always = Ledger(ledger.all, ledger.arrivals, replace(ledger.at, as_of=date.max))
    told = Counter(
        entry.begins
        for fact in always.view.facts
        for entry in fact.entries
        if not entry.payload.structural and ledger.kinds.get(entry.about) != "objective"
    )
    assert register.days(ledger.at) == sorted((day, n) for day, n in told.items() if date.min < day < date.max)


@on_each_engine(12, 3, drawn=registers(), wanted=points)
def test_what_is_found_is_what_the_kernel_shows(
    shared_database: Database, drawn: Drawn, wanted: list[tuple[Standpoint, float]]
) -> None:
    with shared_database.rolled_back():
        for ledger in seen_from(drawn, wanted):
            check_slugs(ledger)
            for asked in ("aliyev", "Алиев", "office al", "goal", "press", "title s1", "zzz"):
                check_search(ledger, asked)
            assert register.search(" ", ledger.at) == []


def check_slugs(ledger: Ledger) -> None:
    for name in ("P1", "K1", "B", "nobody"):
        slug = f"slug-{name.lower()}"
        bearers = {e.about for e in ledger.seen if e.kind == "name" and e.payload.text == slug}  # type: ignore[attr-defined]
        shown = ledger.spoken_of(bearers)
        assert _found(slug, ledger.at) == (shown.pop() if shown else None)
        assert _found(an_id(name), ledger.at) == next(iter(ledger.spoken_of({an_id(name)} & ledger.kinds.keys())), None)


def _found(ref: str, at: Resolved) -> str | None:
    try:
        return register.find(ref, at)
    except NotFound:
        return None


def check_search(ledger: Ledger, asked: str) -> None:
    words = fold(asked).split()
    counted = {entry.id for fact in ledger.view.facts for entry in fact.entries}
    matched = set()
    for entry in ledger.seen:
        prose = prose_of(entry)
        if prose is None or prose[0] == 0 or (prose[0] == 3 and entry.id not in counted):
            continue
        if all(any(said.startswith(word) for said in prose[1].split()) for word in words):
            matched.add(entry.about)
    hits = register.search(asked, ledger.at, 100)
    assert {hit.record for hit in hits} == ledger.spoken_of(matched)
    assert [hit.rank for hit in hits] == sorted(hit.rank for hit in hits)


@on_each_engine(12, 3, drawn=registers())
def test_known_intervals_are_the_kernels(shared_database: Database, drawn: Drawn) -> None:
    with shared_database.rolled_back():
        build(drawn.batches)
        entries, arrivals = whole_ledger()
        ticks = {arrival.entry: arrival.tick for arrival in arrivals}
        closings = Closings(entries, ticks)
        for table, kinds in (("claim", None), ("link", ("citation",)), ("joining", ("same-as",))):
            kept: dict[int, set[tuple[int, int | None]]] = {}
            for tick, start, end in rows(f"SELECT entry, known_from, known_to FROM {table}"):
                kept.setdefault(tick, set())
                if end is None or end > start:
                    kept[tick].add((start, end))
            for entry in entries:
                if (kinds is None and entry.temporal is not Temporal.ENTRY) or (kinds and entry.kind in kinds):
                    assert joined_up(kept[ticks[entry.id]]) == list(closings.known(entry.id))


def joined_up(spans: set[tuple[int, int | None]]) -> list[tuple[int, int | None]]:
    """Stretches that follow on one another as one: what was marked anew has one for each marking."""
    whole: list[tuple[int, int | None]] = []
    for start, end in sorted(spans, key=lambda span: span[0]):
        if whole and whole[-1][1] == start:
            whole[-1] = (whole[-1][0], end)
        else:
            whole.append((start, end))
    return whole
