"""Who replies for whom, what stands once it was recorded, and how far a role at a plan reaches."""

import html
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from servanda import register
from servanda.accounts import changes
from servanda.kernel.dates import PartialDate
from servanda.kernel.identity import random_id
from servanda.kernel.standpoint import Standpoint
from servanda.ledger import clock
from servanda.register import Draft, Refusals
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
    assert someone("coordinator").post(path, WITHDRAWAL).status_code == 303
    assert "1 objection" not in state_of()
