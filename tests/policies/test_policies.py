"""Marking policies: those that are shipped are whole, and a fault in one's own is told with file, line and key."""

from pathlib import Path

import pytest

from servanda.errors import InputError, UsageError
from servanda.kernel.marking import LEVELS, PUBLIC, Marking, high_water
from servanda.policies import load_all, load_file, plain
from servanda.policies.loader import SHIPPED

OWN = SHIPPED / "plain.yaml"


def changed(tmp_path: Path, old: str, new: str) -> Path:
    text = OWN.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "own.yaml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def test_what_is_shipped_says_every_level_in_both_languages() -> None:
    policies = load_all()
    assert set(policies) == {"plain", "nato-like", "eu-like"}
    for policy in policies.values():
        assert [one.level for one in policy.levels] == list(LEVELS)
        labels = [policy.name, policy.text, policy.public, policy.releasable, policy.apart]
        labels += [*(one.name for one in policy.levels), *(one.name for one in policy.groups)]
        assert all({"en", "az"} <= set(label.by) for label in labels)


def test_each_says_the_same_value_in_its_own_words() -> None:
    mark = high_water([Marking(False, "secret", ("AZE", "X1"))])
    said = {slug: policy.head_of(mark, "en") for slug, policy in load_all().items()}
    assert said == {
        "plain": "SECRET, RELEASABLE TO AZE, X1",
        "nato-like": "NATO SECRET RELEASABLE TO AZERBAIJAN, X1",
        "eu-like": "SECRET UE/EU SECRET - releasable to Azerbaijan, X1",
    }
    assert load_all()["eu-like"].say(PUBLIC, "az") == "Açıq"
    assert load_all()["eu-like"].unknown_groups(["X1", "EU"]) == ("X1",)


@pytest.mark.parametrize(
    ("old", "new", "line", "key", "sentence"),
    [
        ("level: secret", "level: top-secret", 12, "levels[3].level", "'top-secret' is no level"),
        ("level: secret", "level: restricted", 8, "levels", "does not name each level once"),
        ("{level}, releasable to", "releasable to", 13, "releasable.en", "does not hold {level} and {groups}"),
        ("{en: Public, az", "{em: Public, a", 7, "public", "is not a language tag"),
        ("capitals", "capital", 15, "capital", "'capital' is not a key here"),
    ],
)
def test_a_fault_is_told_where_it_stands(
    tmp_path: Path, old: str, new: str, line: int, key: str, sentence: str
) -> None:
    with pytest.raises(InputError) as told:
        load_file(changed(tmp_path, old, new))
    assert (told.value.code, told.value.line, told.value.key) == ("policy", line, key)
    assert sentence in told.value.sentence


def test_ones_own_folder_is_read_beside_those_that_are_shipped(tmp_path: Path) -> None:
    changed(tmp_path, "slug: plain", "slug: ours")
    assert load_all(tmp_path).named("ours").say(PUBLIC, "en") == "Public"
    with pytest.raises(UsageError, match="no marking policy 'our'"):
        load_all(tmp_path).named("our")
    changed(tmp_path, "servanda-marking-policy: 1", "servanda-marking-policy: 1")
    with pytest.raises(InputError, match="also given by"):
        load_all(tmp_path)
    with pytest.raises(InputError, match="SERVANDA_POLICIES"):
        load_all(tmp_path / "none")


def test_the_plain_one_is_at_hand_without_a_register() -> None:
    assert plain().slug == "plain"
