"""Loading into a real register: all or nothing, and a second time nothing more."""

from datetime import date
from pathlib import Path

import pytest

from servanda import register
from servanda.errors import InputError, Refused
from servanda.exchange.registerfile import jsonl
from servanda.exchange.registerfile.live import dump_scope
from servanda.exchange.registerfile.load import load
from servanda.kernel.dates import PartialDate
from servanda.kernel.standpoint import Standpoint
from servanda.kernel.view import View
from servanda.kinds.fields import Text
from servanda.kinds.statement import Statement
from servanda.ledger.opening import initialise
from tests.exchange.registerfile.test_diff import FILE
from tests.support.databases import Database, Databases

DEMO = sorted((Path(__file__).parents[3] / "servanda" / "demo").glob("*.yaml"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "register.yaml"
    path.write_text(FILE, encoding="utf-8")
    return path


@pytest.fixture(autouse=True)
def ready(database: Database) -> Database:
    initialise()
    return database


def view() -> View:
    at = register.resolve(Standpoint(as_of=date(2030, 1, 1)))
    return register.partnership_view(register.find("aland-nato", at, "partnership"), at)


def test_a_file_is_loaded_and_the_second_time_changes_nothing(path: Path) -> None:
    first = load(path)
    assert first.changed_anything
    tick = register.resolve(Standpoint()).tick
    again = load(path)
    assert not again.changed_anything
    assert list(again.lines())[-1].endswith("0 missing; 0 new citations of what was there")
    assert register.resolve(Standpoint()).tick == tick
    (fact,) = view().of_kind("tally")
    assert fact.payload.content()["total"] == 41
    assert [cited.at for cited in fact.citations] == ["p4"]


def test_an_edit_is_told_in_words(path: Path) -> None:
    load(path)
    path.write_text(FILE.replace("total: 41", "total: 40"), encoding="utf-8")
    line = next(load(path).lines())
    assert line.startswith("changed: line 15, fact 1 (tally: parp): total: 41 -> 40")
    assert [fact.payload.content()["total"] for fact in view().of_kind("tally")] == [40]


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("as_of: 2008-04-15", "as_of: 2108-04-15", "fact 2 (ended: corps): as_of: 2108-04-15 is after today"),
        ("total: 41", "totl: 41", "fact 1 (tally: parp): totl"),
        ("framework: parp", "framework: parq", "did you mean parp?"),
    ],
    ids=["a planned day", "an unknown key", "an unknown framework"],
)
def test_a_file_at_fault_leaves_the_register_untouched(path: Path, old: str, new: str, sentence: str) -> None:
    path.write_text(FILE.replace(old, new), encoding="utf-8")
    with pytest.raises((InputError, Refused)) as raised:
        load(path, frameworks=register.frameworks())
    assert sentence in str(raised.value)
    assert f"{path}:" in str(raised.value)
    assert register.resolve(Standpoint()).tick == 0


def test_a_dump_loaded_where_it_comes_from_changes_nothing(path: Path, tmp_path: Path) -> None:
    scope = load(path).data["scope"]
    copy = tmp_path / "copy.yaml"
    copy.write_text(dump_scope(scope), encoding="utf-8")
    assert not load(copy).changed_anything


@pytest.mark.parametrize("demo", DEMO, ids=[path.stem for path in DEMO])
def test_the_demonstration_registers_load_twice(demo: Path) -> None:
    first, again = load(demo), load(demo)
    assert again.data["unchanged"] == len(first.data["new"])
    assert not again.changed_anything


def test_what_another_partnership_says_of_a_record_is_taken_along(tmp_path: Path) -> None:
    """A fact recorded here about a party that only the other file describes."""
    for demo in DEMO:
        load(demo)
    at = register.resolve(Standpoint(as_of=date(2030, 1, 1)))
    moldova = register.find("moldova-nato", at, "partnership")
    elsewhere = register.find("azerbaijan", at, "party")
    said = Statement(topic="dialogue", text=Text(by={"en": "Both were there."}))
    register.record([register.Draft(said, elsewhere, as_of=PartialDate("2019"), scope=moldova)], actor="somebody")
    text = dump_scope(moldova)
    assert "  azerbaijan:\n    party: state\n    is: {iso3166: AZ}" in text
    copy = tmp_path / "copy.yaml"
    copy.write_text(text, encoding="utf-8")
    assert {one["label"].split(" ")[0] for one in load(copy).data["new"]} == {"record"}


def test_two_registers_that_loaded_one_file_are_joined_and_double_nothing(
    path: Path, databases: Databases, tmp_path: Path
) -> None:
    load(path)
    path.write_text(FILE.replace("total: 41", "total: 40"), encoding="utf-8")
    load(path)
    before, lines = view().canonical(), tmp_path / "all.jsonl"
    with lines.open("w", encoding="utf-8") as file:
        number = jsonl.dump(file)
    with databases.fresh("sqlite"):
        initialise()
        path.write_text(FILE, encoding="utf-8")
        load(path)
        found = jsonl.load(lines)
        assert found["known"] + found["added"] == number
        assert view().canonical() == before  # the correction made there counts here
        assert jsonl.load(lines) == {"added": 0, "known": number, "erased": 0}
    assert jsonl.load(lines) == {"added": 0, "known": number, "erased": 0}
