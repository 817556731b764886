"""A made-up plan that is reported on each quarter: grades that fall, reports after completion, deadlines that move.

Its tracker comes in two states, the second with one quarter more. No state or body of it exists.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from servanda import register
from servanda.kernel.dates import PartialDate
from servanda.register import Draft
from tests.support.registers import an_id, kind

SCOPE, PLAN = "freedonia-open", "freedonia-plan"
BODIES = {"statistics": "Statistics Freedonia", "treasury": "Treasury of Freedonia", "archives": "National Archives"}
GRADES = {"N": "not-started", "L": "limited", "S": "substantial", "C": "complete"}
WORDS = {
    "N": "Work has not begun.",
    "L": "A first draft is with the partners.",
    "S": "The service is open to a first group of users.",
    "C": "It is done and open to all.",
}


@dataclass(frozen=True)
class Indicator:
    """An item: its code, text, holder, what was reported each quarter ("." is no report), and its deadlines as said."""

    code: str
    text: str
    holder: str
    reports: str
    due: str = ""
    words: str = ""
    moved_to: str = ""


INDICATORS = (
    Indicator("F01.1.1", "An open data portal has a page for each ministry", "statistics", ".S.CCCCSCCCC", "2021-06"),
    Indicator("F01.1.2", "Data are described in two languages", "statistics", "LLSSSSSCCCCC", "2023-03", "", "2024-06"),
    Indicator("F01.2.1", "Statistics of accessibility have a hub", "statistics", "NLLLSSSSSSSC", words="By fall 2022"),
    Indicator("F02.1.1", "Contracts are published", "treasury", "SSSSLLSSSSSS", "2022-12", "", "2023-12"),
    Indicator("F02.1.2", "Owners of companies that win tenders are named", "treasury", "..LLLLLLLSSL", words="Ongoing"),
    Indicator("F02.2.1", "The budget can be read by anyone", "treasury", "NNLSCCCC....", "2023-06"),
    Indicator("F03.1.1", "Meetings of ministers are listed", "archives", "LLLSSSCCSCCC", "2023-12", "", "2024-12"),
    Indicator("F03.1.2", "Closed records are reviewed", "archives", "......LLLLLL", words="Each February"),
)  # fmt: skip


def quarters() -> list[tuple[str, date]]:
    """The twelve quarters of 2022 to 2024: as a period, and their last days."""
    found = []
    for at in range(12):
        year, month = 2022 + at // 4, at % 4 * 3 + 1
        end = date(year + month // 10, (month + 2) % 12 + 1, 1) - timedelta(days=1)
        found.append((f"{year}-{month:02}/{year}-{month + 2:02}", end))
    return found


def build() -> None:
    """Record the plan, its first eleven quarters, then the last one with the deadlines that moved."""
    register.record(list(_plan()), actor="tester")
    register.record(list(_reported("first", range(11))), actor="tester")
    register.record([*_reported("second", range(11, 12)), *_moved()], actor="tester")


def _record(name: str, kind_name: str, **content: object) -> Draft:
    return Draft(kind(kind_name, **content), an_id(name), scope=an_id(SCOPE), id=an_id(f"{name} is"))


def _called(name: str, text: str) -> Iterator[Draft]:
    scope = an_id(SCOPE)
    yield Draft(kind("name", text=text, language="en"), an_id(name), scope=scope)
    yield Draft(kind("name", text=name, language="en", use="slug"), an_id(name), scope=scope)


def _plan() -> Iterator[Draft]:
    scope = an_id(SCOPE)
    yield _record("freedonia", "party", category="state")
    yield _record("coalition", "party", category="organisation")
    yield Draft(kind("partnership", parties=[an_id("freedonia"), an_id("coalition")]), scope, scope=scope)
    for body, name in BODIES.items():
        yield _record(body, "party", category="ministry", within=an_id("freedonia"))
        yield from _called(body, name)
    yield from _called(SCOPE, "Freedonia and open government")
    yield from _called("freedonia", "Freedonia")
    yield from _called("coalition", "Open Freedonia")
    yield _record(PLAN, "plan", framework="ogp-action-plan", partnership=scope, stage=5, period="2022/2024")
    yield from _called(PLAN, "Fifth plan, 2022-2024")
    titles = {"first": "Tracker, first state", "second": "Tracker, second state"}
    for state, day in (("first", "2024-10-24"), ("second", "2025-02-11")):
        yield _record(state, "source", title=titles[state], publisher="Government of Freedonia", published=day)
    for one in INDICATORS:
        yield _indicator(one, one.due)
        yield Draft(kind("name", text=one.code.lower(), language="en", use="slug"), an_id(one.code), scope=scope)
        yield Draft(kind("citation", source=an_id("first"), at=one.code), an_id(f"{one.code} is {one.due}"))


def _indicator(one: Indicator, due: str) -> Draft:
    content: dict[str, object] = {"of": an_id(PLAN), "code": one.code, "text": one.text, "holder": an_id(one.holder)}
    if due:
        content["target"] = due
    if one.words:
        content["target_words"] = one.words
    own = an_id(f"{one.code} is {due}")
    return Draft(kind("objective", **content), an_id(one.code), scope=an_id(SCOPE), id=own)


def _reported(state: str, which: range) -> Iterator[Draft]:
    for at, (period, end) in enumerate(quarters()):
        if at not in which:
            continue
        for one in INDICATORS:
            letter = one.reports[at]
            if letter == ".":
                continue
            own = an_id(f"{one.code} {period}")
            said = {"axis": "completion", "track": "self", "grade": GRADES[letter], "period": period}
            yield Draft(
                kind("assessment", reasoning=WORDS[letter], **said),
                an_id(one.code),
                as_of=PartialDate.of(end),
                scope=an_id(SCOPE),
                said_by=an_id(one.holder),
                id=own,
            )
            yield Draft(kind("citation", source=an_id(state), at=f"row {at + 2}"), own)


def _moved() -> Iterator[Draft]:
    for one in INDICATORS:
        if not one.moved_to:
            continue
        yield _indicator(one, one.moved_to)
        new, old = an_id(f"{one.code} is {one.moved_to}"), an_id(f"{one.code} is {one.due}")
        yield Draft(kind("citation", source=an_id("second"), at=one.code), new)
        yield Draft(kind("replaces", by=new, reason="the deadline moved"), old)
