"""From a ledger to what is seen of it: selecting, citing, joining, and leaving no trace."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from servanda.kernel.canonical import canonical, sha256
from servanda.kernel.entries import Arrival, Entry
from servanda.kernel.identity import NO_ALIASES
from servanda.kernel.marking import Marking, Reader
from servanda.kernel.model import compose, see, statement_digest
from servanda.kernel.standpoint import Resolved
from servanda.kernel.view import View
from tests.kernel.ledgers import TODAY, cited, entry, seen, source

SECRET = Marking.parse("secret to B")
CLEARED = Reader("b", "secret", frozenset({"B"}))
PARTY = entry("party", "A", "party", "../2026", {"category": "state"})
NAME = entry("name", "A", "name", "../2026", {"text": "Azerbaijan", "language": "en"})
PACKAGE = entry("package", "K", "package", "../2026", {"framework": "f", "partnership": "P"})
ITEM = entry("item", "O", "objective", "../2026", {"of": "K", "text": "a goal", "holder": "A"})
TALLY = entry("tally", "K", "tally", "2016-11-15", {"total": 41})


def kinds(view: View) -> list[str]:
    return sorted(fact.kind for fact in view.facts)


def test_a_fact_counts_from_its_earliest_day_on() -> None:
    spring = entry("spring", "K", "tally", "2016-04", {"total": 1})
    assert not seen([spring], date(2016, 3, 31)).facts
    assert seen([spring], date(2016, 4, 1)).facts


def test_an_undated_fact_counts_from_the_day_it_is_no_later_than() -> None:
    undated = entry("undated", "K", "tally", "../2016-11-15", {"total": 1})
    assert not seen([undated], date(2016, 11, 14)).facts
    assert seen([undated], date(2016, 11, 15)).facts


def test_what_is_known_later_is_not_known_before() -> None:
    arrivals = [
        Arrival(tick, one.id, datetime(2026, 1, tick, tzinfo=UTC)) for tick, one in enumerate([PACKAGE, TALLY], 1)
    ]
    assert kinds(see([PACKAGE, TALLY], arrivals, Resolved(TODAY, 1, TODAY))) == []
    assert kinds(see([PACKAGE, TALLY], arrivals, Resolved(TODAY, 2, TODAY))) == ["package", "tally"]


def test_a_record_is_there_only_through_what_speaks_of_it() -> None:
    assert kinds(seen([PARTY, NAME])) == []
    said = entry("said", "K", "statement", "2016", {"topic": "t", "text": "x"}, said_by="A")
    assert kinds(seen([PARTY, NAME, said])) == ["name", "party", "statement"]


def test_a_hidden_fact_does_not_bring_its_record_to_light() -> None:
    hidden = entry("said", "K", "statement", "2016", {"topic": "t", "text": "x"}, said_by="A", marking=SECRET)
    assert kinds(seen([PARTY, NAME, hidden])) == []
    arrivals = [
        Arrival(tick, one.id, datetime(2026, 1, 1, tzinfo=UTC)) for tick, one in enumerate([PARTY, NAME, hidden], 1)
    ]
    cleared = see([PARTY, NAME, hidden], arrivals, Resolved(TODAY, 3, TODAY, reader=CLEARED))
    assert kinds(cleared) == ["name", "party", "statement"]


def test_an_item_is_shown_with_its_package_and_brings_its_holder() -> None:
    assert kinds(seen([PARTY, PACKAGE, ITEM])) == []
    assert kinds(seen([PARTY, PACKAGE, ITEM, TALLY])) == ["objective", "package", "party", "tally"]


def test_what_is_spoken_of_elsewhere_is_shown() -> None:
    at = Resolved(TODAY, 9, TODAY)
    assert kinds(compose([PARTY, NAME], at)) == []
    assert kinds(compose([PARTY, NAME], at, ["A"])) == ["name", "party"]


def test_published_by_counts_only_what_a_source_out_by_then_supports() -> None:
    ledger = [PACKAGE, TALLY, source("S", "2016-11-15"), source("T", "2017"), cited("tally", "T")]
    assert kinds(seen(ledger, published_by=date(2016, 12, 31))) == []
    ledger.append(cited("tally", "S"))
    view = seen(ledger, published_by=date(2016, 12, 31))
    assert [one.source for one in view.of_kind("tally")[0].citations] == ["S"]
    assert kinds(seen(ledger, published_by=date(2016, 11, 14))) == []


def test_a_source_counts_from_the_latest_day_it_can_have_been_published_else_from_its_capture() -> None:
    ledger = [TALLY, source("S", "2016-11"), cited("tally", "S")]
    assert not seen(ledger, published_by=date(2016, 11, 29)).facts
    assert seen(ledger, published_by=date(2016, 11, 30)).facts
    captured = entry("source C", "C", "source", "2020", {"title": "t", "publisher": "p", "captured": "2018-02-01"})
    assert not seen([TALLY, captured, cited("tally", "C")], published_by=date(2018, 1, 31)).facts
    assert seen([TALLY, captured, cited("tally", "C")], published_by=date(2018, 2, 1)).facts


def test_a_fact_with_no_dated_source_never_counts_as_published() -> None:
    ledger = [TALLY, source("S"), cited("tally", "S")]
    assert seen(ledger).facts
    assert not seen(ledger, published_by=date(9999, 1, 1)).of_kind("tally")


def test_one_statement_recorded_twice_is_shown_once_with_the_citations_of_both() -> None:
    again = replace(TALLY, id="again", recorded_at=TALLY.recorded_at + timedelta(days=1))
    ledger = [
        TALLY,
        again,
        source("S", "2016"),
        source("T", "2017"),
        cited("tally", "S"),
        cited("again", "T"),
        cited("again", "S"),
    ]
    (fact,) = seen(ledger).of_kind("tally")
    assert [one.id for one in fact.entries] == ["tally", "again"]
    assert [one.source for one in fact.citations] == ["S", "T"]


def test_a_name_entered_on_two_days_is_one_statement() -> None:
    said = entry("said", "A", "statement", "2016", {"topic": "t", "text": "x"})
    again = replace(NAME, id="again", as_of=entry("x", "x", "ended", "../2027").as_of)
    (name,) = seen([said, NAME, again]).of_kind("name")
    assert len(name.entries) == 2
    assert name.plain()["as_of"] is None


def test_joined_records_are_one_whichever_way_round() -> None:
    other = entry("tally 2", "L", "tally", "2017", {"total": 42})
    for one, another in (("K", "L"), ("L", "K")):
        view = seen([TALLY, other, entry("same", one, "same-as", "2020", {"other": another})])
        assert [fact.payload.total.exact for fact in view.about("L")] == [41, 42]
        assert view.questions("K") == view.questions("L")


def test_the_canonical_text_does_not_depend_on_the_order_or_ids_of_entries() -> None:
    ledger = [PACKAGE, TALLY, source("S", "2016"), cited("tally", "S"), PARTY, NAME, ITEM]
    renamed: list[Entry] = [renaming(one) for one in ledger]
    assert seen(ledger).canonical() == seen(list(reversed(ledger))).canonical()
    assert seen(ledger).canonical() == seen(renamed).canonical()


def test_the_canonical_text_is_what_writing_it_in_one_would_give() -> None:
    joined = entry("same", "S", "same-as", "2020", {"other": "R"})
    said = entry("said", "K", "statement", "2016", {"topic": "t", "text": "“Так”\n~"}, said_by="A")
    ledger = [PACKAGE, TALLY, said, source("S", "2016"), source("T"), cited("tally", "S"), cited("tally", "T"), joined]
    view = seen([*ledger, PARTY, NAME, ITEM])
    assert any(one.source != one.payload.source for fact in view.facts for one in fact.citations)
    facts = [fact.plain() for fact in view.facts]
    whole = {"format": 1, "as_of": TODAY.isoformat(), "published_by": None, "facts": facts}
    assert view.canonical() == canonical(whole)


def renaming(one: Entry) -> Entry:
    own: dict[str, Any] = {"id": f"other {one.id}"}
    if one.kind == "citation":
        own["about"] = f"other {one.about}"
    return replace(one, **own)


def test_a_statement_is_known_by_the_hash_of_its_canonical_text() -> None:
    said = entry(
        "said", "K", "statement", "2016", {"topic": "t", "text": 'a "b" \\ \u0259\n'}, said_by="A", since="2015"
    )
    name = {"text": "Az\u0259rbaycan", "language": "az"}
    for fact, day in ((said, "2016"), (entry("name", "A", "name", "../2026", name), None)):
        said_by, since = fact.said_by, fact.since.text if fact.since else None
        whole = [fact.kind, fact.about, day, since, None, fact.payload.content(), said_by]
        assert statement_digest(fact, NO_ALIASES) == sha256(canonical(whole))
