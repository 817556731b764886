"""Calendars, read by an independent parser: places that are honest, names that stay, revisions, what was withdrawn."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import icalendar
import pytest

from servanda import register
from servanda.exchange.feeds.calendar import calendar
from servanda.exchange.feeds.subject import one
from servanda.kernel.marking import ANYONE, Marking, Reader
from servanda.kernel.standpoint import Standpoint
from servanda.ledger import clock
from servanda.render import ical
from tests.support import agenda
from tests.support.agenda import day, item, meeting, record, silence, withdrawn
from tests.support.registers import an_id, kind

SECRET = Reader("a", "restricted", frozenset({"A"}))


def written(ref: str = agenda.SCOPE, kind: str = "partnership", reader: Reader = ANYONE, language: str = "en") -> str:
    at = register.untraced(register.resolve(Standpoint(reader=reader)))
    return ical.render(
        calendar(one(ref, kind, at, language)), lambda kind, record: f"https://r.example/{kind}/{record}/"
    )


def events(text: str) -> dict[str, Any]:
    """The events by the name in their identifier, as the parser reads them."""
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert text.endswith("END:VCALENDAR\r\n")
    read = icalendar.Calendar.from_ical(text)
    found = {str(event["UID"]).removesuffix("@servanda"): event for event in read.walk("VEVENT")}
    assert len(found) == len(read.walk("VEVENT")), "no two events have one identifier"
    return found


def test_a_planned_meeting_is_tentative_and_keeps_its_name_when_it_is_moved_and_held() -> None:
    name = f"meeting.{an_id('spring')}"
    record(*meeting("spring", planned=str(day(20))))
    planned = events(written())[name]
    assert planned["DTSTART"].dt == day(20)
    assert planned["DTEND"].dt == day(21)
    assert planned["STATUS"] == "TENTATIVE"
    assert str(planned["SUMMARY"]).startswith("Planned: ")
    assert planned["SEQUENCE"] == 0
    moved = agenda.meeting("spring", planned=str(day(30)))
    record(*moved, register.Draft(kind("replaces", by=moved[0].id, reason="moved"), an_id(f"meeting spring {day(20)}")))
    later = events(written())[name]
    assert later["DTSTART"].dt == day(30)
    assert later["SEQUENCE"] > planned["SEQUENCE"]
    assert later["LAST-MODIFIED"].dt >= planned["LAST-MODIFIED"].dt
    assert "Other dates that were given" in later["DESCRIPTION"]
    record(*meeting("spring", held=str(day(-1))))
    held = events(written())[name]
    assert (held["STATUS"], held["DTSTART"].dt) == ("CONFIRMED", day(-1))
    assert held["SEQUENCE"] > later["SEQUENCE"]


def test_what_is_withdrawn_is_cancelled_under_its_name_on_its_last_day() -> None:
    record(*meeting("summer", planned=str(day(9))))
    before = events(written())[f"meeting.{an_id('summer')}"]
    record(withdrawn(f"meeting summer {day(9)}"))
    after = events(written())[f"meeting.{an_id('summer')}"]
    assert (after["STATUS"], after["DTSTART"].dt) == ("CANCELLED", day(9))
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert str(after["SUMMARY"]).startswith("Withdrawn: ")


def test_a_plan_that_nothing_confirmed_says_so_after_its_day_and_that_is_a_revision() -> None:
    record(*meeting("old", planned=str(day(-3))))
    event = events(written())[f"meeting.{an_id('old')}"]
    assert event["STATUS"] == "TENTATIVE"
    assert "whether it was held is not known" in event["DESCRIPTION"]
    assert event["SEQUENCE"] == 1


@pytest.mark.parametrize(
    ("said", "first", "after"),
    [
        ("2031-04", date(2031, 4, 1), date(2031, 5, 1)),
        ("2031", date(2031, 1, 1), date(2032, 1, 1)),
        ("2031-21", date(2031, 3, 1), date(2031, 6, 1)),
        ("2031-04-03/2031-04-05", date(2031, 4, 3), date(2031, 4, 6)),
    ],
)
def test_a_partial_date_spans_the_days_it_can_be_and_says_how_it_was_said(said: str, first: date, after: date) -> None:
    record(*meeting("vague", planned=said))
    event = events(written())[f"meeting.{an_id('vague')}"]
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (first, after)
    assert ("no exact day" in event["SUMMARY"]) == ("/" not in said)
    assert ("It stands here on every day that it can be." in event["DESCRIPTION"]) == ("/" not in said)


def test_what_has_no_end_is_placed_on_no_day_and_counted() -> None:
    record(*meeting("some day", planned="2031/.."))
    text = written()
    assert f"meeting.{an_id('some day')}" not in events(text)
    assert "1 has no day and is not in it." in str(icalendar.Calendar.from_ical(text)["DESCRIPTION"])


def test_a_moment_is_an_instant_and_a_civil_day_a_day() -> None:
    record(*meeting("at nine", planned="2031-03-30T09:00+04:00"))
    event = events(written())[f"meeting.{an_id('at nine')}"]
    assert event["DTSTART"].dt == datetime(2031, 3, 30, 5, tzinfo=UTC)
    assert "DTEND" not in event


def test_deadlines_stand_on_their_last_day_and_move_with_their_items() -> None:
    record(item("1.1", str(day(40))), item("1.2", "../2031"), item("1.3", None))
    found = events(written())
    due = found[f"due.{an_id('item 1.1')}"]
    assert due["DTSTART"].dt == day(40)
    assert due["SUMMARY"] == "Due: 1.1: Do what item 1.1 says"
    by = found[f"due.{an_id('item 1.2')}"]
    assert by["DTSTART"].dt == date(2031, 12, 31)
    assert "by 2031" in by["DESCRIPTION"]
    assert f"due.{an_id('item 1.3')}" not in found
    record(item("1.1", str(day(50))), register.Draft(
        kind("replaces", by=an_id(f"item 1.1 {day(50)}"), reason="extended"), an_id(f"item 1.1 {day(40)}")
    ))  # fmt: skip
    moved = events(written())[f"due.{an_id('item 1.1')}"]
    assert moved["DTSTART"].dt == day(50)
    assert moved["SEQUENCE"] > due["SEQUENCE"]
    record(item("1.1", None), register.Draft(
        kind("replaces", by=an_id("item 1.1 None"), reason="no date"), an_id(f"item 1.1 {day(50)}")
    ))  # fmt: skip
    gone = events(written())[f"due.{an_id('item 1.1')}"]
    assert (gone["STATUS"], gone["DTSTART"].dt) == ("CANCELLED", day(50))


def test_a_silence_expires_at_its_exact_moment_and_is_cancelled_when_it_is_broken() -> None:
    expires = (clock.now() + timedelta(days=9)).replace(second=0, microsecond=0)
    record(*silence("quiet", expires, zone="UTC"))
    event = events(written())[f"expiry.{an_id('quiet')}"]
    assert event["DTSTART"].dt == expires
    assert "Said in the time of UTC." in event["DESCRIPTION"]
    assert str(event["SUMMARY"]).startswith("Silence expires: ")
    record(*agenda.objection("quiet", clock.now() - timedelta(minutes=1)))
    broken = events(written())[f"expiry.{an_id('quiet')}"]
    assert broken["STATUS"] == "CANCELLED"
    assert broken["SEQUENCE"] > event["SEQUENCE"]


@pytest.mark.parametrize(
    ("said", "hour"), [("2031-03-29T17:00", 16), ("2031-03-31T17:00", 15), ("2031-10-27T17:00", 16)]
)
def test_an_expiry_is_the_same_instant_whatever_the_clocks_do(said: str, hour: int) -> None:
    record(*silence("clocks", datetime.fromisoformat(said), zone="Europe/Brussels"))
    event = events(written())[f"expiry.{an_id('clocks')}"]
    assert event["DTSTART"].dt == datetime.fromisoformat(said).replace(hour=hour, tzinfo=UTC)
    assert "Said in the time of Europe/Brussels." in event["DESCRIPTION"]


def test_a_body_without_dates_has_a_calendar_that_is_one() -> None:
    text = written(agenda.DESK, "party")
    assert events(text) == {}
    assert len(icalendar.Calendar.from_ical(text).subcomponents) == 1


def test_a_plan_has_its_items_and_a_body_what_it_holds_and_takes_part_in() -> None:
    other = register.Draft(kind("party", category="office"), an_id("other desk"), scope=agenda.SCOPE)
    record(other, item("2.1", str(day(5))), item("2.2", str(day(6)), holder=an_id("other desk")))
    record(*meeting("with desk", planned=str(day(7)), body=agenda.DESK), *meeting("without", planned=str(day(8))))
    of_plan = events(written(agenda.PLAN, "plan"))
    assert {f"due.{an_id('item 2.1')}", f"due.{an_id('item 2.2')}", f"period.{agenda.PLAN}"} <= of_plan.keys()
    assert f"meeting.{an_id('without')}" not in of_plan
    of_desk = events(written(agenda.DESK, "party"))
    assert of_desk.keys() == {f"due.{an_id('item 2.1')}", f"meeting.{an_id('with desk')}"}
    assert events(written(agenda.STATE, "party")).keys() == events(written()).keys()


NASTY = "x\r\nATTENDEE:mailto:a@b.example\r\nEND:VEVENT\nSUMMARY:no; yes, \\n \x0b\u2028\x85 “ə”" + "ş" * 90


def test_no_text_ends_its_line_or_begins_a_property() -> None:
    subject = {"en": NASTY}
    record(*meeting("nasty", planned=str(day(3)), subject=subject, venue=subject, format_as_said="a\r\nX-BAD:1"))
    text = written()
    event = events(text)[f"meeting.{an_id('nasty')}"]
    assert "ATTENDEE" not in event
    assert "X-BAD" not in event
    assert "ş" * 90 in event["DESCRIPTION"]
    assert "no; yes, \\n" in event["DESCRIPTION"]
    assert not {letter for letter in text if ord(letter) < 32} - {"\r", "\n"}
    assert text.count("\n") == text.count("\r\n") == text.count("\r")


def test_control_characters_are_no_part_of_a_value() -> None:
    assert ical.text("a\x00b\x7fc\rd\r\ne;f,g\\h") == "a b c\\nd\\ne\\;f\\,g\\\\h"
    assert max(len(piece.encode()) for piece in ical.folded("SUMMARY:" + "ə" * 200).split("\r\n")) <= 75


def test_hidden_dates_leave_no_trace_and_their_readers_see_them() -> None:
    record(*meeting("open", planned=str(day(12))), item("3.1", str(day(13))))
    before = {kind: written(ref, kind) for kind, ref in _SUBJECTS}
    hidden = Marking.parse("restricted to A")
    moved = item("3.1", str(day(19)), marking=hidden, entry="hidden move")
    record(*meeting("hush", planned=str(day(14)), marking=hidden), item("3.2", str(day(15)), marking=hidden), moved)
    record(withdrawn(f"meeting hush {day(14)}"))
    record(*meeting("open", planned=str(day(16)), marking=hidden, entry="hidden too"))
    assert {kind: written(ref, kind) for kind, ref in _SUBJECTS} == before
    seen = events(written(reader=SECRET))
    assert seen[f"meeting.{an_id('hush')}"]["STATUS"] == "CANCELLED"
    assert seen[f"due.{an_id('item 3.2')}"]["CLASS"] == "CONFIDENTIAL"
    assert "Marked: restricted to A." in seen[f"due.{an_id('item 3.2')}"]["DESCRIPTION"]


_SUBJECTS = (("partnership", agenda.SCOPE), ("plan", agenda.PLAN), ("party", agenda.DESK), ("party", agenda.STATE))


def test_in_azerbaijani() -> None:
    record(*meeting("yaz", planned=str(day(20))))
    event = events(written(language="az"))[f"meeting.{an_id('yaz')}"]
    assert not str(event["SUMMARY"]).startswith("Planned")
