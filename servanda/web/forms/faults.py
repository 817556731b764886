"""What is wrong with a form, said by its field: what, and what to do."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import ValidationError

from servanda.errors import said_in
from servanda.kernel.dates import DateFault
from servanda.web.forms.fieldwords import DATE_HELP

_REMEDIES: dict[str, tuple[str | Promise, str | Promise]] = {
    "missing": (gettext_lazy("This is needed."), gettext_lazy("Fill it in.")),
    "too_short": (gettext_lazy("More are needed here."), gettext_lazy("Fill in another line.")),
    "string_too_short": (gettext_lazy("This is needed."), gettext_lazy("Fill it in.")),
    "string_too_long": (gettext_lazy("This is too long."), gettext_lazy("Shorten it.")),
    "string_pattern_mismatch": (
        gettext_lazy("This cannot stand here."),
        gettext_lazy("Write a short name in small letters and digits, joined by hyphens: armed-forces."),
    ),
    "int_parsing": (gettext_lazy("This is not a whole number."), gettext_lazy("Write it in digits: 41.")),
    "int_type": (gettext_lazy("A number is needed."), gettext_lazy("Write it in digits: 41.")),
    "greater_than_equal": (gettext_lazy("This number is too small."), gettext_lazy("Write a larger one.")),
    "less_than_equal": (gettext_lazy("This number is too large."), gettext_lazy("Write a smaller one.")),
    "literal_error": (gettext_lazy("This is not one of the answers."), gettext_lazy("Choose one of the list.")),
}


@dataclass(frozen=True)
class FieldFault:
    """A fault of one field: its path in the form, what is wrong, and what to do."""

    path: str
    sentence: str
    remedy: str

    def drawn(self) -> dict[str, str]:
        """As ``components/error.html`` draws it."""
        return {"sentence": said_in(self.sentence, _), "remedy": said_in(self.remedy, _)}


def of_content(error: ValidationError, path: str) -> list[FieldFault]:
    """The faults that a kind finds in a content."""
    return [_one(one, path) for one in error.errors(include_url=False)]


def _one(one: Mapping[str, Any], path: str) -> FieldFault:
    where = ".".join([*([path] if path else []), *(str(step) for step in one["loc"])])
    if one["type"] == "value_error":
        return _said(where, one["ctx"]["error"])
    sentence, remedy = _REMEDIES.get(one["type"], (one["msg"], gettext_lazy("Write it another way.")))
    return FieldFault(where, str(sentence), str(remedy))


def _said(where: str, fault: Exception) -> FieldFault:
    if isinstance(fault, DateFault):
        return FieldFault(where, said_in(fault.sentence, _), str(DATE_HELP))
    sentence, _semicolon, remedy = said_in(fault.args[0], _).partition("; ")
    return FieldFault(where, _sentence(sentence), _sentence(remedy) if remedy else _("Write it another way."))


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:].rstrip('.')}."


def needed(path: str, remedy: str = "") -> FieldFault:
    """A field was left blank that may not be."""
    return FieldFault(path, _("This is needed."), remedy or _("Fill it in."))


class Faulty:
    """The faults of a form, given to its fields one by one; what no field takes is told at its head."""

    def __init__(self, faults: Iterable[FieldFault] = ()) -> None:
        self._left = list(faults)
        self.all = tuple(self._left)

    def take(self, path: str, *, deep: bool = False) -> dict[str, str] | None:
        """The first fault of a field (``deep``: or of anything inside it); those taken are told."""
        own = [one for one in self._left if one.path == path or (deep and one.path.startswith(f"{path}."))]
        self._left = [one for one in self._left if one not in own]
        return own[0].drawn() if own else None

    def rest(self) -> list[dict[str, str]]:
        """The faults that no field has taken."""
        return [one.drawn() for one in self._left]
