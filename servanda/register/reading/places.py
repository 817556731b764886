"""Where a record lies: the chapter, the plan or package, and the partnership that a role may be held at."""

from collections.abc import Iterator
from typing import Any

from servanda.accounts.policy import Place
from servanda.errors import UsageError, worded
from servanda.kernel.standpoint import Resolved, Standpoint
from servanda.kernel.view import Fact
from servanda.register.reading.finding import find
from servanda.register.reading.views import records_view
from servanda.register.seeing import noted
from servanda.register.seeing.standpoint import resolve

KINDS = ("partnership", "plan", "package", "objective")
_DEEPEST = 30  # a tree of objectives is a few levels deep; what was recorded in a circle ends here
UPWARDS = ("parent", "of", "plan", "partnership")


def place(ref: str, standpoint: Standpoint) -> Place:
    """A place by its short name or identifier, with all that it lies in.

    Raises ``NotFound``, and ``UsageError`` for a record that no role is held at.
    """
    at = resolve(standpoint)
    record = find(ref, at)
    view = records_view([record], at)
    what = view.record(record)
    if what is None or what.kind not in KINDS:
        raise UsageError(
            "no-place",
            worded("No role is held at {ref!r}.", ref=ref[:80]),
            worded("name a partnership, a plan, a package, or a chapter of one"),
        )
    return place_of(record, what.entry.scope, at)


def place_of(record: str, scope: str, at: Resolved, content: Any = None) -> Place:
    """Where a statement about a record, said in a partnership, belongs.

    What lies in a plan belongs where its record lies, in whatever partnership it is spoken of; anything else, which
    may be spoken of in many, belongs to the partnership it is said in. ``content`` says where a record belongs that is
    not known yet.
    """
    what = _what(record, at)
    payload = content if what is None else what.payload
    if payload is None or payload.kind not in KINDS:
        return Place.of(scope)
    return Place.of(record, *_upwards(payload, at))


def place_in(content: Any, at: Resolved) -> Place:
    """Where a record would lie that is said to be this: a plan, a package or an objective."""
    return Place.of(*_upwards(content, at))


def _upwards(content: Any, at: Resolved) -> Iterator[str]:
    passed: set[str] = set()
    above = _above(content)
    while above is not None and above not in passed and len(passed) < _DEEPEST:
        passed.add(above)
        yield above
        what = _what(above, at)
        above = _above(what.payload) if what is not None and what.kind in KINDS else None


def _what(record: str, at: Resolved) -> Fact | None:
    """What a record is, looked at to decide and not to show."""
    with noted.aside():
        return records_view([record], at).record(record)


def _above(content: Any) -> str | None:
    return next((str(found) for name in UPWARDS if (found := getattr(content, name, None))), None)
