"""What was ever said of dates: of meetings, visits, decisions, steps and silences, and of the days items are due.

Also what was withdrawn or said otherwise since, so that a calendar can tell it. Only what the reader may see (rule 14).
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.utils import timezone

from servanda.kernel.standpoint import Resolved
from servanda.ledger import clock
from servanda.ledger.columns import hex_of
from servanda.ledger.database import rows, slices, within
from servanda.ledger.faults import explained
from servanda.register.reading.history import Recording, recordings
from servanda.register.seeing.joined import joined_pairs
from servanda.register.seeing.knowing import MARKED_ANEW, Condition, Knowing
from servanda.register.seeing.plans import Plans
from servanda.register.seeing.sight import Sight

_ASKED = (
    "(k.question IN ('meeting', 'visit', 'decision', 'step', 'opened', 'expires', 'extension', 'text-withdrawn',"
    " 'is/plan') OR k.question LIKE 'planned/%%' OR k.question LIKE 'reply/%%')"
)


class Moments(NamedTuple):
    """When an entry arrived, by tick and moment, and when it was closed, if it was."""

    tick: int
    came: datetime
    closed: datetime | None


def dates_said(at: Resolved, *, scopes: Iterable[str] = (), records: Iterable[str] = ()) -> list[Recording]:
    """Every recording of a date in some partnerships, or about some records, in order of arrival."""
    with explained():
        sight = Sight.of(at)
        found: list[Recording] = []
        for column, wanted in (("k.scope", set(scopes)), ("k.about", set(records))):
            wanted.update(*(pair[:2] for pair in joined_pairs(sight, wanted)))
            for piece in slices(wanted) if wanted else ():
                condition, parameters = within(column, piece)
                found += recordings(sight, f"{condition} AND {_ASKED}", parameters)
        return found


def due_said(
    at: Resolved,
    *,
    scope: str = "",
    plans: Iterable[str] = (),
    holder: str = "",
    item: str = "",
    since: date,
    many: int,
) -> list[Recording]:
    """Every recording of what items are that were ever said to be due on a day from ``since`` on.

    Of one item, of those of a partnership, of some plans and packages, or of a holder; of ``many`` items at most, those
    first that are due first.
    """
    with explained():
        every = Plans(Sight.of(at))
        condition, parameters = _where(every, scope, plans, holder, item)
        sight = every.sight
        inside, shown = every.shown_within("d.container", None)
        sql = (
            f"SELECT d.record FROM item AS d WHERE {condition} AND d.due >= %s AND d.known_from <= %s"  # noqa: S608
            " AND (d.known_to IS NULL OR d.known_to > d.known_from)"
            f" AND {sight.knowing.readable('d')} AND d.day <= %s{f' AND {inside}' if inside else ''}"
            " GROUP BY d.record ORDER BY MIN(d.due), d.record LIMIT %s"
        )
        asked = [*parameters, since.toordinal(), sight.knowing.tick, sight.day, *shown, many]
        records = [hex_of(own) or "" for (own,) in sight.rows(sql, asked)]
        found: list[Recording] = []
        for piece in slices(records) if records else ():
            about, more = within("k.about", piece)
            found += recordings(sight, f"{about} AND k.question = 'is/objective'", more)
        return found


def _where(every: Plans, scope: str, plans: Iterable[str], holder: str, item: str) -> Condition:
    if item:
        return within("d.record", every.group(item))
    if holder:
        return within("d.holder", every.group(holder))
    if scope:
        return within("d.scope", every.group(scope))
    return within("d.container", {one for plan in plans for one in every.group(plan)})


def moments(at: Resolved, entries: Iterable[str]) -> dict[str, Moments]:
    """When some entries that were seen arrived and were closed, as known at the standpoint."""
    found: dict[str, Moments] = {}
    with explained():
        sight = Sight.of(at)
        for piece in slices(entries):
            condition, parameters = within("e.id", piece)
            sql = (
                "SELECT e.id, a.tick, a.at, MAX(z.at) FROM entry AS e JOIN arrival AS a ON a.tick = e.tick"  # noqa: S608
                " LEFT JOIN claim AS q ON q.entry = e.tick AND q.known_to > q.known_from AND q.known_to <= %s"
                f" LEFT JOIN arrival AS z ON z.tick = q.known_to WHERE {condition} GROUP BY e.id, a.tick, a.at"
            )
            for own, tick, came, went in sight.rows(sql, [at.tick, *parameters]):
                closed = clock.from_number(went) if went is not None else None
                found[hex_of(own) or ""] = Moments(tick, clock.from_number(came), closed)
    return found


def before_the_latest(at: Resolved, many: int, scopes: Iterable[str] | None = None) -> Resolved | None:
    """The standpoint just before the latest ``many`` entries that the reader may see: of some partnerships, or of all.

    What arrived at one moment is not cut apart. Nothing of it follows from what the reader may not see (rule 14).
    ``None`` where the reader sees nothing.
    """
    with explained():
        seen = Knowing.of(at).entries()
        if seen is None:
            return None
        condition, of_reader = seen
        inside, parameters = ("", list[Any]()) if scopes is None else within("e.scope", scopes)
        inside = f" AND {inside}" if inside else ""
        sql = (
            f"SELECT MIN(l.at) FROM (SELECT a.at FROM entry AS e{MARKED_ANEW} JOIN arrival AS a ON a.tick = e.tick"  # noqa: S608
            f" WHERE e.tick <= %s AND {condition}{inside} ORDER BY e.tick DESC LIMIT %s) AS l"
        )
        ((first,),) = rows(sql, [at.tick, *of_reader, *parameters, many])
        if first is None:
            return None
        ((tick,),) = rows("SELECT MIN(tick) FROM arrival WHERE at = %s", [first])
    return just_before(at, tick, clock.from_number(first))


def just_before(at: Resolved, tick: int, moment: datetime) -> Resolved:
    """The standpoint of the same reader just before an arrival, on the day of that moment."""
    day = timezone.localdate(moment)
    return replace(at, tick=tick - 1, as_of=day, today=day, moment=moment - timedelta(microseconds=1))


def since_moment(at: Resolved, tick: int, moment: datetime) -> Resolved:
    """The standpoint of the same reader at an earlier moment, when the last arrival was a tick."""
    day = timezone.localdate(moment)
    return replace(at, tick=min(tick, at.tick), as_of=day, today=day, moment=moment)
