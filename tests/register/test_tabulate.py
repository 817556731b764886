"""Counts and sums in groups: they are the kernel's on random registers, and each option does what it says."""

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from servanda import register
from servanda.errors import UsageError
from servanda.kernel.asof import count_latest
from servanda.kernel.dates import PartialDate
from servanda.kernel.standpoint import Standpoint
from servanda.kernel.view import View
from servanda.register import Draft
from servanda.register.counting.tabulate import Ask, Table, tabulate
from servanda.render.counts import as_json, as_text
from tests.register.test_views_equal_kernel import points, seen_from
from tests.support.databases import Database
from tests.support.examples import on_each_engine
from tests.support.registers import Drawn, an_id, kind, registers
from tests.support.small import SCOPE, described

KINDS = ("assessment", "tally", "strength", "statement", "objective", "meeting", "name", "ended")


def counts(table: Table) -> dict[str, int]:
    return {" ".join(key.text if key else "?" for key in group.keys): group.measures.facts for group in table.groups}


def expected(view: View, kind_: str) -> Counter[str]:
    return Counter(str(fact.as_of.earliest.year) if _of_one_year(fact.as_of) else "?" for fact in view.of_kind(kind_)
                   if not fact.as_of.is_open_start)  # fmt: skip


def _of_one_year(when: PartialDate) -> bool:
    return when.earliest.year == when.latest.year


@on_each_engine(8, 3, drawn=registers(), wanted=points)
def test_counts_are_the_kernels(shared_database: Database, drawn: Drawn, wanted: Any) -> None:
    with shared_database.rolled_back():
        for ledger in seen_from(drawn, wanted):
            for name in KINDS:
                told = tabulate(ledger.at, Ask(name, places=True)).total
                facts = ledger.view.of_kind(name)
                assert told.facts == len(facts)
                assert told.records == {fact.about for fact in facts}
                assert told.places == {(c.source, c.at) for fact in facts for c in fact.citations}
            grades = tabulate(ledger.at, Ask("assessment", by=("grade", "track"), counting="latest"))
            for track in ("irm", "self"):
                latest = count_latest(ledger.view, f"grade/completion/{track}")
                assert {k.split()[0]: n for k, n in counts(grades).items() if k.endswith(track)} == latest
            inside = ledger.group(an_id("K1"), *ledger.items(an_id("K1")))
            part = ledger.part(lambda e: e.about in inside)  # noqa: B023
            told = tabulate(ledger.at, Ask("assessment", within=an_id("K1"))).total
            assert told.facts == sum(1 for fact in part.of_kind("assessment"))
            years = counts(tabulate(ledger.at, Ask("tally", by=("year",))))
            for year, number in expected(ledger.view, "tally").items():
                assert year == "?" or years[year] == number


def grade(item: str, period: str, word: str) -> list[Draft]:
    fact = an_id(f"{item} {period} {word}")
    payload = kind("assessment", axis="completion", track="irm", grade=word, period=period)
    return [
        Draft(payload, an_id(item), as_of=PartialDate(period), scope=SCOPE, said_by=an_id("B"), id=fact),
        Draft(kind("citation", source=an_id("S"), at=f"row of {item} {period}"), fact),
        Draft(kind("citation", source=an_id("S"), at="summary"), fact),
    ]


def items() -> list[Draft]:
    """A commitment of A with two indicators, graded over four quarters."""
    made = []
    for name, more in (("C1", {"holder": an_id("A"), "level": "commitment"}), ("I1", {"parent": an_id("C1")}),
                       ("I2", {"parent": an_id("C1")}), ("I3", {})):  # fmt: skip
        payload = kind("objective", of=an_id("K"), text=f"the text of {name}", code=name, **more)
        made.append(Draft(payload, an_id(name), scope=SCOPE))
    course = {"I1": "limited substantial substantial complete", "I2": "substantial limited complete substantial",
              "I3": "limited not-started"}  # fmt: skip
    for item, words in course.items():
        for period, word in zip(("2022-03", "2022-06", "2022-09", "2023-03"), words.split(), strict=False):
            made += grade(item, period, word)
    return made


@pytest.fixture
def graded(database: Database) -> Database:
    register.record([*described(), *items()], actor="tester")
    return database


def told(**more: Any) -> dict[str, int]:
    return counts(tabulate(register.resolve(Standpoint()), Ask("assessment", **more)))


def test_groups_by_what_is_said_by_whom_and_of_what(graded: Database) -> None:
    assert told(by=("grade",)) == {"complete": 2, "limited": 3, "not-started": 1, "substantial": 4}
    assert told(by=("year", "grade"), where=(("year", "2023"),)) == {"2023 complete": 1, "2023 substantial": 1}
    assert told(by=("about",)) == {"I1": 4, "I2": 4, "I3": 2}
    assert told(by=("top",)) == {"C1": 8, "I3": 2}
    assert told(by=("level:commitment",)) == {"C1": 8, "?": 2}
    assert told(by=("period",), where=(("about", "i3"),)) == {"2022-03": 1, "2022-06": 1}
    assert told(by=("framework",)) == {"ogp-action-plan": 10}
    assert told(by=("plan",), within=an_id("K")) == {an_id("K"): 10}


def test_the_holder_is_that_of_the_nearest_item_above_that_has_one(graded: Database) -> None:
    assert told(by=("holder",)) == {an_id("A"): 8, "?": 2}
    assert told(by=("about",), where=(("holder", ""),)) == {"I3": 2}
    assert told(by=("about",), where=(("holder", an_id("A")), ("grade", "Complete"))) == {"I1": 1, "I2": 1}


def test_the_latest_answer_of_each_record(graded: Database) -> None:
    assert told(by=("grade",), counting="latest") == {"complete": 1, "not-started": 1, "substantial": 1}
    register.record(grade("I1", "2023-03", "limited"), actor="tester")
    assert told(by=("grade",), counting="latest") == {"disputed": 1, "not-started": 1, "substantial": 1}


def test_changes_go_up_and_down_the_frameworks_order(graded: Database) -> None:
    table = tabulate(register.resolve(Standpoint()), Ask("assessment", by=("about",), counting="changes"))
    found = {group.keys[0].text: group.measures for group in table.groups if group.keys[0]}
    assert {name: (m.facts, m.up, m.down, m.aside) for name, m in found.items()} == {
        "I1": (2, 2, 0, 0), "I2": (3, 1, 2, 0), "I3": (1, 0, 1, 0)}  # fmt: skip
    assert (table.total.facts, table.total.down) == (6, 3)


def test_places_tell_how_many_rows_say_it(graded: Database) -> None:
    total = tabulate(register.resolve(Standpoint()), Ask("assessment", places=True)).total
    assert len(total.places) == 11
    assert told(by=("source",)) == {"A report": 10}


def strength(name: str, total: Any, **more: Any) -> Draft:
    about = an_id(name)
    return Draft(kind("strength", total=total, **more), about, as_of=PartialDate("2016-04"), scope=SCOPE)


def test_a_sum_is_of_what_was_said_exactly_and_the_rest_is_told_beside_it(database: Database) -> None:
    contributions = [Draft(kind("contribution", party=an_id(p)), an_id(f"X{p}{n}"), scope=SCOPE)
                     for p in ("A", "B") for n in range(3)]  # fmt: skip
    said = [strength("XA0", 40), strength("XA1", 2), strength("XA2", {"words": "unknown"}),
            strength("XB0", {"about": 7}), strength("XB1", "none"), strength("XB2", 0),
            strength("XB2", None, lines={"doctors": 2})]  # fmt: skip
    said = [replace(draft, id=an_id(f"strength {number}")) for number, draft in enumerate(said)]
    rows = [Draft(kind("citation", source=an_id("S"), at=at), an_id(f"strength {number}"), scope=SCOPE)
            for number, at in ((0, "row 2"), (0, "row 9"), (1, "row 3"))]  # fmt: skip
    register.record([*described(), *contributions, *said, *rows], actor="tester")
    table = tabulate(register.resolve(Standpoint()), Ask("strength", by=("party",), summing=True))
    by_place = tabulate(register.resolve(Standpoint()), Ask("strength", summing=True, places=True)).total
    assert (by_place.sum, by_place.sum_by_place) == (42, 40 + 40 + 2)  # two rows say forty, one says two, none says 0
    sums = {group.keys[0].record: (group.measures.sum, dict(group.measures.said)) for group in table.groups
            if group.keys[0]}  # fmt: skip
    assert sums == {
        an_id("A"): (42, {"number": 2, "words": 1}),
        an_id("B"): (0, {"vague": 1, "none": 1, "number": 1, "not said": 1}),
    }


def test_themes_put_a_statement_in_several_groups_and_that_is_told(graded: Database) -> None:
    table = tabulate(register.resolve(Standpoint()), Ask("tally", by=("source",)))
    assert not table.overlap
    register.record([Draft(kind("meeting", partnership=SCOPE, participants=[an_id("A"), an_id("B")]), an_id("M"),
                           as_of=PartialDate("2016"), scope=SCOPE)], actor="tester")  # fmt: skip
    table = tabulate(register.resolve(Standpoint()), Ask("meeting", by=("participants",)))
    assert (table.overlap, table.total.facts, len(table.groups)) == (True, 1, 2)


def test_the_same_queries_however_much_there_is(graded: Database) -> None:
    ask = Ask("assessment", by=("holder", "top", "grade"), places=True)
    tabulate(register.resolve(Standpoint()), ask)  # from the first question on the connection knows for whom it reads
    taken = []
    for _ in range(2):
        at = register.resolve(Standpoint())
        with CaptureQueriesContext(connection) as queries:
            tabulate(at, ask)
        taken.append(len(queries))
        more = [Draft(kind("objective", of=an_id("K"), text="x", parent=an_id("C1")), an_id(f"more {n}"), scope=SCOPE)
                for n in range(50)]  # fmt: skip
        register.record([*more, *(draft for n in range(50) for draft in grade(f"more {n}", "2022-03", "limited"))]
                        if len(taken) == 1 else [], actor="tester")  # fmt: skip
    assert taken[0] == taken[1]


@pytest.mark.parametrize("ask", [Ask("nothing"), Ask("tally", by=("nothing",)), Ask("tally", where=(("no", "x"),))])
def test_what_there_is_not_is_refused(database: Database, ask: Ask) -> None:
    with pytest.raises(UsageError):
        tabulate(register.resolve(Standpoint()), ask)


def test_a_table_is_told_as_text_and_as_json(graded: Database) -> None:
    at = register.resolve(Standpoint())
    table = tabulate(at, Ask("assessment", by=("holder", "grade"), places=True, counting="latest"))
    lines = as_text(table).splitlines()
    assert lines[0].split() == ["holder", "grade", "answers", "records", "places"]
    assert lines[-1].split() == ["all", "3", "3", "4"]
    plain = as_json(table, at)
    assert plain["groups"][-1] == {"keys": [None, {"text": "not-started", "record": None}], "answers": 1, "records": 1,
                                   "places": 2}  # fmt: skip
    assert plain["total"] == {"answers": 3, "records": 3, "places": 4}
