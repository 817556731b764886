"""Work that is put off: each job once, whoever works; again later where it failed; never by two at once."""

import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection, connections
from django.utils import timezone

from servanda.jobs.models import Job
from servanda.jobs.work import HELD, MOST_ATTEMPTS, Final, do, put, take, wait_after, work
from tests.support.databases import ENGINES, Database, Databases


@pytest.fixture(scope="module", params=ENGINES)
def shared(request: pytest.FixtureRequest, databases: Databases) -> Iterator[Database]:
    with databases.fresh(request.param) as fresh:
        yield fresh


@pytest.fixture(autouse=True)
def none(shared: Database) -> None:
    Job.objects.all().delete()


def test_what_is_put_down_twice_is_done_once(shared: Database) -> None:
    assert [put("a", "a:1"), put("a", "a:1")] == [True, False]
    seen: list[str] = []
    assert [one.how for one in work({"a": lambda job: seen.append(job.key)})] == ["done"]
    assert work({"a": lambda job: seen.append(job.key)}) == []
    assert seen == ["a:1"]


def test_what_fails_is_tried_again_later_and_longer_each_time_and_then_given_up(shared: Database) -> None:
    put("a", "a:1")

    def broken(job: Job) -> None:
        raise OSError("no answer")

    for attempt in range(1, MOST_ATTEMPTS + 1):
        before = timezone.now()
        (ended,) = work({"a": broken})
        job = Job.objects.get()
        assert ended.how == ("again" if attempt < MOST_ATTEMPTS else "failed")
        assert "no answer" in job.fault
        if attempt < MOST_ATTEMPTS:
            assert job.due >= before + wait_after(attempt)
            Job.objects.update(due=before)
    assert (Job.objects.get().failed is None, work({"a": broken})) == (False, [])
    waits = [wait_after(n) for n in range(1, MOST_ATTEMPTS)]
    assert waits == sorted(waits)
    assert (waits[0], waits[-1]) == (timedelta(minutes=1), timedelta(hours=8))


def test_what_cannot_ever_be_done_is_given_up_at_once_and_the_next_is_done(shared: Database) -> None:
    put("a", "a:1")
    put("b", "b:1")

    def refuse(job: Job) -> None:
        raise Final("never")

    assert [(one.job.key, one.how) for one in work({"a": refuse, "b": lambda job: None})] == [
        ("a:1", "failed"),
        ("b:1", "done"),
    ]


def test_a_worker_that_was_killed_loses_its_job_after_a_while_and_its_late_word_changes_nothing(
    shared: Database,
) -> None:
    put("a", "a:1")
    now = timezone.now()
    lost = take(now, ("a",))
    assert lost is not None
    assert take(now, ("a",)) is None
    again = take(now + HELD, ("a",))
    assert again is not None
    assert (again.pk, again.attempts) == (lost.pk, 2)
    do(lost, lambda job: None)
    assert Job.objects.get().done is None, "who lost it says nothing of it"
    do(again, lambda job: None)
    assert Job.objects.get().done is not None


def test_what_is_not_due_or_of_another_kind_is_left(shared: Database) -> None:
    put("a", "a:1", due=timezone.now() + timedelta(minutes=5))
    put("b", "b:1")
    assert work({"a": lambda job: None}) == []


def test_two_workers_at_once_do_each_job_once(shared: Database) -> None:
    for number in range(20):
        put("a", f"a:{number}")
    seen: list[str] = []
    start = threading.Barrier(2)

    def worker() -> None:
        try:
            start.wait()
            work({"a": lambda job: seen.append(job.key)})
        finally:
            connections.close_all()

    threads = [threading.Thread(target=worker) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(seen) == sorted(f"a:{number}" for number in range(20))
    assert Job.objects.exclude(done=None).count() == 20
    assert connection.vendor in ("sqlite", "postgresql")
