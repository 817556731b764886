"""What records are called, for the rows of a list: no more is read of them."""

from collections.abc import Iterator

from servanda.kernel.entries import Entry
from servanda.kernel.standpoint import Resolved
from servanda.kernel.view import View
from servanda.register.seeing.plans import Plans
from servanda.register.seeing.selection import Selection

_TITLED_BY = 3  # a plan after a plan after a plan


def called(plans: Plans, at: Resolved, records: set[str]) -> View:
    """The view of what some records are and are called, and of what a plan is titled by."""
    selection = Selection(plans.sight)
    wanted = selection.same(records) if plans.joined.to else records
    asked: set[str] = set()
    for _ in range(_TITLED_BY):
        asked |= wanted
        selection.describe(wanted)
        wanted = {one for entry in selection.entries for one in _titled_by(entry)} - asked
    if at.published_by is not None:
        selection.cite()
    return selection.composed(at, records)


def _titled_by(entry: Entry) -> Iterator[str]:
    """The records that a plan or package without a name is titled by."""
    if entry.kind in ("plan", "package"):
        yield from filter(None, (getattr(entry.payload, name, None) for name in ("follows", "plan")))
