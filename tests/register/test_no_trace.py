"""What a reader may not see leaves no trace: in views, counts, days, searches, errors or order (rule 14)."""

from collections.abc import Callable
from functools import partial
from typing import Any

from hypothesis import strategies as st

from servanda import register
from servanda.errors import ServandaError
from servanda.kernel.marking import ANYONE, Reader
from servanda.kernel.standpoint import Resolved, Standpoint
from servanda.kinds.marked import Marked
from servanda.register import Draft
from servanda.register.lists.items import holders, listed
from servanda.register.lists.moved import moved
from servanda.register.lists.portfolio import plans
from servanda.register.lists.progress import progress
from tests.support.asked import asked
from tests.support.databases import Database
from tests.support.examples import on_each_engine
from tests.support.registers import (
    DAYS,
    FOR_B,
    HOLDERS,
    PARTIES,
    RECORDS,
    SCOPES,
    SECRET,
    SOURCES,
    Drawn,
    an_id,
    build,
    draw_batch,
    kind,
    registers,
)

GRADED = "grade/completion/irm"
BLIND = (ANYONE, Reader("a", "restricted", frozenset({"A"})))
HIDDEN = (SECRET, SECRET, FOR_B)


@st.composite
def with_hidden(draw: st.DrawFn) -> tuple[Drawn, list[list[Draft]]]:
    """A register, and batches in which everything is hidden from the blind: facts, citations, joinings, closers."""
    drawn = draw(registers(most=8))
    seen = len(drawn.entries)
    more = [draw_batch(draw, drawn, [SECRET]) for _ in range(draw(st.integers(1, 6)))]
    hidden_records = [
        [
            Draft(kind("party", category="state"), an_id("hidden party"), scope=an_id("P1"), marking=SECRET),
            Draft(kind("name", text="Əliyev", language="az"), an_id("hidden party"), scope=an_id("P1"), marking=SECRET),
            Draft(
                kind("name", text="slug-p1", language="en", use="slug"),
                an_id("hidden party"),
                scope=an_id("P1"),
                marking=SECRET,
            ),
        ]
    ]
    visible = set(drawn.entries[:seen])
    return drawn, hidden_records + [batch for batch in more if not _closes(batch, visible)]


def _closes(batch: list[Draft], visible: set[str]) -> bool:
    """Whether a batch closes or marks what was there before, or shows what was hidden: the blind may see that."""
    return any(
        (draft.payload.kind in ("replaces", "withdraws", "marked") and draft.about in visible) or _shows(draft)
        for draft in batch
    )


def _shows(draft: Draft) -> bool:
    return isinstance(draft.payload, Marked) and draft.payload.to not in {one.text for one in HIDDEN}


def told() -> list[Any]:
    """All that the blind can learn, in any way; and how many queries and rows each way takes."""
    points = [Standpoint(as_of=DAYS[-1], reader=reader) for reader in BLIND]
    points.append(Standpoint(as_of=DAYS[3], published_by=DAYS[-2], reader=BLIND[1]))
    return [_taking(tell, point) for point in points for tell in (_views, _found)] + [_taking(_lists, points[1])]


def _taking(tell: Callable[[Resolved], Any], point: Standpoint) -> Any:
    with asked() as taken:
        said = tell(register.resolve(point))
    return said, taken.queries, taken.rows


def _lists(at: Resolved) -> Any:
    pages = [listed(at, order=order, many=3) for order in ("plan", "said")]
    pages += [listed(at, question=GRADED, answer=answer, many=3) for answer in ("none", "complete")]
    pages.append(listed(at, plan=an_id(HOLDERS[0]), many=3))
    view, lines = plans(at)
    return [
        [(page.total, page.sha256()) for page in pages],
        [view.canonical(), sorted((line.fact.about, line.items, repr(line.counts)) for line in lines)],
        [holders(at)[1], progress(GRADED, at, an_id(HOLDERS[0]))],
        [
            [(one.fact.about, [entry.id for entry in one.before]) for one in moved(at, an_id(name))[1]]
            for name in HOLDERS
        ],
    ]


def _views(at: Resolved) -> Any:
    views = [register.partnership_view(an_id(name), at) for name in SCOPES]
    views += [register.container_view(an_id(name), at) for name in HOLDERS]
    views += [register.records_view([an_id(name)], at) for name in (*PARTIES, "O1", "X1", "hidden party")]
    views += [register.source_view(an_id(name), at) for name in SOURCES[:2]]
    views += [register.sources(at).view, register.whole_view(at)]
    return [view.canonical() for view in views]


def _found(at: Resolved) -> Any:
    return [
        [register.count_by_value(question, at) for question in ("grade/completion/irm", "tally/objectives", "step")],
        [register.count_by_value("grade/completion/irm", at, container=an_id("K1"))],
        [register.days(at), register.days(at, an_id("P1"))],
        [register.search(text, at, 3) for text in ("aliyev", "goal", "office", "press")],
        [
            [(r.entry.id, r.known_from, r.known_to) for r in register.history(an_id(name), at)]
            for name in RECORDS[:14:3]
        ],
        [
            outcome(partial(register.find, ref, at))
            for ref in ("slug-p1", "slug-b", an_id("A"), an_id("hidden party"), "none")
        ],
    ]


def outcome(ask: Callable[[], object]) -> object:
    try:
        return ask()
    except ServandaError as error:
        return (type(error), error.code, str(error).replace(an_id("hidden party"), "none"))


@on_each_engine(8, 2, drawn=with_hidden())
def test_adding_and_closing_what_is_hidden_changes_nothing(
    shared_database: Database, drawn: tuple[Drawn, list[list[Draft]]]
) -> None:
    plain, hidden = drawn
    with shared_database.rolled_back():
        build(plain.batches)
        before = told()
        build(hidden)
        assert told() == before


def test_hidden_and_absent_are_refused_alike(shared_database: Database) -> None:
    with shared_database.rolled_back():
        build(
            [
                [
                    Draft(
                        kind("party", category="state"),
                        an_id("hidden party"),
                        scope=an_id("hidden party"),
                        marking=SECRET,
                    )
                ]
            ]
        )
        at = register.resolve(Standpoint())
        absent, hidden = an_id("absent"), an_id("hidden party")
        said = [str(outcome(partial(register.find, ref, at))).replace(ref, "") for ref in (absent, hidden)]
        assert said[0].replace("none", "") == said[1].replace("none", "")
