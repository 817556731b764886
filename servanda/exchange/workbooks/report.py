"""What an edited workbook would change, or changed: for people, and for programs in the shape of an import's."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from servanda.exchange.workbooks.comparing import ALREADY, TAKEN, Cell, Compared
from servanda.exchange.workbooks.plan import OBJECTIVE
from servanda.exchange.workbooks.returned import Odd, Returned
from servanda.kernel.entries import instant

FORMAT = 1
SHOWN = 20


@dataclass(frozen=True)
class EditReport:
    """What was found, as plain JSON (docs/reference/exports.md says every key); ``lines`` are the same for people."""

    data: Mapping[str, Any]

    def lines(self, *, everything: bool = False) -> Iterator[str]:
        """The report, a line each: of every list the first few, unless ``everything``."""
        data = self.data
        cells = data["cells"]
        verb = "recorded" if data["recorded"] else "would be recorded"
        yield (
            f"{data['file']}: {data['title']}, as it was at arrival {data['standpoint']['tick']}: "
            f"{cells['written']} cells written in: {cells['taken']} {verb}, {cells['refused']} refused, "
            f"{cells['already']} said already"
        )
        yield from (f"  note: {note}" for note in data["notes"])
        yield from listed("changed", [_told_change(one) for one in data["changed"]], everything=everything)
        yield from listed("refused", [told(one) for one in data["refused"]], everything=everything)
        yield from listed("odd", [told(one) for one in data["odd"]], everything=everything)


def report(
    back: Returned,
    name: str,
    title: str,
    found: Compared,
    outcome: Mapping[tuple[str, str], str | None],
    *,
    recorded: bool,
) -> EditReport:
    """Put together what a workbook changes; ``outcome`` says, by record and group, why something was not recorded."""
    taken, refused, already = [], [], 0
    for cell in found.cells:
        why = outcome.get((cell.record, cell.field[0])) if cell.verdict == TAKEN else None
        if cell.verdict == ALREADY or why == "":
            already += 1
        elif why:
            refused.append(
                {**_cell(cell), "code": "refused-by-register", "sentence": why, "remedy": "correct the cell"}
            )
        elif cell.is_refused:
            refused.append({**_cell(cell), "code": cell.verdict, "sentence": cell.sentence, "remedy": cell.remedy})
        else:
            taken.append(cell)
    corrected = Counter("objective" if cell.field[0] == OBJECTIVE else "assessment" for cell in taken)
    odd = [odd_values(one) for one in (*back.odd, *found.odd)]
    return EditReport(
        {
            "format": FORMAT,
            "file": name,
            "mapping": "workbook",
            "title": title,
            "sha256": back.sha256,
            "recorded": recorded,
            "standpoint": standpoint_of(back),
            "rows": {"read": found.rows, "placed": found.rows, "refused": len({one["row"] for one in refused})},
            "cells": {
                "written": len(found.cells), "taken": len(taken), "refused": len(refused), "already": already,
            },
            "new": dict(corrected),
            "changed": [_change(cell) for cell in taken],
            "refused": refused,
            "odd": odd,
            "notes": list(back.notes),
        }
    )  # fmt: skip


def standpoint_of(back: Returned) -> dict[str, Any]:
    """From where a workbook was written, as plain JSON."""
    marks = back.marks
    return {"as_of": marks.as_of.isoformat(), "tick": marks.tick, "reader": marks.reader.name}


def _change(cell: Cell) -> dict[str, Any]:
    group, name = cell.field
    return {
        "place": str(cell.at),
        "kind": "objective" if group == OBJECTIVE else "assessment",
        "about": cell.record,
        "fields": {name: {"before": cell.now or None, "after": cell.wrote}},
    }


def _cell(cell: Cell) -> dict[str, Any]:
    return {
        "sheet": cell.at.sheet,
        "row": cell.at.row,
        "column": cell.at.column,
        "whole_row": False,
        "about": cell.record,
        "saw": cell.saw or None,
        "now": cell.now or None,
        "wrote": cell.wrote or None,
        "by": cell.who or None,
        "recorded_at": instant(cell.when) if cell.when else None,
    }


def odd_values(one: Odd) -> dict[str, Any]:
    return {
        "sheet": one.at.sheet, "row": one.at.row, "column": one.at.column,
        "code": one.code, "sentence": one.sentence, "remedy": one.remedy,
    }  # fmt: skip


def listed(title: str, lines: list[str], *, everything: bool) -> Iterator[str]:
    if not lines:
        return
    yield f"  {title} ({len(lines)}):"
    shown = lines if everything else lines[:SHOWN]
    yield from (f"    {line}" for line in shown)
    if len(shown) < len(lines):
        yield f"    ... and {len(lines) - len(shown)} more; --all shows them"


def _told_change(one: Mapping[str, Any]) -> str:
    ((name, both),) = one["fields"].items()
    return f"{one['place']}: {name} {both['before'] or 'nothing'!r} -> {both['after']!r}"


def told(one: Mapping[str, Any]) -> str:
    named = (("sheet", one["sheet"]), ("row", one["row"]), ("column", one["column"]))
    place = ", ".join(f"{name} {part}" for name, part in named if part) or "the workbook"
    return f"{place}: {one['sentence']} What to do: {one['remedy'].rstrip('.')}. [{one['code']}]"
