"""Identifiers: of records, of entries and of statements (rules 11 and 14)."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

NAMESPACE = uuid.UUID("6f3c1f3e-5d0b-5e0a-9a53-2f6d5a3c7e11")
_HEX = frozenset("0123456789abcdef")


def random_id() -> str:
    """Make a fresh identifier: 32 hex digits that tell nothing."""
    return uuid.uuid4().hex


def derived_id(scheme: str, identifier: str) -> str:
    """Derive the identifier of a record from a file: the same (scheme, identifier) gives the same id."""
    return uuid.uuid5(NAMESPACE, f"{scheme}\x1f{identifier}").hex


def is_identifier(text: str) -> bool:
    """Say whether a text is written as an identifier is."""
    return len(text) == 32 and set(text) <= _HEX


@dataclass(frozen=True, slots=True)
class Aliases:
    """Which records are one ("same as"), as a mapping from each to the canonical one of its group."""

    to: Mapping[str, str] = field(default_factory=dict)

    def __getitem__(self, record: str) -> str:
        return self.to.get(record, record)

    def group(self, record: str) -> frozenset[str]:
        """All identifiers of one record, its own included."""
        chosen = self[record]
        return frozenset({record, chosen, *(a for a, b in self.to.items() if b == chosen)})


def aliases(pairs: Iterable[tuple[str, str]]) -> Aliases:
    """Join pairs of records into groups; the order of the pairs does not matter."""
    parent: dict[str, str] = {}

    def root(record: str) -> str:
        while (up := parent.setdefault(record, record)) != record:
            parent[record] = parent[up]
            record = up
        return record

    for one, other in pairs:
        low, high = sorted((root(one), root(other)))
        parent[high] = low
    return Aliases({record: root(record) for record in parent if root(record) != record})


NO_ALIASES = Aliases()
