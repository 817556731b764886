"""Marking a statement anew on its page, and what is kept of who read it."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.db import Error, transaction
from django.test import Client
from django.urls import reverse

from servanda.accounts.audit import Asked, told
from servanda.accounts.models import Act, Person, Reading
from servanda.accounts.readings import readings
from servanda.ledger import clock
from tests.access.register import OTHER, OWN, Matrix, build, record_of
from tests.support.databases import ENGINES, Databases
from tests.support.people import a_person, signed_in
from tests.support.whole import execute

SECRET = "marked 4 statement"
HIDDEN = "hiddenwordown4"


class World:
    """The register of the access matrix, with a coordinator of one partnership cleared for all of it, and others."""

    def __init__(self) -> None:
        self.matrix: Matrix = build(hidden=True)
        own = record_of(OWN, "partnership")
        cleared = [("secret", ("A", "B"))]
        self.coordinator = signed_in(a_person("coordinator", roles=[("coordinator", own)], cleared=cleared))
        self.cleared = signed_in(a_person("cleared", cleared=cleared))
        self.auditor = signed_in(a_person("auditor", roles=[("auditor", "")]))
        self.administrator = signed_in(a_person("administrator", roles=[("administrator", "")]))
        self.nobody = signed_in(None)


@pytest.fixture(scope="module", params=ENGINES)
def world(request: pytest.FixtureRequest, databases: Databases) -> Iterator[World]:
    with databases.fresh(request.param):
        yield World()


def status(client: Client, name: str, entry: str) -> int:
    return client.get(reverse(name, args=[entry])).status_code


def test_a_coordinator_discloses_a_statement_and_closes_it_again(world: World) -> None:
    entry = record_of(OWN, SECRET)
    assert status(world.nobody, "fact", entry) == 404
    page = world.coordinator.get(reverse("mark", args=[entry])).content.decode()
    assert "Secret, releasable to B" in page
    typed = {"level": "public", "groups": "", "reason": "disclosed by the committee"}
    assert world.coordinator.post(reverse("mark", args=[entry]), {**typed, "reason": ""}).status_code == 200
    assert status(world.nobody, "fact", entry) == 404, "without a reason nothing is done"
    assert world.coordinator.post(reverse("mark", args=[entry]), typed).status_code == 303
    shown = world.nobody.get(reverse("fact", args=[entry])).content.decode()
    assert "disclosed by the committee" in shown
    assert "hiddenwordown4" in shown
    assert "hiddenwordown4" in world.nobody.get("/search/?q=hiddenwordown4").content.decode()
    again = {"level": "secret", "groups": "B", "reason": "spilled"}
    assert world.coordinator.post(reverse("mark", args=[entry]), again).status_code == 303
    assert status(world.nobody, "fact", entry) == 404
    for path in ("/search/?q=hiddenwordown4", reverse("objective", args=[record_of(OWN, "objective")])):
        text = world.nobody.get(path).content.decode()
        assert "spilled" not in text
        assert entry not in text
    assert "spilled" in world.coordinator.get(reverse("fact", args=[entry])).content.decode()


def test_nobody_else_may_and_not_in_the_other_partnership(world: World) -> None:
    typed = {"level": "public", "groups": "", "reason": "why not"}
    own, other = reverse("mark", args=[record_of(OWN, SECRET)]), reverse("mark", args=[record_of(OTHER, SECRET)])
    assert world.coordinator.post(other, typed).status_code == 403
    for client in (world.cleared, world.auditor, world.administrator):
        assert client.post(own, typed).status_code == 403
    assert world.nobody.post(own, typed).status_code == 303, "to sign in"
    assert status(world.nobody, "fact", record_of(OTHER, SECRET)) == 404


def test_who_reads_what_is_not_public_is_kept_and_who_reads_what_is_public_is_not(world: World) -> None:
    package, objective = record_of(OTHER, "package"), record_of(OTHER, "objective")
    before = Reading.objects.count()
    for path in (reverse("package", args=[package]), "/items/", "/search/?q=goal"):
        world.nobody.get(path)
        world.auditor.get(path)
    assert Reading.objects.count() == before
    world.cleared.get(reverse("objective", args=[objective]))
    assert Reading.objects.count() == before + 1
    (kept,) = readings(record=objective, limit=1)
    assert kept.by == "cleared"
    assert kept.what == f"GET objective {objective}"
    assert kept.marking == "secret+", "released to A, and to B"
    assert kept.records[objective] == "secret+"
    assert readings(day=clock.today(), limit=1) == [kept]


def test_what_was_looked_for_and_short_names_are_not_kept(world: World) -> None:
    own = record_of(OWN, "partnership")
    for path in (f"/search/?q={HIDDEN}", f"/partnership/own-partnership/?as_of=2016-11-20&reader={HIDDEN}"):
        assert world.cleared.get(path).status_code == 200
    assert [one.what for one in readings(limit=2)] == [f"GET partnership {own}", "GET search"]
    told = world.auditor.get(reverse("audit")).content.decode()
    assert HIDDEN not in told
    assert "own-partnership" not in told


def test_an_auditor_is_told_without_content_and_others_are_not(world: World) -> None:
    objective = record_of(OTHER, "objective")
    world.cleared.get(reverse("objective", args=[objective]))
    for client, code in ((world.cleared, 403), (world.coordinator, 403), (world.nobody, 303)):
        assert client.get(reverse("audit")).status_code == code
    for client in (world.auditor, world.administrator):
        text = client.get(reverse("audit"), {"record": objective, "day": clock.today().isoformat()}).content.decode()
        assert "cleared" in text
        assert "secret+" in text
        assert "hiddenword" not in text
    lines = list(told(Asked(record=objective)))
    assert {str(line.did).split()[0] for line in lines} == {"read", "recorded:"}
    assert [line.at for line in lines] == sorted((line.at for line in lines), reverse=True)


def test_an_auditor_finds_what_was_recorded_and_what_was_done_to_a_person_however_long_ago(world: World) -> None:
    page = world.auditor.get(reverse("audit"), {"record": record_of(OWN, "objective")}).content.decode()
    assert "recorded: Statement" in page
    assert "hiddenword" not in page
    person = Person.objects.get(name="cleared")
    old = datetime(2020, 2, 29, 12, tzinfo=UTC)
    Act.objects.create(at=old, by_words="the keeper", what="renamed", person=person)
    asked = {"person": person.pk, "day": "2020-02-29"}
    assert "name or language changed: cleared" in world.auditor.get(reverse("audit"), asked).content.decode()
    for day in ("0001-01-01", "9999-12-31"):
        assert "Nothing of that was kept." in world.auditor.get(reverse("audit"), {"day": day}).content.decode()


@pytest.mark.parametrize("statement", ["UPDATE reading SET what = ''", "DELETE FROM reading"])
def test_what_was_kept_stays(world: World, statement: str) -> None:
    world.cleared.get(reverse("objective", args=[record_of(OTHER, "objective")]))
    with pytest.raises(Error, match="only added to"), transaction.atomic():
        execute(statement)
