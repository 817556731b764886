"""Knowing again what is sent twice, because its answer went astray: it is there once, and is acknowledged both times.

A form is given a name when it is made. The entries that come of it have identifiers that are derived from that name,
from who sends it and from all that was typed; so the same form, sent again, comes to entries that are there already.
"""

from collections.abc import Iterable

from servanda.kernel.identity import derived_id
from servanda.ledger import clock
from servanda.ledger.columns import hex_of
from servanda.ledger.database import rows, within
from servanda.ledger.faults import explained
from servanda.register.draft import Recorded

_APART = "\x1f"


def named(form: str, *said: str) -> str | None:
    """The identifier of the entry that a form comes to; ``None`` where the form has no name."""
    return derived_id("sent by a form", _APART.join((form, *said))) if form else None


def recorded(ids: Iterable[str | None]) -> Recorded | None:
    """The entries of a form, if they are there; they arrived together or not at all."""
    wanted = [own for own in ids if own is not None]
    if not wanted:
        return None
    condition, parameters = within("a.entry", wanted)
    with explained():
        found = rows(f"SELECT a.entry, a.tick, a.at FROM arrival AS a WHERE {condition} ORDER BY a.tick", parameters)  # noqa: S608
    if not found:
        return None
    _own, tick, at = found[-1]
    return Recorded(tuple(hex_of(own) or "" for own, _tick, _at in found), tick, clock.from_number(at))
