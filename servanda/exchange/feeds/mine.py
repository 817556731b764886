"""What is a person's own: the bodies of the posts held, the places of roles, and what is followed."""

from collections.abc import Iterable

from servanda import register
from servanda.accounts import roles
from servanda.accounts.models import Person, Post
from servanda.accounts.people import who_is
from servanda.accounts.policy import Who
from servanda.kernel.standpoint import Resolved

MOST = 40  # subjects of one person; whoever has more follows what matters


def own(person: Person, at: Resolved, followed: Iterable[str] = ()) -> tuple[str, ...]:
    """The records that are a person's own, as of today: bodies first, then places, then what is followed."""
    who = who_is(person, at.today)
    held = [granted for granted in who.grants if granted.dated.counts(at.today)]
    places = [granted.place for granted in held if granted.place]
    everywhere = any(not one.place and roles.RECORD in roles.ROLES[one.role].acts for one in held)
    whole = [fact.about for fact in register.whole_view(at).of_kind("partnership")] if everywhere else []
    found = [record for record in (*bodies(who), *places, *followed, *whole) if record]
    return tuple(dict.fromkeys(found))[:MOST]


def bodies(who: Who) -> tuple[str, ...]:
    """The bodies of the posts that someone holds now."""
    posts = Post.objects.filter(id__in=[post for post, _ in who.posts]).order_by("name")
    return tuple(party for party in posts.values_list("party", flat=True) if party)
