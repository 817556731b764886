"""What the commands about accounts share: who does it and why, to whom, where, from when."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

import click

from servanda.cli.actor import actor_of
from servanda.cli.standpoint import day
from servanda.errors import NotFound, UsageError
from servanda.kernel.marking import LEVELS, Reader
from servanda.kernel.standpoint import Standpoint

if TYPE_CHECKING:
    from servanda.accounts.changes import By
    from servanda.accounts.models import Person, Post
    from servanda.accounts.policy import Place

_F = TypeVar("_F", bound=Callable[..., Any])


def by_options(command: _F) -> _F:
    """Add who does it and why."""
    command = click.option("--actor", help="Who does it; else the user of this machine.")(command)
    return click.option("--reason", default="", help="Why, for the log.")(command)


def span_options(command: _F) -> _F:
    """Add from when until when."""
    command = click.option("--until", metavar="DATE", help="The last day it counts; else it has no end.")(command)
    return click.option("--since", metavar="DATE", help="The first day it counts; else today.")(command)


def to_options(command: _F) -> _F:
    """Add to whom: a person, or a post."""
    command = click.option("--post", "post", metavar="NAME", help="The post it is given to.")(command)
    return click.option("--to", "email", metavar="EMAIL", help="The person it is given to.")(command)


at_option = click.option(
    "--at", "at", metavar="PLACE", help="A partnership, plan, package or chapter; else the register as a whole."
)


def by(actor: str | None, reason: str) -> "By":
    """Who does it on this machine."""
    from servanda.accounts.changes import By

    return By(words=actor_of(actor), reason=reason)


def receiver(email: str | None, post: str | None) -> "Person | Post":
    """The person or the post that is meant; raises ``UsageError`` where it is not one of them."""
    from servanda.accounts.people import person_by

    if (email is None) == (post is None):
        raise UsageError("no-receiver", "It is not said to whom.", "give --to EMAIL, or --post NAME")
    return person_by(email) if email is not None else post_by(post or "")


def post_by(name: str) -> "Post":
    """A post by its name; raises ``NotFound``."""
    from servanda.accounts.models import Post

    found = Post.objects.filter(name=" ".join(name.split())).first()
    if found is None:
        raise NotFound("no-such-post", f"There is no post {name!r}.", "servanda account list shows the posts")
    return found


def span(since: str | None, until: str | None) -> tuple[date, date | None]:
    """The first and the last day."""
    from servanda.ledger import clock

    return day(since, "--since") or clock.today(), day(until, "--until")


def place(ref: str | None) -> "Place":
    """A place with all that it lies in; the keeper finds records whatever their marking."""
    from servanda.accounts.policy import EVERYWHERE
    from servanda.register.reading import places

    return places.place(ref, keeper()) if ref else EVERYWHERE


def keeper() -> Standpoint:
    """Where the keeper of the machine looks from: over all that is ever said, whatever its marking."""
    from servanda.register.keeping.upkeep import groups

    return Standpoint(as_of=date.max, reader=Reader("the keeper", LEVELS[-1], groups()))
