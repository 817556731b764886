"""What a mapping is made of: where a file's rows go, said in YAML. No code of its own, and no file's name in ours."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

from servanda.frameworks.words import Label
from servanda.yamlfile import boolean, integer


def _several(value: object) -> object:
    return (value,) if isinstance(value, str) else value


def _true_or_false(value: object) -> object:
    return value if isinstance(value, bool) else boolean(value)


def _whole(value: object) -> object:
    return value if isinstance(value, int) and not isinstance(value, bool) else integer(value)


Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+([-_.][a-z0-9]+)*$", max_length=80)]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
Template = Annotated[str, StringConstraints(min_length=1, max_length=2000)]
Truth = Annotated[bool, BeforeValidator(_true_or_false, json_schema_input_type=bool | str)]
Whole = Annotated[int, BeforeValidator(_whole, json_schema_input_type=int | str)]
Several = Annotated[tuple[str, ...], BeforeValidator(_several, json_schema_input_type=str | list[str])]
DateForm = Literal["day", "month", "year", "words", "edtf", "day-first", "month-first", "day-or-month", "month-name"]


class Part(BaseModel):
    """A piece of a mapping: unchangeable, closed to unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Condition(Part):
    """When something is said of a row. All that is given has to hold."""

    given: Several = ()
    absent: Several = ()
    value: Template | None = None
    is_: Several = Field(default=(), alias="is")
    is_not: Several = ()

    @model_validator(mode="after")
    def _compares(self) -> "Condition":
        if (self.is_ or self.is_not) and self.value is None:
            raise ValueError("is and is_not compare a value; name it in value")
        return self


class Value(Part):
    """A value made of columns, in the order of these keys; what is left empty is absent."""

    from_: Several = Field(alias="from")
    repair: Several = ()
    empty: Several = ()
    unknown: dict[str, str] = {}
    none: Several = ()
    bracketed: Literal["states", "all"] | None = None
    split: Several = ()
    part: Whole | None = None
    from_part: Whole | None = None
    before: str | None = None
    before_last: str | None = None
    after: str | None = None
    vocabulary: str | None = None
    date: Annotated[
        tuple[DateForm, ...], BeforeValidator(_several, json_schema_input_type=DateForm | list[DateForm])
    ] = ()
    end: Truth = False
    not_before: Template | None = None
    number: Literal["count", "percent", "share", "code"] | None = None
    decimal: Literal[".", ","] | None = None
    default: str | None = None
    if_wrong: Literal["refuse-row", "leave-out"] = "refuse-row"

    @model_validator(mode="after")
    def _parts_of_something(self) -> "Value":
        if "" in self.split:
            raise ValueError("a cell cannot be parted at nothing; name the marks between its parts")
        if (self.part or self.from_part) and not self.split:
            raise ValueError("parts are counted of a cell that is parted; say at what (split)")
        if self.part is not None and self.from_part is not None:
            raise ValueError("part is one part and from_part several; give one of the two")
        return self


class Repeated(Part):
    """Something that a row holds several times: numbered columns, or one cell with several items."""

    columns: dict[Name, str] = {}
    items: str | None = None
    unless: Several = ()
    values: dict[Name, Value] = {}

    @model_validator(mode="after")
    def _one_way(self) -> "Repeated":
        if bool(self.columns) == (self.items is not None):
            raise ValueError("it is repeated by numbered columns or by the items of a value; give one of the two")
        if self.columns and not all("{n}" in pattern for pattern in self.columns.values()):
            raise ValueError("a numbered column is written with {n} where its number stands")
        return self


class NameSaid(Part):
    """A name of a record."""

    text: Template
    language: Template = "en"
    use: Literal["full", "short", "slug", "code", "alias"] = "full"


class Record(Part):
    """A kind of record that rows speak of: how it is identified, and what it is."""

    kind: str
    key: Template
    shared: str | None = None
    into: Truth = False
    each: Name | None = None
    when: Condition | None = None
    occurrences: Literal["one", "numbered"] = "one"
    within: Template | None = None
    yields_to: Several = ()
    refers: Truth = False
    fields: dict[str, Any] = {}
    names: tuple[NameSaid, ...] = ()


class Fact(Part):
    """Something that rows say about a record."""

    kind: str
    about: str
    each: Name | None = None
    when: Condition | None = None
    as_of: Template | None = None
    since: Template | None = None
    until: Template | None = None
    said_by: str | None = None
    scope: str | None = None
    cites: Several = ()
    undated: Literal["refuse-row", "as-its-source", "from-its-state"] = "refuse-row"
    fields: dict[str, Any] = {}


class Check(Part):
    """Figures that ought to agree: a total and its parts, two sources, or a stated number and records of the file."""

    text: Label
    when: Condition | None = None
    stated: Template
    parts: Template | None = None
    each: Name | None = None
    equals: Template | None = None
    count: Name | None = None

    @model_validator(mode="after")
    def _one_way(self) -> "Check":
        if sum(way is not None for way in (self.parts, self.equals, self.count)) != 1:
            raise ValueError("what is stated is compared with parts, with equals or with count; give one of the three")
        return self


class Totals(Part):
    """How rows that sum up others are known: one of the words, and nothing else, in one of the columns."""

    columns: Several
    words: Several


class Parameter(Part):
    """Something that a person may say of the file with ``--set``."""

    text: Label
    default: str | None = None


class SourceSaid(Part):
    """The file as a source."""

    title: Label
    publisher: Template
    language: str | None = None
    author: str | None = None
    address: str | None = None


class Mapping(Part):
    """A mapping: what its file is recognised by, its values, records, facts and checks."""

    slug: Slug
    title: Label
    text: Label
    scheme: Template | None = None
    outranks: Several = ()
    framework: Slug | None = None
    language: str = "en"
    parameters: dict[Name, Parameter] = {}
    recognise: tuple[str, ...] = Field(min_length=1)
    formats: Several = ()
    read: dict[str, Any] = {}
    headers: dict[str, Several] = {}
    source: SourceSaid
    covers: str | None = None
    rows: Several = ()
    vocabularies: dict[Name, dict[str, str]] = {}
    values: dict[Name, Value] = {}
    each: dict[Name, Repeated] = {}
    records: dict[Name, Record]
    facts: dict[Name, Fact] = {}
    checks: dict[Name, Check] = {}
    totals: Totals | None = None
    headings: str | None = None
    skip: dict[str, str] = {}
