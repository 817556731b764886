"""What is recorded of a text put to decision: moments with their zones, sources, and the rules of its framework."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import override_settings

from servanda import register
from servanda.kernel.dates import PartialDate
from servanda.kernel.procedures import procedure
from servanda.kernel.standpoint import Standpoint
from servanda.ledger import clock
from servanda.register import Draft, Faults, Refusals
from tests.support.databases import Database, Databases
from tests.support.registers import an_id, kind
from tests.support.small import SCOPE, SOURCE, small_register

PROCEDURE, TEXT, A, B = (an_id(name) for name in ("silence", "text", "A", "B"))
NOW = datetime(2026, 6, 10, 12, tzinfo=UTC)

RULES = """\
servanda-framework: 1
slug: compact
edition: 2026
title: {en: Compact}
short: {en: Compact}
text: {en: A compact.}
procedures:
  - {slug: consent, label: {en: consent}, form: concurrence}
  - {slug: quiet, label: {en: quiet}}
"""


def _build() -> None:
    small_register()


@pytest.fixture(scope="module")
def small(databases: Databases) -> Iterator[Database]:
    """Give one small register to the file; each test rolls back what it writes."""
    with databases.fresh("sqlite", "small for moments", _build) as fresh:
        yield fresh


@pytest.fixture(autouse=True)
def clock_stands(small: Database, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the register's clock stand, and undo what the test records."""
    with small.rolled_back():
        # the small register was recorded by the real clock, which is later: the ledger never goes back behind it
        at = register.resolve(Standpoint()).moment
        assert at is not None
        monkeypatch.setattr(clock, "now", lambda: at + timedelta(seconds=1))
        yield


def now() -> datetime:
    return clock.now().replace(microsecond=0)


def said(moment: datetime) -> PartialDate:
    return PartialDate(moment.isoformat())


def opening(**content: Any) -> list[Draft]:
    expires = content.pop("expires", (now() + timedelta(days=2)).isoformat())
    payload = kind(
        "procedure", partnership=SCOPE, decides=TEXT, parties=content.pop("parties", [A, B]), expires=expires, **content
    )
    fact = an_id("opening")
    return [
        Draft(kind("text-version", title="A text", number=1), TEXT, scope=SCOPE),
        Draft(payload, PROCEDURE, said(now() - timedelta(hours=1)), SCOPE, id=fact),
        Draft(kind("citation", source=SOURCE), fact),
    ]


def reply(as_of: PartialDate | None, *, cited: bool = True) -> list[Draft]:
    fact = an_id("reply")
    cites = [Draft(kind("citation", source=SOURCE), fact)] if cited else []
    return [Draft(kind("reply", party=A, what="objection"), PROCEDURE, as_of, SCOPE, id=fact), *cites]


def refused(drafts: list[Draft]) -> tuple[str, str]:
    try:
        register.record(drafts, actor="tester")
    except (Faults, Refusals) as raised:
        (fault,) = raised.faults
        return fault.code, fault.field
    raise AssertionError("it was recorded")


def test_an_objection_needs_its_moment_and_its_source() -> None:
    register.record(opening(), actor="tester")
    assert refused(reply(PartialDate("2026-06-10"))) == ("no-moment", "as_of")
    assert refused(reply(said(now()), cited=False)) == ("no-source", "source")
    register.record(reply(said(now())), actor="tester")


def test_what_is_received_after_it_is_recorded_is_refused_but_for_clocks_a_little_apart() -> None:
    register.record(opening(), actor="tester")
    assert refused(reply(said(now() + timedelta(seconds=90)))) == ("planned-date", "as_of")
    register.record(reply(said(now() + timedelta(seconds=30))), actor="tester")


def test_a_word_of_a_minute_ahead_counts_when_its_moment_has_come(monkeypatch: pytest.MonkeyPatch) -> None:
    register.record(opening(), actor="tester")
    register.record(reply(said(now() + timedelta(seconds=30))), actor="tester")

    def state() -> str:
        view = register.procedures_view(register.resolve(Standpoint()))
        found = procedure(view, PROCEDURE, register.frameworks().rules_of)
        assert found is not None
        assert found.course is not None
        return found.course.state

    assert state() == "open"
    later = clock.now() + timedelta(seconds=31)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert state() == "broken"


def test_where_tomorrow_has_come_elsewhere_its_word_is_seen_today(monkeypatch: pytest.MonkeyPatch) -> None:
    """At 21:00 in UTC it is past midnight in Baku: the day there is after the register's today."""
    evening = (clock.now() + timedelta(days=1)).replace(hour=21)
    monkeypatch.setattr(clock, "now", lambda: evening)
    register.record(opening(), actor="tester")
    baku = datetime.fromisoformat(evening.replace(microsecond=0, tzinfo=None).isoformat() + "+00:00")
    local = baku.astimezone(ZoneInfo("Asia/Baku"))
    assert local.date() > evening.date()
    register.record(reply(said(local)), actor="tester")
    view = register.procedures_view(register.resolve(Standpoint()))
    found = procedure(view, PROCEDURE, register.frameworks().rules_of)
    assert found is not None
    assert found.course is not None
    assert (found.course.state, found.course.since) == ("broken", baku)


def test_where_the_clock_is_put_back_a_decided_text_stays_decided(monkeypatch: pytest.MonkeyPatch) -> None:
    soon = now() + timedelta(seconds=5)
    register.record(opening(expires=soon.isoformat()), actor="tester")
    after = clock.now() + timedelta(minutes=1)
    monkeypatch.setattr(clock, "now", lambda: after)
    register.record(reply(said(after.replace(microsecond=0))), actor="tester")
    back = after - timedelta(hours=1)
    monkeypatch.setattr(clock, "now", lambda: back)
    found = procedure(
        register.procedures_view(register.resolve(Standpoint())), PROCEDURE, register.frameworks().rules_of
    )
    assert found is not None
    assert found.course is not None
    assert (found.course.state, found.course.since) == ("adopted", soon)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ({"expires": "2020-01-01T00:00Z"}, ("bad-span", "expires")),
        ({"framework": "compact"}, ("way-not-allowed", "way")),
        ({"framework": "there-is-none"}, ("no-such-framework", "framework")),
    ],
)
def test_an_opening_keeps_to_its_rules(content: dict[str, Any], fault: tuple[str, str], tmp_path: Path) -> None:
    (tmp_path / "compact.yaml").write_text(RULES, encoding="utf-8")
    with override_settings(SERVANDA_FRAMEWORKS=str(tmp_path)):
        assert refused(opening(**content)) == fault
        register.record(opening(framework="compact", way="concurrence"), actor="tester")


def test_a_framework_may_leave_texts_open_for_so_many_hours_at_least(tmp_path: Path) -> None:
    rules = RULES.replace("{en: quiet}}", "{en: quiet}, form: silence, least_hours: 72, at_expiry: in-time}")
    (tmp_path / "compact.yaml").write_text(rules, encoding="utf-8")
    with override_settings(SERVANDA_FRAMEWORKS=str(tmp_path)):
        assert refused(opening(framework="compact")) == ("too-short", "expires")
        register.record(opening(framework="compact", expires=(now() + timedelta(days=4)).isoformat()), actor="tester")
        view = register.procedures_view(register.resolve(Standpoint()))
        found = procedure(view, PROCEDURE, register.frameworks().rules_of)
        assert found is not None
        assert found.rules.at_expiry == "in-time"
