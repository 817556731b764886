"""Clearing what has expired: sessions, uploads that nobody came back for, invitations, counts of failed sign-ins."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils import timezone

from servanda.accounts.models import Invitation, Kept
from servanda.exchange.imports.waiting import is_ours, sweep
from servanda.jobs.models import Job

LATER = timedelta(days=30)  # an invitation that has ended, and work that was done, are looked at for so long


def clear() -> Iterator[tuple[str, int]]:
    """Clear what has expired; says what, and how many. Running it twice clears nothing twice."""
    now = timezone.now()
    yield "sessions", _removed(Session.objects.filter(expire_date__lt=now))
    live = Session.objects.values("session_key")
    yield "listed sessions", _removed(UserSession.objects.exclude(session_key__in=live))
    yield "invitations", _removed(Invitation.objects.filter(expires__lt=now - LATER))
    yield "counts of failed sign-ins", _removed(Kept.objects.filter(expires__lt=now))
    yield "jobs that are done", _removed(Job.objects.filter(done__lt=now - LATER))
    home = Path(settings.SERVANDA_UPLOADS)
    yield "uploads", sweep(home) if home.is_dir() and is_ours(home) else 0


def _removed(found: object) -> int:
    number, _kinds = found.delete()  # type: ignore[attr-defined]
    return int(number)
