"""Texts put to decision as a view shows them: only what is cited, from wherever it is seen, one record or several."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from servanda.kernel.model import see
from servanda.kernel.procedures import Procedure, procedures
from servanda.kernel.silence import DEFAULT
from servanda.kernel.standpoint import Resolved
from tests.support.seen import arrivals_of, entries_of, register, view_of

RIVERS = (Path(__file__).parents[1] / "data" / "under-silence.yaml").read_text(encoding="utf-8")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A register file to be written."""
    return tmp_path / "rivers.yaml"


def told(file: Path, day: str, *changes: tuple[str, str]) -> list[Procedure]:
    """The procedures of the register, changed, as of a day."""
    text = RIVERS
    for before, after in changes:
        assert before in text, before
        text = text.replace(before, after)
    # each version is a file of its own, for a file is read once
    path = file.with_name(f"{len(list(file.parent.iterdir()))}.yaml")
    path.write_text(text, encoding="utf-8")
    return list(procedures(view_of(path, day, today=date(2026, 11, 24)), lambda _framework, _way: DEFAULT))


# the objection that came half a minute too late would be in time before a later expiry
LATE = "as_of: 2026-06-11T17:00:30+02:00, party: lorne, what: "
QUIET = (f"{LATE}objection", f"{LATE}statement")


def states(found: list[Procedure]) -> list[str]:
    return [one.course.state if one.course else "disputed" for one in found]


def test_each_day_ends_in_the_zone_of_the_procedure(file: Path) -> None:
    late = ("expires: 2026-06-11T17:00 Europe/Brussels", "expires: 2026-06-12T00:30 Asia/Baku")
    # half past midnight in Baku is still 11 June in UTC; by the clocks of the procedure it is the twelfth
    assert states(told(file, "2026-06-11", late, QUIET)) == ["broken", "open"]
    assert states(told(file, "2026-06-12", late, QUIET)) == ["broken", "adopted"]


def test_what_is_said_in_another_partnership_changes_nothing(file: Path) -> None:
    file.write_text(RIVERS, encoding="utf-8")
    entries = entries_of(register(file))
    at = Resolved(as_of=date(2026, 6, 5), tick=len(entries), today=date(2026, 11, 24))
    moved = [replace(one, scope="o" * 32) if one.kind == "reply" else one for one in entries]
    found = [
        procedures(see(every, arrivals_of(every), at), lambda _framework, _way: DEFAULT) for every in (entries, moved)
    ]
    assert [states(list(one))[0] for one in found] == ["broken", "adopted"]


def test_an_opening_at_the_next_midnight_is_not_of_the_day(file: Path) -> None:
    midnight = ("expires: 2026-06-11T17:00 Europe/Brussels", "expires: 2026-06-12T00:00 Europe/Brussels")
    assert states(told(file, "2026-06-11", midnight, QUIET)) == ["broken", "open"]


def test_a_changed_text_ends_what_is_open_on_the_one_before(file: Path) -> None:
    longer = ("expires: 2026-06-05T17:00 Europe/Brussels", "expires: 2026-07-05T17:00 Europe/Brussels")
    silent = ("{reply: silence-1, as_of: 2026-06-04T11:20+01:00, party: lorne, what: objection,",
              "{reply: silence-1, as_of: 2026-06-04T11:20+01:00, party: lorne, what: statement,")  # fmt: skip
    assert states(told(file, "2026-06-07", longer, silent)) == ["open"]
    first, second = told(file, "2026-06-08", longer, silent)
    assert first.course is not None
    assert (first.course.state, second.course and second.course.state) == ("superseded", "open")
    assert first.course.since.isoformat() == "2026-06-08T09:00:00+02:00"
    assert first.deciding == (second.opening,)


def test_the_word_of_a_party_that_was_joined_with_one_asked_counts(file: Path) -> None:
    other = ("  lorne: {party: state, name: Lorne}\n",
             "  lorne: {party: state, name: Lorne}\n  lorn: {party: state, name: Lorn}\n")  # fmt: skip
    word = ("party: lorne, what: objection, passage", "party: lorn, what: objection, passage")
    assert states(told(file, "2026-06-04", other, word)) == ["open"]
    same = ("\nfacts:\n", "\nsame: [[lorne, lorn]]\nfacts:\n")
    assert states(told(file, "2026-06-04", other, word, same)) == ["broken"]


def test_sources_that_differ_leave_it_open_how_it_stands_until_one_is_followed(file: Path) -> None:
    again = """\
  - procedure: silence-1
    as_of: 2026-06-01T09:00+02:00
    decides: package-text-1
    expires: 2026-06-03T17:00 Europe/Brussels
    parties: [aldmoor, brenn, carrow, lorne]
    source: press
  - source: letters
    facts:
      - {reply: silence-1,"""
    differs = ("  - source: letters\n    facts:\n      - {reply: silence-1,", again)
    line = "  press: {publisher: Press, title: Of the day, language: en, published: 2026-06-01}"
    press = ("sources:\n", f"sources:\n{line}\n")
    (first,) = told(file, "2026-06-04", differs, press)
    assert first.course is None
    assert {fact.payload.expires.moment.day for fact in first.deciding} == {3, 5}
    assert not first.is_announced
    ranked = ("title: Of the day,", "title: Of the day, rank: 90,")
    assert states(told(file, "2026-06-04", differs, press, ranked)) == ["adopted"]


def test_the_rules_in_an_opening_go_before_those_of_the_framework(file: Path) -> None:
    rule = '        quote: "Silence expires on Friday'
    two = (rule, f"        objections: 2\n{rule}")
    (first,) = told(file, "2026-06-05", two)
    assert first.rules.objections == 2
    assert states([first]) == ["adopted"]
