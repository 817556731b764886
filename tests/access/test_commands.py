"""What the command line tells a reader is the same with and without what is hidden, by as many queries and rows."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest

from servanda.cli.main import cli
from servanda.kernel.marking import Reader
from tests.access.register import OWN, build, graded, hide, hide_beside, record_of
from tests.cli.running import running
from tests.support.asked import asked
from tests.support.databases import ENGINES, Databases
from tests.support.whole import rows

A = Reader("a", "restricted", frozenset({"A"}))
READERS = {"nobody": (), "a": ("--clearance", "restricted", "--group", "A")}
# the moment at which it is said, and the number of the last arrival, whoever may read that (SECURITY.md)
_DIFFERS = r'\d{4}-\d\d-\d\dT[\d:.]+Z?|"tick": ?\d+|\(arrival \d+\)'
HIDDEN = record_of(OWN, "hidden partnership 3")

# Every other command is asked below, as a reader. One that is in neither list fails the test.
KEEPER = "it serves whoever keeps the register, who reads the whole"
NO_REGISTER = "it reads no register"
OF_ACCOUNTS = ("create", "invite", "list", "post", "hold", "close", "unlock", "log", "why", "grant", "clear",
               "withdraw", "token")  # fmt: skip
WITHOUT_READER = {
    **dict.fromkeys(("demo", "serve", "info", "init", "rebuild", "verify", "seal", "work", "erase", "mark"), KEEPER),
    **dict.fromkeys(("backup", "restore", "dump", "load", "import", "audit"), KEEPER),
    **dict.fromkeys(("key make", "key rotate", "key show", *(f"account {one}" for one in OF_ACCOUNTS)), KEEPER),
    **dict.fromkeys(("frameworks", "template", "template check", "mappings", "validate", "schema"), NO_REGISTER),
}
NEW = frozenset({"silence open", "press draft", "review open", "meeting plan"})  # they make what they name
# For what an argument names: a record that is there for all, and one of its kind that is hidden.
RECORDS = {
    "partnership": ("partnership", "hidden partnership 3"), "plan": ("plan", "hidden plan 3"),
    "review": ("review", "hidden review 3"), "meeting": ("meeting", "hidden meeting 3"),
    "procedure": ("procedure", "hidden decision 3"), "what": ("package", "hidden package 3"),
    "words": ("plan", "hidden plan 3"), "entry": ("the issued", "hidden the meeting 3"),
    "objective": ("objective", "hidden objective 3"), "about": ("objective", "hidden objective 3"),
    "party": ("state", "hidden party 3"), "line": ("line", "line 4"),
}  # fmt: skip
# What lets a command come as far as to look at what it names.
GIVEN = {
    "kind": "tally", "step": "implementation", "axis": "completion", "track": "self", "item": "1", "items": "1",
    "begins": "2026-06-11T10:00Z", "clearer": "Press", "--from": "2016-01-01", "--grade": "completion=limited",
    "--source": record_of(OWN, "source"), "--scope": record_of(OWN, "partnership"),
}  # fmt: skip
WANTED = {
    "count": ("--in", HIDDEN), "press list": ("--all",), "silence extend": ("--expires", "2017-01-01T10:00Z"),
    "edition publish": ("--words", "words.txt"), "edition amend": ("--delete", "1"), "workbooks": ("--out", "out"),
    "record": ("--set", "total=4", "--as-of", "2016-11-20", "--source", GIVEN["--source"]),
}  # fmt: skip


def asking() -> list[tuple[str, ...]]:
    """Commands that tell what is seen."""
    names = ("partnership", "plan", "package", "objective", "review", "meeting", "procedure")
    whole, plan, package, objective, review, meeting, procedure = (record_of(OWN, name) for name in names)
    return [
        ("brief", whole, "--format", "json"),
        ("brief", HIDDEN),
        ("compare", whole, "--from", "2016-01-01", "--format", "json"),
        ("search", "hiddenword"),
        ("search", "open", "goal"),
        *(("count", kind, "--format", "json") for kind in ("assessment", "objective", "tally", "meeting")),
        ("count", "assessment", "--in", package, "--by", "grade", "--latest"),
        ("count", "assessment", "--in", HIDDEN),
        *(("export", one, "--format", "jsonl") for one in (whole, plan, package, "objectives", "partnerships")),
        ("export", objective, "--format", "csv", "--table", "assessments"),
        ("export", HIDDEN, "--format", "csv", "--table", "assessments"),
        ("press", "list", whole, "--all"),
        ("silence", "list", whole),
        ("silence", "show", procedure),
        ("review", "list", whole),
        ("review", "show", review),
        ("edition", "show", plan),
        ("meeting", "list", whole),
        ("meeting", "show", meeting),
        ("meeting", "propose", meeting),
        ("meeting", "minutes", meeting),
        ("issued", record_of(OWN, "the issued")),
    ]


@pytest.mark.parametrize("engine", ENGINES)
def test_commands_tell_the_same_by_as_many_queries_and_rows(
    databases: Databases, engine: str, capsys: pytest.CaptureFixture[str]
) -> None:
    run = running(capsys)
    with databases.fresh(engine):
        build(hidden=False)
        graded()
        before = {"nobody": told(run, "nobody")}
        hide(A.may_read)
        hide_beside(A.may_read)
        before["a"] = told(run, "a")
        hide(lambda marking: not A.may_read(marking))
        hide_beside(lambda marking: not A.may_read(marking))
        for who, answers in before.items():
            after = told(run, who)
            for command, answer in answers.items():
                assert answer == after[command], (who, command)


def told(run: Callable[..., object], who: str) -> dict[tuple[str, ...], object]:
    """What each command says, without the moment at which it is said; how many queries and rows it took."""
    found: dict[tuple[str, ...], object] = {}
    for command in asking():
        with asked() as taken:
            ended = run(*command, *READERS[who])
        found[command] = (re.sub(_DIFFERS, "", str(ended)), taken.queries, taken.rows)
    return found


def leaves(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[str, click.Command]]:
    """Every command with its name; one that does something by itself and has others below it, too."""
    context = click.Context(group)
    for name in group.list_commands(context):
        found = group.get_command(context, name)
        assert found is not None
        if not isinstance(found, click.Group) or found.invoke_without_command:
            yield " ".join((*path, name)), found
        if isinstance(found, click.Group):
            yield from leaves(found, (*path, name))


def is_asked_as_a_reader(command: click.Command) -> bool:
    """Whether a command has the flags that say for whom it looks."""
    return any(one.name == "clearance" for one in command.params)


def test_every_command_is_asked_as_a_reader_or_takes_none_for_a_reason() -> None:
    every = dict(leaves(cli))
    readers = {name for name, command in every.items() if is_asked_as_a_reader(command)}
    assert set(every) - readers == set(WITHOUT_READER)
    told = {name for name in readers for command in asking() if command[: len(name.split())] == tuple(name.split())}
    named = {name for name in readers for one, _line in naming("x") if one.startswith(name)}
    assert told | named | NEW == readers


def naming(record: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each command that looks as a reader, once for each record it names: ``record`` there, open ones elsewhere.

    ``record`` is an identifier; or "hidden", for the hidden one of the kind that is wanted.
    """
    for name, command in leaves(cli):
        if not is_asked_as_a_reader(command) or name in NEW or name == "search":
            continue
        arguments = [one for one in command.params if isinstance(one, click.Argument)]
        named = [one.name for one in arguments if one.name in RECORDS and not isinstance(one.type, click.Choice)]
        for asked_about in named or [""]:
            words = name.split()
            for one in command.params:
                own = str(one.name)
                if isinstance(one, click.Argument):
                    words.append(_given(one, record if own == asked_about else "open"))
                elif one.required:
                    words += [one.opts[0], GIVEN[one.opts[0]]]
            yield f"{name} {asked_about}".strip(), (*words, *WANTED.get(name, ()))


def _given(one: click.Argument, record: str) -> str:
    """What an argument is given."""
    own = str(one.name)
    if isinstance(one.type, click.Choice):
        return str(next(iter(one.type.choices)))
    if own in GIVEN:
        return GIVEN[own]
    return record_of(OWN, RECORDS[own][record == "hidden"]) if record in ("open", "hidden") else record


def test_a_command_says_of_what_is_hidden_what_it_says_of_what_is_not_there(
    databases: Databases, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "words.txt").write_text("1. Words.", encoding="utf-8")
    run, absent = running(capsys), "0123456789abcdef" * 2
    with databases.fresh("sqlite"):
        build()
        hide_beside(lambda _marking: True)
        before = entries()
        for (name, hidden), (_same, other) in zip(naming("hidden"), naming(absent), strict=True):
            told = [re.sub("[0-9a-f]{32}", "ID", f"{ended.status} {ended.out} {ended.err}")
                    for ended in (run(*hidden), run(*other))]  # fmt: skip
            assert told[0] == told[1], name
            assert told[0].startswith("1 "), (name, told[0], "it came as far as to look, and found nothing")
            assert "Traceback" not in told[0], name
        assert entries() == before
    assert not (tmp_path / "out").exists()


def entries() -> int:
    """How many entries there are."""
    ((number,),) = rows("SELECT COUNT(*) FROM entry")
    return int(number)
