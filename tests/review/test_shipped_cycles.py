"""The cycles that are shipped are run by the same engine: each from its data, to its lock."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import servanda.frameworks
from servanda import register
from servanda.accounts.roles import ROLES
from servanda.brief.reviews import ReviewTold
from servanda.frameworks import Framework, load_all
from servanda.kernel.dates import PartialDate
from servanda.kernel.identity import random_id
from servanda.kernel.reviewguards import GUARDS, moves
from servanda.kernel.reviews import Reviewing
from servanda.kernel.standpoint import Standpoint
from servanda.ledger import clock
from servanda.register import Draft
from servanda.review import Answer, Hand, approve, lock, look, move, open_review, submit
from tests.support.databases import Database, Databases
from tests.support.registers import an_id, kind
from tests.support.reviewed import FRAMEWORKS, own_frameworks

SHIPPED = Path(servanda.frameworks.__file__).parent / "data"
# what an office adds to a process whose scale is not public: an edition of its own, with a working scale
SCALE = """
axes:
  - slug: progress
    label: {en: Progress (the office's own scale)}
    tracks: [self, staff, joint]
    grades:
      - {slug: not-begun, label: {en: not begun}}
      - {slug: in-progress, label: {en: in progress}}
      - {slug: completed, done: true, label: {en: completed}}

steps:
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of frameworks with an office's own edition."""
    text = (SHIPPED / "parp.yaml").read_text(encoding="utf-8")
    assert text.count("\nsteps:\n") == 1
    own = text.replace("edition: 2024", "edition: 2026-02").replace("\nsteps:\n", SCALE)
    (tmp_path / "office.yaml").write_text(own, encoding="utf-8")
    return tmp_path


@pytest.fixture
def empty(databases: Databases, folder: Path) -> Iterator[Database]:
    """Give an empty register that knows the office's edition."""
    with databases.fresh("sqlite") as fresh, own_frameworks(folder):
        yield fresh


def planned(framework: str) -> str:
    """Record a partnership with a plan of two objectives; gives the plan."""
    scope, plan, party = an_id("scope"), an_id("plan"), an_id("party")
    what = [
        Draft(kind("party", category="state"), party, scope=scope),
        Draft(kind("partnership", parties=[party, an_id("other")]), scope, scope=scope),
        Draft(kind("party", category="organisation"), an_id("other"), scope=scope),
        Draft(kind("plan", framework=framework, partnership=scope, period="2022/2025"), plan, scope=scope),
    ]
    for number in (1, 2):
        payload = kind("objective", of=plan, code=str(number), text=f"objective {number}", holder=party)
        what.append(Draft(payload, an_id(f"objective {number}"), scope=scope))
    register.record(what, actor="the test")
    return plan


def met() -> None:
    scope, own = an_id("scope"), random_id()
    source = Draft(kind("source", title="Minutes", publisher="The body"), an_id("minutes"), scope=scope)
    held = kind("meeting", partnership=scope, plans=[an_id("plan")], participants=[an_id("party")])
    fact = Draft(held, random_id(), PartialDate.of(clock.today()), scope, id=own)
    register.record([source, fact, Draft(kind("citation", source=an_id("minutes")), own)], actor="the test")


def seen(review: str) -> Reviewing:
    return look(review, register.resolve(Standpoint()))


@pytest.mark.parametrize("framework", ["parp", "ogp-action-plan", "upr", "greco"])
def test_a_shipped_cycle_runs_whole(empty: Database, framework: str) -> None:
    plan = planned(framework)
    review = open_review(framework, an_id("scope"), [plan], Hand("the desk"))
    met()
    held: list[str] = []
    for _ in range(60):
        one = seen(review)
        if not (open_ := one.course.open):
            free = [m for m in moves(one.course) if m.does == "open" and m.is_free]
            ahead = [m for m in free if (s := one.course.stand(m.step)) is not None and s.state == "ahead"]
            if not ahead:
                break
            move(review, ahead[0].step, "open", Hand("the desk"))
            continue
        step = open_[0].step
        for objective, axis, track in one.course.asked(step):
            grades = [grade.slug for grade in _framework(framework).axis(axis).grades]  # type: ignore[union-attr]
            grade = grades[len(track) % len(grades)]
            departs = one.course.departs((objective, axis, track), grade)
            reason = next(iter(sorted(one.course.rules.departures)), "") if departs else ""
            answer = Answer({axis: grade}, reason=reason, departure="Read otherwise." if departs else "")
            submit(review, objective, track, answer, Hand(f"voice of {track}"))
        if step.approves:
            approve(review, step.slug, Hand("the approver"))
        (closing,) = [m for m in moves(seen(review).course) if (m.does, m.step) == ("close", step.slug)]
        held += [block.guard for block in closing.blocks]
        # whether a text was put to silence is not played here: it is held back, and recorded as it happened
        assert {block.guard for block in closing.blocks} <= {"text-adopted"}
        move(review, step.slug, "close", Hand("the desk"), even_so=not closing.is_free, words="As it was agreed.")
    lock(review, Hand("the desk"))
    told = ReviewTold(seen(review), register.frameworks())
    states = {step.state for step in told.steps()}
    assert states <= {"closed", "ahead"}
    assert all(stand.step.optional for stand in told.one.course.stands if stand.state == "ahead")
    assert told.one.course.voices
    assert bool(told.differing()) == _several_answer(told)
    assert held == (["text-adopted"] if framework == "parp" else [])


def _framework(slug: str) -> Framework:
    return register.frameworks()[slug]


def _several_answer(told: ReviewTold) -> bool:
    """Whether the cycle asks more than one voice on any axis."""
    rules = told.one.course.rules
    by_axis: dict[str, set[str]] = {}
    for step in rules.steps:
        for axis, track in rules.asked_of(step):
            by_axis.setdefault(axis, set()).add(track)
    return any(len(tracks) > 1 for tracks in by_axis.values())


def test_every_cycle_names_roles_and_guards_that_there_are() -> None:
    for framework in (*load_all().values(), *load_all(FRAMEWORKS).values()):
        for step in framework.cycle.steps if framework.cycle else ():
            assert set(step.acts) <= set(ROLES), (framework.slug, step.slug)
            assert {*step.opens_when, *step.closes_when} <= set(GUARDS), (framework.slug, step.slug)
        assert set(framework.reviewed_by.locks_when) <= set(GUARDS)


def test_without_a_scale_a_review_runs_and_asks_for_no_grades(databases: Databases) -> None:
    with databases.fresh("sqlite"):
        review = open_review("parp", an_id("scope"), [planned("parp")], Hand("the desk"), step="updated-survey")
        assert all(seen(review).course.asked(step) == () for step in seen(review).course.rules.steps)
        move(review, "updated-survey", "close", Hand("the desk"))
