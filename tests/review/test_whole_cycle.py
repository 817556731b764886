"""A whole cycle with six people, each on his own forms: from the survey to the lock, and told as of every day since."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from servanda import register
from servanda.accounts import changes
from servanda.accounts.models import Person
from servanda.brief.compose import compose
from servanda.brief.reviews import ReviewTold
from servanda.kernel.dates import PartialDate
from servanda.kernel.identity import random_id
from servanda.kernel.reviews import Reviewing
from servanda.kernel.standpoint import Standpoint
from servanda.ledger import clock
from servanda.register import Draft
from servanda.review import Hand, look, open_review
from tests.review.test_shipped_cycles import SCALE, SHIPPED
from tests.support.databases import Databases
from tests.support.people import KEEPER, a_person, signed_in
from tests.support.registers import an_id, kind
from tests.support.reviewed import on, own_frameworks

SCOPE, PACKAGE, SOURCE = an_id("scope"), an_id("package"), an_id("letters")
GOALS = {"1": "defence", "2": "defence", "3": "interior", "4": "interior"}
STEPS_BEFORE = ("survey", "draft-package")


@dataclass(frozen=True)
class Cast:
    """The six people."""

    coordinator: Person
    defence: Person
    interior: Person
    assessor: Person
    delegate: Person
    chair: Person


@pytest.fixture
def cast(databases: Databases, tmp_path: Path) -> Iterator[Cast]:
    """Give the people, and a register with a package of four goals of two ministries."""
    text = (SHIPPED / "parp.yaml").read_text(encoding="utf-8")
    own = text.replace("edition: 2024", "edition: 2026").replace("\nsteps:\n", SCALE)
    (tmp_path / "office.yaml").write_text(own, encoding="utf-8")
    with databases.fresh("sqlite"), own_frameworks(tmp_path), on("2026-01-05"):
        _records()
        yield Cast(
            a_person("Aysel", roles=[("coordinator", SCOPE)]),
            _at_a_desk("Rashad", "defence"),
            _at_a_desk("Leyla", "interior"),
            a_person("Jonas", roles=[("assessor", PACKAGE)]),
            a_person("Anna", roles=[("delegate", PACKAGE)]),
            a_person("Karim", roles=[("chair", PACKAGE)]),
        )


def _records() -> None:
    what = [
        ("state", kind("party", category="state")),
        ("alliance", kind("party", category="organisation")),
        ("defence", kind("party", category="ministry")),
        ("interior", kind("party", category="ministry")),
        ("scope", kind("partnership", parties=[an_id("state"), an_id("alliance")])),
        ("package", kind("package", framework="parp", partnership=SCOPE)),
        ("letters", kind("source", title="Book of letters", publisher="The desk", captured="2026-01-05")),
    ]
    drafts = [Draft(payload, an_id(name), scope=SCOPE) for name, payload in what]
    for code, body in GOALS.items():
        goal = kind("objective", of=PACKAGE, code=code, text=f"Goal {code}", holder=an_id(body))
        drafts.append(Draft(goal, an_id(f"goal {code}"), scope=SCOPE))
    register.record(drafts, actor="the keeper")


def _at_a_desk(name: str, body: str) -> Person:
    desk = changes.make_post(f"Desk of {body}", KEEPER, party=an_id(body))
    changes.grant("contributor", desk, KEEPER, clock.today(), place=PACKAGE)
    return a_person(name, posts=[desk])


class Played:
    """The review as its people play it: every act is a form that one of them sends."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.review = open_review("parp", SCOPE, [PACKAGE], Hand("Aysel"), step="survey")

    def seen(self, day: str | None = None) -> Reviewing:
        as_of = date.fromisoformat(day) if day else None
        return look(self.review, register.resolve(Standpoint(as_of=as_of)))

    def does(self, person: Person, act: str, step: str = "", status: int = 303) -> None:
        response = signed_in(person).post(f"/review/{self.review}/", {"act": act, "step": step})
        assert response.status_code == status, response.content.decode()[-3000:]

    def says(
        self, person: Person, goal: str, track: str, grade: str, words: dict[str, str] | None = None, status: int = 303
    ) -> None:
        sent = {"act": "submit", "grade-progress": grade, **(words or {})}
        response = signed_in(person).post(f"/review/{self.review}/answers/{an_id(f'goal {goal}')}/?track={track}", sent)
        assert response.status_code == status, response.content.decode()[-3000:]

    def step(self, person: Person, slug: str) -> None:
        """Open and close a step in which nothing is asked."""
        self.does(person, "open", slug)
        self.does(person, "close", slug)


def meets() -> None:
    """Hold a meeting on the package today."""
    held = kind("meeting", partnership=SCOPE, plans=[PACKAGE], participants=[an_id("state")])
    _cited(Draft(held, random_id(), PartialDate.of(clock.today()), SCOPE, id=random_id()))


def put_under_silence(number: int, expires: str, follows: str | None = None) -> tuple[str, str]:
    """Put the package's text under silence; gives the text and the procedure."""
    text, procedure = random_id(), random_id()
    version = kind("text-version", title="The package", number=number, of=PACKAGE, follows=follows)
    register.record([Draft(version, text, scope=SCOPE)], actor="Karim")
    put = kind(
        "procedure", partnership=SCOPE, decides=text, parties=[an_id("state"), an_id("alliance")], expires=expires
    )
    _cited(Draft(put, procedure, _moment(), SCOPE, id=random_id()))
    return text, procedure


def objects(procedure: str) -> None:
    """Object in writing, now."""
    _cited(Draft(kind("reply", party=an_id("alliance"), what="objection"), procedure, _moment(), SCOPE, id=random_id()))


def _moment() -> PartialDate:
    return PartialDate(clock.now().replace(microsecond=0).isoformat())


def _cited(fact: Draft) -> None:
    register.record([fact, Draft(kind("citation", source=SOURCE), fact.id or "")], actor="the desk")


def test_six_people_play_a_cycle_and_every_day_of_it_is_told_as_it_was(cast: Cast) -> None:
    with on("2026-01-10"):
        played = Played(cast)
    with on("2026-02-01"):
        played.does(cast.coordinator, "close", "survey")
        played.step(cast.assessor, "draft-package")
        played.does(cast.delegate, "open", "bilateral-talks", status=200)  # a delegate does not act there
    with on("2026-02-10"):
        played.does(cast.chair, "open", "bilateral-talks")
        meets()
        played.does(cast.chair, "close", "bilateral-talks")
    with on("2026-02-20"):
        played.does(cast.chair, "open", "multilateral-consultation")
        meets()
        played.does(cast.chair, "close", "multilateral-consultation")
    _package_is_agreed(played)
    with on("2026-04-01"):
        played.step(cast.coordinator, "implementation")
        played.does(cast.coordinator, "open", "updated-survey")
    _both_assess(played)
    _they_settle(played)
    with on("2026-12-01"):
        played.does(cast.coordinator, "lock")
        _is_told(played)


def _package_is_agreed(played: Played) -> None:
    """Silence is broken once; the changed text is adopted at its expiry, and only then the step is closed."""
    cast = played.cast
    with on("2026-03-02"):
        played.does(cast.chair, "open", "approval")
        text, procedure = put_under_silence(1, "2026-03-05T17:00 Europe/Brussels")
    with on("2026-03-04"):
        objects(procedure)
    with on("2026-03-06"):
        played.does(cast.chair, "close", "approval", status=200)
        put_under_silence(2, "2026-03-10T17:00 Europe/Brussels", follows=text)
    with on("2026-03-10", hour=15):
        played.does(cast.chair, "close", "approval", status=200)
    with on("2026-03-11"):
        played.does(cast.chair, "close", "approval")


def _both_assess(played: Played) -> None:
    """Two ministries report; staff differ on three goals, and say why."""
    cast = played.cast
    with on("2026-05-01"):
        played.says(cast.defence, "1", "self", "completed", {"reasoning": "It is done."})
        played.says(cast.defence, "2", "self", "in-progress")
        played.says(cast.defence, "3", "self", "completed", status=200)  # the other ministry's
        played.says(cast.interior, "3", "self", "completed")
        played.does(cast.defence, "close", "updated-survey", status=200)  # one is missing
        played.says(cast.interior, "4", "self", "in-progress")
        played.does(cast.interior, "close", "updated-survey")
    with on("2026-06-01"):
        played.does(cast.assessor, "open", "assessment")
        why = {"reason": "no-evidence", "departure": "It was not shown."}
        played.says(cast.assessor, "1", "staff", "in-progress", status=200)  # it does not say why
        played.says(cast.assessor, "1", "staff", "in-progress", why)
        played.says(cast.assessor, "2", "staff", "in-progress")
        played.says(cast.assessor, "3", "staff", "not-begun", why)
        played.says(cast.assessor, "4", "staff", "not-begun", why)
        played.says(cast.defence, "1", "staff", "completed", status=200)  # not his voice
        played.does(cast.assessor, "close", "assessment")


def _they_settle(played: Played) -> None:
    """They meet, agree joint grades where they differed, and an Ally's delegate approves what the chair wrote."""
    cast = played.cast
    with on("2026-07-01"):
        played.does(cast.chair, "open", "assessment-talks")
        meets()
        for goal, grade in (("1", "in-progress"), ("3", "in-progress"), ("4", "not-begun")):
            played.says(cast.chair, goal, "joint", grade, {"reason": "agreed", "departure": "Agreed at the table."})
        played.does(cast.chair, "close", "assessment-talks")
    with on("2026-07-10"):
        played.does(cast.chair, "open", "assessment-consultation")
        meets()
        played.does(cast.coordinator, "close", "assessment-consultation")
    with on("2026-08-01"):
        played.does(cast.chair, "open", "assessment-approval")
        played.does(cast.chair, "approve", "assessment-approval", status=200)  # his own work
        played.does(cast.delegate, "approve", "assessment-approval")
        played.does(cast.chair, "close", "assessment-approval")


def _is_told(played: Played) -> None:
    told = ReviewTold(played.seen(), register.frameworks())
    assert sorted((one.title[:1], one.size) for one in told.differing()) == [("1", 1), ("3", 2), ("4", 1)]
    open_then = {
        "2026-01-09": None,
        "2026-01-31": ["survey"],
        "2026-02-15": [],
        "2026-03-10": ["approval"],
        "2026-05-31": [],
        "2026-06-15": [],
        "2026-07-20": [],
    }
    for day, steps in open_then.items():
        if steps is not None:
            assert [one.step.slug for one in played.seen(day).course.open] == steps, day
    # in May only the ministries had spoken; in June the staff had, too
    assert {place[2] for place in played.seen("2026-05-15").course.voices} == {"self"}
    assert {place[2] for place in played.seen("2026-06-15").course.voices} == {"self", "staff"}
    assert played.seen("2026-11-30").course.told.locked is None
    at = register.resolve(Standpoint())
    brief = compose(register.partnership_view(SCOPE, at, 2000), SCOPE, register.frameworks())
    said = " ".join(sentence.text for section in brief.sections for sentence in section.sentences)
    assert "the step “approval of the assessment” was closed on 1 August 2026" in said
    assert "the period was locked on 1 December 2026" in said
    page = signed_in(None).get(f"/review/{played.review}/?as_of=2026-06-15").content.decode()
    assert "No step is open." in page
