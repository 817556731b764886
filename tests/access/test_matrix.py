"""The access matrix: every address x every role x every marking x own and other partnership, on both databases."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from servanda import register
from servanda.accounts import roles
from servanda.accounts.models import Person
from servanda.accounts.people import who_is
from servanda.accounts.policy import EVERYWHERE, may, may_anywhere, views_of
from servanda.kernel.marking import Marking, Reader
from servanda.kernel.standpoint import Standpoint
from servanda.ledger import clock
from tests.access.addresses import SLOW, address, further, lists, names, of_hidden
from tests.access.register import OTHER, OWN, Matrix, build, graded, hide, hide_beside, record_of
from tests.access.rules import RULES
from tests.support.asked import asked
from tests.support.databases import ENGINES, Databases
from tests.support.people import a_person, signed_in

CLEARED = {
    "a": [("restricted", ("A",))],
    "b": [("secret", ("B",))],
    "both": [("restricted", ("A",)), ("secret", ("B",))],
}
A = Reader("a", "restricted", frozenset({"A"}))
TWICE = frozenset({"package", "objective", "search"})  # where one with two clearances looks by each of them
DOCUMENTS = "a"  # the one for whom the slow addresses are asked, too
TO_SIGN_IN = (302, 303)
# they lead on to what one may do
LEADING = frozenset(
    {"desk", "fact", "follow", "partnership", "press", "decisions", "procedure", "review", "reviews"}
    | {"plan", "package", "plan-text", "plan-succession", "plan-course", "objective-date"}
    | {"review-meeting", "meeting-agenda", "meeting-table", "meeting-minutes"}
)


class World:
    """A register with people: one for each role in one partnership, one for each clearance."""

    def __init__(self) -> None:
        self.matrix: Matrix = build(hidden=True)
        own = record_of(OWN, "partnership")
        self.holders: dict[str, Person] = {
            role.name: a_person(role.name, roles=[(role.name, "" if role.only_whole else own)])
            for role in roles.ROLES.values()
        }
        self.cleared: dict[str, Person] = {name: a_person(name, cleared=has) for name, has in CLEARED.items()}
        every = [(role.name, "" if role.only_whole else own) for role in roles.ROLES.values()]
        self.everything = a_person("everything", roles=every)


@pytest.fixture(autouse=True)
def uploads(settings: Any, tmp_path: Path) -> None:
    """Give uploads a folder of the test's own."""
    settings.SERVANDA_UPLOADS = str(tmp_path)


@pytest.fixture(scope="module", params=ENGINES)
def world(request: pytest.FixtureRequest, databases: Databases) -> Iterator[World]:
    """Give one register to all tests of this file; none of them changes it."""
    with databases.fresh(request.param):
        yield World()


def body(client: Client, path: str) -> tuple[int, str]:
    """The answer to a request, without what differs from one asking to the next, and who is signed in."""
    response = client.get(path)
    content = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
    text = content.decode("utf-8", "replace")
    text = re.sub(r'name="(?:csrfmiddlewaretoken|form)" value="\w+"|known_at=[\w%.-]+', "", text)
    return response.status_code, re.sub(r'<li><a class="self".*?</li>', "", text)


def test_every_address_has_a_rule_and_no_rule_is_left_over() -> None:
    assert sorted(RULES) == sorted(names())


@pytest.mark.parametrize("who", [*CLEARED, "nobody"])
def test_a_page_shows_what_the_clearance_covers_and_no_sign_of_anything_else(world: World, who: str) -> None:
    person = world.cleared.get(who)
    client = signed_in(person)
    readers = views_of(who_is(person, clock.today()) if person else None, clock.today())
    if person is not None:
        readers = readers[:-1]
    seen: set[str] = set()
    for name, rule in RULES.items():
        if not rule.shows or (name in SLOW and who != DOCUMENTS) or (who == "both" and name not in TWICE):
            continue
        asked = address(name, OWN if person is None or len(name) % 2 else OTHER)
        for reader in readers:
            _status, text = body(client, f"{asked}{'&' if '?' in asked else '?'}reader={reader.clearance or 'anyone'}")
            for one in world.matrix.marked:
                found = [sign for sign in one.signs if sign in text]
                assert not found or reader.may_read(one.marking), (name, one.marking.text, found)
                seen |= {one.entry} if found else set()
    readable = {one.entry for one in world.matrix.marked if any(view.may_read(one.marking) for view in readers)}
    assert seen == readable, "what may be seen is seen somewhere"


def test_all_roles_together_and_the_administrators_office_show_nothing_that_anyone_does_not_see(world: World) -> None:
    holder, nobody = signed_in(world.everything), signed_in(None)
    for name, rule in RULES.items():
        for place in (OWN if len(name) % 2 else OTHER,) if rule.shows and name not in SLOW else ():
            status, text = body(holder, address(name, place))
            assert not [sign for one in world.matrix.marked for sign in one.signs if sign in text], (name, place)
            for path in further(name, place):  # what is asked for by its identifier stands there again, and no more
                told = body(holder, path)[1]
                assert not [one.words for one in world.matrix.marked if one.words in told], path
                assert not [one.figure for one in world.matrix.marked if one.figure in told], path
            if not rule.may and name not in LEADING:
                assert (status, text) == body(nobody, address(name, place)), (name, place)


@pytest.mark.parametrize("role", roles.ROLES)
def test_a_role_opens_the_pages_it_is_for_in_its_own_partnership(world: World, role: str) -> None:
    client, who = signed_in(world.holders[role]), who_is(world.holders[role], clock.today())
    for name, rule in RULES.items():
        for place in (OWN, OTHER) if rule.may else ():
            response = client.get(address(name, place))
            kind = "statement" if name == "record" else None
            opens = may_anywhere(who, rule.may, clock.today(), kind)
            if rule.whole:
                opens = may(who, rule.may, EVERYWHERE, clock.today()).allowed
            if rule.here and place == OTHER:
                opens = opens and roles.ROLES[role].only_whole
            assert response.status_code in (rule.status if opens else (403,)), (name, place, response.status_code)


def test_what_is_everyones_own_or_about_signing_in_opens_whatever_role_one_has(world: World) -> None:
    client = signed_in(world.holders["contributor"])
    for name, rule in RULES.items():
        if not rule.may and not rule.shows:
            response = client.get(address(name, OWN))
            assert response.status_code in rule.status, (name, response.status_code)


def test_whoever_is_not_signed_in_is_led_to_sign_in_where_one_must(world: World) -> None:
    client = signed_in(None)
    for name, rule in RULES.items():
        if not (rule.may or rule.signed):
            continue
        for method in ("get", "post"):
            response = getattr(client, method)(address(name, OWN))
            assert response.status_code in TO_SIGN_IN, (name, method, response.status_code)
            assert "/account/" in response["Location"], name


@pytest.mark.parametrize("role", roles.ROLES)
def test_a_role_records_in_its_own_partnership_what_it_may_and_in_the_other_nothing(world: World, role: str) -> None:
    client, before = signed_in(world.holders[role]), register.resolve(Standpoint()).tick
    for place in (OWN, OTHER):
        for path in (address("record", place), address("correct", place)):
            response = client.post(path, _statement(place))
            may_here = place == OWN and (roles.CORRECT if "correct" in path else roles.RECORD) in roles.ROLES[role].acts
            assert response.status_code == (200 if may_here else 403), (place, path, response.status_code)
    assert register.resolve(Standpoint()).tick == before, "the forms lack a date that is one: nothing was recorded"


def _statement(place: str) -> dict[str, str]:
    """A form that the rules are asked about, and that the register would not take."""
    return {
        "c.topic": "t",
        "c.text.lines.0.text": "words",
        "c.text.lines.0.language": "en",
        "about": record_of(place, "objective"),
        "as_of": "2999-01-01",
        "source": record_of(place, "source"),
        "reason.lines.0.text": "why",
        "reason.lines.0.language": "en",
        "c.total.form": "exact",
        "c.total.number": "42",
    }


@pytest.mark.parametrize("engine", ENGINES)
def test_without_the_hidden_statements_the_answers_are_the_same_to_the_byte_by_as_many_queries_and_rows(
    databases: Databases, engine: str
) -> None:
    with databases.fresh(engine):
        build(hidden=False)
        graded()
        every = [(role.name, "" if role.only_whole else record_of(OWN, "partnership")) for role in roles.ROLES.values()]
        person = a_person("e", roles=every, cleared=CLEARED["a"])
        before = {"nobody": _answers(signed_in(None))}
        _hide(A.may_read)
        before["everything"] = _answers(signed_in(person))
        _hide(lambda marking: not A.may_read(marking))
        after = {"nobody": _answers(signed_in(None)), "everything": _answers(signed_in(person))}
        for who, answers in before.items():
            for key, answer in answers.items():
                assert answer == after[who][key], (who, key)


def _hide(may: Callable[[Marking], bool]) -> None:
    hide(may)
    hide_beside(may)


def _answers(client: Client) -> dict[tuple[str, str], tuple[Any, ...]]:
    """The status and the body of every address that shows, and how many queries and rows it took."""
    client.get("/")
    found = {}
    for name, rule in RULES.items():
        place = OWN if len(name) % 2 else OTHER
        shown = (address(name, place), *further(name, place), *lists(name, place)) if name not in SLOW else ()
        for path in (*shown, *of_hidden(name, place)) if rule.shows else ():
            with asked() as taken:
                status, text = body(client, path)
            found[name, path] = (status, text, taken.queries, taken.rows)
    return found
