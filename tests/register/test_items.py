"""Lists of items and of plans are the kernel's, on random registers, from every standpoint, on both databases."""

from collections import Counter
from typing import Any

from servanda import register
from servanda.kernel.asof import standing
from servanda.kernel.dates import PartialDate
from servanda.kernel.marking import Marking, Reader
from servanda.kernel.standpoint import Standpoint
from servanda.kernel.view import Fact
from servanda.projection.items import ordered_code
from servanda.register import Draft
from servanda.register.lists.items import ORDERS, Wanted, holders, listed
from servanda.register.lists.portfolio import plans
from tests.register.test_views_equal_kernel import points, seen_from
from tests.support.databases import Database
from tests.support.examples import on_each_engine
from tests.support.parts import Ledger
from tests.support.registers import FRAMEWORK, HOLDERS, PARTIES, Drawn, an_id, kind, registers

QUESTION = "grade/completion/irm"


class Expected:
    """The items of a whole ledger as the kernel sees them."""

    def __init__(self, ledger: Ledger) -> None:
        self.view = ledger.view
        records = {fact.about for fact in self.view.of_kind("objective")}
        found = [self.view.record(record) for record in sorted(records)]
        self.items: list[Fact] = [fact for fact in found if fact is not None]

    def stands(self, record: str, question: str = QUESTION) -> tuple[str, ...]:
        stand = standing(self.view, record, question)
        return tuple(sorted({answer.value.text for _, answer in stand.facts})) if stand.history else ()

    def having(self, **wanted: Any) -> set[str]:
        return {fact.about for fact in self.items if all(self._has(fact, *one) for one in wanted.items())}

    def _has(self, fact: Fact, name: str, value: Any) -> bool:
        alias, payload = self.view.aliases, fact.payload
        if name == "answer":
            values = self.stands(fact.about)
            return {"none": not values, "disputed": len(values) > 1}.get(value, values == (value,))
        if name == "plan":
            return alias[payload.of] == alias[value]
        if name == "framework":
            return any(one.payload.framework == value for one in self._described(payload.of, "plan", "package"))
        if name == "party":
            partnerships = [one.payload.partnership for one in self._described(payload.of, "plan", "package")]
            described = [one for record in partnerships for one in self._described(record, "partnership")]
            return alias[value] in {alias[party] for one in described for party in one.payload.parties}
        return bool(alias[getattr(payload, name)] == alias[value])

    def _described(self, record: str, *kinds: str) -> list[Fact]:
        """What is said that a record is: a record may be spoken of and not be described for this reader."""
        return [one for one in self.view.about(record) if one.kind in kinds]


def found(ledger: Ledger, **wanted: Any) -> set[str]:
    """The items listed, from two pages; each is there once and counted."""
    pages = [listed(ledger.at, first=0, many=2, **wanted)]
    if pages[0].total > 2:
        pages.append(listed(ledger.at, first=2, many=2, **wanted))
    records = [item.record for page in pages for item in page.items]
    assert len(set(records)) == len(records) == min(4, pages[0].total)
    return set(records)


@on_each_engine(5, 2, drawn=registers(), wanted=points)
def test_items_are_the_kernels(shared_database: Database, drawn: Drawn, wanted: Any) -> None:
    with shared_database.rolled_back():
        for ledger in seen_from(drawn, wanted):
            expected = Expected(ledger)
            assert found(ledger) == expected.having()
            assert found(ledger, plan=an_id(HOLDERS[0])) == expected.having(plan=an_id(HOLDERS[0]))
            for answer in ("none", "disputed", "complete"):
                assert found(ledger, question=QUESTION, answer=answer) == expected.having(answer=answer)
            assert found(ledger, holder=an_id(PARTIES[0])) == expected.having(holder=an_id(PARTIES[0]))
            both = {"party": an_id(PARTIES[1]), "framework": FRAMEWORK}
            assert found(ledger, **both) == expected.having(**both)
            check_rows(ledger, expected)


def check_rows(ledger: Ledger, expected: Expected) -> None:
    page = listed(ledger.at)
    for item in page.items:
        fact = next(fact for fact in expected.items if fact.about == item.record)
        assert item.fact.plain() | {"citations": []} == fact.plain() | {"citations": []}
        questions = [q for _, q in expected.view.questions(item.record) if q.startswith("grade/")]
        graded = {q: expected.stands(item.record, q) for q in questions}
        assert {question: values for question, values, _ in item.grades} == {q: v for q, v in graded.items() if v}
    view, who = holders(ledger.at)
    assert set(who) == {view.aliases[fact.payload.holder] for fact in expected.items}


def _a_plan(scope: str, plan: str) -> list[Draft]:
    return [
        *(Draft(kind("party", category="state"), an_id(name), scope=scope) for name in "AB"),
        Draft(kind("partnership", parties=[an_id("A"), an_id("B")]), scope, scope=scope),
        Draft(kind("plan", framework=FRAMEWORK, partnership=scope), plan, scope=scope),
    ]


def test_a_page_begins_where_the_one_before_it_ended(shared_database: Database) -> None:
    """Also in a plan whose items are for different readers."""
    scope, plan, reader = an_id("P"), an_id("plan"), Reader("b", "secret", frozenset({"B"}))
    drafts = _a_plan(scope, plan)
    for number, text in enumerate(("public", "secret to B", "secret to B", "public", "secret to B")):
        own, marking = an_id(f"item {number}"), Marking.parse(text)
        graded = kind("assessment", axis="completion", track="irm", grade="complete")
        drafts.append(Draft(kind("objective", of=plan, text="t", code=str(number)), own, scope=scope, marking=marking))
        drafts.append(Draft(graded, own, as_of=PartialDate("2016"), scope=scope, marking=marking))
    with shared_database.rolled_back():
        register.record(drafts, actor="tester")
        at = register.resolve(Standpoint(reader=reader))
        for asked in ({}, {"question": QUESTION, "answer": "complete"}):
            pages = [listed(at, first=first, many=2, **asked) for first in (0, 2, 4, 6)]  # type: ignore[arg-type]
            assert [[one.fact.payload.code for one in page.items] for page in pages] == [
                ["0", "1"],
                ["2", "3"],
                ["4"],
                [],
            ]
            assert {page.total for page in pages} == {5}
        assert listed(register.resolve(Standpoint())).total == 2


def test_an_item_of_more_markings_than_are_kept_apart_is_listed_all_the_same(shared_database: Database) -> None:
    scope, plan, goal = an_id("P"), an_id("plan"), an_id("goal")
    day, drafts = PartialDate("2016"), _a_plan(scope, plan)
    drafts.append(Draft(kind("tally", total=1), plan, as_of=day, scope=scope))
    drafts.append(Draft(kind("objective", of=plan, text="t"), goal, scope=scope))
    for number, grade in enumerate(("complete", "limited", "substantial") * 3):
        graded, marking = kind("assessment", axis="completion", track="irm", grade=grade), f"restricted to G{number}"
        drafts.append(Draft(graded, goal, as_of=day, scope=scope, marking=Marking.parse(marking)))
    with shared_database.rolled_back():
        register.record(drafts, actor="tester")
        told = {"G0": "complete", "G1": "limited", "G0 G3": "complete", "G0 G1": "disputed", "": "none"}
        for groups, answer in told.items():
            at = register.resolve(Standpoint(reader=Reader("some", "restricted", frozenset(groups.split()))))
            found = [one for one in set(told.values()) if listed(at, question=QUESTION, answer=one).total]
            assert found == [answer]
            assert [line.counts.get(QUESTION, {}) for line in plans(at)[1]] == [{answer: 1} if groups else {}]


@on_each_engine(5, 2, drawn=registers(), wanted=points)
def test_orders_are_kept_over_pages(shared_database: Database, drawn: Drawn, wanted: Any) -> None:
    with shared_database.rolled_back():
        for ledger in seen_from(drawn, wanted):
            everything = {item.record for item in listed(ledger.at).items}
            for order in ORDERS:
                pages = [listed(ledger.at, order=order, question=QUESTION, first=n, many=2) for n in (0, 2)]
                assert {item.record for page in pages for item in page.items} == everything
            codes = [ordered_code(item.fact.payload.code) for item in listed(ledger.at, order="code").items]
            assert codes == sorted(codes)
            due = [item.fact.payload.target for item in listed(ledger.at, order="due").items]
            days = [when.latest.toordinal() if when else 10**9 for when in due]
            assert days == sorted(days)
            said = [item.last for item in listed(ledger.at, order="said").items]
            latest = [when is not None for when in said]
            assert latest == sorted(latest, reverse=True)


@on_each_engine(5, 2, drawn=registers(), wanted=points)
def test_the_portfolio_is_the_kernels(shared_database: Database, drawn: Drawn, wanted: Any) -> None:
    with shared_database.rolled_back():
        for ledger in seen_from(drawn, wanted):
            expected = Expected(ledger)
            kernel = ledger.view
            _, lines = plans(ledger.at)
            shown = {fact.about for kind in ("plan", "package") for fact in kernel.of_kind(kind)}
            assert sorted(line.fact.about for line in lines) == sorted(shown)
            for line in lines:
                own = [fact for fact in expected.items if kernel.aliases[fact.payload.of] == line.fact.about]
                assert line.items == len(own)
                stands = [expected.stands(fact.about) for fact in own]
                counts = Counter("disputed" if len(values) > 1 else values[0] for values in stands if values)
                assert line.counts.get(QUESTION, {}) == counts
            _, some = plans(ledger.at, Wanted(question=QUESTION, answer="complete"))
            # what its items are of may be spoken of, and not yet be said to be a plan
            complete = (fact for fact in expected.items if expected.stands(fact.about) == ("complete",))
            inside = [kernel.aliases[fact.payload.of] for fact in complete]
            assert {line.fact.about: line.items for line in some} == Counter(own for own in inside if own in shown)
