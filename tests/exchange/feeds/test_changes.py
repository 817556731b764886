"""What changed, as Atom, read by an independent parser: words, names that stay, moments, and no trace of the hidden."""

import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from servanda import register
from servanda.exchange.feeds.changes import changes
from servanda.exchange.feeds.subject import Subjects, one
from servanda.kernel.dates import PartialDate
from servanda.kernel.marking import ANYONE, Marking, Reader
from servanda.kernel.standpoint import Resolved, Standpoint
from servanda.ledger import clock
from servanda.register import Draft
from servanda.render import atom
from tests.support import agenda
from tests.support.agenda import PACKAGE, SCOPE, cited, day, meeting, record, silence, withdrawn
from tests.support.registers import an_id, kind

NS = {"a": "http://www.w3.org/2005/Atom"}
SECRET = Reader("a", "restricted", frozenset({"A"}))


def now(reader: Reader = ANYONE) -> Resolved:
    return register.untraced(register.resolve(Standpoint(reader=reader)))


def written(ref: str = SCOPE, kind: str = "partnership", reader: Reader = ANYONE) -> str:
    told = changes(one(ref, kind, now(reader), "en"))
    return atom.render(
        told, "https://r.example/self", "https://r.example/", ref, lambda kind, own: f"https://r.example/{kind}/{own}/"
    )


def entries(text: str) -> dict[str, dict[str, Any]]:
    """The entries by identifier; what RFC 4287 asks of a feed is looked at on the way."""
    feed = ET.fromstring(text)
    for wanted in ("id", "title", "updated", "author"):
        assert len(feed.findall(f"a:{wanted}", NS)) == 1
    found = {}
    for entry in feed.findall("a:entry", NS):
        own = {name: entry.findtext(f"a:{name}", None, NS) for name in ("id", "title", "updated", "content")}
        assert all(own.values()), own
        moment = datetime.fromisoformat(own["updated"] or "")
        assert moment.tzinfo is not None
        links = {link.get("rel"): link.get("href") for link in entry.findall("a:link", NS)}
        section = entry.find("a:category", NS)
        assert section is not None
        found[own["id"] or ""] = {**own, "links": links, "section": section.get("term"), "moment": moment}
    assert len(found) == len(feed.findall("a:entry", NS)), "no two entries have one identifier"
    return found


def tally(name: str, total: int, marking: Marking | None = None) -> list[Draft]:
    payload = kind("tally", total=total)
    return cited(Draft(payload, PACKAGE, PartialDate("2016-11-15"), SCOPE, marking=marking, id=an_id(name)))


def fresh(before: dict[str, Any], after: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for own, one in after.items() if own not in before]


def test_what_is_recorded_becomes_an_entry_that_leads_to_its_statement_with_its_source() -> None:
    before = entries(written())
    moment = record(*tally("news", 41)).moment
    (entry,) = [one for one in fresh(before, entries(written())) if "41" in one["content"]]
    assert "Source: Press, A report." in entry["content"]
    assert entry["links"]["alternate"] == f"https://r.example/fact/{an_id('news')}/"
    assert entry["moment"] == moment
    record(*meeting("later", planned=str(day(5))))
    again = entries(written())[entry["id"]]
    assert again == entry, "its name, words and moment stay while others come"


def test_a_correction_and_a_withdrawal_are_told_as_such() -> None:
    record(*tally("first", 41))
    start = register.resolve(Standpoint())
    record(*tally("second", 42), Draft(kind("replaces", by=an_id("second"), reason="slip"), an_id("first")))
    told = {one.section: one for one in changes(one(SCOPE, "partnership", now(), "en"), since=start).every}
    assert "Before: " in told["corrected"].sentence.text
    assert "Now: " in told["corrected"].sentence.text
    moment = record(withdrawn("second")).moment
    gone = {one.section: one for one in changes(one(SCOPE, "partnership", now(), "en"), since=start).every}
    assert "41" in gone["went"].sentence.text
    assert gone["went"].at <= moment


def test_a_silence_that_ran_out_changed_by_time_alone_at_its_moment() -> None:
    opened = clock.now() - timedelta(days=3)
    expires = (clock.now() - timedelta(hours=1)).replace(second=0, microsecond=0)
    record(*silence("quiet", expires, opened=opened))
    at = now()
    start = replace(at, moment=expires - timedelta(minutes=1))
    told = [one for one in changes(one(SCOPE, "partnership", at, "en"), since=start).every if one.section == "decided"]
    (decided,) = told
    assert (decided.by_time, decided.at) == (True, expires)
    assert "Nothing was recorded: the day came." in atom.words(decided, _english())


def _english() -> Any:
    from servanda.i18n import Translator

    return Translator("en")


def test_a_plan_and_a_body_are_told_of_what_concerns_them() -> None:
    record(*tally("of the package", 7), *meeting("elsewhere", planned=str(day(5))))
    of_plan = written(agenda.PLAN, "plan")
    assert an_id("of the package") in of_plan
    assert f"/meeting/{an_id('elsewhere')}" not in of_plan
    of_desk = entries(written(agenda.DESK, "party"))
    record(*meeting("with desk", planned=str(day(6)), body=agenda.DESK))
    assert len(fresh(of_desk, entries(written(agenda.DESK, "party")))) == 1


def test_a_day_that_an_item_is_due_and_that_moved_is_told_with_the_days_before() -> None:
    record(agenda.item("1.1", str(day(40))))
    before = entries(written())
    closer = Draft(kind("replaces", by=an_id(f"item 1.1 {day(50)}"), reason="extended"), an_id(f"item 1.1 {day(40)}"))
    moment = record(agenda.item("1.1", str(day(50))), closer).moment
    (moved,) = fresh(before, entries(written()))
    assert moved["section"] == "moved"
    assert "Do what item 1.1 says" in moved["content"]
    assert "Other dates that were given" in moved["content"]
    assert moved["moment"] == moment
    assert moved["links"] == {"related": f"https://r.example/objective/{an_id('item 1.1')}/"}
    closer = Draft(kind("replaces", by=an_id("item 1.1 again"), reason="a slip"), an_id(f"item 1.1 {day(50)}"))
    record(agenda.item("1.1", str(day(50)), holder=agenda.STATE, entry="item 1.1 again"), closer)
    assert entries(written())[moved["id"]] == moved, "what is said otherwise of it moves no day"


def test_hidden_changes_leave_no_trace_and_their_readers_see_them() -> None:
    subjects = (("partnership", SCOPE), ("plan", agenda.PLAN), ("party", agenda.DESK), ("party", agenda.STATE))
    record(*tally("open", 41), agenda.item("9.9", str(day(40))))
    before = {kind: written(ref, kind) for kind, ref in subjects}
    hidden = Marking.parse("restricted to A")
    record(*tally("hidden", 77119, hidden), *meeting("hush", planned=str(day(3)), marking=hidden))
    record(agenda.item("9.9", str(day(4)), marking=hidden, entry="hidden move"))
    assert {kind: written(ref, kind) for kind, ref in subjects} == before
    assert "77119" in written(reader=SECRET)


def test_no_text_is_markup_and_what_xml_cannot_hold_is_left_out() -> None:
    nasty = "</content><entry/>&amp; <script>x</script> \x0b \x1f ə \ufffe"
    record(*meeting("nasty", planned=str(day(3)), subject={"en": nasty}))
    (entry,) = [one for one in entries(written()).values() if "script" in one["content"]]
    assert "</content><entry/>&amp; <script>x</script>" in entry["content"]


def test_an_empty_feed_is_a_feed() -> None:
    empty = changes(Subjects.of([], now(), "en"), "Nothing")
    text = atom.render(empty, "", "https://r.example/", "0" * 32, lambda kind, own: own)
    assert entries(text) == {}
    assert datetime.fromisoformat(ET.fromstring(text).findtext("a:updated", "", NS)) == datetime(1970, 1, 1, tzinfo=UTC)
