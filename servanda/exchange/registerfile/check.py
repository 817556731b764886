"""Check a register file without recording anything: ``python -m servanda.exchange.registerfile.check FILE...``."""

import sys
from collections import Counter
from collections.abc import Collection, Sequence
from pathlib import Path

from servanda.errors import ServandaError
from servanda.exchange.registerfile.item import RegisterFile
from servanda.exchange.registerfile.parse import read


def check(path: Path | str, frameworks: Collection[str] | None = None) -> str:
    """Read a register file and tell in one line what is in it; raises ``InputError`` with its faults.

    Of its form only: ``load.checked`` holds it to the words of its frameworks and to today, too.
    """
    return told(read(path, frameworks))


def told(found: RegisterFile) -> str:
    """What is in a register file, in one line."""
    kinds = Counter(item.payload.kind for item in found.facts)
    citations = sum(len(item.citations) for item in found.items)
    listed = ", ".join(f"{number} {kind}" for kind, number in sorted(kinds.items()))
    return (
        f"{found.path}: no fault. Records: {len(found.records)}, of them sources: {len(found.sources)}. "
        f"Facts: {len(found.facts)} ({listed or 'none'}). Citations: {citations}."
    )


def main(paths: Sequence[str]) -> int:
    """Check files; gives the number of those with faults."""
    faulty = 0
    for path in paths:
        try:
            sys.stdout.write(check(path) + "\n")
        except ServandaError as fault:
            faulty += 1
            sys.stderr.write(f"{fault}\n")
    return faulty


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
