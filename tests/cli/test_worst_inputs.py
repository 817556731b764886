"""The worst inputs: one clear message each, a way forward, a status that is not 0, and the register untouched."""

import ctypes
import resource
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.running import FILE, Ended, process
from tests.support.databases import Database

Run = Callable[..., Ended]

BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(8)
)
FACT = "  - {tally: parp, total: 41, as_of: 2016-11-15, source: news, at: paragraph 4}\n"

TEXTS: dict[str, tuple[bytes, str]] = {
    "malformed YAML": (b"servanda: 1\n  register: [\n", "aland.yaml:2"),
    "a bracket left open": (FILE.replace("[aland, nato]", "[aland, nato").encode(), "is not closed"),
    "a tab": (FILE.replace("  - {tally", "\t- {tally").encode(), "a tab stands where only spaces may"),
    "a YAML bomb": (BOMB.encode(), "alias or anchor"),
    "a tag": (FILE.replace("total: 41", "total: !!python/object:os.system 41").encode(), "a tag"),
    "ten thousand brackets": (b"servanda: " + b"[" * 10_000, "nested more than"),
    "nothing": (b"", "says nothing"),
    "a list": (b"- 1\n", "this is not a register file"),
    "UTF-16": (FILE.encode("utf-16"), "UTF-16, not UTF-8"),
    "Latin-1": (FILE.encode("latin-1", "replace"), "is not UTF-8"),
    "a nought byte": (FILE.replace("News of the day", "News \0 of").encode(), "unprintable"),
    "two documents": ((FILE + "---\n" + FILE).encode(), "second document"),
    "a duplicate key": (FILE.replace("  nato:", "  aland:").encode(), "'aland' is written twice"),
    "a record and a source alike": (FILE.replace("  news:", "  nato:").encode(), "'nato' is also a record"),
    "an unknown key": (FILE.replace("total:", "totl:").encode(), "did you mean total?"),
    "an unknown section": (FILE.replace("facts:", "fact:").encode(), "did you mean facts?"),
    "an unknown kind": (FILE.replace("tally:", "taly:").encode(), "did you mean tally?"),
    "an unknown framework": (FILE.replace("framework: parp", "framework: parq").encode(), "did you mean parp?"),
    "an unknown record": (FILE.replace("tally: parp", "tally: parq").encode(), "did you mean parp?"),
    "an unknown source": (FILE.replace("source: news", "source: nws").encode(), "did you mean news?"),
    "a wrong type": (FILE.replace("total: 41", "total: [41]").encode(), "cannot stand here"),
    "a number too large": (FILE.replace("total: 41", "total: 99999999999999999999").encode(), "cannot stand here"),
    "an impossible day": (FILE.replace("as_of: 2016-11-15", "as_of: 2016-02-30").encode(), "has no day 30"),
    "a date of a record as a party": (FILE.replace("[aland, nato]", "[aland, parp]").encode(), "'parp' is a package"),
    "a later format": (FILE.replace("servanda: 1", "servanda: 99").encode(), "use a newer Servanda"),
}  # fmt: skip


def entries(database: Database) -> int:
    """How many entries there are, read past the program."""
    assert database.path is not None
    with sqlite3.connect(database.path) as connection:
        return int(connection.execute("SELECT COUNT(*) FROM entry").fetchone()[0])


@pytest.mark.parametrize(("text", "sentence"), TEXTS.values(), ids=TEXTS.keys())
def test_a_bad_file_is_told_and_nothing_recorded(
    run: Run, sqlite_database: Database, file: Path, text: bytes, sentence: str
) -> None:
    file.write_bytes(text)
    for arguments in (("load", str(file)), ("load", "--check", str(file))):
        told = run(*arguments)
        assert told.is_one_clear_message(), told.err
        assert sentence in told.err
        assert str(file) in told.err
    assert entries(sqlite_database) == 0


RECORD = "  parp: {package: {framework: parp}}\n"
AGAINST_THE_RULES: dict[str, tuple[str, str]] = {
    "a day to come": (
        FILE.replace("as_of: 2016-11-15", "as_of: 2999-01-01"),
        "aland.yaml:13: fact 1 (tally: parp): as_of: 2999-01-01 is after today",
    ),
    "since later than said": (
        FILE.replace("as_of: 2016-11-15", "as_of: 2016-11-15, since: 2017"),
        "fact 1 (tally: parp): since: It cannot hold since 2017, which is later than it was attested",
    ),
    "a step of no framework": (
        FILE + "  - {step: parp, as_of: 2016, is: nonsense, source: news}\n",
        "fact 2 (step: parp): step: 'nonsense' is not a step of the framework parp - known are:",
    ),
    "an evaluation of no programme": (
        FILE + "  - {evaluation: aland, as_of: 2016, framework: occ, step: nel9, source: news}\n",
        "fact 2 (evaluation: aland): step: 'nel9' is not a step of the framework occ - known are: declared, sel1,",
    ),
    "a source to come": (
        FILE.replace("published: 2016-11-15", "published: 2999"),
        "published: 2999 is after today, and a source is one that can be read",
    ),
    "a party within itself": (
        FILE.replace("nato: {party: organisation", "nato: {party: {category: organisation, within: nato}"),
        "within: A party cannot lie within itself, not even by way of others",
    ),
    "plans in a circle": (
        FILE.replace(
            RECORD,
            RECORD
            + "  one: {plan: {framework: ipap, follows: two}}\n"
            + "  two: {plan: {framework: ipap, follows: three}}\n"
            + "  three: {plan: {framework: ipap, follows: one}}\n",
        ),
        "follows: A plan or package cannot follow itself, not even by way of others",
    ),
}


@pytest.mark.parametrize(("text", "sentence"), AGAINST_THE_RULES.values(), ids=AGAINST_THE_RULES.keys())
def test_what_the_rules_refuse_is_told_before_loading_too(
    run: Run, sqlite_database: Database, file: Path, text: str, sentence: str
) -> None:
    file.write_text(text, encoding="utf-8")
    checked, loaded = run("load", "--check", str(file)), run("load", str(file))
    assert checked.is_one_clear_message()
    assert sentence in checked.err
    assert loaded == checked
    assert entries(sqlite_database) == 0


def test_a_file_too_large_is_refused_by_its_size(run: Run, sqlite_database: Database, file: Path) -> None:
    with file.open("wb") as opened:
        opened.truncate(10_000_001)
    told = run("load", str(file))
    assert told.is_one_clear_message()
    assert "larger than 10 MB" in told.err
    assert "JSON Lines" in told.err
    assert entries(sqlite_database) == 0


@pytest.mark.parametrize("path", ["missing.yaml", ".", "missing.jsonl"])
def test_a_file_that_is_not_there_is_told(run: Run, tmp_path: Path, path: str) -> None:
    assert run("load", str(tmp_path / path)).is_one_clear_message()


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"{}\n",
        b"\xff\n",
        b'{"servanda-entries": 2}\n',
        b'{"servanda-entries": 1}\n{"header"',
        b'{"servanda-entries": 1}\n{}\n',
    ],
    ids=["empty", "something else", "not UTF-8", "a later format", "cut off", "no entry"],
)
def test_bad_lines_are_told_with_their_number(run: Run, sqlite_database: Database, tmp_path: Path, line: bytes) -> None:
    path = tmp_path / "all.jsonl"
    path.write_bytes(line)
    told = run("load", str(path))
    assert told.is_one_clear_message()
    assert f"{path}:" in told.err
    assert entries(sqlite_database) == 0


def test_altered_lines_are_refused_whole(run: Run, sqlite_database: Database, file: Path, tmp_path: Path) -> None:
    run("load", str(file))
    path = tmp_path / "all.jsonl"
    run("dump", "-o", str(path))
    number = entries(sqlite_database)
    path.write_text(path.read_text(encoding="utf-8").replace('\\"total\\":41', '\\"total\\":42'), encoding="utf-8")
    told = run("load", str(path))
    assert told.is_one_clear_message()
    assert entries(sqlite_database) == number


@pytest.mark.parametrize(
    "arguments",
    [
        ("brief", "nowhere"),
        ("brief", "aland-nato", "--as-of", "2016-13"),
        ("brief", "aland-nato", "--as-of", "2016/.."),
        ("brief", "aland-nato", "--known-at", "yesterday"),
        ("brief", "aland-nato", "--group", "NATO"),
        ("compare", "aland-nato", "--from", "soon"),
        ("dump", "nowhere"),
        ("dump", "--format", "yaml"),
        ("record", "--scope", "aland-nato"),
        ("record", "tally", "parp", "--scope", "nowhere", "--set", "total=1", "--as-of", "2016"),
        ("record", "tally", "parp", "--scope", "aland-nato", "--set", "total", "--as-of", "2016"),
        ("record", "tally", "parp", "--scope", "aland-nato", "--set", "total=1", "--as-of", "2016-02-30"),
        ("record", "tally", "parp", "--scope", "aland-nato", "--set", "total=1"),
        ("record", "tally", "parp", "--scope", "aland-nato", "--set", "total=1", "--as-of", "2999"),
        ("record", "tally", "parp", "--scope", "aland-nato", "--set", "total=1", "--as-of", "2016", "--replaces", "x",
         "--reason", "y"),
        ("erase", "x", "--authority", "a", "--reason", "b", "--yes"),
        ("verify", "--against", "missing.json"),
        ("frameworks", "nothing"),
        ("serve", "--host", "256.0.0.1"),
        ("schema", "--write", "/dev/null/schema.json"),
        ("brief", "aland-nato", "--format", "xml"),
        ("brief", "aland-nato", "--colour"),
        ("brief",),
        ("erase", "x"),
        ("demo", "--port", "abc"),
        ("breif", "aland-nato"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_a_bad_question_is_told(run: Run, sqlite_database: Database, file: Path, arguments: tuple[str, ...]) -> None:
    run("load", str(file))
    number = entries(sqlite_database)
    assert run(*arguments).is_one_clear_message()
    assert entries(sqlite_database) == number


SAID = {
    ("brief", "aland-nato", "--format", "xml"): (
        "servanda: Invalid value for '--format': 'xml' is not one of 'text', 'html', 'json', 'markdown',",
        "what to do: write it otherwise; `servanda brief --help` tells how\n",
    ),
    ("erase", "x"): ("servanda: Missing option '--authority'.", "what to do: give it; `servanda erase --help` tells"),
    ("breif",): ("There is no command 'breif'. Did you mean brief?", "what to do: `servanda --help` tells"),
    ("record", "tally", "parp", "--scope", "aland-nato", "--set", "total=1"): (
        "servanda: as_of: It has no date, and no source it is cited to has one.\n",
        "what to do: give as_of, or cite a source",
    ),
    ("brief", "aland-nato", "--as-of", "1990", "--published-by", "1991-05-01"): (
        "by the name 'aland-nato'. It was asked for as of 1990-12-31, by what was published by 1991-05-01.\n",
        "what to do: search for it by its words, or ask from a later standpoint\n",
    ),
    ("brief", "aland-nato", "--known-at", "2001-02-03"): (
        "by what was known at 2001-02-03T23:59+00:00.\n",
        "or ask from a later standpoint\n",
    ),
}


def test_what_a_person_meets_most_often_is_said_in_full(run: Run, sqlite_database: Database, file: Path) -> None:
    file.write_text(FILE.replace("published: 2016-11-15", "publisher_party: nato"), encoding="utf-8")
    run("load", str(file))
    for arguments, sentences in SAID.items():
        told = run(*arguments).err
        for sentence in sentences:
            assert sentence in told, told


def test_a_newer_database_is_left_untouched(run: Run, sqlite_database: Database, file: Path) -> None:
    assert sqlite_database.path is not None
    with sqlite3.connect(sqlite_database.path) as connection:
        connection.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('ledger', '9999_later', '2030-01-01')"
        )
    for arguments in (("load", str(file)), ("brief", "aland-nato"), ("init",), ("verify",)):
        told = run(*arguments)
        assert told.is_one_clear_message()
        assert "newer" in told.err
    assert entries(sqlite_database) == 0


@pytest.mark.parametrize("url", ["mysql://x/y", "sqlite://x", "postgresql://127.0.0.1:1/none", "nonsense"])
def test_a_database_that_cannot_be_had_is_told(url: str) -> None:
    assert process(url, "info").is_one_clear_message()


def test_a_file_that_is_no_database_is_told(tmp_path: Path) -> None:
    path = tmp_path / "register.sqlite3"
    path.write_text("this is a letter to a friend, and no database " * 50, encoding="utf-8")
    before = path.read_bytes()
    assert process(f"sqlite:///{path}", "info").is_one_clear_message()
    assert path.read_bytes() == before


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file where a folder is wanted")
    told = process(f"sqlite:///{tmp_path}/taken/register.sqlite3", "info")
    assert told.is_one_clear_message()
    assert "cannot be made" in told.err


def test_a_full_disk_records_nothing(sqlite_database: Database, run: Run, file: Path) -> None:
    """A limit on the size of files stands for the disk: every further page is refused by the system."""
    run("load", str(file))
    number = entries(sqlite_database)
    assert sqlite_database.path is not None
    size = sqlite_database.path.stat().st_size + 40_000
    large = FILE.replace("register: aland-nato", "register: other") + "".join(
        f"  - {{tally: parp, total: {n}, as_of: 2016, source: news, note: {'x' * 400}}}\n" for n in range(400)
    )
    file.write_text(large, encoding="utf-8")

    def narrow() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    told = process(sqlite_database.url, "load", str(file), preexec_fn=narrow)
    assert told.is_one_clear_message(), told.err
    assert "disk" in told.err
    assert entries(sqlite_database) == number
    assert process(sqlite_database.url, "verify").status == 0
    assert process(sqlite_database.url, "load", str(file)).status == 0


def without_privileges() -> None:
    """Let the rights of files count for root too: without this capability it is a user like others."""
    libc = ctypes.CDLL(None)
    for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
        libc.prctl(24, capability)  # PR_CAPBSET_DROP


@pytest.mark.parametrize("command", ["load", "brief", "info"])
def test_a_read_only_folder_is_told(run: Run, file: Path, tmp_path: Path, command: str) -> None:
    folder = tmp_path / "shut"
    folder.mkdir()
    folder.chmod(0o555)
    arguments = {"load": ("load", str(file)), "brief": ("brief", "aland-nato"), "info": ("info",)}[command]
    told = process(f"sqlite:///{folder}/register.sqlite3", *arguments, preexec_fn=without_privileges)
    folder.chmod(0o755)
    assert told.is_one_clear_message(), told.err
    assert "cannot be written" in told.err
    assert list(folder.iterdir()) == []


def test_a_read_only_database_is_told_and_untouched(
    run: Run, sqlite_database: Database, file: Path, tmp_path: Path
) -> None:
    run("load", str(file))
    folder = tmp_path / "shut"
    folder.mkdir()
    path = folder / "register.sqlite3"
    assert sqlite_database.path is not None
    with sqlite3.connect(sqlite_database.path) as connection:
        connection.execute("VACUUM INTO ?", [str(path)])
    before = path.read_bytes()
    path.chmod(0o444)
    folder.chmod(0o555)
    fact = ("record", "tally", "parp", "--scope", "aland-nato", "--set", "total=1", "--as-of", "2016")
    told = process(f"sqlite:///{path}", *fact, preexec_fn=without_privileges)
    folder.chmod(0o755)
    assert told.is_one_clear_message(), told.err
    assert path.read_bytes() == before
