"""Meetings for tests: on the review of the five rivers, with three works on which the voices are apart or agree."""

from typing import Any

from servanda import register
from servanda.kernel.meetings import Sitting
from servanda.kernel.standpoint import Standpoint
from servanda.meeting import Plan, Said, Wanted, look, plan, put, settle
from servanda.review import move
from tests.support.reviewed import CHAIR, STAFF, answered, known, opened

BEGINS = "2026-06-11T10:00 Europe/Brussels"


def reviewed() -> str:
    """A review in which the voices differ on two works of three, at the step in which both sides meet."""
    review = opened()
    for work, grade in (("gauge", "done"), ("ladder", "nearly-done"), ("bridge", "done")):
        answered(review, work, "holder", grade, reasoning="We say so.")
    move(review, "holders-report", "close", CHAIR)
    move(review, "secretariat-looks", "open", CHAIR)
    for work, grade in (("gauge", "not-begun"), ("bridge", "nearly-done")):
        answered(review, work, "secretariat", grade, STAFF, reason="not-seen", departure="It was not seen.")
    answered(review, "ladder", "secretariat", "nearly-done", STAFF)
    move(review, "secretariat-looks", "close", CHAIR)
    move(review, "at-the-table", "open", CHAIR)
    return review


def planned(review: str = "", name: str = "table-2026", **more: Any) -> str:
    """A meeting on the review and its plan."""
    on = (known("works-2026"), *((review,) if review else ()))
    said: dict[str, Any] = {"begins": BEGINS, "subject": "The works of 2026", "body": known("five-rivers"),
                            "parties": (known("mirelle"), known("secretariat"))}  # fmt: skip
    return plan(Plan(known("mirelle-rivers"), on, ("five-rivers",), name=name, **{**said, **more}), CHAIR)


def sat(meeting: str) -> Sitting:
    """The meeting as anyone sees it now."""
    return look(meeting, register.resolve(Standpoint()))


def items(meeting: str) -> list[str]:
    """What is on its agenda, by what it concerns or its subject."""
    found = []
    for line in sat(meeting).agenda.lines:
        said = sat(meeting).fact(line.put.key).payload
        found.append(line.put.concerns or said.subject.by["en"])
    return found


def put_on(meeting: str, *subjects: str) -> list[str]:
    """Put subjects in words on the agenda; gives the names of all that is on it."""
    put(meeting, [Wanted(subject=subject) for subject in subjects], CHAIR)
    return [line.item for line in sat(meeting).agenda.lines]


def said(meeting: str, place: int, what: str, **more: Any) -> None:
    """Record an outcome of the item at a place, knowing the one that stands."""
    line = sat(meeting).agenda.lines[place - 1]
    settle(meeting, line.item, Said(what, seen=line.version, **more), CHAIR)
