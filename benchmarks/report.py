"""The figures as a table for people."""

from collections.abc import Iterator, Mapping
from typing import Any

_PARTS = {
    "plan_view": "view of the plan of 41",
    "plan_count": "count over the plan of 41",
    "brief": "brief of its partnership",
}
_WAYS = {
    "register": "count_by_value",
    "handwritten_exact": "by hand, on the claims, same answer",
    "handwritten_latest": "by hand, latest row wins (hides disputes)",
    "typed_table": "plain typed table",
}


def table(found: Mapping[str, Any]) -> str:
    """Lay the figures out in lines."""
    return "\n".join(_lines(found))


def _lines(found: Mapping[str, Any]) -> Iterator[str]:
    environment, size = found["environment"], found["size"]
    yield f"{environment['database']}, {size['objectives']:,} objectives, {size['assessments']:,} assessments"
    yield (
        f"{environment['cores']} cores, {environment['memory_gib']} GiB, {environment['system']}, Python"
        f" {environment['python']}, Django {environment['django']}; {environment['measured_at']}"
    )
    yield "settings: " + ", ".join(f"{name} {value}" for name, value in environment["settings"].items())
    built = found["built"]["whole"]
    yield f"second half built by {found['built']['by']}: {built['entries_a_second']:,} entries/s"
    for name in ("half", "whole"):
        yield ""
        yield f"{name} (load {found[name]['load'][0]})"
        yield from _measured(found[name])
    yield ""
    yield "growth at twice the size, of processor: " + ", ".join(
        f"{k} {v}" for k, v in found["growth_at_twice_the_size"].items()
    )
    single, bulk = found["recording"]["one_by_one"], found["recording"]["in_bulk"]
    of_processor = "facts a second of processor"
    yield (
        f"one by one, durable: {single['facts_a_second']:,} facts/s (median {single['median_ms']} ms),"
        f" {single['facts_a_processor_second']:,} {of_processor}"
    )
    yield (
        f"in bulk, one transaction: {bulk['facts_a_second']:,} facts/s ({bulk['facts']:,} facts),"
        f" {bulk['facts_a_processor_second']:,} {of_processor}"
    )
    sample = found["sample"]
    yield f"sample of {sample['entries']:,} entries: {sample['unfaithful']} not as the register writes them"


def _measured(one: Mapping[str, Any]) -> Iterator[str]:
    for name, label in _PARTS.items():
        timing = one["plan_of_41"][name]
        yield f"  {label:<46}{_spread(timing)}  {timing['queries']} queries"
    for known in ("now", "past"):
        counted = one["count_by_grade"][known]
        yield f"  count by grade, known {known}: {counted['counted']:,} counted, {counted['disputed']:,} disputed"
        for name, label in _WAYS.items():
            yield f"    {label:<44}{_spread(counted[name])}"
        yield (
            f"    count_by_value is {counted['times_handwritten']} times the same answer by hand"
            f" ({'equal' if counted['answers_agree'] else 'NOT EQUAL'}), {counted['times_latest_only']} times latest"
            f" only, {counted['times_typed_table']} times the typed table"
        )
    sizes = one["sizes"]
    parts = ("ledger", "ledger_indexes", "projection", "projection_indexes")
    said = ", ".join(f"{part.replace('_', ' ')} {sizes[part]['bytes_an_entry']}" for part in parts)
    yield f"  bytes an entry ({sizes['entries']:,} entries): {sizes['all_bytes_an_entry']}: {said}"


def _spread(timing: Mapping[str, Any]) -> str:
    return (
        f"{timing['median_ms']:>10,.2f} ms  ({timing['fastest_ms']:,.2f} to {timing['slowest_ms']:,.2f},"
        f" {timing['runs']} runs), of processor {timing['processor_ms']:,.2f} ms"
    )
