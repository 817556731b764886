"""The file of a review: the source that what is submitted in it is cited to, where no other is named.

It is this register's own record of who said what. It was never published, so seen as published by a day what rests on
it alone does not count (rule 10).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from servanda.kernel.identity import derived_id
from servanda.kernel.marking import Marking
from servanda.kinds.citation import Citation
from servanda.kinds.source import Source
from servanda.ledger.opening import origin
from servanda.projection.write import kinds_of
from servanda.register.draft import Draft

FILE_OF_REVIEW = {"en": "File of the review", "az": "Təhlilin işi"}
_PUBLISHER = "Servanda"


@dataclass
class Keeping:
    """The file of one review, or of whatever else is kept by this register itself; entered when it is first cited."""

    review: str
    scope: str
    marking: Marking
    title: Mapping[str, str] = field(default_factory=lambda: FILE_OF_REVIEW)
    _is_entered: bool = False

    @property
    def record(self) -> str:
        """The identifier of the file in this register."""
        return derived_id("file of a review", f"{origin()}\x1f{self.review}")

    def citation(self, fact: str, source: str | None, at: str) -> Iterator[Draft]:
        """The citation of a fact: to the source that says so, else to the file, with the file if it is new."""
        if source is None and not self._is_entered:
            self._is_entered = True
            if self.record not in kinds_of([self.record]):
                file = Source.model_validate(
                    {"title": dict(self.title), "publisher": _PUBLISHER}, context={"language": "en"}
                )
                yield Draft(file, self.record, scope=self.scope, marking=self.marking)
        place = {"source": source or self.record, "at": at or None}
        yield Draft(Citation.model_validate(place), fact, scope=self.scope, marking=self.marking)
