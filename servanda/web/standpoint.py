"""The standpoint of a page: read from its address, carried by its links, shareable."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from functools import cached_property
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from servanda.kernel.dates import DateFault, PartialDate
from servanda.kernel.entries import instant
from servanda.kernel.marking import ANYONE, Reader
from servanda.kernel.standpoint import Resolved, Standpoint
from servanda.ledger import clock

FIELDS = ("as_of", "known_at", "published_by", "reader")


@dataclass(frozen=True)
class Asked:
    """What an address asks for: the standpoint, the texts as given, and faults by field (in words)."""

    standpoint: Standpoint
    given: dict[str, str]
    faults: dict[str, str]

    @cached_property
    def query(self) -> str:
        """The standpoint as the query of an address, without what was left open."""
        return self._query({})

    def link(self, path: str, **changes: str | None) -> str:
        """Give the address of another page, or of this one, with some fields changed (``None``: left open)."""
        query = self._query(changes) if changes else self.query
        return f"{path}?{query}" if query else path

    def _query(self, changes: Mapping[str, str | None]) -> str:
        fields = {**{name: text for name, text in self.given.items() if name not in self.faults}, **changes}
        return urlencode({name: fields[name] for name in FIELDS if fields.get(name) is not None})


def read(query: QueryDict, readers: Sequence[Reader] = (ANYONE,)) -> Asked:
    """Read a standpoint from an address. A fault never fails the page: the field is left open and named.

    ``readers`` are those that whoever asks may read as; the first, unless the address names another of them. One that
    is not among them is left open without a word.
    """
    given = {name: text for name in FIELDS if (text := query.get(name, "").strip())}
    if query.get("known") == "now":
        given.pop("known_at", None)
        given.pop("published_by", None)
    elif query.get("known") in ("known_at", "published_by"):
        given.pop("published_by" if query["known"] == "known_at" else "known_at", None)
    reader = next((one for one in readers if named(one) == given.get("reader")), readers[0])
    if reader is readers[0]:
        given.pop("reader", None)
    faults: dict[str, str] = {}
    as_of = _day(given, "as_of", faults)
    published_by = _day(given, "published_by", faults)
    known_at = _moment(given, faults)
    return Asked(
        Standpoint(
            as_of=as_of.latest if as_of else None,
            known_at=known_at,
            published_by=published_by.latest if published_by else None,
            reader=reader,
        ),
        given,
        faults,
    )


def named(reader: Reader) -> str:
    """How an address names a reader: by the level alone, for whoever asks may read as only one of each."""
    return reader.clearance or reader.name


def permanent(path: str, at: Resolved, kept: Iterable[tuple[str, str]] = ()) -> str:
    """The address that gives this page again: every open choice of its standpoint is written out.

    ``kept`` are the page's own parameters, such as what is searched for.
    """
    fields = {**dict(kept), "as_of": at.as_of.isoformat(), "known_at": instant(at.known_at or clock.now())}
    if at.published_by:
        fields["published_by"] = at.published_by.isoformat()
    return f"{path}?{urlencode(fields)}"


def _day(given: dict[str, str], name: str, faults: dict[str, str]) -> PartialDate | None:
    text = given.get(name)
    if text is None:
        return None
    try:
        when = PartialDate.parse(text)
    except DateFault as fault:
        faults[name] = str(fault)
        return None
    if when.is_open_end:
        faults[name] = _("“%(text)s” has no end; give a day, a month or a year.") % {"text": text}
        return None
    return when


def _moment(given: dict[str, str], faults: dict[str, str]) -> datetime | None:
    """A moment with its zone; a plain day means the end of that day in the register's own zone."""
    text = given.get("known_at")
    if text is None:
        return None
    when = _day(given, "known_at", faults)
    if when is None:
        return None
    if when.moment is not None:
        return when.moment
    return datetime.combine(when.latest, time.max, tzinfo=timezone.get_default_timezone())
