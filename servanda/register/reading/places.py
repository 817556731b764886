"""Where a record lies: the chapter, the plan or package, and the partnership that a role may be held at.

Who may do something there is decided over the whole register, and not by what its reader sees; what is hidden from him
is named to him by ``unseen``, to be answered for as what is not there.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from servanda.accounts.policy import Place
from servanda.errors import UsageError, worded
from servanda.kernel.standpoint import Resolved, Standpoint
from servanda.ledger.reading import as_whole
from servanda.register.reading.finding import find
from servanda.register.reading.views import records_view
from servanda.register.seeing.knowing import Knowing
from servanda.register.seeing.selection import Selection
from servanda.register.seeing.sight import Sight
from servanda.register.seeing.spoken import Spoken
from servanda.register.seeing.standpoint import resolve
from servanda.register.writing.belonging import OF_ONE, Told, told_of

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

    What lies in a plan belongs where its record lies, in whatever partnership it is spoken of. So does what happens
    once, and a text: it lies in the plan that it is of, if it is of one, and in the partnership in which it was first
    recorded. Anything else, which may be spoken of in many, belongs to the partnership it is said in. ``content`` says
    what a record is that is not known yet.
    """
    told = _told(record, at)
    payload = content if told is None else told.content
    if payload is None:
        return Place.of(scope)
    if payload.kind in KINDS:
        return Place.of(record, *_upwards(payload, at))
    if payload.kind == "indicator":
        inside = _inside(payload, at)
        return Place.of(scope) if inside.is_whole else Place.of(record, *inside.chain)
    if payload.kind not in OF_ONE:
        return Place.of(scope)
    scope = scope if told is None else told.scope
    inside = _inside(payload, at)
    return inside if scope in inside.chain else Place.of(scope)


def place_in(content: Any, at: Resolved) -> Place:
    """Where a record would lie that is said to be this: a plan, a package or an objective."""
    return Place.of(*_upwards(content, at))


def unseen(records: Iterable[str], at: Resolved, named: str = "") -> frozenset[str]:
    """Those of some records that are there, and of which the reader may not know.

    He knows of what something that he sees speaks of, and of what is said to be something by what he may read. A record
    that he ``named`` himself is among them where it is not there at all.
    """
    asked = set(records)
    with as_whole():
        there = set(told_of(asked))
    hidden = there - set(told_of(there, Knowing.of(at).readable("q")))
    hidden -= _spoken_of(hidden, at)
    return frozenset(hidden | ({named} - there if named else set()))


def is_untold(record: str, at: Resolved) -> bool:
    """Whether a record is there, and nothing that the reader sees speaks of it."""
    with as_whole():
        there = set(told_of([record]))
    return bool(there) and not _spoken_of(there, at)


def same(record: str, at: Resolved) -> set[str]:
    """The records that are one with a record, and itself."""
    return Selection(Sight.of(at)).same([record])


def _spoken_of(records: set[str], at: Resolved) -> set[str]:
    return Spoken(Sight.of(at)).of(records) if records else set()


def _inside(payload: Any, at: Resolved) -> Place:
    """The plan that a record of one partnership is of, with all that it lies in; the whole where it is of none."""
    if payload.kind == "procedure":
        text = _told(payload.decides, at)
        payload = text.content if text is not None else None
    above = getattr(payload, "of", None)
    named = getattr(payload, "plans", ()) or filter(None, (above,))
    told = [(record, what.content) for record in named if (what := _told(record, at)) is not None]
    chains = [Place.of(record, *_upwards(content, at)) for record, content in told if content.kind in KINDS]
    return chains[0] if len(chains) == 1 else Place()


def _upwards(content: Any, at: Resolved) -> Iterator[str]:
    passed: set[str] = set()
    above = _above(content)
    while above is not None and above not in passed and len(passed) < _DEEPEST:
        passed.add(above)
        yield above
        told = _told(above, at)
        above = _above(told.content) if told is not None and told.content.kind in KINDS else None


def _told(record: str, at: Resolved) -> Told | None:
    """What a record is, and in which partnership: as the reader may read it, else as anyone said."""
    own = told_of([record], Knowing.of(at).readable("q")).get(record)
    if own is None:
        with as_whole():
            own = told_of([record]).get(record)
    return next((one for one in own if one.stands), own[0]) if own else None


def _above(content: Any) -> str | None:
    return next((str(found) for name in UPWARDS if (found := getattr(content, name, None))), None)
