"""What has expired is cleared, and nothing else; on both databases."""

import os
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.contrib.sessions.models import Session
from django.utils import timezone

from servanda.accounts import changes
from servanda.accounts.models import Invitation, Kept
from servanda.exchange.imports.waiting import LIFE
from servanda.jobs.models import Job
from servanda.jobs.work import put
from servanda.notices.upkeep import clear
from tests.support.databases import Database
from tests.support.people import KEEPER, a_person, signed_in


def test_what_expired_is_cleared_once(database: Database, settings: Any, tmp_path: Path) -> None:
    settings.SERVANDA_UPLOADS = str(tmp_path)
    now, long_ago = timezone.now(), timezone.now() - timedelta(days=31)
    person = a_person("Aysel")
    signed_in(person)
    changes.invite(person, KEEPER)
    assert dict(clear()) == dict.fromkeys(dict(clear()), 0), "nothing has expired yet"
    Session.objects.update(expire_date=now - timedelta(seconds=1))
    Invitation.objects.update(expires=long_ago)
    Kept.objects.create(cache_key="k", value="v", expires=now - timedelta(seconds=1))
    put("a", "a:1")
    Job.objects.update(done=long_ago)
    put("a", "a:2")
    old, fresh, strange = tmp_path / ("0" * 32), tmp_path / ("1" * 32), tmp_path / "mine"
    for folder in (old, fresh, strange):
        folder.mkdir()
    os.utime(old, (time.time() - LIFE - 10,) * 2)
    os.utime(strange, (time.time() - LIFE - 10,) * 2)
    cleared = dict(clear())
    for what in ("sessions", "invitations", "counts of failed sign-ins", "jobs that are done", "uploads"):
        assert cleared[what] == 1, what
    assert (old.exists(), fresh.exists(), strange.exists()) == (False, True, True)
    assert [job.key for job in Job.objects.all()] == ["a:2"]
    assert not any(number for _what, number in clear())
