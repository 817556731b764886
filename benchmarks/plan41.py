"""One plan of 41 objectives with a partnership of its own, as an office would enter it: with sources and reasons."""

from collections.abc import Iterator
from datetime import date, timedelta

from benchmarks.drafts import ASSESSOR, ORGANISATION
from benchmarks.shape import AXIS, FRAMEWORK, GRADES, MARKINGS, ROUNDS, TRACK, own
from servanda.kernel.dates import PartialDate
from servanda.kernel.marking import Marking
from servanda.kinds.assessment import Assessment
from servanda.kinds.citation import Citation
from servanda.kinds.fields import Text
from servanda.kinds.joined import Joined
from servanda.kinds.name import Name
from servanda.kinds.objective import Objective
from servanda.kinds.partnership import Partnership
from servanda.kinds.party import Party
from servanda.kinds.plan import Plan
from servanda.kinds.source import Source
from servanda.kinds.step import Step
from servanda.kinds.tally import Tally
from servanda.register.draft import Draft

OBJECTIVES = 41
SCOPE, STATE, PLAN = own("the-partnership"), own("the-state"), own("the-plan")
_SOURCES = tuple(own("the-source", number) for number in range(8))


def drafts() -> Iterator[Draft]:
    """The partnership, its plan with its steps and tallies, 41 objectives and 205 assessments, every fact cited."""
    yield from _frame()
    for number, source in enumerate(_SOURCES):
        published = PartialDate(f"{2012 + number}-06-15")
        report = Source(title=_en(f"Progress report {number}"), publisher="Independent Review", published=published)
        yield Draft(report, source, scope=SCOPE)
    for number in range(OBJECTIVES):
        record = own("the-objective", number)
        content = Objective(
            of=PLAN, code=f"p{number}", text=_en(f"Commitment {number}: publish the registry of holders")
        )
        yield Draft(content, record, scope=SCOPE)
        for turn in range(ROUNDS):
            yield from _assessed(record, number, turn)


def _frame() -> Iterator[Draft]:
    yield Draft(Party(category="state"), STATE, scope=SCOPE)
    yield Draft(Name(text="A state with a plan", language="en"), STATE, scope=SCOPE)
    yield Draft(Partnership(parties=(STATE, ORGANISATION)), SCOPE, scope=SCOPE)
    yield Draft(Name(text="A state with a plan and an organisation", language="en"), SCOPE, scope=SCOPE)
    yield Draft(Name(text="the-plan-of-41", language="en", use="slug"), PLAN, scope=SCOPE)
    yield Draft(
        Plan(framework=FRAMEWORK, partnership=SCOPE, stage=2, period=PartialDate("2012/2020")), PLAN, scope=SCOPE
    )
    facts = (
        Draft(Joined(framework=FRAMEWORK), SCOPE, PartialDate("2011-09-20"), SCOPE, ASSESSOR),
        Draft(Step(step="submitted"), PLAN, PartialDate("2012-04"), SCOPE, ASSESSOR),
        Draft(Tally(total=OBJECTIVES), PLAN, PartialDate("2016-11-15"), SCOPE, ASSESSOR),
    )
    for number, fact in enumerate(facts):
        yield from _cited(fact, own("the-fact", number), 3)


def _assessed(record: str, number: int, turn: int) -> Iterator[Draft]:
    day = date(2012, 1, 10) + timedelta(days=turn * 700 + number * 3)
    content = Assessment(
        axis=AXIS,
        track=TRACK,
        grade=GRADES[min(4, (number + turn) % 3 + turn // 2)],
        reasoning=_en(f"The draft was seen by the reviewers in year {turn + 1}; its registry was open in part."),
    )
    fact = Draft(
        content, record, PartialDate.of(day), SCOPE, ASSESSOR, marking=Marking.parse(MARKINGS[(number + turn) % 8])
    )
    yield from _cited(fact, own("the-assessment", turn, number), turn)


def _cited(fact: Draft, entry: str, source: int) -> Iterator[Draft]:
    yield Draft(fact.payload, fact.about, fact.as_of, fact.scope, fact.said_by, marking=fact.marking, id=entry)
    yield Draft(Citation(source=_SOURCES[source], at="page 4"), entry)


def _en(text: str) -> Text:
    return Text(by={"en": text})
