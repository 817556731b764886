"""The contradictions of the demonstration are contradictions, and its traps are not."""

from servanda.kernel.asof import Hold
from servanda.kernel.dispute import disputes
from servanda.kernel.entries import Temporal
from tests.demo.seeing import AZERBAIJAN, MOLDOVA, seen, values

BEGAN = "az-kfor began"
IN_KOSOVO = "az-kfor strength/in-place"
SERVICEMEN = "az-afghanistan strength/in-place/servicemen"
IPAP = "azerbaijan-nato joined/ipap/joined"


def test_these_and_no_others_are_contradictions() -> None:
    assert set(AZERBAIJAN.disputes()) == {BEGAN, IN_KOSOVO, SERVICEMEN, IPAP}
    assert MOLDOVA.disputes() == {}


def test_both_registers_in_one_ledger_contradict_in_nothing_more() -> None:
    both = seen([*AZERBAIJAN.entries, *MOLDOVA.entries])
    assert len(disputes(both)) == len(AZERBAIJAN.disputes())
    # what both say of NATO is one statement each, shown once
    assert len(both.about(AZERBAIJAN["nato"], "party")) == 1


def test_the_action_plan_began_in_2004_or_on_27_may_2005_and_2005_is_no_third_date() -> None:
    dispute = AZERBAIJAN.disputes("2016-11-15")[IPAP]
    assert values(dispute) == [{"2005-05-27", "2005"}, {"2004"}]
    # NATO and the ministry weigh the same, and the ministry's page bears no date: it may be the later one
    assert (dispute.rule, dispute.followed) == (None, None)


def test_33_or_34_in_kosovo_and_the_later_of_two_papers_is_followed() -> None:
    dispute = AZERBAIJAN.disputes("2008-05-01")[IN_KOSOVO]
    assert values(dispute) == [{"33"}, {"34"}]
    assert (dispute.rule, dispute.followed) == ("publication", dispute.sides[1])


def test_one_outlet_dates_the_first_deployment_to_kosovo_1997() -> None:
    dispute = AZERBAIJAN.disputes()[BEGAN]
    assert values(dispute) == [{"1999-09", "1999"}, {"1997"}]
    assert (dispute.rule, dispute.followed) == ("rank", dispute.sides[0])


def test_the_undated_94_plus_2_plus_2_contradicts_90_plus_2_plus_2_and_neither_is_followed() -> None:
    assert SERVICEMEN not in AZERBAIJAN.disputes("2018-02-01"), "an undated text counts from its capture"
    dispute = AZERBAIJAN.disputes()[SERVICEMEN]
    assert values(dispute) == [{"90"}, {"94"}]
    assert (dispute.rule, dispute.followed) == (None, None), "it may have been published later than all that is dated"


def test_from_44_to_41_is_neither_a_contradiction_nor_a_completion() -> None:
    assert not any(key.startswith("parp") for key in AZERBAIJAN.disputes())
    for package, count in (("parp-2013", "44"), ("parp-2016", "41")):
        answer = AZERBAIJAN.standing("2016-11-15", package, "tally/objectives").answer
        assert answer is not None
        assert answer.value.text == count
    completed = [
        (AZERBAIJAN.local[about], answer.value)
        for about, question in AZERBAIJAN.view().questions()
        if question.endswith("progress:completed")
        for _, answer in AZERBAIJAN.view().answering(about, question)
    ]
    assert [(local, value.text, value.exact) for local, value in completed] == [("parp-2016", "a part", None)]


def test_up_to_40_has_a_package_of_its_own_and_no_date() -> None:
    package = AZERBAIJAN.standing("2026-11-24", "parp-usual", "tally/objectives")
    ((fact, answer),) = package.facts
    assert (fact.as_of.text, fact.entry.is_placed) == ("../2026-11-24", False)
    assert (answer.value.low, answer.value.high) == (None, 40)


def test_rotations_and_increments_never_answer_how_many_are_in_place() -> None:
    view = AZERBAIJAN.view()
    rotations = {fact.payload.count.exact for fact in AZERBAIJAN.facts(view, "az-afghanistan", "rotation")}
    assert rotations == {42, 50, 54, 70}
    increments = AZERBAIJAN.facts(view, "az-afghanistan", "increment")
    assert {fact.payload.percent.exact for fact in increments if fact.payload.percent} == {30}
    assert {(fact.payload.from_.exact, fact.payload.to.exact) for fact in increments if fact.payload.to} == {(94, 120)}
    asked = {answer.question for fact in view.of_kind("rotation", "increment") for answer in fact.answers}
    assert asked == {"rotation", "increment"}
    strengths = AZERBAIJAN.standing("2026-11-24", "az-afghanistan", "strength/in-place").history
    assert [answer.value.text for _, answer in strengths] == ["22", "about 45", "47", "120"]


def test_what_was_planned_is_never_told_as_done() -> None:
    for local, kind in (("nato-experts-2013", "visit"), ("nato-ambassadors-2025", "visit")):
        view = AZERBAIJAN.view()
        assert view.answering(AZERBAIJAN[local], kind) == ()
        ((_, answer),) = view.answering(AZERBAIJAN[local], f"planned/{kind}")
        assert answer.value.form == "date"
    for register in (AZERBAIJAN, MOLDOVA):
        for item in register.file.facts:
            planned = getattr(item.payload, "planned_for", None)
            if planned is not None and item.as_of is not None:
                assert item.as_of.earliest <= planned.latest, item.place.label


def test_cumulative_figures_are_of_their_span_only() -> None:
    figures = AZERBAIJAN.view().of_kind("cumulative")
    assert {fact.entry.temporal for fact in figures} == {Temporal.PERIOD}
    assert {fact.payload.period.text for fact in figures} == {"1999-09/2008-04-15", "2013-03", "2009"}


def test_contingents_in_kosovo_relieve_each_other_and_are_never_added() -> None:
    for day, strength in (("2016-11-15", "41"), ("2017-06-01", "40"), ("2022-06-01", "40"), ("2024-01-01", "41")):
        standing = MOLDOVA.standing(day, "md-kfor", "strength/in-place")
        assert standing.answer is not None
        assert (standing.answer.value.text, standing.hold) == (strength, Hold.CURRENT)
