"""Shares done are counted as they are said, with their sources, and never averaged."""

import pytest

from servanda.brief import compose, compose_record
from servanda.exchange.imports.model import Reading
from servanda.exchange.registerfile.item import Item, Place
from servanda.kernel.dates import PartialDate
from servanda.kernel.view import View
from servanda.kinds import Kind
from servanda.kinds.fields import Text
from servanda.kinds.source import Source
from tests.brief.telling import section, shipped
from tests.support.readings import view_of_reading
from tests.support.registers import an_id, kind

P, A, B, PLAN = (an_id(name) for name in ("P", "A", "B", "plan"))
SHARES = ("100", "120", "0", "12.5", "40", None)
DAY = PartialDate("2024-12-31")


def view(shares: tuple[str | None, ...], *more: Item) -> View:
    """A plan whose items are done so far, of one source."""
    items = [
        item(kind("party", category="state"), A),
        item(kind("party", category="organisation"), B),
        item(kind("partnership", parties=[A, B]), P),
        item(kind("plan", framework="action-plan", partnership=P), PLAN),
        item(kind("name", text="Plan of works", language="en"), PLAN),
    ]
    for number, share in enumerate(shares, 1):
        own = an_id(f"item {number}")
        items.append(item(kind("objective", of=PLAN, code=str(number), text="Something"), own))
        if share is not None:
            items.append(item(kind("progress", percent=share), own, DAY))
    source = Source(title=Text(by={"en": "Report"}), publisher="Press", published=DAY, sha256="0" * 64)
    return view_of_reading(Reading("test", source, [*items, *more]))


def item(payload: Kind, about: str, day: PartialDate | None = None, said_by: str | None = None) -> Item:
    return Item(payload, about, day, P, said_by=said_by, place=Place(1, f"row {about} {said_by}"))


def test_items_are_counted_by_what_is_said_of_them() -> None:
    told = compose(view(SHARES), P, shipped())
    shares = "2 at 100 % or above, 2 between 12.5 % and 40 % and 1 at 0 %"
    assert section(told, "progress") == [f"Plan of works: of 5 items whose share done is said, {shares}."]


def test_what_sources_dispute_is_no_share() -> None:
    other = item(kind("progress", percent="60"), an_id("item 1"), DAY, A)
    told = compose(view(("50", "50"), other), P, shipped())
    assert section(told, "progress") == [
        "Plan of works: of 2 items whose share done is said, 1 at 50 % and 1 disputed."
    ]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "{} % done, as of 31 December 2024."),
        ("az", "{}% yerinə yetirilib, 31 dekabr 2024-cü il tarixinə."),
    ],
)
def test_a_plan_and_an_item_tell_their_own(language: str, said: str) -> None:
    whole = kind("progress", percent="62", what="road", label={"en": "Kilometres built"})
    seen = view(("50",), item(whole, PLAN, DAY))
    of_plan = f"Plan of works, “Kilometres built”: {said.format(62)}"
    assert of_plan in section(compose(seen, P, shipped(), language), "progress")
    of_item = compose_record(seen, an_id("item 1"), shipped(), language)
    assert section(of_item, "share") == [f"1: Something: {said.format(50)}"]
    assert all(one.marks for part in compose(seen, P, shipped()).sections for one in part.sentences)


def test_of_a_thing_that_nobody_named_the_slug_is_said() -> None:
    told = compose(view((), item(kind("progress", percent="5", what="training-courses"), PLAN, DAY)), P, shipped())
    assert section(told, "progress") == ["Plan of works, training courses: 5 % done, as of 31 December 2024."]
