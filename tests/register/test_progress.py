"""The course of a plan's grades: after each day that was reported for it is what a count as of that day says."""

from dataclasses import replace

from servanda import register
from servanda.kernel.standpoint import Standpoint
from servanda.register.lists.progress import progress
from tests.support import quarters
from tests.support.databases import Database
from tests.support.registers import an_id

QUESTION = "grade/completion/self"


def test_each_day_stands_as_a_count_as_of_that_day(database: Database) -> None:
    quarters.build()
    plan, now = an_id(quarters.PLAN), register.resolve(Standpoint())
    items, stood = progress(QUESTION, now, plan)
    assert items == len(quarters.INDICATORS)
    assert [one.day for one in stood] == [end for _period, end in quarters.quarters()]
    for one in stood:
        assert one.counts == register.count_by_value(QUESTION, replace(now, as_of=one.day), container=plan)


def test_the_world_knew_one_quarter_less_before_the_second_state(database: Database) -> None:
    quarters.build()
    plan, now = an_id(quarters.PLAN), register.resolve(Standpoint())
    earlier = replace(now, published_by=quarters.quarters()[-1][1])
    _items, stood = progress(QUESTION, earlier, plan)
    assert len(stood) == 11
    assert stood[-1].counts == register.count_by_value(QUESTION, earlier, container=plan)


def test_what_was_never_graded_has_no_course(database: Database) -> None:
    quarters.build()
    items, stood = progress("grade/early-results/irm", register.resolve(Standpoint()), an_id(quarters.PLAN))
    assert items == len(quarters.INDICATORS)
    assert stood == ()
