"""A brief is composed and drawn of facts of whatever date: no shape of a date breaks it or passes for an old one."""

from datetime import date

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from servanda.brief import compose
from servanda.brief.model import Brief
from servanda.exchange.imports.model import Reading
from servanda.exchange.registerfile.item import Item, Place
from servanda.kernel.dates import PartialDate
from servanda.kinds import Kind
from servanda.kinds.fields import Text
from servanda.kinds.source import Source
from servanda.render.text import render as as_text
from tests.brief.telling import section, shipped
from tests.support.readings import view_of_reading
from tests.support.registers import an_id, kind

P, A, B, PLAN, PACKAGE, FORCE = (an_id(name) for name in ("P", "A", "B", "plan", "package", "force"))
SHAPES = (
    "2018", "2018-05", "2018-05-27", "2018-21", "2018-34", "2018-41", "201X", "20XX", "99XX", "999X", "9999-12-31",
    "2018~", "2018?", "2018%", "2018/2020", "2018-05-27/2018-06-02", "2018/..", "2018/", "../2018", "/2018", "XXXX",
    "2018-05-27T10:00+04:00", "0001", "00XX", "9999/..",
)  # fmt: skip
WHEN = st.sampled_from([PartialDate(text) for text in SHAPES])


def _records() -> list[tuple[Kind, str]]:
    return [
        (kind("party", category="state"), A),
        (kind("party", category="organisation"), B),
        (kind("partnership", parties=[A, B]), P),
        (kind("plan", framework="ipap", partnership=P, period="2018/.."), PLAN),
        (kind("package", framework="parp", partnership=P), PACKAGE),
        (kind("contribution", party=A, place="Far away"), FORCE),
    ]


def _said(planned: str) -> list[tuple[Kind, str]]:
    """A fact of each kind that the brief tells, and for the kinds that may be planned one for ``planned``."""
    tally = {"total": 41, "parts": {"holder": {"armed-forces": 27}}}
    facts = [
        (kind("step", step="approved"), PLAN),
        (kind("tally", **tally), PACKAGE),
        (kind("strength", total=90), FORCE),
        (kind("began"), FORCE),
        (kind("schedule", what="visit", count="none"), P),
        (kind("arrangement", what="cooperation", frameworks=["pfp"]), P),
        (kind("joined", framework="pfp"), P),
        (kind("assessment", axis="state", track="joint", grade="begun"), PLAN),
        (kind("progress", percent="12"), PLAN),
        (kind("cumulative", of="people", count=400), FORCE),
        (kind("rotation", direction="out", count=40), FORCE),
        (kind("increment", count=40), FORCE),
        (kind("statement", topic="t", text="Words"), P),
        (kind("evaluation", framework="occ", step="sel1", valid_until=planned), A),
    ]
    for name in ("meeting", "visit", "decision"):
        content = {"partnership": P, **({"text": "It goes on"} if name == "decision" else {})}
        facts.append((kind(name, **content), an_id(f"{name} held")))
        facts.append((kind(name, **content, planned_for=planned), an_id(f"{name} planned")))
    return facts


def told(day: date, facts: list[tuple[Kind, str, PartialDate]]) -> Brief:
    items = [_item(payload, about) for payload, about in _records()]
    items += [_item(payload, about, when) for payload, about, when in facts]
    source = Source(title=Text(by={"en": "Report"}), publisher="Press", published=PartialDate("2018"), sha256="0" * 64)
    return compose(view_of_reading(Reading("test", source, items), day), P, shipped())


def _item(payload: Kind, about: str, day: PartialDate | None = None) -> Item:
    return Item(payload, about, day, P, place=Place(1, f"row {about} {payload.kind} {day}"))


@settings(max_examples=12, deadline=None)
@given(st.lists(WHEN, min_size=21, max_size=21), WHEN, st.dates())
def test_a_brief_is_composed_of_every_shape_of_date(dates: list[PartialDate], planned: PartialDate, day: date) -> None:
    facts = [(*said, when) for said, when in zip(_said(planned.text), dates, strict=False)]
    assert as_text(told(day, facts))


@pytest.mark.parametrize("when", SHAPES)
def test_each_shape_is_told_after_its_time(when: str) -> None:
    assert as_text(told(date.max, [(*said, PartialDate(when)) for said in _said(when)]))


@pytest.mark.parametrize(("when", "old"), [("2018", True), ("2018/..", False), ("2018/", False)])
def test_what_is_said_of_an_open_span_is_not_stale(when: str, old: bool) -> None:
    strength = [(kind("strength", total=90), FORCE, PartialDate(when))]
    assert bool(section(told(date(2026, 11, 24), strength), "stale")) is old
