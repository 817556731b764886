"""Reviews for tests: a process that was written after the engine, with a register under it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.test import override_settings

from servanda import register
from servanda.exchange.registerfile.load import load
from servanda.kernel.dates import PartialDate
from servanda.kernel.reviews import Reviewing
from servanda.kernel.standpoint import Standpoint
from servanda.ledger import clock
from servanda.review import Answer, Hand, look, open_review, submit

DATA = Path(__file__).parents[1] / "data"
FRAMEWORKS = DATA / "frameworks"
RIVERS = DATA / "five-rivers.yaml"
HOLDER, STAFF, CHAIR = Hand("the Water Office's desk"), Hand("the secretariat's desk"), Hand("the chair")


@contextmanager
def own_frameworks(folder: Path = FRAMEWORKS) -> Iterator[None]:
    """Have the frameworks of a folder known beside the shipped ones."""
    with override_settings(SERVANDA_FRAMEWORKS=str(folder)):
        yield


@contextmanager
def on(day: str, hour: int = 9) -> Iterator[None]:
    """Let the register's clock stand at a moment."""
    real, moment = clock.now, datetime.fromisoformat(day).replace(hour=hour, tzinfo=UTC)
    clock.now = lambda: moment
    try:
        yield
    finally:
        clock.now = real


def build() -> None:
    """Load the register of the five rivers."""
    with own_frameworks():
        load(RIVERS, frameworks=register.frameworks())


def known(ref: str) -> str:
    """The identifier of a record, whoever may see it."""
    return register.find(ref, register.resolve(Standpoint()))


def opened(step: str = "holders-report", name: str = "works-review") -> str:
    """Begin a review of the works of 2026."""
    period = PartialDate("2026/2027")
    plans = [known("works-2026")]
    return open_review("five-rivers", known("mirelle-rivers"), plans, CHAIR, period=period, name=name, step=step)


def seen(review: str) -> Reviewing:
    """The review as anyone sees it now."""
    return look(review, register.resolve(Standpoint()))


def answered(review: str, work: str, track: str, grade: str, hand: Hand = HOLDER, **words: Any) -> None:
    """Submit a grade."""
    submit(review, known(work), track, replace(Answer({"state": grade}), **words), hand)
