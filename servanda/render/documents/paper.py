"""What a document is made of: a brief cut into runs, notes, tables and drawings. PDF and DOCX are both made of it.

Plain frozen data, in the reader's language; ``plain`` gives it as JSON for the typesetter.
"""

from dataclasses import asdict, dataclass
from typing import Any, Literal

Form = Literal["plain", "figure", "unknown", "none", "vague", "computed", "disputed", "said", "mark"]


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one form. ``language`` is set where it is not the document's; ``note`` is the key of a mark's note."""

    text: str
    form: Form = "plain"
    language: str = ""
    note: str = ""


Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: its key ("1a"), how its mark is printed ("[1a]", "(2)"), and what stands at the foot of the page.

    ``first`` is whether it is the first to name its source, which it then does in full, with the address.
    """

    key: str
    mark: str
    source: int
    text: Runs
    first: bool
    address: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: its words, and whether they are a figure, which is set flush to the end."""

    text: Runs
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with a caption, a row of headings and rows; the first cell of a row names it."""

    caption: Runs
    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart as SVG for paper: ``width`` and ``height`` in points, ``alt`` says the same in words."""

    title: str
    legend: str
    alt: str
    svg: str
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Chapter:
    """A section of the brief, with its tables and drawings; ``empty`` stands where nothing is told."""

    key: str
    title: str
    sentences: tuple[Runs, ...] = ()
    empty: str = ""
    tables: tuple[Grid, ...] = ()
    drawings: tuple[Drawing, ...] = ()


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words that are held of a source, and where in it they stand."""

    place: str
    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """A source in the list at the end. ``link`` is its address where that is one of the web."""

    number: int
    record: str
    address: str
    link: str
    quotations: tuple[Quotation, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """The words that the document itself adds, in its language."""

    contents: str
    sources: str
    sources_note: str
    page: str
    view: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A brief as a document. ``date`` is the as-of day (ISO 8601); ``standpoint`` says whose view it is,
    ``marking`` and ``foot`` what stands at the head and foot of each page.
    """

    title: str
    language: str
    date: str
    as_of: str
    marking: str
    foot: str
    standpoint: tuple[str, ...]
    lede: Runs
    opening: tuple[Drawing, ...]
    chapters: tuple[Chapter, ...]
    notes: tuple[Note, ...]
    sources: tuple[Listed, ...]
    words: Words

    def plain(self) -> dict[str, Any]:
        """The document as plain JSON values."""
        return asdict(self)

    def note(self, key: str) -> Note:
        """A note by its key. Raises ``KeyError`` for one that is not there."""
        for one in self.notes:
            if one.key == key:
                return one
        raise KeyError(key)
