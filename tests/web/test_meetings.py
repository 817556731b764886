"""The pages of a meeting: planned on its review, its agenda, the table, the minutes."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

import pytest
from django.test import Client

from servanda.drafting import keeping
from servanda.drafting.models import Strand
from servanda.kernel.marking import Marking
from servanda.meeting import adopt
from servanda.web.doing.drafts import Sheet
from servanda.web.permission import SETTING
from tests.support.databases import Databases
from tests.support.heard import unheard
from tests.support.meetings import items, planned, put_on, reviewed, said, sat
from tests.support.people import a_person, signed_in
from tests.support.reviewed import CHAIR, build, known, on, own_frameworks, seen
from tests.web.conftest import Pages
from tests.web.test_azerbaijani import left_in_english
from tests.web.test_reviews import words

AGENDA, TABLE, MINUTES = (f"/meeting/table-2026/{name}/" for name in ("agenda", "table", "minutes"))


def met() -> None:
    """The five rivers, reviewed, and a meeting planned on it."""
    build()
    with own_frameworks(), on("2026-06-01"):
        planned(reviewed())


@pytest.fixture
def tables(databases: Databases, client: Client, monkeypatch: pytest.MonkeyPatch) -> Iterator[Pages]:
    """Give the pages of the meeting; whoever reaches them may record."""
    monkeypatch.setenv(SETTING, "1")
    with databases.fresh("sqlite", "five rivers, meeting", met), own_frameworks(), on("2026-06-12"):
        yield Pages(client)


def meeting() -> str:
    return known("table-2026")


def by_ann(act: str, **typed: Any) -> dict[str, Any]:
    return {"act": act, "who": "Ann", **typed}


def on_agenda(pages: Pages) -> None:
    """Put all that is proposed on the agenda, and a subject."""
    keys = re.findall(r'name="matter" value="([^"]+)"', pages.get(AGENDA))
    assert pages.post(AGENDA, by_ann("put", matter=keys)).status_code == 303
    assert pages.post(AGENDA, by_ann("add", subject="A second boat")).status_code == 303


def test_a_meeting_is_planned_on_the_page_of_its_review(tables: Pages) -> None:
    page = tables.get("/review/works-review/")
    assert "The works of 2026 planned for 11 June 2026" in words(page)
    assert 'href="/review/' in page
    form = "/review/works-review/meeting/"
    assert "Plan a meeting" in words(tables.get(form))
    typed = {"subject": "The ice", "day": "2026-09-01", "begins": "09:30", "ends": "12:00", "zone": "Asia/Baku",
             "venue": "The weir", "name": "ice-table"}  # fmt: skip
    wrong = tables.post(form, by_ann("plan", **{**typed, "zone": "Nowhere/Land"}))
    assert "is no time zone" in words(wrong.content.decode())
    assert 'value="The ice"' in wrong.content.decode()
    nameless = tables.post(form, {"act": "plan", **typed})
    assert "It is not said who does it." in words(nameless.content.decode())
    done = tables.post(form, by_ann("plan", **typed))
    assert done.status_code == 303
    one = sat(known("ice-table"))
    assert done["Location"] == f"/meeting/{one.record}/agenda/"
    assert one.reviews == (known("works-review"),)
    assert set(one.parties) == {known("mirelle"), known("five-rivers")}
    assert "1 September 2026, 09:30-12:00 (Asia/Baku)" in words(tables.get("/meeting/ice-table/agenda/"))
    assert "Agenda" in words(tables.get("/meeting/ice-table/"))


def test_the_agenda_is_proposed_ticked_and_ordered_by_hand(tables: Pages) -> None:
    page = words(tables.get(AGENDA))
    assert "Where voices differ" in page
    assert "1.1: Gauges on the Aun State of the work: holder: done; secretariat: not begun" in page
    on_agenda(tables)
    gauge, bridge = known("gauge"), known("bridge")
    assert items(meeting()) == [gauge, bridge, "A second boat"]
    assert "Nothing more is proposed." in words(tables.get(AGENDA))
    first, second, third = (line.item for line in sat(meeting()).agenda.lines)
    assert tables.post(AGENDA, by_ann(f"up:{third}")).status_code == 303
    assert items(meeting()) == [gauge, "A second boat", bridge]
    tables.post(AGENDA, by_ann("order", **{f"place-{first}": "3", f"place-{second}": "2", f"place-{third}": "1"}))
    assert items(meeting()) == ["A second boat", bridge, gauge]
    tables.post(AGENDA, by_ann("order", **{f"place-{first}": "9" * 5000, f"place-{second}": "²"}))
    assert items(meeting()) == ["A second boat", bridge, gauge], "what is no place leaves it where it is"
    tables.post(AGENDA, by_ann(f"take-off:{third}"))
    assert items(meeting()) == [bridge, gauge]
    assert "Taken off A second boat" in words(tables.get(AGENDA))
    empty = tables.post(AGENDA, by_ann("put"))
    assert "No item is chosen." in words(empty.content.decode())
    # as of the day before, nothing was on it, and from there nothing is done
    before = words(tables.get(f"{AGENDA}?as_of=2026-06-11"))
    assert "Nothing is on the agenda." in before
    assert "Proposed" not in before


def test_delegations_and_time_are_recorded_as_far_as_known(tables: Pages) -> None:
    page = words(tables.get(AGENDA))
    assert "Mirelle not known not known not known" in page
    seat = {"party": known("mirelle"), "head": "Deputy minister", "members": "5"}
    assert tables.post(AGENDA, by_ann("seat", **seat)).status_code == 303
    assert tables.post(AGENDA, by_ann("seat", party=known("secretariat"), absent="1")).status_code == 303
    page = words(tables.get(AGENDA))
    assert "Mirelle Deputy minister 5 not known" in page
    assert "Secretariat has no delegation there" in page
    moved = {"day": "2026-06-20", "begins": "10:00", "ends": "", "zone": "Europe/Brussels"}
    assert tables.post(AGENDA, by_ann("time", **moved)).status_code == 303
    assert "20 June 2026, 10:00 (Europe/Brussels)" in words(tables.get(AGENDA))


def test_outcomes_are_recorded_one_item_after_another(tables: Pages) -> None:
    on_agenda(tables)
    first, second, third = (line.item for line in sat(meeting()).agenda.lines)
    page = tables.get(TABLE)
    assert "3 of 3 items are open." in words(page)
    assert "holder State of the work: done We say so." in words(page)
    wrong = tables.post(f"{TABLE}?item={first}", by_ann("settle", what="agreed", grade="state=under-way", text="Two."))
    assert "does not say why" in words(wrong.content.decode())
    assert ">Two.</textarea>" in wrong.content.decode()
    agreed = by_ann("settle", what="agreed", grade="state=under-way", reason="agreed", text="Two stand.", seen="0")
    done = tables.post(f"{TABLE}?item={first}", agreed)
    assert done.status_code == 303
    assert done["Location"].endswith(f"?item={second}#item-h")
    tables.post(f"{TABLE}?item={second}", by_ann("settle", what="not-agreed", text="Measured again."))
    last = tables.post(f"{TABLE}?item={third}", by_ann("settle", what="decided", text="A boat is bought."))
    assert last["Location"].endswith(f"?item={third}#item-h")
    page = tables.get(f"{TABLE}?item={first}")
    assert "Recorded: Grade agreed State of the work: under way Two stand." in words(page)
    assert "0 of 3 items are open." in words(page)
    tables.get(f"{TABLE}?item=nothing", 404)


def test_two_write_an_outcome_at_once_and_no_word_is_lost(tables: Pages) -> None:
    (item,) = put_on(meeting(), "A boat")
    address = f"{TABLE}?item={item}"
    tables.post(address, by_ann("draft", what="noted", text="Ann's words"))
    bo = {"act": "draft", "who": "Bo", "what": "decided", "text": "Bo's words"}
    tables.post(address, bo)
    page = words(tables.get(address))
    assert "Drafts kept beside yours" in page
    assert "Ann's words" in page
    assert "Bo's words" in tables.get(address).replace("&#x27;", "'")
    assert tables.post(address, {**bo, "act": "settle", "seen": "0"}).status_code == 303
    second = tables.post(address, by_ann("settle", what="noted", text="Ann's words, longer", seen="0"))
    shown = words(second.content.decode())
    assert "Another outcome of this item was recorded meanwhile." in shown
    assert "Recorded: Decided Bo's words" in shown
    assert "Ann's words, longer" in shown
    assert any(one.text["text"] == "Ann's words, longer" for one in keeping.kept(Sheet.place("table", meeting(), item)))
    again = tables.post(address, by_ann("settle", what="noted", text="Ann's words, longer", seen="1"))
    assert again.status_code == 303
    line = sat(meeting()).agenda.lines[0]
    assert (line.version, line.result.what if line.result else "") == (2, "noted")


def test_minutes_are_read_printed_and_adopted_once(tables: Pages) -> None:
    on_agenda(tables)
    assert "Items without an outcome: 1, 2, 3" in words(tables.get(MINUTES))
    assert 'value="adopt"' not in tables.get(MINUTES)
    said(meeting(), 1, "agreed", axis="state", grade="under-way", reason="agreed", text="Two stand.")
    said(meeting(), 2, "carried-over")
    said(meeting(), 3, "decided", text="A boat is bought.")
    page = words(tables.get(MINUTES))
    assert "Minutes: The works of 2026" in page
    assert "1. 1.1: Gauges on the Aun (State of the work)" in page
    assert "Grade agreed, State of the work: under way: Two stand." in page
    assert tables.post(MINUTES, by_ann("adopt", words="As read.")).status_code == 303
    assert adopt(meeting(), CHAIR) is None
    page = words(tables.get(MINUTES))
    assert "These minutes were adopted on 12 June 2026" in page
    assert "Adopt the minutes" not in page
    joint = seen(known("works-review")).submitted((known("gauge"), "state", "table"))
    assert joint is not None
    assert joint.payload.grade == "under-way"
    assert "Proposed" not in words(tables.get(AGENDA))
    assert "it stands as it is" in words(tables.get(TABLE))
    assert "both at the table: under way" in words(tables.get("/review/works-review/"))


def test_minutes_are_given_as_documents(tables: Pages) -> None:
    on_agenda(tables)
    for form, start in (("pdf", b"%PDF-"), ("docx", b"PK")):
        answer = tables.client.get(f"/meeting/table-2026/minutes.{form}")
        assert answer.status_code == 200
        assert answer.content.startswith(start)
        assert unquote(answer["Content-Disposition"]).endswith(f'minutes-the-works-of-2026-2026-06-12.{form}"')


def test_the_pages_of_a_meeting_are_read_in_azerbaijani(tables: Pages) -> None:
    on_agenda(tables)
    said(meeting(), 1, "noted")
    for address in (AGENDA, TABLE, MINUTES, "/review/works-review/meeting/"):
        page = tables.get(f"{address}?lang=az")
        assert (left_in_english(page), unheard(page)) == ({}, []), address


def test_nothing_is_said_of_a_meeting_to_whom_it_is_hidden(tables: Pages) -> None:
    planned(known("works-review"), "closed-table", marking=Marking.parse("restricted"))
    for name in ("agenda/", "table/", "minutes/", "minutes.pdf", ""):
        tables.get(f"/meeting/closed-table/{name}", 404)


@pytest.fixture
def people(databases: Databases) -> Iterator[None]:
    """Give the meeting to people with roles."""
    with databases.fresh("sqlite", "five rivers, meeting", met), own_frameworks(), on("2026-06-12"):
        yield


def test_chair_and_coordinator_preside_and_all_others_read(people: None) -> None:
    plan, scope = known("works-2026"), known("mirelle-rivers")
    (item,) = put_on(meeting(), "A boat")
    acts = (
        (AGENDA, {"act": "add", "subject": "Another boat"}),
        (TABLE, {"act": "settle", "what": "noted", "text": "x"}),
        (MINUTES, {"act": "adopt"}),
    )
    for role in ("delegate", "contributor", "assessor", "reader", "press-officer", "auditor"):
        client = signed_in(a_person(role, roles=[(role, plan)]))
        for address, typed in acts:
            assert "A boat" in client.get(address).content.decode()
            assert "Ask whoever gives the roles" in words(client.post(address, typed).content.decode()), (role, address)
        assert client.post(f"{TABLE}?item={item}", {"act": "draft", "text": "x"}).status_code == 403
        form = client.get("/review/works-review/meeting/").content.decode()
        assert "You cannot plan a meeting here" in form
    assert [line.results for line in sat(meeting()).agenda.lines] == [()]
    assert not Strand.objects.exists(), "nobody else leaves a draft at the table"
    elsewhere = signed_in(a_person("elsewhere", roles=[("chair", known("works-2024"))]))
    assert elsewhere.post(AGENDA, {"act": "add", "subject": "Another boat"}).status_code == 200
    chair, coordinator = (
        signed_in(a_person(name, roles=[(name, at)])) for name, at in (("chair", plan), ("coordinator", scope))
    )
    assert chair.post(AGENDA, {"act": "add", "subject": "Another boat"}).status_code == 303
    assert coordinator.post(f"{TABLE}?item={item}", {"act": "settle", "what": "noted"}).status_code == 303
    line = sat(meeting()).agenda.line(item)
    assert line is not None
    assert line.result is not None
    fact = sat(meeting()).fact(line.result.key)
    # the chair records another outcome, and does not correct the one that stands
    assert chair.post(f"/fact/{fact.entry.id}/correct/", {"act": "withdraw", "w.reason": "A slip."}).status_code == 403
    own = chair.post(f"{TABLE}?item={item}", {"act": "settle", "what": "decided", "text": "Two boats.", "seen": "1"})
    assert own.status_code == 303
    fact = sat(meeting()).fact(sat(meeting()).agenda.results[item][0].key)
    assert chair.post(f"/fact/{fact.entry.id}/correct/", {"act": "withdraw", "w.reason": "A slip."}).status_code == 403


def test_every_statement_of_a_meeting_has_its_page(tables: Pages) -> None:
    put_on(meeting(), "A boat")
    said(meeting(), 1, "decided", text="It is bought.")
    tables.post(AGENDA, by_ann("seat", party=known("mirelle"), members="none"))
    adopt(meeting(), CHAIR)
    view = sat(meeting()).view
    for name in ("meeting-time", "delegation", "agenda-item", "agenda-order", "outcome", "minutes"):
        fact = view.of_kind(name)[-1]
        tables.get(f"/fact/{fact.entry.id}/")
        tables.get(f"/fact/{fact.entry.id}/correct/")
    assert "The minutes of the meeting were adopted on 12 June 2026" in words(
        tables.get("/partnership/mirelle-rivers/")
    )
    assert "It is bought." in words(tables.get("/partnership/mirelle-rivers/"))


def test_that_no_visit_is_scheduled_is_recorded_on_the_pages(tables: Pages) -> None:
    form = f"/record/?scope={known('mirelle-rivers')}&kind=schedule"
    typed = {"about": known("mirelle-rivers"), "as_of": "2026-06-12", "source": known("letters"), "who": "Ann",
             "c.what": "visit", "c.level": "minister", "c.count.form": "none"}  # fmt: skip
    answer = tables.post(form, typed)
    assert answer.status_code == 303, words(answer.content.decode())[-3000:]
    page = words(tables.get("/partnership/mirelle-rivers/?as_of=2026-06-12"))
    assert "visits scheduled as of 12 June 2026: none" in page
    new = {"about": "new", "as_of": "2026-06-12", "source": known("letters"), "who": "Ann", "c.level": "minister",
           "c.partnership": known("mirelle-rivers"), "c.visitor": known("five-rivers"),
           "c.host": known("mirelle")}  # fmt: skip
    visit = tables.post(f"/record/?scope={known('mirelle-rivers')}&kind=visit", new)
    assert visit.status_code == 303, words(visit.content.decode())[-3000:]
    page = words(tables.get("/partnership/mirelle-rivers/?as_of=2026-06-12"))
    assert "A visit of Five Rivers to Mirelle was made on 12 June 2026" in page
