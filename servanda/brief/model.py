"""What a brief is made of. Plain frozen data: renderers draw it, nothing here decides or reads anything.

A ``Brief`` has sections, a section has sentences, a sentence keeps its parts apart so that each renderer can
show figures, answers, links, said texts and citations in its own way. Beside the sentences stand the shapes
that drawings are made of: lanes, tallies, series, dates.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from servanda.kernel.dates import PartialDate
from servanda.kernel.marking import NOTHING_MARKED, HighWater

AnswerSign = Literal["unknown", "none", "zero", "vague", "computed", "disputed"]


@dataclass(frozen=True, slots=True)
class Plain:
    """Words of the register."""

    text: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure or a date: the only thing that is bold in a sentence."""

    text: str


@dataclass(frozen=True, slots=True)
class Sign:
    """An answer that is not a plain figure: shown by a sign and by its word, never by the sign alone."""

    text: str
    answer: AnswerSign


@dataclass(frozen=True, slots=True)
class Link:
    """A record that has a page of its own."""

    text: str
    record: str
    kind: str


@dataclass(frozen=True, slots=True)
class Said:
    """Words as a source or a party said them, in their own language; ``verbatim`` if they are a quotation."""

    text: str
    language: str
    verbatim: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A source mark: the number of the source at the foot, and the place and quotation in it.

    ``quoted`` is whether a quotation is held (a solid box or [1]; else a dashed box or (1)). ``fact`` is the
    entry that is cited, ``said_by`` and ``as_of`` are printed as the reader is to read them.
    """

    number: int
    source: str
    fact: str
    at: str | None = None
    quote: Said | None = None
    said_by: str | None = None
    as_of: str | None = None
    recorded: str | None = None

    @property
    def quoted(self) -> bool:
        """Whether the exact words are held."""
        return self.quote is not None


@dataclass(frozen=True, slots=True)
class Cite:
    """Where source marks stand in a sentence: at the end of the clause that they support."""

    marks: tuple[Mark, ...]

    @property
    def text(self) -> str:
        """The marks as numbers."""
        return "".join(f"[{mark.number}]" if mark.quoted else f"({mark.number})" for mark in self.marks)


Part = Plain | Figure | Sign | Link | Said | Cite


@dataclass(frozen=True, slots=True)
class Working:
    """A sum worked out here: ``terms`` with their labels, the sign between them, and what comes out."""

    terms: tuple[tuple[int, str], ...]
    operator: Literal["+", "-"]
    result: int
    label: str = ""

    @property
    def text(self) -> str:
        """The sum as figures: "90 + 2 + 2 = 94"."""
        return f" {self.operator} ".join(str(number) for number, _ in self.terms) + f" = {self.result}"


@dataclass(frozen=True, slots=True)
class SideLine:
    """One value as said on a side of a dispute ("27 May 2005"; "2005", which agrees), who says so, and where."""

    value: tuple[Part, ...]
    voices: tuple[str, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class SideTold:
    """One side of a dispute: the values that agree with each other, the most exact first."""

    lines: tuple[SideLine, ...]
    followed: bool


@dataclass(frozen=True, slots=True)
class DisputeTold:
    """A dispute opened: its sides, and which is followed by which rule, in words."""

    record: str
    question: str
    title: str
    sides: tuple[SideTold, ...]
    rule: str | None
    why: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence with a stable key ("packages.total"), its parts, and the facts (statement digests) behind it."""

    key: str
    parts: tuple[Part, ...]
    facts: tuple[str, ...] = ()
    workings: tuple[Working, ...] = ()
    dispute: DisputeTold | None = None
    record: str | None = None

    @property
    def marks(self) -> tuple[Mark, ...]:
        """All its source marks, in order."""
        return tuple(mark for part in self.parts if isinstance(part, Cite) for mark in part.marks)

    @property
    def text(self) -> str:
        """The sentence without its source marks."""
        return "".join(part.text for part in self.parts if not isinstance(part, Cite))


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its sentences; ``empty`` is what is said where there are none."""

    key: str
    title: str
    sentences: tuple[Sentence, ...] = ()
    empty: str = ""


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source at the foot: its number, its bibliographic record as printed, and the quotations held of it."""

    number: int
    record: str
    publisher: str
    title: Said
    agency: str | None
    author: str | None
    address: str | None
    language: str | None
    published: str
    captured: str | None
    reference: str | None = None
    weak: bool = False
    quotations: tuple[tuple[str | None, Said], ...] = ()
    is_published: bool = True


@dataclass(frozen=True, slots=True)
class Heading:
    """The standpoint as printed at the head."""

    title: str
    as_of: str
    known: str
    reader: str
    day: date
    ahead: str | None = None


# --- shapes for drawings and tables ---


@dataclass(frozen=True, slots=True)
class LaneItem:
    """A bar (``start`` and ``end``) or a point (``start`` only) on the time line.

    ``state`` is "said" (solid), "planned", "open" (no end is known) or "disputed"; ``figure`` goes on a point.
    """

    label: str
    short: str
    record: str | None
    shape: Literal["bar", "point"]
    start: PartialDate | None
    end: PartialDate | None
    when: str
    stands: str
    state: Literal["said", "planned", "open", "disputed"] = "said"
    figure: str = ""
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Lane:
    """One lane of the time line: plans of a framework, its packages, evaluations, meetings, contributions."""

    key: str
    label: str
    items: tuple[LaneItem, ...]


@dataclass(frozen=True, slots=True)
class ShareTold:
    """A share of a tally: ``value`` is ``None`` where it was said in words only, and ``text`` has the words."""

    label: str
    text: str
    value: int | None
    answer: AnswerSign | Literal["reported"]
    shares: tuple["ShareTold", ...] = ()
    working: Working | None = None


@dataclass(frozen=True, slots=True)
class TallyTold:
    """A package's (or plan's) tally: total, shares as reported, remainder as computed, and what is not known.

    ``groups`` are its shares by the way it is split, ``ways`` what each of these is called.
    """

    record: str
    kind: str
    title: str
    stands: str
    as_of: str
    word: str
    total: ShareTold
    groups: tuple[tuple[str, tuple[ShareTold, ...]], ...]
    workings: tuple[Working, ...]
    marks: tuple[Mark, ...]
    placed: bool = True
    disputed: bool = False
    ways: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SeriesPoint:
    """A strength at a date. ``values`` has one number, several if disputed, none if said in words only."""

    when: PartialDate
    date: str
    values: tuple[int, ...]
    how: Literal["reported", "computed"]
    text: str
    marks: tuple[Mark, ...]
    disputed: bool = False
    placed: bool = True


@dataclass(frozen=True, slots=True)
class Movement:
    """A rotation, an increment or a cumulative figure: told beside a strength and never drawn as one."""

    kind: Literal["rotation", "increment", "cumulative"]
    when: PartialDate
    date: str
    text: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """The strength of one contribution over the years, and apart from it what moved."""

    record: str
    title: str
    began: PartialDate | None
    ended: PartialDate | None
    stands: str
    points: tuple[SeriesPoint, ...]
    movements: tuple[Movement, ...]


@dataclass(frozen=True, slots=True)
class NextDate:
    """Something ahead of the as-of date: ``when`` is ``None`` where no day is known, or where nothing is planned."""

    when: PartialDate | None
    date: tuple[Part, ...]
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class GradeCount:
    """Items counted by their latest grade on one axis and track, in the framework's own order and words."""

    record: str
    axis: str
    track: str
    title: str
    grades: tuple[tuple[str, str, int], ...]
    total: int


@dataclass(frozen=True)
class Brief:
    """The answer: what a reader is told about a partnership from a standpoint.

    One that is not ``whole`` tells of one matter in it: of the others it does not say that there is nothing.
    """

    partnership: str
    language: str
    heading: Heading
    lede: tuple[Sentence, ...]
    sections: tuple[Section, ...]
    disputed: Section
    stale: Section
    unknown: Section
    next_dates: tuple[NextDate, ...]
    sources: tuple[SourceLine, ...]
    lanes: tuple[Lane, ...] = ()
    tallies: tuple[TallyTold, ...] = ()
    series: tuple[Series, ...] = ()
    grades: tuple[GradeCount, ...] = ()
    view_sha256: str = ""
    marking: HighWater = NOTHING_MARKED
    whole: bool = True

    def all_sections(self) -> tuple[Section, ...]:
        """Every section in the order it is read."""
        every = (*self.sections, self.disputed, self.stale, self.unknown)
        return every if self.whole else tuple(section for section in every if section.sentences)
