"""Calendars as iCalendar (RFC 5545, with the names of RFC 7986).

A civil day is an all-day event, a moment an instant of UTC, and what has only a month or a year spans all the days that
it can be, with words that say so. Nothing in it depends on the moment of asking: equal facts give equal bytes.
"""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

from servanda.brief.occasions import Occasion
from servanda.exchange.feeds.calendar import Calendar, Dated, span_of
from servanda.i18n import Translator

CONTENT_TYPE = "text/calendar; charset=utf-8"
Address = Callable[[str, str], str]  # (kind of page, record) -> the whole address of its page
_LONGEST_LINE = 75  # octets, without the line's end
_LONGEST_SUMMARY = 160
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
# a calendar without any component is none (RFC 5545, 3.6): the zone that instants are in stands in an empty one
_SOMETHING = (
    "BEGIN:VTIMEZONE", "TZID:UTC", "BEGIN:STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:+0000",
    "TZOFFSETTO:+0000", "END:STANDARD", "END:VTIMEZONE",
)  # fmt: skip
_STATUS = {"planned": "TENTATIVE", "withdrawn": "CANCELLED"}


def render(calendar: Calendar, address: Address) -> str:
    """Write a calendar. ``address`` gives the pages of records."""
    t = Translator(calendar.language)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Servanda//Register of dated facts//EN",
        "CALSCALE:GREGORIAN",
        *(f"{name}:{text(calendar.title)}" for name in ("NAME", "X-WR-CALNAME")),
        *(f"{name}:{text(_about(calendar, t))}" for name in ("DESCRIPTION", "X-WR-CALDESC")),
        "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
        "X-PUBLISHED-TTL:PT6H",
    ]
    placed = [(dated, span) for dated in calendar.dates if (span := span_of(dated.occasion)) is not None]
    for dated, span in placed:
        lines += _event(dated, span, address, t)
    lines += [] if placed else _SOMETHING
    lines.append("END:VCALENDAR")
    return "".join(f"{folded(line)}\r\n" for line in lines)


def text(words: str) -> str:
    """A text as a value: nothing in it can end the line, or begin another property."""
    plain = _CONTROLS.sub(" ", words.replace("\r\n", "\n").replace("\r", "\n"))
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def folded(line: str) -> str:
    """A line in pieces of at most 75 octets, none of which cuts a letter in two."""
    pieces, piece, room = [], "", _LONGEST_LINE
    for letter in line:
        size = len(letter.encode())
        if size > room:
            pieces.append(piece)
            piece, room = "", _LONGEST_LINE - 1  # a continued line begins with a space
        piece += letter
        room -= size
    return "\r\n ".join([*pieces, piece])


def _about(calendar: Calendar, t: Translator) -> str:
    """What the calendar is, and what it has no place for."""
    said = [t.gettext("Dates from a register of sourced facts. Planned dates are marked as planned.")]
    if calendar.without_day:
        said.append(
            t.ngettext("{n} has no day and is not in it.", "{n} have no day and are not in it.", calendar.without_day)
        )
    if calendar.left_out:
        said.append(t.ngettext("{m} more item is due later.", "{m} more items are due later.", calendar.left_out))
    return " ".join(said).format(n=calendar.without_day, m=calendar.left_out)


def _event(dated: Dated, span: tuple[date, date], address: Address, t: Translator) -> Iterator[str]:
    occasion = dated.occasion
    yield "BEGIN:VEVENT"
    yield f"UID:{occasion.name}@servanda"
    yield f"DTSTAMP:{_instant(dated.changed)}"
    yield f"CREATED:{_instant(dated.made)}"
    yield f"LAST-MODIFIED:{_instant(dated.changed)}"
    yield f"SEQUENCE:{dated.revision}"
    moment = occasion.when.moment if occasion.when else None
    if moment is not None:
        yield f"DTSTART:{_instant(moment)}"
    else:
        yield f"DTSTART;VALUE=DATE:{span[0]:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{span[1] + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{text(_summary(occasion, t))}"
    yield f"DESCRIPTION:{text(_description(occasion, t))}"
    yield f"STATUS:{_STATUS.get(occasion.state, 'CONFIRMED')}"
    yield f"CATEGORIES:{text(_category(occasion, t))}"
    yield f"CLASS:{'CONFIDENTIAL' if occasion.markings else 'PUBLIC'}"
    yield "TRANSP:TRANSPARENT"
    if occasion.page:
        yield f"URL:{address(occasion.page, occasion.record)}"
    yield "END:VEVENT"


def _instant(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _category(occasion: Occasion, t: Translator) -> str:
    return {
        "held": t.pgettext("calendar", "took place"),
        "planned": t.pgettext("calendar", "planned"),
        "due": t.pgettext("calendar", "deadline"),
        "expires": t.pgettext("calendar", "silence"),
        "withdrawn": t.pgettext("calendar", "withdrawn"),
    }[occasion.state]


def _summary(occasion: Occasion, t: Translator) -> str:
    """The line that a calendar shows: whether it is planned comes first, how exact the date is comes last."""
    title = occasion.title
    if len(title) > _LONGEST_SUMMARY:
        title = title[:_LONGEST_SUMMARY].rsplit(" ", 1)[0] + " ..."
    patterns = {
        "held": "{title}",
        "planned": t.gettext("Planned: {title}"),
        "due": t.gettext("Due: {title}"),
        "expires": t.gettext("Silence expires: {title}"),
        "withdrawn": t.gettext("Withdrawn: {title}"),
    }
    pattern = "{title}" if occasion.kind in ("plan",) else patterns[occasion.state]
    line = pattern.format(title=title)
    return line if _is_exact(occasion) else t.gettext("{line} (no exact day: {date})").format(
        line=line, date=t.date(occasion.when).text if occasion.when else ""
    )  # fmt: skip


def _is_exact(occasion: Occasion) -> bool:
    """Whether every day that it stands on is a day that was said: a day, a moment, or from a day to a day."""
    when = occasion.when
    if when is None or when.is_approximate or when.is_uncertain or when.is_open_start:
        return False
    return all(one is not None and (one.precision == "day" or one.moment is not None) for one in (when.start, when.end))


def _description(occasion: Occasion, t: Translator) -> str:
    said = [occasion.text]
    if occasion.when is not None and not _is_exact(occasion):
        pattern = t.gettext("The date as it was said: {date}. It stands here on every day that it can be.")
        if occasion.is_deadline:
            pattern = t.gettext("The date as it was said: {date}. It stands here on the last day that it can be.")
        said.append(pattern.format(date=t.date(occasion.when).text))
    if occasion.zone:
        said.append(t.gettext("Said in the time of {zone}.").format(zone=occasion.zone))
    if occasion.before:
        dates = t.listed([t.date(one).text for one in occasion.before])
        said.append(t.gettext("Other dates that were given: {dates}.").format(dates=dates))
    if occasion.sources:
        said.append(t.gettext("Source: {sources}.").format(sources="; ".join(occasion.sources)))
    if occasion.markings:
        said.append(t.gettext("Marked: {markings}.").format(markings="; ".join(occasion.markings)))
    return "\n".join(said)
