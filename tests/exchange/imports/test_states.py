"""States of one file, imported in any order: the same views now, and at each state's published date (rules 8, 10)."""

from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from servanda import register
from servanda.exchange.imports.findings import Findings
from servanda.exchange.imports.model import Reading
from servanda.exchange.imports.record import weave
from servanda.exchange.registerfile.item import Item, Place
from servanda.kernel.canonical import sha256
from servanda.kernel.dates import PartialDate
from servanda.kernel.model import see
from servanda.kernel.standpoint import Standpoint
from servanda.kinds.fields import Text
from servanda.kinds.source import Source
from tests.support.databases import Database
from tests.support.examples import TIMES, keep_plans
from tests.support.registers import an_id, kind, whole_ledger

PLACES = ("one", "two")
GRADES = ("limited", "substantial", "complete")
LATER = date(2026, 1, 1)
State = dict[str, str]

quietly = settings(
    max_examples=15 * TIMES,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
few = settings(quietly, max_examples=6 * TIMES)


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[tuple[str, State]], list[int]]:
    """Dated states of a file, and an order to import them in."""
    number = draw(st.integers(2, 5))
    values = {
        **{f"grade {place}": st.sampled_from(("", *GRADES)) for place in PLACES},
        "text": st.sampled_from(("first text", "second text")),
        "share": st.sampled_from(("", "10", "20")),
        "standing": st.sampled_from(("", "marginal", "major")),
        "stood": st.sampled_from(("", "marginal", "major")),
    }
    states = [(f"2024-0{month}-15", draw(st.fixed_dictionaries(values))) for month in range(1, number + 1)]
    return states, draw(st.permutations(range(number)))


def reading_of(published: str, said: State) -> Reading:
    """A file in one state."""
    source = Source(
        title=Text(by={"en": "A file"}),
        publisher="Somebody",
        published=PartialDate(published),
        sha256=sha256(f"{published} {sorted(said.items())}"),
    )
    by_state = {"grade/early-results/irm"}
    return Reading("test", source, list(items(said)), rows=1, placed=1, by_state=by_state)


def items(said: State) -> list[Item]:
    """What a state says: objectives with assessments, an undated share, and a grade that holds from its state.

    The same grade of an earlier day has that day of its own."""
    scope = an_id("P1")
    found = [
        Item(kind("party", category="state"), an_id("A"), None, scope, place=Place(1, "row 1")),
        Item(kind("party", category="organisation"), an_id("B"), None, scope, place=Place(1, "row 1")),
        Item(kind("partnership", parties=[an_id("A"), an_id("B")]), scope, None, scope, place=Place(1, "row 1")),
        Item(
            kind("plan", framework="ogp-action-plan", partnership=scope),
            an_id("L"),
            None,
            scope,
            place=Place(1, "row 1"),
        ),
    ]
    for row, place in enumerate(PLACES, 2):
        at = Place(row, f"row {row}")
        text = kind("objective", of=an_id("L"), text=f"{place}: {said['text']}")
        found.append(Item(text, an_id(place), None, scope, place=at))
        if grade := said[f"grade {place}"]:
            graded = kind("assessment", axis="completion", track="self", grade=grade)
            found.append(Item(graded, an_id(place), PartialDate("2023-12-31"), scope, said_by=an_id("A"), place=at))
    if share := said["share"]:
        found.append(Item(kind("progress", percent=share), an_id("one"), None, scope, place=Place(4, "row 4")))
    if standing := said["standing"]:
        graded = kind("assessment", axis="early-results", track="irm", grade=standing)
        found.append(Item(graded, an_id("two"), None, scope, place=Place(5, "row 5")))
    if stood := said["stood"]:
        graded = kind("assessment", axis="early-results", track="irm", grade=stood)
        found.append(Item(graded, an_id("two"), PartialDate("2023-06-30"), scope, place=Place(6, "row 6")))
    return found


def import_state(published: str, said: State) -> Findings:
    """Import one state."""
    return weave(reading_of(published, said), Path("file.csv"))


def seen(states: list[tuple[str, State]]) -> list[str]:
    """The canonical views of the whole register: now, and at each state's published date."""
    entries, arrivals = whole_ledger()
    points = [Standpoint(as_of=LATER)]
    points += [Standpoint(as_of=LATER, published_by=date.fromisoformat(day)) for day, _ in states]
    return [see(entries, arrivals, register.resolve(point)).canonical() for point in points]


def check_any_order(database: Database, history: tuple[list[tuple[str, State]], list[int]]) -> None:
    """Import in order and in another order; the views are equal."""
    states, order = history
    found = []
    for places in (range(len(states)), order):
        with database.rolled_back():
            for place in places:
                import_state(*states[place])
            found.append(seen(states))
    assert found[0] == found[1]


def check_twice(database: Database, history: tuple[list[tuple[str, State]], list[int]]) -> None:
    """Import every state, and each a second time: nothing is asked to be recorded."""
    states, order = history
    with database.rolled_back():
        for place in order:
            import_state(*states[place])
        for published, said in states:
            assert import_state(published, said).drafts == 0


@quietly
@given(history=histories())
def test_states_in_any_order_give_the_same_views(
    sqlite_database: Database, history: tuple[list[tuple[str, State]], list[int]]
) -> None:
    check_any_order(sqlite_database, history)


@quietly
@given(history=histories())
def test_a_state_again_records_nothing(
    sqlite_database: Database, history: tuple[list[tuple[str, State]], list[int]]
) -> None:
    check_twice(sqlite_database, history)


@few
@given(history=histories())
def test_states_in_any_order_on_the_other_database(
    postgresql_database: Database, history: tuple[list[tuple[str, State]], list[int]]
) -> None:
    keep_plans(postgresql_database)
    check_any_order(postgresql_database, history)
    check_twice(postgresql_database, history)
