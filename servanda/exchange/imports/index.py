"""What a file says, key by key, gathered before anything is looked up or recorded."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from servanda.exchange.imports.keys import Keyed


@dataclass
class Index:
    """What a file says, by key: one value mostly; which statements it makes more than once; how many there are."""

    values: dict[bytes, str | tuple[str, ...]] = field(default_factory=dict)
    repeated: set[tuple[bytes, str]] = field(default_factory=set)

    def add(self, one: Keyed) -> bool:
        """Note a statement; says whether its key has another value already."""
        known = self.values.get(one.key)
        if known is None:
            self.values[one.key] = one.value
            return False
        values = (known,) if isinstance(known, str) else known
        if one.value in values:
            self.repeated.add((one.key, one.value))
            return False
        self.values[one.key] = (*values, one.value)
        return True

    def of(self, key: bytes) -> Sequence[str]:
        """The values on a key."""
        found = self.values[key]
        return (found,) if isinstance(found, str) else found
