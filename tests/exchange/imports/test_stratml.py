"""A StratML document as statements: what it is, who has a stake in it, what it aims at and how that is measured."""

from typing import Any

import pytest
from hypothesis import given

from servanda.errors import InputError
from servanda.exchange.formats.safexml import parse_xml
from servanda.exchange.formats.stratml.reading import read_stratml
from servanda.exchange.formats.xmltree import unnumbered
from servanda.exchange.imports.making import Destination
from servanda.exchange.imports.model import Reading
from servanda.exchange.imports.stratml import read_plan
from servanda.exchange.registerfile.item import Item
from servanda.kernel.dates import PartialDate
from tests.support.readings import statements
from tests.support.stratml import HOME_MADE, PLAN, REPORT, Drawn, documents

SCOPE = "0" * 31 + "1"
INTO = Destination(partnership=SCOPE)


def read(data: bytes, to: Destination = INTO) -> Reading:
    return read_plan(read_stratml(parse_xml(data, "plan.xml")), to)


def of_kind(reading: Reading, kind: str) -> list[Item]:
    return [item for item in reading.items if item.payload.kind == kind]


def contents(reading: Reading, kind: str) -> list[dict[str, Any]]:
    return [dict(item.payload.content()) for item in of_kind(reading, kind)]


def names(reading: Reading, use: str = "full") -> dict[str, str]:
    found: list[tuple[str, Any]] = [(item.about, item.payload) for item in of_kind(reading, "name")]
    return {about: name.text for about, name in found if name.use == use}


def test_the_plan_has_its_name_period_and_words() -> None:
    reading = read(PLAN)
    (plan,) = of_kind(reading, "plan")
    assert plan.payload.content() == {
        "framework": "strategic-plan", "partnership": SCOPE, "period": "2020-01-01/2024-12-31",
    }  # fmt: skip
    assert names(reading)[plan.about] == "Clean river plan"
    said = [(one["topic"], one["text"].get("und") or one["text"]["zxx"], one.get("areas")) for one in
            contents(reading, "statement")]  # fmt: skip
    assert said == [
        ("document-type", "Strategic_Plan", None),
        ("description", "What the river board means to do.", None),
        ("vision", "A river to swim in.", None),
        ("value", "Openness", [{"und": "Openness"}]),
        ("value", "We leave it better.", [{"und": "Care"}]),
        ("value-without-name", "without a name", None),
        ("other-information", "See the yearly survey.", None),
    ]


def test_what_has_no_date_is_no_later_than_the_publication() -> None:
    reading = read(PLAN)
    dates = {item.as_of and item.as_of.text for item in reading.items if not item.payload.structural}
    assert dates == {"../2020-02-15"}
    later = read(PLAN, Destination(partnership=SCOPE, published=PartialDate("2020-03")))
    assert {item.as_of and item.as_of.text for item in later.items if not item.payload.structural} == {"../2020-03"}


def test_the_file_is_the_source() -> None:
    source = read(PLAN, Destination(partnership=SCOPE, captured=PartialDate("2026-01-02"))).source
    assert source.title.by == {"und": "Clean river plan"}
    assert (source.publisher, source.author, source.address) == (
        "River Board",
        "Ada Weir",
        "https://river.example/plan",
    )
    assert source.published == PartialDate("2020-02-15")
    assert source.captured is None
    assert source.sha256
    undated = read(PLAN.replace(b"<PublicationDate>2020-02-15</PublicationDate>", b""), Destination(
        partnership=SCOPE, captured=PartialDate("2026-01-02")))  # fmt: skip
    assert undated.source.captured == PartialDate("2026-01-02")
    assert {item.as_of and item.as_of.text for item in undated.items if not item.payload.structural} == {
        "../2026-01-02"
    }


def test_goals_and_objectives_are_a_tree() -> None:
    reading = read(PLAN)
    items = of_kind(reading, "objective")
    called = names(reading)
    tree = [(called.get(item.about), said["level"], said.get("code"), said["text"]) for item, said in
            zip(items, contents(reading, "objective"), strict=True)]  # fmt: skip
    assert tree == [
        ("Clean water", "goal", "1", {"und": "Less goes in."}),
        ("Sewers", "objective", "1.1", {"und": "Sewers"}),
        (None, "objective", "1.2", {"und": "Farmers leave a strip."}),
        (None, "objective", None, {"zxx": "…"}),
    ]
    assert {said.get("parent") for said in contents(reading, "objective")} == {None, items[0].about}
    assert names(reading, "alias")[items[1].about] == "stratml:_obj-1-1"


def test_stakeholders_are_parties_with_a_part() -> None:
    reading = read(PLAN)
    called = names(reading)
    categories = {called[item.about]: item.payload.content()["category"] for item in of_kind(reading, "party")}
    assert categories == {
        "River Board": "organisation", "Town of Alm": "organisation", "Anglers": "group", "Ada Weir": "person",
    }  # fmt: skip
    parts = [(called[said["party"]], called.get(said.get("of", "")), said.get("roles"), said.get("text")) for said in
             contents(reading, "involvement")]  # fmt: skip
    assert parts == [
        ("River Board", None, [{"sides": ["owner"]}], {"und": "A board of two towns."}),
        ("Town of Alm", "River Board", None, {"und": "U"}),
        ("Anglers", "River Board", None, None),
        ("Ada Weir", None, None, None),
    ]
    assert "Without a word or figure in them, so that nothing was recorded of them: 1 Stakeholder." in reading.notes


def test_what_has_no_place_is_refused_by_path() -> None:
    assert {
        (one.at.column.removeprefix("/StrategicPlan/"), one.at.row, one.whole_row) for one in read(PLAN).refused
    } == {
        ("StrategicPlanCore/Vision/Identifier", 12, False),
        ("AdministrativeInformation/Submitter/EmailAddress", 31, False),
    }


def test_targets_and_results_of_indicators() -> None:
    reading = read(REPORT)
    (indicator,) = of_kind(reading, "indicator")
    assert indicator.payload.content() == {
        "of": of_kind(reading, "objective")[1].about,
        "measures": {"und": "Houses connected"}, "unit": {"und": "houses"}, "method": "quantitative",
    }  # fmt: skip
    results = [(item.payload.content(), item.as_of and item.as_of.text) for item in of_kind(reading, "result")]
    assert results == [
        ({"role": "target", "period": "2021-01-01/2021-12-31", "figure": "1000"}, "../2022-07-01"),
        ({"period": "../2021-12-31", "figure": "0"}, "2021-12-31"),
        ({"period": "../2022-06-30", "described": {"und": "about 40"}}, "2022-06-30"),
    ]
    questions = [item.payload.answers(PartialDate("2022"))[0].question for item in of_kind(reading, "result")]
    assert questions[:2] == ["planned/result/2021-01-01/2021-12-31", "result/../2021-12-31"]


def test_a_result_left_empty_says_nothing_and_its_date_is_told() -> None:
    reading = read(REPORT)
    assert [note for note in reading.notes if "1 ActualResult" in note]
    assert [one.at.column.rsplit("/", 2)[-2:] for one in reading.refused if "StartDate" in one.at.column] == [
        ["ActualResult", "StartDate"]
    ]


def test_a_result_whose_end_lies_ahead_is_not_dated_by_it() -> None:
    reading = read(REPORT.replace(b"2022-07-01", b"2022-01-31"))
    assert [item.as_of and item.as_of.text for item in of_kind(reading, "result")] == [
        "../2022-01-31", "2021-12-31", "../2022-01-31",
    ]  # fmt: skip


def test_an_end_before_its_beginning_is_no_period_and_is_told() -> None:
    reading = read(PLAN.replace(b"<EndDate>2024", b"<EndDate>2019"))
    assert "period" not in contents(reading, "plan")[0]
    told = {one.at.column.rsplit("/", 1)[-1] for one in reading.refused}
    assert {"StartDate", "EndDate"} <= told


def test_who_performs_takes_part() -> None:
    reading = read(REPORT)
    called = names(reading)
    takes_part = [[called[one] for one in said.get("participants", ())] for said in contents(reading, "objective")]
    assert takes_part == [[], ["Alm"]]


def test_without_a_partnership_one_is_made_of_those_named() -> None:
    reading = read(PLAN, Destination())
    (partnership,) = of_kind(reading, "partnership")
    called = names(reading)
    assert [called[one] for one in contents(reading, "partnership")[0]["parties"]] == [
        "River Board",
        "Anglers",
        "Town of Alm",
    ]
    assert {item.scope for item in reading.items} == {partnership.about}
    assert [note for note in reading.notes if "made of the 3 parties" in note]


def test_one_party_is_no_partnership() -> None:
    with pytest.raises(InputError) as refused:
        read(HOME_MADE, Destination())
    assert refused.value.code == "no-parties"
    assert "--into" in refused.value.remedy


def test_the_same_document_with_other_bytes_says_the_same() -> None:
    other = b"\xef\xbb\xbf" + PLAN.replace(b"\n", b"\r\n\t ").replace(b"_org-rb", b"_org-rb ")
    one, two = read(PLAN, Destination()), read(other, Destination())
    assert statements(one) == statements(two)
    assert one.series == two.series
    assert one.source.sha256 != two.source.sha256


def test_another_order_of_stakeholders_says_the_same() -> None:
    alm = PLAN[PLAN.index(b"<Stakeholder Stake") : PLAN.index(b'<Stakeholder StakeholderTypeType="Generic')]
    swapped = PLAN.replace(alm, b"").replace(b"Anglers</Name></Stakeholder>", b"Anglers</Name></Stakeholder>" + alm)
    assert swapped != PLAN
    assert statements(read(swapped, Destination())) == statements(read(PLAN, Destination()))


def test_a_name_of_no_end_is_cut_and_told() -> None:
    reading = read(PLAN.replace(b"Clean water", b"w" * 600))
    assert "w" * 500 in names(reading).values()
    assert [note for note in reading.notes if "600 characters, of which 500 are kept" in note]


@given(documents())
def test_no_word_of_a_document_is_lost(drawn: Drawn) -> None:
    document = read_stratml(parse_xml(drawn.data, "drawn.xml"))
    reading = read_plan(document, INTO)
    said = "\n".join([reading.source.model_dump_json(), *(str(item.payload.content()) for item in reading.items)])
    paths = {one.at.column for one in reading.refused}
    lost = {node.path for node in document.root.walk() if node.text in drawn.texts and node.text not in said}
    assert {unnumbered(path) for path in lost} <= paths
