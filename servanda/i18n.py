"""Words in the reader's language: gettext without Django, so that a brief is composed by pure functions.

The catalogues are those of the pages (``servanda/locale/<language>/LC_MESSAGES/django.mo``). A translatable text
is written where it is said, as ``translator.gettext("...")``: extractors find it by the function's name.
"""

import gettext as _gettext
from functools import cached_property, lru_cache
from pathlib import Path

from servanda.datewords import DateWords, Form, say_date
from servanda.kernel.dates import PartialDate

LOCALE = Path(__file__).parent / "locale"
DOMAIN = "django"
SOURCE_LANGUAGE = "en"
_DOTTED = frozenset({"az", "tr"})  # an i with a dot and one without are two letters


@lru_cache(maxsize=32)
def _catalogue(language: str) -> _gettext.NullTranslations:
    wanted = [language.replace("-", "_"), language.split("-")[0]]
    return _gettext.translation(DOMAIN, str(LOCALE), languages=wanted, fallback=True)


class Translator:
    """The words and dates of one language; what no catalogue has stays English."""

    def __init__(self, language: str = SOURCE_LANGUAGE) -> None:
        self.language = language

    @cached_property
    def _catalogue(self) -> _gettext.NullTranslations:
        if self.language.split("-")[0] == SOURCE_LANGUAGE:
            return _gettext.NullTranslations()
        return _catalogue(self.language)

    def gettext(self, message: str) -> str:
        """Translate a text."""
        return self._catalogue.gettext(message)

    def ngettext(self, one: str, many: str, number: int) -> str:
        """Translate a text that depends on a number."""
        return self._catalogue.ngettext(one, many, number)

    def pgettext(self, context: str, message: str) -> str:
        """Translate a text whose meaning its context settles."""
        return self._catalogue.pgettext(context, message)

    def npgettext(self, context: str, one: str, many: str, number: int) -> str:
        """Translate a text that depends on a number and whose meaning its context settles."""
        return self._catalogue.npgettext(context, one, many, number)

    def date(self, when: PartialDate, form: Form = "plain") -> DateWords:
        """Say a date as precisely as it was given: plain, or as "on", "since" or "until" that date."""
        return say_date(when, self.language, form)

    def capital(self, text: str) -> str:
        """Begin a text with a capital letter, which in some languages is not the usual one: "i" becomes "İ"."""
        if text[:1] == "i" and self.language.split("-")[0] in _DOTTED:
            return "İ" + text[1:]
        return text[:1].upper() + text[1:]

    def small(self, text: str) -> str:
        """Give a text in small letters: "İ" becomes "i", and "I" becomes "ı", where the language has both."""
        if self.language.split("-")[0] in _DOTTED:
            text = text.replace("İ", "i").replace("I", "ı")
        return text.lower()

    def capitals(self, text: str) -> str:
        """Give a text in capital letters: "i" becomes "İ" where the language has both."""
        return (text.replace("i", "İ") if self.language.split("-")[0] in _DOTTED else text).upper()

    def listed(self, items: list[str]) -> str:
        """Join items as a list is read: "a, b and c"."""
        if len(items) < 2:
            return "".join(items)
        return self.pgettext("list", "{items} and {last}").format(items=", ".join(items[:-1]), last=items[-1])
