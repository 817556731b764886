"""The course of a plan, what became of the objectives before it, and dates that are put off, on the pages."""

import html
import re
from collections.abc import Iterator

import pytest
from django.test import Client

from servanda import register
from servanda.exchange.registerfile.load import load
from servanda.kernel.identity import random_id
from servanda.kernel.marking import Marking, Reader
from servanda.kernel.standpoint import Standpoint
from servanda.kernel.succession import Table, succession
from servanda.plans import find_plan, succeed
from servanda.register import Draft
from servanda.review import Hand
from servanda.web.permission import SETTING
from tests.support.databases import Databases
from tests.support.heard import unheard
from tests.support.people import a_person, signed_in
from tests.support.registers import kind
from tests.support.reviewed import known
from tests.web.conftest import Pages
from tests.web.test_azerbaijani import left_in_english

FILE = """
servanda: 1
register: tarn
scope: tarn
language: en
entered: 2026-01-10
records:
  tarn: {partnership: {parties: [aldmoor, brenn]}, name: Tarn Compact}
  aldmoor: {party: state, name: Aldmoor}
  brenn: {party: state, name: Brenn}
  first: {plan: {framework: parp, partnership: tarn, period: 2020/2021}}
  second: {plan: {framework: parp, partnership: tarn, period: 2022/2023, follows: first}}
  old: {plan: {framework: parp, partnership: tarn, period: 2024/2025}}
  next: {plan: {framework: parp, partnership: tarn, period: 2026/2027, follows: old}}
  o1: {objective: {of: old, code: "1", text: Gauges}}
  o2: {objective: {of: old, code: "2", text: Ladders}}
  o3: {objective: {of: old, code: "3", text: Bridges}}
  o4: {objective: {of: old, code: "4", text: Ferries}}
  n1: {objective: {of: next, code: "1", text: Gauges kept, continues: o1, target: 2026-06}}
  n2: {objective: {of: next, code: "2", text: Ladders and bridges}}
sources:
  letters: {publisher: Compact, title: Letters, language: en, published: 2026-01-10}
facts:
  - {step: second, is: in-force, as_of: 2022-01-05, source: letters}
  - {step: old, is: in-force, as_of: 2024-01-05, source: letters}
  - {step: next, is: drafted, as_of: 2026-01-05, source: letters}
"""


@pytest.fixture
def tarn(
    databases: Databases, client: Client, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Pages]:
    """Give the pages of a plan that follows on another; whoever reaches them may record."""
    monkeypatch.setenv(SETTING, "1")
    path = tmp_path_factory.mktemp("tarn") / "tarn.yaml"
    path.write_text(FILE, encoding="utf-8")
    with databases.fresh("sqlite", "tarn", lambda: load(path, frameworks=register.frameworks())):
        yield Pages(client)


def words(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<svg.*?</svg>|<[^>]+>", " ", page, flags=re.S)).split())


def table() -> Table:
    at = register.resolve(Standpoint())
    found = succession(register.succession_view([known("next"), known("old")], at), known("next"))
    assert found is not None
    return found


def test_a_plan_says_what_may_happen_next_who_does_it_and_what_blocks_it(tarn: Pages) -> None:
    page = words(tarn.get("/plan/next/"))
    assert "It stands at: drafted." in page
    assert "Consulted on Acts: Chair, Coordinator. Held back: no meeting on the plan has been held" in page
    course = words(tarn.get("/plan/old/course/"))
    assert "It stands at: in force." in course
    assert "It came to the step needed Prolonged Concluded Lapsed" in course
    assert "In force 5 January 2024 it stands here" in course


def test_a_plan_is_taken_further_and_what_is_held_back_is_refused_with_the_reason(tarn: Pages) -> None:
    address = "/plan/old/course/"
    assert tarn.post(address, {"step": "concluded", "who": "Ann", "words": "All said."}).status_code == 303
    assert "It stands at: concluded." in words(tarn.get(address))
    page = tarn.get("/plan/next/course/")
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', tarn.get("/reviews/"))
    assert token is not None
    sent = {"csrfmiddlewaretoken": token[1], "who": "Ann"}
    held = tarn.client.post("/plan/next/course/", {**sent, "step": "consulted"}).content.decode()
    assert "It is held back: no meeting on the plan has been held since the step began." in words(held)
    far = tarn.client.post("/plan/next/course/", {**sent, "step": "approved"}).content.decode()
    assert "cannot come to the step 'approved' from where it stands" in words(far)
    assert "It stands at: drafted." in words(page)


def test_each_objective_is_accounted_for_and_none_that_is_dropped_counts_as_done(tarn: Pages) -> None:
    address = "/plan/next/succession/"
    page = words(tarn.get(address))
    assert "Objectives that are known: 4 of PARP, 2024-2025, 2 of this one." in page
    assert "Their numbers say nothing of how many were done" in page
    # what an objective says that it continues counts, and says that nobody gave a reason
    assert table().counts == {"carried": (1, 1)}
    merged = {"became": "merged", "before": [known("o2"), known("o3")], "after": [known("n2")], "reason": "One work."}
    assert tarn.post(address, {**merged, "who": "Ann"}).status_code == 303
    dropped = {"became": "dropped", "before": [known("o4")], "reason": "No ferry runs.", "when": "2026-02-01"}
    assert tarn.post(address, {**dropped, "who": "Ann"}).status_code == 303
    assert table().counts == {"carried": (1, 1), "merged": (2, 1), "dropped": (1, 0)}
    assert (table().unsaid_before, table().unsaid_after) == ((), ())
    said = words(tarn.get(address))
    assert "dropped none No ferry runs." in said
    assert "All are accounted for." in said
    brief = words(tarn.get("/plan/next/"))
    assert "merged: 2 and dropped: 1; what is dropped is not said to be done" in brief
    assert "completed" not in said.lower()


def test_of_two_plans_without_a_known_objective_that_is_said_and_no_form_is_drawn(tarn: Pages) -> None:
    page = tarn.get("/plan/second/succession/")
    assert "No objective of either is known." in words(page)
    assert "accounted for" not in page
    assert "<form" not in page.partition("<main")[2]


def test_where_all_is_said_no_form_is_drawn(tarn: Pages) -> None:
    address = "/plan/next/succession/"
    new = find_plan("next", register.resolve(Standpoint()))
    for old in ("o2", "o3", "o4"):
        succeed(new, "dropped", [known(old)], [], "No money.", Hand("the chair"))
    succeed(new, "new", [], [known("n2")], "Asked for.", Hand("the chair"))
    page = tarn.get(address)
    assert words(page).count("All are accounted for.") == 2
    assert 'name="became"' not in page


def test_what_does_not_fit_is_said_and_what_was_ticked_stays(tarn: Pages) -> None:
    address = "/plan/next/succession/"
    wrong = {"became": "split", "before": [known("o2")], "after": [known("n2")], "reason": "x", "who": "Ann"}
    page = tarn.post(address, wrong).content.decode()
    assert "carried is one to one, split one to several" in words(page)
    assert page.count(" checked") == 2
    bare = tarn.post(address, {**wrong, "reason": ""}).content.decode()
    assert "It is not said why." in words(bare)
    assert "It follows on no other" in words(tarn.get("/plan/old/succession/"))


def test_a_date_is_put_off_with_both_dates_kept_and_counted(tarn: Pages) -> None:
    address = "/objective/n1/date/"
    assert "Due: June 2026." in words(tarn.get(address))
    first = {"to": "2026-12", "reason": "Floods.", "who": "Ann", "when": "2026-03-01"}
    assert tarn.post(address, first).status_code == 303
    assert tarn.post(address, {**first, "to": "2027-03", "when": "2026-09-01"}).status_code == 303
    said = words(tarn.get(address))
    assert "Due: March 2027. It was put off 2 times." in said
    assert "due December 2026 , before June 2026" in said
    moved = words(tarn.get("/plan/next/dates/"))
    assert "put off 2 times" in moved
    earlier = tarn.post(address, {**first, "to": "2026-01"}).content.decode()
    assert "2026-01 is not later than 2027-03." in words(earlier)


def test_whoever_has_no_role_may_do_none_of_it_and_is_told_why(
    databases: Databases, tarn: Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(SETTING)
    client = signed_in(a_person("Bo Reader", roles=[("contributor", "")]))
    page = words(client.get("/plan/old/course/").content.decode())
    assert "Why you cannot" in page
    assert "Who acts here holds the role: " in page
    refused = client.post("/plan/old/course/", {"step": "lapsed"}).content.decode()
    assert "Who acts here holds the role" in words(refused)
    assert "Record it" not in words(client.get("/plan/next/succession/").content.decode())
    assert 'name="to"' not in client.get("/objective/n1/date/").content.decode()


def test_a_plan_on_its_way_is_on_the_desk_of_whoever_may_take_it_further(tarn: Pages) -> None:
    place = known("tarn")
    said = words(signed_in(a_person("Cem", roles=[("chair", place)])).get("/desk/").content.decode())
    assert "Take it to its next step It stands at: drafted. It may come to: consulted on." in said
    assert "In the way: Consulted on: no meeting on" in said
    other = words(signed_in(a_person("Dan", roles=[("contributor", place)])).get("/desk/").content.decode())
    assert "Take it to its next step" not in other


def test_the_pages_are_in_azerbaijani_too(tarn: Pages) -> None:
    addresses = ("/plan/next/course/", "/plan/old/course/", "/plan/next/succession/", "/objective/n1/date/")
    for address in (*addresses, "/plan/second/succession/", "/plan/next/"):
        page = tarn.get(f"{address}?lang=az")
        assert left_in_english(page) == {}
        assert unheard(page) == []


def test_objectives_of_other_plans_are_refused_and_marked_ones_are_named_to_their_readers_alone(tarn: Pages) -> None:
    address = "/plan/next/succession/"
    foreign = {"became": "dropped", "before": [known("n1")], "reason": "Guessed.", "who": "Ann"}
    refused = tarn.post(address, foreign).content.decode()
    assert "is not of this plan, or of the one before it" in words(refused)
    scope, plan = known("tarn"), known("old")
    hidden = Draft(
        kind("objective", of=plan, code="5", text="Sluices"), random_id(), scope=scope, marking=Marking.parse("secret")
    )
    register.record([hidden], actor="tester")
    cleared = Reader("cleared", "secret")
    new = find_plan("next", register.resolve(Standpoint(reader=cleared)))
    succeed(new, "dropped", [hidden.about], [], "Not wanted.", Hand("the chair", reader=cleared))
    before = words(tarn.get(address))
    assert "Not wanted" not in before
    assert "4 of PARP, 2024-2025" in before
