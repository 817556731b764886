"""What an import found, made ready for its page: counts by kind, and of each list the first that a person looks at."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from servanda.errors import Worded, said_in
from servanda.kernel.canonical import canonical
from servanda.web.forms import fieldwords, kindwords

SHOWN = 50
_ROW = re.compile(r"(?:sheet (?P<sheet>.+), )?row (?P<row>\d+)(?:, column (?P<column>.+))?")
_LINE = re.compile(r"line (?P<line>\d+)(?:, (?P<path>.+))?")
_LONGEST = 300


@dataclass(frozen=True)
class Listed:
    """A list of the preview: what it is, how many there are, and the first of them drawn."""

    key: str
    title: str
    text: str
    many: int
    rows: Sequence[Mapping[str, Any]]

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.many - len(self.rows)


def counts(data: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Statements by kind: new, changed, as before."""
    changed: dict[str, int] = {}
    for one in data["changed"]:
        changed[one["kind"]] = changed.get(one["kind"], 0) + 1
    kinds = sorted({*data["new"], *changed, *data["unchanged"]}, key=_title)
    return [
        {
            "title": _title(kind),
            "new": data["new"].get(kind, 0),
            "changed": changed.get(kind, 0),
            "unchanged": data["unchanged"].get(kind, 0),
        }
        for kind in kinds
    ]


def rows_told(data: Mapping[str, Any]) -> str:
    """How many rows were read, and what became of them."""
    rows = data["rows"]
    said = ngettext("%(read)s row read", "%(read)s rows read", rows["read"]) % {"read": rows["read"]}
    placed = _("%(placed)s placed, %(refused)s refused") % rows
    return f"{said}: {placed}."


def lists(data: Mapping[str, Any]) -> list[Listed]:
    """The lists that hold anything, what needs a person first."""
    told: list[tuple[str, str, str, Callable[[Any], Mapping[str, Any]]]] = [
        (
            "refused",
            _("Refused"),
            _("What cannot be placed, by row and column. The other rows are not held up by it."),
            _refused,
        ),
        (
            "changed",
            _("Changed"),
            _("What an earlier state of the file said otherwise. The earlier statement is kept, and replaced."),
            _changed,
        ),
        (
            "missing",
            _("No longer in the file"),
            _("It stays in the register, unless you have it withdrawn."),
            _mentioned,
        ),
        (
            "disagreements",
            _("Figures that disagree in the file"),
            _("They are recorded as they stand; nothing is repaired."),
            _disagreeing,
        ),
        (
            "contradictions",
            _("Said otherwise elsewhere in the file"),
            _("Both are recorded, and shown as disputed."),
            _mentioned,
        ),
        (
            "departures",
            _("Departures from the standard of its format"),
            _("It was read all the same; each place says what was done about it."),
            _departing,
        ),
        ("kept", _("Left as it is here"), _("Others corrected, withdrew or erased it in this register."), _mentioned),
        ("yielded", _("Described by another file already"), _("That description stands."), _mentioned),
    ]
    return [
        Listed(key, title, text, len(data[key]), [draw(one) for one in data[key][:SHOWN]])
        for key, title, text, draw in told
        if data[key]
    ]


def anything(data: Mapping[str, Any], *, withdraw: bool) -> bool:
    """Whether recording would record anything."""
    return bool(data["new"] or data["changed"] or data["citations"] or (withdraw and data["missing"]))


def _title(kind: str) -> str:
    return kindwords.title(kind)


def _refused(one: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "place": place(one.get("sheet", ""), one.get("row", 0), one.get("column", "")),
        **said(one["sentence"]),
        "remedy": said(one["remedy"]),
        "note": "" if one["whole_row"] else _("only this cell"),
    }


def _disagreeing(one: Mapping[str, Any]) -> dict[str, Any]:
    return {"place": place(one["sheet"], one["row"], ""), **said(one["sentence"])}


def _departing(one: str) -> dict[str, Any]:
    return {"place": "", **said(one)}


def _changed(one: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "place": _placed(one["place"]),
        "kind": _title(one["kind"]),
        "fields": [
            {
                "label": fieldwords.label(one["kind"], key),
                "before": _short(both["before"]),
                "after": _short(both["after"]),
            }
            for key, both in one["fields"].items()
        ],
    }


def _mentioned(one: Mapping[str, Any]) -> dict[str, Any]:
    return {"place": _placed(one["place"]), "kind": _title(one["kind"]), **said(one["remark"])}


def said(sentence: str) -> dict[str, str]:
    """A sentence in the reader's language, and its own if it can be said in that alone."""
    return {"text": said_in(sentence, _), "lang": "" if isinstance(sentence, Worded) else "en"}


def _placed(label: str) -> str:
    """A place as a citation has it (``sheet Plan, row 12``), in the reader's language."""
    if found := _ROW.fullmatch(label):
        return place(found["sheet"] or "", int(found["row"]), found["column"] or "")
    if found := _LINE.fullmatch(label):
        line = pgettext("place in a file", "line %s") % found["line"]
        return f"{line}, {found['path']}" if found["path"] else line
    return label


def place(sheet: str, row: int, column: str) -> str:
    """A place in a file, in the reader's language."""
    named = (
        (pgettext("place in a file", "sheet %s"), sheet),
        (pgettext("place in a file", "row %s"), row),
        (pgettext("place in a file", "column %s"), column),
    )
    return ", ".join(words % part for words, part in named if part)


def _short(value: object) -> str:
    """A value as a person reads it: a text alone as it is, anything else as the register keeps it."""
    if value is None:
        return ""
    if isinstance(value, dict) and set(value) == {"by"} and isinstance(value["by"], dict):
        value = next(iter(value["by"].values()), "") if len(value["by"]) == 1 else value["by"]
    text = value if isinstance(value, str) else canonical(value)
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
