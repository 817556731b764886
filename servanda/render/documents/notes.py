"""Footnotes: one for each place in a source that a sentence is cited to.

A note bears the number of its source, as every other form of the brief does; where several places of one source are
cited, a letter tells them apart: [1a], [1b]. The first note of a source names it in full, the others in short.
"""

from collections.abc import Iterable, Sequence

from servanda.brief.model import Mark, Said, SourceLine
from servanda.i18n import Translator
from servanda.render.common import source_words
from servanda.render.documents.paper import Note, Run, Runs
from servanda.render.documents.words import run, web_address

_Place = tuple[int, str | None, Said | None]


class Notes:
    """Gives each mark its note; notes are in the order in which they are first called for."""

    def __init__(self, marks: Iterable[Mark], sources: Sequence[SourceLine], t: Translator) -> None:
        """``marks`` are all marks of the document, in the order they are read."""
        self._t = t
        self._keys: dict[_Place, str] = {}
        self._notes: dict[str, Note] = {}
        places = list(dict.fromkeys(_place(mark) for mark in marks))
        lines = {line.number: line for line in sources}
        for number in dict.fromkeys(place[0] for place in places):
            own = [place for place in places if place[0] == number]
            for at, place in enumerate(own):
                key = f"{number}{_letters(at)}" if len(own) > 1 else str(number)
                self._keys[place] = key
                self._notes[key] = self._note(key, place, lines[number], first=at == 0)
        self._order = [self._keys[place] for place in places]

    @property
    def all(self) -> tuple[Note, ...]:
        """Every note, in the order of first call."""
        return tuple(self._notes[key] for key in self._order)

    def call(self, mark: Mark) -> Run:
        """The run that calls for a mark's note."""
        note = self._notes[self._keys[_place(mark)]]
        return Run(note.mark, "mark", note=note.key)

    def _note(self, key: str, place: _Place, line: SourceLine, *, first: bool) -> Note:
        number, at, quote = place
        mark = f"[{key}]" if quote else f"({key})"
        address = line.address if first and line.address else ""
        text = (*self._named(line, first=first), *self._said(at, quote))
        return Note(key, mark, number, text, first, address, web_address(address))

    def _named(self, line: SourceLine, *, first: bool) -> Runs:
        if first:
            return (run(source_words(line, self._t)),)
        own = "" if line.title.language == self._t.language else line.title.language
        return run(f"{line.publisher}, "), run(line.title.text, "said", own), run(".")

    def _said(self, at: str | None, quote: Said | None) -> Runs:
        if quote is None:
            return (run(f" — {at}"),) if at else ()
        own = "" if quote.language == self._t.language else quote.language
        return run(f" — {at}: " if at else " — "), run(f"“{quote.text}”", "said", own)


def _place(mark: Mark) -> _Place:
    return mark.number, mark.at, mark.quote


def _letters(at: int) -> str:
    """The letters of the n-th place, counted from 0: a to z, then aa, ab."""
    first, last = divmod(at, 26)
    return (_letters(first - 1) if first else "") + chr(ord("a") + last)
