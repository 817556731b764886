"""The types that contents are made of: references, texts with their language, counts, dates as said."""

import re
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    ConfigDict,
    PlainSerializer,
    StringConstraints,
    ValidationInfo,
    model_serializer,
    model_validator,
)
from pydantic.functional_validators import PlainValidator

from servanda.errors import worded
from servanda.kernel.canonical import sha256
from servanda.kernel.dates import PartialDate, coerce
from servanda.kernel.values import NONE, Value

_LONGEST_SLUG = 40
LANGUAGE = re.compile(r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")


class RefTo:
    """Marks a field that holds the identifier of a record, of the kinds named (any, if none)."""

    def __init__(self, *kinds: str) -> None:
        self.kinds = kinds


class ToFact:
    """Marks a field that holds the identifier of an entry: a fact, as it was recorded."""


Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+([-_.][a-z0-9]+)*$", max_length=80)]
AnyRef = Annotated[str, StringConstraints(min_length=1, max_length=80), RefTo()]
PartyRef = Annotated[str, StringConstraints(min_length=1, max_length=80), RefTo("party")]
EntryId = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$"), ToFact()]
SourceRef = Annotated[str, StringConstraints(min_length=1, max_length=80), RefTo("source")]


def _date(value: object) -> PartialDate:
    return value if isinstance(value, PartialDate) else coerce(value)


When = Annotated[
    PartialDate,
    PlainValidator(_date, json_schema_input_type=str | int),
    PlainSerializer(lambda when: when.text, return_type=str),
]


class Part(BaseModel):
    """A piece of content: closed to unknown keys, unchangeable."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Text(Part):
    """A human text in one or more languages, and which of them is authentic if one is (rule 20).

    Written short as a plain string, it takes the language of the file or form it comes from.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    by: dict[str, str]
    authentic: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _short(cls, value: object, info: ValidationInfo) -> object:
        if isinstance(value, str):
            language = (info.context or {}).get("language", "und")
            return {"by": {language: value}}
        if isinstance(value, dict) and "by" not in value:
            texts = {key: text for key, text in value.items() if key != "authentic"}
            return {"by": texts, "authentic": value.get("authentic")}
        return value

    @model_validator(mode="after")
    def _languages(self) -> "Text":
        if not self.by or not all(text.strip() for text in self.by.values()):
            raise ValueError(worded("a text is empty; leave the key out if there is nothing to say"))
        for language in self.by:
            if not LANGUAGE.match(language):
                raise ValueError(worded("{tag!r} is not a language tag such as en, az or uk", tag=language))
        if self.authentic is not None and self.authentic not in self.by:
            sentence = worded("authentic names {tag!r}, which is not among the languages given", tag=self.authentic)
            raise ValueError(sentence)
        return self

    @model_serializer
    def _plain(self) -> dict[str, str]:
        return {**self.by, **({"authentic": self.authentic} if self.authentic else {})}

    def in_language(self, language: str) -> tuple[str, str]:
        """Give (text, its language): in the language asked for, else authentic, else the first."""
        for wanted in (language, language.split("-")[0], self.authentic, "en"):
            if wanted and wanted in self.by:
                return self.by[wanted], wanted
        found = next(iter(sorted(self.by)))
        return self.by[found], found


class Count(Part):
    """A number as said: exact, about, bounded, vague in words only, or "none".

    Short forms: ``41``; ``none``; ``{about: 45}``; ``{at_most: 40}``; ``{words: a part}``. Nought and none
    are two answers; what is not known is not written at all.
    """

    exact: int | None = None
    about: int | None = None
    at_least: int | None = None
    at_most: int | None = None
    words: Text | None = None
    none: bool = False

    @model_validator(mode="before")
    @classmethod
    def _short(cls, value: object) -> object:
        if isinstance(value, str) and re.fullmatch(r"\d{1,15}", value):
            return {"exact": int(value)}
        if value == "none":
            return {"none": True}
        if isinstance(value, int) and not isinstance(value, bool):
            return {"exact": value}
        return value

    @model_validator(mode="after")
    def _one_answer(self) -> "Count":
        numbers = (self.exact, self.about, self.at_least, self.at_most)
        if any(number is not None and number < 0 for number in numbers):
            raise ValueError(worded("a count is never below nought"))
        said = sum((self.exact is not None, self.about is not None, self.none))
        bounded = self.at_least is not None or self.at_most is not None
        if said > 1 or (said and bounded) or not (said or bounded or self.words):
            raise ValueError(worded("a count is one of: a number, about, at_least and at_most, words, none"))
        if self.at_least is not None and self.at_most is not None and self.at_least > self.at_most:
            raise ValueError(worded("at_least is above at_most"))
        return self

    @model_serializer
    def _plain(self) -> Any:
        if self.none:
            return "none"
        if self.exact is not None and self.words is None:
            return self.exact
        fields = {"exact": self.exact, "about": self.about, "at_least": self.at_least, "at_most": self.at_most}
        plain: dict[str, object] = {key: value for key, value in fields.items() if value is not None}
        if self.words:
            plain["words"] = self.words.model_dump()
        return plain

    @property
    def value(self) -> Value:
        """The value for comparing: a vague count keeps only the bounds that were said."""
        if self.none:
            return NONE
        if self.exact is not None:
            return Value(str(self.exact), "number", self.exact, self.exact)
        if self.about is not None:
            return Value(f"about {self.about}", "number")
        low, high = self.at_least, self.at_most
        text = f"{'' if low is None else low}..{'' if high is None else high}"
        if self.words:
            text = f"{min(self.words.by.items())[1]} {text}".strip(" .") or "in words"
        return Value(text[:64], "number", low, high)


class PeriodSaid(Part):
    """A span as said, kept with its words where it had any."""

    when: When
    words: Text | None = None


def slug(text: str) -> str:
    """Make a short key part of a label in any script: lower case, words joined by hyphens.

    Labels that differ only beyond the fortieth letter are told apart by a hash.
    """
    plain = re.sub(r"[\W_]+", "-", text.lower()).strip("-")
    return plain if 0 < len(plain) <= _LONGEST_SLUG else f"{plain[:_LONGEST_SLUG]}-{sha256(text)[:8]}".strip("-")
