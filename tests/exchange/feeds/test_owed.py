"""What is owed by name: an answer that was sent back, the agenda and the minutes of a meeting; on both databases."""

from collections.abc import Iterator

import pytest

from servanda import register
from servanda.exchange.feeds.desk import Desk, Holder, desk
from servanda.exchange.feeds.subject import Subjects
from servanda.kernel.standpoint import Standpoint
from servanda.meeting import adopt
from servanda.review import move, send_back
from tests.support.databases import ENGINES, Database, Databases
from tests.support.meetings import planned, put_on, said
from tests.support.reviewed import CHAIR, HOLDER, STAFF, answered, build, known, on, opened, own_frameworks


def begun() -> None:
    """The five rivers, with a review that has begun."""
    with own_frameworks(), on("2026-05-20"):
        build()
        opened()


@pytest.fixture(scope="module", params=ENGINES)
def shared(request: pytest.FixtureRequest, databases: Databases) -> Iterator[Database]:
    """The register on each engine."""
    with databases.fresh(request.param, "five rivers, owed", begun) as fresh:
        yield fresh


@pytest.fixture(autouse=True)
def day(undone: None) -> Iterator[None]:
    """Let it be the first of June."""
    with own_frameworks(), on("2026-06-01"):
        yield


def now(*names: str, presides: tuple[str, ...] = ()) -> Desk:
    at = register.untraced(register.resolve(Standpoint()))
    return desk(Subjects.of([known("mirelle-rivers")], at, "en"), Holder(names=names, presides=presides))


def returned() -> str:
    review = known("works-review")
    for work in ("gauge", "ladder", "bridge"):
        answered(review, work, "holder", "done", reasoning="We say so.")
    move(review, "secretariat-looks", "open", CHAIR, even_so=True)
    send_back(review, (known("bridge"), "state", "holder"), STAFF, reason="unclear", words="Which bridge?")
    return review


def test_an_answer_that_was_sent_back_is_on_the_desk_of_who_gave_it_until_it_is_given_again() -> None:
    review = returned()
    (task,) = now(HOLDER.actor).tasks
    assert (task.what, task.review, task.record, task.track) == ("again", review, known("bridge"), "holder")
    assert "sent back on 1 June 2026" in task.stands
    assert "Which bridge?" in task.blocks
    assert now(STAFF.actor).tasks == now().tasks == ()
    answered(review, "bridge", "holder", "nearly-done", reasoning="The new one.")
    assert now(HOLDER.actor).tasks == ()


def test_a_meeting_waits_for_its_agenda_and_then_for_its_minutes() -> None:
    meeting, places = planned(), (known("mirelle-rivers"),)
    (task,) = now(presides=places).tasks
    assert (task.what, task.record, task.left) == ("agenda", meeting, 10)
    assert now().tasks == ()
    put_on(meeting, "A second boat")
    assert now(presides=places).tasks == ()
    with on("2026-06-12"):
        (task,) = now(presides=places).tasks
        assert (task.what, task.left) == ("minutes", -1)
        assert task.blocks == ("Items of the agenda without an outcome: 1.",)
        said(meeting, 1, "noted")
        assert now(presides=places).tasks[0].blocks == ()
        adopt(meeting, CHAIR)
        assert now(presides=places).tasks == ()
