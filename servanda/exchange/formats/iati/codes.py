"""The codes of IATI, ``codes.yaml``, as they are used."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from servanda import yamlfile


@dataclass(frozen=True)
class DateType:
    """What a date of an activity is of: its start or end, planned or actual."""

    of: str
    planned: bool


@dataclass(frozen=True)
class Codes:
    """What the codes mean. Keys of words are in lower case."""

    transactions: Mapping[str, str]
    incoming: frozenset[str]
    budgets: Mapping[str, str]
    roles: Mapping[str, str]
    statuses: Mapping[str, str]
    dates: Mapping[str, DateType]
    descriptions: Mapping[str, str]
    results: Mapping[str, str]
    measures: Mapping[str, str]
    organisation: re.Pattern[str]

    def identifies(self, ref: str) -> bool:
        """Whether a reference is the identifier of an organisation, and not the code of a class of them."""
        return self.organisation.fullmatch(ref) is not None


@cache
def codes() -> Codes:
    """The codes that are shipped."""
    shipped = (files("servanda.exchange.formats.iati") / "codes.yaml").read_bytes()
    said: dict[str, Any] = yamlfile.read(shipped, name="codes.yaml").data
    return Codes(
        transactions=said["transactions"],
        incoming=frozenset(said["incoming"]),
        budgets=said["budgets"],
        roles=said["roles"],
        statuses=said["statuses"],
        dates={key: DateType(one["of"], one["planned"] == "true") for key, one in said["dates"].items()},
        descriptions=said["descriptions"],
        results=said["results"],
        measures=said["measures"],
        organisation=re.compile(said["organisation"]),
    )
