"""What states are called in files: one state has several spellings, and each gives one short name (ISO 3166-1)."""

from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from servanda.exchange.mappings.plainly import plainly
from servanda.yamlfile import MEGABYTE, read

SPELLINGS = Path(__file__).parent / "data" / "vocabularies" / "states.yaml"


@cache
def _states() -> Mapping[str, tuple[str, ...]]:
    found = read(SPELLINGS, limit_bytes=MEGABYTE, if_larger="It is a list of states.").data
    return {code: tuple(spellings) for code, spellings in found.items()}


@cache
def _codes() -> Mapping[str, str]:
    return {plainly(name): code for code, spellings in _states().items() for name in (code, *spellings)}


@cache
def state_code(text: str) -> str | None:
    """The short name of a state, or nothing if no spelling of it is known."""
    return _codes().get(plainly(text))


def state_name(text: str) -> str | None:
    """The first of the state's spellings."""
    code = state_code(text)
    return _states()[code][0] if code else None


def nearest_state(text: str) -> str | None:
    """The usual name of the state that a text is likely to be misspelt of, or nothing."""
    near = get_close_matches(plainly(text), _codes(), n=1, cutoff=0.85)
    return state_name(near[0]) if near else None
