"""Reads the mappings that are shipped and those of a user's own folder, and says exactly what is wrong in a file."""

from collections.abc import Iterator, Sequence
from collections.abc import Mapping as Map
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from servanda.errors import InputError, UsageError
from servanda.exchange.formats.options import reading_options
from servanda.exchange.mappings.headers import matched
from servanda.exchange.mappings.model import Mapping
from servanda.exchange.mappings.references import faults
from servanda.yamlfile import Document, Key
from servanda.yamlmodel import Sort

SHIPPED = Path(__file__).parent / "data"
SORT = Sort(Mapping, "servanda-mapping", "mapping", "a mapping", "mappings", "SERVANDA_MAPPINGS")


class Mappings(Map[str, Mapping]):
    """Mappings by short name."""

    def __init__(self, found: Map[str, Mapping]) -> None:
        self._found = dict(sorted(found.items()))

    def __getitem__(self, slug: str) -> Mapping:
        return self._found[slug]

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)

    def named(self, name: str) -> Mapping:
        """The mapping of a short name, or of a file. Raises ``UsageError`` or ``InputError``."""
        if name in self._found:
            return self._found[name]
        path = Path(name)
        if path.suffix in (".yaml", ".yml"):
            return load_file(path)
        near = next(iter(get_close_matches(name, list(self), n=1)), None)
        remedy = f"did you mean {near}?" if near else f"known are: {', '.join(self)}; or name a YAML file"
        raise UsageError("no-such-mapping", f"There is no mapping {name!r}.", remedy)

    def fitting(self, format_name: str, headers: Sequence[Sequence[str]]) -> tuple[Mapping, ...]:
        """The mappings whose columns a file of this format has: of those that fit, the ones that ask for most."""
        fitting = [
            one
            for one in self.values()
            if (not one.formats or format_name in one.formats)
            and any(not matched(one, header)[2] for header in headers)
        ]
        most = max((len(one.recognise) for one in fitting), default=0)
        return tuple(one for one in fitting if len(one.recognise) == most)


def load_all(user_folder: Path | None = None) -> Mappings:
    """Read the shipped mappings and, if a folder is given, every YAML file directly in it; a user's goes first.

    Raises ``InputError`` (file, line, key) for the first fault.
    """
    found = dict(_shipped())
    if user_folder is not None:
        own: dict[str, Path] = {}
        for path in SORT.files(user_folder):
            mapping = load_file(path)
            if other := own.get(mapping.slug):
                sentence = f"the mapping {mapping.slug!r} is also given by {other.name}"
                raise InputError("mapping-clash", sentence, "Give one of the two another slug.", file=path)
            own[mapping.slug] = path
            found[mapping.slug] = mapping
    return Mappings(found)


@cache
def _shipped() -> Map[str, Mapping]:
    return {mapping.slug: mapping for mapping in map(load_file, SORT.files(SHIPPED))}


def load_file(path: Path) -> Mapping:
    """Read one mapping from its file. Raises ``InputError``."""
    mapping, document = SORT.read(path)
    try:
        reading_options(mapping.read)
    except InputError as fault:
        at = tuple((fault.key or "read").replace("[", ".").replace("]", "").split("."))
        raise document.fault(_there(at, document), SORT.code, fault.sentence, fault.remedy) from None
    for keys, sentence, remedy in faults(mapping):
        raise document.fault(_there(keys, document), SORT.code, sentence, remedy)
    return mapping


def _there(path: tuple[Key, ...], document: Document) -> tuple[Key, ...]:
    while path and document.node(path) is None:
        path = path[:-1]
    return path
