"""Following, and how one wishes to be told."""

from datetime import datetime

from django.utils import timezone

from servanda.accounts.models import Person
from servanda.errors import InputError, Refused, worded
from servanda.outbox.models import HOW, Follow, Wish

MOST = 200


def followed(person: Person) -> tuple[str, ...]:
    """The records that a person follows, in the order in which he began to."""
    return tuple(Follow.objects.filter(person=person).order_by("since", "id").values_list("record", flat=True))


def follow(person: Person, record: str) -> None:
    """Follow a record from now on; raises ``Refused`` where too much is followed."""
    if Follow.objects.filter(person=person).count() >= MOST:
        raise Refused(
            "follows-much",
            worded("Nobody follows more than {most} things.", most=MOST),
            worded("leave one that matters less"),
        )
    Follow.objects.get_or_create(person=person, record=record, defaults={"since": timezone.now()})


def leave(person: Person, record: str) -> None:
    """Follow a record no longer."""
    Follow.objects.filter(person=person, record=record).delete()


def wish_of(person: Person) -> Wish:
    """How a person wishes to be told: one mail a day at most, unless he said otherwise."""
    return Wish.objects.filter(person=person).first() or Wish(person=person)


def choose(person: Person, how: str) -> None:
    """Choose how to be told; mail to an address that was refused is tried again."""
    if how not in HOW:
        raise InputError("bad-wish", worded("Nobody is told that way."), worded("choose one of those shown"))
    Wish.objects.update_or_create(person=person, defaults={"how": how, "refused": ""})


def follows_since(person: Person) -> list[tuple[str, datetime]]:
    """The records that a person follows, each with the moment since when."""
    return list(Follow.objects.filter(person=person).order_by("since", "id").values_list("record", "since"))


def looked(person: Person, tick: int, moment: datetime) -> None:
    """Note that a person looked at what had arrived by then."""
    Wish.objects.update_or_create(person=person, defaults={"looked": moment, "looked_tick": tick})
