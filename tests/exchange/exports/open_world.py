"""The registers that exports are tested on: the graded commitments of the tests, and hostile texts beside them."""

from pathlib import Path

from servanda import register
from servanda.exchange.exports.gather import Export
from servanda.exchange.exports.subject import subject
from servanda.exchange.registerfile.load import load
from servanda.kernel.marking import ANYONE, Reader
from servanda.kernel.standpoint import Resolved, Standpoint
from servanda.register import Draft
from tests.support.registers import an_id, kind

OPEN_GOVERNMENT = Path(__file__).parents[2] / "data" / "open-government.yaml"
HOSTILE = (
    "=1+1",
    "+1",
    "-1+cmd|' /C calc'!A0",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "＝1",
    "a;=1",
    "'=1",
    "<r>x</r>",
    " =1",
    "a\n=1",
)


def open_government() -> None:
    """Record the graded commitments."""
    load(OPEN_GOVERNMENT, frameworks=register.frameworks())


def hostile() -> None:
    """Record a plan whose every text would be a formula, and counts of every manner."""
    p, a, b, k, s = (an_id(name) for name in "PABKS")
    drafts = [
        Draft(kind("party", category="state"), a, scope=p),
        Draft(kind("party", category="organisation"), b, scope=p),
        Draft(kind("partnership", parties=[a, b]), p, scope=p),
        Draft(kind("package", framework="ogp-action-plan", partnership=p), k, scope=p),
        Draft(kind("name", text="=PLAN()", language="en"), k, scope=p),
        Draft(kind("name", text="hostile", language="en", use="slug"), k, scope=p),
        Draft(kind("source", title="=SOURCE()", publisher="@press", published="2016"), s, scope=p),
    ]
    for place, text in enumerate(HOSTILE):
        own = an_id(f"objective {place}")
        drafts.append(Draft(kind("objective", of=k, code=f"={place}", text=text), own, scope=p))
    for place, count in enumerate((0, "none", {"about": 45}, {"at_most": 40}, {"words": {"en": "a part"}}, 41)):
        fact = an_id(f"tally {place}")
        drafts.append(Draft(kind("tally", of=f"of-{place}", total=count), k, as_of=None, scope=p, id=fact))
        drafts.append(Draft(kind("citation", source=s, at=f"={place}", quote="-quoted"), fact))
    register.record(drafts, actor="tester")


def seen(reader: Reader = ANYONE, **point: object) -> Resolved:
    """A resolved standpoint."""
    return register.resolve(Standpoint(reader=reader, **point))  # type: ignore[arg-type]


def export(what: str, at: Resolved | None = None, language: str = "en") -> Export:
    """An export of something."""
    at = at or seen()
    return Export(subject(what, at), at, language, register.frameworks())
