"""The access matrix: every address x every role x every marking x own and other partnership, on both databases."""

import gc
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from django.test import override_settings
from django.urls import reverse

from servanda import register
from servanda.accounts import roles
from servanda.accounts.people import who_is
from servanda.accounts.policy import views_of
from servanda.kernel.marking import ANYONE, Marking, Reader
from servanda.kernel.standpoint import Standpoint
from servanda.ledger import clock
from servanda.web.standpoint import named
from tests.access.addresses import SLOW, address, names
from tests.access.register import OTHER, OWN, build, graded, hide, hide_beside, marked, record_of
from tests.access.rules import RULES
from tests.access.telling import Answer, Told, body
from tests.access.visitors import Askings, Visitor, all_visitors, programs
from tests.support.databases import ENGINES, Databases
from tests.support.people import a_person, signed_in

Cleared = tuple[tuple[str, tuple[str, ...]], ...]
Holders = Mapping[str, Visitor]
NONE = "none"
CLEARED: Mapping[str, Cleared] = {NONE: (), "A": (("restricted", ("A",)),), "B": (("secret", ("B",)),)}
READERS: Mapping[str, Reader] = {
    NONE: ANYONE,
    "A": Reader("a", "restricted", frozenset({"A"})),
    "B": Reader("b", "secret", frozenset({"B"})),
}
PUBLIC = ("-ics", "-atom")  # feeds that are as anyone may see them, whoever asks
TWICE = ("package",)  # where one with two clearances looks by each of them
DOCUMENTS = "sqlite-A"  # where what compilers make is asked for: by the queries of the brief, which is asked for in all
DIRECTLY = (NONE, "A")  # where the answers of one are asked for again without what is hidden: of nobody, of all roles
TO_SIGN_IN = (302, 303)
# they lead on to what one may do
LEADING = frozenset(
    {"desk", "fact", "follow", "partnership", "press", "decisions", "procedure", "review", "reviews"}
    | {"plan", "package", "plan-text", "plan-succession", "plan-course", "objective-date"}
    | {"review-meeting", "meeting-agenda", "meeting-table", "meeting-minutes"}
)
EVERY = [one for place in (OWN, OTHER) for one, _drafts in marked(place)]


@dataclass
class World:
    """A register with everyone of one clearance, and what everyone was told; ``before``: without what is hidden."""

    clearance: str
    visitors: list[Visitor]
    told: Told
    before: list[Answer] = field(default_factory=list)
    otherwise: list[Any] = field(default_factory=list)  # queries to which the database gave other rows

    @property
    def reader(self) -> Reader:
        """As whom everyone reads."""
        return READERS[self.clearance]


# All roles together ask on both databases. Each by itself, and of both partnerships where that may differ, on this one:
# the policy knows nothing of databases, and nothing else of roles.
WHOLE = "sqlite"


@pytest.fixture(scope="module", params=[f"{engine}-{name}" for engine in ENGINES for name in CLEARED])
def world(request: pytest.FixtureRequest, databases: Databases, tmp_path_factory: Any) -> World:
    """Ask everyone of a clearance for every address, once; then the same register without what is hidden from them."""
    engine, clearance = request.param.split("-")
    reader, visitors, told = READERS[clearance], [], Told(both=engine == WHOLE)

    def begin() -> None:
        build(hidden=False)
        graded()
        _hide(reader.may_read)
        visitors.extend(all_visitors(CLEARED[clearance], roles.ROLES if engine == WHOLE else ()))

    template = f"the access matrix, {clearance}"
    with (
        override_settings(SERVANDA_UPLOADS=str(tmp_path_factory.mktemp("uploads"))),
        pytest.MonkeyPatch.context() as to,
    ):
        with databases.fresh(engine, template, begin):
            _hide(lambda marking: not reader.may_read(marking))
            told.one(visitors[0], "start", OWN, "/")  # what is looked up once for a database, such as its frameworks
            gc.disable()  # what is told is kept to the end, and would be gone through again and again
            try:
                told.ask(visitors, Askings(to), _names(request.param))
            finally:
                gc.enable()
            tick = register.resolve(Standpoint()).tick
            _ask_feeds(told, visitors)
            assert register.resolve(Standpoint()).tick == tick
            found = World(clearance, visitors, told)
        with databases.fresh(engine, template):
            found.otherwise = list(told.dialogue.otherwise())
            if clearance in DIRECTLY:
                first, again = visitors[0], Told()
                asked = {one.path: one for one in told.answers if one.who == first.name and _compared(one)}
                first.client.get("/")
                found.before = [again.one(first, one.name, one.place, one.path) for one in asked.values()]
    return found


def _compared(answer: Answer) -> bool:
    return RULES[answer.name].shows and answer.name not in SLOW


def _hide(may: Callable[[Marking], bool]) -> None:
    hide(may)
    hide_beside(may)


def _names(world: str) -> Iterator[str]:
    """The names that are asked for: what shows nothing, or the same to all, without clearance alone; what compilers
    make, once.
    """
    for name, rule in RULES.items():
        if name.endswith(PUBLIC) and not world.endswith(NONE):
            continue
        if (rule.shows or (rule.may and world.endswith(NONE))) and (name not in SLOW or world == DOCUMENTS):
            yield name


def _ask_feeds(told: Told, visitors: list[Visitor]) -> None:
    """Ask for the secret feeds of everyone: each is its person's own."""
    for one in visitors:
        for secret in one.feeds:
            for name in ("feed-ics", "feed-atom"):
                told.one(one, name, OWN, reverse(name, args=[secret]))


def test_every_address_has_a_rule_and_no_rule_is_left_over() -> None:
    assert sorted(RULES) == sorted(names())


def test_a_page_shows_what_the_clearance_covers_and_no_sign_of_anything_else(world: World) -> None:
    seen: set[str] = set()
    for answer in world.told.answers:
        for one in EVERY:
            # what one asks for by its identifier stands there again, and no more
            if one.is_in(answer.text, named=answer.further):
                assert world.reader.may_read(one.marking), (answer.who, answer.path, one.marking.text)
                seen.add(one.entry)
    assert seen == {one.entry for one in EVERY if world.reader.may_read(one.marking)}, "what may be seen is seen"


def test_roles_and_the_administrators_office_show_nothing_that_anyone_does_not_see(world: World) -> None:
    """Where an address leads to nothing one may do, the answer is the same for whoever reads alike."""
    first: dict[str, Answer] = {}
    for answer in world.told.answers:
        if answer.name not in LEADING and RULES[answer.name].shows and not RULES[answer.name].may:
            one = first.setdefault(answer.path, answer)
            assert (answer.status, answer.text) == (one.status, one.text), (answer.who, answer.path)


def test_a_role_opens_the_pages_it_is_for_in_its_own_partnership(world: World) -> None:
    for name, rule in RULES.items():
        for place in (OWN, OTHER) if rule.may and world.clearance == NONE else ():
            for one in world.visitors if world.told.both else ():
                status = world.told.statuses[address(name, place), one.name]
                where = record_of(place, "partnership") if rule.here else None
                kind = "statement" if name == "record" else None
                opens = one.opens(rule.may, whole=rule.whole, place=where, kind=kind)
                refused = TO_SIGN_IN if one.who is None else (403,)
                assert status in (rule.status if opens else refused), (one.name, name, place, status)


def test_without_the_hidden_statements_the_answers_are_the_same_to_the_byte_by_as_many_queries_and_rows(
    world: World,
) -> None:
    assert any(world.told.dialogue.said.values()), "the database was listened to"
    assert world.otherwise == [], "the database gave the same rows to each query that anyone's answers asked"
    after = {answer.path: answer for answer in world.told.answers if answer.who == world.visitors[0].name}
    for answer in world.before:
        assert replace(answer, further=after[answer.path].further) == after[answer.path]


@pytest.fixture(scope="module", params=ENGINES)
def holders(request: pytest.FixtureRequest, databases: Databases) -> Iterator[Holders]:
    """Give everyone of no clearance, in a register that stays open."""
    with databases.fresh(request.param):
        build()
        yield {one.name: one for one in all_visitors((), roles.ROLES)}


def test_what_is_everyones_own_or_about_signing_in_opens_whatever_role_one_has(holders: Holders) -> None:
    client = holders["contributor"].client
    for name, rule in RULES.items():
        if not rule.may and not rule.shows:
            response = client.get(address(name, OWN))
            assert response.status_code in rule.status, (name, response.status_code)


def test_whoever_is_not_signed_in_is_led_to_sign_in_where_one_must(holders: Holders) -> None:
    client = holders["nobody"].client
    for name, rule in RULES.items():
        if not (rule.may or rule.signed):
            continue
        for method in ("get", "post"):
            response = getattr(client, method)(address(name, OWN))
            assert response.status_code in TO_SIGN_IN, (name, method, response.status_code)
            assert "/account/" in response["Location"], name


def test_one_cleared_twice_reads_by_one_clearance_at_a_time_and_programs_as_their_person(holders: Holders) -> None:
    """What neither clearance covers is in no answer; a program of one partnership reads as anyone does elsewhere."""
    person = a_person("twice", cleared=(*CLEARED["A"], *CLEARED["B"]))
    readers = views_of(who_is(person, clock.today()), clock.today())
    own, whole, here = Visitor("twice", signed_in(person)), *programs(person)
    for name in TWICE:
        for place in (OWN, OTHER):
            for reader in readers:
                path = address(name, place)
                path = f"{path}{'&' if '?' in path else '?'}reader={named(reader)}"
                within = place == OWN
                for one in (own, whole, here):
                    text = body(one.client, path)[1]
                    found = {marked.marking for marked in EVERY if marked.is_in(text)}
                    sees = reader if one is not here or within else ANYONE
                    assert all(sees.may_read(marking) for marking in found), (one.name, path, found)
                    assert bool(found) == (sees != ANYONE), (one.name, path)


@pytest.mark.parametrize("role", roles.ROLES)
def test_a_role_records_in_its_own_partnership_what_it_may_and_in_the_other_nothing(
    holders: Holders, role: str
) -> None:
    client, before = holders[role].client, register.resolve(Standpoint()).tick
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
