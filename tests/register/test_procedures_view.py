"""What is seen of texts put to decision is what the reference model sees, on both databases; and hidden is absent."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from servanda import register
from servanda.errors import NotFound
from servanda.exchange.registerfile.load import load
from servanda.kernel.marking import LEVELS, Reader
from servanda.kernel.model import see
from servanda.kernel.procedures import procedures
from servanda.kernel.standpoint import Resolved, Standpoint
from servanda.kernel.view import View
from servanda.ledger import clock
from tests.support.databases import ENGINES, Database, Databases
from tests.support.registers import whole_ledger

RIVERS = Path(__file__).parents[1] / "data" / "under-silence.yaml"
ALL = Reader("all", LEVELS[-1])
ABOUT = ("procedure", "reply", "extension", "text-withdrawn", "announcement", "text-version")
POINTS = (
    Standpoint(),
    Standpoint(as_of=date(2026, 6, 3)),
    Standpoint(as_of=date(2026, 6, 10), reader=ALL),
    Standpoint(as_of=date(2026, 6, 30), published_by=date(2026, 6, 20)),
    Standpoint(as_of=date(2026, 6, 30), published_by=date(2026, 6, 20), reader=ALL),
)


def build() -> None:
    """The rivers, with one silence that not everyone may see."""
    hidden = "      - procedure: silence-2\n"
    text = RIVERS.read_text(encoding="utf-8").replace(hidden, f"{hidden}        marking: restricted\n")
    text = text.replace("{reply: silence-2, ", "{reply: silence-2, marking: restricted, ")
    with TemporaryDirectory() as folder:
        file = Path(folder) / RIVERS.name
        file.write_text(text, encoding="utf-8")
        load(file, frameworks=register.frameworks())


@pytest.fixture(scope="module", params=ENGINES)
def rivers(request: pytest.FixtureRequest, databases: Databases) -> Iterator[Database]:
    """Give the register to the whole file."""
    with databases.fresh(request.param, "rivers, partly hidden", build) as fresh:
        yield fresh


def digests(view: View) -> list[str]:
    return sorted(fact.digest for fact in view.of_kind(*ABOUT))


@pytest.mark.parametrize("point", POINTS)
def test_the_database_sees_what_the_kernel_sees(rivers: Database, point: Standpoint) -> None:
    at: Resolved = register.resolve(point)
    entries, arrivals = whole_ledger()
    reference = see(entries, arrivals, at)
    found = register.procedures_view(at)
    assert digests(found) == digests(reference)
    known = register.frameworks().rules_of
    told = [(one.record, one.course) for one in procedures(found, known)]
    assert told == [(one.record, one.course) for one in procedures(reference, known)]
    scope = register.find("ruritania-silence", register.resolve(Standpoint()))
    assert digests(register.procedures_view(at, scope)) == digests(found)


def test_it_takes_as_many_queries_however_much_there_is(rivers: Database) -> None:
    at = register.resolve(Standpoint(reader=ALL))
    counts = []
    for point in (at, register.resolve(Standpoint(as_of=date(2026, 6, 2)))):
        with CaptureQueriesContext(connection) as queries:
            register.procedures_view(point)
        counts.append(len(queries))
    assert max(counts) - min(counts) <= 2


def test_a_text_that_one_may_not_see_is_not_there(rivers: Database) -> None:
    anyone, all_of_it = register.resolve(Standpoint()), register.resolve(Standpoint(reader=ALL))
    with pytest.raises(NotFound):
        register.find("silence-2", anyone, "procedure")
    assert register.find("silence-2", all_of_it, "procedure")
    assert len(register.procedures_view(anyone).of_kind("procedure")) == 2
    assert len(register.procedures_view(all_of_it).of_kind("procedure")) == 3


def test_a_moment_that_is_still_to_come_decides_nothing(rivers: Database) -> None:
    """Known at a moment ahead is known now: what expires in between has not expired."""
    ahead = clock.now() + timedelta(days=400)
    assert register.resolve(Standpoint(known_at=ahead)).moment <= clock.now()  # type: ignore[operator]
    past = datetime(2026, 6, 10, tzinfo=UTC)
    assert register.resolve(Standpoint(known_at=past)).moment == past
