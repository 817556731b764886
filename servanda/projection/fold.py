"""Folding words so that spellings find each other: Əliyev, Aliyev and Алиев are one (own column, rule of search).

Neither database folds Azerbaijani ə or writes Cyrillic in Latin letters, so it is done here, once, for both.
What comes out is for comparing only and never shown.
"""

import re
import unicodedata
from functools import lru_cache

_CYRILLIC = dict(
    zip(
        "абвгдезийклмнопрстуфхыэіґәөүҹҝғһ",
        "a b v g d e z i i k l m n o p r s t u f h i e i g a o u j g g h".split(),  # noqa: SIM905
        strict=True,
    )
) | {
    "ё": "e",
    "ж": "j",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "sh",
    "ъ": "",
    "ь": "",
    "ю": "iu",
    "я": "ia",
    "є": "e",
    "ї": "i",
}
_LATIN = {"ə": "a", "ı": "i", "ß": "ss", "æ": "ae", "ø": "o", "đ": "d", "ł": "l", "ş": "sh", "ç": "ch", "ğ": "g"}
_LETTERS = str.maketrans(_CYRILLIC | _LATIN)
# what is written differently in romanisation: kh/x, y/i/j, q/g, dzh/dj
_SPELLINGS = (
    (re.compile(r"dzh|dj|zh"), "j"),
    (re.compile("kh|x"), "h"),
    (re.compile("gh|q"), "g"),
    (re.compile("y"), "i"),
    (re.compile("w"), "v"),
    (re.compile(r"([a-z])\1(?<!\1\1\1)(?!\1)"), r"\1"),  # a pair only: more of one letter is no spelling of it
)
_MARKS = re.compile(r"[\u0300-\u036f]")
_WORDS = re.compile(r"[a-z0-9]+")


def fold(text: str) -> str:
    """Give the folded words of a text, parted by single spaces."""
    plain = text.replace("İ", "i").replace("I", "i").lower().translate(_LETTERS)
    plain = _MARKS.sub("", unicodedata.normalize("NFKD", plain)).translate(_LETTERS)
    words = _WORDS.findall(plain)
    return " ".join(_respell(word) for word in words)


@lru_cache(maxsize=65536)  # texts say the same few words again and again
def _respell(word: str) -> str:
    if word.isdigit():
        return word
    for pattern, spelling in _SPELLINGS:
        word = pattern.sub(spelling, word)
    return word


def forget_words() -> None:
    """Keep no word in memory that was ever folded."""
    _respell.cache_clear()
