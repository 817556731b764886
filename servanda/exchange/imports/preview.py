"""What an import would do, or did, for people and for programs: summary first, then what a person should look at."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from servanda.errors import worded
from servanda.exchange.imports.findings import Change, Findings, Mention
from servanda.exchange.imports.model import Reading
from servanda.kernel.canonical import canonical

FORMAT = 1
SHOWN = 10  # of a list, unless all are asked for
_LONGEST = 100
_COMMON = {
    "party",
    "partnership",
    "plan",
    "name",
    "source",
}  # what files have in common that say nothing of one another


@dataclass(frozen=True)
class Preview:
    """What was found, as plain JSON (docs/reference/mappings.md says every key); ``lines`` are the same for people."""

    data: Mapping[str, Any]

    def lines(self, *, everything: bool = False) -> Iterator[str]:
        """The preview, a line each: of every list the first few, unless ``everything``."""
        data = self.data
        rows = data["rows"]
        read = f"{rows['read']} rows read with {data['mapping']}"
        yield f"{data['file']}: {read}: {rows['placed']} placed, {rows['refused']} refused"
        yield f"  {_verb(data)}: {_counts(data['new']) or 'nothing new'}; {len(data['changed'])} changed"
        yield f"  the same as before: {_counts(data['unchanged']) or 'nothing'}; {data['citations']} places cited"
        yield from _read_as(data)
        for note in data["notes"]:
            yield f"  note: {note}"
        for check, number in data["checked"].items():
            apart = sum(one["check"] == check for one in data["disagreements"])
            yield f"  check {check}: {number} checked, {apart} disagree"
        for name, (title, told) in _LISTS.items():
            yield from _listed(title, [told(one) for one in data[name]], everything=everything)
        if data["missing"] and not data["withdrawn"] and not data["untold"]:
            yield "  `servanda import --withdraw-missing` withdraws what is missing from the file."


def preview(file: str, mapping: str, reading: Reading, found: Findings, *, recorded: bool) -> Preview:
    """Put together what an import found."""
    whole = [one for one in reading.refused if one.whole_row]
    return Preview(
        {
            "format": FORMAT,
            "file": file,
            "mapping": mapping,
            "parameters": dict(reading.parameters),
            "by_default": sorted(reading.by_default),
            "series": reading.series,
            "sha256": reading.source.sha256,
            "published": reading.source.published.text if reading.source.published else None,
            "recorded": recorded,
            "rows": {"read": reading.rows, "placed": reading.placed, "refused": len(whole)},
            "new": dict(sorted(found.new.items())),
            "unchanged": dict(sorted(found.unchanged.items())),
            "citations": found.places,
            "repeated": found.repeated,
            "changed": [_change(one) for one in found.changed],
            "refused": [
                {
                    "sheet": one.at.sheet, "row": one.at.row, "column": one.at.column, "code": one.code,
                    "sentence": one.sentence, "remedy": one.remedy, "whole_row": one.whole_row,
                }
                for one in reading.refused
            ],
            "disagreements": [
                {"sheet": one.at.sheet, "row": one.at.row, "check": one.check, "sentence": one.sentence}
                for one in reading.disagreements
            ],
            "checked": dict(sorted(reading.checked.items())),
            "contradictions": [_mention(one) for one in found.contradictions],
            "missing": [_mention(one) for one in found.missing],
            "withdrawn": found.withdrawn,
            "untold": reading.untold,
            "kept": [_mention(one) for one in found.kept],
            "yielded": [_mention(one) for one in found.yielded],
            "departures": list(reading.departures),
            "notes": [*reading.notes, *_unsure(reading, found)],
        }
    )  # fmt: skip


def _read_as(data: Mapping[str, Any]) -> Iterator[str]:
    """What a person said of the file, and what was taken for want of a word."""
    for usual, remark in ((False, ""), (True, " (by default; --set NAME=VALUE says otherwise)")):
        said = [f"{name}={value}" for name, value in data["parameters"].items()
                if (name in data["by_default"]) is usual]  # fmt: skip
        if said:
            yield f"  read as {', '.join(said)}{remark}"


def _unsure(reading: Reading, found: Findings) -> Iterator[str]:
    """What is not taken for missing, what is not withdrawn, and what may be no state of the same."""
    met = {*found.unchanged, *(one.kind for one in found.changed)}
    if found.missing and reading.by_default and not met - _COMMON:
        yield worded(
            "Nothing that is known of {series} is in this file: is it a state of the same?", series=reading.series
        )
    if found.spared:
        yield worded(
            "{number} earlier statements are not here and not counted as missing: something of their rows is refused.",
            number=found.spared,
        )
    if found.missing and reading.untold:
        yield worded(
            "Nothing is withdrawn: of {number} refused rows it cannot be told what they are about; correct them first.",
            number=reading.untold,
        )


def _change(one: Change) -> dict[str, Any]:
    keys = sorted(one.before.keys() | one.after.keys())
    fields = {
        key: {"before": one.before.get(key), "after": one.after.get(key)}
        for key in keys
        if one.before.get(key) != one.after.get(key)
    }
    return {"place": one.place, "kind": one.kind, "about": one.about, "fields": fields}


def _mention(one: Mention) -> dict[str, str]:
    return {"place": one.place, "kind": one.kind, "about": one.about, "remark": one.remark}


def _verb(data: Mapping[str, Any]) -> str:
    return "recorded" if data["recorded"] else "would be recorded"


def _counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{number} {kind}" for kind, number in counts.items())


def _listed(title: str, lines: Sequence[str], *, everything: bool) -> Iterable[str]:
    if not lines:
        return
    yield f"  {title} ({len(lines)}):"
    shown = lines if everything else lines[:SHOWN]
    yield from (f"    {line}" for line in shown)
    if len(shown) < len(lines):
        yield f"    ... and {len(lines) - len(shown)} more; --all shows them"


def _told_change(one: Mapping[str, Any]) -> str:
    fields = "; ".join(
        f"{key}: {_short(both['before'])} -> {_short(both['after'])}" for key, both in one["fields"].items()
    )
    return f"{one['place']}, {one['kind']}: {fields}"


def _told_refusal(one: Mapping[str, Any]) -> str:
    named = (("sheet", one["sheet"]), ("row", one["row"]), ("column", one["column"]))
    place = ", ".join(f"{name} {part}" for name, part in named if part)
    return f"{place}: {one['sentence']} {one['remedy']} [{one['code']}]"


def _told_disagreement(one: Mapping[str, Any]) -> str:
    named = (("sheet", one["sheet"]), ("row", one["row"]))
    place = ", ".join(f"{name} {part}" for name, part in named if part) or "the file"
    return f"{place}: {one['sentence']}"


def _told_mention(one: Mapping[str, Any]) -> str:
    return " ".join(part for part in (f"{one['place']}," if one["place"] else "", one["kind"], one["remark"]) if part)


def _short(value: object) -> str:
    text = "nothing" if value is None else canonical(value)
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "..."


_LISTS: Mapping[str, tuple[str, Callable[[Any], str]]] = {
    "departures": ("departures from the standard of its format", str),
    "refused": ("refused", _told_refusal),
    "changed": ("changed", _told_change),
    "disagreements": ("figures that disagree in the file", _told_disagreement),
    "contradictions": ("said otherwise elsewhere in the file; both are recorded", _told_mention),
    "missing": ("no longer in the file", _told_mention),
    "kept": ("left as it is here", _told_mention),
    "yielded": ("described by another file already; left to it", _told_mention),
}
