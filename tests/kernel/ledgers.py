"""Entries written by hand, for tests of the rules on the kernel alone."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from servanda.kernel.dates import PartialDate
from servanda.kernel.entries import Arrival, Entry
from servanda.kernel.model import see
from servanda.kernel.standpoint import Resolved
from servanda.kernel.view import View
from servanda.kinds import KINDS

_FIRST = datetime(2026, 1, 1, tzinfo=UTC)
TODAY = date(2026, 6, 1)


def entry(name: str, about: str, kind: str, as_of: str, content: dict[str, Any] | None = None, **header: Any) -> Entry:
    """One entry; dates of the header are texts."""
    for key in ("since", "until"):
        if key in header:
            header[key] = PartialDate(header[key])
    return Entry(
        id=name,
        about=about,
        payload=KINDS[kind].model_validate(content or {}, context={"language": "en"}),
        as_of=PartialDate(as_of),
        scope="partnership",
        origin="here",
        recorded_at=_FIRST,
        actor="tester",
        **header,
    )


def source(name: str, published: str | None = None, captured: str | None = None) -> Entry:
    """A source, whose record has the name."""
    content = {"title": "A report", "publisher": "Press", "published": published, "captured": captured}
    return entry(f"source {name}", name, "source", "2020", {k: v for k, v in content.items() if v})


def cited(fact: str, by: str) -> Entry:
    """A citation of a fact to a source."""
    return entry(f"{fact} in {by}", fact, "citation", "2020", {"source": by})


def seen(entries: Sequence[Entry], as_of: date = TODAY, published_by: date | None = None) -> View:
    """What is seen of entries that arrived in this order."""
    arrivals = [Arrival(tick, one.id, _FIRST + timedelta(seconds=tick)) for tick, one in enumerate(entries, 1)]
    return see(entries, arrivals, Resolved(as_of, len(entries), TODAY, published_by=published_by))
