"""The demonstration seen from the days that matter: what is current, ended, last known, not yet said."""

from datetime import date

import pytest

from servanda.demo import paths
from servanda.kernel.asof import Hold, life
from servanda.kinds.name import Name
from tests.demo.seeing import AZERBAIJAN, MOLDOVA, REGISTERS, Register

REPORT = "2016-11-15"


def _answer(register: Register, day: str, local: str, question: str) -> tuple[str, Hold]:
    standing = register.standing(day, local, question)
    assert standing.answer is not None
    return standing.answer.value.text, standing.hold


def test_the_registers_are_listed_in_order() -> None:
    assert [path.name for path in paths()] == ["azerbaijan-nato.yaml", "moldova-nato.yaml"]
    assert list(REGISTERS) == ["azerbaijan-nato", "moldova-nato"]


@pytest.mark.parametrize(
    ("local", "question", "value"),
    [
        ("azerbaijan-nato", "arrangement/cooperation", "pfp"),
        ("azerbaijan-nato", "arrangement/review-meetings", "ipap parp"),
        ("ipap-4", "step", "approved"),
        ("ipap-5", "step", "to-be-developed"),
        ("parp-2016", "tally/objectives", "41"),
        ("parp-2016", "tally/objectives/holder:armed-forces", "27"),
        ("parp-2016", "tally/objectives/progress:completed", "a part"),
        ("az-afghanistan", "strength/in-place/servicemen", "90"),
        ("az-afghanistan", "strength/in-place/medical-officers", "2"),
        ("az-afghanistan", "strength/in-place/sappers", "2"),
        ("azerbaijan-nato", "schedule/visit/high", "none"),
    ],
)
def test_current_on_the_day_of_the_report(local: str, question: str, value: str) -> None:
    assert _answer(AZERBAIJAN, REPORT, local, question) == (value, Hold.CURRENT)


def test_the_report_gives_its_speaker_where_it_names_one() -> None:
    source = AZERBAIJAN["azernews-2016"]
    view = AZERBAIJAN.view(REPORT)
    facts = [fact for fact in view.facts if any(cited.source == source for cited in fact.citations)]
    assert len(facts) == 15
    said = {fact.kind: AZERBAIJAN.local[fact.entry.said_by] for fact in facts if fact.entry.said_by}
    assert set(said) == {"statement", "meeting", "step", "schedule"}
    assert set(said.values()) == {"nato-press-office"}
    # the paper's own words, in paragraphs where nobody is quoted
    unsaid = {fact.kind for fact in facts if not fact.entry.said_by}
    assert unsaid == {"arrangement", "step", "tally", "began", "strength"}


def test_the_fourth_stage_was_approved_on_a_day_nobody_gives() -> None:
    ((fact, _),) = AZERBAIJAN.standing(REPORT, "ipap-4", "step").facts
    assert fact.as_of.text == "../2016-11-15"
    plan = AZERBAIJAN.view(REPORT).record(AZERBAIJAN["ipap-4"])
    assert plan is not None
    assert (plan.payload.stage, plan.payload.period.text) == (4, "2015/2016")
    assert not life(AZERBAIJAN.view("2016-12-31"), AZERBAIJAN["ipap-4"]).ran_out
    assert life(AZERBAIJAN.view("2017-01-01"), AZERBAIJAN["ipap-4"]).ran_out


def test_the_contingent_in_kosovo_has_ended_on_1_may_2008() -> None:
    standing = AZERBAIJAN.standing("2008-05-01", "az-kfor", "strength/in-place")
    assert standing.hold is Hold.ENDED
    assert {answer.value.text for _, answer in standing.facts} == {"33", "34"}
    assert standing.dispute is not None
    ended = AZERBAIJAN.standing("2008-05-01", "az-kfor", "ended")
    assert ended.answer is not None
    assert (ended.answer.value.text, ended.dispute) == ("2008-04-15", None)


def test_the_package_of_2013_with_its_split() -> None:
    path = "tally/objectives/holder:armed-forces"
    found = {
        question: _answer(AZERBAIJAN, "2013-04-30", "parp-2013", question)[0]
        for _, question in AZERBAIJAN.view("2013-04-30").questions(AZERBAIJAN["parp-2013"])
        if question.startswith("tally/")
    }
    assert found == {
        "tally/objectives": "44",
        path: "31",
        f"{path}/service:joint": "18",
        f"{path}/service:land": "7",
        f"{path}/service:navy": "2",
        f"{path}/service:air": "4",
    }
    (fact,) = AZERBAIJAN.facts(AZERBAIJAN.view("2013-04-30"), "parp-2013", "tally")
    assert fact.payload.parts[0].disjoint
    assert not fact.payload.disjoint, "that the other 13 are of other bodies is said by no source"


def test_120_on_1_february_2018_and_no_snapshot_of_2016_is_current() -> None:
    assert _answer(AZERBAIJAN, "2018-02-01", "az-afghanistan", "strength/in-place") == ("120", Hold.CURRENT)
    latest = AZERBAIJAN.facts(AZERBAIJAN.view("2018-02-01"), "az-afghanistan", "strength")[-1]
    assert (latest.payload.total.exact, latest.payload.lines_are) == (120, "some")
    assert _answer(AZERBAIJAN, "2018-02-01", "azerbaijan-nato", "schedule/visit/high") == ("none", Hold.LAST_KNOWN)


def test_no_strength_in_afghanistan_is_current_on_26_november_2024() -> None:
    view = AZERBAIJAN.view("2024-11-26")
    asked = [q for _, q in view.questions(AZERBAIJAN["az-afghanistan"]) if q.startswith("strength/")]
    assert asked
    for question in asked:
        assert AZERBAIJAN.standing("2024-11-26", "az-afghanistan", question).hold is Hold.ENDED


def test_the_world_by_the_end_of_2016_knew_nothing_that_only_later_or_undated_sources_support() -> None:
    view = AZERBAIJAN.view("2021-01-01", published_by="2016-12-31")
    facts = [fact for fact in view.facts if not fact.payload.structural]
    known = {"azernews-2016", "nato-rf-2013", "epress-2010", "apa-2008", "aworld-news-2009", "world-bulletin-2008"}
    known |= {"radio-baku-2008", "timeturk-2008", "ada-biweekly-2009"}
    assert {AZERBAIJAN.local[cited.source] for fact in view.facts for cited in fact.citations} == known
    assert all(fact.citations for fact in facts)
    assert not any(fact.entry.begins > date(2016, 12, 31) for fact in facts)
    assert view.answering(AZERBAIJAN["az-afghanistan"], "ended") == ()
    assert view.record(AZERBAIJAN["parp-usual"]) is None
    assert view.record(AZERBAIJAN["itpp-1"]) is None


def test_one_committee_has_three_names_one_after_the_other() -> None:
    # seen from the first day on which a fact speaks of the committee
    names = AZERBAIJAN.facts(AZERBAIJAN.view("2017-05-02"), "nato-partnership-committee", "name")
    assert [fact.payload.text for fact in names if fact.payload.use == "full"] == [
        "Political-Military Steering Committee on Partnership for Peace",
        "Political and Partnerships Committee",
        "Partnerships and Cooperative Security Committee",
    ]
    standing = AZERBAIJAN.standing("2017-05-02", "nato-partnership-committee", "name/full/en")
    assert standing.answer is not None
    assert standing.answer.value.text == "Partnerships and Cooperative Security Committee"


@pytest.mark.parametrize("register", REGISTERS.values(), ids=str)
def test_every_record_has_a_name_and_a_short_address(register: Register) -> None:
    names: dict[str, set[str]] = {}
    for item in register.file.items:
        if isinstance(item.payload, Name):
            names.setdefault(register.local[item.about], set()).add(item.payload.use)
    events = {"meeting", "visit", "decision"}
    for local, kinds in register.file.kinds.items():
        assert "slug" in names[local], local
        assert kinds & {*events, "source"} or "full" in names[local], local


def test_names_are_given_in_azerbaijani_and_cyrillic_where_known() -> None:
    found = {item.payload.text for item in AZERBAIJAN.file.items if isinstance(item.payload, Name)}
    assert {"İlham Əliyev", "Ilham Aliyev", "Ильхам Алиев", "Azərbaycan", "Азербайджан"} <= found


def test_the_plan_of_moldova_is_prolonged_and_its_successor_still_to_be_developed() -> None:
    assert _answer(MOLDOVA, "2022-02-01", "md-ipap-2022", "step") == ("nationally-adopted", Hold.CURRENT)
    assert _answer(MOLDOVA, "2024-06-01", "md-ipap-2022", "step") == ("prolonged", Hold.CURRENT)
    assert _answer(MOLDOVA, "2024-06-01", "md-itpp-2025", "step") == ("to-be-developed", Hold.CURRENT)
    assert _answer(MOLDOVA, "2007-01-01", "moldova-nato", "joined/ipap/joined") == ("2006-05-19", Hold.PAST)
