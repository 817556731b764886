"""What is looked at before the lock and recorded under it; and what is sent twice, because its answer went astray."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from servanda import register
from servanda.errors import ServandaError
from servanda.kernel.marking import ANYONE
from servanda.kernel.standpoint import Standpoint
from servanda.register import Draft
from servanda.review import Answer, Hand, Looked, confirm, lock, looked_at, move, send_back, submit
from tests.support.databases import ENGINES, Database, Databases
from tests.support.registers import kind
from tests.support.reviewed import CHAIR, HOLDER, STAFF, answered, build, known, opened, own_frameworks, seen


def begun() -> None:
    build()
    with own_frameworks():
        opened()


@pytest.fixture(scope="module", params=ENGINES)
def rivers(request: pytest.FixtureRequest, databases: Databases) -> Iterator[Database]:
    """Give the five rivers with a review that has begun; what a test does in it is undone."""
    with databases.fresh(request.param, "five rivers, begun", begun) as fresh, own_frameworks():
        yield fresh


@pytest.fixture(autouse=True)
def undone(rivers: Database, request: pytest.FixtureRequest) -> Iterator[None]:
    """Undo what a test did."""
    with rivers.rolled_back():
        yield


def review() -> str:
    return known("works-review")


def looked(work: str = "gauge") -> Looked:
    return looked_at(review(), ANYONE, known(work))


def sent(before: Looked | None = None, work: str = "gauge", grade: str = "done", hand: Hand = HOLDER, form: str = "",
         **more: Any) -> str:  # fmt: skip
    """Submit; gives how it ended: the code of the refusal, else the number and the grade that stands."""
    track = more.pop("track", "holder")
    try:
        with transaction.atomic():
            submit(review(), known(work), track, Answer({"state": grade}, form=form, **more), hand, before)
    except ServandaError as fault:
        codes = {found.code for found in getattr(fault, "faults", ())}
        return codes.pop() if codes else fault.code
    course = seen(review()).course
    voice = course.voices[known(work), "state", track][-1]
    return f"{voice.version} {voice.grade}"


def tick() -> int:
    return register.resolve(Standpoint()).tick


MEANWHILE: dict[str, Callable[[], Any]] = {
    "answered elsewhere": lambda: answered(review(), "ladder", "holder", "done"),
    "answered here": lambda: answered(review(), "gauge", "holder", "not-begun"),
    "another voice": lambda: answered(review(), "gauge", "secretariat", "not-begun", STAFF, reason="not-seen",
                                      departure="No."),
    "the secretariat looks": lambda: move(review(), "secretariat-looks", "open", CHAIR, even_so=True),
    "closed": lambda: move(review(), "holders-report", "close", CHAIR, even_so=True),
    "sent back": lambda: send_back(review(), (known("gauge"), "state", "holder"), STAFF, reason="no-gauge"),
    "locked": lambda: lock(review(), CHAIR, even_so=True),
}  # fmt: skip


def done(acts: list[str]) -> None:
    """Do these one after the other; what is refused is not done."""
    for act in acts:
        try:
            with transaction.atomic():
                MEANWHILE[act]()
        except ServandaError:
            continue


@pytest.mark.parametrize(
    ("acts", "ends"),
    [
        ([], "1 done"),
        (["answered elsewhere"], "1 done"),
        (["answered here"], "submitted"),
        (["closed"], "out-of-turn"),
        (["locked"], "review-locked"),
        (["the secretariat looks", "another voice"], "no-reason"),
        (["answered here", "the secretariat looks", "sent back"], "2 done"),
    ],
)
def test_what_arrived_since_it_was_looked_at_counts(acts: list[str], ends: str) -> None:
    before = looked()
    done(acts)
    assert sent(before) == ends


ACTS = st.lists(st.sampled_from(sorted(MEANWHILE)), max_size=3)


@given(first=ACTS, then=ACTS)
@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_an_act_on_what_was_looked_at_ends_as_one_that_looks_afresh(
    rivers: Database, first: list[str], then: list[str]
) -> None:
    with rivers.rolled_back():
        done(first)
        before = looked()
        done(then)
        with rivers.rolled_back():
            afresh = sent()
        assert sent(before) == afresh


def test_what_is_said_elsewhere_does_not_have_it_looked_at_again() -> None:
    answered(review(), "bridge", "holder", "done")  # the file of the review is there from now on
    quiet = looked()
    with CaptureQueriesContext(connection) as alone, transaction.atomic():
        sent(quiet)
        transaction.set_rollback(True)
    before = looked()
    answered(review(), "ladder", "holder", "done")
    with CaptureQueriesContext(connection) as beside, transaction.atomic():
        assert sent(before) == "1 done"
        transaction.set_rollback(True)
    assert len(beside) == len(alone) + 1


def test_a_form_that_is_sent_twice_is_there_once_and_acknowledged_twice() -> None:
    assert sent(form="f1", reasoning="All stand.") == "1 done"
    after = tick()
    assert sent(form="f1", reasoning="All stand.") == "1 done"
    assert tick() == after
    # other words, another form, another person: that is another answer, and is refused
    assert sent(form="f1", reasoning="None stands.") == "submitted"
    assert sent(form="f2", reasoning="All stand.") == "submitted"
    assert sent(form="f1", reasoning="All stand.", hand=Hand("someone else")) == "submitted"
    assert sent(reasoning="All stand.") == "submitted"


def test_a_form_sent_twice_stays_one_after_it_was_sent_back() -> None:
    assert sent(form="f1") == "1 done"
    done(["the secretariat looks", "sent back"])
    after = tick()
    assert sent(form="f1") == "1 done"
    assert tick() == after
    assert sent(form="f2") == "2 done"


def test_a_confirmation_that_is_sent_twice_is_there_once() -> None:
    first = confirm(review(), known("gauge"), "holder", HOLDER, form="f1")
    after = tick()
    assert confirm(review(), known("gauge"), "holder", HOLDER, form="f1").ids == first.ids[:1]
    assert tick() == after


def test_whatever_is_said_of_what_is_cited_counts() -> None:
    """A citation of what was said without one makes it count: it is looked at again."""
    work, scope = known("gauge"), known("mirelle-rivers")
    said = kind("assessment", axis="state", track="secretariat", grade="not-begun", review=review())
    own = register.record([Draft(said, work, scope=scope, as_of=seen(review()).own.as_of)], actor="x").ids[-1]
    before = looked()
    register.record([Draft(kind("citation", source=known("letters")), own)], actor="x")
    assert sent(before) == sent(looked())
