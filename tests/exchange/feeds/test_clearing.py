"""Lines for outside that wait for one's word, and plans that one may take further; on both databases."""

from datetime import timedelta
from typing import Any

from servanda import register
from servanda.exchange.feeds.desk import Holder, desk
from servanda.exchange.feeds.subject import Subjects
from servanda.exchange.feeds.task import Task
from servanda.kernel.dates import PartialDate
from servanda.kernel.marking import PUBLIC, Marking
from servanda.kernel.standpoint import Standpoint
from servanda.ledger import clock
from servanda.register import Draft
from tests.support.agenda import SCOPE, cited, day, record
from tests.support.registers import an_id, kind

OFFICE, OTHER, CHAIRED = "Press office", "Other desk", {SCOPE: frozenset({"coordinator"})}
CLEARS = Holder(clears=(SCOPE,), clearers=(OFFICE,))


def tasks(holder: Holder, *places: str) -> list[Task]:
    at = register.untraced(register.resolve(Standpoint()))
    return list(desk(Subjects.of([SCOPE, *places], at, "en"), holder).tasks)


def at(**ago: int) -> PartialDate:
    return PartialDate((clock.now() - timedelta(**ago)).isoformat(timespec="seconds"))


def line(name: str, *clearers: str, marking: Marking = PUBLIC, **more: Any) -> list[Draft]:
    content = {"partnership": SCOPE, "text": f"We agreed on {name}.", "clearers": clearers or (OFFICE,), **more}
    payload = kind("press-line", **content)
    return cited(Draft(payload, an_id(name), at(hours=3), SCOPE, marking=marking, id=an_id(f"{name} drafted")))


def word(name: str, clearer: str = OFFICE) -> list[Draft]:
    payload = kind("line-cleared", clearer=clearer, what="cleared")
    return cited(Draft(payload, an_id(name), at(hours=1), SCOPE, id=an_id(f"{name}: {clearer}")))


def plan(name: str, *steps: tuple[str, str], period: str | None = None, marking: Marking = PUBLIC) -> list[Draft]:
    content = {"framework": "parp", "partnership": SCOPE, **({"period": period} if period else {})}
    where: dict[str, Any] = {"scope": SCOPE, "marking": marking}
    said = [Draft(kind("plan", **content), an_id(name), **where)]
    for step, on in steps:
        said += cited(Draft(kind("step", step=step), an_id(name), PartialDate(on), id=an_id(name + step), **where))
    return said


def test_a_line_waits_on_the_desk_of_who_is_named_in_it_until_he_gave_his_word() -> None:
    record(*line("gauges", OFFICE, OTHER, embargo=f"{day(9)}T09:00Z", expires=f"{day(30)}T09:00Z"))
    (task,) = tasks(Holder(clears=(SCOPE,), clearers=("press OFFICE",)))
    assert (task.what, task.page, task.record, task.anchor) == ("clear", "press", SCOPE, f"line-{an_id('gauges')}")
    assert (task.title, task.left) == ("We agreed on gauges.", 9)
    assert task.stands == "A draft: not cleared yet by Press office, Other desk. For the press."
    record(*word("gauges"))
    assert tasks(CLEARS) == []
    (left,) = tasks(Holder(clears=(SCOPE,), clearers=(OTHER,)))
    assert left.stands == "A draft: not cleared yet by Other desk. For the press."


def test_nobody_is_asked_for_a_line_that_is_not_his_or_not_seen_or_expired() -> None:
    record(*line("ferries"), *line("fish", marking=Marking.parse("restricted")))
    record(*line("ice", expires=f"{day(-1)}T09:00Z"))
    assert [task.title for task in tasks(CLEARS)] == ["We agreed on ferries."]
    assert tasks(Holder(clears=(SCOPE,), clearers=(OTHER, ""))) == []
    assert tasks(Holder(clears=(), clearers=(OFFICE,))) == [], "who holds the role nowhere clears nothing"
    assert tasks(Holder(clears=(an_id("elsewhere"),), clearers=(OFFICE,))) == []


def test_a_line_is_warned_of_on_the_desk() -> None:
    record(*line("17 bridges"))
    assert tasks(CLEARS)[0].blocks == ("No fact that the line rests on gives the figure 17.",)


def test_a_plan_that_is_on_its_way_is_on_the_desk_of_who_may_take_it_further() -> None:
    record(*plan("rivers", ("drafted", str(day(-9)))))
    holder = Holder(roles=CHAIRED)
    (task,) = tasks(holder)
    assert (task.what, task.page, task.record, task.when) == ("step", "plan-course", an_id("rivers"), None)
    assert task.stands == "It stands at: drafted. It may come to: consulted on."
    assert task.blocks == ("Consulted on: no meeting on the plan has been held since the step began",)
    for held in ({}, {SCOPE: {"assessor"}}, {an_id("elsewhere"): {"coordinator"}}):
        assert tasks(Holder(roles={place: frozenset(names) for place, names in held.items()})) == []
    assert tasks(Holder(roles={"": frozenset({"chair"})})), "whoever holds it everywhere holds it here"
    assert tasks(Holder(roles={an_id("rivers"): frozenset({"chair"})})), "it may be held in the plan alone"


def test_a_plan_that_stands_is_left_in_peace_until_its_period_is_over() -> None:
    year = clock.today().year
    holder = Holder(roles=CHAIRED)
    record(*plan("now", ("in-force", f"{year - 1}-02-01"), period=f"{year - 1}/{year + 1}"))
    assert tasks(holder) == []
    record(*plan("then", ("in-force", f"{year - 2}-02-01"), period=f"{year - 2}/{day(-3)}"))
    (task,) = tasks(holder)
    assert (task.record, task.left) == (an_id("then"), -3)
    assert task.stands == "It stands at: in force. It may come to: prolonged, concluded, lapsed."
    record(*plan("then again", ("prolonged", str(day(-1))), period=f"{year - 2}/{day(-3)}"))
    record(*plan("long ago", ("in-force", "2004"), period="2004/2006"), *plan("nothing said"))
    assert [one.record for one in tasks(holder)] == [an_id("then")]


def test_a_plan_of_which_only_something_else_was_said_has_its_first_step_ahead() -> None:
    ahead = kind("step", step="approved", planned_for=str(day(40)))
    record(*plan("next", period=f"{clock.today().year}/{clock.today().year + 2}"))
    record(*cited(Draft(ahead, an_id("next"), PartialDate(str(day(-3))), SCOPE, id=an_id("announced"))))
    (task,) = tasks(Holder(roles=CHAIRED))
    assert task.stands == "Where it stands is not known. It may come to: to be developed."


def test_a_plan_that_one_may_not_see_is_on_no_desk() -> None:
    record(*plan("secret", ("approved", str(day(-9))), marking=Marking.parse("secret")))
    assert tasks(Holder(roles=CHAIRED)) == []
