"""The table of known departures, ``lenient.yaml``, as it is used."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from servanda import yamlfile


@dataclass(frozen=True)
class FigureForm:
    """Figures in another form: the path to each, the element they are, the paths to their number and date."""

    each: tuple[str, ...]
    is_a: str
    number: tuple[str, ...]
    when: tuple[str, ...]


@dataclass(frozen=True)
class Lenience:
    """What other names mean, which elements only hold lists, and which documents are of another part."""

    names: Mapping[str, str]
    names_within: Mapping[str, Mapping[str, str]]
    attributes: Mapping[str, str]
    wrappers: frozenset[str]
    results: tuple[FigureForm, ...]
    other_parts: Mapping[str, str]

    def name(self, said: str, within: str) -> str:
        """The name of the standard for an element as it is called in a document."""
        return self.names_within.get(within, {}).get(said) or self.names.get(said, said)


@cache
def lenience() -> Lenience:
    """The table that is shipped."""
    shipped = (files("servanda.exchange.formats.stratml") / "lenient.yaml").read_bytes()
    said: dict[str, Any] = yamlfile.read(shipped, name="lenient.yaml").data
    return Lenience(
        names=said["names"],
        names_within=said["names_within"],
        attributes=said["attributes"],
        wrappers=frozenset(said["wrappers"]),
        results=tuple(
            FigureForm(
                each=tuple(one["each"].split("/")),
                is_a=one["is"],
                number=tuple(one["number"].split("/")),
                when=tuple(one["when"].split("/")) if "when" in one else (),
            )
            for one in said["results"]
        ),
        other_parts=said["other_parts"],
    )
