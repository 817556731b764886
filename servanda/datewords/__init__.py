"""Dates in words, as precise as they were said (rule 6). A language is a file of its own, named in ``_SPEAKERS``."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from servanda.datewords import az, en
from servanda.kernel.dates import PartialDate
from servanda.kernel.edtf import Parts

Form = Literal["plain", "at", "since", "until", "for"]
Speaker = Callable[[Parts, str], tuple[str, str]]

_SPEAKERS: Mapping[str, Speaker] = {"en": en.say, "az": az.say}


@dataclass(frozen=True, slots=True)
class DateWords:
    """A date in words: ``before`` is what leads to it ("on "), ``core`` the date itself, which is bold in a brief."""

    before: str
    core: str

    @property
    def text(self) -> str:
        """All of it."""
        return self.before + self.core


def say_date(when: PartialDate, language: str, form: Form = "plain") -> DateWords:
    """Say a date in a language (English where the language is not known)."""
    speaker = _SPEAKERS.get(language.split("-")[0], en.say)
    return DateWords(*speaker(when.parts(), form))
