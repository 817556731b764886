"""Announcing: every result once, however many look, whenever they run; and again only where it is found otherwise."""

import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from threading import Barrier

import pytest
from django.db import connection

from servanda import register
from servanda.brief import compose
from servanda.kernel.dates import PartialDate
from servanda.kernel.marking import Marking, Reader
from servanda.kernel.standpoint import Standpoint
from servanda.kernel.view import Fact
from servanda.ledger import clock
from servanda.register import Draft
from servanda.register.keeping.announcing import Due, announce, due
from servanda.register.writing.moments import tolerance
from tests.cli.running import command, environment
from tests.support.databases import ENGINES, Database, Databases
from tests.support.registers import an_id, kind
from tests.support.small import SCOPE, SOURCE, small_register

OPEN_FOR = timedelta(hours=1)


def build() -> None:
    """A small register with two texts under silence for an hour."""
    small_register()
    for name in ("one", "two"):
        register.record(_opening(name), actor="tester")


def _opening(name: str) -> list[Draft]:
    now = clock.now().replace(microsecond=0)
    text, fact = an_id(f"text {name}"), an_id(f"opening {name}")
    payload = kind(
        "procedure", partnership=SCOPE, decides=text, parties=[an_id("A"), an_id("B")],
        expires=(now + OPEN_FOR).isoformat(),
    )  # fmt: skip
    return [
        Draft(kind("text-version", title=f"Text {name}", number=1), text, scope=SCOPE),
        Draft(payload, an_id(f"silence {name}"), PartialDate(now.isoformat()), SCOPE, id=fact),
        Draft(kind("citation", source=SOURCE, at="page 1"), fact),
    ]


@pytest.fixture(params=ENGINES)
def opened(request: pytest.FixtureRequest, databases: Databases) -> Iterator[Database]:
    """Give a register with two texts that are open, on each engine."""
    with databases.fresh(request.param, "two texts under silence", build) as fresh:
        yield fresh


@pytest.fixture
def one_engine(databases: Databases) -> Iterator[Database]:
    """Give the same on SQLite."""
    with databases.fresh("sqlite", "two texts under silence", build) as fresh:
        yield fresh


def expired(monkeypatch: pytest.MonkeyPatch, after: timedelta = timedelta(days=3)) -> datetime:
    """Let the time be long after the expiry: nothing ran in between."""
    real = clock.now() + OPEN_FOR + after
    monkeypatch.setattr(clock, "now", lambda: real)
    return real


def announcements() -> tuple[Fact, ...]:
    return register.procedures_view(register.resolve(Standpoint())).of_kind("announcement")


def object_to(name: str, ago: timedelta) -> None:
    """Record an objection that was received a while before the expiry."""
    fact = an_id(f"objection {name}")
    opening = register.procedures_view(register.resolve(Standpoint())).about(an_id(f"silence {name}"), "procedure")[0]
    received = opening.payload.expires.moment - ago
    payload = kind("reply", party=an_id("B"), what="objection")
    reply = Draft(payload, an_id(f"silence {name}"), PartialDate(received.isoformat()), SCOPE, id=fact)
    register.record([reply, Draft(kind("citation", source=SOURCE), fact)], actor="tester")


def test_nothing_is_announced_before_its_time(one_engine: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    assert list(due()) == []
    expired(monkeypatch, timedelta(seconds=-2))
    assert list(due()) == []
    expired(monkeypatch, -OPEN_FOR + tolerance() - timedelta(seconds=2))
    assert list(due()) == []  # it has run out, and another clock may not have reached it yet


def test_what_ran_out_while_nothing_ran_is_announced_once_as_of_its_own_moment(
    one_engine: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = expired(monkeypatch)
    made = [announce(one, actor="work") for one in list(due())]
    assert None not in made
    assert len(made) == 2
    assert list(due()) == []
    for fact in announcements():
        assert fact.payload.result == "adopted"
        assert fact.payload.decided.moment < now - timedelta(days=2)
        assert [cited.at for cited in fact.citations] == ["page 1"]
        assert fact.entry.actor == "work"


def test_an_objection_that_is_entered_late_makes_a_new_result_to_announce(
    one_engine: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    expired(monkeypatch)
    for one in list(due()):
        announce(one, actor="work")
    object_to("one", timedelta(seconds=1))
    (again,) = due()
    assert announce(again, actor="work") is not None
    assert sorted(fact.payload.result for fact in announcements()) == ["adopted", "adopted", "broken"]
    assert list(due()) == []
    view = register.partnership_view(SCOPE, register.resolve(Standpoint()))
    told = [part for part in compose(view, SCOPE, register.frameworks()).sections if part.key == "decisions"]
    wrong = [sentence.text for sentence in told[0].sentences if sentence.key == "decisions.announced-otherwise"]
    assert len(wrong) == 1
    assert "“Text one” (version 1) was adopted; by what is known now it is not adopted." in wrong[0]


def test_an_objection_entered_between_looking_and_announcing_is_heard(
    one_engine: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    expired(monkeypatch)
    looked = {one.procedure.record: one for one in due()}
    object_to("one", timedelta(seconds=1))
    assert announce(looked[an_id("silence one")], actor="work") is None
    assert announce(looked[an_id("silence two")], actor="work") is not None
    assert [fact.payload.result for fact in announcements()] == ["adopted"]


def test_an_announcement_that_was_withdrawn_is_not_made_again_by_itself(
    one_engine: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    expired(monkeypatch)
    made = [announce(one, actor="work") for one in list(due())]
    register.record([Draft(kind("withdraws", reason="too early"), made[0] or "")], actor="tester")
    assert [announce(one, actor="work") for one in list(due())] == [None]


def test_an_announcement_is_as_hidden_as_what_it_announces(
    one_engine: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    restricted = Marking.parse("restricted to A")
    register.record([replace(one, marking=restricted) for one in _opening("hidden")], actor="tester")
    expired(monkeypatch)
    for one in list(due()):
        announce(one, actor="work")
    reader = Reader("a", "restricted", frozenset({"A"}))
    view = register.procedures_view(register.resolve(Standpoint(reader=reader)))
    assert sorted(fact.entry.marking.text for fact in view.of_kind("announcement")) == [
        "public", "public", "restricted to A",
    ]  # fmt: skip
    assert len(announcements()) == 2


def test_history_is_told_and_not_announced(one_engine: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """A text whose opening was entered after it had been decided."""
    start = clock.now().replace(microsecond=0) - timedelta(days=900)
    drafts = _opening("old")
    payload = drafts[1].payload.model_copy(
        update={"expires": kind("extension", expires=(start + OPEN_FOR).isoformat()).expires}  # type: ignore[attr-defined]
    )
    old = Draft(payload, drafts[1].about, PartialDate(start.isoformat()), SCOPE, id=drafts[1].id)
    register.record([drafts[0], old, drafts[2]], actor="tester")
    expired(monkeypatch)
    assert {one.procedure.record for one in due()} == {an_id("silence one"), an_id("silence two")}


def test_two_workers_at_once_announce_each_result_once(opened: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    expired(monkeypatch)
    found: list[Due] = list(due())
    start = Barrier(4)

    def work(_number: int) -> list[str | None]:
        try:
            start.wait()
            return [announce(one, actor="work") for one in found]
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as workers:
        made = [one for each in workers.map(work, range(4)) for one in each if one is not None]
    assert len(made) == 2
    assert sorted(fact.payload.result for fact in announcements()) == ["adopted", "adopted"]


def test_two_programs_at_once_of_which_one_is_killed_announce_each_result_once(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The command itself, over texts that ran out while nothing ran."""
    with monkeypatch.context() as earlier:
        then = clock.now() - timedelta(days=2)
        earlier.setattr(clock, "now", lambda: then)
        build()
    line = command("work")
    running = [subprocess.Popen(line, env=environment(sqlite_database.url), stdout=subprocess.PIPE) for _ in range(2)]
    with suppress(subprocess.TimeoutExpired):
        running[0].wait(timeout=Random(20261127).uniform(0.2, 2))
    running[0].kill()
    said = [one.communicate(timeout=60)[0].decode() for one in running]
    assert running[1].returncode == 0
    assert sum(words.count("announced: ") for words in said) <= 2
    assert len(announcements()) == 2
