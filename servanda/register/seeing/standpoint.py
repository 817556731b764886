"""Resolving a standpoint against the register (rule 19): every open choice becomes a value."""

from dataclasses import replace
from datetime import UTC

from servanda.kernel.standpoint import Resolved, Standpoint
from servanda.ledger import clock
from servanda.ledger.database import rows
from servanda.ledger.faults import explained
from servanda.ledger.opening import open_register
from servanda.projection.marks import forget_erased
from servanda.register.seeing.knowing import MARKED_ANEW, Knowing

# with how many contents were ever erased, by whichever process: what this one keeps of them is dropped
_ARRIVED = "SELECT tick, at, (SELECT COUNT(*) FROM erasure) FROM arrival"


def resolve(standpoint: Standpoint) -> Resolved:
    """Turn ``known_at`` into the last tick that counts, and an absent ``as_of`` into today."""
    with explained():
        open_register()
        today = clock.today()
        if standpoint.known_at is None:
            found = rows(f"{_ARRIVED} ORDER BY tick DESC LIMIT 1")
            # where the machine's clock was put back, time stands still and never goes back
            moment = max(clock.now(), clock.from_number(found[0][1])) if found else clock.now()
        else:
            asked = standpoint.known_at.astimezone(UTC)
            moment = min(asked, clock.now())
            found = rows(f"{_ARRIVED} WHERE at <= %s ORDER BY at DESC, tick DESC LIMIT 1", [clock.to_number(asked)])
    if found:
        forget_erased(found[0][2])
    return Resolved(
        as_of=standpoint.as_of or today,
        tick=found[0][0] if found else 0,
        today=today,
        known_at=standpoint.known_at,
        published_by=standpoint.published_by,
        reader=standpoint.reader,
        moment=moment,
    )


def untraced(at: Resolved) -> Resolved:
    """The same standpoint with the last arrival that its reader may see, for doors that strangers use (rule 14).

    What is seen from it is the same; what it prints does not tell that anything else arrived since.
    """
    with explained():
        knowing = Knowing.of(at)
        seen = knowing.entries()
        if seen is None:
            return replace(at, tick=0)
        condition, parameters = seen
        sql = f"SELECT e.tick FROM entry AS e{MARKED_ANEW} WHERE e.tick <= %s AND {condition}"  # noqa: S608
        found = rows(f"{sql} ORDER BY e.tick DESC LIMIT 1", [at.tick, *parameters])
    last = replace(at, tick=found[0][0] if found else 0)
    last.made[Knowing] = knowing.until(last.tick)
    return last
