"""Whatever a text holds, what is written is read back by independent parsers as that text, and as nothing else."""

import unicodedata
import xml.etree.ElementTree as ET
from datetime import UTC, date, datetime

import icalendar
from hypothesis import given
from hypothesis import strategies as st

from servanda.brief.model import Plain, Sentence
from servanda.brief.occasions import Occasion
from servanda.exchange.feeds.calendar import Calendar, Dated, span_of
from servanda.exchange.feeds.changes import Change, Changes
from servanda.kernel.dates import PartialDate
from servanda.render import atom, ical
from tests.support.datetexts import dates

ANY = st.text(st.characters(codec="utf-8"), max_size=300)
NOW = datetime(2026, 1, 1, tzinfo=UTC)
NAMES = {"VERSION", "PRODID", "CALSCALE", "NAME", "X-WR-CALNAME", "DESCRIPTION", "X-WR-CALDESC", "REFRESH-INTERVAL",
         "X-PUBLISHED-TTL"}  # fmt: skip


def occasion(when: str, title: str = "t", text: str = "t", state: str = "planned") -> Occasion:
    return Occasion("meeting.x", "meeting", "x", state, PartialDate(when), title, text, frozenset())  # type: ignore[arg-type]


def read(text: str) -> str:
    """A text as it comes back: line ends are one kind, and control characters are spaces."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(" " if unicodedata.category(c) in ("Cc", "Zl", "Zp") and c not in "\n\t" else c for c in plain)


@given(ANY, ANY)
def test_a_calendar_holds_any_text_as_that_text(title: str, text: str) -> None:
    made = occasion("2031-04-03", text=text)
    written = ical.render(
        Calendar(title, "en", (Dated(made, 0, NOW, NOW, NOW),)), lambda kind, record: "https://r.example/"
    )
    assert all(len(line.encode()) <= 75 for line in written.split("\r\n"))
    found = icalendar.Calendar.from_ical(written)
    assert set(found.keys()) == NAMES
    (event,) = found.walk("VEVENT")
    assert str(event["DESCRIPTION"]) == read(text)


@given(ANY)
def test_a_feed_holds_any_text_as_that_text(text: str) -> None:
    sentence = Sentence("key", (Plain(text),))
    change = Change("0" * 32, "came", "New", sentence, (), NOW, "1" * 32, "", None, "")
    written = atom.render(Changes(text, "en", (change,)), "https://r.example/?a=1&b=2", "https://r.example/", "2" * 32,
                          lambda kind, record: f"https://r.example/{kind}/{record}/")  # fmt: skip
    feed = ET.fromstring(written)
    space = "{http://www.w3.org/2005/Atom}"
    assert len(feed.findall(f"{space}entry")) == 1
    said = feed.findtext(f"{space}entry/{space}content") or ""
    plain = "".join(c if c in "\t\n\r" or 0x20 <= ord(c) <= 0xD7FF or ord(c) >= 0xE000 else " " for c in text)
    assert said == plain.replace("\ufffe", " ").replace("\uffff", " ").replace("\r\n", "\n").replace("\r", "\n")


@given(dates, st.sampled_from(["planned", "held", "due", "expires"]))
def test_no_date_is_placed_where_it_cannot_be(when: PartialDate, state: str) -> None:
    made = occasion(when.text, state=state)
    span = span_of(made)
    if span is None:
        assert when.is_open_end or when.is_open_start or when.latest.year >= date.max.year
        return
    assert when.earliest <= span[0] <= span[1] == when.latest
    assert made.is_deadline or span[0] == when.earliest
