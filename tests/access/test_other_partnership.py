"""Naming one's own partnership reaches no record of another: every kind, about each record that it may be about."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from servanda import register
from servanda.accounts import changes, roles
from servanda.kernel.dates import PartialDate
from servanda.kernel.identity import random_id
from servanda.kernel.marking import Marking
from servanda.kernel.standpoint import Standpoint
from servanda.kinds import INTRODUCING, KINDS
from servanda.register import Draft, Refusals
from servanda.web.forms import kindwords, writing
from tests.access.register import OTHER, OWN, cited, described, record_of
from tests.support.databases import Database, Databases
from tests.support.people import KEEPER, a_person, signed_in
from tests.support.registers import an_id, kind

HERE, THERE = record_of(OWN, "partnership"), record_of(OTHER, "partnership")
RECORDS = {
    "plan": "plan", "package": "package", "objective": "objective", "indicator": "indicator", "review": "review",
    "meeting": "meeting", "visit": "visit", "decision": "decision", "procedure": "procedure", "text": "text-version",
    "line": "press-line", "partnership": "partnership",
}  # fmt: skip
LATER = "2999-01-01T00:00 UTC"
STATE = record_of(OWN, "state")
# of each kind, something that the register takes
SAID: dict[str, dict[str, Any]] = {
    "partnership": {"parties": [STATE, record_of(OWN, "body")]},
    "plan": {"framework": "ogp-action-plan", "partnership": HERE},
    "package": {"framework": "ogp-action-plan", "partnership": HERE},
    "objective": {"of": record_of(OWN, "package"), "text": "mine"},
    "indicator": {"of": record_of(OWN, "objective")},
    "step": {"step": "in-force"},
    "tally": {"total": 5},
    "assessment": {"axis": "completion", "track": "self", "grade": "limited"},
    "progress": {"percent": "50"},
    "result": {"figure": "5"},
    "involvement": {"party": STATE},
    "cumulative": {"count": 5},
    "choice": {"question": "total", "source": record_of(OWN, "source"), "reason": "mine"},
    "review": {"framework": "ogp-action-plan", "partnership": HERE},
    "meeting": {"partnership": HERE},
    "visit": {"partnership": HERE},
    "decision": {"partnership": HERE, "text": "mine"},
    "text-version": {"title": "mine", "number": 2},
    "procedure": {"partnership": HERE, "decides": record_of(OWN, "text"), "parties": [STATE], "expires": LATER},
    "reply": {"party": STATE, "what": "objection"},
    "extension": {"expires": LATER},
    "text-withdrawn": {},
    "announcement": {"result": "broken", "decided": "2016-11-16"},
    "press-line": {"partnership": HERE, "text": "mine", "clearers": ["Press"]},
    "line-cleared": {"clearer": "Everything", "what": "cleared"},
    "statement": {"topic": "t", "text": "mine"},
    "name": {"text": "mine", "language": "en"},
    "began": {},
    "ended": {},
    "schedule": {"what": "visit", "count": 5},
    "arrangement": {"what": "t", "text": "mine"},
    "joined": {"framework": "ogp-action-plan"},
}


def prepare() -> None:
    """Two partnerships alike, each with an indicator."""
    register.record([draft for place in (OWN, OTHER) for draft in described(place)], actor="tester")
    for place in (OWN, OTHER):
        scope, own = record_of(place, "partnership"), record_of(place, "indicator")
        what = Draft(kind("indicator", of=record_of(place, "objective"), measures="m"), own, scope=scope)
        result = Draft(kind("result", figure="5"), own, None, scope, id=an_id(f"{place} result"))
        register.record([what, *cited(result, place)], actor="tester")


@pytest.fixture(scope="module")
def tab(databases: Databases) -> Iterator[Client]:
    """Give the browser of someone who holds every role in one partnership, and the post of its state."""
    with databases.fresh("sqlite", "two partnerships with indicators", prepare):
        yield of_all_roles()


@pytest.fixture(autouse=True)
def here(settings: Any) -> None:
    """Have the pages served by this machine's name."""
    settings.ALLOWED_HOSTS = ["localhost"]


def of_all_roles() -> Client:
    """Someone who holds every role in one partnership, and the post of its state."""
    desk = changes.make_post("Delegation", KEEPER, party=STATE)
    every = [(role.name, HERE) for role in roles.ROLES.values() if not role.only_whole]
    return signed_in(a_person("Everything", roles=every, posts=[desk]))


def form(name: str, about: str, **said: Any) -> dict[str, str]:
    """What is typed to say something of a kind about a record."""
    content = kind(name, **{**SAID[name], **said})
    typed = {"about": about, "source": record_of(OWN, "source"), "as_of": "2016-11-16"}
    typed["as_of"] += "T10:00Z" if content.timed else ""
    return {**typed, **dict(flat("c", writing.tree_of(content)))}


def flat(path: str, node: Any) -> Iterator[tuple[str, str]]:
    """The fields of a form, by their paths."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield from flat(f"{path}.{key}", value)
    elif isinstance(node, list):
        for place, value in enumerate(node):
            yield from flat(f"{path}.{place}", value)
    else:
        yield path, str(node)


def address(name: str) -> str:
    """The form of a kind, of one's own partnership."""
    return f"/record/?kind={name}&scope={HERE}"


def tick() -> int:
    """How much is recorded."""
    return register.resolve(Standpoint()).tick


def may_be_about(name: str, record: str) -> bool:
    """Whether a kind may be about one of the records."""
    allowed = KINDS[name].about
    return not allowed or RECORDS[record] in allowed


def test_something_is_said_of_every_kind_that_may_be_about_a_record_of_a_partnership() -> None:
    expected = {name for name in kindwords.RECORDABLE if any(may_be_about(name, record) for record in RECORDS)}
    assert expected - SAID.keys() == set()


@pytest.mark.parametrize("name", SAID)
def test_no_kind_is_recorded_about_a_record_of_another_partnership(tab: Client, name: str) -> None:
    before = tick()
    for record in RECORDS:
        if may_be_about(name, record):
            typed = form(name, record_of(OTHER, record))
            assert tab.post(address(name), typed).status_code == 403, record
    assert tick() == before
    own = next((record for record in RECORDS if may_be_about(name, record)), None)
    if own is not None and name not in INTRODUCING:
        answer = tab.post(address(name), form(name, record_of(OWN, own)))
        assert answer.status_code == 303, answer.content.decode()


REACHES = [
    ("procedure", {"decides": record_of(OTHER, "text")}),
    ("procedure", {"partnership": THERE}),
    ("text-version", {"follows": record_of(OTHER, "text")}),
    ("text-version", {"of": record_of(OTHER, "plan")}),
    ("meeting", {"plans": [record_of(OTHER, "package")]}),
    ("meeting", {"plans": [record_of(OWN, "package"), record_of(OTHER, "review")]}),
    ("review", {"plans": [record_of(OTHER, "plan")]}),
    ("press-line", {"follows": record_of(OTHER, "line")}),
    ("press-line", {"agreed_in": record_of(OTHER, "procedure")}),
    ("indicator", {"of": record_of(OTHER, "objective")}),
]


@pytest.mark.parametrize(("name", "said"), REACHES)
def test_nothing_new_reaches_into_another_partnership(tab: Client, name: str, said: dict[str, Any]) -> None:
    before = tick()
    assert tab.post(address(name), form(name, "new", **said)).status_code == 403
    assert tick() == before
    own = {field: _own(value) for field, value in said.items()}
    assert tab.post(address(name), form(name, "new", **own)).status_code == 303


def _own(value: Any) -> Any:
    """The same of one's own partnership."""
    if isinstance(value, list):
        return [_own(one) for one in value]
    return next((record_of(OWN, name) for name in (*RECORDS, "partnership") if value == record_of(OTHER, name)), value)


def test_a_record_that_one_may_not_see_is_answered_for_as_one_that_is_not_there(tab: Client) -> None:
    secret = Marking.parse("secret to B")
    for place, scope in ((OWN, HERE), (OTHER, THERE)):
        for name in ("meeting", "visit"):
            payload = kind(name, partnership=scope, subject="hidden")
            own = an_id(f"{place} hidden {name}")
            fact = Draft(payload, own, PartialDate("2016-11-15"), scope, marking=secret, id=random_id())
            register.record(cited(fact, place), actor="tester")
    before = tick()
    for name in ("statement", "meeting", "name"):
        absent = tab.post(address(name), form(name, "0" * 32))
        assert absent.status_code == 200
        for place in (OWN, OTHER):
            own = an_id(f"{place} hidden meeting")
            hidden = tab.post(address(name), form(name, own))
            assert hidden.status_code == 200
            assert _bare(hidden).replace(own, "0" * 32) == _bare(absent), (name, place)
    reaching = form("meeting", "new", plans=[an_id("OTHER hidden visit")])
    assert tab.post(address("meeting"), reaching).status_code == 200
    assert tick() == before


def _bare(answer: Any) -> str:
    """A page without what differs from one asking to the next."""
    return re.sub(r'name="(?:csrfmiddlewaretoken|form)" value="\w+"|known_at=[\w%.-]+', "", answer.content.decode())


def test_no_door_takes_what_is_said_in_one_partnership_of_a_text_of_another(database: Database) -> None:
    prepare()
    there = {name: record_of(OTHER, name) for name in ("procedure", "meeting", "review", "line", "text", "plan")}
    for name, about, said in (
        ("reply", there["procedure"], {}),
        ("extension", there["procedure"], {}),
        ("procedure", there["procedure"], {}),
        ("procedure", an_id("new"), {"decides": there["text"]}),
        ("text-version", an_id("new"), {"follows": there["text"]}),
        ("text-version", an_id("new"), {"of": there["plan"]}),
        ("meeting", there["meeting"], {}),
        ("meeting", an_id("new"), {"plans": [there["plan"]]}),
        ("line-cleared", there["line"], {}),
    ):
        when = PartialDate("2016-11-16T10:00Z")
        fact = Draft(kind(name, **{**SAID[name], **said}), about, when, HERE, id=random_id())
        with pytest.raises(Refusals, match="belongs to another partnership"):
            register.record(cited(fact, OWN), actor="the command line")
    joined = Draft(kind("same-as", other=there["procedure"]), record_of(OWN, "procedure"), scope=HERE)
    with pytest.raises(Refusals, match="belongs to another partnership"):
        register.record([joined], actor="the command line")


def test_an_open_text_gets_no_words_back_and_loses_no_source_by_way_of_what_closes(sqlite_database: Database) -> None:
    register.record(described(OWN), actor="tester")
    opening = an_id("an opening")
    first, second, corrects, cites = (an_id(f"open text {name}") for name in ("first", "second", "corrects", "cites"))
    versions = [Draft(kind("text-version", title="t", number=2, text=own), an_id("words"), scope=HERE, id=own)
                for own in (first, second)]  # fmt: skip
    corrected = Draft(kind("replaces", by=second, reason="misread"), first, id=corrects)
    said = {**SAID["procedure"], "decides": an_id("words")}
    opened = Draft(kind("procedure", **said), opening, PartialDate("2016-11-16T10:00Z"), HERE, id=an_id("opened"))
    cited_to = Draft(kind("citation", source=record_of(OWN, "source")), an_id("opened"), id=cites)
    register.record([*versions, corrected, opened, cited_to], actor="tester")
    before = tick()
    for entry in (second, corrects, an_id("opened"), cites):
        with pytest.raises(Refusals, match="not decided yet"):
            register.record([Draft(kind("withdraws", reason="to be changed unseen"), entry)], actor="someone")
    assert tick() == before


def test_a_plan_that_is_named_in_another_partnership_is_called_so_in_lists_as_on_its_page(
    sqlite_database: Database, settings: Any
) -> None:
    settings.ALLOWED_HOSTS = ["localhost"]
    register.record([*described(OWN), *described(OTHER)], actor="tester")
    package, tab = record_of(OWN, "package"), signed_in(None)
    tales = [
        (HERE, {"text": "Paper of the two", "language": "en"}, ""),
        (THERE, {"text": "Charter of the two", "language": "en"}, ""),
        (THERE, {"text": "Hidden of the two", "language": "en"}, "secret to B"),
    ]
    for scope, said, marking in reversed(tales):
        marked = Marking.parse(marking) if marking else None
        register.record([Draft(kind("name", **said), package, scope=scope, marking=marked)], actor="tester")
        page = tab.get(f"/package/{package}/").content.decode()
        lists = [
            tab.get(f"/items/items.csv?plan={package}{columns}").content.decode() for columns in ("", "&columns=list")
        ]
        for name in ("Paper", "Charter", "Hidden"):
            heading = f"{name} of the two</h1>" in page
            assert [f"{name} of the two" in told for told in lists] == [heading, heading], name
        assert marking or "Charter of the two</h1>" in page or "Paper of the two</h1>" in page
