"""The file of a review, a meeting or a plan: the source that what is submitted in it is cited to, where no other is.

It is this register's own record of who said what. It was never published, so seen as published by a day what rests on
it alone does not count (rule 10).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from servanda.kernel.identity import derived_id
from servanda.kernel.marking import Marking
from servanda.kinds.citation import Citation
from servanda.kinds.source import Source
from servanda.ledger.opening import origin
from servanda.projection.write import kinds_of
from servanda.register.draft import Draft

_TITLES = {
    "review": {"en": "File of the review", "az": "Təhlilin işi"},
    "plan": {"en": "File of the plan", "az": "Planın işi"},
    "meeting": {"en": "File of the meeting", "az": "Görüşün işi"},
}
_PUBLISHER = "Servanda"


@dataclass
class Keeping:
    """The file of one review, meeting or plan (``of`` says which), which is entered when it is first cited."""

    about: str
    scope: str
    marking: Marking
    of: str = "review"
    _is_entered: bool = False

    @property
    def record(self) -> str:
        """The identifier of the file in this register."""
        return derived_id(f"file of a {self.of}", f"{origin()}\x1f{self.about}")

    def citation(self, fact: str, source: str | None, at: str) -> Iterator[Draft]:
        """The citation of a fact: to the source that says so, else to the file, with the file if it is new."""
        if source is None and not self._is_entered:
            self._is_entered = True
            if self.record not in kinds_of([self.record]):
                file = Source.model_validate(
                    {"title": _TITLES[self.of], "publisher": _PUBLISHER}, context={"language": "en"}
                )
                yield Draft(file, self.record, scope=self.scope, marking=self.marking)
        place = {"source": source or self.record, "at": at or None}
        yield Draft(Citation.model_validate(place), fact, scope=self.scope, marking=self.marking)
