"""People for tests: accounts with roles and clearances, signed in without typing a password."""

from collections.abc import Iterable

from django.test import Client

from servanda.accounts import changes
from servanda.accounts.changes import By
from servanda.accounts.models import Person, Post
from servanda.ledger import clock

KEEPER = By(words="the test")
PASSWORD = "four quite plain words"
_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def a_person(
    name: str,
    *,
    roles: Iterable[tuple[str, str]] = (),
    cleared: Iterable[tuple[str, tuple[str, ...]]] = (),
    posts: Iterable[Post] = (),
    password: str = "",
) -> Person:
    """Make an account for ``name@example.org`` with roles (at places), clearances (levels with groups) and posts."""
    today = clock.today()
    person = changes.create(f"{name.lower().replace(' ', '.')}@example.org", name, KEEPER)
    for role, place in roles:
        changes.grant(role, person, KEEPER, today, place=place)
    for level, groups in cleared:
        changes.clear(level, groups, person, KEEPER, today)
    for post in posts:
        changes.hold(person, post, KEEPER, today)
    if password:
        changes.choose_password(person, password, KEEPER)
    return person


def signed_in(person: Person | None) -> Client:
    """A browser in which someone is signed in; of nobody, one in which nobody is."""
    client = Client(HTTP_HOST="localhost")
    if person is not None:
        client.force_login(person, backend=_BACKEND)
    return client
