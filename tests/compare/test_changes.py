"""What changed between two standpoints, told in sentences with their sources."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from servanda.compare import Comparison, compose
from servanda.frameworks import load_all
from servanda.kernel.dates import PartialDate
from servanda.kernel.entries import Entry, Payload
from servanda.kernel.identity import derived_id
from servanda.kernel.model import see
from servanda.kernel.standpoint import Resolved
from servanda.kernel.view import View
from servanda.kinds.fields import Count, Text
from servanda.kinds.replaces import Replaces
from servanda.render.comparison import as_markdown, as_text, plain
from tests.brief.telling import AZERBAIJAN, shipped
from tests.brief.test_third_partnership import FRAMEWORK, REGISTER
from tests.support.seen import TODAY, arrivals_of, entries_of, register, view_of


def _compare(before: View, after: View) -> Comparison:
    return compose(before, after, register(AZERBAIJAN).scope, shipped())


def _section(comparison: Comparison, key: str) -> list[str]:
    return [one.text for section in comparison.sections if section.key == key for one in section.sentences]


def test_from_one_day_to_another() -> None:
    comparison = _compare(view_of(AZERBAIJAN, "2016-11-15"), view_of(AZERBAIJAN, "2018-02-01"))
    new = _section(comparison, "came")
    assert any("120, including 6" in sentence for sentence in new)
    assert any("2 May 2017" in sentence for sentence in new)
    assert any("(2015-2016)" in sentence and "has run out" in sentence for sentence in _section(comparison, "ended"))
    assert not any("41 objectives" in sentence for sentence in new)


def test_an_end_is_told_as_an_end() -> None:
    comparison = _compare(view_of(AZERBAIJAN, "2008-04-01"), view_of(AZERBAIJAN, "2008-05-01"))
    assert any("Kosovo: ended on 15 April 2008" in sentence for sentence in _section(comparison, "ended"))


def test_nothing_changes_between_equal_views() -> None:
    comparison = _compare(view_of(AZERBAIJAN, "2016-11-15"), view_of(AZERBAIJAN, "2016-11-15"))
    assert comparison.sections == ()
    assert "Nothing that is told has changed." in as_text(comparison)
    assert "Nothing that is told has changed." in as_markdown(comparison)


def _corrected() -> tuple[View, View]:
    """The register before and after its 41 objectives were corrected to 42."""
    entries = entries_of(register(AZERBAIJAN))
    wrong = next(one for one in entries if one.kind == "tally" and one.payload.content().get("total") == 41)
    right = _recorded(wrong, "right", wrong.about, wrong.payload.model_copy(update={"total": Count(exact=42)}))  # type: ignore[attr-defined]
    cited = [
        _recorded(one, f"cite {number}", right.id, one.payload)
        for number, one in enumerate(entries)
        if one.kind == "citation" and one.about == wrong.id
    ]
    closer = replace(
        _recorded(wrong, "closer", wrong.id, Replaces(by=right.id, reason=Text(by={"en": "misread"}))),
        as_of=PartialDate.of(TODAY),
    )
    everything = [*entries, right, *cited, closer]
    stand = Resolved(as_of=date(2016, 11, 15), tick=len(entries), today=TODAY)
    arrivals = arrivals_of(everything)
    return see(everything, arrivals, stand), see(everything, arrivals, replace(stand, tick=len(everything)))


def _recorded(like: Entry, name: str, about: str, payload: Payload) -> Entry:
    return replace(like, id=derived_id("correction", name), about=about, payload=payload)


def test_a_correction_is_told_with_what_stood_before() -> None:
    before, after = _corrected()
    comparison = _compare(before, after)
    (sentence,) = _section(comparison, "corrected")
    assert sentence.startswith("Before: ")
    assert sentence.index("41 objectives") < sentence.index("42 objectives")
    assert _section(comparison, "came") == []
    assert _section(comparison, "went") == []


def test_known_before_a_correction_the_view_is_what_it_was() -> None:
    before, _ = _corrected()
    assert before.canonical() == view_of(AZERBAIJAN, "2016-11-15").canonical()


def test_a_new_dispute_is_told() -> None:
    comparison = _compare(view_of(AZERBAIJAN, "2016-11-15"), view_of(AZERBAIJAN, "2026-11-24"))
    disputes = _section(comparison, "disputes")
    assert any("servicemen" in sentence and "94" in sentence for sentence in disputes)


def test_grades_rise_in_the_words_of_the_framework(tmp_path: Path) -> None:
    (tmp_path / "frameworks").mkdir()
    (tmp_path / "frameworks" / "river.yaml").write_text(FRAMEWORK, encoding="utf-8")
    path = tmp_path / "register.yaml"
    path.write_text(REGISTER, encoding="utf-8")
    views = view_of(path, "2021-06-30"), view_of(path, "2021-12-31")
    frameworks = load_all(tmp_path / "frameworks")
    up = compose(*views, register(path).scope, frameworks)
    assert any("river wardens: up from Begun to Kept" in sentence for sentence in _section(up, "grades"))
    assert any("Kept, 1 before and 2 now" in sentence for sentence in _section(up, "grades"))
    down = compose(views[1], views[0], register(path).scope, frameworks)
    assert any("river wardens: down from Kept to Begun" in sentence for sentence in _section(down, "grades"))


def test_every_sentence_is_cited_and_sources_are_numbered_from_one() -> None:
    comparison = _compare(view_of(AZERBAIJAN, "2008-01-01"), view_of(AZERBAIJAN, "2026-11-24"))
    numbers = {line.number for line in comparison.sources}
    assert numbers == set(range(1, len(numbers) + 1))
    for section in comparison.sections:
        for sentence in section.sentences:
            assert sentence.marks
            assert {mark.number for mark in sentence.marks} <= numbers


def test_plain_values_name_their_format() -> None:
    values = plain(_compare(view_of(AZERBAIJAN, "2016-11-15"), view_of(AZERBAIJAN, "2018-02-01")))
    assert values["format"] == "servanda-comparison/1"
    assert values["before"]["as_of"] == "2016-11-15"


SEASONS = """
servanda: 1
register: seasons
scope: pact
records:
  pact: {partnership: {parties: [upper, lower]}, name: The two valleys}
  upper: {party: state, name: Upper Valley}
  lower: {party: state, name: Lower Valley}
  post: {contribution: {party: upper, place: the weir}, name: Upper guards at the weir}
sources:
  first: {publisher: Gazette, title: First letter, published: 2020}
  second: {publisher: Courier, title: Second letter, published: 2020}
  third: {publisher: Yearbook, title: Of the year, published: 2020}
facts:
  - {strength: post, as_of: 2020-04-01, total: 30, source: first}
  - {strength: post, as_of: 2020-04-01, total: 40, source: second}
"""
THIRD = "  - {strength: post, as_of: 2020-04-01, total: 50, source: third}\n"
CHOICE = (
    "  - choice: post\n    as_of: 2020-05-01\n    question: strength/in-place\n    source: second\n"
    "    reason: The Courier was there.\n"
)


def _seen(folder: Path, facts: str) -> View:
    path = folder / f"seasons-{len(facts)}.yaml"  # what was read of a path is kept
    path.write_text(SEASONS + facts, encoding="utf-8")
    return view_of(path, "2021-01-01")


def _of_seasons(folder: Path, before: str, after: str) -> Comparison:
    views = _seen(folder, before), _seen(folder, after)
    return compose(*views, views[0].of_kind("partnership")[0].about, shipped())


def test_a_choice_that_changes_what_is_followed_is_told(tmp_path: Path) -> None:
    told = _of_seasons(tmp_path, "", CHOICE)
    (followed,) = _section(told, "followed")
    assert followed.startswith("Before: Neither is followed: both are shown. Now: ")
    assert followed.endswith("Followed: 40, by choice: The Courier was there.")
    assert [one.key for one in told.sections] == ["followed"]
    assert _section(_of_seasons(tmp_path, CHOICE, ""), "followed")


def test_a_third_side_makes_a_dispute_another_and_does_not_settle_it(tmp_path: Path) -> None:
    told = _of_seasons(tmp_path, "", THIRD)
    (dispute,) = _section(told, "disputes")
    assert all(f"{number}, as of 1 April 2020" in dispute for number in (30, 40, 50))
    assert _section(told, "settled") == []
    fewer = _of_seasons(tmp_path, THIRD, "")
    assert _section(fewer, "disputes") == _section(fewer, "settled") == []


ROTATED = "  - {rotation: post, as_of: 2020-04-01, count: 5, direction: out, source: first}\n"
RETURNED = "  - {rotation: post, as_of: 2020-04-01, count: 7, direction: home, source: first}\n"
SAID = "  - {statement: pact, as_of: 2020-04-01, topic: fish, text: There is enough fish, source: first}\n"
WISHED = "  - {statement: pact, as_of: 2020-04-01, topic: boats, text: More boats were wished for, source: first}\n"


def test_two_statements_of_one_source_and_day_are_no_correction_of_one_another(tmp_path: Path) -> None:
    told = _of_seasons(tmp_path, ROTATED + SAID, RETURNED + WISHED)
    assert _section(told, "corrected") == []
    assert len(_section(told, "came")) == len(_section(told, "went")) == 2
