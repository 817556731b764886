"""Dating what is undated: a fact is no later than the source it is first cited to (rule 6)."""

from collections.abc import Sequence
from typing import Any

from servanda.kernel.dates import PartialDate
from servanda.ledger.columns import hex_of
from servanda.ledger.database import rows, slices, within
from servanda.ledger.read import payload
from servanda.register.draft import Draft


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
    for piece in slices(sources):
        condition, parameters = within("k.about", piece)
        sql = (
            "SELECT k.about, e.kind, e.kind_version, t.text FROM key AS k"  # noqa: S608
            " JOIN claim AS c ON c.key_id = k.id AND c.known_to IS NULL"
            " JOIN entry AS e ON e.tick = c.entry JOIN content AS t ON t.tick = e.tick"
            f" WHERE {condition} AND k.question = 'is/source' ORDER BY e.tick"
        )
        for about, kind, version, text in rows(sql, parameters):
            found.setdefault(hex_of(about) or "", _counts_from(payload(kind, version, text)))
    return found
