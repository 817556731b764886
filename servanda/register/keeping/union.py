"""Joining two registers (rule 9): what is not there is added as it is, and arrives here in its own right."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from pydantic import ValidationError

from servanda.errors import InputError, Refused
from servanda.kernel.canonical import canonical, commitment
from servanda.ledger import erase as ledger_erase
from servanda.ledger.columns import hex_of
from servanda.ledger.database import rows, slices, within
from servanda.ledger.write import Arriving, Sealed, arriving
from servanda.projection import closing
from servanda.projection.forget import forget
from servanda.projection.write import project
from servanda.register.keeping.foreign import read_entry
from servanda.register.keeping.restated import restated

Foreign = tuple[Mapping[str, Any], bytes | None, str | None, str]
_CHUNK = 5000
# with the condition of the index entry_closer, word for word
_ERASED = "{0}kind IN ('erased', 'replaces', 'withdraws') AND {0}kind = 'erased'"
_REMEDY = "get the entries again from the register they come from, and verify that register"


@dataclass
class Joined:
    """What joining came to: entries ``added``, entries ``known`` before, contents ``erased`` here by it."""

    added: int = 0
    known: int = 0
    erased: int = 0


def union(entries: Iterable[Foreign]) -> Joined:
    """Add entries of another register, keeping their ids, origins and moments; all of them or none.

    Each entry is (header, salt, content text, commitment); salt and text are absent where it was erased. An
    erasure that comes with them is carried out here too, so that all registers come to say the same. Raises
    ``InputError`` for an entry that does not match its commitment or that this release cannot read, ``Refused``
    where this register holds another entry of the same id; then nothing was added. Two recordings of one statement
    under one id (a file that both registers loaded) are one, each with its own header.
    """
    joined = Joined()
    ledger_erase.careful()
    with arriving() as arrival:
        stream = iter(entries)
        number = 0
        while piece := list(islice(stream, _CHUNK)):
            _add(arrival, piece, number, joined)
            number += len(piece)
    if joined.erased:
        ledger_erase.sweep()
    return joined


def _add(arrival: Arriving, piece: Sequence[Foreign], number: int, joined: Joined) -> None:
    sealed = [_sealed(one, number + place) for place, one in enumerate(piece, start=1)]
    known = _known(str(one.header["id"]) for one in sealed)
    differing = [one for one in sealed if known.get(str(one.header["id"]), one.commitment) != one.commitment]
    same = restated(differing)
    fresh: dict[str, Sealed] = {}
    for one in sealed:
        own = str(one.header["id"])
        other = known.get(own) or (fresh[own].commitment if own in fresh else None)
        if other is None:
            fresh[own] = one
        elif other == one.commitment or own in same:
            joined.known += 1
        else:
            sentence = f"This register holds another entry with the id {own}."
            raise Refused("other-entry", sentence, "verify both registers: one of them was altered")
    erased = _erased_already(fresh)
    placed = arrival.append([_without_content(one) if own in erased else one for own, one in fresh.items()])
    project(placed)
    closing.close(placed, late=True)
    joined.added += len(fresh)
    joined.erased += _erase(entry for entry in fresh.values() if entry.header["kind"] == "erased")
    _erase_late(fresh)


def _erase(entries: Iterable[Sealed]) -> int:
    """Carry out the erasures that came with the entries, as far as their targets are here."""
    return _carry_out([str(one.header["about"]) for one in entries])


def _erase_late(fresh: Mapping[str, Sealed]) -> None:
    """Note the erasures that were here before what they erase."""
    _carry_out(_erased_already(fresh))


def _carry_out(targets: Iterable[str]) -> int:
    found: dict[int, int] = {}
    for piece in slices(targets):
        condition, parameters = within("target.id", piece)
        sql = (
            "SELECT target.tick, MIN(e.tick) FROM entry AS target JOIN entry AS e"  # noqa: S608
            f" ON e.about = target.id AND {_ERASED.format('e.')}"
            " LEFT JOIN erasure AS x ON x.tick = target.tick"
            f" WHERE {condition} AND x.tick IS NULL GROUP BY target.tick"
        )
        found.update(rows(sql, parameters))
    ledger_erase.erase(sorted(found.items()))
    forget(found)
    return len(found)


def _known(entries: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for piece in slices(entries):
        condition, parameters = within("id", piece)
        sql = f"SELECT id, commitment FROM entry WHERE {condition}"  # noqa: S608
        found.update((hex_of(own) or "", bytes(sealed).hex()) for own, sealed in rows(sql, parameters))
    return found


def _erased_already(entries: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for piece in slices(entries):
        condition, parameters = within("about", piece)
        sql = f"SELECT about FROM entry WHERE {condition} AND {_ERASED.format('')}"  # noqa: S608
        found.update(hex_of(own) or "" for (own,) in rows(sql, parameters))
    return found


def _without_content(one: Sealed) -> Sealed:
    return Sealed(one.header, None, None, None, one.commitment)


def _sealed(foreign: Foreign, number: int) -> Sealed:
    header, salt, text, committed = foreign
    try:
        plain = dict(header)
        entry = read_entry(plain, text)
        if len(bytes.fromhex(committed)) != 32:
            raise ValueError("its commitment is not 32 bytes")
    except KeyError as error:
        raise _fault(number, header, f"it lacks {error}, or is of a kind that this release does not know") from None
    except (ValueError, TypeError, AttributeError, ValidationError) as error:
        raise _fault(number, header, str(error).splitlines()[0]) from None
    if text is None or salt is None:
        return Sealed(plain, None, None, None, committed)
    if commitment(salt, canonical(plain), text) != committed:
        raise InputError(
            "altered", f"Entry {number}, {plain['id']}, does not match its commitment.", _REMEDY, key=str(plain["id"])
        )
    return Sealed(plain, entry, text, salt, committed)


def _fault(number: int, header: Mapping[str, Any], why: str) -> InputError:
    own = header.get("id")
    return InputError("bad-entry", f"Entry {number} ({own}) cannot be taken in: {why}.", _REMEDY, key=str(own))


def foreign(entries: Iterable[Sequence[Any]]) -> Iterator[Foreign]:
    """Take what ``all_entries`` gives as entries to join with another register."""
    for header, salt, text, committed, *_ in entries:
        yield header, salt, text, committed
