"""A mapping for a plan of one row an item, made of what a person chose for each column.

The guesses are in ``guessing.py``. What comes out is plain data, as a mapping file holds it.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, cast

from servanda.exchange.mappings.plainly import plainly
from servanda.exchange.mappings.saiddates import EITHER, order_of
from servanda.exchange.mappings.template import slugged
from servanda.exchange.registerfile.emit import Block, emit
from servanda.frameworks import Axis, Framework
from servanda.yamlfile import MEGABYTE, read

_DAY_MONTH = re.compile(r"\d{1,2}[-./]\d{1,2}[-./]\d{4}")
_IN_TEMPLATES = re.compile(r"[{}|]")  # marks that a template gives a meaning to
_TOTALS = ("Total", "Totals", "Grand total", "Subtotal", "Cəmi", "Yekun", "Итого", "Всего", "Всього", "Разом", "Ukupno")
_WORDS = Path(__file__).with_name("gradewords.yaml")


@dataclass(frozen=True)
class Choice:
    """What a person decided: the role of each column by its heading, and what the file is about.

    ``words`` gives for each word of the grade column a grade of the axis, or nothing where it is kept as words only.
    ``fractions`` says that what is done is written as a fraction of one.
    """

    columns: Mapping[str, str]
    country: str
    partner: str
    title: str
    slug: str = ""
    language: str = "en"
    framework: str = ""
    axis: str = ""
    track: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    dates: tuple[str, ...] = ("day", "month", "year", "month-name", "words")
    fractions: bool = False

    def of(self, role: str) -> str:
        """The heading of the column with a role, or nothing."""
        return next((heading for heading, one in self.columns.items() if one == role), "")

    @property
    def short(self) -> str:
        """The short name of the mapping."""
        return self.slug or slugged(self.title)


def date_forms(cells: Iterable[str]) -> tuple[str, ...]:
    """The forms that dates of a column have, exact ones first; of two numbers the larger tells which is the day."""
    texts = [cell.strip() for cell in cells]
    two = any(_DAY_MONTH.match(text) for text in texts)
    return ("day", "month", "year", *((order_of(texts) or EITHER,) if two else ()), "month-name", "words")


def nearest_axis(words: Sequence[str], framework: Framework) -> tuple[Axis, dict[str, str]] | None:
    """The axis whose grades most of the words name, and the grade of each word that is recognised."""
    found = [(axis, {word: grade for word in words if (grade := _grade(word, axis))}) for axis in framework.axes]
    return max(found, key=lambda one: len(one[1]), default=None)


def _grade(word: str, axis: Axis) -> str:
    """The grade that a word names: by its slug, a label in any language, its initials, or a usual wording of it."""
    plain = plainly(word).rstrip(".")
    labels = {grade.slug: {plainly(text) for text in grade.label.by.values()} for grade in axis.grades}
    for slug, texts in labels.items():
        if plain in texts or plain == plainly(slug.replace("-", " ")):
            return slug
    for slug, texts in labels.items():
        if plain in {text.partition(",")[0] for text in texts}:
            return slug
    for usual in _worded():
        if plain in usual and (found := next((slug for slug, texts in labels.items() if texts & usual), "")):
            return found
    return ""


@cache
def _worded() -> tuple[frozenset[str], ...]:
    """The usual wordings of a state, written plainly: of each the words that say the same."""
    document = read(_WORDS, limit_bytes=MEGABYTE, if_larger="It comes with the program.")
    found = cast(Mapping[str, Sequence[str]], document.data)
    return tuple(frozenset(plainly(word) for word in words) for words in found.values())


def mapping(choice: Choice, framework: Framework | None = None) -> dict[str, Any]:
    """Make the data of a mapping file. Columns without a role are named as left out."""
    names = {role: heading for heading, role in choice.columns.items() if role != "skip" and can_name(heading)}
    graded = bool(names.get("grade")) and framework is not None and framework.axis(choice.axis) is not None
    level = next((one.slug for one in framework.levels if one.counted), "") if framework else ""
    data: dict[str, Any] = {
        "servanda-mapping": 1,
        "slug": choice.short,
        "title": {choice.language: choice.title},
        "text": {choice.language: _told(choice)},
        **({"framework": framework.slug} if framework else {}),
        "language": choice.language,
        "scheme": "plan {country|state} {plan|slug}",
        "parameters": Block(_parameters(choice)),
        "recognise": list(names.values()),
        **({"read": Block(merged="down")} if "parent" in names else {}),
        "source": {"title": {choice.language: choice.title}, "publisher": "{country}"},
        "covers": "plan",
    }
    if graded:
        data["vocabularies"] = {"grades": Block(_grades(choice, framework))}
    data["values"] = Block(_values(names, choice, graded=graded))
    data["records"] = Block(_records(names, choice, framework, level))
    if facts := _facts(names, choice, graded=graded):
        data["facts"] = Block(facts)
    if summed := [names[role] for role in ("code", "parent", "text") if role in names]:
        data["totals"] = {"columns": summed, "words": list(_TOTALS)}
    left = [heading for heading in choice.columns if heading and heading not in names.values()]
    if left:
        data["skip"] = Block(dict.fromkeys(left, "left out when the mapping was made"))
    return data


def _grades(choice: Choice, framework: Framework | None) -> dict[str, str]:
    """The words of the column, and the labels of grades that a later state of the file may hold."""
    axis = framework.axis(choice.axis) if framework else None
    decided = {plainly(word) for word in choice.words}
    found = {word: grade for word, grade in choice.words.items() if grade}
    for grade in axis.grades if axis else ():
        found |= {text: grade.slug for text in grade.label.by.values() if plainly(text) not in decided}
    return found


def as_yaml(data: dict[str, Any]) -> str:
    """Write a mapping as a file that a person goes on with."""
    return emit(data)


def can_name(heading: str) -> bool:
    """Whether a mapping can name a column: not if its heading has marks that templates give a meaning to."""
    return bool(heading) and not _IN_TEMPLATES.search(heading)


def _parameters(choice: Choice) -> dict[str, Any]:
    """What another file of the same shape may say otherwise."""
    return {
        "country": {"text": {"en": "the country whose plan it is"}, "default": choice.country},
        "partner": {"text": {"en": "whom it was agreed with"}, "default": choice.partner},
        "plan": {"text": {"en": "what the plan is called"}, "default": choice.title},
    }


def _told(choice: Choice) -> str:
    parts = [f"{heading} ({role})" for heading, role in choice.columns.items() if role != "skip"]
    return f"One row an item of a plan: {', '.join(parts)}."


def _values(names: Mapping[str, str], choice: Choice, *, graded: bool) -> dict[str, Any]:
    values: dict[str, Any] = {role: {"from": name} for role, name in names.items() if role in _TEXTS}
    if "target" in names:
        values["due"] = {"from": names["target"], "date": list(choice.dates)}
        values["due_words"] = {"from": names["target"]}
    if graded:
        values["grade"] = {"from": names["grade"], "vocabulary": "grades", "if_wrong": "leave-out"}
    elif "grade" in names:
        values["status"] = {"from": names["grade"]}
    if "percent" in names:
        number = "share" if choice.fractions else "percent"
        values["percent"] = {"from": names["percent"], "number": number, "if_wrong": "leave-out"}
    if "period" in names:
        values["period"] = {"from": names["period"], "date": list(choice.dates)}
        values["period_end"] = {"from": names["period"], "date": list(choice.dates), "end": "true"}
    return values


_TEXTS = frozenset({"code", "parent", "text", "holder", "participants", "remark"})


def _records(names: Mapping[str, str], choice: Choice, framework: Framework | None, level: str) -> dict[str, Any]:
    language = choice.language
    of = {"framework": framework.slug} if framework else {"framework": "plan"}
    records: dict[str, Any] = {
        "state": _party("country", "state", "|state", "|state-name", language),
        "partner": _party("partner", "organisation", "|slug", "", language),
        "partnership": Block(
            kind="partnership",
            into="true",
            shared="partnership",
            key="{country|state} {partner|slug}",
            fields={"parties": ["@state", "@partner"]},
            names=[
                {"text": "{country|state-name}, {partner}", "language": language},
                {"text": "{country|slug}-{partner|slug}", "use": "slug"},
            ],
        ),
        "plan": Block(
            kind="plan",
            key="plan",
            fields={**of, "partnership": "@partnership"},
            names=[{"text": "{plan}", "language": language}, {"text": "{country|slug}-{plan|slug}", "use": "slug"}],
        ),
    }
    if "holder" in names:
        records["holder"] = Block(
            kind="party",
            key="{holder|slug}",
            fields={"category": "ministry", "within": "@state"},
            names=[{"text": "{holder}", "language": language}],
        )
    if "participants" in names:
        records["participant"] = Block(
            kind="party",
            key="{participants|slug}",
            fields={"category": "organisation"},
            names=[{"text": "{participants}", "language": language}],
        )
    if "parent" in names:
        outer = next((one.slug for one in framework.levels if not one.counted), "chapter") if framework else "chapter"
        records["parent"] = Block(
            kind="objective",
            key="{parent|slug}",
            fields={"of": "@plan", "level": outer, "text": {language: "{parent}"}},
        )
    records["item"] = Block(kind="objective", key=_key(names), fields=_item(names, language, level))
    return records


def _key(names: Mapping[str, str]) -> str:
    """What tells one item from another: its code, else its words and what it stands under."""
    if "code" in names:
        return "{code|slug}"
    return "{parent|slug} {text|slug}" if "parent" in names else "{text|slug}"


def _item(names: Mapping[str, str], language: str, level: str) -> dict[str, Any]:
    said = {
        "parent": ("parent", "@parent"),
        "code": ("code", "{code}"),
        "holder": ("holder", "@holder"),
        "participants": ("participants", ["@participant"]),
    }
    fields: dict[str, Any] = {"of": "@plan", **({"level": level} if level else {})}
    fields |= {name: value for role, (name, value) in said.items() if role in names}
    fields["text"] = {language: "{text}" if "text" in names else "{code}"}
    if "target" in names:
        fields |= {"target": "{due}", "target_words": {language: "{due_words}"}}
    return fields


def _party(name: str, category: str, key: str, called: str, language: str) -> dict[str, Any]:
    """One of the two parties, which a parameter names: the same record whatever file names it."""
    names = [{"text": f"{{{name}{called}}}", "language": language}, {"text": f"{{{name}|slug}}", "use": "slug"}]
    return Block(kind="party", shared=category, key=f"{{{name}{key}}}", fields={"category": category}, names=names)


def _facts(names: Mapping[str, str], choice: Choice, *, graded: bool) -> dict[str, Any]:
    about: dict[str, Any] = {"about": "@item"}
    if "period" in names:
        about["as_of"] = "{period_end}"
    else:
        about["undated"] = "from-its-state"  # else no answer would ever stand
    if "holder" in names:
        about["said_by"] = "@holder"
    said = {choice.language: "{remark}"} if "remark" in names else None
    facts: dict[str, Any] = {}
    if graded:
        fields: dict[str, Any] = {"axis": choice.axis, "track": choice.track, "grade": "{grade}"}
        fields |= {"period": "{period}"} if "period" in names else {}
        fields |= {"reasoning": said} if said else {}
        facts["report"] = Block(kind="assessment", **about, when={"given": "grade"}, fields=fields)
    elif "grade" in names:
        fields = {"topic": "status", "text": {choice.language: "{status}"}}
        facts["status"] = Block(kind="statement", **about, when={"given": "status"}, fields=fields)
    if "percent" in names:
        fields = {"percent": "{percent}", **({"note": said} if said and not graded else {})}
        facts["share"] = Block(kind="progress", **about, when={"given": "percent"}, fields=fields)
    if said and not graded and "percent" not in names:
        fields = {"topic": "implementation", "text": said}
        facts["remark"] = Block(kind="statement", **about, when={"given": "remark"}, fields=fields)
    return facts
