"""Whatever the standpoint: every sentence is cited, every mark leads to a source, and equal views give equal bytes."""

from datetime import date
from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from servanda.brief import compose
from servanda.brief.model import Cite, Sign
from servanda.render.text import render
from tests.brief.telling import AZERBAIJAN, MOLDOVA, brief, sentences, shipped
from tests.support.seen import register, view_of

PATHS = st.sampled_from([AZERBAIJAN, MOLDOVA])
DAYS = st.dates(min_value=date(1991, 1, 1), max_value=date(2029, 12, 31))


@settings(max_examples=60, deadline=None)
@given(PATHS, DAYS, st.one_of(st.none(), DAYS))
def test_every_sentence_is_cited_and_every_mark_has_its_source(path: Path, day: date, by: date | None) -> None:
    view = view_of(path, day.isoformat(), published_by=by.isoformat() if by else None)
    told = compose(view, register(path).scope, shipped())
    numbers = {line.number for line in told.sources}
    assert numbers == set(range(1, len(told.sources) + 1))
    cited = {fact.digest for fact in view.facts if fact.citations}
    for sentence in sentences(told):
        assert sentence.marks, sentence.text
        assert {mark.number for mark in sentence.marks} <= numbers
        assert set(sentence.facts) <= cited
        assert sentence.text[-1] in ".!?”", sentence.text
        assert "{" not in sentence.text


@settings(max_examples=20, deadline=None)
@given(PATHS, DAYS)
def test_equal_views_give_equal_bytes(path: Path, day: date) -> None:
    scope = register(path).scope
    texts = {render(compose(view_of(path, day.isoformat()), scope, shipped())) for _ in range(2)}
    assert len(texts) == 1


def test_every_computed_figure_shows_its_sum() -> None:
    for sentence in sentences(brief("2026-11-24")):
        if sentence.key.startswith("lede"):
            continue
        computed = [part for part in sentence.parts if isinstance(part, Sign) and part.answer == "computed"]
        assert len(computed) <= len(sentence.workings)
        for working in sentence.workings:
            assert working.text in sentence.text
            left, *rest = (number for number, _ in working.terms)
            total = left + sum(rest) if working.operator == "+" else left - sum(rest)
            assert total == working.result


@pytest.mark.parametrize("day", ["2016-11-15", "2026-11-24"])
def test_a_mark_is_solid_only_with_a_quotation(day: str) -> None:
    for sentence in sentences(brief(day)):
        for part in sentence.parts:
            if isinstance(part, Cite):
                assert all((f"[{mark.number}]" in part.text) == mark.quoted for mark in part.marks)
