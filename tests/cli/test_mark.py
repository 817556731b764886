"""``servanda mark`` and ``servanda audit``: marked anew with what belongs to it, and told who read what."""

import json

import pytest
from click.testing import CliRunner, Result

from servanda import register
from servanda.cli.audit import command as audit
from servanda.cli.brief import command as brief
from servanda.cli.mark import command as mark
from servanda.errors import InputError, NotFound, Refused
from servanda.register import Draft
from servanda.register.keeping import upkeep
from tests.support.databases import Database
from tests.support.registers import an_id, kind
from tests.support.small import SCOPE, now, small_register, tally

SEEN = ("--clearance", "restricted", "--group", "A")


def run(command: object, *arguments: str) -> Result:
    return CliRunner().invoke(command, arguments, catch_exceptions=False)  # type: ignore[arg-type]


def test_what_is_marked_goes_with_its_citation_and_is_seen_by_nobody_else(sqlite_database: Database) -> None:
    small_register()
    register.record(tally(7, "other", as_of="2017"), actor="tester")
    marked = an_id("tally first")
    assert "41" in run(brief, SCOPE).output
    done = run(mark, marked, "restricted to A", "--reason", "by mistake").output
    assert "and 1 entries about it" in done
    assert "Restricted, releasable to A from now on" in done
    public = run(brief, SCOPE).output
    assert public.startswith("PUBLIC\n")
    assert public.endswith("PUBLIC\n")
    assert "41" not in public
    assert "7" in public
    told = run(brief, SCOPE, *SEEN).output
    assert told.startswith("RESTRICTED, RELEASABLE TO A\n")
    assert "41" in told
    lines = [json.loads(line) for line in run(audit, "--json").output.splitlines()]
    (read,) = [line for line in lines if line["did"].startswith("read brief")]
    assert read["marking"] == "restricted to A"
    assert "clearance=restricted" in read["did"]
    assert len([line for line in lines if line["did"] == "recorded: marked"]) == 2
    assert run(audit, "--day", "2001-01-01").stdout == ""


def test_what_cannot_be_marked_is_refused_with_a_way_forward(sqlite_database: Database) -> None:
    small_register()
    old, new = an_id("tally first"), an_id("tally new")
    register.record([*tally(42, "new"), Draft(kind("replaces", by=new, reason="slip"), old)], actor="tester")
    with pytest.raises(Refused, match="takes its place"):
        run(mark, new, "secret", "--reason", "x")
    with pytest.raises(InputError, match="marked so already"):
        run(mark, old, "public", "--reason", "x")
    with pytest.raises(InputError, match="is not a marking"):
        run(mark, old, "top secret", "--reason", "x")
    with pytest.raises(NotFound):
        run(mark, "nothing", "public", "--reason", "x")
    run(mark, old, "secret", "--reason", "both")
    run(mark, new, "secret", "--reason", "both")
    assert not register.partnership_view(SCOPE, now()).of_kind("tally")
    notes = [header["id"] for header, *_ in register.all_entries() if header["kind"] == "marked"]
    with pytest.raises(Refused, match="marked anew cannot be erased"):
        upkeep.erase(notes[0], "court", "order", "tester")
    with pytest.raises(Refused, match="cannot be taken back"):
        register.record([Draft(kind("withdraws", reason="no"), notes[0])], actor="tester")
    assert not upkeep.verify().faults
