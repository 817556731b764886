"""The tables: what stands in them, from which standpoint, for whom; each fact told, and told once."""

import csv
import io
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import strategies as st

from servanda import register
from servanda.demo import paths
from servanda.errors import NotFound, UsageError
from servanda.exchange.exports import csvfile, dictionary, lines
from servanda.exchange.exports.guard import unguarded
from servanda.exchange.exports.rows import MAKERS
from servanda.exchange.exports.rows.objectives import objectives
from servanda.exchange.exports.rows.plainrows import PlainRows
from servanda.exchange.exports.subject import subject
from servanda.exchange.exports.telling import Telling
from servanda.exchange.registerfile.load import load
from servanda.kernel.dates import PartialDate
from servanda.kernel.marking import Marking, Reader
from servanda.register import Draft
from servanda.register.reading import listing
from tests.exchange.exports.open_world import HOSTILE, export, hostile, seen
from tests.support.databases import Database
from tests.support.examples import on_each_engine
from tests.support.registers import an_id, build, kind, registers, standpoints


def table(what: str, name: str, **point: Any) -> list[dict[str, str]]:
    """The rows of a table as whoever reads the CSV gets them."""
    out = io.StringIO(newline="")
    csvfile.write(export(what, seen(**point)), name, out)
    return list(csv.DictReader(io.StringIO(out.getvalue(), newline="")))


def test_every_column_of_the_dictionary_is_told_somewhere(graded_on_sqlite: Database) -> None:
    load(paths()[0], frameworks=register.frameworks())
    _measured()
    assert set(MAKERS) == set(dictionary.tables())
    told = export("everything")
    known = told.tables()
    filled: dict[str, set[str]] = {name: set() for name in known}
    for name, row in told.rows(list(known)):
        filled[name].update(row)
    filled["objectives"] |= {"as_of", "as_of_earliest", "as_of_latest", "since", "until"}  # those here are timeless
    missing = {name: set(known[name].names) - filled[name] for name in known}
    assert {name: {one for one in lacking if "/" not in one} for name, lacking in missing.items()} == {
        name: set() for name in known
    }


def _measured() -> None:
    """Record an indicator with a result, a sum of money, and an involvement."""
    at = seen()
    scope, objective = register.find("ruritania-open", at), register.find("owners", at)
    kfor, day, own = register.find("az-kfor", at), PartialDate("2024"), an_id("indicator")
    drafts = [
        Draft(kind("indicator", of=objective, code="I1", measures="companies", unit="share"), own, scope=scope),
        Draft(kind("result", figure="-12.50", period="2024"), own, as_of=day, scope=scope),
        Draft(kind("progress", percent="112.5", label="done"), objective, as_of=day, scope=scope),
        Draft(kind("money", flow="commitment", amount="-1200.00", currency="EUR"), kfor, as_of=day, scope=scope),
        Draft(kind("involvement", roles=[{"name": "watchdog"}], text="watches"), objective, as_of=day, scope=scope),
    ]
    register.record(drafts, actor="tester")


def test_negative_numbers_stay_numbers(graded_on_sqlite: Database) -> None:
    load(paths()[0], frameworks=register.frameworks())
    _measured()
    (result,) = table("plan-2022", "results")
    assert (result["amount"], result["value"]) == ("-12.50", "'-12.50")
    assert table("az-kfor", "money")[0]["amount"] == "-1200.00"


def test_the_plan_has_its_objectives_with_the_grades_that_stand(graded: Database) -> None:
    rows = table("plan-2022", "objectives")
    assert [row["code"] for row in rows] == [f"C{number:02}" for number in range(1, 13)]
    owners = rows[2]
    assert owners["grade/completion/irm"] == "limited"
    assert owners["holder"] == "Ministry of Justice of Ruritania"
    assert owners["participants"] == "Open Ruritania Coalition"
    assert (owners["target"], owners["target_latest"]) == ("2025", "2025-12-31")
    assert rows[0]["grade/completion/civil-society"] == "", "nobody has said"
    assert table("plan-2022", "objectives", as_of=date(2023, 6, 1))[2]["grade/completion/irm"] == "not-started"


def test_what_was_not_published_by_a_day_is_not_in_it(graded: Database) -> None:
    rows = table("plan-2022", "objectives", published_by=date(2026, 1, 31))
    assert rows[0]["grade/completion/self"] == "complete"
    assert {row["grade/completion/irm"] for row in rows} == {""}
    assert {row["seen_published_by"] for row in rows} == {"2026-01-31"}


def test_every_row_says_from_where_it_is_seen_and_where_it_stands(graded: Database) -> None:
    at = seen(as_of=date(2025, 12, 31))
    for row in table("package-2022", "assessments", as_of=date(2025, 12, 31)):
        assert row["seen_as_of"] == "2025-12-31"
        assert row["seen_tick"] == str(at.tick)
        assert row["seen_by"] == "anyone"
        assert row["as_of_earliest"] <= row["as_of_latest"] <= "2025-12-31"
        assert row["said_by"] in ("Chancery of Ruritania", "Independent reviewers")
        assert row["sources"] in ("self-report [table 1]", "irm-report [table 1]")
        assert len(row["fact"]) == len(row["record"]) == 32
        assert row["address"] == f"/objective/{row['record']}/"


def test_unknown_none_and_nought_are_three_answers(database: Database) -> None:
    hostile()
    rows = {row["of"]: row for row in table("hostile", "tallies")}
    assert [(rows[f"of-{n}"]["value"], rows[f"of-{n}"]["answer"], rows[f"of-{n}"]["number"]) for n in range(6)] == [
        ("0", "exact", "0"),
        ("none", "none", ""),
        ("about 45", "about", ""),
        ("..40", "range", ""),
        ("a part", "words", ""),
        ("41", "exact", "41"),
    ]


def test_votes_that_were_not_published_are_empty(graded: Database) -> None:
    (row,) = table("plan-2022", "decisions")
    assert (row["votes_for"], row["votes_against"], row["abstentions"]) == ("11", "1", "0")
    assert "plan" in row["concerns"].lower()


def test_no_cell_of_a_csv_can_be_a_formula_and_all_come_back(database: Database) -> None:
    hostile()
    found = table("hostile", "objectives")
    texts = [cell for row in found for cell in row.values()]
    assert [text for text in texts if text.lstrip(" ")[:1] in set("=+-@\t\r\n＝")] == []
    assert {unguarded(row["text"]) for row in found} == set(HOSTILE)


def test_a_dispute_shows_every_answer(graded: Database) -> None:
    """Two grades of one day in one source, of which none is to be followed, stand beside each other."""
    at = seen()
    view = register.container_view(register.find("package-2022", at), at)
    own = next(fact for fact in view.of_kind("objective") if fact.payload.code == "C01")
    more = kind("assessment", axis="completion", track="irm", grade="not-started")
    fact, source = an_id("other grade"), register.find("irm-report", at)
    register.record(
        [
            Draft(more, own.about, as_of=PartialDate("2025-12-31"), scope=own.entry.scope, id=fact),
            Draft(kind("citation", source=source, at="table 9"), fact),
        ],
        actor="x",
    )
    row = table("package-2022", "objectives")[0]
    assert set(row["grade/completion/irm"].split(" | ")) == {"complete", "not-started"}
    grades = [one for one in table("package-2022", "grades") if one["code"] == "C01" and one["track"] == "irm"]
    disputed = [one for one in grades if one["axis"] == "completion"]
    assert {(one["grade"], one["disputed"]) for one in disputed} == {("complete", "true"), ("not-started", "true")}


@pytest.mark.parametrize("what", ["ruritania-open", "everything", "plan-2022", "package-2022", "sources"])
def test_every_fact_is_told_and_told_once(graded: Database, what: str) -> None:
    told = export(what)
    out = io.StringIO()
    number = lines.write(told, out)
    assert len(set(out.getvalue().splitlines()[1:])) == number
    counted = Counter(fact.kind for telling in told.tellings() for fact in telling.facts())
    if what == "ruritania-open":
        view = register.partnership_view(told.subject.record or "", told.at, 10_000)
        assert number == len(view.facts)
        assert counted["assessment"] == len(view.of_kind("assessment")) == len(table(what, "assessments"))


def test_pieces_of_any_size_tell_the_same(graded: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = [sorted(table("ruritania-open", name), key=_by_fact) for name in dictionary.tables()]
    for size in (1, 5):
        monkeypatch.setattr(listing, "PIECE", size)
        monkeypatch.setattr(listing.pieces, "__kwdefaults__", {"of": (), "scope": None, "size": size})
        assert len(list(export("ruritania-open").tellings())) >= 2
        for name, rows in zip(dictionary.tables(), expected, strict=True):
            assert sorted(table("ruritania-open", name), key=_by_fact) == rows, (size, name)


def _by_fact(row: dict[str, str]) -> tuple[str, ...]:
    return tuple(row.values())


def test_what_a_reader_may_not_see_leaves_no_trace(graded: Database) -> None:
    before = _all()
    at = seen()
    own = register.find("owners", at)
    scope = register.find("ruritania-open", at)
    secret = Marking.parse("restricted to A")
    party, hidden = an_id("secret party"), an_id("secret fact")
    drafts = [
        Draft(kind("party", category="unit"), party, scope=scope, marking=secret),
        Draft(kind("name", text="Hidden unit", language="en"), party, scope=scope, marking=secret),
        Draft(kind("statement", topic="t", text="hidden"), own, as_of=PartialDate("2024"), scope=scope,
              said_by=party, marking=secret, id=hidden),
    ]  # fmt: skip
    register.record(drafts, actor="x")
    assert _all() == before
    assert "Hidden unit" in _all(Reader("a", "restricted", frozenset({"A"})))


def _all(reader: Reader | None = None) -> str:
    told = export("everything", seen(reader) if reader else None)
    cells = [(name, sorted((k, str(v)) for k, v in row.items())) for name, row in told.rows(list(dictionary.tables()))]
    return str(sorted(map(str, cells)))


def test_the_number_of_queries_does_not_grow_with_the_rows(database: Database) -> None:
    """Items by the hundred take as many queries as items by the dozen: a fixed number for each piece."""
    hostile()
    _queries("hostile")  # from the first question on the connection knows for whom it reads
    few = _queries("hostile")
    p, k = an_id("P"), an_id("K")
    more = [Draft(kind("objective", of=k, code=f"M{n}", text=f"more {n}"), an_id(f"m{n}"), scope=p) for n in range(300)]
    register.record(more, actor="x")
    assert _queries("hostile") == few


def _queries(what: str) -> int:
    with CaptureQueriesContext(connection) as caught:
        told = export(what)
        list(told.rows(list(told.tables())))
    return len(caught)


def test_what_cannot_be_exported_is_said(graded: Database) -> None:
    at = seen()
    with pytest.raises(NotFound):
        subject("nothing", at)
    with pytest.raises(UsageError, match="is a party, which is not exported by itself"):
        subject("ruritania", at)


@on_each_engine(20, 3, data=st.data())
def test_the_quick_way_gives_the_rows_of_the_kernel(shared_database: Database, data: st.DataObject) -> None:
    with shared_database.rolled_back():
        moments = build(data.draw(registers(most=20)).batches)
        point, share = data.draw(standpoints())
        known = None if share == 1.0 or not moments else moments[min(int(share * len(moments)), len(moments) - 1)]
        at = register.resolve(replace(point, known_at=known))
        for whole in ("everything", an_id("P1"), an_id("P2")):
            try:
                what = subject(whole, at)
            except NotFound:
                continue
            quick = [row for _, rows in PlainRows(what, at, "en", register.frameworks()).pieces() for row in rows]
            slow = [
                row
                for piece in replace(what, others=()).pieces(at)
                for row in objectives(Telling(piece, register.frameworks(), "en", what.scope))
            ]
            assert [_told(row) for row in quick] == [_told(row) for row in slow]
            brief = PlainRows(what, at, "en", register.frameworks(), listed=True)
            assert [_listed(row) for _, rows in brief.pieces() for row in rows] == [_listed(row) for row in slow]


def _listed(row: Mapping[str, Any]) -> dict[str, Any]:
    """What a list has of a row."""
    names = dictionary.tables()[dictionary.GRADED].listed
    return {name: cell for name, cell in _told(row).items() if name in names or name.startswith("grade/")}


def _told(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: cell for name, cell in row.items() if cell is not None and name not in ("title", "address")}
