"""Texts of a framework by language, and the forms of the words it calls its items by."""

import re
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, StringConstraints, model_serializer, model_validator

_LANGUAGE = re.compile(r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")
_Said = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+([-_.][a-z0-9]+)*$", max_length=80)]


class Part(BaseModel):
    """A piece of a framework: unchangeable, closed to unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


def pick(languages: Mapping[str, object], wanted: str) -> str:
    """Give the language to show: the one wanted, its plain form, English, else the first by its tag."""
    for language in (wanted, wanted.split("-")[0], "en"):
        if language in languages:
            return language
    return min(languages)


class Label(Part):
    """A text by language. In a file: ``{en: goal, az: məqsəd}``."""

    by: dict[str, _Said]

    @model_validator(mode="before")
    @classmethod
    def _short(cls, value: Any) -> Any:
        return _by_language(value, "{en: goal, az: məqsəd}")

    @model_serializer
    def _plain(self) -> dict[str, str]:
        return dict(self.by)

    def __call__(self, language: str) -> str:
        """Give the text in a language, or in the nearest there is."""
        return self.by[pick(self.by, language)]


class Forms(Part):
    """The forms of a noun: one, many, and after a number where that differs from ``many``."""

    one: _Said
    many: _Said
    counted: _Said | None = None


class Word(Part):
    """A noun by language. In a file: ``{en: {one: goal, many: goals}, az: {...}}``."""

    by: dict[str, Forms]

    @model_validator(mode="before")
    @classmethod
    def _short(cls, value: Any) -> Any:
        return _by_language(value, "{en: {one: goal, many: goals}}")

    @model_serializer
    def _plain(self) -> dict[str, dict[str, str]]:
        return {language: forms.model_dump(exclude_none=True) for language, forms in self.by.items()}

    def one(self, language: str) -> str:
        """The singular."""
        return self._forms(language).one

    def many(self, language: str) -> str:
        """The plural, standing by itself."""
        return self._forms(language).many

    def counted(self, number: int, language: str) -> str:
        """The form after a number: "41 goals", and in Azerbaijani "41 məqsəd"."""
        forms = self._forms(language)
        return forms.one if number == 1 else forms.counted or forms.many

    def _forms(self, language: str) -> Forms:
        return self.by[pick(self.by, language)]


def _by_language(value: Any, example: str) -> Any:
    if not isinstance(value, Mapping):
        raise ValueError(f"a text without its language; write it such as {example}")
    by = value["by"] if set(value) == {"by"} else value
    if not by:
        raise ValueError(f"it has no language; write it such as {example}")
    for language in by:
        if not _LANGUAGE.match(str(language)):
            raise ValueError(f"{language!r} is not a language tag; write one such as en, az or uk")
    return {"by": by}
