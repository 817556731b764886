"""What the command line tells a reader is the same with and without what is hidden, by as many queries and rows."""

import re
from collections.abc import Callable

import pytest

from servanda.kernel.marking import Reader
from tests.access.register import OWN, build, graded, hide, hide_beside, record_of
from tests.cli.running import running
from tests.support.asked import asked
from tests.support.databases import ENGINES, Databases

A = Reader("a", "restricted", frozenset({"A"}))
READERS = {"nobody": (), "a": ("--clearance", "restricted", "--group", "A")}
# the moment at which it is said, and the number of the last arrival, whoever may read that (SECURITY.md)
_DIFFERS = r'\d{4}-\d\d-\d\dT[\d:.]+Z?|"tick": ?\d+|\(arrival \d+\)'
HIDDEN = record_of(OWN, "hidden partnership 3")


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
