"""A party: a state, an organisation, a ministry, a unit, a committee; parties nest."""

from typing import ClassVar, Literal

from servanda.kinds.base import RecordKind
from servanda.kinds.fields import PartyRef


class Party(RecordKind):
    """What a party is; its names are facts of their own (rule 12). ``unspecified``: its source does not say."""

    kind: ClassVar[str] = "party"
    about: ClassVar[tuple[str, ...]] = ("party",)
    summary: ClassVar[str] = "a state, organisation, ministry, unit, committee or person"

    category: Literal[
        "state", "organisation", "ministry", "agency", "unit", "committee", "office", "person", "group", "unspecified"
    ]
    within: PartyRef | None = None
