"""Names of files made of names of bodies, safe on every system, and each once."""

import re
import unicodedata
from collections.abc import Collection

LONGEST = 80
# Names that some systems keep for devices.
_KEPT = frozenset(("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))))


def file_name(title: str, taken: Collection[str], ending: str = ".xlsx") -> str:
    """A name of a file for a title: its letters and digits in any script, joined by hyphens; told apart by a number."""
    plain = re.sub(r"[\W_]+", "-", unicodedata.normalize("NFC", title).replace("İ", "i").lower()).strip("-")
    plain = plain.encode("utf-8")[:LONGEST].decode("utf-8", "ignore").strip("-") or "body"
    if plain in _KEPT:
        plain += "-"
    name, number = f"{plain}{ending}", 2
    while name in taken:
        name, number = f"{plain}-{number}{ending}", number + 1
    return name
