"""Dating what is undated: a fact is no later than the source it is first cited to (rule 6)."""

from collections.abc import Sequence
from typing import Any

from servanda.kernel.dates import PartialDate
from servanda.register.draft import Draft
from servanda.register.writing.onrecord import on_record


class Datings:
    """The dates that undated facts of a piece of a batch take from their first citation's source."""

    def __init__(self, drafts: Sequence[Draft], ids: Sequence[str]) -> None:
        undated = {
            own for draft, own in zip(drafts, ids, strict=True)
            if (draft.as_of is None or draft.as_of.precision == "unknown") and not draft.payload.structural
        }  # fmt: skip
        self._source: dict[str, str] = {}
        for draft in drafts:
            if draft.payload.kind == "citation" and draft.about in undated:
                content: Any = draft.payload
                self._source.setdefault(draft.about, content.source)
        wanted = set(self._source.values())
        self._dates = _recorded(wanted)
        for draft in drafts:
            if draft.payload.kind == "source" and draft.about in wanted:
                self._dates[draft.about] = _counts_from(draft.payload)

    def no_later_than(self, fact: str) -> PartialDate | None:
        """The date of an undated fact, or nothing if its source has none."""
        when = self._dates.get(self._source.get(fact, ""))
        return when.no_later_than() if when is not None and not when.is_open_end else None


def _counts_from(source: Any) -> PartialDate | None:
    when: PartialDate | None = source.counts_from
    return when


def _recorded(sources: set[str]) -> dict[str, PartialDate | None]:
    found: dict[str, PartialDate | None] = {}
    for one in on_record(sources, "k.question = 'is/source'"):
        found.setdefault(one.about, _counts_from(one.content))
    return found
