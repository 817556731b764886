"""Who did and saw what: readings, recordings, and acts on accounts in one order, without any content."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from heapq import merge
from itertools import islice
from typing import Any

from django.db.models import Q

from servanda.accounts.listing import WHAT
from servanda.accounts.models import Act, Person
from servanda.accounts.readings import Read, bounds, readings
from servanda.errors import Worded, worded
from servanda.kernel.identity import is_identifier
from servanda.ledger.columns import hex_of
from servanda.ledger.database import an_id, rows
from servanda.ledger.reading import as_whole


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for: of one person, record and day, or of any; the latest so many."""

    person: Person | None = None
    record: str = ""
    day: date | None = None
    limit: int = 200


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was done or read: when, by whom, what, and of which records with their markings."""

    at: datetime
    by: str
    did: Worded
    marking: str = ""
    records: Mapping[str, str] = field(default_factory=dict)
    kind: str = ""  # of a statement that was recorded

    def plain(self) -> dict[str, Any]:
        """It as plain JSON values."""
        return {
            "at": self.at.astimezone(UTC).isoformat(timespec="seconds"),
            "by": self.by,
            "did": str(self.did),
            "marking": self.marking or None,
            "records": dict(self.records),
        }

    def text(self) -> str:
        """It in a line."""
        of = f"; {self.marking}; records: {', '.join(self.records) or '-'}" if self.marking else ""
        return f"{self.at.astimezone(UTC):%Y-%m-%d %H:%M}Z  {self.by}: {self.did}{of}"


def told(asked: Asked) -> Iterator[Line]:
    """All of it, the latest first: what an auditor is told, whatever he may see himself."""
    streams = (map(_read, _readings(asked)), map(_act, _acts(asked)), _recorded(asked))
    return islice(merge(*streams, key=lambda line: line.at, reverse=True), asked.limit)


def _readings(asked: Asked) -> list[Read]:
    return readings(person=asked.person, record=asked.record, day=asked.day, limit=asked.limit)


def _acts(asked: Asked) -> list[Act]:
    """What was done by or to the person; of a record, what was given there."""
    found = Act.objects.select_related("by", "person", "post").order_by("-id")
    if asked.person is not None:
        found = found.filter(Q(by=asked.person) | Q(person=asked.person))
    if asked.record:
        found = found.filter(detail__place=asked.record)
    if asked.day is not None:
        start, end = bounds(asked.day)
        found = found.filter(at__gte=start, at__lt=end)
    return list(found[: asked.limit])


def _read(one: Read) -> Line:
    return Line(one.at, one.by, worded("read {what}", what=one.what), one.marking, one.records)


def _act(act: Act) -> Line:
    to = ", ".join(str(one) for one in (act.person, act.post) if one)
    did = worded("{act}: {to}", act=WHAT[act.what], to=to)
    return Line(act.at, str(act.by) if act.by else act.by_words, did)


def _recorded(asked: Asked) -> Iterator[Line]:
    """What was recorded: by headers alone, the latest first."""
    conditions, parameters = ["TRUE"], list[Any]()
    if asked.person is not None:
        conditions.append("e.actor LIKE %s")
        parameters.append(f"%({asked.person.pk[:8]})")
    if asked.record:
        if not is_identifier(asked.record):
            return
        conditions.append("e.about = %s")
        parameters.append(an_id(asked.record))
    if asked.day is not None:
        for moment, sign in zip(bounds(asked.day), (">=", "<"), strict=True):
            conditions.append(f"a.at {sign} %s")
            parameters.append(round(moment.timestamp() * 1_000_000))
    sql = (
        "SELECT a.at, e.actor, e.kind, e.about, e.marking FROM arrival AS a JOIN entry AS e ON e.tick = a.tick"  # noqa: S608
        f" WHERE {' AND '.join(conditions)} ORDER BY a.tick DESC LIMIT %s"
    )
    with as_whole():
        found = rows(sql, [*parameters, asked.limit])
    for at, actor, kind, about, marking in found:
        when = datetime.fromtimestamp(at / 1_000_000, UTC)
        did = worded("recorded: {kind}", kind=kind)
        yield Line(when, actor, did, marking, {hex_of(about) or "": marking}, kind)
