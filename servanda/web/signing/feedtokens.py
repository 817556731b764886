"""Secret addresses of feeds: whose they are, and as whom they are read. They open feeds, and nothing else."""

from datetime import date, timedelta

from django.db.models import Q
from django.utils import timezone

from servanda.accounts import secret
from servanda.accounts.models import Feed
from servanda.accounts.people import who_is
from servanda.accounts.policy import views_of
from servanda.kernel.marking import ANYONE, Reader
from servanda.web.standpoint import named

_NOTED = timedelta(minutes=1)  # the last use is noted once a minute at most: reading should not write


def known(told: str) -> Feed | None:
    """The feed that a secret opens, if it was not ended and the account is open; notes that it was used."""
    good = Feed.objects.select_related("person").filter(revoked=None, person__is_active=True)
    feed = good.filter(digest=secret.digest(told)).first()
    if feed is not None:
        now = timezone.now()
        stale = Q(last_used=None) | Q(last_used__lt=now - _NOTED)
        Feed.objects.filter(stale, pk=feed.pk).update(last_used=now)
    return feed


def reader_of(feed: Feed, today: date) -> Reader:
    """As whom a feed is read: as its person may now, at most; what was chosen and is no longer held shows nothing."""
    views = views_of(who_is(feed.person, today), today)
    if not feed.level:
        return views[0]
    return next((one for one in views if named(one) == feed.level), ANYONE)
