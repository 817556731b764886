"""What a comparison is made of: the same sentences and sections as a brief."""

from dataclasses import dataclass

from servanda.brief.model import Heading, Section, SourceLine
from servanda.kernel.marking import NOTHING_MARKED, HighWater


@dataclass(frozen=True)
class Comparison:
    """What changed between two standpoints: sections that hold something, and the sources they cite.

    ``before`` and ``after`` are the two heads; ``unchanged`` is said where there is no section.
    """

    partnership: str
    language: str
    before: Heading
    after: Heading
    sections: tuple[Section, ...]
    sources: tuple[SourceLine, ...]
    unchanged: str
    marking: HighWater = NOTHING_MARKED
