"""Which eight-bit encoding bytes are written in, told by what letters and marks they would make."""

import unicodedata
from functools import cache

CANDIDATES = {
    "cp1252": "Windows-1252",
    "cp1254": "Windows-1254",
    "cp1251": "Windows-1251",
    "mac_roman": "MacRoman",
}
TURKISH = frozenset("çğıöşüÇĞİÖŞÜâîûÂÎÛ")
ONLY_TURKISH = frozenset("ğışĞİŞ")
CENTRAL = "cp1250"  # tried only where its letters are those of one language
# The letters of a language (Bosnian, Croatian and Serbian; Polish; Romanian; Czech; Hungarian), sets of which one each
# has to be there, and how many different ones there have to be: of which French, Spanish, Portuguese and Nordic texts
# and marks (ê, è, ã, õ, ø, º, ¿, æ) make fewer when they are misread.
_ALPHABETS = (
    ("čćžšđ", ("ćđ",), 3),
    ("ąćęłńóśźż", ("ąćęś",), 4),
    ("ăâîşţ", ("ţ",), 2),
    ("áčďéěíňóřšťúůýž", ("ř", "ěů"), 3),
    ("áéíóöőúüű", ("ő", "öüű"), 4),
)
CLEAR = 0.2  # a mean lead from which on the guess is no longer called uncertain
TURKISH_ALONE = 0.5  # every letter is one of the Turkish alphabet, and some are of no other
BARE_RETURNS = 0.3  # old Macintosh files end their lines so

_OPENING = frozenset("“‘„‚«‹(¿¡")
_CLOSING = frozenset("”’»›…")
_DASHES = frozenset("–—")
_WITH_NUMBERS = frozenset("€£¥°§©®™º½¼¾№±²³‰")
_PLAIN = frozenset("\xa0•·")


def best_reading(sample: bytes, *, bare_returns: bool = False) -> tuple[str, str, bool]:
    """The codec, its name for people, and whether it is clearly better than the rest.

    ``sample`` holds stretches of text with letters outside ASCII, a line each.
    """
    scores = {codec: _score(sample, codec) for codec in CANDIDATES}
    if bare_returns:
        scores["mac_roman"] += BARE_RETURNS
    turkish = _letters(sample, "cp1254")
    if turkish & ONLY_TURKISH and turkish <= TURKISH:
        scores["cp1254"] += TURKISH_ALONE
    central = {letter.lower() for letter in _letters(sample, CENTRAL)}
    if any(
        central <= set(whole) and all(central & set(own) for own in owns) and len(central) >= least
        for whole, owns, least in _ALPHABETS
    ):
        scores[CENTRAL] = _score(sample, CENTRAL) + TURKISH_ALONE
    first, second, *_ = sorted(scores, key=lambda codec: -scores[codec])
    clear = scores[first] - scores[second] >= CLEAR or (scores[first] > 0 and _alike(sample, first, second))
    return first, CANDIDATES.get(first, "Windows-1250"), clear


def _alike(sample: bytes, one: str, other: str) -> bool:
    return sample.decode(one, "replace") == sample.decode(other, "replace")


def _letters(sample: bytes, codec: str) -> set[str]:
    return {one for one in set(sample.decode(codec, "replace")) if not one.isascii() and one.isalpha()}


def _score(sample: bytes, codec: str) -> float:
    """How much sense the text makes, a mean over its letters and marks outside ASCII."""
    try:
        text = sample.decode(codec)
    except UnicodeDecodeError:
        return -10.0
    total, number = 0.0, 0
    before = "\n"
    for place, one in enumerate(text):
        if not one.isascii():
            after = text[place + 1] if place + 1 < len(text) else "\n"
            total += _sense(one, before, after)
            number += 1
        before = one
    return total / max(number, 1)


@cache
def _sense(one: str, before: str, after: str) -> float:
    if one.islower() or one.isupper():
        return _of_letter(one, before, after)
    if one in _OPENING or one in _CLOSING or one in _DASHES:
        return _of_mark(one, before, after)
    if one in _PLAIN:
        return 0.0 if before.isalpha() and after.isalpha() and one != "\xa0" else 0.5
    if one in _WITH_NUMBERS:
        return -2.0 if before.isalpha() and after.isalpha() else 0.5
    if unicodedata.category(one) in {"Cc", "Co", "Cn"}:
        return -5.0
    return -3.0 if before.isalpha() and after.isalpha() else -1.0


def _of_letter(one: str, before: str, after: str) -> float:
    if any(_script(one) != _script(near) for near in (before, after) if near.isalpha()):
        return -3.0
    near = [other for other in (before, after) if other.isalpha()]
    if near and _script(one) == "latin" and not any(other.isascii() for other in near):
        return -0.5  # letters with accents stand among plain ones; a run of them is another script misread
    if one.islower():
        return 2.0 if before.isalpha() or after.islower() else 0.0
    if before.islower():
        return -3.0
    return 1.0 if after.isalpha() or before.isupper() else -0.5


def _of_mark(one: str, before: str, after: str) -> float:
    if one in _OPENING:
        return 2.0 if not before.isalnum() and not after.isspace() else -1.0
    if one in _CLOSING:
        return 2.0 if not before.isspace() else -1.0
    return 1.0 if before.isalpha() == after.isalpha() else 0.0


def _script(letter: str) -> str:
    return "cyrillic" if "\u0400" <= letter <= "\u04ff" else "latin"
