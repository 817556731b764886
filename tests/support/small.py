"""A small register recorded through the front door: one partnership, a package, a source and a cited tally."""

from servanda import register
from servanda.kernel.dates import PartialDate
from servanda.kernel.marking import Marking
from servanda.kernel.standpoint import Resolved, Standpoint
from servanda.register import Draft, Recorded
from tests.support.registers import an_id, kind

SCOPE, PACKAGE, SOURCE = an_id("P"), an_id("K"), an_id("S")
PUBLIC = Marking()


def described(scope: str = "P", suffix: str = "") -> list[Draft]:
    """What the records of a partnership are."""
    p, a, b, k, s = (an_id(f"{name}{suffix}") for name in (scope, "A", "B", "K", "S"))
    return [
        Draft(kind("party", category="state"), a, scope=p),
        Draft(kind("party", category="organisation"), b, scope=p),
        Draft(kind("partnership", parties=[a, b]), p, scope=p),
        Draft(kind("package", framework="ogp-action-plan", partnership=p), k, scope=p),
        Draft(kind("source", title="A report", publisher="Press", published="2016-11-15"), s, scope=p),
    ]


def tally(total: int, name: str, *, as_of: str = "2016-11-15", marking: Marking | None = None) -> list[Draft]:
    """A tally of the package, with its citation; its id is made of ``name``."""
    fact = an_id(f"tally {name}")
    return [
        Draft(kind("tally", total=total), PACKAGE, as_of=PartialDate(as_of), scope=SCOPE, marking=marking, id=fact),
        Draft(kind("citation", source=SOURCE, at="paragraph 4"), fact, id=an_id(f"citation {name}")),
    ]


def withdrawal(name: str) -> Draft:
    """The withdrawal of a tally."""
    return Draft(kind("withdraws", reason="wrong"), an_id(f"tally {name}"), id=an_id(f"withdrawal {name}"))


def small_register() -> Recorded:
    """Record the small register."""
    return register.record([*described(), *tally(41, "first")], actor="tester")


def now() -> Resolved:
    """Today's standpoint of anyone."""
    return register.resolve(Standpoint())
