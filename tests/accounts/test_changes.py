"""What is given is never edited, on both databases; invitations and tokens are good once, or for a while."""

from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from servanda.accounts import changes, listing, secret
from servanda.accounts.models import Act, Feed, Grant, Invitation, Person, Reading, Token
from servanda.accounts.people import any_accounts, person_by, who_is
from servanda.accounts.policy import Limits
from servanda.accounts.triggers import TABLES
from servanda.errors import InputError, NotFound, Refused
from servanda.ledger import clock
from tests.support.databases import Database
from tests.support.people import KEEPER, PASSWORD, a_person

PLACE = "a" * 32


@pytest.fixture(autouse=True)
def fast(settings: Any) -> None:
    """Hash passwords quickly: what argon2 does is tested where one signs in."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def test_what_was_given_and_done_can_be_neither_changed_nor_removed(database: Database) -> None:
    post = changes.make_post("Desk", KEEPER)
    person = a_person("Aysel", roles=[("coordinator", PLACE)], cleared=[("restricted", ("AZE",))], posts=[post])
    given = listing.held_by(clock.today(), person=person)
    changes.withdraw(given[1].given, KEEPER)
    for table in TABLES:
        for sql in (f"UPDATE {table} SET id = id", f"DELETE FROM {table}"):
            with pytest.raises(DatabaseError, match="only added to"), transaction.atomic():
                connection.cursor().execute(sql)
    with pytest.raises(DatabaseError, match="only added to"), transaction.atomic():
        Grant.objects.filter(pk=given[1].number).update(role="administrator")


def test_what_older_releases_kept_of_readings_loses_its_secrets_and_is_guarded_again(database: Database) -> None:
    person = a_person("Aysel")
    feed, told = changes.make_feed(person, KEEPER, record=PLACE)
    Feed.objects.update(name="A closed title")
    Act.objects.create(at=timezone.now(), what="feed ended", person=person, detail={"name": "A closed title"})
    for door, what in (
        ("page", f"GET /feed/{told}/dates.ics"),
        ("page", f"GET /feed/{told[:-1]}/dates.ics"),
        ("page", "GET /partnership/tarn-secret/compare/?from=2020&q=words"),
        ("page", f"GET /review/{PLACE}/answers/{PLACE}/?voice=self"),
        ("page", "GET /search/?q=hidden"),
        ("command", "servanda search words=('hidden',) limit=3"),
    ):
        Reading.objects.create(at=timezone.now(), door=door, what=what, marking="secret", records="{}")
    migration = import_module("servanda.accounts.migrations.0005_reading_without_secrets")
    with connection.schema_editor() as editor:
        migration.redact(apps, editor)
    kept = list(Reading.objects.order_by("id"))
    assert [one.what for one in kept] == [
        f"feed {feed.id}",
        "GET feed dates.ics",
        "GET partnership compare",
        f"GET review answers {PLACE} {PLACE}",
        "GET search",
        "servanda search",
    ]
    assert [one.by for one in kept] == [person, *[None] * 5]
    assert "closed" not in f"{list(Feed.objects.values())} {list(Act.objects.values())}"
    for rows in (Reading.objects.filter(what="GET search"), Act.objects.filter(what="feed ended")):
        with pytest.raises(DatabaseError, match="only added to"), transaction.atomic():
            rows.delete()


def test_sqlite_refuses_a_replacing_insertion(sqlite_database: Database) -> None:
    a_person("Aysel", roles=[("coordinator", PLACE)])
    columns = "id, since, role, place, act_id, person_id"
    values = columns.replace("role", "'auditor'")
    sql = f"INSERT OR REPLACE INTO role_grant ({columns}) SELECT {values} FROM role_grant"
    with pytest.raises(DatabaseError, match="only added to"):
        connection.cursor().execute(sql)


def test_who_someone_is_comes_in_three_queries_however_much_was_given(
    database: Database, django_assert_num_queries: Any
) -> None:
    posts = [changes.make_post(f"Desk {n}", KEEPER) for n in range(3)]
    person = a_person("Aysel", roles=[("coordinator", PLACE)] * 5, cleared=[("restricted", ("AZE",))] * 5, posts=posts)
    changes.grant("chair", posts[1], KEEPER, clock.today(), place=PLACE)
    with django_assert_num_queries(3):
        who = who_is(person, clock.today(), Limits())
    assert [name for _own, name in who.posts] == ["Desk 0", "Desk 1", "Desk 2"]
    assert {(one.role, one.post) for one in who.grants} == {("coordinator", None), ("chair", "Desk 1")}
    assert who.clearances[0].groups == {"AZE"}


def test_a_post_gives_what_it_has_only_while_it_is_held(database: Database) -> None:
    today = clock.today()
    post = changes.make_post("Desk", KEEPER)
    changes.grant("chair", post, KEEPER, today)
    person = a_person("Aysel")
    changes.hold(person, post, KEEPER, today - timedelta(days=9), today - timedelta(days=1))
    assert who_is(person, today).grants == ()
    assert who_is(person, today - timedelta(days=1)).grants[0].role == "chair"


def test_a_role_is_taken_back_once_and_stays_known(database: Database) -> None:
    person = a_person("Aysel", roles=[("coordinator", PLACE)])
    (held,) = listing.held_by(clock.today(), person=person)
    changes.withdraw(held.given, KEEPER)
    assert listing.held_by(clock.today(), person=person) == []
    assert who_is(person, clock.today()).grants[0].dated.withdrawn == clock.today()
    with pytest.raises(Refused, match="already"):
        changes.withdraw(held.given, KEEPER)


def test_every_change_says_who_did_it_and_why(database: Database) -> None:
    by = changes.By(words="command line, keeper", reason="new desk officer")
    person = changes.create("Aysel@Example.org", "  Aysel   Quliyeva ", by)
    changes.grant("press-officer", person, by, clock.today(), place=PLACE)
    lines = [listing.line(act) for act in listing.acts()]
    assert [(one.what, one.by, one.to) for one in lines] == [
        ("role given", "command line, keeper", "Aysel Quliyeva"),
        ("account made", "command line, keeper", "Aysel Quliyeva"),
    ]
    assert "role: Press officer" in lines[0].rest
    assert "because: new desk officer" in lines[0].rest


def test_a_change_that_is_refused_leaves_no_act(database: Database) -> None:
    a_person("Aysel")
    before = Act.objects.count()
    with pytest.raises(Refused):
        changes.create("AYSEL@example.org", "Another", KEEPER)
    assert Act.objects.count() == before


def test_an_invitation_is_good_once_and_for_seven_days_and_only_its_hash_is_kept(database: Database) -> None:
    person = a_person("Aysel")
    first, second = changes.invite(person, KEEPER), changes.invite(person, KEEPER)
    assert changes.invited(first) is None
    found = changes.invited(second)
    assert found is not None
    assert second not in str(list(Invitation.objects.values()))
    changes.choose_password(person, PASSWORD, KEEPER, found)
    assert Person.objects.get(pk=person.pk).check_password(PASSWORD)
    assert changes.invited(second) is None
    with pytest.raises(Refused, match="used already"):
        changes.choose_password(person, "another four plain words", KEEPER, found)
    third = changes.invite(person, KEEPER)
    Invitation.objects.update(expires=timezone.now())
    assert changes.invited(third) is None


@pytest.mark.parametrize("weak", ["short", "1234567890123", "1q2w3e4r5t6y", "aysel@example.org", "long word " * 13])
def test_a_weak_password_is_refused(sqlite_database: Database, weak: str) -> None:
    person = a_person("Aysel")
    with pytest.raises(InputError):
        changes.choose_password(person, weak, KEEPER)


def test_a_long_password_of_any_letters_counts_to_its_last(sqlite_database: Database) -> None:
    person, words = a_person("Aysel"), "gecə 🌙 " * 18 + "sö"
    assert len(words) == 128
    changes.choose_password(person, words, KEEPER)
    assert person.check_password(words)
    assert not person.check_password(words[:-1])


def test_a_closed_account_has_no_invitation_and_no_token(database: Database) -> None:
    person = a_person("Aysel")
    told = changes.invite(person, KEEPER)
    token, _secret = changes.make_token(person, "report", KEEPER, days=1)
    changes.close(person, KEEPER)
    assert changes.invited(told) is None
    assert Token.objects.get(pk=token.pk).revoked is not None
    with pytest.raises(Refused, match="closed"):
        changes.invite(person, KEEPER)


def test_of_a_token_only_the_hash_is_kept(database: Database) -> None:
    token, told = changes.make_token(a_person("Aysel"), "report", KEEPER, days=30, place=PLACE)
    assert told.startswith(secret.MARK)
    assert len(told) > 40
    assert told not in str(list(Token.objects.values()))
    assert token.digest == secret.digest(told)


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda p: changes.grant("king", p, KEEPER, clock.today()), "no-such-role"),
        (lambda p: changes.grant("administrator", p, KEEPER, clock.today(), place=PLACE), "whole-only"),
        (lambda p: changes.clear("cosmic", (), p, KEEPER, clock.today()), "no-such-level"),
        (lambda p: changes.clear("secret", ("A,B",), p, KEEPER, clock.today()), "bad-group"),
        (lambda p: changes.grant("chair", p, KEEPER, clock.today(), clock.today() - timedelta(1)), "bad-dates"),
        (lambda p: changes.make_token(p, "x", KEEPER, days=400), "bad-days"),
        (lambda p: changes.create("no address", "x", KEEPER), "bad-email"),
        (lambda p: changes.create("b@example.org", "\x1b[31m", KEEPER), "bad-name"),
        (lambda p: changes.make_post("", KEEPER), "bad-name"),
    ],
)
def test_what_cannot_be_right_is_refused(sqlite_database: Database, call: Any, code: str) -> None:
    person = a_person("Aysel")
    with pytest.raises(InputError) as fault:
        call(person)
    assert fault.value.code == code


def test_people_are_found_by_address_in_any_letters(sqlite_database: Database) -> None:
    assert not any_accounts()
    person = a_person("Aysel")
    assert person_by(" AYSEL@example.ORG ") == person
    assert any_accounts()
    with pytest.raises(NotFound):
        person_by("nobody@example.org")
