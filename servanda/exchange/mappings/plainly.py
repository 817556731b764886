"""A text without case, marks and odd spaces, for keys and for finding words in vocabularies.

It is part of how records are identified and so never changes; the folding of the search is another, and may.
"""

import re
import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans({
    "ə": "e", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l",
    "’": "'", "‘": "'", "ʼ": "'", "`": "'", "–": "-", "—": "-", "‑": "-", "“": '"', "”": '"',
})  # fmt: skip
_MARKS = re.compile(r"[\u0300-\u036f]")


@lru_cache(maxsize=8192)
def plainly(text: str) -> str:
    """Give the text in small letters, without marks, with single spaces."""
    small = text.replace("İ", "i").casefold().translate(_LETTERS)
    return " ".join(_MARKS.sub("", unicodedata.normalize("NFKD", small)).translate(_LETTERS).split())
