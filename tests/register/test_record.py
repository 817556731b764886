"""``record``: everything at fault is told at once and by draft, and then nothing is written."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from servanda import register
from servanda.kernel.dates import PartialDate
from servanda.kernel.marking import Marking
from servanda.kernel.standpoint import Standpoint
from servanda.ledger import clock
from servanda.register import Draft, Faults, Refusals
from tests.support.databases import Database
from tests.support.registers import an_id, kind
from tests.support.small import PACKAGE, SCOPE, SOURCE, now, small_register, tally, withdrawal
from tests.support.whole import rows

RESTRICTED = Marking.parse("restricted")
A_TALLY = Draft(kind("tally", total=41), PACKAGE, as_of=PartialDate("2016"), scope=SCOPE)


def refused(*drafts: Draft) -> list[tuple[int, str, str]]:
    """What the register says against drafts; nothing is written."""
    before = rows("SELECT COUNT(*) FROM entry"), rows("SELECT COUNT(*) FROM claim")
    with pytest.raises((Faults, Refusals)) as caught:
        register.record(list(drafts), actor="tester")
    assert (rows("SELECT COUNT(*) FROM entry"), rows("SELECT COUNT(*) FROM claim")) == before
    told: Any = caught.value
    assert told.remedy
    return [(fault.index, fault.field, fault.code) for fault in told.faults]


@pytest.fixture(autouse=True)
def rolled_back(shared_database: Database) -> Any:
    """Each test begins with the small register."""
    with shared_database.rolled_back():
        small_register()
        yield


def test_what_is_recorded_is_there_with_its_actor_and_moment() -> None:
    before = datetime.now(UTC)
    done = register.record([replace(A_TALLY, id=an_id("mine"))], actor="alice", on_behalf_of="the desk")
    (entry,) = [one for one in register.entries_live(SCOPE) if one.id == an_id("mine")]
    assert (entry.actor, entry.on_behalf_of) == ("alice", "the desk")
    assert before - timedelta(milliseconds=1) <= entry.recorded_at <= datetime.now(UTC)
    assert done.ids == (an_id("mine"),)
    assert register.resolve(Standpoint(known_at=done.moment)).tick == done.tick
    assert register.resolve(Standpoint(known_at=done.moment - timedelta(microseconds=1))).tick < done.tick


def test_all_faults_are_told_each_with_its_draft() -> None:
    told = refused(
        A_TALLY,
        replace(A_TALLY, about=an_id("nobody")),
        replace(A_TALLY, about=SOURCE),
        replace(A_TALLY, scope=None),
        replace(A_TALLY, scope=PACKAGE),
        replace(A_TALLY, said_by=PACKAGE),
        replace(A_TALLY, id="nonsense"),
        replace(A_TALLY, id=an_id("tally first")),
        Draft(kind("party", category="unit", within=PACKAGE), an_id("new"), scope=SCOPE),
        Draft(kind("plan", framework="nonsense", partnership=SCOPE), an_id("plan"), scope=SCOPE),
    )
    assert told == [
        (1, "about", "no-such-record"),
        (2, "about", "wrong-kind"),
        (3, "scope", "no-scope"),
        (4, "scope", "wrong-kind"),
        (5, "said_by", "wrong-kind"),
        (6, "id", "bad-id"),
        (7, "id", "taken-id"),
        (8, "party", "wrong-kind"),
        (9, "framework", "no-such-framework"),
    ]


def test_a_record_is_not_described_as_another_kind() -> None:
    assert refused(Draft(kind("party", category="state"), PACKAGE, scope=SCOPE)) == [(0, "about", "wrong-kind")]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"as_of": PartialDate("2999")}, "as_of"),
        ({"as_of": PartialDate("2016"), "since": PartialDate("2017")}, "since"),
        ({"as_of": PartialDate("2016"), "until": PartialDate("2015")}, "until"),
        ({"as_of": None}, "as_of"),
    ],
)
def test_dates_that_cannot_be_are_refused(change: dict[str, Any], field: str) -> None:
    assert [(index, name) for index, name, _ in refused(replace(A_TALLY, **change))] == [(0, field)]


@pytest.mark.parametrize(
    ("payload", "field"),
    [
        (kind("assessment", axis="nonsense", track="irm", grade="complete"), "axis"),
        (kind("assessment", axis="completion", track="nobody", grade="complete"), "track"),
        (kind("assessment", axis="completion", track="irm", grade="splendid"), "grade"),
        (kind("step", step="nonsense"), "step"),
    ],
)
def test_words_that_the_framework_lacks_are_refused(payload: Any, field: str) -> None:
    assert refused(replace(A_TALLY, payload=payload)) == [(0, field, "not-of-framework")]


def _part(name: str, of: str | None = None, marking: Marking | None = None) -> Draft:
    content = {"category": "ministry", **({"within": an_id(of)} if of else {})}
    return Draft(kind("party", **content), an_id(name), scope=SCOPE, marking=marking)


def test_nothing_lies_within_itself_by_way_of_what_was_recorded_before() -> None:
    register.record([_part("X", "Y"), _part("Y", "Z"), _part("Z")], actor="tester")
    assert refused(_part("Z", "X")) == [(0, "within", "circle")]
    register.record([_part("Z", "A")], actor="tester")


def test_a_circle_by_way_of_what_not_all_may_read_is_told_only_to_those_who_may() -> None:
    register.record([_part("X", "Y", RESTRICTED), _part("Y")], actor="tester")
    assert refused(_part("Y", "X", RESTRICTED)) == [(0, "within", "circle")]
    register.record([_part("Y", "X")], actor="tester")


def test_an_objective_is_held_to_its_packages_framework() -> None:
    own = an_id("objective")
    objective = Draft(kind("objective", of=PACKAGE, text="a"), own, scope=SCOPE)
    wrong = kind("assessment", axis="completion", track="irm", grade="splendid")
    assessed = Draft(wrong, own, as_of=PartialDate("2016"), scope=SCOPE)
    assert refused(objective, assessed) == [(1, "grade", "not-of-framework")]
    register.record([objective], actor="tester")
    assert refused(assessed) == [(0, "grade", "not-of-framework")]


def test_the_edition_in_use_is_entered_once() -> None:
    editions = "SELECT COUNT(*) FROM entry WHERE kind = 'framework-edition'"
    assert rows(editions)[0][0] == 1
    more = Draft(kind("package", framework="ogp-action-plan", partnership=SCOPE), an_id("K2"), scope=SCOPE)
    register.record([more], actor="tester")
    assert rows(editions)[0][0] == 1


def test_an_undated_fact_is_no_later_than_its_source() -> None:
    fact = an_id("undated")
    cited = Draft(kind("citation", source=SOURCE), fact)
    register.record([replace(A_TALLY, as_of=None, id=fact), cited], actor="tester")
    fresh = an_id("captured source")
    source = Draft(kind("source", title="t", publisher="p", captured="2017-02-03"), fresh, scope=SCOPE)
    other = Draft(kind("citation", source=fresh), an_id("undated 2"))
    register.record([source, replace(A_TALLY, as_of=None, id=an_id("undated 2")), other], actor="tester")
    dates = {entry.id: entry.as_of.text for entry in register.entries_live(SCOPE)}
    assert dates[fact] == "../2016-11-15"
    assert dates[an_id("undated 2")] == "../2017-02-03"


def test_what_a_record_is_stands_no_later_than_today() -> None:
    (party, *_) = [entry for entry in register.entries_live(SCOPE) if entry.kind == "party"]
    assert party.as_of.text == f"../{clock.today()}"
    assert party.begins == date.min


def test_a_citation_takes_its_targets_scope_and_marking() -> None:
    fact = an_id("restricted")
    drafts = tally(40, "restricted", marking=RESTRICTED)
    register.record([drafts[0], replace(drafts[1], about=drafts[0].id or fact)], actor="tester")
    cited = next(entry for entry in register.entries_live(SCOPE) if entry.id == an_id("citation restricted"))
    assert (cited.scope, cited.marking) == (SCOPE, RESTRICTED)


def test_closers_are_refused_where_rule_8_says() -> None:
    first = an_id("tally first")
    hidden = tally(42, "hidden", marking=RESTRICTED)
    replaced = Draft(kind("replaces", by=hidden[0].id, reason="r"), first)
    assert refused(replace(withdrawal("first"), marking=RESTRICTED)) == [(0, "marking", "closer-hidden")]
    assert refused(*hidden, replaced) == [(2, "by", "closer-hidden")]
    assert refused(Draft(kind("withdraws", reason="r"), an_id("nobody"))) == [(0, "about", "no-such-entry")]
    assert refused(Draft(kind("replaces", by=an_id("nobody"), reason="r"), first)) == [(0, "by", "no-such-entry")]
    assert refused(Draft(kind("replaces", by=first, reason="r"), first)) == [(0, "by", "no-such-entry")]
    assert refused(Draft(kind("replaces", by=an_id("citation first"), reason="r"), first)) == [(0, "by", "wrong-kind")]
    assert refused(Draft(kind("erased", authority="a", reason="r"), first)) == [(0, "about", "erase")]
    assert refused(Draft(kind("citation", source=SOURCE), an_id("citation first"))) == [(0, "about", "wrong-kind")]


def test_what_is_closed_is_not_closed_again_until_it_is_opened() -> None:
    register.record([withdrawal("first")], actor="tester")
    assert refused(Draft(kind("withdraws", reason="r"), an_id("tally first"))) == [(0, "about", "closed")]
    register.record([Draft(kind("withdraws", reason="r"), an_id("withdrawal first"))], actor="tester")
    assert [fact for fact in register.partnership_view(SCOPE, now()).facts if fact.kind == "tally"]
    register.record([Draft(kind("withdraws", reason="r"), an_id("tally first"))], actor="tester")


def test_a_stream_is_recorded_whole_or_not_at_all() -> None:
    many = [replace(A_TALLY, id=an_id(f"many {n}")) for n in range(25)]
    done = register.record_many(iter(many), actor="tester", chunk=10)
    assert done.tick == rows("SELECT MAX(tick) FROM entry")[0][0]
    bad = [replace(one, id=None) for one in many[:24]] + [replace(A_TALLY, about=an_id("nobody"))]
    before = rows("SELECT COUNT(*) FROM entry")
    with pytest.raises(Faults) as caught:
        register.record_many(iter(bad), actor="tester", chunk=10)
    assert [fault.index for fault in caught.value.faults] == [24]
    assert rows("SELECT COUNT(*) FROM entry") == before


def test_ticks_and_moments_only_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: datetime(2001, 1, 1, tzinfo=UTC))
    register.record([replace(A_TALLY, as_of=PartialDate("2000"))], actor="tester")
    moments = [at for _, at in rows("SELECT tick, at FROM arrival ORDER BY tick")]
    assert moments == sorted(moments)
    assert [tick for (tick,) in rows("SELECT tick FROM arrival ORDER BY tick")] == list(range(1, len(moments) + 1))


def test_nothing_recorded_is_nothing_changed() -> None:
    before = rows("SELECT COUNT(*) FROM entry")
    register.record([], actor="tester")
    assert rows("SELECT COUNT(*) FROM entry") == before


def test_what_refers_to_each_other_may_lie_on_either_side_of_a_chunks_end() -> None:
    one, other, own = an_id("one party"), an_id("other party"), an_id("their partnership")
    drafts = [
        Draft(kind("party", category="organisation"), one, scope=own),
        Draft(kind("partnership", parties=(one, other)), own, scope=own),
        Draft(kind("party", category="state"), other, scope=own),
    ]
    before = now().tick
    assert register.record_many(iter(drafts), actor="tester", chunk=2).tick == before + 3


def test_a_text_whose_searchable_part_ends_between_two_words_is_recorded_and_found() -> None:
    words = " ".join(["aqueducts", *["river"] * 700])
    assert words[:4000].endswith(" ")
    said = kind("statement", topic="works", text=words)
    register.record([Draft(said, SCOPE, as_of=PartialDate("2020"), scope=SCOPE)], actor="tester")
    assert [hit.record for hit in register.search("aqueducts", now())] == [SCOPE]
