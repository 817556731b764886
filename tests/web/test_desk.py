"""The desk's own page, and the page of what one was told: of a person signed in, without scripts."""

import html
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from servanda.accounts import changes
from servanda.accounts.models import Person
from servanda.ledger import clock
from servanda.notices.gather import gather
from servanda.outbox.models import Follow, Mail, Wish, Word
from tests.support import agenda
from tests.support.agenda import day, item, meeting, record, silence
from tests.support.databases import Database, Databases
from tests.support.people import KEEPER, a_person, signed_in


def build() -> None:
    record(*agenda.described())


@pytest.fixture(scope="module")
def shared(databases: Databases) -> Iterator[Database]:
    with databases.fresh("sqlite", "agenda", build) as fresh:
        yield fresh


@pytest.fixture
def aysel(shared: Database, settings: Any) -> Iterator[Person]:
    """Someone who holds the post of the desk, and reports for the partnership."""
    settings.ALLOWED_HOSTS = ["localhost"]
    with shared.rolled_back():
        post = changes.make_post("Desk", KEEPER, party=agenda.DESK)
        yield a_person("Aysel", posts=[post], roles=[("contributor", agenda.SCOPE)])


def words(client: Client, path: str) -> str:
    page = client.get(path)
    assert page.status_code == 200
    plain = re.sub(r"<svg.*?</svg>|<[^>]+>", " ", page.content.decode(), flags=re.S)
    return " ".join(html.unescape(plain).split())


def test_the_desk_says_what_is_mine_by_when_and_what_is_in_the_way(aysel: Person) -> None:
    record(item("1.1", str(day(3))), item("1.2", str(day(-2))), *meeting("past", planned=str(day(-3))))
    record(*silence("quiet", clock.now() + timedelta(days=4)))
    said = words(signed_in(aysel), "/desk/")
    assert said.index("1.2: Do what item 1.2 says") < said.index("1.1: Do what item 1.1 says")
    for line in ("2 days ago, passed", "in 3 days, near", "In the way: No grade was given yet.", "Answer :",
                 "Record whether it took place", "Ministry; of Dates, and\\Days"):  # fmt: skip
        assert line.replace(" :", "") in said.replace(" :", ""), line


def test_it_tells_edits_and_what_came_by_time_apart_since_i_last_looked(aysel: Person) -> None:
    client = signed_in(aysel)
    opened = clock.now() - timedelta(days=3)
    expires = (clock.now() - timedelta(hours=1)).replace(second=0, microsecond=0)
    record(*silence("quiet", expires, opened=opened))
    client.post("/desk/", {"act": "looked"})
    assert "Nothing was recorded that concerns you." in words(client, "/desk/")
    Wish.objects.filter(person=aysel).update(looked=expires - timedelta(minutes=5))
    record(*meeting("new", planned=str(day(40))))
    said = words(client, "/desk/")
    recorded, by_time = said.split("Came by the passing of time")
    recorded = recorded.rpartition("Recorded")[2]
    assert "planned for" in recorded
    assert "was adopted under silence" not in recorded
    assert "was adopted under silence" in by_time


def test_nobody_sees_a_desk_without_signing_in(aysel: Person) -> None:
    for path in ("/desk/", "/account/told/"):
        response = Client(HTTP_HOST="localhost").get(path)
        assert response.status_code == 303
        assert "/account/sign-in/" in response["Location"]


def test_a_desk_of_nothing_says_so(aysel: Person) -> None:
    said = words(signed_in(a_person("New")), "/desk/")
    assert "Nothing is yours to do now." in said
    assert "Nothing yet: no post of a body, no role at a place, nothing followed." in said


def test_one_follows_and_leaves_and_sees_what_one_was_told(aysel: Person) -> None:
    client = signed_in(aysel)
    client.post(f"/follow/{agenda.PLAN}/", {"act": "follow"})
    assert Follow.objects.filter(person=aysel, record=agenda.PLAN).exists()
    record(item("1.1", str(day(3))))
    gather()
    said = words(client, "/account/told/")
    assert "A date comes near: 1.1: Do what item 1.1 says (on this page)" in said
    client.post("/account/told/", {"act": "leave", "record": agenda.PLAN})
    assert not Follow.objects.filter(person=aysel, record=agenda.PLAN).exists()


def test_what_is_hidden_by_now_is_told_without_its_name(aysel: Person) -> None:
    Word.objects.create(person=aysel, key="x", what="on", record="0" * 32, made=timezone.now())
    assert "It is the day: something that you do not see now" in words(signed_in(aysel), "/account/told/")


def test_one_chooses_how_to_be_told_and_a_refused_address_is_tried_again(aysel: Person) -> None:
    client = signed_in(aysel)
    Wish.objects.update_or_create(person=aysel, defaults={"refused": "550 no such user"})
    assert "Mail to your address was refused, so none is sent there: 550 no such user" in words(
        client, "/account/told/"
    )
    client.post("/account/told/", {"act": "wish", "how": "weekly"})
    wish = Wish.objects.get(person=aysel)
    assert (wish.how, wish.refused) == ("weekly", "")
    page = client.post("/account/told/", {"act": "wish", "how": "hourly"}).content.decode()
    assert "Nobody is told that way." in page


def test_nobody_leaves_or_chooses_for_another(aysel: Person) -> None:
    Follow.objects.create(person=aysel, record=agenda.PLAN, since=timezone.now())
    signed_in(a_person("Other")).post("/account/told/", {"act": "leave", "record": agenda.PLAN})
    assert Follow.objects.filter(person=aysel).exists()
    assert Mail.objects.count() == 0
