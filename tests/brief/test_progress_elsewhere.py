"""A partnership's view leaves out the items of its plans: joined with the plan's view they are counted."""

from dataclasses import replace
from pathlib import Path

import pytest

from servanda.brief import compose, merged
from servanda.frameworks import load_all
from tests.brief.telling import section
from tests.brief.test_third_partnership import FRAMEWORK, REGISTER
from tests.support.seen import register, view_of

ITEMS = ("objective", "assessment")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "pact.yaml").write_text(FRAMEWORK, encoding="utf-8")
    register_file = tmp_path / "registers"
    register_file.mkdir()
    (register_file / "river.yaml").write_text(REGISTER, encoding="utf-8")
    return register_file / "river.yaml"


def test_joined_views_are_one(path: Path) -> None:
    whole = view_of(path, "2021-12-31")
    narrative = replace(whole, facts=tuple(fact for fact in whole.facts if fact.kind not in ITEMS))
    items = replace(whole, facts=tuple(fact for fact in whole.facts if fact.kind in (*ITEMS, "plan", "source")))
    assert merged(narrative, items).canonical() == whole.canonical()
    frameworks = load_all(path.parents[1])
    scope = register(path).scope
    assert section(compose(narrative, scope, frameworks), "progress") == []
    assert len(section(compose(merged(narrative, items), scope, frameworks), "progress")) == 2


def test_counts_alone_are_drawn_and_not_told(path: Path) -> None:
    whole = view_of(path, "2021-12-31")
    narrative = replace(whole, facts=tuple(fact for fact in whole.facts if fact.kind not in ITEMS))
    file = register(path)
    counts = {(file.records["plan-1"], "grade/delivery/wardens"): {"kept": 2, "begun": 1}}
    told = compose(narrative, file.scope, load_all(path.parents[1]), counts=counts)
    assert [(count.total, count.grades) for count in told.grades] == [(3, (("begun", "Begun", 1), ("kept", "Kept", 2)))]
    assert section(told, "progress") == []


def test_views_of_two_standpoints_are_not_joined(path: Path) -> None:
    with pytest.raises(ValueError, match="different standpoints"):
        merged(view_of(path, "2021-12-31"), view_of(path, "2021-06-30"))
