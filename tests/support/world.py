"""The register that browser tests walk through: the demonstration, a partnership whose commitments are graded,
a plan that is reported on each quarter, and texts put to decision."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from servanda import register
from servanda.demo import paths
from servanda.exchange.registerfile.load import load
from servanda.ledger import clock
from tests.support import quarters

OPEN_GOVERNMENT = Path(__file__).parents[1] / "data" / "open-government.yaml"
UNDER_SILENCE = Path(__file__).parents[1] / "data" / "under-silence.yaml"

# What the reviewers said before they looked again: the file as it was first loaded, then as it stands.
FIRST_SAID = (
    ("owners, as_of: 2024-12-31, period: 2024, axis: completion, track: irm, grade: limited",
     "owners, as_of: 2024-12-31, period: 2024, axis: completion, track: irm, grade: substantial"),
    ("owners, as_of: 2025-12-31, period: 2025, axis: completion, track: irm, grade: limited",
     "owners, as_of: 2025-12-31, period: 2025, axis: completion, track: irm, grade: not-started"),
)  # fmt: skip


def build() -> None:
    """Load all of it; the graded commitments in spring, and their corrections in summer."""
    with _on(datetime(2026, 3, 1, 9, tzinfo=UTC)), TemporaryDirectory() as folder:
        text = OPEN_GOVERNMENT.read_text(encoding="utf-8")
        for now, then in FIRST_SAID:
            if now not in text:
                raise ValueError(f"{OPEN_GOVERNMENT.name} no longer says: {now}")
            text = text.replace(now, then)
        first = Path(folder) / OPEN_GOVERNMENT.name
        first.write_text(text, encoding="utf-8")
        load(first, frameworks=register.frameworks())
    with _on(datetime(2026, 6, 1, 9, tzinfo=UTC)):
        load(OPEN_GOVERNMENT, frameworks=register.frameworks())
    for path in (*paths(), UNDER_SILENCE):
        load(path, frameworks=register.frameworks())
    quarters.build()


@contextmanager
def _on(moment: datetime) -> Iterator[None]:
    """Let the register's clock stand at a moment."""
    real: Callable[[], datetime] = clock.now
    clock.now = lambda: moment
    try:
        yield
    finally:
        clock.now = real
