"""Noting what there is new to tell: each word once to each person, however many programs look at the same time."""

from datetime import datetime, timedelta

from django.utils import timezone

from servanda import register
from servanda.accounts.models import Person
from servanda.kernel.standpoint import Standpoint
from servanda.ledger import clock
from servanda.notices.current import Kept, Told, current, readers_of
from servanda.outbox.following import wish_of
from servanda.outbox.models import Wish, Word

AGAIN = timedelta(hours=1)  # where nothing arrived and the day is the same, only silences can have run out


def gather() -> int:
    """Note what is new to tell, for everyone with an open account; says how many words there are."""
    tick = register.resolve(Standpoint()).tick
    kept: Kept = {}
    return sum(_gather(person, tick, kept) for person in Person.objects.filter(is_active=True).order_by("id"))


def _gather(person: Person, tick: int, kept: Kept) -> int:
    wish, now = wish_of(person), timezone.now()
    if not _is_due(wish, tick, now):
        return 0
    found = current(person, readers_of(person, clock.today())[0], kept)
    new = note(person, list(found.values()), now)
    Wish.objects.update_or_create(person=person, defaults={"gathered": now, "tick": tick})
    return new


def _is_due(wish: Wish, tick: int, now: datetime) -> bool:
    if wish.gathered is None or wish.tick != tick or wish.gathered <= now - AGAIN:
        return True
    return timezone.localdate(wish.gathered) != timezone.localdate(now)


def note(person: Person, words: list[Told], now: datetime) -> int:
    """Note words that the person was not told yet; says how many."""
    known = set(Word.objects.filter(person=person, key__in=[one.key for one in words]).values_list("key", flat=True))
    fresh = [Word(person=person, key=one.key, what=one.what, record=one.record, made=now) for one in words]
    fresh = [one for one in fresh if one.key not in known]
    # another program may note the same in between: the database keeps one of each
    Word.objects.bulk_create(fresh, ignore_conflicts=True)
    return len(fresh)
