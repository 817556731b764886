"""How a review stands: a pure function of its rules and of what happened."""

from datetime import date

import pytest

from servanda.kernel.dates import PartialDate
from servanda.kernel.guards import Block
from servanda.kernel.review import Approval, Course, Happened, Key, Rules, SentBack, Step, Told, Voice
from servanda.kernel.reviewguards import GUARDS, Move, moves, unreasoned

SCALE = {"state": ("low", "middle", "high")}
STEPS = (
    Step("invited", ("coordinator",), optional=True),
    Step("told", ("contributor",), ("self",), closes_when=("all-answered",)),
    Step("looked", ("assessor",), ("staff",), returns=("self",), closes_when=("all-answered", "none-returned",
                                                                              "reasons-given")),
    Step("met", ("chair",), ("joint",), closes_when=("meeting-held",)),
    Step("agreed", ("chair",), closes_when=("text-adopted",)),
    Step("signed", ("chair",), approves=("joint",), closes_when=("approved",)),
)  # fmt: skip
VOICES = {"state": ("self", "staff", "joint")}
RULES = Rules(STEPS, SCALE, VOICES, departures=frozenset({"why"}), locks=("coordinator",))
A, B = "a", "b"
DAY = PartialDate("2026-03-01")


def happened(*said: str) -> tuple[Happened, ...]:
    """Steps as "told opened 2026-03-01"."""
    found = []
    for number, one in enumerate(said):
        step, does, when = one.split()
        found.append(Happened(step, does, PartialDate(when), str(number)))  # type: ignore[arg-type]
    return tuple(found)


def voice(objective: str, track: str, grade: str, when: str = "2026-03-02", **more: object) -> Voice:
    return Voice(objective, "state", track, grade, PartialDate(when), f"{objective}{track}{more}", **more)  # type: ignore[arg-type]


def place(objective: str, track: str) -> Key:
    return objective, "state", track


def course(**told: object) -> Course:
    return Course(RULES, Told(**{"objectives": (A, B), **told}))  # type: ignore[arg-type]


def offered(one: Course) -> dict[str, list[str]]:
    """What may happen next, and the guards that hold each back."""
    return {f"{m.does} {m.step}".strip(): [block.guard for block in m.blocks] for m in moves(one)}


TOLD = happened("told opened 2026-03-01")
LOOKED = (*TOLD, *happened("told closed 2026-03-05", "looked opened 2026-03-06"))


def test_a_review_begins_with_any_step_that_nothing_holds_back() -> None:
    assert offered(course()) == {
        "open invited": [], "leave-out invited": [], "open told": [], "open looked": ["earlier-closed"],
        "open met": ["earlier-closed"], "open agreed": ["earlier-closed"], "open signed": ["earlier-closed"],
    }  # fmt: skip
    assert not course().is_run
    assert not course().may_submit(place(A, "self"))


def test_a_step_is_closed_when_its_guards_let_it() -> None:
    open_ = course(happened=TOLD)
    assert offered(open_)["close told"] == ["all-answered"]
    assert moves(open_)[2].blocks == (Block("all-answered", 2),)
    answered = course(happened=TOLD, voices=(voice(A, "self", "low"), voice(B, "self", "high")))
    assert offered(answered)["close told"] == []
    assert moves(answered)[2] == Move("close", "told", ("contributor",))


def test_each_voice_answers_once_while_its_step_is_open() -> None:
    one = course(happened=TOLD, voices=(voice(A, "self", "low"),))
    assert not one.may_submit(place(A, "self"))
    assert one.may_submit(place(B, "self"))
    assert not one.may_submit(place(B, "staff"))
    later = course(happened=LOOKED, voices=(voice(A, "self", "low"),))
    assert not later.may_submit(place(B, "self"))
    assert later.may_submit(place(A, "staff"))


def test_what_is_sent_back_is_answered_anew_and_nothing_else_is() -> None:
    first, back = voice(A, "self", "low"), SentBack(place(A, "self"), 1, "unclear", "r")
    one = course(happened=LOOKED, voices=(first,))
    assert one.may_return(place(A, "self")) == STEPS[2]
    assert one.may_return(place(B, "self")) is None
    assert course(happened=TOLD, voices=(first,)).may_return(place(A, "self")) is None
    returned = course(happened=LOOKED, voices=(first,), sent_back=(back,))
    assert returned.returned(place(A, "self")) == back
    assert not returned.is_answered(place(A, "self"))
    assert returned.may_submit(place(A, "self"))
    assert "none-returned" in offered(returned)["close looked"]
    again = course(happened=LOOKED, voices=(voice(A, "self", "middle", version=2),), sent_back=(back,))
    assert again.is_answered(place(A, "self"))
    assert not again.may_submit(place(A, "self"))


def test_whoever_departs_from_a_voice_that_spoke_before_owes_a_reason() -> None:
    own, staff = voice(A, "self", "low"), voice(A, "staff", "high", "2026-03-09")
    one = course(happened=LOOKED, voices=(own, staff, voice(B, "self", "low"), voice(B, "staff", "low")))
    assert [v.track for v in one.departs(place(A, "staff"), "high")] == ["self"]
    assert one.departs(place(A, "staff"), "low") == ()
    assert unreasoned(one) == (place(A, "staff"),)
    assert offered(one)["close looked"] == ["reasons-given"]
    reasoned = voice(A, "staff", "high", "2026-03-09", reason="why", has_words=True)
    assert unreasoned(course(voices=(own, reasoned))) == ()
    # of one day, either may have given it
    assert len(unreasoned(course(voices=(own, voice(A, "staff", "high"))))) == 1
    assert unreasoned(course(voices=(voice(A, "self", "low", has_words=True), voice(A, "staff", "high")))) == ()


def test_voices_are_measured_on_the_scale_and_never_averaged() -> None:
    one = course(voices=(voice(A, "self", "high"), voice(A, "staff", "low"), voice(B, "self", "nothing-seen")))
    apart = one.spread(A, "state")
    assert apart is not None
    assert apart.size == 2
    assert not apart.agrees
    alone = one.spread(B, "state")
    assert alone is not None
    assert alone.is_alone
    unmeasured = course(voices=(voice(A, "self", "nothing-seen"), voice(A, "staff", "low"))).spread(A, "state")
    assert unmeasured is not None
    assert unmeasured.size is None
    assert one.spread("c", "state") is None


def test_meetings_texts_and_approvals_count_from_the_beginning_of_the_step() -> None:
    steps = happened("met opened 2026-04-01", "agreed opened 2026-04-01", "signed opened 2026-04-01")
    one = course(happened=steps, met=(date(2026, 3, 31),), adopted=(date(2026, 3, 31),))
    assert [offered(one)[f"close {step}"] for step in ("met", "agreed", "signed")] == [
        ["meeting-held"], ["text-adopted"], ["approved"],
    ]  # fmt: skip
    given = Approval("signed", True, PartialDate("2026-04-02T10:00Z"), frozenset(), "1")
    taken = Approval("signed", False, PartialDate("2026-04-02T11:00Z"), frozenset(), "0")
    after = course(happened=steps, met=(date(2026, 4, 1),), adopted=(date(2026, 4, 9),), approvals=(given,))
    assert [offered(after)[f"close {step}"] for step in ("met", "agreed", "signed")] == [[], [], []]
    assert offered(course(happened=steps, approvals=(given, taken)))["close signed"] == ["approved"]


def test_it_is_known_whose_own_work_would_be_approved() -> None:
    one = course(
        voices=(voice(A, "joint", "low", by=frozenset({"Ann"})), voice(A, "self", "low", by=frozenset({"Bo"})))
    )
    assert [v.track for v in one.own_work(STEPS[5], ["Ann"])] == ["joint"]
    assert one.own_work(STEPS[5], ["Bo"]) == ()


def test_a_locked_period_takes_late_corrections_alone() -> None:
    one = course(happened=TOLD, locked=DAY)
    assert moves(one) == ()
    assert not one.may_submit(place(A, "self"))
    assert one.may_correct_late(place(A, "self"))
    closed = course(happened=tuple(h for step in STEPS for h in happened(f"{step.slug} closed 2026-03-01")))
    assert offered(closed)["lock"] == []
    assert offered(course(happened=TOLD))["lock"] == ["all-closed"]


def test_a_step_closed_too_early_is_opened_again_while_nothing_came_after_it() -> None:
    closed = (*TOLD, *happened("told closed 2026-03-05"))
    assert offered(course(happened=closed))["open told"] == []
    assert "open told" not in offered(course(happened=LOOKED))
    again = (*closed, *(Happened("told", "opened", PartialDate("2026-03-05T18:00Z"), "x", DAY),))
    stand = course(happened=again).stand("told")
    assert stand is not None
    assert (stand.state, stand.began, stand.due) == ("open", DAY, DAY)


def test_an_unknown_guard_refuses() -> None:
    rules = Rules((Step("first", closes_when=("stars-align",)),))
    one = Course(rules, Told(happened=happened("first opened 2026-03-01")))
    assert moves(one)[0].blocks == (Block("stars-align", is_known=False),)
    assert not moves(one)[0].is_free


@pytest.mark.parametrize("guard", sorted(GUARDS))
def test_every_guard_answers_of_a_review_of_which_nothing_is_known(guard: str) -> None:
    block = GUARDS[guard](Course(RULES, Told()), STEPS[-1])
    assert block is None or block.guard == guard


def test_axes_are_asked_only_of_the_plans_they_are_used_for() -> None:
    rules = Rules(STEPS, SCALE, {"state": ("self",)}, years={"state": (2020, 2024)})
    asked = {year: rules.of_plans(year).asked_of(STEPS[1]) for year in (2019, 2020, 2024, 2025, None)}
    assert asked == {2019: (), 2025: (), **dict.fromkeys((2020, 2024, None), (("state", "self"),))}
