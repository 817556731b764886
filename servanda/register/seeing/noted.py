"""What left the register: noted at the one way out, for the marking of what is made of it and for the audit.

Whoever gives something out opens ``noting()``; the views and queries of the register note in it what of them is not
public. Of what is public nothing is noted, and for a reader who sees nothing else nothing is looked at.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from servanda.kernel.entries import Entry
from servanda.kernel.identity import is_identifier
from servanda.kernel.marking import HighWater, Marking, Reader, high_water
from servanda.kernel.view import View
from servanda.register.seeing.knowing import Knowing

WHOLE = ""  # the record that stands for the register as a whole: of counts over all of it


@dataclass
class Noted:
    """The markings, but for public, of what was given out, by record."""

    by_record: dict[str, set[Marking]] = field(default_factory=dict)
    slugs: dict[str, str] = field(default_factory=dict)  # what was asked for by a slug, and which record that is
    quiet: bool = False

    def add(self, record: str, marking: Marking) -> None:
        """Note that something about a record was given out."""
        if not marking.public and not self.quiet:
            self.by_record.setdefault(record, set()).add(marking)

    def identifier(self, ref: str) -> str:
        """The identifier that a ref is or was found to stand for; nothing of another text: a slug can say too much."""
        own = self.slugs.get(ref, ref.replace("-", ""))
        return own if is_identifier(own) else ""

    def high_water(self) -> HighWater:
        """The marking of all that was given out so far."""
        return high_water(marking for markings in self.by_record.values() for marking in markings)


_current: ContextVar[Noted | None] = ContextVar("servanda_noted", default=None)


@contextmanager
def noting() -> Iterator[Noted]:
    """Note what leaves the register until the end of the block."""
    noted = Noted()
    token = _current.set(noted)
    try:
        yield noted
    finally:
        _current.reset(token)


@contextmanager
def aside() -> Iterator[None]:
    """Look at something that is not given out: for a decision, such as where a record lies."""
    noted = _current.get()
    before = noted.quiet if noted is not None else False
    if noted is not None:
        noted.quiet = True
    try:
        yield
    finally:
        if noted is not None:
            noted.quiet = before


def found(ref: str, record: str) -> None:
    """Note which record a slug stood for."""
    noted = _current.get()
    if noted is not None:
        noted.slugs[ref] = record


def so_far() -> HighWater | None:
    """The marking of what was given out so far; nothing where nobody notes it."""
    noted = _current.get()
    return noted.high_water() if noted is not None else None


def view(seen: View) -> View:
    """Note a view, and give it."""
    noted = _of(seen.standpoint.reader)
    if noted is not None:
        for fact in seen.facts:
            for entry in (*fact.entries, *(cited.entry for cited in fact.citations)):
                noted.add(fact.about, entry.marking)
    return seen


def entries(found: Iterable[Entry], reader: Reader) -> None:
    """Note entries that are given out by themselves."""
    noted = _of(reader)
    if noted is not None:
        for entry in found:
            noted.add(entry.about, entry.marking)


def entry(found: Entry) -> None:
    """Note an entry that is given out to whoever keeps the register, whoever that is."""
    noted = _current.get()
    if noted is not None:
        noted.add(found.about, found.marking)


def whole(knowing: Knowing, reader: Reader) -> None:
    """Note a count over many records, of which it is not known which: it is made of all that the reader may see."""
    audiences(knowing.audiences, knowing, reader)


def audiences(found: Iterable[int], knowing: Knowing, reader: Reader) -> None:
    """Note the audiences of what was counted or listed."""
    noted = _of(reader)
    if noted is not None:
        for number in found:
            for marking in knowing.markings.get(number, ()):
                noted.add(WHOLE, marking)


def _of(reader: Reader) -> Noted | None:
    """Where to note what a reader sees; nowhere for one who sees what is public alone."""
    return _current.get() if reader.clearance is not None else None
