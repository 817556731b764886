"""IATI activities as statements: who is in them, what sums were given, what came of them; and what is not placed."""

from collections import Counter
from typing import Any

import pytest
from lxml import etree

from servanda import register
from servanda.errors import InputError
from servanda.exchange.formats.iati import read_iati
from servanda.exchange.formats.safexml import parse_xml
from servanda.exchange.imports.iati import read_activities
from servanda.exchange.imports.making import Destination
from servanda.exchange.imports.model import Reading
from servanda.exchange.registerfile.item import Item
from servanda.kernel.dates import PartialDate
from servanda.kernel.standpoint import Standpoint
from servanda.register.reading.views import find, records_view
from tests.support.databases import Database
from tests.support.iati import NEW, OLD
from tests.support.readings import record_reading, statements

Read = tuple[Reading, list[Item]]


def read(data: bytes, to: Destination | None = None) -> Read:
    reading = read_activities(read_iati(parse_xml(data, "activities.xml")), to or Destination())
    reading.items = list(reading.items)
    return reading, reading.items


@pytest.fixture(scope="module")
def old() -> Read:
    return read(OLD)


@pytest.fixture(scope="module")
def new() -> Read:
    return read(NEW)


def of_kind(read: Read, kind: str) -> list[Item]:
    return [item for item in read[1] if item.payload.kind == kind]


def names(read: Read) -> dict[str, str]:
    found: list[tuple[str, Any]] = [(item.about, item.payload) for item in of_kind(read, "name")]
    return {about: name.text for about, name in reversed(found) if name.use == "full"}


def money(read: Read) -> list[tuple[Any, ...]]:
    found: list[tuple[Item, Any]] = [(item, item.payload) for item in of_kind(read, "money")]
    return [(one.flow, one.amount, one.currency, item.as_of.text if item.as_of else None) for item, one in found]


def test_an_activity_is_an_operation_with_its_names_and_place(old: Read) -> None:
    (operation,) = of_kind(old, "operation")
    called = names(old)
    assert called[operation.about] == "Dikes for Alm"
    said: Any = operation.payload
    assert called[said.led_by] == "River Aid"
    assert said.place.by == {"en": "Alm; BE"}
    own: list[Any] = [item.payload for item in of_kind(old, "name") if item.about == operation.about]
    assert {(name.use, name.text) for name in own} == {
        ("full", "Dikes for Alm"), ("alias", "iati:XA-1-77"), ("alias", "77"), ("slug", "xa-1-77"),
    }  # fmt: skip


def test_names_and_texts_keep_their_languages(new: Read) -> None:
    (operation,) = of_kind(new, "operation")
    own: list[Any] = [item.payload for item in of_kind(new, "name") if item.about == operation.about]
    assert {(name.language, name.text) for name in own if name.use == "full"} == {("en", "Wells"), ("fr", "Puits")}


def test_organisations_have_roles_and_a_code_of_a_class_names_none(old: Read) -> None:
    called = names(old)
    said: list[Any] = [item.payload for item in of_kind(old, "involvement")]
    assert [(called[one.party], one.roles[0].sides) for one in said] == [
        ("River Aid", ("funding",)), ("Dike Works Ltd", ("implementing",)), ("Pump Works Ltd", ("implementing",)),
    ]  # fmt: skip
    assert [note for note in old[0].notes if "1 participating-org" in note]


def test_dates_that_lie_ahead_are_planned(old: Read) -> None:
    assert [item.as_of for item in of_kind(old, "began")] == [PartialDate("2010-04-01")]
    assert of_kind(old, "ended") == []
    said: list[Any] = [item.payload for item in of_kind(old, "statement")]
    assert [(one.topic, one.planned_for.text if one.planned_for else None) for one in said] == [
        ("end", "2014-12-31"), ("end", "2013-12-31"), ("description", None),
    ]  # fmt: skip
    assert [note for note in old[0].notes if note.startswith("1 dates are said to be actual")]


def test_every_sum_is_a_fact_with_currency_and_date(old: Read) -> None:
    assert money(old) == [
        ("commitment", "1000.50", "GBP", "2010-04-01"),
        ("disbursement", "20", "EUR", "2011-02-01"),
        ("disbursement", "20", "EUR", "2011-02-01"),
        ("incoming-funds", "0", None, "2011-03-01"),
        ("incoming-funds", "7", "GBP", "../2013-04-30"),
        ("budget", "500", "GBP", "../2013-04-30"),
        ("budget", "600", "GBP", "../2013-04-30"),
    ]
    found: list[Any] = [item.payload for item in of_kind(old, "money")]
    assert [one.occurrence for one in found] == [1, 1, 2, 1, 1, 1, 2]
    assert found[0].value_date == PartialDate("2010-04-01")
    assert found[0].note.by == {"en": "Commitment to April"}
    assert found[4].period == PartialDate("2013-09-01")
    assert found[5].period == PartialDate("2010-04-01/2011-03-31")
    assert found[5].stage == "original"
    questions = [(item.about, item.payload.answers(item.as_of or PartialDate("2000"))[0].question) for item in
                 of_kind(old, "money")]  # fmt: skip
    assert len(set(questions)) == len(questions)


def test_sums_are_about_what_their_giver_contributes(old: Read) -> None:
    called, (operation,) = names(old), of_kind(old, "operation")
    given: dict[str, Any] = {item.about: item.payload for item in of_kind(old, "contribution")}
    assert {called[one.party] for one in given.values()} == {"River Aid", "Lottery"}
    assert {one.operations for one in given.values()} == {(operation.about,)}
    about = [
        called[given[item.about].party] if item.about in given else "the activity" for item in of_kind(old, "money")
    ]
    assert about == ["River Aid", "River Aid", "River Aid", "the activity", "Lottery", "the activity", "the activity"]


def test_what_is_no_sum_is_refused_with_its_line(old: Read) -> None:
    refused = {one.code: (one.at.row, one.whole_row) for one in old[0].refused if one.code != "not-held"}
    assert refused == {"no-sum": (31, False), "no-identifier": (37, True)}
    assert (old[0].rows, old[0].placed) == (2, 1)
    assert [note for note in old[0].notes if "'EURO' is no currency" in note]


def test_what_is_not_placed_is_told_by_path_and_count(old: Read) -> None:
    told = {one.at.column: one.sentence for one in old[0].refused if one.code == "not-held"}
    assert {
        "iati-activity/@hierarchy", "iati-activity/activity-date", "iati-activity/activity-date/@type",
        "iati-activity/recipient-country/@percentage", "iati-activity/transaction/receiver-org/@ref",
        "record/@contact-email",
    } <= told.keys()  # fmt: skip
    assert "said 2 times, first at line 19," in told["iati-activity/recipient-country/@percentage"]


def test_results_have_baseline_targets_and_what_was_reached(new: Read) -> None:
    (indicator,) = of_kind(new, "indicator")
    assert indicator.payload.content() == {
        "of": of_kind(new, "operation")[0].about, "measures": {"en": "Homes with water"}, "under": {"en": "Access"},
        "stage": "output", "unit": {"zxx": "%"},
    }  # fmt: skip
    found: list[tuple[Item, Any]] = [(item, item.payload) for item in of_kind(new, "result")]
    assert [(one.role, one.figure, one.period.text, item.as_of and item.as_of.text) for item, one in found] == [
        ("baseline", "10", "2019", "../2020-05-01"),
        ("target", "12.5", "2020-01-01/2020-03-31", "../2020-05-01"),
        ("actual", "0", "2020-01-01/2020-03-31", "2020-03-31"),
        ("target", "20", "2020-04-01/2020-12-31", "../2020-05-01"),
        ("actual", None, "2020-04-01/2020-12-31", "../2020-05-01"),
    ]
    assert found[4][1].described.by == {"zxx": "about 15"}
    assert new[0].notes[-1].endswith("1 actual.")


def test_status_and_plans_of_a_newer_file(new: Read) -> None:
    (step,) = of_kind(new, "step")
    assert step.payload.content() == {"step": "pipeline"}
    topics: list[Any] = [item.payload for item in of_kind(new, "statement")]
    assert [one.topic for one in topics] == ["start", "objectives"]
    assert money(new) == [("planned-disbursement", "100", "USD", "../2020-05-01")]


@pytest.mark.parametrize(
    ("written", "amount"), [("1,000.50", "1000.50"), ("-1,234,567", "-1234567"), ("12.5", "12.5"), ("0", "0")]
)
def test_commas_part_thousands(written: str, amount: str) -> None:
    found = read(OLD.replace(b">1,000.50<", f">{written}<".encode()))
    assert ("commitment", amount, "GBP", "2010-04-01") in money(found)


@pytest.mark.parametrize("written", ["12,50", "1,00", "1000,500", "1,0000", "1.000,50", "1_000", "1e5", "1,234,56"])
def test_any_other_comma_makes_no_sum_and_what_was_said_is_not_missing(old: Read, written: str) -> None:
    found = read(OLD.replace(b">1,000.50<", f">{written}<".encode()))
    assert len(money(found)) == len(money(old)) - 1
    sums = [one for one in found[0].refused if one.code == "no-sum"]
    assert len(sums) == len([one for one in old[0].refused if one.code == "no-sum"]) + 1
    assert any(written in one.sentence for one in sums)
    given = {item.about for item in of_kind(old, "contribution")}
    assert found[0].unsure & given
    assert {item.about for item in of_kind(old, "operation")} <= found[0].unsure


def test_the_counts_are_those_of_the_file() -> None:
    for data in (OLD, NEW):
        document = read_iati(parse_xml(data, "activities.xml"))
        counts = Counter(str(element.tag) for element in etree.fromstring(data).iter(etree.Element))
        assert document.counts == counts
        told = read_activities(document, Destination()).notes[0]
        assert f"{counts['transaction']} transaction, {counts['budget']} budget" in told


def test_the_partnership_is_of_the_reporting_organisation_and_the_others(old: Read) -> None:
    (partnership,) = of_kind(old, "partnership")
    called = names(old)
    parties: Any = partnership.payload
    assert called[parties.parties[0]] == "River Aid"
    assert {called[one] for one in parties.parties[1:]} == {"Dike Works Ltd", "Pump Works Ltd"}


def test_one_organisation_is_no_partnership() -> None:
    data = (
        b'<iati-activities version="2.01"><iati-activity><reporting-org ref="XA-1"/></iati-activity></iati-activities>'
    )
    with pytest.raises(InputError) as refused:
        read(data)
    assert refused.value.code == "no-parties"


def test_what_is_no_file_of_activities() -> None:
    with pytest.raises(InputError) as refused:
        read(b"<plan/>")
    assert refused.value.code == "not-iati"


def test_reading_it_twice_says_the_same() -> None:
    assert statements(read(OLD)[0]) == statements(read(OLD)[0])


def test_it_is_recorded_and_found_by_its_identifier(database: Database) -> None:
    record_reading(read(OLD)[0])
    at = register.resolve(Standpoint())
    activity = find("xa-1-77", at)
    view = records_view([activity], at)
    assert len(view.about(activity, "money")) == 3
    assert len(view.about(activity, "involvement")) == 3
