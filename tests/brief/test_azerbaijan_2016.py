"""The brief as of the day of the report of 15 November 2016: each thing the report says, with its source."""

from pathlib import Path

import pytest

from servanda.brief import compose
from servanda.kernel.model import see
from servanda.kernel.standpoint import Resolved
from tests.brief.telling import AZERBAIJAN, brief, edited, one_line, publishers, said, section, shipped
from tests.support.seen import TODAY, arrivals_of, entries_of, register

DAY = "2016-11-15"


@pytest.mark.parametrize(
    "words",
    [
        ("Cooperation is carried out in the framework of the Partnership for Peace (PfP)",),
        ("fourth stage (2015-2016)", "is approved by NATO", "the day is not known"),
        ("Next Individual Partnership Action Plan", "is to be developed"),
        ("The Allies met on 5 November 2016", "Individual Partnership Action Plan", "over the past year"),
        ("Review meetings under IPAP and PARP are held in", "Brussels", "Baku"),
        ("41 objectives under PARP", "27 of them for the Armed Forces"),
        ("Others: 14, computed (41 - 27 = 14)", "no source says whose"),
        ("in words only", "completed: “a part”", "“other long-term tasks”", "no number was published"),
        ("a dialogue on a broad range of issues", "defence, security and good governance"),
        ("defence reform, support to enhancing interoperability and defence education reform",),
        ("peacekeepers in Afghanistan", "in service since 20 November 2002"),
        ("90 servicemen, 2 medical officers and 2 sappers", "94 in all, computed (90 + 2 + 2 = 94)", "April 2016"),
        ("High-level visits scheduled as of 15 November 2016: none",),
        ("The NATO press office stated an intention", "continuing the political dialogue", "for 2017"),
    ],
    ids=lambda words: words[0][:40],
)
def test_states_with_its_source(words: tuple[str, ...]) -> None:
    told = brief(DAY)
    found = said(told, *words)
    assert found, f"nothing says {words}"
    assert all("Azernews" in publishers(told, sentence) for sentence in found)


def test_the_source_is_named_whole() -> None:
    text = one_line(brief(DAY))
    assert (
        "Azernews, after Trend, NATO keen to continue political dialogue with Azerbaijan, by Laman Ismayilova. "
        "Published 15 November 2016, 10:23 (UTC+04:00)." in text
    )
    assert "https://www.azernews.az/nation/105108.html" in text
    assert "paragraph 8: “no high-level visits have been scheduled at the moment”" in text


def test_a_changed_figure_changes_sentence_and_remainder(tmp_path: Path) -> None:
    copy = edited(AZERBAIJAN, tmp_path, ("{armed-forces: 27}", "{armed-forces: 26}"))
    told = brief(DAY, copy)
    assert said(told, "41 objectives under PARP", "26 of them for the Armed Forces")
    assert said(told, "Others: 15, computed (41 - 26 = 15)")
    assert not said(told, "27 of them")


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("schedule", "High-level visits"),
        ("meeting", "The Allies met"),
        ("arrangement", "Cooperation is carried out"),
        ("strength", "90 servicemen"),
        ("tally", "41 objectives"),
    ],
)
def test_without_its_citation_a_fact_is_not_told(kind: str, words: str) -> None:
    file = register(AZERBAIJAN)
    entries = entries_of(file)
    dropped = {entry.id for entry in entries if entry.kind == kind}
    kept = [entry for entry in entries if entry.kind != "citation" or entry.about not in dropped]
    as_of = TODAY.fromisoformat(DAY)
    bare = see(kept, arrivals_of(kept), Resolved(as_of=as_of, tick=len(kept), today=TODAY))
    assert said(brief(DAY), words)
    assert not said(compose(bare, file.scope, shipped()), words)


def test_what_is_not_known_is_said() -> None:
    unknown = section(brief(DAY), "unknown")
    assert any("how many are completed is not known" in sentence for sentence in unknown)
    assert any("whose the others are is not known" in sentence for sentence in unknown)
    assert any("on which day it was approved is not known" in sentence for sentence in unknown)


def test_the_next_dates() -> None:
    dates = ["".join(part.text for part in one.date) for one in brief(DAY).next_dates]
    assert dates == ["2016", "2017", "not known", "none"]


def test_the_answer_comes_first() -> None:
    first, second = (sentence.text for sentence in brief(DAY).lede)
    assert "is approved" in first
    assert "is to be developed" in first
    assert "41 objectives" in second
    assert "94" in second
