"""The doors of feeds: public addresses show what the world may see, a secret one what its person may, until it ends."""

import re
from typing import Any

from django.test import Client

from servanda.accounts import changes, readings, secret
from servanda.accounts.models import Clearance, Feed, Person, Reading
from tests.access.register import OTHER, OWN, build, hide, record_of
from tests.support.databases import Database, Databases
from tests.support.people import KEEPER, a_person, signed_in

HIDDEN = "hiddenwordown1"  # restricted
FOR_A = "hiddenwordown2"  # restricted to A


def fetched(path: str, client: Client | None = None) -> tuple[int, str]:
    response = (client or Client(HTTP_HOST="localhost")).get(path)
    return response.status_code, response.content.decode()


def made(client: Client, path: str, **typed: str) -> dict[str, str]:
    """The two secret addresses that a form makes, as the page shows them once."""
    page = client.post(path, {"act": "feed", **typed}).content.decode()
    found = re.findall(r"http://localhost(/feed/[\w-]+/(dates\.ics|changes\.atom))", page)
    return {form: path for path, form in found}


def test_a_public_feed_is_the_same_for_everyone_whoever_is_signed_in(aysel: Person) -> None:
    path = f"/partnership/{record_of(OWN, 'partnership')}/changes.atom"
    status, text = fetched(path)
    assert status == 200
    assert fetched(f"{path}?reader=restricted", signed_in(aysel)) == (status, text)
    assert HIDDEN not in text


def test_a_secret_address_shows_what_its_person_may_see_and_ends_with_what_he_may(aysel: Person) -> None:
    client = signed_in(aysel)
    addresses = made(client, f"/follow/{record_of(OWN, 'partnership')}/", reader="restricted")
    status, text = fetched(addresses["changes.atom"])
    assert (status, FOR_A in text) == (200, True)
    assert secret.MARK not in text, "the address is not told in the feed itself"
    (clearance,) = Clearance.objects.filter(person=aysel)
    changes.withdraw(clearance, KEEPER)
    assert FOR_A not in fetched(addresses["changes.atom"])[1]


def test_the_audit_says_whose_feed_was_read_and_never_its_secret(aysel: Person) -> None:
    addresses = made(signed_in(aysel), f"/follow/{record_of(OWN, 'partnership')}/", reader="restricted")
    for path in addresses.values():
        assert fetched(path)[0] == 200
    feed = Feed.objects.get()
    kept = list(Reading.objects.filter(door=readings.FEED))
    assert [(one.by, one.what) for one in kept] == [(aysel, f"feed {feed.id}")] * 2
    auditor = signed_in(a_person("Audra", roles=[("auditor", "")]))
    hidden = made(signed_in(aysel), f"/follow/{record_of(OWN, 'goal 1')}/", reader="restricted")
    assert HIDDEN in fetched(hidden["changes.atom"])[1]
    assert HIDDEN not in auditor.get("/people/log/").content.decode(), "an act bears no title"
    told = auditor.get("/people/audit/", {"person": aysel.id}).content.decode()
    assert f"feed {feed.id}" in told
    assert secret.MARK not in told
    assert secret.MARK not in str(list(Reading.objects.values()))


def test_it_is_read_as_chosen_and_as_nobody_whom_the_person_is_not(aysel: Person) -> None:
    client, path = signed_in(aysel), f"/follow/{record_of(OWN, 'partnership')}/"
    for reader in ("anyone", "secret", ""):
        assert HIDDEN not in fetched(made(client, path, reader=reader)["changes.atom"])[1]


def test_what_is_mine_is_of_my_places_and_what_i_follow(aysel: Person) -> None:
    client = signed_in(aysel)
    addresses = made(client, "/account/", reader="restricted")
    _status, text = fetched(addresses["changes.atom"])
    assert FOR_A in text
    assert FOR_A.replace("own", "other") not in text
    client.post(f"/follow/{record_of(OTHER, 'partnership')}/", {"act": "follow"})
    assert FOR_A.replace("own", "other") in fetched(addresses["changes.atom"])[1]
    assert fetched(addresses["dates.ics"])[1].startswith("BEGIN:VCALENDAR\r\n")


def test_only_its_hash_is_kept_and_it_ends_when_it_is_ended_or_the_account_is_closed(aysel: Person) -> None:
    client = signed_in(aysel)
    first, second = (made(client, "/account/", reader="anyone")["dates.ics"] for _ in range(2))
    kept = [feed.digest for feed in Feed.objects.order_by("made")]
    assert kept == [secret.digest(path.split("/")[2]) for path in (first, second)]
    assert fetched(first)[0] == 200
    page = client.get("/account/").content.decode()
    assert first.split("/")[2] not in page
    client.post("/account/", {"act": "end-feed", "feed": Feed.objects.order_by("made")[0].id})
    assert fetched(first)[0] == 404
    assert fetched(second)[0] == 200
    changes.close(aysel, KEEPER)
    assert fetched(second)[0] == 404


def test_nobody_ends_the_address_of_another(aysel: Person) -> None:
    address = made(signed_in(aysel), "/account/", reader="anyone")["dates.ics"]
    other = signed_in(a_person("Other"))
    page = other.post("/account/", {"act": "end-feed", "feed": Feed.objects.get().id}).content.decode()
    assert "That is no address of yours." in page
    assert fetched(address)[0] == 200


def test_a_secret_address_opens_feeds_and_nothing_else(aysel: Person) -> None:
    path = made(signed_in(aysel), "/account/", reader="restricted")["dates.ics"]
    told = path.split("/")[2]
    program = Client(HTTP_HOST="localhost", HTTP_AUTHORIZATION=f"Bearer {told}")
    assert program.get("/").status_code == 401
    response = Client(HTTP_HOST="localhost").get(path)
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Robots-Tag"] == "noindex"
    assert Client(HTTP_HOST="localhost").post(path).status_code == 405


def test_what_has_not_changed_is_not_sent_again(two: Database) -> None:
    path = f"/partnership/{record_of(OWN, 'partnership')}/dates.ics"
    client = Client(HTTP_HOST="localhost")
    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_what_is_hidden_has_no_feed_as_what_is_absent(two: Database) -> None:
    hidden = record_of(OWN, "goal 1")
    for path in (
        f"/follow/{hidden}/",
        f"/plan/{hidden}/dates.ics",
        f"/follow/{'0' * 32}/",
        f"/plan/{'0' * 32}/dates.ics",
    ):
        assert fetched(path)[0] == 404


def test_who_is_not_signed_in_sees_the_public_addresses_and_is_led_to_sign_in(aysel: Person) -> None:
    path = f"/follow/{record_of(OWN, 'partnership')}/"
    page = fetched(path)[1]
    assert "/dates.ics" in page
    assert 'value="feed"' not in page
    response = Client(HTTP_HOST="localhost").post(path, {"act": "follow"})
    assert response.status_code == 303
    assert "/account/sign-in/" in response["Location"]


def test_a_secret_feed_of_who_is_not_cleared_is_the_same_to_the_byte_with_and_without_what_is_hidden(
    databases: Databases, settings: Any
) -> None:
    settings.ALLOWED_HOSTS = ["localhost"]
    with databases.fresh("sqlite"):
        build(hidden=False)
        own = record_of(OWN, "partnership")
        person = a_person("Aysel", roles=[("coordinator", own)], cleared=[("unclassified", ("C",))])
        client = signed_in(person)
        paths = [
            *made(client, f"/follow/{own}/", reader="unclassified").values(),
            *made(client, "/account/", reader="unclassified").values(),
        ]
        before = [fetched(path) for path in paths]
        assert [status for status, _text in before] == [200] * 4
        hide()
        assert [fetched(path) for path in paths] == before
