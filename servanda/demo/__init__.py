"""The demonstration registers: two real partnerships, entered from public sources."""

from pathlib import Path

_HERE = Path(__file__).resolve().parent
_FILES = ("azerbaijan-nato.yaml", "moldova-nato.yaml")


def paths() -> tuple[Path, ...]:
    """Give the register files in the order in which they are loaded; the first is the one shown first."""
    return tuple(_HERE / name for name in _FILES)
