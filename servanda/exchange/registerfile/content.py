"""A content as a register file has it: local identifiers, short forms, and nothing that goes without saying."""

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from servanda.kernel.dates import PartialDate
from servanda.kinds import Kind
from servanda.kinds.fields import Count, Text
from servanda.kinds.strength import Line
from servanda.kinds.tally import Share


def written(payload: Kind, locals_: Mapping[str, str], language: str, scope: str = "") -> dict[str, Any]:
    """Give a content as it is written, its references as local identifiers.

    ``scope`` is the local identifier of the file's partnership, which need not be said.
    """
    named = payload.with_references(lambda record, _: locals_[record])
    said = _fields(named, language)
    if scope and said.get("partnership") == scope:
        del said["partnership"]
    for key, shorten in _SHORT.items():
        short = shorten(said[key]) if isinstance(said.get(key), list) else None
        if short is not None and _means_the_same({**said, key: short}, named, language, scope):
            said[key] = short
    return said


def text(value: Text, language: str) -> Any:
    """A text, as a plain string where it has only the language that it would be taken to have."""
    if set(value.by) == {language} and value.authentic is None:
        return value.by[language]
    return value.model_dump(mode="json")


def _fields(model: BaseModel, language: str) -> dict[str, Any]:
    said: dict[str, Any] = {}
    for name, field in type(model).model_fields.items():
        value = getattr(model, name)
        if value is not None and value != field.get_default():
            said[field.alias or name] = _plain(value, language)
    return said


def _plain(value: object, language: str) -> Any:
    match value:
        case Text():
            return text(value, language)
        case Count(words=None):
            return value.model_dump(mode="json")
        case PartialDate():
            return value.text
        case BaseModel():
            return _fields(value, language)
        case tuple():
            return [_plain(item, language) for item in value]
        case bool():
            return "true" if value else "false"
    return value


def _means_the_same(said: dict[str, Any], payload: Kind, language: str, scope: str) -> bool:
    implied = {"partnership": scope} if "partnership" in type(payload).model_fields and scope else {}
    try:
        return type(payload).model_validate({**implied, **said}, context={"language": language}) == payload
    except ValidationError:
        return False


def _parts(rows: list[dict[str, Any]]) -> dict[str, Any] | None:
    """Shares by the way they are split, then class: ``{holder: {armed-forces: 27}}``."""
    short: dict[str, Any] = {}
    for row in rows:
        classes = short.setdefault(row.get("by", Share.model_fields["by"].default), {})
        if row["class"] in classes:
            return None
        rest = {key: value for key, value in row.items() if key not in ("by", "class")}
        if isinstance(rest.get("parts"), list):
            rest["parts"] = _parts(rest["parts"]) or rest["parts"]
        classes[row["class"]] = rest["count"] if set(rest) == {"count"} else rest
    return short


def _lines(rows: list[dict[str, Any]]) -> dict[str, Any] | None:
    """Lines of a strength by what they count: ``{servicemen: 90}``."""
    if not all(isinstance(row["what"], str) and set(row) == set(Line.model_fields) for row in rows):
        return None
    short = {row["what"]: row["count"] for row in rows}
    return short if len(short) == len(rows) else None


_SHORT = {"parts": _parts, "lines": _lines}
