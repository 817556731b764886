"""What is wrong with a content, in a person's words: pydantic's errors, each with the keys that lead to it."""

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ValidationError

from servanda.exchange.registerfile.faults import Key, nearest
from servanda.kernel.dates import DateFault

_QUOTED = 60
_PATTERNS = {
    r"^[a-z0-9]+([-_.][a-z0-9]+)*$": "write a short name in small letters, digits and hyphens: armed-forces",
    r"^[0-9a-f]{64}$": "write a SHA-256 as 64 digits of 0-9 and a-f",
}

_FORM = "write keys and values, or the short form of it"
_FORMS = {
    "Count": "write 41, none, {about: 45}, {at_least: 3}, {at_most: 40} or {words: a part}",
    "Text": "write the text, or one in each language: {en: ..., az: ...}",
}


def sentences(
    error: ValidationError, content: dict[str, Any], kind: type[BaseModel]
) -> Iterator[tuple[tuple[Key, ...], str, str]]:
    """Give (keys, sentence, remedy) of each error, the keys as they stand in the file."""
    for one in error.errors(include_url=False):
        keys = _keys(one["loc"], content)
        yield keys, *_sentence(one, kind)


def _sentence(error: Any, kind: type[BaseModel]) -> tuple[str, str]:
    given = error.get("input")
    details = error.get("ctx", {})
    last = error["loc"][-1] if error["loc"] else ""
    match error["type"]:
        case "missing":
            return f"{last!r} is missing", f"say it: {_keys_of(kind)}"
        case "extra_forbidden":
            if len(error["loc"]) > 1:
                return f"{last!r} is not known here", "leave it out, or see the list of keys"
            known = [field.alias or name for name, field in kind.model_fields.items()]
            return f"{last!r} is not a key of {kind_name(kind)}", nearest(last, known) or _keys_of(kind)
        case "literal_error":
            allowed = details["expected"].replace("'", "")
            return f"{_short(given)} is not one of {allowed}", nearest(given, allowed.replace(" or ", ", ").split(", "))
        case "string_type":
            return f"{_short(given)} is not a text", "put quotation marks around a text"
        case "string_pattern_mismatch":
            return f"{_short(given)} does not have the right form", _PATTERNS.get(details["pattern"], "")
        case "value_error":
            fault = details.get("error")
            return (fault.sentence, fault.remedy) if isinstance(fault, DateFault) else (str(fault), "")
        case "int_parsing" | "int_type" | "int_from_float":
            return f"{_short(given)} is not a whole number", ""
        case "string_too_short" | "too_short":
            return f"{_short(given)} is too short: it needs {details.get('min_length', 'something')}", ""
        case "model_type" | "model_attributes_type" | "dict_type":
            return f"{_short(given)} cannot stand here", _FORMS.get(details.get("class_name", ""), _FORM)
        case "tuple_type" | "list_type":
            return f"{_short(given)} is not a list", "write [one, other], or one a line with a hyphen"
    message: str = error["msg"]
    return f"{_short(given)}: {message[:1].lower()}{message[1:]}", ""


def kind_name(kind: type[BaseModel]) -> str:
    """What a kind is called in a sentence."""
    return str(getattr(kind, "kind", kind.__name__))


def _keys_of(kind: type[BaseModel]) -> str:
    fields = [field.alias or name for name, field in kind.model_fields.items()]
    return f"{kind_name(kind)} has {', '.join(fields)}"


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= _QUOTED else text[:_QUOTED] + "..."


def _keys(loc: tuple[Key, ...], content: object) -> tuple[Key, ...]:
    """Follow an error's place as far as the file goes: short forms are shorter than what they stand for."""
    keys: list[Key] = []
    for part in loc:
        if isinstance(content, dict) and isinstance(part, int):
            leaves = list(_leaves(content))
            if part >= len(leaves):
                break
            path, content = leaves[part]
            keys.extend(path)
        elif (isinstance(content, dict) and part in content) or (isinstance(content, list) and isinstance(part, int)):
            keys.append(part)
            content = content[part]  # type: ignore[index]
        elif isinstance(content, dict) and part == loc[-1]:
            break
    return tuple(keys)


def _leaves(content: dict[Key, Any]) -> Iterator[tuple[tuple[Key, ...], object]]:
    """The rows that a short form of a list stands for: ``{holder: {armed-forces: 27}}`` is one row."""
    for key, value in content.items():
        if isinstance(value, dict) and not {"count", "about", "at_least", "at_most", "words"} & set(value):
            yield from (((key, inner), row) for inner, row in value.items())
        else:
            yield (key,), value
