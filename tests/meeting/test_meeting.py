"""A meeting from its plan to its minutes, and what these write back."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from servanda import register
from servanda.errors import NotFound, ServandaError
from servanda.kernel.dates import PartialDate
from servanda.kernel.identity import random_id
from servanda.kernel.marking import Marking, Reader
from servanda.kernel.meetings import sitting
from servanda.kernel.standpoint import Standpoint
from servanda.ledger.models import Entry
from servanda.meeting import Said, Wanted, adopt, look, order, propose, put, seat, set_time, settle, take_off
from servanda.register import Draft
from servanda.review import Hand, lock, move
from tests.support.databases import ENGINES, Database, Databases
from tests.support.meetings import items, planned, put_on, reviewed, said, sat
from tests.support.registers import kind
from tests.support.reviewed import CHAIR, build, known, on, own_frameworks, seen


def met() -> None:
    """The five rivers, reviewed, and a meeting planned on it."""
    build()
    with own_frameworks(), on("2026-06-01"):
        planned(reviewed())


@pytest.fixture(params=ENGINES)
def tables(request: pytest.FixtureRequest, databases: Databases) -> Iterator[Database]:
    """Give the register with the meeting."""
    with databases.fresh(request.param, "five rivers, meeting", met) as fresh, own_frameworks(), on("2026-06-12"):
        yield fresh


@pytest.fixture
def table(databases: Databases) -> Iterator[Database]:
    """Give the same on one engine, where the database decides nothing."""
    with databases.fresh("sqlite", "five rivers, meeting", met) as fresh, own_frameworks(), on("2026-06-12"):
        yield fresh


def refused(act: Callable[[], Any]) -> str:
    """The code that something is refused with."""
    with pytest.raises(ServandaError) as fault:
        act()
    codes = {found.code for found in getattr(fault.value, "faults", ())}
    return codes.pop() if codes else fault.value.code


def the_meeting() -> str:
    return known("table-2026")


def count() -> int:
    return Entry.objects.count()


def proposals(meeting: str) -> list[tuple[str, str]]:
    return [(one.why, one.title) for one in propose(sat(meeting), register.resolve(Standpoint()))]


def test_a_meeting_is_planned_with_its_time_zone_review_and_parties(tables: Database) -> None:
    one = sat(the_meeting())
    assert not one.is_held
    assert one.day == date(2026, 6, 11)
    assert one.reviews == (known("works-review"),)
    assert one.plans == (known("works-2026"),)
    assert one.time is not None
    assert one.time.payload.begins.zone == "Europe/Brussels"
    assert one.time.payload.begins.at.text == "2026-06-11T10:00+02:00"
    assert one.parties == (known("mirelle"), known("secretariat"))


def test_minutes_write_grades_and_decisions_back_once_and_cite_their_item(tables: Database) -> None:
    meeting, review = the_meeting(), known("works-review")
    assert proposals(meeting) == [
        ("disagreement", "1.1: Gauges on the Aun"), ("disagreement", "2.1: A bridge that lets ice pass"),
    ]  # fmt: skip
    found = propose(sat(meeting), register.resolve(Standpoint()))
    put(meeting, [Wanted(one.why, one.concerns, one.axis) for one in found], CHAIR)
    put(meeting, [Wanted(subject="A second boat"), Wanted("overdue", known("ladder"))], CHAIR)
    assert proposals(meeting) == []
    boat = sat(meeting).agenda.lines[2].item
    order(meeting, [boat], CHAIR)
    assert items(meeting) == ["A second boat", known("gauge"), known("bridge"), known("ladder")]
    said(meeting, 1, "decided", text="A second boat is bought.")
    said(meeting, 2, "agreed", axis="state", grade="under-way", reason="agreed", text="Two of four stand.")
    said(meeting, 3, "not-agreed", text="The ice is measured again.")
    assert refused(lambda: adopt(meeting, CHAIR)) == "open-items"
    said(meeting, 4, "agreed", axis="state", grade="nearly-done")
    adopt(meeting, CHAIR, words="As read.")
    one = sat(meeting)
    assert one.is_held
    assert one.own.as_of.text == "2026-06-11"
    assert one.agenda.is_adopted
    joint = seen(review).submitted((known("gauge"), "state", "table"))
    assert joint is not None
    assert (joint.payload.grade, joint.payload.review) == ("under-way", review)
    assert joint.payload.departure.by == {"en": "Two of four stand."}
    assert joint.as_of.text == "2026-06-11"
    assert one.minutes is not None
    assert [(cited.source, cited.at) for cited in joint.citations] == [(one.minutes.payload.source, "item 2")]
    assert seen(review).submitted((known("bridge"), "state", "table")) is None
    scope = register.partnership_view(known("mirelle-rivers"), register.resolve(Standpoint()))
    (decided,) = scope.of_kind("decision")
    assert decided.payload.text.by == {"en": "A second boat is bought."}
    assert [cited.at for cited in decided.citations] == ["item 1"]
    minutes = scope.record(one.minutes.payload.source)
    assert minutes is not None
    assert minutes.payload.title.by == {"en": "Minutes: The works of 2026", "az": "Protokol: The works of 2026"}
    # the step of the review is not held back any more
    move(review, "at-the-table", "close", CHAIR)
    before = count()
    assert adopt(meeting, CHAIR) is None
    assert count() == before
    for act in (lambda: put_on(meeting, "More"), lambda: order(meeting, [boat], CHAIR),
                lambda: take_off(meeting, boat, CHAIR), lambda: said(meeting, 1, "noted"),
                lambda: set_time(meeting, "2026-07-01T10:00 UTC", CHAIR)):  # fmt: skip
        assert refused(act) == "minutes-adopted"


def test_minutes_are_adopted_whole_or_not_at_all(table: Database) -> None:
    meeting, review = the_meeting(), known("works-review")
    put(meeting, [Wanted(subject="A boat"), Wanted("disagreement", known("gauge"), "state")], CHAIR)
    said(meeting, 1, "decided", text="It is bought.")
    said(meeting, 2, "agreed", axis="state", grade="done", reason="agreed", text="All four stand.")
    move(review, "at-the-table", "close", CHAIR, even_so=True)
    before = count()
    assert refused(lambda: adopt(meeting, CHAIR)) == "out-of-turn"
    assert count() == before
    # what is adopted after the lock is a late correction
    lock(review, CHAIR, even_so=True)
    adopt(meeting, CHAIR)
    joint = seen(review).submitted((known("gauge"), "state", "table"))
    assert joint is not None
    assert joint.payload.late.by == {"en": "All four stand."}


def test_as_of_each_day_the_agenda_was_what_it_was(tables: Database) -> None:
    meeting = the_meeting()
    with on("2026-06-02"):
        first, second = put_on(meeting, "One", "Two")
    with on("2026-06-05"):
        order(meeting, [second, first], CHAIR)
    with on("2026-06-08"):
        take_off(meeting, first, CHAIR, words="Settled by letter.")
    told = {}
    for day in (1, 3, 6, 9):
        view = register.records_view([meeting], register.resolve(Standpoint(as_of=date(2026, 6, day))))
        one = sitting(view, meeting)
        told[day] = [line.item for line in one.agenda.lines] if one else None
    assert told == {1: [], 3: [first, second], 6: [second, first], 9: [second]}


def test_overdue_items_and_pending_decisions_are_proposed_as_of_the_day_of_the_meeting(table: Database) -> None:
    scope, work = known("mirelle-rivers"), random_id()
    late = kind("objective", of=known("works-2026"), code="3", text="A ferry", target="2026-05-31")
    text, procedure, fact = random_id(), random_id(), random_id()
    version = kind("text-version", title="The rules of the ferry", number=1, of=known("works-2026"))
    put_to = kind("procedure", partnership=scope, decides=text, parties=[known("mirelle")],
                  expires="2027-07-01T17:00 Europe/Brussels")  # fmt: skip
    with on("2026-06-03"):
        register.record([Draft(late, work, scope=scope), Draft(version, text, scope=scope)], actor="the test")
        drafts = [Draft(put_to, procedure, PartialDate("2026-06-02T10:00+02:00"), scope, id=fact),
                  Draft(kind("citation", source=known("letters"), at="no. 3"), fact)]  # fmt: skip
        register.record(drafts, actor="the test")
    found = proposals(the_meeting())
    assert [why for why, _ in found] == ["disagreement", "disagreement", "overdue", "pending"]
    assert found[2:] == [("overdue", "3: A ferry"), ("pending", "“The rules of the ferry” (version 1)")]
    set_time(the_meeting(), "2026-05-31T10:00 Europe/Brussels", CHAIR)
    assert "overdue" not in [why for why, _ in proposals(the_meeting())]


def test_what_some_who_see_the_meeting_may_not_see_is_neither_proposed_nor_put_on(table: Database) -> None:
    scope, work, own = known("mirelle-rivers"), random_id(), Marking.parse("restricted")
    late = kind("objective", of=known("works-2026"), code="3", text="A hidden ferry", target="2026-05-31")
    register.record([Draft(late, work, scope=scope, marking=own)], actor="the test")
    reader = Reader("one who is cleared", "secret")
    open_, closed = the_meeting(), planned(known("works-review"), "closed-table", marking=own)
    at = register.resolve(Standpoint(reader=reader))
    assert work not in {one.concerns for one in propose(look(open_, at), at)}
    assert work in {one.concerns for one in propose(look(closed, at), at)}
    hand = Hand("the chair", reader=reader)
    assert refused(lambda: put(open_, [Wanted("overdue", work)], hand)) == "hidden-item"
    put(closed, [Wanted("overdue", work)], hand)
    with pytest.raises(NotFound):
        known("closed-table")


def test_a_meeting_is_moved_and_both_days_stay_known(table: Database) -> None:
    set_time(the_meeting(), "2026-06-12T09:30 Asia/Baku", CHAIR, ends="2026-06-12T12:00 Asia/Baku")
    one = sat(the_meeting())
    assert one.day == date(2026, 6, 12)
    assert one.own.payload.planned_for.text == "2026-06-12"
    assert one.own.replaces
    assert one.reviews == (known("works-review"),)
    assert refused(lambda: set_time(the_meeting(), "2026-03-29T02:30 Europe/Brussels", CHAIR)) == "bad-meeting"
    assert refused(lambda: set_time(the_meeting(), "2026-06-12T09:30", CHAIR)) == "bad-meeting"
    assert refused(lambda: set_time(the_meeting(), "", CHAIR)) == "no-date"


def test_delegations_are_said_as_far_as_known_and_said_anew(tables: Database) -> None:
    meeting, mirelle = the_meeting(), known("mirelle")
    seat(meeting, mirelle, CHAIR, members="4")
    seat(meeting, mirelle, CHAIR, head="Deputy minister", members="5", seats="2")
    (one,) = sat(meeting).delegations
    assert one.payload.head.by == {"en": "Deputy minister"}
    assert one.payload.members.exact == 5
    assert one.replaces
    seat(meeting, known("secretariat"), CHAIR, absent=True)
    absent = sat(meeting).delegation(known("secretariat"))
    assert absent is not None
    assert absent.payload.absent
    assert absent.payload.members is None
    assert refused(lambda: seat(meeting, mirelle, CHAIR)) == "empty-delegation"
    assert refused(lambda: seat(meeting, mirelle, CHAIR, absent=True, members="3")) == "bad-meeting"


def test_an_outcome_is_recorded_once_and_the_second_sees_the_first(table: Database) -> None:
    meeting = the_meeting()
    (item,) = put_on(meeting, "A boat")
    settle(meeting, item, Said("decided", text="It is bought."), CHAIR)
    other = Hand("the coordinator")
    assert refused(lambda: settle(meeting, item, Said("noted", text="No."), other)) == "outcome-recorded"
    settle(meeting, item, Said("carried-over", text="To autumn.", seen=1), other)
    line = sat(meeting).agenda.lines[0]
    assert (line.version, line.result.what if line.result else None) == (2, "carried-over")
    assert refused(lambda: take_off(meeting, item, CHAIR)) == "has-outcome"


def test_outcomes_at_the_same_moment_are_recorded_once(tables: Database) -> None:
    meeting = the_meeting()
    (item,) = put_on(meeting, "A boat")
    gate = Barrier(2)

    def act(name: str) -> str:
        gate.wait()
        try:
            settle(meeting, item, Said("noted", text=name), Hand(name))
        except ServandaError as fault:
            return fault.code
        finally:
            connection.close()
        return "recorded"

    with ThreadPoolExecutor(2) as threads:
        done = sorted(threads.map(act, ("Ann", "Bo")))
    assert done == ["outcome-recorded", "recorded"]


def test_what_is_wrong_at_the_table_is_refused(table: Database) -> None:
    meeting = the_meeting()
    put(meeting, [Wanted("disagreement", known("gauge"), "state"), Wanted(subject="A boat")], CHAIR)
    assert refused(lambda: said(meeting, 1, "agreed", axis="state", grade="done")) == "no-reason"
    assert (
        refused(lambda: said(meeting, 1, "agreed", axis="state", grade="done", reason="odd", text="x")) == "no-reason"
    )
    assert refused(lambda: said(meeting, 1, "agreed", axis="state", grade="splendid")) == "no-grade"
    assert refused(lambda: said(meeting, 2, "agreed", axis="state", grade="done")) == "no-joint-voice"
    assert refused(lambda: said(meeting, 2, "decided")) == "bad-meeting"
    assert refused(lambda: said(meeting, 2, "sung")) == "bad-meeting"
    assert refused(lambda: settle(meeting, "nothing", Said("noted"), CHAIR)) == "no-such-item"
    assert refused(lambda: put(meeting, [], CHAIR)) == "no-item"
    assert refused(lambda: put(meeting, [Wanted()], CHAIR)) == "no-item"
    assert put(meeting, [Wanted("disagreement", known("gauge"), "state")], CHAIR) is None
    empty = planned(name="empty-table")
    assert refused(lambda: adopt(empty, CHAIR)) == "empty-agenda"
