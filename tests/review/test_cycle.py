"""A whole cycle of a process that was written after the engine: nothing of it is in the code."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from servanda import register
from servanda.brief.compose import compose
from servanda.brief.reviews import ReviewTold
from servanda.errors import NotFound, Refused, ServandaError
from servanda.kernel.asof import standing
from servanda.kernel.dates import PartialDate
from servanda.kernel.identity import random_id
from servanda.kernel.marking import LEVELS, Marking, Reader
from servanda.kernel.review import Key
from servanda.kernel.standpoint import Standpoint
from servanda.ledger import clock
from servanda.ledger.columns import hex_of
from servanda.register import Draft
from servanda.register.reading.reviews import review_view, reviews_of
from servanda.review import Answer, Hand, approve, confirm, lock, look, move, open_review, send_back, submit
from tests.support.databases import ENGINES, Database, Databases
from tests.support.registers import kind
from tests.support.reviewed import CHAIR, HOLDER, STAFF, answered, build, known, on, opened, own_frameworks, seen
from tests.support.whole import rows

ANGLERS = Hand("the anglers' union")


@pytest.fixture(params=ENGINES)
def rivers(request: pytest.FixtureRequest, databases: Databases) -> Iterator[Database]:
    """Give the register of the five rivers."""
    with databases.fresh(request.param, "five rivers", build) as fresh, own_frameworks():
        yield fresh


@pytest.fixture
def river(databases: Databases) -> Iterator[Database]:
    """Give the same on one engine, where the database decides nothing."""
    with databases.fresh("sqlite", "five rivers", build) as fresh, own_frameworks():
        yield fresh


def refused(act: Callable[[], Any]) -> str:
    """The code that something is refused with."""
    with pytest.raises(ServandaError) as fault:
        act()
    codes = {found.code for found in getattr(fault.value, "faults", ())}
    return codes.pop() if codes else fault.value.code


def moved(review: str, *moves: str, hand: Hand = CHAIR) -> None:
    for one in moves:
        does, step = one.split()
        move(review, step, does, hand)  # type: ignore[arg-type]


def of(work: str, track: str) -> Key:
    return known(work), "state", track


def met(about: str) -> None:
    """Hold a meeting on a plan today."""
    scope, own = known("mirelle-rivers"), random_id()
    held = kind("meeting", partnership=scope, plans=[known(about)], participants=[known("mirelle")])
    _said(Draft(held, random_id(), PartialDate.of(clock.today()), scope, id=own))


def adopted(about: str) -> None:
    """Put a text on a plan to the concurrence of one party, which agrees."""
    scope, text, procedure = known("mirelle-rivers"), random_id(), random_id()
    version = kind("text-version", title="The works", number=1, of=known(about))
    party = known("mirelle")
    put = kind("procedure", partnership=scope, decides=text, way="silence", parties=[party],
               expires=f"{datetime.now(UTC) - timedelta(seconds=1):%Y-%m-%dT%H:%M:%S} UTC")  # fmt: skip
    began = PartialDate((datetime.now(UTC) - timedelta(hours=1)).replace(microsecond=0).isoformat())
    register.record([Draft(version, text, scope=scope)], actor="the test")
    _said(Draft(put, procedure, began, scope, id=random_id()))


def _said(fact: Draft) -> None:
    citation = Draft(kind("citation", source=known("letters"), at="no. 2"), fact.id or "")
    register.record([fact, citation], actor="the test")


def test_a_whole_cycle_runs_from_data_alone(rivers: Database) -> None:
    review = opened(name="works-review")
    assert [s.step.slug for s in seen(review).course.open] == ["holders-report"]
    # the holders report; one answer is of last time, confirmed
    last = seen(review).last_time(of("gauge", "holder"))
    assert last is not None
    assert last.payload.grade == "under-way"
    assert not seen(review).course.is_answered(of("gauge", "holder"))
    confirm(review, known("gauge"), "holder", HOLDER)
    again = seen(review).submitted(of("gauge", "holder"))
    assert again is not None
    assert (again.payload.grade, again.payload.confirms) == ("under-way", True)
    assert again.payload.reasoning.by["en"] == "Two of four gauges stand."
    answered(review, "ladder", "holder", "nearly-done", reasoning="The weir is cut.")
    assert refused(lambda: moved(review, "close holders-report")) == "review-blocked"
    answered(review, "bridge", "holder", "done")
    moved(review, "close holders-report", "open secretariat-looks")
    # the secretariat departs on one work with a reason, and sends another back
    assert refused(lambda: answered(review, "gauge", "secretariat", "not-begun", STAFF)) == "no-reason"
    answered(review, "gauge", "secretariat", "not-begun", STAFF, reason="not-seen", departure="No gauge stood in May.")
    answered(review, "ladder", "secretariat", "nearly-done", STAFF)
    send_back(review, of("bridge", "holder"), STAFF, reason="no-gauge", words="Which gauge measured the ice?")
    answered(review, "bridge", "secretariat", "nothing-seen", STAFF, reason="not-seen", departure="It was not shown.")
    assert refused(lambda: moved(review, "close secretariat-looks")) == "review-blocked"
    first = seen(review).submitted(of("bridge", "holder"))
    answered(review, "bridge", "holder", "nearly-done", HOLDER, reason="not-seen", departure="Ask at the gauge of Orn.")
    second = seen(review).submitted(of("bridge", "holder"))
    assert first is not None
    assert second is not None
    assert second.replaces == {first.entry.id}
    moved(review, "close secretariat-looks", "open anglers-speak")
    answered(review, "ladder", "anglers", "under-way", ANGLERS, reason="not-seen", departure="No fish passed.")
    moved(review, "close anglers-speak", "open at-the-table")
    for work, grade in (("gauge", "not-begun"), ("ladder", "under-way"), ("bridge", "nearly-done")):
        answered(review, work, "table", grade, CHAIR, reason="agreed", departure="Agreed.")
    assert refused(lambda: moved(review, "close at-the-table")) == "review-blocked"
    met("works-2026")
    moved(review, "close at-the-table", "open adoption")
    assert refused(lambda: moved(review, "close adoption")) == "review-blocked"
    adopted("works-2026")
    moved(review, "close adoption", "open signed-off")
    # the chair submitted what is to be approved
    assert refused(lambda: approve(review, "signed-off", CHAIR)) == "own-work"
    approve(review, "signed-off", Hand("the coordinator"), words="As agreed.")
    moved(review, "close signed-off")
    lock(review, CHAIR, words="Closed.")
    assert refused(lambda: answered(review, "gauge", "holder", "done")) == "review-locked"
    told = ReviewTold(seen(review), register.frameworks())
    assert [(one.title[:3], one.size) for one in told.differing()] == [("2.1", None), ("1.1", 1), ("1.2", 1)]
    assert told.return_reasons() == (("no gauge is named", 1),)


def test_what_was_sent_back_stays_true_of_its_time(rivers: Database) -> None:
    with on("2026-05-01"):
        review = opened()
        answered(review, "bridge", "holder", "done")
    with on("2026-05-10"):
        move(review, "secretariat-looks", "open", CHAIR, even_so=True)
        send_back(review, of("bridge", "holder"), STAFF, reason="no-gauge")
    with on("2026-05-20"):
        answered(review, "bridge", "holder", "nearly-done")
    told = {}
    for day in ("2026-05-05", "2026-05-15", "2026-05-25"):
        at = register.resolve(Standpoint(as_of=datetime.fromisoformat(day).date()))
        course = look(review, at).course
        (voice,) = course.voices[of("bridge", "holder")]
        told[day] = (voice.grade, voice.version, course.is_answered(of("bridge", "holder")))
    assert told == {
        "2026-05-05": ("done", 1, True),
        "2026-05-15": ("done", 1, False),
        "2026-05-25": ("nearly-done", 2, True),
    }
    # a change is no contradiction
    at = register.resolve(Standpoint())
    assert standing(review_view(review, at), known("bridge"), "grade/state/holder").dispute is None
    lock(review, CHAIR, even_so=True)
    answered(review, "bridge", "holder", "done", late="The last arch was set.")
    assert seen(review).course.voices[of("bridge", "holder")][0].version == 3


def test_a_late_correction_is_dated_and_says_so(rivers: Database) -> None:
    review = opened()
    answered(review, "gauge", "holder", "under-way")
    lock(review, CHAIR, even_so=True)
    answered(review, "gauge", "holder", "done", late="The last two were set in autumn.")
    fact = seen(review).submitted(of("gauge", "holder"))
    assert fact is not None
    assert fact.payload.late.by["en"] == "The last two were set in autumn."
    assert len(fact.replaces) == 1
    (voice,) = seen(review).course.voices[of("gauge", "holder")]
    assert voice.is_late
    assert voice.version == 2


def test_no_voice_takes_the_place_of_another_by_any_door(rivers: Database) -> None:
    review = opened()
    answered(review, "gauge", "holder", "under-way")
    standing = seen(review).submitted(of("gauge", "holder"))
    assert standing is not None
    scope, day = known("mirelle-rivers"), PartialDate.of(clock.today())

    def said(track: str, replaces: str = "", **more: Any) -> str:
        payload, own = kind("assessment", axis="state", track=track, grade="done", review=review, **more), random_id()
        drafts = [Draft(payload, known("gauge"), day, scope, id=own)]
        if replaces:
            drafts.append(Draft(kind("replaces", by=own, reason="better"), replaces))
        register.record(drafts, actor="someone else")
        return own

    assert refused(lambda: said("holder")) == "submitted"
    assert refused(lambda: said("secretariat", standing.entry.id)) == "other-voice"
    said("secretariat")
    assert refused(lambda: said("secretariat")) == "submitted"
    second = said("holder", standing.entry.id, number=2)  # the same voice's next version
    ((closer,),) = rows("SELECT id FROM entry WHERE kind = 'replaces'")
    revived = Draft(kind("withdraws", reason="let the first stand again"), hex_of(closer) or "")
    assert refused(lambda: register.record([revived], actor="someone else")) == "submitted"
    # a citation of what was submitted is taken back and given again like any other
    cited, taken, given = random_id(), random_id(), random_id()
    for fresh in (
        Draft(kind("citation", source=known("letters"), at="no. 3"), second, id=cited),
        Draft(kind("withdraws", reason="another letter"), cited, id=taken),
        Draft(kind("withdraws", reason="it was that letter"), taken, id=given),
    ):
        register.record([fresh], actor="someone else")
    # outside a review that is run by its steps, whatever sources say is kept
    other = random_id()
    register.record(
        [
            Draft(
                kind("review", framework="five-rivers", partnership=scope, plans=[known("works-2024")]),
                other,
                scope=scope,
            )
        ],
        actor="someone",
    )
    for _ in range(2):
        payload = kind("assessment", axis="state", track="holder", grade="done", review=other)
        register.record([Draft(payload, known("old-gauge"), day, scope)], actor="someone")


def test_answers_are_refused_out_of_turn_and_where_nothing_is_asked(river: Database) -> None:
    review = opened()
    answered(review, "gauge", "holder", "done")
    assert refused(lambda: answered(review, "gauge", "holder", "done")) == "submitted"
    assert refused(lambda: answered(review, "gauge", "secretariat", "done", STAFF)) == "out-of-turn"
    assert refused(lambda: answered(review, "aun", "holder", "done")) == "not-asked"
    assert refused(lambda: answered(review, "old-gauge", "holder", "done")) == "not-asked"
    assert refused(lambda: submit(review, known("ladder"), "holder", Answer({}), HOLDER)) == "no-grade"
    assert refused(lambda: answered(review, "ladder", "holder", "splendid")) == "not-of-framework"
    assert refused(lambda: confirm(review, known("ladder"), "holder", HOLDER)) == "nothing-to-confirm"
    back = of("gauge", "holder")
    assert refused(lambda: send_back(review, back, STAFF, reason="unclear")) == "not-returnable"
    move(review, "secretariat-looks", "open", CHAIR, even_so=True)
    assert refused(lambda: send_back(review, back, STAFF, reason="for-fun")) == "not-of-framework"


def test_steps_keep_to_their_order_unless_one_says_otherwise(river: Database) -> None:
    review = opened()
    assert refused(lambda: moved(review, "open adoption")) == "review-blocked"
    assert refused(lambda: moved(review, "open holders-report")) == "out-of-turn"
    assert refused(lambda: moved(review, "open sailing")) == "no-such-step"
    assert refused(lambda: approve(review, "signed-off", CHAIR)) == "out-of-turn"
    move(review, "adoption", "open", CHAIR, even_so=True, words="It was agreed before the table met.")
    told = ReviewTold(seen(review), register.frameworks())
    (early,) = [one for one in told.steps() if one.slug == "adoption"]
    assert early.state == "open"
    assert early.words == ("It was agreed before the table met.",)
    assert refused(lambda: opened("sailing", "other")) == "no-such-step"
    assert refused(lambda: open_review("strategic-plan", known("mirelle-rivers"), [], CHAIR)) == "no-such-step"


def test_progress_is_told_by_body(river: Database) -> None:
    review = opened()
    answered(review, "gauge", "holder", "done")
    move(review, "secretariat-looks", "open", CHAIR, even_so=True)
    send_back(review, of("gauge", "holder"), STAFF, reason="unclear")
    told = ReviewTold(seen(review), register.frameworks())
    assert [(p.name, p.voice, p.asked, p.answered, p.returned, p.unanswered) for p in told.progress()][:2] == [
        ("Bridge Office", "holder", 1, 0, 0, 1), ("Water Office", "holder", 2, 0, 1, 1),
    ]  # fmt: skip
    rows = told.disagreement_map()
    assert [(row.title, row.by_size, row.alone, row.silent) for row in rows] == [
        ("1: The Aun", (0,), 1, 1), ("2: The Berg", (0,), 0, 1),
    ]  # fmt: skip


def test_each_day_is_told_as_it_was(rivers: Database) -> None:
    review = open_review(
        "five-rivers", known("mirelle-rivers"), [known("works-2026")], CHAIR, when=PartialDate("2026-02-01"),
        due=PartialDate("2026-03-01"),
    )  # fmt: skip
    move(review, "holders-report", "close", CHAIR, when=PartialDate("2026-03-15"), even_so=True)

    def state(day: str) -> str:
        at = register.resolve(Standpoint(as_of=datetime.fromisoformat(day).date()))
        (stand,) = [one for one in look(review, at).course.stands if one.step.slug == "holders-report"]
        return stand.state

    assert [state(day) for day in ("2026-02-01", "2026-03-14", "2026-03-15")] == ["open", "open", "closed"]
    early = register.resolve(Standpoint(as_of=datetime(2026, 1, 31).date()))
    with pytest.raises(NotFound):
        look(review, early)  # nothing speaks of it yet
    (step,) = [
        one
        for one in ReviewTold(look(review, register.resolve(Standpoint(as_of=datetime(2026, 3, 14).date()))),
                              register.frameworks()).steps()
        if one.slug == "holders-report"
    ]  # fmt: skip
    assert step.is_overdue


def test_a_review_that_one_may_not_see_is_not_there(rivers: Database) -> None:
    everyone = Reader("all", LEVELS[-1])
    hand = Hand("the desk", reader=everyone)
    review = open_review(
        "five-rivers", known("mirelle-rivers"), [known("works-2026")], hand, marking=Marking.parse("restricted")
    )
    submit(review, known("gauge"), "holder", Answer({"state": "done"}), hand)
    with pytest.raises(NotFound):
        seen(review)
    all_of_it = register.resolve(Standpoint(reader=everyone))
    assert look(review, all_of_it).course.is_run
    plan = known("works-2026")
    assert reviews_of(plan, all_of_it) == [review]
    assert reviews_of(plan, register.resolve(Standpoint())) == []
    assert refused(lambda: answered(review, "ladder", "holder", "done")) == "no-such-record"


def test_one_objective_is_looked_at_without_the_others(rivers: Database) -> None:
    review = opened()
    answered(review, "gauge", "holder", "done")
    at = register.resolve(Standpoint())
    own = look(review, at, [known("gauge")])
    assert own.objectives == (known("gauge"),)
    assert own.course.voices == {of("gauge", "holder"): seen(review).course.voices[of("gauge", "holder")]}
    assert own.last_time(of("gauge", "holder")) is not None
    assert look(review, at, [known("aun")]).objectives == ()
    with CaptureQueriesContext(connection) as few:
        review_view(review, at, [known("gauge")])
    with CaptureQueriesContext(connection) as all_:
        review_view(review, at)
    assert len(few) <= 60, len(few)
    assert len(all_) <= 60, len(all_)


def test_a_later_edition_does_not_change_the_steps_of_a_review_that_has_begun(rivers: Database, tmp_path: Any) -> None:
    review = opened()
    from tests.support.reviewed import FRAMEWORKS

    text = (FRAMEWORKS / "five-rivers.yaml").read_text(encoding="utf-8")
    (tmp_path / "first.yaml").write_text(text, encoding="utf-8")
    later = text.replace("edition: 2026", "edition: 2027").replace("slug: holders-report", "slug: all-report")
    (tmp_path / "later.yaml").write_text(later, encoding="utf-8")
    with own_frameworks(tmp_path):
        assert [stand.step.slug for stand in seen(review).course.open] == ["holders-report"]


def test_a_refused_answer_leaves_nothing_behind(river: Database) -> None:
    review = opened()
    before = register.resolve(Standpoint()).tick
    with pytest.raises(Refused):
        answered(review, "gauge", "secretariat", "done", STAFF)
    assert register.resolve(Standpoint()).tick == before


def test_of_two_who_submit_at_once_one_answer_stands(rivers: Database) -> None:
    review = opened()
    work, at_once = known("gauge"), Barrier(2)

    def give(grade: str) -> str:
        at_once.wait()
        try:
            submit(review, work, "holder", Answer({"state": grade}), Hand(f"who says {grade}"))
        except ServandaError as fault:
            return fault.code
        finally:
            connection.close()
        return "stands"

    with ThreadPoolExecutor(2) as workers:
        assert sorted(workers.map(give, ("done", "not-begun"))) == ["stands", "submitted"]
    assert len(seen(review).course.voices[of("gauge", "holder")]) == 1


def test_the_brief_tells_what_happened_in_a_review(river: Database) -> None:
    review = opened()
    moved(review, "open anglers-speak")
    move(review, "anglers-speak", "close", CHAIR)
    lock(review, CHAIR, even_so=True)
    scope = known("mirelle-rivers")
    at = register.resolve(Standpoint())
    told = compose(register.partnership_view(scope, at), scope, register.frameworks())
    (section,) = [one for one in told.sections if one.key == "meetings"]
    said = [sentence.text for sentence in section.sentences]
    assert any("the step “holders report” was opened on" in one for one in said)
    assert any("the step “the anglers speak” was closed on" in one for one in said)
    assert any("the period was locked on" in one for one in said)
