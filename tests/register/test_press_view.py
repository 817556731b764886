"""Lines for outside as the register shows them, on both databases: cleared, outdated, followed, hidden."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from servanda import register
from servanda.brief.press import LineTold, tell_lines
from servanda.errors import ServandaError
from servanda.kernel.dates import PartialDate
from servanda.kernel.marking import Marking, Reader
from servanda.kernel.standpoint import Standpoint
from servanda.ledger import clock
from servanda.register import Draft
from tests.support.databases import Database
from tests.support.registers import an_id, kind

P, SOURCE, PACKAGE = an_id("P"), an_id("source"), an_id("package")
START = datetime(2026, 6, 11, 9, tzinfo=UTC)
RESTRICTED = Marking.parse("restricted")
CLEARED = Reader("desk", "restricted")


@pytest.fixture
def lines(shared_database: Database) -> Iterator[None]:
    """A partnership with a figure, in a database where nothing that a test records stays."""
    with shared_database.rolled_back():
        records: list[tuple[str, str, dict[str, Any]]] = [
            (P, "partnership", {"parties": [an_id("A"), an_id("B")]}),
            (an_id("A"), "party", {"category": "state"}),
            (an_id("B"), "party", {"category": "state"}),
            (PACKAGE, "package", {"framework": "parp", "partnership": P}),
            (SOURCE, "source", {"title": "Report", "publisher": "Press", "published": "2026-06-01"}),
            (an_id("text"), "text-version", {"title": "Position", "number": 1}),
        ]
        register.record([Draft(kind(name, **content), own, scope=P) for own, name, content in records], actor="test")
        record("tally", PACKAGE, "figure", PartialDate("2026-05-31"), total=41)
        yield


def record(name: str, about: str, own: str, when: PartialDate, marking: Marking | None = None, **content: Any) -> None:
    """Record a statement and its citation."""
    fact = Draft(kind(name, **content), about, when, P, marking=marking, id=an_id(own))
    register.record([fact, Draft(kind("citation", source=SOURCE, at="page 1"), an_id(own))], actor="test")


def at(hours: int) -> PartialDate:
    return PartialDate((START + timedelta(hours=hours)).isoformat())


def drafted(own: str, hours: int = 0, marking: Marking | None = None, **content: Any) -> None:
    """Draft a line that rests on the figure, to be cleared by the desk."""
    usual = {"partnership": P, "text": "By May 2026 there were 41 goals.", "clearers": ["Desk"]}
    record("press-line", an_id(own), f"{own} drafted", at(hours), marking, **{**usual, **content})


def said(own: str, hours: int, what: str = "cleared", clearer: str = "Desk") -> None:
    record("line-cleared", an_id(own), f"{own} {clearer} {hours}", at(hours), clearer=clearer, what=what)


def told(**asked: Any) -> dict[str, LineTold]:
    """The lines by record, as seen from a standpoint."""
    resolved = register.resolve(Standpoint(**asked))
    view = register.press_view(resolved, P)
    return {one.seen.record: one for one in tell_lines(view, P, register.frameworks())}


def test_a_line_says_figure_date_and_source_once_it_is_cleared(lines: None) -> None:
    drafted("line", rests_on=[an_id("figure")])
    assert (told()[an_id("line")].state, told()[an_id("line")].paragraph) == ("draft", "")
    said("line", 1)
    one = told()[an_id("line")]
    assert one.state == "cleared"
    assert one.paragraph == "By May 2026 there were 41 goals. [41 as of 31 May 2026 (Press, “Report”, 1 June 2026)]"
    assert [(word.clearer, word.actor) for word in one.words] == [("Desk", "test")]
    assert told(as_of=(START - timedelta(days=1)).date()) == {}


def test_a_line_whose_figure_is_corrected_is_outdated_and_shows_by_what(lines: None) -> None:
    drafted("line", rests_on=[an_id("figure")])
    said("line", 1)
    before = clock.now()
    better = Draft(kind("tally", total=44), PACKAGE, PartialDate("2026-05-31"), P, id=an_id("better"))
    cited = Draft(kind("citation", source=SOURCE, at="page 2"), an_id("better"))
    closes = Draft(kind("replaces", by=an_id("better"), reason="a slip"), an_id("figure"))
    register.record([better, cited, closes], actor="test")
    one = told()[an_id("line")]
    assert (one.state, one.paragraph, one.corrected) == ("outdated", "", (an_id("better"),))
    assert told(known_at=before)[an_id("line")].state == "cleared"


def test_a_line_whose_figure_is_withdrawn_is_outdated(lines: None) -> None:
    drafted("line", rests_on=[an_id("figure")])
    said("line", 1)
    register.record([Draft(kind("withdraws", reason="not so"), an_id("figure"))], actor="test")
    one = told()[an_id("line")]
    assert (one.state, one.seen.gone) == ("outdated", 1)


def test_a_line_takes_the_place_of_another_when_it_is_cleared(lines: None) -> None:
    drafted("line")
    said("line", 1)
    drafted("next", 2, follows=an_id("line"))
    assert told()[an_id("line")].state == "cleared"
    said("next", 3)
    assert (told()[an_id("line")].state, told()[an_id("next")].state) == ("superseded", "cleared")
    said("next", 4, "taken-back")
    assert told()[an_id("line")].state == "cleared"


def test_a_clearance_of_other_words_counts_no_more(lines: None) -> None:
    drafted("line")
    said("line", 1)
    new = {"partnership": P, "text": "Other words.", "clearers": ["Desk"]}
    better = Draft(kind("press-line", **new), an_id("line"), at(0), P, id=an_id("other"))
    cited = Draft(kind("citation", source=SOURCE, at="page 2"), an_id("other"))
    closes = Draft(kind("replaces", by=an_id("other"), reason="a slip"), an_id("line drafted"))
    register.record([better, cited, closes], actor="test")
    assert (told()[an_id("line")].text, told()[an_id("line")].waiting) == ("Other words.", ("Desk",))


def test_a_common_position_waits_for_each_body_whose_silence_is_no_answer(lines: None) -> None:
    parties = [an_id("A"), an_id("B")]
    content: dict[str, Any] = {"partnership": P, "decides": an_id("text"), "way": "concurrence", "parties": parties}
    record("procedure", an_id("position"), "opened", at(0), **content)
    drafted("line", agreed_in=an_id("position"))
    said("line", 1)
    record("reply", an_id("position"), "A agrees", at(2), party=an_id("A"), what="support")
    one = told()[an_id("line")]
    assert (one.state, [what for _name, what in one.bodies]) == ("draft", ["agrees", "no answer"])
    record("reply", an_id("position"), "B agrees", at(3), party=an_id("B"), what="support")
    assert told()[an_id("line")].state == "cleared"


def test_a_hidden_line_leaves_no_trace(lines: None) -> None:
    drafted("line", rests_on=[an_id("figure")])
    said("line", 1)
    anyone = told()
    before = register.press_view(register.resolve(Standpoint()), P).canonical()
    drafted("hidden", 2, RESTRICTED, follows=an_id("line"), rests_on=[an_id("figure")])
    record("line-cleared", an_id("hidden"), "hidden cleared", at(3), RESTRICTED, clearer="Desk", what="cleared")
    assert told().keys() == anyone.keys()
    assert told()[an_id("line")].state == "cleared"
    assert register.press_view(register.resolve(Standpoint()), P).canonical() == before
    assert told(reader=CLEARED)[an_id("line")].state == "superseded"


def test_a_line_rests_only_on_what_its_readers_may_read(lines: None) -> None:
    record("tally", PACKAGE, "closed figure", PartialDate("2026-05-30"), RESTRICTED, total=7)
    for rests_on, code in ((an_id("closed figure"), "hidden"), (an_id("none"), "no-such-entry")):
        with pytest.raises(ServandaError) as refused:
            drafted("line", rests_on=[rests_on])
        assert code in [fault.code for fault in refused.value.faults]  # type: ignore[attr-defined]
    drafted("closed line", marking=RESTRICTED, rests_on=[an_id("closed figure")])
    assert an_id("closed line") in told(reader=CLEARED)
