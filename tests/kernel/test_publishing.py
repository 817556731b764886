"""Seen as published by a day: closers count from the day their ground was out (rules 8 and 10)."""

from datetime import date

import pytest

from servanda.kernel.entries import Entry
from servanda.kernel.view import View
from tests.kernel.ledgers import cited, entry, seen, source

# two dated states of one file: the first says 41, the second 42
FIRST, SECOND = date(2016, 6, 30), date(2016, 9, 30)
BEFORE, BETWEEN, AFTER = date(2016, 6, 29), date(2016, 8, 1), SECOND
PACKAGE = entry("package", "K", "package", "../2026", {"framework": "f", "partnership": "P"})
SOURCES = [source("S", FIRST.isoformat()), source("T", SECOND.isoformat())]
EARLIER = [PACKAGE, *SOURCES, entry("tally", "K", "tally", "2016", {"total": 41}), cited("tally", "S")]


def replaces(target: str, by: str) -> Entry:
    return entry(f"{target} by {by}", target, "replaces", "2020", {"by": by.ljust(32, "0"), "reason": "a later state"})


def withdraws(target: str) -> Entry:
    return entry(f"without {target}", target, "withdraws", "2020", {"reason": "no longer there"})


def later(total: int = 42, by: str | None = "T", name: str = "later") -> list[Entry]:
    """A new figure, cited or not, that replaces the earlier one."""
    own = name.ljust(32, "0")
    made = [entry(own, "K", "tally", "2016", {"total": total}), replaces("tally", name)]
    return [*made, *([cited(own, by)] if by else [])]


def totals(ledger: list[Entry], day: date | None) -> list[int | None]:
    return sorted(fact.payload.total.exact for fact in seen(ledger, published_by=day).of_kind("tally"))


@pytest.mark.parametrize(("day", "shown"), [(BEFORE, []), (FIRST, [41]), (BETWEEN, [41]), (AFTER, [42]), (None, [42])])
def test_each_day_shows_the_state_that_was_out(day: date | None, shown: list[int]) -> None:
    assert totals([*EARLIER, *later()], day) == shown


def test_the_order_of_importing_does_not_matter() -> None:
    backwards = [*SOURCES, *later(), *EARLIER]
    for day in (BEFORE, FIRST, BETWEEN, AFTER):
        assert seen(backwards, published_by=day).canonical() == seen([*EARLIER, *later()], published_by=day).canonical()


def test_a_correction_that_is_not_cited_closes_at_any_day() -> None:
    assert totals([*EARLIER, *later(by=None)], BETWEEN) == []
    assert totals([*EARLIER, withdraws("tally")], BETWEEN) == []


def test_a_cited_withdrawal_closes_from_the_day_its_source_was_out() -> None:
    ledger = [*EARLIER, withdraws("tally"), cited("without tally", "T")]
    assert totals(ledger, BETWEEN) == [41]
    assert totals(ledger, AFTER) == []
    assert totals(ledger, None) == []


def test_a_replacement_that_is_cited_itself_waits_for_its_own_source_too() -> None:
    ledger = [*EARLIER, *later(by="S")]
    assert totals(ledger, BETWEEN) == [42]
    assert totals([*ledger, cited("tally by later", "T")], BETWEEN) == [41, 42]


def test_a_closer_that_is_withdrawn_closes_by_no_day() -> None:
    ledger = [*EARLIER, *later(), withdraws("tally by later")]
    assert totals(ledger, BETWEEN) == [41]
    assert totals(ledger, AFTER) == [41, 42]


def test_a_closed_citation_is_no_ground() -> None:
    ledger = [*EARLIER, *later(), withdraws("later".ljust(32, "0") + " in T")]
    assert totals(ledger, BETWEEN) == []


def test_two_replacements_of_one_state_count_each_from_its_day() -> None:
    ledger = [*EARLIER, source("U", "2016-12-31"), *later(), *later(43, "U", "last")]
    assert totals(ledger, BETWEEN) == [41]
    assert totals(ledger, AFTER) == [42]
    assert totals(ledger, date(2016, 12, 31)) == [42, 43]


def described(view: View) -> list[str]:
    return [fact.payload.text.in_language("en")[0] for fact in view.of_kind("objective")]


def test_what_a_record_is_shows_the_words_of_the_day() -> None:
    new = "new".ljust(32, "0")
    ledger = [
        *EARLIER,
        entry("item", "O", "objective", "../2026", {"of": "K", "text": "a goal"}),
        cited("item", "S"),
        entry(new, "O", "objective", "../2026", {"of": "K", "text": "a clearer goal"}),
        cited(new, "T"),
        replaces("item", "new"),
        entry("other", "Q", "objective", "../2026", {"of": "K", "text": "brought by the second state"}),
        cited("other", "T"),
    ]
    assert described(seen(ledger, published_by=FIRST)) == ["a goal"]
    assert sorted(described(seen(ledger, published_by=AFTER))) == ["a clearer goal", "brought by the second state"]
    assert sorted(described(seen(ledger))) == ["a clearer goal", "brought by the second state"]


def test_what_is_not_cited_of_a_record_and_names_are_shown_by_any_day() -> None:
    ledger = [
        *EARLIER,
        entry("item", "O", "objective", "../2026", {"of": "K", "text": "a goal"}),
        entry("name", "K", "name", "../2026", {"text": "The package", "language": "en"}),
        cited("name", "T"),
    ]
    view = seen(ledger, published_by=FIRST)
    assert described(view) == ["a goal"]
    assert len(view.of_kind("name")) == 1
