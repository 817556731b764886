"""Who replies for whom, what stands once it was recorded, and how far a role at a plan reaches."""

import html
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from servanda import register
from servanda.accounts import changes
from servanda.accounts.people import who_is
from servanda.kernel.dates import PartialDate
from servanda.kernel.identity import random_id
from servanda.kernel.standpoint import Standpoint
from servanda.ledger import clock
from servanda.meeting import Plan, Said, Wanted, adopt, look, plan, put, seat, settle
from servanda.register import Draft, Refusals
from servanda.review import Hand
from tests.access.register import OWN, cited, described, record_of
from tests.support.databases import Database, Databases
from tests.support.people import KEEPER, a_person, signed_in
from tests.support.registers import an_id, kind

HERE, PLAN, TEXT = (record_of(OWN, name) for name in ("partnership", "plan", "text"))
STATE, BODY, SOURCE = (record_of(OWN, name) for name in ("state", "body", "source"))
PROCEDURE = an_id("under silence")
WITHDRAWAL = {"act": "withdraw", "reason.lines.0.text": "wrong", "reason.lines.0.language": "en"}
NOW = datetime.now(UTC).replace(second=0, microsecond=0)


def prepare() -> None:
    """One partnership, and a text of its plan that is under silence for three days to come."""
    register.record(described(OWN), actor="tester")
    said = {"partnership": HERE, "decides": TEXT, "parties": [STATE, BODY], "expires": moment(days=3, zone=" UTC")}
    opening = Draft(kind("procedure", **said), PROCEDURE, PartialDate(moment(hours=-5)), HERE, id=an_id("opening"))
    register.record(cited(opening, OWN), actor="tester")


def moment(zone: str = "+00:00", **later: int) -> str:
    """A moment so much later than now."""
    return f"{NOW + timedelta(**later):%Y-%m-%dT%H:%M}{zone}"


@pytest.fixture
def table(databases: Databases, settings: Any) -> Iterator[Database]:
    """Give the register, with a keeper's account so that roles are asked for."""
    settings.ALLOWED_HOSTS = ["localhost"]
    with databases.fresh("sqlite", "a text under silence", prepare) as fresh:
        yield fresh


def someone(role: str, *, party: str = "", at: str = HERE) -> Client:
    """Someone who has a role, and holds the post of a party."""
    if not party:
        return signed_in(a_person(role, roles=[(role, at)]))
    desk = changes.make_post(f"Delegation {role}", KEEPER, party=party)
    changes.grant(role, desk, KEEPER, clock.today(), place=at)
    return signed_in(a_person(f"{role} of a party", posts=[desk]))


def form(name: str) -> str:
    """The address of a form."""
    return f"/record/?kind={name}&scope={HERE}"


def reply(party: str, **more: str) -> dict[str, str]:
    """An objection of a party."""
    typed = {"about": PROCEDURE, "c.party": party, "c.what": "objection", "as_of": moment(hours=-1), "source": SOURCE}
    return {**typed, "c.words.lines.0.text": "Not so.", "c.words.lines.0.language": "en", **more}


def state_of(record: str = PROCEDURE) -> str:
    """How the text stands."""
    page = signed_in(None).get(f"/procedure/{record}/").content.decode()
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def replied(party: str = STATE) -> Any:
    """The reply that is recorded of a party."""
    view = register.procedures_view(register.resolve(Standpoint()), HERE)
    return next(fact for fact in view.of_kind("reply") if fact.payload.party == party)


def test_a_delegate_replies_for_the_party_of_the_post_and_for_no_other(table: Database) -> None:
    delegate = someone("delegate", party=STATE)
    page = delegate.get(f"/procedure/{PROCEDURE}/").content.decode()
    assert f"c.party={STATE}" in page
    assert delegate.post(form("reply"), reply(BODY)).status_code == 403
    assert "1 objection" not in state_of()
    assert delegate.post(form("reply"), reply(STATE)).status_code == 303
    said = state_of()
    assert "1 objection" in said
    entry = replied().entry
    assert (entry.said_by, entry.on_behalf_of) == (STATE, "Delegation delegate")
    assert "entered here by its own seat on" in said


def test_a_delegate_without_a_post_of_a_party_speaks_for_none(table: Database) -> None:
    delegate = someone("delegate")
    assert "Object in writing" not in delegate.get(f"/procedure/{PROCEDURE}/").content.decode()
    assert delegate.post(form("reply"), reply(STATE)).status_code == 403


@pytest.mark.parametrize("role", ["chair", "coordinator"])
def test_whoever_presides_enters_the_letter_that_came_and_is_shown_to_have_done_so(table: Database, role: str) -> None:
    clerk = someone(role)
    assert clerk.post(form("reply"), reply(STATE, said_by=STATE)).status_code == 403
    assert clerk.post(form("reply"), reply(STATE)).status_code == 303
    assert replied().entry.said_by is None
    said = state_of()
    assert "entered here from the source cited on" in said
    assert f"pages: {role}" in said


def test_both_moments_of_a_reply_are_shown_and_none_is_later_than_now(table: Database) -> None:
    delegate = someone("delegate", party=STATE)
    late = delegate.post(form("reply"), reply(STATE, as_of=moment(hours=2)))
    assert "is later than now" in late.content.decode()
    assert delegate.post(form("reply"), reply(STATE, as_of=moment(hours=-3))).status_code == 303
    entered = re.search(r": received (.{10,60}?), entered here by its own seat on (.{10,60}?): pages", state_of())
    assert entered is not None
    assert entered[1] != entered[2]


def test_a_reply_is_not_taken_back_by_whoever_gave_it(table: Database) -> None:
    delegate = someone("delegate", party=STATE)
    delegate.post(form("reply"), reply(STATE))
    path = f"/fact/{replied().entry.id}/correct/"
    assert delegate.post(path, WITHDRAWAL).status_code == 403
    assert "1 objection" in state_of()
    assert someone("chair").post(path, WITHDRAWAL).status_code == 403
    coordinator = someone("coordinator")
    typed = {**WITHDRAWAL, **reply(STATE, said_by=STATE), **words("c.words", "Not at all."), "act": "correct"}
    assert coordinator.post(path, typed).status_code == 303
    said = state_of()
    assert "Not at all" in said
    assert "entered here from the source cited on" in said, "not by its own seat"
    assert withdrawn(coordinator, replied().entry.id).status_code == 303
    assert "1 objection" not in state_of()


def words(path: str, said: str) -> dict[str, str]:
    """The fields of a text."""
    return {f"{path}.lines.0.text": said, f"{path}.lines.0.language": "en"}


def put_down(tab: Client, **more: str) -> tuple[str, str]:
    """Have someone put a text of his own under silence; gives the text and the procedure."""
    text = {"about": "new", "c.number": "1", **words("c.title", "Mine"), **words("c.text", "We keep the ferry.")}
    text |= {f"c.{field}": said for field, said in more.items()}
    at = tab.post(form("text-version"), text)["Location"]
    own = re.search(r"c\.decides=(\w+)", at)
    assert own is not None
    opening = {
        "about": "new", "c.partnership": HERE, "c.decides": own[1], "c.way": "silence", "c.parties.0": STATE,
        "c.expires": moment(days=3, zone=" UTC"), "as_of": moment(minutes=-1), "source": SOURCE,
    }  # fmt: skip
    answer = tab.post(form("procedure"), opening)
    assert answer.status_code == 303, answer.content.decode()
    return own[1], answer["Location"].strip("/").split("/")[-1]


def entry_of(name: str, record: str) -> str:
    """The entry that says a kind of thing of a record, and was not taken back."""
    every = register.history(record, register.resolve(Standpoint()))
    return next(one.entry.id for one in every if one.entry.kind == name and one.known_to is None)


def withdrawn(tab: Client, entry: str) -> Any:
    """Take a statement back."""
    return tab.post(f"/fact/{entry}/correct/", WITHDRAWAL)


def test_an_author_corrects_a_text_until_it_is_put_to_decision(table: Database) -> None:
    chair = someone("chair")
    text = {"about": "new", "c.number": "1", **words("c.title", "A tpyo")}
    own = re.search(r"c\.decides=(\w+)", chair.post(form("text-version"), text)["Location"])
    assert own is not None
    said = {
        "about": own[1],
        "as_of": "2016-11-20",
        "source": SOURCE,
        "c.topic": "t",
        **words("c.text", "It is drafted."),
    }
    assert chair.post(form("statement"), said).status_code == 303
    assert withdrawn(chair, entry_of("text-version", own[1])).status_code == 303


def test_neither_the_words_nor_the_opening_of_a_text_are_changed_while_it_is_open(table: Database) -> None:
    chair, coordinator = someone("chair"), someone("coordinator")
    text, procedure = put_down(chair)
    entries = (entry_of("text-version", text), entry_of("procedure", procedure))
    for entry in entries:
        assert withdrawn(chair, entry).status_code == 403
        assert "is not decided yet" in withdrawn(coordinator, entry).content.decode()
    again = {"about": text, "c.number": "1", **words("c.title", "Mine"), **words("c.text", "We keep both.")}
    assert chair.post(form("text-version"), again).status_code == 403
    assert "is not decided yet" in coordinator.post(form("text-version"), again).content.decode()
    gone = {"about": procedure, "as_of": moment(), "source": SOURCE}
    assert chair.post(form("text-withdrawn"), gone).status_code == 303
    for entry in entries:
        assert withdrawn(chair, entry).status_code == 403, "it stands, whatever became of it"
    assert withdrawn(coordinator, entries[1]).status_code == 303


def test_no_door_closes_an_opening_or_its_text_while_it_is_open(database: Database) -> None:
    prepare()
    text = entry_of("text-version", TEXT)
    other = Draft(kind("text-version", title="Other words", number=1), TEXT, scope=HERE, id=random_id())
    by_other = [other, Draft(kind("replaces", by=other.id, reason="better"), text)]
    for drafts in ([Draft(kind("withdraws", reason="no"), an_id("opening"))], by_other, [other]):
        with pytest.raises(Refusals, match="is not decided yet"):
            register.record(drafts, actor="the command line")
    changed = Draft(kind("text-version", title="Changed", number=2, follows=TEXT), an_id("second"), scope=HERE)
    said = {"partnership": HERE, "decides": an_id("second"), "parties": [STATE], "expires": moment(days=3, zone=" UTC")}
    opening = Draft(kind("procedure", **said), an_id("again"), PartialDate(moment()), HERE, id=random_id())
    register.record([changed, *cited(opening, OWN)], actor="the command line")
    register.record(by_other, actor="the command line")  # a changed text ended it


def test_what_was_recorded_at_a_table_stands_once_the_minutes_are_adopted(table: Database) -> None:
    person = a_person("Tomas", roles=[("chair", HERE)])
    chair, coordinator = signed_in(person), someone("coordinator")
    hand = Hand(who_is(person, clock.today()).actor)
    meeting = plan(Plan(HERE, begins=f"{moment(days=-1, zone='')} UTC", parties=(STATE,), subject="Ferry"), hand)
    seat(meeting, STATE, hand, members="3")
    assert withdrawn(chair, entry_of("delegation", meeting)).status_code == 303, "nothing is adopted yet"
    seat(meeting, STATE, hand, members="4")
    put(meeting, [Wanted(subject="Letters")], hand)
    (line,) = look(meeting, register.resolve(Standpoint())).agenda.lines
    settle(meeting, line.item, Said("decided", text="They are answered."), hand)
    adopt(meeting, hand)
    decision = next(
        fact.entry.id
        for fact in register.partnership_view(HERE, register.resolve(Standpoint())).of_kind("decision")
        if "answered" in fact.payload.text.in_language("en")[0]
    )
    kinds = ("delegation", "meeting-time", "outcome", "minutes")
    for entry in (decision, *(entry_of(name, meeting) for name in kinds)):
        assert withdrawn(chair, entry).status_code == 403
    assert withdrawn(coordinator, decision).status_code == 303


def test_a_role_at_a_plan_reaches_its_texts_and_meetings_and_no_others(table: Database) -> None:
    chair = someone("chair", at=PLAN)
    _text, procedure = put_down(chair, of=PLAN)
    said = state_of(procedure)
    assert "left until it expires" in said
    page = chair.get(f"/procedure/{procedure}/").content.decode()
    assert "Extend the time" in page
    assert "Object in writing" in page, "whoever presides enters letters"
    later = {"about": procedure, "as_of": moment(), "source": SOURCE, "c.expires": moment(days=5, zone=" UTC")}
    assert chair.post(form("extension"), later).status_code == 303
    meeting = {"about": "new", "c.partnership": HERE, "as_of": "2016-11-20", "source": SOURCE}
    held = chair.post(form("meeting"), {**meeting, "c.plans.0": PLAN})
    assert held.status_code == 303
    assert chair.post(form("meeting"), meeting).status_code == 403, "it is of no plan"
    loose = {"about": "new", "c.number": "1", **words("c.title", "Of no plan")}
    assert chair.post(form("text-version"), loose).status_code == 403
    delegate = someone("delegate", party=STATE, at=PLAN)
    assert delegate.post(form("reply"), reply(STATE)).status_code == 303


def test_what_one_may_not_do_at_a_text_is_not_offered(table: Database) -> None:
    elsewhere = someone("chair", at=record_of(OWN, "package"))
    page = elsewhere.get(f"/procedure/{PROCEDURE}/").content.decode()
    assert "Extend the time" not in page
    assert "Object in writing" not in page
    later = {"about": PROCEDURE, "as_of": moment(), "source": SOURCE, "c.expires": moment(days=5, zone=" UTC")}
    assert elsewhere.post(form("extension"), later).status_code == 403
