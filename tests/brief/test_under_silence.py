"""Texts put to decision in the brief: by day, by what was published, in both languages; and each told whole."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from servanda.brief import compose
from servanda.brief.procedure import HISTORY, STANDS, VERSIONS, ProcedureTold, by_state, tell, tell_all
from servanda.brief.redline import redline
from servanda.kernel.model import see
from servanda.kernel.standpoint import Resolved
from servanda.kernel.view import View
from tests.brief.telling import brief, section, sentences, shipped
from tests.support.seen import TODAY, arrivals_of, entries_of, register, view_of

RIVERS = Path(__file__).parents[1] / "data" / "under-silence.yaml"
SECOND = "“Adoption of the package for 2026-2028” (version 2)"


def decisions(day: str, **flags: str) -> list[str]:
    return section(brief(day, RIVERS, **flags), "decisions")


def told(day: str, address: str = "silence-2", language: str = "en") -> ProcedureTold:
    found = [one for one in tell_all(view_of(RIVERS, day), shipped(), language) if one.address == address]
    return found[0]


def test_until_its_expiry_a_text_is_under_silence_and_its_expiry_is_a_next_date() -> None:
    (first,) = decisions("2026-06-02")
    assert "is under silence until 5 June 2026, 17:00 (UTC+02:00)" in first
    (coming,) = brief("2026-06-02", RIVERS).next_dates
    assert coming.when is not None
    assert coming.when.text == "2026-06-05T17:00+02:00"
    assert coming.sentence.text == first
    (lane,) = [one for one in brief("2026-06-02", RIVERS).lanes if one.key == "decision"]
    assert [(item.state, item.when) for item in lane.items] == [("planned", "5 June 2026, 17:00 (UTC+02:00)")]
    (lane,) = [one for one in brief("2026-06-05", RIVERS).lanes if one.key == "decision"]
    assert [(item.state, item.stands) for item in lane.items] == [("said", "not adopted")]


def test_one_objection_breaks_it_at_its_own_moment_whatever_its_zone() -> None:
    (broken,) = decisions("2026-06-04")
    assert broken.endswith("silence was broken on 4 June 2026, 11:20 (UTC+01:00) by Lorne (paragraph 3).")
    assert brief("2026-06-04", RIVERS).next_dates == ()


def test_a_changed_text_is_adopted_at_its_expiry_and_what_came_late_is_told_as_late() -> None:
    adopted, late, broken = decisions("2026-06-11")
    assert adopted == f"{SECOND} was adopted under silence on 11 June 2026, 17:00 (UTC+02:00)."
    assert late.startswith(f"Lorne objected to {SECOND} on 11 June 2026, 17:00:30 (UTC+02:00), no longer in time")
    assert "was not adopted" in broken


def test_concurrence_waits_for_each_party() -> None:
    assert decisions("2026-06-16")[0].endswith("until 26 June 2026, 12:00 (UTC+02:00); agreed so far: Aldmoor.")
    assert decisions("2026-06-15")[0].endswith("agreed so far: none.")
    assert "when the last of 2 parties agreed" in decisions("2026-06-17")[0]


def test_what_the_world_could_have_known_is_judged_by_that_day() -> None:
    """The letters were published on 30 June: until then nobody could know of the objection of 4 June."""
    first = decisions("2026-07-05", published_by="2026-06-04")[0]
    assert "is under silence until 5 June" in first
    assert "was adopted under silence on 5 June" in decisions("2026-07-05", published_by="2026-06-06")[0]
    assert "was not adopted" in decisions("2026-07-05", published_by="2026-06-30")[-1]


def test_every_sentence_is_cited_and_said_in_azerbaijani_too() -> None:
    for day in ("2026-06-02", "2026-06-11", "2026-06-16", "2026-07-01"):
        for sentence in sentences(brief(day, RIVERS)):
            assert sentence.marks, sentence.text
        said = section(brief(day, RIVERS, language="az"), "decisions")
        assert said
        assert not any("silence" in words or "adopted" in words for words in said)


def test_what_is_tomorrow_is_only_as_decided_by_today() -> None:
    entries = entries_of(register(RIVERS))
    at = Resolved(date(2026, 12, 31), len(entries), date(2026, 6, 10), moment=datetime(2026, 6, 10, 10, tzinfo=UTC))
    view = see(entries, arrivals_of(entries), at)
    words = section(compose(view, register(RIVERS).scope, shipped()), "decisions")
    assert any("is under silence until 11 June" in one for one in words)
    assert tell_all(view, shipped())[0].left is not None


def test_a_text_told_whole() -> None:
    one = told("2026-06-10")
    assert one.left is not None
    assert round(one.left.total_seconds()) == 17 * 3600  # from the end of 10 June in Brussels
    assert [(party.name, party.sign) for party in one.parties] == [
        ("Aldmoor", "silent"), ("Brenn", "spoke"), ("Carrow", "spoke"), ("Lorne", "unknown"),
    ]  # fmt: skip
    assert [words.text.partition(": ")[2] for words in one.sentences(HISTORY)] == [
        "put under silence.",
        "Carrow asked a question: “Carrow asks whether the annex is the one of May”.",
        "Brenn said it will not object: “Brenn will not object”.",
    ]
    assert len(one.sentences(VERSIONS)) == 2
    assert one.changed_from.endswith("(version 1)")
    signs = {"same": "", "removed": "-", "added": "+"}
    changed = ["".join(f"{signs[run.does]}{run.text}{signs[run.does]}" for run in line) for line in one.text]
    assert changed[0] == "The parties adopt the package of -34-+31+ objectives for 2026-2028 set out in the annex."
    assert changed[2] == "The gauges at the upper crossing are kept by Brenn- and Lorne-."


def test_after_the_end_every_word_is_kept_with_what_it_was_worth() -> None:
    history = [words.text for words in told("2026-06-12").sentences(HISTORY)]
    assert any("Aldmoor objected, but not in writing" in words for words in history)
    assert any("Lorne objected, out of time; that changed nothing" in words for words in history)
    assert told("2026-06-12").sentences(STANDS)[0].text.startswith(SECOND)


def test_all_texts_by_how_they_stand_the_open_ones_first() -> None:
    view = view_of(RIVERS, "2026-06-16")
    assert [part.title for part in by_state(view, shipped()).sections] == ["Not decided yet", "Adopted", "Not adopted"]
    nothing = View(view.standpoint, ())
    assert by_state(nothing, shipped()).sections == ()
    assert tell(nothing, "0" * 32, shipped()) is None


@pytest.mark.parametrize(
    ("before", "after", "runs"),
    [
        ("a b c.", "a c.", [[("same", "a"), ("removed", " b"), ("same", " c.")]]),
        ("one\ntwo", "one\nthree\ntwo", [[("same", "one")], [("added", "three")], [("same", "two")]]),
        ("one\ntwo", "one", [[("same", "one")], [("removed", "two")]]),
        ("", "", []),
    ],
)
def test_a_redline_says_what_came_and_what_went(before: str, after: str, runs: list[list[tuple[str, str]]]) -> None:
    assert [[(run.does, run.text) for run in paragraph] for paragraph in redline(before, after)] == runs


def test_today_is_the_day_of_the_reference() -> None:
    assert date(2026, 7, 1) < TODAY  # all that the register tells is past
