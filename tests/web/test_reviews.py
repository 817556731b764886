"""The pages of a review, and the answers given on them."""

import html
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from servanda import register
from servanda.accounts import changes
from servanda.accounts.changes import By
from servanda.accounts.people import who_is
from servanda.drafting import keeping
from servanda.kernel.dates import PartialDate
from servanda.kernel.identity import random_id
from servanda.ledger import clock
from servanda.register import Draft
from servanda.review import Hand, lock, move, send_back
from servanda.web.doing.drafts import Sheet
from servanda.web.permission import SETTING
from tests.support.databases import Database, Databases
from tests.support.heard import unheard
from tests.support.people import a_person, signed_in
from tests.support.registers import kind
from tests.support.reviewed import CHAIR, STAFF, answered, build, known, opened, own_frameworks, seen
from tests.web.conftest import Pages
from tests.web.test_azerbaijani import left_in_english


def begun() -> None:
    """The five rivers with a review that has begun."""
    build()
    with own_frameworks():
        opened()


@pytest.fixture
def rivers(databases: Databases, client: Client, monkeypatch: pytest.MonkeyPatch) -> Iterator[Pages]:
    """Give the pages of the review; whoever reaches them may record."""
    monkeypatch.setenv(SETTING, "1")
    with databases.fresh("sqlite", "five rivers, begun", begun), own_frameworks():
        yield Pages(client)


def words(page: str) -> str:
    """What a page says, without its drawings."""
    plain = re.sub(r"<svg.*?</svg>|<[^>]+>", " ", page, flags=re.S)
    return " ".join(html.unescape(plain).split())


def review() -> str:
    return known("works-review")


def address(work: str, track: str = "holder") -> str:
    return f"/review/works-review/answers/{work}/?track={track}"


def grade_of(work: str, track: str) -> str | None:
    fact = seen(review()).submitted((known(work), "state", track))
    return fact.payload.grade if fact is not None else None


def test_a_review_tells_its_steps_what_is_next_and_what_blocks_it(rivers: Pages) -> None:
    page = rivers.get("/review/works-review/")
    said = words(page)
    assert "The River Compact review of 2026-2027" in said
    assert "Open now: holders report." in said
    assert "Acts: Contributor. Answers: holder." in said
    assert "Close: holders report Acts: Contributor. Held back: answers still missing or sent back: 3" in said
    assert "Water Office holder 2 0 0 2" in said
    assert "No two voices differ." in said
    assert 'aria-current="step"' in page
    # seen from the past, nothing is done; before it began it is not there
    rivers.get("/review/works-review/?as_of=2026-01-01", 404)


def test_what_holds_a_step_back_leads_to_the_form_that_it_waits_for(rivers: Pages) -> None:
    for step in ("at-the-table", "adoption"):
        move(review(), step, "open", CHAIR, even_so=True)
    page = html.unescape(rivers.get("/review/works-review/"))
    record, plan = f"/record/?scope={known('mirelle-rivers')}", known("works-2026")
    held = f"{record}&kind=meeting&c.frameworks=five-rivers&c.plans.0={plan}"
    assert f'href="{held}">Record the meeting</a>' in page
    assert f'href="{record}&kind=text-version&c.of={plan}">Put a text to decision</a>' in page
    assert "Decided by: silence." in words(page)


def test_an_answer_is_given_confirmed_and_stands(rivers: Pages) -> None:
    listed = words(rivers.get("/review/works-review/answers/"))
    assert "0 of 3 answered. What was said last time counts as unanswered until it is confirmed." in listed
    assert "Last time, 20 November 2025, State of the work: under way. Two of four gauges stand." in listed
    form = rivers.get(address("gauge"))
    assert "It counts as unanswered until it is confirmed." in words(form)
    done = rivers.post(address("gauge"), {"act": "confirm", "who": "Ann"})
    assert done.status_code == 303
    assert done["Location"].endswith(f"track=holder#o-{known('gauge')}")
    assert grade_of("gauge", "holder") == "under-way"
    assert "answered; State of the work: under way (as last time)" in words(rivers.get("/review/works-review/answers/"))
    typed = {
        "act": "submit",
        "who": "Ann",
        "grade-state": "done",
        "reasoning": "The weir is cut.",
        "evidence": "Photos.",
    }
    assert rivers.post(address("ladder"), typed).status_code == 303
    assert grade_of("ladder", "holder") == "done"
    again = rivers.client.get(address("ladder")).content.decode()
    assert "No answer of this voice is taken now." in words(again)
    assert "data-draft" not in again


def test_an_answer_sent_again_because_its_acknowledgement_was_lost_is_acknowledged_again(rivers: Pages) -> None:
    page = rivers.get(address("ladder"))
    form = re.search(r'name="form" value="(\w+)"', page)
    assert form is not None
    typed = {"act": "submit", "who": "Ann", "grade-state": "done", "reasoning": "The weir is cut.", "form": form[1]}
    token = {"csrfmiddlewaretoken": re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[0]}
    for _ in range(2):
        assert rivers.client.post(address("ladder"), {**token, **typed}).status_code == 303
    assert len(seen(review()).course.voices[known("ladder"), "state", "holder"]) == 1
    other = rivers.client.post(address("ladder"), {**token, **typed, "reasoning": "Not yet."})
    assert "This voice has answered in the review already" in words(other.content.decode())
    # from the list, last time's answer
    again = {**token, "act": "confirm", "who": "Ann", "form": "f" * 32, "objective": known("gauge")}
    for _ in range(2):
        assert rivers.client.post("/review/works-review/answers/", again).status_code == 303
    assert grade_of("gauge", "holder") == "under-way"


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(rivers: Pages) -> None:
    bare = rivers.post(address("ladder"), {"act": "submit", "who": "Ann", "reasoning": "Long words."})
    assert bare.status_code == 200
    assert "No grade is given." in words(bare.content.decode())
    assert ">Long words.</textarea>" in bare.content.decode()
    nameless = rivers.post(address("ladder"), {"act": "submit", "grade-state": "done"})
    assert "It is not said who answers." in words(nameless.content.decode())
    rivers.get(address("aun"), 404)
    rivers.get(address("old-gauge"), 404)


def test_a_draft_is_kept_and_two_who_type_at_once_lose_no_word(rivers: Pages) -> None:
    first = rivers.post(address("ladder"), {"act": "draft", "who": "Ann", "reasoning": "Ann's words"})
    assert first.status_code == 303
    page = rivers.get(address("ladder"))
    assert ">Ann&#x27;s words</textarea>" in page
    strand, version = (re.search(rf'name="{name}" value="(\d+)"', page) for name in ("strand", "version"))
    assert strand is not None
    assert version is not None
    held = {"act": "draft", "who": "Ann", "strand": strand[1], "version": version[1]}
    asked = {"HTTP_ACCEPT": "application/json"}
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert token is not None

    def save(**typed: str) -> dict[str, Any]:
        sent = {"csrfmiddlewaretoken": token[1], **held, **typed}
        return dict(rivers.client.post(address("ladder"), sent, **asked).json())  # type: ignore[arg-type]

    kept = save(reasoning="Ann's words, longer")
    assert (kept["strand"], kept["version"], kept["others"]) == (int(strand[1]), 2, 0)
    assert save(reasoning="Ann's words, longer")["version"] == 2  # the same save once more
    apart = save(reasoning="Bo's words")
    assert apart["strand"] != kept["strand"]
    assert apart["others"] == 1
    assert "Both stand side by side." in apart["said"]
    both = words(rivers.get(address("ladder")))
    assert "Drafts kept beside yours" in both
    assert "Ann's words, longer" in both
    assert "a draft is kept" in words(rivers.get("/review/works-review/answers/"))
    # what is submitted is a draft no more; the other stays
    submitted = {**held, "act": "submit", "grade-state": "done", "strand": str(apart["strand"]), "version": "1"}
    assert rivers.post(address("ladder"), submitted).status_code == 303
    (left,) = keeping.kept(Sheet.place(review(), known("ladder"), "holder"))
    assert left.text["reasoning"] == "Ann's words, longer"


def test_staff_see_the_other_voice_and_say_why_they_depart(rivers: Pages) -> None:
    answered(review(), "gauge", "holder", "done", reasoning="All four stand.")
    move(review(), "secretariat-looks", "open", CHAIR, even_so=True)
    page = rivers.get(address("gauge", "secretariat"))
    assert "All four stand." in words(page)
    assert "If your grade departs from another voice" in page
    typed = {"act": "submit", "who": "Bo", "grade-state": "under-way", "reasoning": "Two stand."}
    refused = rivers.post(address("gauge", "secretariat"), typed)
    assert "It departs from the grade of another voice, and does not say why." in words(refused.content.decode())
    reasoned = {**typed, "reason": "not-seen", "departure": "Two were not seen."}
    assert rivers.post(address("gauge", "secretariat"), reasoned).status_code == 303
    assert grade_of("gauge", "holder") == "done"
    assert grade_of("gauge", "secretariat") == "under-way"
    said = words(rivers.get("/review/works-review/"))
    assert (
        "1.1: Gauges on the Aun 1: The Aun; State of the work holder: done secretariat: under way 2 steps apart" in said
    )
    assert 'class="chart"' in rivers.get("/review/works-review/")


def test_an_answer_is_sent_back_and_revised(rivers: Pages) -> None:
    answered(review(), "bridge", "holder", "done")
    move(review(), "secretariat-looks", "open", CHAIR, even_so=True)
    back = {"act": "return", "who": "Bo", "voice": "holder", "axis": "state", "return-reason": "no-gauge",
            "return-words": "Which gauge?"}  # fmt: skip
    assert rivers.post(address("bridge", "secretariat"), back).status_code == 303
    form = words(rivers.get(address("bridge")))
    assert "no gauge is named" in form
    assert "Which gauge?" in form
    assert "sent back: no gauge is named" in words(rivers.get("/review/works-review/answers/?track=holder"))
    assert "Why answers were sent back: no gauge is named (1)" in words(rivers.get("/review/works-review/"))
    again = {"act": "submit", "who": "Ann", "grade-state": "nearly-done", "reasoning": "At Orn."}
    assert rivers.post(address("bridge"), again).status_code == 303
    assert "version 2" in words(rivers.get(address("bridge")))


def test_steps_are_closed_on_the_page_and_late_answers_say_so(rivers: Pages) -> None:
    for work in ("gauge", "ladder", "bridge"):
        answered(review(), work, "holder", "done")
    closed = rivers.post("/review/works-review/", {"act": "close", "step": "holders-report", "who": "Ann"})
    assert closed.status_code == 303
    early = rivers.post("/review/works-review/", {"act": "lock", "who": "Ann"})
    assert "It is held back by a guard" in words(early.content.decode())
    assert "It is not said who does it." in words(
        rivers.post("/review/works-review/", {"act": "open", "step": "anglers-speak"}).content.decode()
    )
    lock(review(), CHAIR, even_so=True)
    assert "Its period was locked on" in words(rivers.get("/review/works-review/"))
    form = rivers.get(address("gauge"))
    assert "Submit as a late correction" in form
    late = {"act": "submit", "who": "Ann", "grade-state": "under-way", "late": "A flood took two."}
    assert rivers.post(address("gauge"), late).status_code == 303
    assert "Came after the lock: A flood took two." in words(rivers.get(address("gauge")))


def test_in_azerbaijani_nothing_is_left_in_english(rivers: Pages) -> None:
    answered(review(), "gauge", "holder", "done")
    move(review(), "secretariat-looks", "open", CHAIR, even_so=True)
    send_back(review(), (known("gauge"), "state", "holder"), STAFF, reason="unclear")
    pages = ("/reviews/", "/review/works-review/", "/review/works-review/answers/?track=holder")
    for path in (*pages, address("gauge"), address("gauge", "secretariat"), address("bridge", "secretariat")):
        page = rivers.get(f"{path}{'&' if '?' in path else '?'}lang=az")
        assert '<html lang="az"' in page
        assert (left_in_english(page), unheard(page)) == ({}, []), path


def test_a_review_that_sources_only_speak_of_is_told_as_before(rivers: Pages) -> None:
    scope, own = known("mirelle-rivers"), random_id()
    spoken = kind("review", framework="five-rivers", partnership=scope, plans=[known("works-2024")])
    graded = kind("assessment", axis="state", track="holder", grade="done", review=own)
    fact = Draft(graded, known("old-gauge"), PartialDate("2025-12-01"), scope, id=random_id())
    citation = Draft(kind("citation", source=known("letters")), fact.id or "")
    register.record([Draft(spoken, own, scope=scope), fact, citation], actor="the test")
    page = rivers.get(f"/review/{own}/")
    assert "What may happen next" not in page
    assert "Steps" not in words(page)


@pytest.fixture
def people(databases: Databases) -> Iterator[Database]:
    """Give the review to people with roles."""
    with databases.fresh("sqlite", "five rivers, begun", begun) as fresh, own_frameworks():
        yield fresh


def test_who_may_answer_follows_from_the_role_the_step_and_the_body(people: Database) -> None:
    plan = known("works-2026")
    desk = changes.make_post("Desk of the Water Office", By(words="the test"), party=known("water-office"))
    changes.grant("contributor", desk, By(words="the test"), clock.today(), place=plan)
    ann = a_person("Ann", posts=[desk])
    staff, reader = a_person("Sel", roles=[("assessor", plan)]), a_person("Rae", roles=[("reader", plan)])
    chair = a_person("Cy", roles=[("chair", plan)])
    own = signed_in(ann)
    assert own.post(address("gauge"), {"act": "submit", "grade-state": "done"}).status_code == 303
    fact = seen(review()).submitted((known("gauge"), "state", "holder"))
    assert fact is not None
    assert fact.entry.on_behalf_of == "Desk of the Water Office"
    assert fact.entry.said_by == known("water-office")
    # another body's work, another voice, another role
    foreign = own.post(address("bridge"), {"act": "submit", "grade-state": "done"})
    assert "The body of this post holds no part of it." in words(foreign.content.decode())
    assert grade_of("bridge", "holder") is None
    assert signed_in(staff).post(address("bridge"), {"act": "submit", "grade-state": "done"}).status_code == 200
    assert grade_of("bridge", "holder") is None
    assert signed_in(staff).post(address("bridge"), {"act": "draft", "reasoning": "x"}).status_code == 403
    assert signed_in(reader).get(address("bridge")).status_code == 403
    assert signed_in(None).get(address("bridge")).status_code in (302, 303)
    # the author does not correct what he submitted: it is sent back
    correct = own.post(f"/fact/{fact.entry.id}/correct/", {"act": "withdraw", "w.reason": "A slip."})
    assert correct.status_code == 403
    page = words(signed_in(chair).get("/review/works-review/").content.decode())
    assert "Why you cannot" in page
    assert signed_in(chair).post("/review/works-review/", {"act": "close", "step": "holders-report"}).status_code == 200
    assert [s.step.slug for s in seen(review()).course.open] == ["holders-report"]


def test_drafts_are_shown_to_who_may_answer_for_the_voice_and_to_nobody_else(people: Database) -> None:
    plan, elsewhere = known("works-2026"), known("works-2024")
    desks = [
        changes.make_post(name, By(words="the test"), party=known(body))
        for name, body in (("Water", "water-office"), ("Bridges", "bridge-office"))
    ]
    for desk in desks:
        changes.grant("contributor", desk, By(words="the test"), clock.today(), place=plan)
    ann, bo = a_person("Ann", posts=desks[:1]), a_person("Bo", posts=desks[:1])
    others = [
        a_person("Ro", posts=desks[1:]),
        a_person("Staff", roles=[("assessor", plan)]),
        a_person("Press", roles=[("press-officer", elsewhere)]),
    ]
    typed = {"act": "draft", "reasoning": "Not said yet."}
    assert signed_in(ann).post(address("gauge"), typed).status_code == 303
    index = "/review/works-review/answers/?track=holder"
    assert "Not said yet." in signed_in(bo).get(address("gauge")).content.decode()
    assert "a draft is kept" in signed_in(bo).get(index).content.decode()
    past = f"known_at={clock.now():%Y-%m-%dT%H:%M:%S}Z"
    for person, form, listed in (
        *((one, address("gauge"), index) for one in others),
        (bo, f"{address('gauge')}&{past}", f"{index}&{past}"),
    ):
        page = signed_in(person).get(form)
        assert page.status_code == 200, person
        assert "Not said yet." not in page.content.decode(), person
        assert "a draft is kept" not in signed_in(person).get(listed).content.decode()
    # nor does a refused answer leave one, or bring them out
    refused = signed_in(others[1]).post(address("gauge"), {"act": "submit", "reasoning": "A stranger's words."})
    assert "Not said yet." not in refused.content.decode()
    assert [one.author.name for one in keeping.kept(Sheet.place(review(), known("gauge"), "holder"))] == ["Ann"]


def test_a_review_is_begun_on_the_page_by_whoever_may(rivers: Pages) -> None:
    listed = words(rivers.get("/reviews/"))
    assert "The River Compact review of 2026-2027 Mirelle and the Five Rivers; open: holders report" in listed
    typed = {
        "who": "Ann",
        "plan": "works-2024",
        "period": "2024/2025",
        "due": "2027-01-31",
        "name": "works-2024-review",
    }
    for wrong, said in (
        ({"plan": "nothing"}, "Nothing is known here"),
        ({"plan": "water-office"}, "That is no plan or package."),
        ({"period": "someday"}, "someday"),
        ({"name": "Works Review"}, "cannot stand in an address"),
        ({"name": "works-review"}, "bears the name"),
        ({"who": ""}, "It is not said who does it."),
    ):
        page = rivers.post("/reviews/", {**typed, **wrong}).content.decode()
        assert said in words(page), wrong
        assert "2027-01-31" in page  # what was typed stands
    begun_ = rivers.post("/reviews/", typed)
    assert begun_.status_code == 303
    said = words(rivers.get("/review/works-2024-review/"))
    assert "to be closed by 31 January 2027" in said
    assert "works-2024" not in words(rivers.get("/reviews/?plan=works-2026"))
    assert "Its reviews" in words(rivers.get("/plan/works-2026/"))


def test_only_who_may_record_a_review_in_the_plan_begins_one(people: Database) -> None:
    plan = known("works-2024")
    coordinator, contributor = (a_person(role, roles=[(role, plan)]) for role in ("coordinator", "contributor"))
    assert "Begin a review" not in signed_in(None).get("/reviews/").content.decode()
    refused = signed_in(contributor).post("/reviews/", {"plan": "works-2024"})
    assert "Ask whoever gives the roles of this place" in words(refused.content.decode())
    assert signed_in(coordinator).post("/reviews/", {"plan": "works-2026"}).status_code == 200
    assert signed_in(coordinator).post("/reviews/", {"plan": "works-2024"}).status_code == 303


def test_every_statement_of_a_review_has_its_page_and_its_form(rivers: Pages) -> None:
    answered(review(), "bridge", "holder", "done")
    move(review(), "secretariat-looks", "open", CHAIR, even_so=True, words="The holders were late.")
    send_back(review(), (known("bridge"), "state", "holder"), STAFF, reason="unclear", words="Which?")
    lock(review(), CHAIR, even_so=True)
    view = seen(review()).view
    for name in ("review-step", "returned", "review-lock", "assessment"):
        fact = view.of_kind(name)[-1]
        rivers.get(f"/fact/{fact.entry.id}/")
        rivers.get(f"/fact/{fact.entry.id}/correct/")
    assert "The holders were late." in words(rivers.get("/review/works-review/"))


def test_what_was_sent_back_is_on_the_desk_of_who_gave_it_with_the_way_to_its_form(rivers: Pages) -> None:
    leyla = a_person("Leyla", roles=[("contributor", known("mirelle-rivers"))])
    answered(review(), "bridge", "holder", "done", Hand(who_is(leyla, clock.today()).actor), reasoning="We say so.")
    move(review(), "secretariat-looks", "open", CHAIR, even_so=True)
    send_back(review(), (known("bridge"), "state", "holder"), STAFF, reason="unclear", words="Which bridge?")
    page = signed_in(leyla).get("/desk/").content.decode()
    assert f'href="/review/{review()}/answers/{known("bridge")}/?track=holder"' in page
    assert "Answer again" in words(page)
    assert "Why: Which bridge?" in words(page)
    assert "Nothing is yours to do now." not in page
    other = a_person("Other", roles=[("contributor", known("mirelle-rivers"))])
    assert "Answer again" not in words(signed_in(other).get("/desk/").content.decode())
