"""The policy is pure: what it answers, and that each answer says which rules decided."""

from datetime import date

import pytest

from servanda.accounts import policy, roles
from servanda.accounts.policy import EVERYWHERE, Cleared, Dated, Granted, Limits, Place, Who, may, views_of
from servanda.kernel.marking import ANYONE, LEVELS, Marking, Reader

TODAY = date(2026, 11, 27)
ALWAYS = Dated(date(2026, 1, 1))
HERE, ELSEWHERE, PLAN = Place.of("p"), Place.of("q"), Place.of("plan", "p")


def someone(role: str = "", place: str = "p", dated: Dated = ALWAYS, **more: object) -> Who:
    grants = (Granted(role, place, dated),) if role else ()
    return Who("0" * 32, "Somebody", grants=grants, **more)  # type: ignore[arg-type]


def test_whoever_is_not_signed_in_does_nothing() -> None:
    for act in roles.ACTS:
        answer = may(None, act, EVERYWHERE, TODAY)
        assert not answer.allowed
        assert "not signed in" in answer.rules[0]


@pytest.mark.parametrize(
    "role", [role for role in roles.ROLES.values() if not role.only_whole], ids=lambda one: one.name
)
def test_a_role_gives_what_its_line_says_where_it_is_held_and_inside_it_and_nothing_else(role: roles.Role) -> None:
    who = someone(role.name)
    for act in roles.ACTS:
        for place, is_here in ((HERE, True), (PLAN, True), (ELSEWHERE, False), (EVERYWHERE, False)):
            answer = may(who, act, place, TODAY)
            assert answer.allowed == (is_here and act in role.acts), (act, place)
            assert answer.rules
        assert policy.may_anywhere(who, act, TODAY) == (act in role.acts)


def test_what_is_held_for_a_plan_does_not_reach_its_partnership() -> None:
    who = someone("coordinator", "plan")
    assert may(who, roles.RECORD, PLAN, TODAY).allowed
    assert not may(who, roles.RECORD, HERE, TODAY).allowed


def test_a_contributor_reports_and_describes_nothing_anew() -> None:
    who = someone("contributor")
    assert may(who, roles.RECORD, HERE, TODAY, "progress").allowed
    answer = may(who, roles.RECORD, HERE, TODAY, "partnership")
    assert not answer.allowed
    assert "Coordinator" in answer.rules[0]
    assert "does not give this right" in answer.rules[1]


@pytest.mark.parametrize(
    ("dated", "said"),
    [
        (Dated(date(2026, 12, 1)), "begins only on 2026-12-01"),
        (Dated(date(2026, 1, 1), date(2026, 11, 26)), "ended on 2026-11-26"),
        (Dated(date(2026, 1, 1), None, TODAY), "was taken back on 2026-11-27"),
    ],
)
def test_a_role_counts_from_its_first_day_to_its_last(dated: Dated, said: str) -> None:
    answer = may(someone("coordinator", dated=dated), roles.IMPORT, HERE, TODAY)
    assert not answer.allowed
    assert said in answer.rules[1]


def test_the_last_day_counts() -> None:
    last = Dated(date(2026, 1, 1), TODAY)
    assert may(someone("coordinator", dated=last), roles.IMPORT, HERE, TODAY).allowed


def test_the_answer_names_the_post_that_gave_the_right() -> None:
    held = Granted("coordinator", "p", ALWAYS, "Desk")
    answer = may(Who("0" * 32, "Somebody", grants=(held,)), roles.ISSUE, HERE, TODAY)
    assert answer.post == "Desk"
    assert "by the post “Desk”" in answer.rules[0]


def test_an_administrator_sees_no_marked_statement_and_records_nothing() -> None:
    who = someone("administrator", "")
    assert views_of(who, TODAY) == (ANYONE,)
    assert not any(may(who, act, HERE, TODAY).allowed for act in (roles.RECORD, roles.CORRECT, roles.IMPORT))


def test_nobody_clears_or_appoints_himself() -> None:
    who = someone("administrator", "")
    assert policy.may_clear(who, "1" * 32, (), TODAY).allowed
    assert not policy.may_clear(who, who.person, (), TODAY).allowed
    assert not policy.may_clear(who, None, (who.person,), TODAY).allowed
    assert not policy.may_appoint(who, "coordinator", HERE, who.person, TODAY).allowed
    assert not policy.may_appoint(who, "coordinator", HERE, None, TODAY, (who.person,)).allowed
    assert policy.may_appoint(who, "coordinator", HERE, "1" * 32, TODAY).allowed
    assert policy.may_appoint(who, "coordinator", HERE, None, TODAY, ("1" * 32,)).allowed


def test_a_coordinator_makes_no_administrator() -> None:
    who = someone("coordinator")
    assert policy.may_appoint(who, "assessor", HERE, "1" * 32, TODAY).allowed
    assert not policy.may_appoint(who, "administrator", HERE, "1" * 32, TODAY).allowed
    assert not policy.may_appoint(who, "administrator", EVERYWHERE, "1" * 32, TODAY).allowed
    of_all = someone("coordinator", "")
    assert policy.may_appoint(of_all, "chair", EVERYWHERE, "1" * 32, TODAY).allowed
    assert not policy.may_appoint(of_all, "administrator", EVERYWHERE, "1" * 32, TODAY).allowed
    chief = someone("administrator", "")
    assert policy.may_appoint(chief, "administrator", EVERYWHERE, "1" * 32, TODAY).allowed
    assert not policy.may_appoint(chief, "administrator", HERE, "1" * 32, TODAY).allowed


def test_a_token_narrows_and_never_widens() -> None:
    reading = someone("coordinator", "", limits=Limits())
    assert not any(may(reading, act, HERE, TODAY).allowed for act in (roles.RECORD, roles.IMPORT, roles.APPOINT))
    writing = someone("coordinator", "", limits=Limits(may_write=True, place="p"))
    assert may(writing, roles.RECORD, PLAN, TODAY).allowed
    assert not may(writing, roles.RECORD, ELSEWHERE, TODAY).allowed
    assert not may(writing, roles.APPOINT, HERE, TODAY).allowed
    assert not may(someone(limits=Limits(may_write=True)), roles.RECORD, HERE, TODAY).allowed
    chief = someone("administrator", "", limits=Limits(may_write=True))
    assert not any(policy.may_anywhere(chief, act, TODAY) for act in (roles.ADMINISTER, roles.CLEAR, roles.APPOINT))


MARKINGS = [Marking()] + [
    Marking(False, level, groups) for level in LEVELS for groups in ((), ("A",), ("B",), ("A", "B"))
]


def test_someone_with_several_clearances_reads_by_each_of_them_and_by_no_mixture() -> None:
    both = (Cleared("restricted", frozenset("A"), ALWAYS), Cleared("secret", frozenset("B"), ALWAYS))
    views = views_of(Who("0" * 32, "Somebody", clearances=both), TODAY)
    assert [view.clearance for view in views] == ["secret", "restricted", None]
    for marking in MARKINGS:
        by_one = any(Reader("x", one.level, one.groups).may_read(marking) for one in both)
        assert any(view.may_read(marking) for view in views) == by_one, marking


def test_a_clearance_that_ended_shows_nothing() -> None:
    ended = Cleared("secret", frozenset("B"), Dated(date(2026, 1, 1), date(2026, 2, 1)))
    assert views_of(Who("0" * 32, "Somebody", clearances=(ended,)), TODAY) == (ANYONE,)


def test_every_role_says_what_it_is_for_and_every_act_is_given_by_some_role() -> None:
    assert all(role.title and role.summary for role in roles.ROLES.values())
    assert all(roles.giving(act) for act in roles.ACTS)
