"""YAML files that are read into models: which sort of file it is, and what is wrong in it, with line and key."""

from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Generic, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from servanda.errors import InputError
from servanda.yamlfile import MEGABYTE, Document, Items, Key, Keys, read

FORMAT = "1"
Model = TypeVar("Model", bound=BaseModel)
Fault = tuple[tuple[Key, ...], str, str]
_WANTED = {
    "model_type": "a mapping: indent key: value lines under it",
    "model_attributes_type": "a mapping: indent key: value lines under it",
    "dict_type": "a mapping: indent key: value lines under it",
    "tuple_type": "a list: begin each item with a hyphen",
    "string_type": "a text",
}
_PATTERN = "Write small letters and digits, joined by hyphens: armed-forces."
_DATE = "Write the date of the edition: 2024, 2024-05 or 2024-05-01."


@dataclass(frozen=True)
class Sort(Generic[Model]):
    """A sort of file that offices write too: ``mark: 1`` says which, ``setting`` names the folder of their own."""

    model: type[Model]
    mark: str
    code: str  # of its faults
    called: str  # in a sentence: "a framework", "frameworks"
    many: str
    setting: str

    def files(self, folder: Path) -> list[Path]:
        """The YAML files directly in a folder, by name. Raises ``InputError`` where it cannot be read."""
        try:
            return sorted(path for path in folder.iterdir() if path.suffix in (".yaml", ".yml") and path.is_file())
        except OSError as error:
            sentence = f"the folder of {self.many} cannot be read: {error.strerror}"
            remedy = f"Name an existing folder in {self.setting}, or unset it to use only the shipped ones."
            raise InputError("own-folder", sentence, remedy, file=folder) from None

    def read(self, path: Path) -> tuple[Model, Document]:
        """Read one file into its model. Raises ``InputError``."""
        document = read(
            path, limit_bytes=MEGABYTE, if_larger=f"{self.called.capitalize()} is a few pages; check that this is one."
        )
        content = document.data
        if not isinstance(content, dict) or content.get(self.mark) != FORMAT:
            place = (self.mark,) if isinstance(content, dict) and self.mark in content else ()
            sentence = f"the file does not say {self.mark}: {FORMAT}, so it is not read as {self.called}"
            remedy = f"Begin the file with the line {self.mark}: {FORMAT}, or move it out of the folder of {self.many}."
            raise document.fault(place, self.code, sentence, remedy)
        try:
            return self.model.model_validate(
                {key: value for key, value in content.items() if key != self.mark}
            ), document
        except ValidationError as error:
            raise first_fault(error, document, self.model, self.code) from None


def first_fault(error: ValidationError, document: Document, model: type[BaseModel], code: str) -> InputError:
    """Make the error of the first fault in the file's order."""
    found: list[tuple[int, int, tuple[Key, ...], str, str]] = []
    errors = error.errors(include_url=False)
    for one in errors:
        if any(_holds(one["loc"], other["loc"]) for other in errors):
            continue  # a list that is "too short" because one of its items is at fault
        path = _path(one["loc"], document)
        sentence, remedy = _say(one, model)
        found.append((document.line(path), len(found), path, sentence, remedy))
    _, _, path, sentence, remedy = min(found)
    if len(found) > 1:
        remedy = f"{remedy} ({len(found) - 1} more in this file.)"
    return document.fault(path, code, sentence, remedy)


def _holds(outer: tuple[Key, ...], inner: tuple[Key, ...]) -> bool:
    return len(outer) < len(inner) and inner[: len(outer)] == outer


def _path(loc: tuple[Key, ...], document: Document) -> tuple[Key, ...]:
    """Keep the steps that a file has: pydantic also names the insides of its own types."""
    path: tuple[Key, ...] = ()
    for place, step in enumerate(loc):
        node = document.node(path)
        missing = place == len(loc) - 1 and step != "by"
        is_key = isinstance(node, Keys) and (step in node.entries or missing)
        if is_key or (isinstance(node, Items) and isinstance(step, int)):
            path = (*path, step)
    return path


def _say(one: Any, model: type[BaseModel]) -> tuple[str, str]:
    last = one["loc"][-1] if one["loc"] else ""
    called = f"item {last + 1}" if isinstance(last, int) else repr(last)
    kind, details = one["type"], one.get("ctx", {})
    match kind:
        case "missing":
            return f"{last!r} is missing here", f"Add a line {last}: with its value."
        case "extra_forbidden":
            return f"{last!r} is not a key here", _nearest(str(last), _fields(model, one["loc"][:-1]))
        case "value_error":
            sentence, _, remedy = str(details["error"]).partition("; ")
            return sentence, f"{remedy[:1].upper()}{remedy[1:]}." if remedy else "Correct the value."
        case "string_pattern_mismatch":
            dated = details["pattern"].startswith(r"^\d{4}")
            return f"{one['input']!r} cannot stand here", _DATE if dated else _PATTERN
        case "literal_error":
            return f"{one['input']!r} cannot stand here", f"Write {details['expected']}."
        case "greater_than_equal":
            return f"{called} is below {details['ge']}", f"Write {details['ge']} or more."
        case "too_short":
            return f"{last!r} has too few items", f"Write at least {details['min_length']}."
        case "string_too_short":
            return f"{last!r} is empty", "Write its text, or leave the key out if it may be."
        case _ if kind in _WANTED:
            return f"{called} has to be {_WANTED[kind].partition(':')[0]}", f"Write it as {_WANTED[kind]}."
        case _:
            return f"{last!r}: {one['msg']}", "Correct the value."


def _nearest(word: str, known: list[str]) -> str:
    close = get_close_matches(word, known, n=1)
    return f"Did you mean {close[0]}?" if close else f"Known keys are: {', '.join(known)}."


def _fields(model: type[BaseModel], loc: tuple[Key, ...]) -> list[str]:
    """The keys that may stand at a place."""
    found = model
    for step in loc:
        if step in found.model_fields:
            found = _model_of(found.model_fields[str(step)].annotation) or found
    return list(found.model_fields)


def _model_of(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((model for part in get_args(annotation) if (model := _model_of(part))), None)
