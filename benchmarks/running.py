"""One whole run on the database Django points at: build a half, measure, build the other, measure again."""

import os
from typing import Any

from benchmarks import building, fidelity, measures
from benchmarks.building import Tell
from benchmarks.environment import describe
from benchmarks.handwritten import build_typed_table, drop_typed_table
from benchmarks.shape import QUESTION, ROUNDS, Size

SAMPLE = 2000


def run(size: Size, *, through_register: bool, tell: Tell) -> dict[str, Any]:
    """Build and measure; gives everything as plain JSON."""
    tell("frame, and the plan of 41")
    building.frame(size)
    found: dict[str, Any] = {
        "environment": describe(),
        "size": {"objectives": size.objectives, "assessments": size.objectives * ROUNDS, "question": QUESTION},
        "built": {"by": "the register's bulk path" if through_register else "server-side SQL, the bulk path's rows"},
    }
    for number, name in enumerate(("half", "whole")):
        tell(f"building half {number + 1} of 2")
        built = building.half(size, number, through_register=through_register, tell=tell)
        found["built"][name] = {
            "entries": built.entries,
            "seconds": built.seconds,
            "entries_a_second": round(built.entries / built.seconds) if built.seconds else None,
        }
        found[name] = _measured(size, built.past, tell)
    found["growth_at_twice_the_size"] = _growth(found["half"], found["whole"])
    tell("sample of entries checked against the register's own code")
    found["sample"] = {"entries": SAMPLE, "unfaithful": len(fidelity.unfaithful(SAMPLE))}
    tell("recording one by one and in bulk")
    found["recording"] = measures.recording(size)
    return found


def _measured(size: Size, past: int, tell: Tell) -> dict[str, Any]:
    sizes = measures.sizes()
    tell("typed table")
    build_typed_table()
    building.settle()
    tell("measuring")
    load = [round(one, 2) for one in os.getloadavg()]
    found = {
        "load": load,
        "sizes": sizes,
        "plan_of_41": measures.small(size),
        "count_by_grade": measures.counts(size, past),
    }
    drop_typed_table()
    return found


def _growth(half: dict[str, Any], whole: dict[str, Any]) -> dict[str, float]:
    pairs = {
        name: [one["plan_of_41"][name]["processor_ms"] for one in (half, whole)]
        for name in ("plan_view", "plan_count", "brief")
    }
    for known in ("now", "past"):
        pairs[f"count_known_{known}"] = [
            one["count_by_grade"][known]["register"]["processor_ms"] for one in (half, whole)
        ]
    pairs["bytes_an_entry"] = [one["sizes"]["all_bytes_an_entry"] for one in (half, whole)]
    return {name: round(second / first, 2) for name, (first, second) in pairs.items()}
