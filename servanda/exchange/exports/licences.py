"""The licence of an open-data bundle: one of those that are shipped, a text of the publisher's own, or none stated."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from servanda.errors import UsageError
from servanda.yamlfile import MEGABYTE, decode, read, read_bytes

UNSTATED = "No licence is stated. Ask the publisher before you use more than the law lets you use of any text.\n"


@dataclass(frozen=True)
class Licence:
    """A licence as a bundle states it; ``name`` is its SPDX identifier, if it has one."""

    text: str
    name: str | None = None
    title: str | None = None
    address: str | None = None


@cache
def shipped() -> Mapping[str, Licence]:
    """The licences that are shipped, by name."""
    found = read(Path(__file__).parent / "licences.yaml", limit_bytes=MEGABYTE).data
    return {name: Licence(one["text"], name, one["title"], one["address"]) for name, one in found.items()}


def licence(chosen: str | None) -> Licence:
    """The licence that a name or the path of a text file stands for. Raises ``UsageError`` or ``InputError``."""
    if chosen is None:
        return Licence(UNSTATED)
    if (found := shipped().get(chosen)) is not None:
        return found
    path = Path(chosen)
    if not path.is_file():
        names = ", ".join(shipped())
        raise UsageError(
            "no-licence", f"There is no licence {chosen!r}.", f"choose one of {names}, or give a text file"
        )
    data = read_bytes(path, limit_bytes=MEGABYTE, name=chosen, if_larger="A licence is a short text.")
    return Licence(decode(data, chosen), title=path.stem)
