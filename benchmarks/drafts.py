"""The large register as drafts, for the bulk path of ``servanda.register``."""

import random
from collections.abc import Iterator
from datetime import date, timedelta

from benchmarks.shape import (
    AXIS,
    DAY_SAID,
    FIRST_DAY,
    FRAMEWORK,
    GRADES,
    MARKINGS,
    MONTH_SAID,
    PARTNERSHIP,
    PLAN,
    REPLACED,
    ROUND_DAYS,
    ROUNDS,
    SPREAD_DAYS,
    TRACK,
    own,
    title,
)  # fmt: skip
from servanda.kernel.dates import PartialDate
from servanda.kernel.entries import edtf
from servanda.kernel.marking import Marking
from servanda.kinds.assessment import Assessment
from servanda.kinds.fields import Text
from servanda.kinds.name import Name
from servanda.kinds.objective import Objective
from servanda.kinds.partnership import Partnership
from servanda.kinds.party import Party
from servanda.kinds.plan import Plan
from servanda.kinds.replaces import Replaces
from servanda.register.draft import Draft

ASSESSOR, ORGANISATION = own("assessor"), own("organisation")
_CORRECTED = Replaces(reason=Text(by={"en": "The figure was corrected."}), by="0" * 32)
_MARKINGS = tuple(Marking.parse(text) for text in MARKINGS)
_PAYLOADS = tuple(Assessment(axis=AXIS, track=TRACK, grade=grade) for grade in GRADES)


def frame(partnerships: int) -> Iterator[Draft]:
    """Everything that objectives need: parties, partnerships, plans, and what they are called."""
    for number in range(partnerships):
        scope, state = own("partnership", number), own("state", number)
        yield Draft(Partnership(parties=(state, ORGANISATION)), scope, scope=scope)
        yield Draft(Name(text=f"Partnership {number}", language="en"), scope, scope=scope)
        yield Draft(Party(category="state"), state, scope=scope)
        yield Draft(Name(text=f"State {number}", language="en"), state, scope=scope)
        if number == 0:
            yield Draft(Party(category="organisation"), ORGANISATION, scope=scope)
            yield Draft(Party(category="organisation"), ASSESSOR, scope=scope)
            yield Draft(Name(text="The organisation", language="en"), ORGANISATION, scope=scope)
            yield Draft(Name(text="The independent reviewers", language="en"), ASSESSOR, scope=scope)
        for plan in range(number * PARTNERSHIP // PLAN, (number + 1) * PARTNERSHIP // PLAN):
            content = Plan(framework=FRAMEWORK, partnership=scope, period=PartialDate("2010/2020"))
            yield Draft(content, own("plan", plan), scope=scope)


def objectives(first: int, count: int) -> Iterator[Draft]:
    """What was agreed."""
    for number in range(first, first + count):
        content = Objective(of=own("plan", number // PLAN), code=f"c{number}", text=Text(by={"en": title(number)}))
        yield Draft(content, own("objective", number), scope=own("partnership", number // PARTNERSHIP))


def assessments(turn: int, first: int, count: int) -> Iterator[Draft]:
    """One round of assessments."""
    draw = random.Random(f"{turn}/{first}")
    for number in range(first, first + count):
        day = FIRST_DAY + timedelta(days=turn * ROUND_DAYS + draw.randrange(SPREAD_DAYS))
        yield Draft(
            _PAYLOADS[min(4, int(draw.random() * 3 + turn * 0.6))],
            own("objective", number),
            as_of=edtf(_said(day, draw.random())),
            scope=own("partnership", number // PARTNERSHIP),
            said_by=ASSESSOR,
            marking=draw.choice(_MARKINGS),
            id=own("assessment", turn, number),
        )


def corrections(turn: int, first: int, count: int) -> Iterator[Draft]:
    """The replacements of some assessments of a round, which is drawn again."""
    draw = random.Random(f"{turn}/{first}/replaced")
    for number, old in enumerate(assessments(turn, first, count), start=first):
        if draw.random() >= REPLACED:
            continue
        by = own("correction", turn, number)
        grade = _PAYLOADS[(GRADES.index(old.payload.model_dump()["grade"]) + 1) % len(GRADES)]
        yield Draft(grade, old.about, old.as_of, old.scope, old.said_by, marking=old.marking, id=by)
        yield Draft(_CORRECTED.model_copy(update={"by": by}), own("assessment", turn, number))


def everything(first: int, count: int) -> Iterator[Draft]:
    """Objectives, all rounds and their corrections, in one stream."""
    yield from objectives(first, count)
    for turn in range(ROUNDS):
        yield from assessments(turn, first, count)
        yield from corrections(turn, first, count)


def _said(day: date, draw: float) -> str:
    text = day.isoformat()
    return text if draw < DAY_SAID else text[:7] if draw < MONTH_SAID else text[:4]
