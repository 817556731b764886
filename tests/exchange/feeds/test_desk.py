"""A desk's own: what is its to do, in order of time, with what is in the way; on both databases."""

from datetime import timedelta

from servanda import register
from servanda.exchange.feeds.desk import Desk, Holder, desk
from servanda.exchange.feeds.subject import Subjects
from servanda.kernel.dates import PartialDate
from servanda.kernel.marking import Marking
from servanda.kernel.standpoint import Standpoint
from servanda.ledger import clock
from servanda.register import Draft
from tests.support.agenda import DESK, SCOPE, cited, day, item, meeting, record, silence
from tests.support.registers import an_id, kind


def now(places: tuple[str, ...] = ()) -> Desk:
    at = register.untraced(register.resolve(Standpoint()))
    return desk(Subjects.of([DESK, *places], at, "en"), Holder(bodies=(DESK,), records=places))


def graded(code: str, grade: str, name: str) -> list[Draft]:
    payload = kind("assessment", axis="completion", track="irm", grade=grade)
    return cited(Draft(payload, an_id(f"item {code}"), PartialDate("2016-06-01"), SCOPE, id=an_id(name)))


def test_what_is_to_be_reported_stands_in_order_with_what_is_in_the_way() -> None:
    record(item("1.1", str(day(30))), item("1.2", str(day(-5))), item("1.3", str(day(200))), item("1.4", str(day(10))))
    record(*graded("1.1", "limited", "one"), *graded("1.4", "complete", "two"))
    found = now()
    assert [(task.title[:3], task.left) for task in found.tasks] == [("1.2", -5), ("1.1", 30)]
    late, coming = found.tasks
    assert late.blocks == ("No grade was given yet.", "Nothing was reported of it yet.")
    assert "Limited" in coming.stands
    assert coming.blocks == ()
    assert found.done == 1, "what is done by the framework's own words is not to do"


def test_where_sources_differ_that_is_in_the_way() -> None:
    record(item("2.1", str(day(3))), *graded("2.1", "limited", "one"), *graded("2.1", "substantial", "two"))
    (task,) = now().tasks
    assert "Sources differ on where it stands." in task.blocks


def test_a_text_waits_for_the_answer_of_a_body_until_it_is_given() -> None:
    record(*silence("quiet", clock.now() + timedelta(days=4)))
    (task,) = now().tasks
    assert (task.what, task.left) in (("answer", 4), ("answer", 5))
    assert "Silence is consent" in task.stands
    support = kind("reply", party=DESK, what="support")
    at = PartialDate((clock.now() - timedelta(minutes=1)).replace(microsecond=0).isoformat())
    record(*cited(Draft(support, an_id("quiet"), at, SCOPE, id=an_id("support"))))
    assert now().tasks == ()


def test_what_was_planned_and_passed_is_confirmed_where_one_records() -> None:
    record(*meeting("past", planned=str(day(-3))))
    assert now().tasks == ()
    (task,) = now((SCOPE,)).tasks
    assert (task.what, task.record) == ("confirm", an_id("past"))
    record(*meeting("past", held=str(day(-3)), entry="it was held"))
    assert now((SCOPE,)).tasks == ()


def test_the_dates_that_come_are_those_of_the_next_two_months() -> None:
    record(*meeting("near", planned=str(day(20))), *meeting("far", planned=str(day(90))), item("3.1", str(day(9))))
    assert [one.name for one in now((SCOPE,)).coming] == [f"due.{an_id('item 3.1')}", f"meeting.{an_id('near')}"]


def test_hidden_tasks_leave_no_trace() -> None:
    record(item("4.1", str(day(3))))
    before = now((SCOPE,))
    hidden = Marking.parse("restricted to A")
    record(item("4.2", str(day(3)), marking=hidden), *meeting("hush", planned=str(day(-3)), marking=hidden))
    assert now((SCOPE,)) == before
