"""``servanda count``: its flags reach the count, and faults are told with a remedy."""

import json

import pytest
from click.testing import CliRunner

from servanda.cli.count import command
from servanda.errors import UsageError
from tests.support.databases import Database
from tests.support.small import small_register


def told(*arguments: str) -> str:
    result = CliRunner().invoke(command, arguments, catch_exceptions=False)
    assert result.exit_code == 0
    return result.output


def test_a_table_ends_with_all_together(database: Database) -> None:
    small_register()
    lines = told("tally", "--by", "year", "--sum").splitlines()
    assert lines[0].split()[:4] == ["year", "facts", "records", "sum"]
    assert lines[1].split()[:4] == ["2016", "1", "1", "41"]
    assert lines[2].split()[:4] == ["all", "1", "1", "41"]
    assert told("tally", "--sum", "--places").splitlines()[0].split()[:6] == [
        "facts", "records", "places", "sum", "sum", "by",
    ]  # fmt: skip


def test_json_names_the_standpoint_and_what_was_asked(database: Database) -> None:
    small_register()
    plain = json.loads(told("tally", "--where", "year=2016", "--published-by", "2016-11-14", "--format", "json"))
    assert plain["standpoint"]["published_by"] == "2016-11-14"
    assert plain["where"] == [{"dimension": "year", "value": "2016"}]
    assert plain["total"] == {"facts": 0, "records": 0}
    assert json.loads(told("tally", "--places", "--format", "json"))["total"]["places"] == 1


@pytest.mark.parametrize("flags", [["--where", "year"], ["--latest", "--changes"], ["--by", "colour"]])
def test_what_cannot_be_counted_is_told(database: Database, flags: list[str]) -> None:
    with pytest.raises(UsageError):
        CliRunner().invoke(command, ["tally", *flags], catch_exceptions=False)
