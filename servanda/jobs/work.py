"""Doing what is due: each job by one worker at a time, on both databases, and again later where it failed.

A job is taken for a while in a transaction of its own, which skips what others hold (PostgreSQL) or waits its turn as
the only writer (SQLite). It is done outside of it, so that a slow mail server keeps nobody from recording. A worker
that is killed loses what it had taken when that while is over, and another does it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from servanda.jobs.models import Job

HELD = timedelta(minutes=10)
MOST_ATTEMPTS = 10
_FIRST_WAIT, _LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=8)
_LONGEST_FAULT = 500
Handler = Callable[[Job], None]


class Final(Exception):
    """Doing it again would not help."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How an attempt ended: done, to be done again, or failed for good."""

    job: Job
    how: str
    fault: str = ""


def put(kind: str, key: str, detail: Mapping[str, Any] | None = None, due: datetime | None = None) -> bool:
    """Put work down, unless it was already; says whether it is new."""
    now = timezone.now()
    values = {"kind": kind, "detail": dict(detail or {}), "made": now, "due": due or now}
    _job, is_new = Job.objects.get_or_create(key=key, defaults=values)
    return is_new


def take(now: datetime, kinds: tuple[str, ...]) -> Job | None:
    """Take the job that has been due longest, if there is one that nobody holds."""
    free = Q(taken=None) | Q(taken__lte=now)
    with transaction.atomic():
        waiting = Job.objects.filter(free, done=None, failed=None, due__lte=now, kind__in=kinds)
        # where rows cannot be locked, the transaction is the only one that writes
        job = waiting.select_for_update(skip_locked=True).order_by("due", "id").first()
        if job is not None:
            job.taken, job.attempts = now + HELD, job.attempts + 1
            job.save(update_fields=["taken", "attempts"])
    return job


def wait_after(attempts: int) -> timedelta:
    """How long to wait after so many attempts: four times as long each time, up to eight hours."""
    times: int = 4 ** min(attempts - 1, 6)
    return min(_FIRST_WAIT * times, _LONGEST_WAIT)


def do(job: Job, handler: Handler) -> Ended:
    """Do a job that was taken, and write down how it ended."""
    try:
        handler(job)
    except Final as fault:
        return _end(job, "failed", str(fault))
    except Exception as fault:  # whatever went wrong, the worker goes on with the next
        how = "failed" if job.attempts >= MOST_ATTEMPTS else "again"
        return _end(job, how, f"{type(fault).__name__}: {fault}")
    return _end(job, "done", "")


def _end(job: Job, how: str, fault: str) -> Ended:
    now = timezone.now()
    values: dict[str, Any] = {"taken": None, "fault": fault[:_LONGEST_FAULT]}
    if how == "again":
        values["due"] = now + wait_after(job.attempts)
    else:
        values[how] = now
    # whoever lost it in the meantime changes nothing: another has it
    Job.objects.filter(pk=job.pk, taken=job.taken, done=None, failed=None).update(**values)
    return Ended(job, how, fault)


def work(handlers: Mapping[str, Handler], most: int = 500) -> list[Ended]:
    """Do what is due, one after another, ``most`` at a time."""
    ended: list[Ended] = []
    while len(ended) < most and (job := take(timezone.now(), tuple(handlers))) is not None:
        ended.append(do(job, handlers[job.kind]))
    return ended
