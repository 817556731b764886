"""The figures as a table for people."""

from collections.abc import Iterator, Mapping
from typing import Any


def table(found: Mapping[str, Any]) -> str:
    """Lay the figures out in lines."""
    return "\n".join(_lines(found))


def _lines(found: Mapping[str, Any]) -> Iterator[str]:
    for name in ("calm", "storm"):
        one = found[name]
        answer, whole = one["answer_ms"], one["until_acknowledged_ms"]
        yield (
            f"{name}: {one['acknowledged']:,} of {one['sent']:,} acknowledged, {one['a_second']} a second;"
            f" answer p50 {answer.get('p50')} ms, p95 {answer.get('p95')} ms;"
            f" until acknowledged p95 {whole.get('p95')} ms; sent again {one['sent_again']}, given up {one['given_up']}"
        )
        yield from (f"  refused: {refusal[:300]}" for refusal in one["refused"])
    calm, storm = found["calm"]["processor_ms_each"], found["storm"]
    yield f"processor for each, in calm: server {calm['server']} ms, database {calm['database']} ms"
    killed, restarted = storm["workers_killed"], storm["database_restarted"]
    yield f"in the storm: {killed} workers killed, database restarted {restarted} times"
    yield ", ".join(f"{name.replace('_', ' ')}: {count:,}" for name, count in found["kept"].items())
    if "verified" in found:
        yield f"verify: {'clean' if found['verified'] else 'NOT CLEAN'}"
