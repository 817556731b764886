"""Every command does what its help says."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from jsonschema import Draft202012Validator

from servanda.cli.main import SECTIONS
from servanda.exchange.registerfile.parse import read
from tests.cli.running import DEMO, FILE, Ended

Run = Callable[..., Ended]


@pytest.fixture
def loaded(run: Run, file: Path) -> Run:
    assert run("load", str(file)).status == 0
    return run


def test_the_help_names_every_command_and_variable(run: Run) -> None:
    told = run("--help")
    assert told.status == 0
    for word in (
        *(name for commands in SECTIONS.values() for name in commands),
        "DATABASE_URL",
        "NO_COLOR",
        "Examples",
    ):
        assert word in told.out


@pytest.mark.parametrize("name", [name for commands in SECTIONS.values() for name in commands])
def test_every_command_has_a_help_of_its_own(run: Run, name: str) -> None:
    told = run(name, "--help")
    assert told.status == 0
    assert told.out.startswith(f"Usage: servanda {name}")
    assert len(told.out.split("Options:")[0].splitlines()) > 2  # more than the usage


def test_a_misspelt_command_is_recognised(run: Run) -> None:
    told = run("breif")
    assert told.status == 2
    assert "Did you mean brief?" in told.err


def test_load_reports_and_the_second_time_does_nothing(run: Run, file: Path) -> None:
    assert " 0 unchanged" in run("load", str(file)).out
    again = json.loads(run("load", "--format", "json", str(file)).out)
    assert (again["new"], again["changed"], again["missing"]) == ([], [], [])
    assert again["unchanged"] > 0


def test_load_withdraws_only_on_request(loaded: Run, file: Path) -> None:
    file.write_text(FILE.partition("facts:")[0], encoding="utf-8")
    told = loaded("load", str(file))
    assert "missing from the file, still in the register: tally: parp" in told.out
    assert "--withdraw-missing" in told.out
    assert "withdrawn: tally: parp" in loaded("load", "--withdraw-missing", str(file)).out
    assert "missing" not in loaded("load", str(file)).out.replace("0 missing", "")


def test_a_citation_that_the_file_no_longer_holds_is_told_by_name_and_kept(run: Run, file: Path) -> None:
    fact = "source: news, at: paragraph 4}"
    file.write_text(FILE.replace(fact, fact[:-1] + ", cite: [{source: news, at: page 9}]}"), encoding="utf-8")
    run("load", str(file))
    file.write_text(FILE, encoding="utf-8")
    cited = "tally: parp, 2016-11-15, to news, page 9 (entry "
    told = run("load", str(file)).out
    assert f"no longer cited in the file, still in the register: {cited}" in told
    assert "What is missing from the file is kept: `servanda load --withdraw-missing` takes it out." in told
    assert f"withdrawn: {cited}" in run("load", "--withdraw-missing", str(file)).out


def test_check_records_nothing_and_needs_no_register(run: Run, file: Path) -> None:
    assert "no fault" in run("load", "--check", str(file)).out
    assert run("brief", "aland-nato").status == 1  # there is nothing in the register


def test_brief_is_written_in_every_form(loaded: Run, tmp_path: Path) -> None:
    assert "41" in loaded("brief", "aland-nato", "--as-of", "2016-11-15").out
    assert "# Åland and NATO" in loaded("brief", "aland-nato", "--format", "markdown").out
    assert json.loads(loaded("brief", "aland-nato", "--format", "json").out)["title"] == "Åland and NATO"
    path = tmp_path / "brief.txt"
    assert loaded("brief", "aland-nato", "-o", str(path)).out == ""
    assert "Åland and NATO" in path.read_text(encoding="utf-8")


def test_a_brief_of_the_past_tells_only_the_past(loaded: Run) -> None:
    assert loaded("brief", "aland-nato", "--as-of", "2016-11-14").status == 1  # nothing was known of it yet
    assert "41" in loaded("brief", "aland-nato", "--as-of", "2016").out


def test_an_issued_brief_is_kept(loaded: Run) -> None:
    told = loaded("brief", "aland-nato", "--issue")
    assert told.err.startswith("issued as entry ")
    assert "entries" in loaded("info").out


def test_compare_tells_what_changed(loaded: Run, file: Path) -> None:
    file.write_text(FILE + "  - {tally: parp, total: 40, as_of: 2019-01-01, source: news}\n", encoding="utf-8")
    loaded("load", str(file))
    told = loaded("compare", "aland-nato", "--from", "2016-11-15", "--to", "2019")
    assert told.status == 0
    assert "40" in told.out


def test_search_finds_every_spelling(loaded: Run) -> None:
    for words in ("aland", "Åland", "аланды"):
        assert "Åland" in loaded("search", words).out
    assert loaded("search", "nowhere").out == ""
    assert json.loads(loaded("search", "aland", "--format", "json").out)[0]["kind"] == "party"


def test_a_fact_is_recorded_and_corrected(loaded: Run) -> None:
    about = ("tally", "parp", "--scope", "aland-nato", "--as-of", "2018-01-01", "--source", "news")
    told = loaded("record", *about, "--set", "total=30", "--set", "parts.holder.armed-forces=20", "--format", "json")
    entry = json.loads(told.out)["entries"][0]
    assert "30 partnership goals" in loaded("brief", "aland-nato").out
    told = loaded("record", *about, "--set", "total=31", "--replaces", entry, "--reason", "misread")
    assert told.out.startswith("recorded as entry ")
    brief = loaded("brief", "aland-nato").out
    assert "31 partnership goals" in brief
    assert "30 partnership goals" not in brief


def test_a_fact_is_read_from_a_file(loaded: Run, tmp_path: Path) -> None:
    path = tmp_path / "fact.json"
    path.write_text('{"visit": "visit-1", "visitor": "aland", "as_of": "2019-01", "source": "news"}', encoding="utf-8")
    assert loaded("record", "--scope", "aland-nato", "--json", str(path)).status == 0
    assert "visit-1" in loaded("dump", "aland-nato").out


def test_a_fact_at_fault_is_told_like_a_files(loaded: Run) -> None:
    told = loaded("record", "tally", "parq", "--scope", "aland-nato", "--set", "totl=1", "--as-of", "2016")
    assert told.is_one_clear_message()
    assert "of this register" in told.err
    assert "did you mean total?" in told.err


def test_a_dump_is_a_register_file(loaded: Run, tmp_path: Path) -> None:
    path = tmp_path / "dump.yaml"
    assert loaded("dump", "aland-nato", "-o", str(path)).status == 0
    assert read(path).register == "aland-nato"
    assert "0 new, 0 changed" in loaded("load", str(path)).out


def test_a_whole_register_is_dumped_and_joined(loaded: Run, tmp_path: Path) -> None:
    path = tmp_path / "all.jsonl"
    loaded("dump", "-o", str(path))
    assert "no fault" in loaded("load", "--check", str(path)).out
    assert ": 0 entries added" in loaded("load", str(path)).out


def test_the_schema_is_written(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "register.schema.json"
    assert run("schema", "--write", str(path)).status == 0
    Draft202012Validator.check_schema(json.loads(path.read_text(encoding="utf-8")))
    assert run("schema").out == path.read_text(encoding="utf-8")


def test_frameworks_are_listed_and_shown(run: Run) -> None:
    assert "parp" in run("frameworks").out
    assert "Planning and Review Process" in run("frameworks", "parp").out
    told = run("frameworks", "parq")
    assert told.is_one_clear_message()
    assert "did you mean parp?" in told.err


def test_a_seal_is_signed_exported_and_verified_by_others(
    loaded: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "SERVANDA_KEYS", str(tmp_path / "keys"))
    exported, program, listed = tmp_path / "seal.json", tmp_path / "verify_seal.py", tmp_path / "keys.jsonl"
    assert loaded("seal", "-o", str(tmp_path / "unsigned.json")).status == 0
    assert "servanda key make" in loaded("seal", "--export", str(exported)).err
    assert "Made the key" in loaded("key", "make").out
    assert loaded("key", "make").is_one_clear_message()
    assert loaded("seal", "--export", str(exported)).status == 0
    assert loaded("key", "rotate", "--yes").status == 0
    assert loaded("key", "show").out.count("signs now") == 1
    listed.write_text(loaded("key", "show", "--format", "jsonl").out, encoding="utf-8")
    assert loaded("seal", "--verifier", str(program)).status == 0
    again = loaded("seal", "--export", "-", "--number", "2").out
    assert again == exported.read_text(encoding="utf-8")
    for number in ("1", "9"):
        assert loaded("seal", "--export", "-", "--number", number).is_one_clear_message()
    assert loaded("seal", "--number", "1").is_one_clear_message()
    ended = subprocess.run([sys.executable, "-I", program, exported, "--key", listed], check=False)
    assert ended.returncode == 0
    told = loaded("verify", "--against", str(exported))
    assert (told.status, "signed by the key" in told.out) == (0, True)


def test_the_register_is_verified_and_sealed(loaded: Run, tmp_path: Path) -> None:
    seal = tmp_path / "seal.json"
    assert loaded("seal", "-o", str(seal)).status == 0
    for arguments in ((), ("--against", str(seal))):
        told = loaded("verify", *arguments)
        assert told.status == 0
        assert "All is as it was recorded." in told.out


def test_a_content_is_erased_and_verify_says_so(loaded: Run) -> None:
    told = loaded(
        "record", "tally", "parp", "--scope", "aland-nato", "--as-of", "2018", "--set", "total=30", "--format", "json"
    )
    entry = json.loads(told.out)["entries"][0]
    assert loaded("erase", entry, "--authority", "the court", "--reason", "an order", "--yes").status == 0
    told = loaded("verify")
    assert told.status == 0
    assert "the court" in told.out
    assert "total: 30" not in loaded("dump", "aland-nato").out


def test_a_rebuilt_register_tells_the_same(loaded: Run) -> None:
    before = loaded("brief", "aland-nato", "--as-of", "2020").out
    assert loaded("rebuild").status == 0
    assert loaded("brief", "aland-nato", "--as-of", "2020").out == before


def test_info_tells_where_and_how_much(loaded: Run) -> None:
    told = json.loads(loaded("info", "--format", "json").out)
    assert told["engine"] == "sqlite3"
    assert told["entries"] > 0


def test_the_demonstration_loses_nothing_when_run_again(run: Run) -> None:
    first = run("demo", "--no-serve")
    assert first.status == 0
    assert "Azerbaijan" in first.out
    recorded = run(
        "record", "tally", "parp-2016", "--scope", "azerbaijan-nato", "--as-of", "2020", "--source", "azernews-2016",
        "--set", "total=39",
    )  # fmt: skip
    assert recorded.status == 0
    entries = json.loads(run("info", "--format", "json").out)["entries"]
    again = run("demo", "--no-serve")
    assert again.err.count(": 0 new, 0 changed") == len(list(DEMO.glob("*.yaml")))
    assert json.loads(run("info", "--format", "json").out)["entries"] == entries
    assert "39" in again.out
