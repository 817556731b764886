"""Writing the projection of entries that arrive, in the same transaction as the ledger."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from servanda.kernel.entries import Entry, Temporal
from servanda.kernel.marking import PUBLIC
from servanda.kinds import INTRODUCING
from servanda.ledger.columns import hex_of
from servanda.ledger.database import execute_many, id_form, is_postgresql, put, rows, slices, within
from servanda.projection import audiences, items, marks, standings
from servanda.projection.words import prose_of

Form = Callable[[str], Any]
Placed = Sequence[tuple[int, Entry]]
_CLAIM = ("key_id", "known_from", "known_to", "entry", "day", "latest_day", "audience", "val")
_LINK = ("entry", "known_from", "known_to", "day", "audience", "kind", "target", "other")
_JOINING = ("entry", "known_from", "known_to", "audience", "target", "other")
_PROSE = ("entry", "known_from", "known_to", "day", "audience", "record", "scope", "weight", "folded")
MENTION = "INSERT INTO mention (record, manner, key_id) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING"
_OCCASION = ("entry", "known_from", "known_to", "day", "audience", "scope")
_NO_OCCASION = (
    "DELETE FROM occasion WHERE entry IN"
    " (SELECT q.entry FROM key AS k JOIN claim AS q ON q.key_id = k.id WHERE k.about = %s)"
)
_TIMELESS = date.min.toordinal()


def project(placed: Placed) -> None:
    """Write the rows of newly arrived entries. What they close is closed by ``projection.closing`` after it."""
    facts = [(tick, entry) for tick, entry in placed if entry.temporal is not Temporal.ENTRY]
    numbers = audiences.numbers({entry.marking.text for _, entry in placed})
    form = id_form()
    kinds = _introduce(facts)
    keys = _Keys(kinds)
    keys.prepare(entry for _, entry in facts)
    claims: list[tuple[Any, ...]] = []
    links = [row for tick, entry in placed for row in _links(tick, entry, numbers, form)]
    prose = []
    for tick, entry in facts:
        claims.extend(_claims(tick, entry, keys, numbers[entry.marking.text]))
        if (words := prose_of(entry)) is not None:
            weight, folded = words
            who = (numbers[entry.marking.text], form(entry.about), form(entry.scope), weight, folded)
            prose.append((tick, tick, None, entry.begins.toordinal(), *who))
    keys.save()
    put("claim", _CLAIM, claims)
    put("link", _LINK, links)
    put("joining", _JOINING, [row for tick, entry in placed for row in _joinings(tick, entry, numbers, form)])
    put_prose(_PROSE, prose, numbers)
    put("occasion", _OCCASION, list(_occasions(facts, kinds, numbers, form)))
    items.project(facts, numbers)
    marks.project(placed)
    standings.settle(entry.about for _, entry in facts if entry.kind in standings.KINDS)


def put_prose(columns: Sequence[str], many: Sequence[tuple[Any, ...]], numbers: Mapping[str, int]) -> None:
    """Write words to be searched: on PostgreSQL those that not all may find stand apart (``rowsecurity``)."""
    if not is_postgresql():
        put("prose", columns, many)
        return
    place, public = columns.index("audience"), numbers.get(PUBLIC.text)
    put("prose", columns, [row for row in many if row[place] == public])
    put("prose_closed", columns, [row for row in many if row[place] != public])


def prose_tables() -> tuple[str, ...]:
    """The tables of words."""
    return ("prose", "prose_closed") if is_postgresql() else ("prose",)


def kinds_of(records: Iterable[str]) -> dict[str, str]:
    """What kind of record each identifier stands for; those that stand for none are left out."""
    found: dict[str, str] = {}
    for piece in slices(records):
        condition, parameters = within("id", piece)
        found.update(
            (hex_of(own) or "", kind)
            for own, kind in rows(f"SELECT id, kind FROM record WHERE {condition}", parameters)  # noqa: S608
        )
    return found


def mentions_of(entry: Entry) -> set[str]:
    """The records that a fact speaks of beside its own; of its scope every fact speaks that is not structural."""
    spoken = set(entry.payload.references())
    if entry.said_by:
        spoken.add(entry.said_by)
    if not entry.payload.structural:
        spoken.discard(entry.scope)
    spoken.discard(entry.about)
    return spoken


def manner_of(entry: Entry) -> int:
    """In what manner a fact names others: see ``projection.schema``."""
    if not entry.payload.structural:
        return 0
    return 1 if entry.payload.belongs_to() is None else 2


def _introduce(facts: Placed) -> Mapping[str, str]:
    """Enter the records that come into being; gives the kinds of all records the facts are about."""
    form = id_form()
    kinds = kinds_of(entry.about for _, entry in facts)
    fresh: dict[str, str] = {}
    for _, entry in facts:
        if entry.kind in INTRODUCING and entry.about not in kinds:
            kinds[entry.about] = fresh[entry.about] = entry.kind
    put("record", ("id", "kind"), [(form(own), kind) for own, kind in fresh.items()])
    return kinds


class _Keys:
    """The keys of some entries: found, or made in the order in which they are first answered."""

    def __init__(self, kinds: Mapping[str, str]) -> None:
        self._kinds = kinds
        self._numbers: dict[tuple[str, str, str], int] = {}
        self._scopes: dict[tuple[str, str], list[int]] = {}
        self._fresh: list[list[Any]] = []
        self._shared: set[int] = set()
        self._mentions: dict[tuple[str, int], int] = {}
        self._stale: list[str] = []
        self._first_fresh = 0
        self._form = id_form()

    def prepare(self, entries: Iterable[Entry]) -> None:
        """Look up what keys there are of the records the entries are about."""
        abouts = {entry.about for entry in entries}
        sql = "SELECT id, about, question, scope, detail, shared FROM key WHERE {}"
        for piece in slices(abouts):
            condition, parameters = within("about", piece)
            for number, about, question, scope, detail, _ in rows(sql.format(condition), parameters):
                owner = hex_of(about) or ""
                self._numbers[owner, question, hex_of(scope) or ""] = number
                self._scopes.setdefault((owner, question), []).append(number)
                if not detail and self._kinds.get(owner) == "objective":
                    self._stale.append(owner)
        self._first_fresh = (rows("SELECT COALESCE(MAX(id), 0) FROM key")[0][0]) + 1

    def number(self, entry: Entry, question: str) -> int:
        """The number of the key of an answer."""
        own = (entry.about, question, entry.scope)
        found = self._numbers.get(own)
        if found is not None:
            return found
        number = self._first_fresh + len(self._fresh)
        self._numbers[own] = number
        siblings = self._scopes.setdefault((entry.about, question), [])
        siblings.append(number)
        if len(siblings) > 1:
            self._shared.update(siblings)
        detail = self._kinds.get(entry.about) == "objective"
        self._fresh.append(
            [number, self._form(entry.about), question, self._form(entry.scope), detail, entry.payload.structural]
        )
        return number

    def mention(self, entry: Entry, number: int) -> None:
        """Note that a fact on the key speaks of other records than its own."""
        for record in mentions_of(entry):
            self._mentions[record, number] = manner_of(entry)

    def save(self) -> None:
        """Write what is new."""
        columns = ("id", "about", "question", "scope", "detail", "structural", "shared")
        put("key", columns, [(*row, row[0] in self._shared) for row in self._fresh])
        old = [(number,) for number in self._shared if number < self._first_fresh]
        execute_many("UPDATE key SET shared = %s WHERE id = %s", [(True, number) for (number,) in old])
        stale = [self._form(own) for own in sorted(set(self._stale))]
        execute_many("UPDATE key SET detail = %s WHERE about = %s", [(True, own) for own in stale])
        execute_many(_NO_OCCASION, [(own,) for own in stale])
        fresh: list[tuple[Any, ...]] = []
        known: list[tuple[Any, ...]] = []
        for (record, number), manner in self._mentions.items():
            (fresh if number >= self._first_fresh else known).append((self._form(record), manner, number))
        put("mention", ("record", "manner", "key_id"), fresh)
        execute_many(MENTION, known)


def _claims(tick: int, entry: Entry, keys: _Keys, audience: int) -> Iterable[tuple[Any, ...]]:
    day = entry.begins.toordinal()
    latest = entry.start.latest.toordinal() if entry.is_placed else None
    first = True
    for answer in entry.answers:
        number = keys.number(entry, answer.question)
        if first:
            keys.mention(entry, number)
            first = False
        yield (number, tick, None, tick, day, latest, audience, answer.value.text)


def _occasions(
    facts: Placed, kinds: Mapping[str, str], numbers: Mapping[str, int], form: Form
) -> Iterable[tuple[Any, ...]]:
    for tick, entry in facts:
        if not entry.payload.structural and kinds.get(entry.about) != "objective":
            yield (tick, tick, None, entry.begins.toordinal(), numbers[entry.marking.text], form(entry.scope))


def _links(tick: int, entry: Entry, numbers: Mapping[str, int], form: Form) -> Iterable[tuple[Any, ...]]:
    payload: Any = entry.payload
    found: list[tuple[str, int, str, str]] = []
    if entry.kind == "citation":
        found.append(("citation", _TIMELESS, entry.about, payload.source))
    elif entry.kind == "replaces":
        found.append(("replaces", _TIMELESS, entry.about, payload.by))
    elif entry.kind == "withdraws":
        found.append(("withdraws", _TIMELESS, entry.about, entry.id))
    elif entry.kind == "source":
        dated = {name: getattr(payload, name) for name in ("published", "captured")}
        found += [(name, when.latest.toordinal(), entry.about, entry.about) for name, when in dated.items() if when]
    elif (owner := payload.belongs_to()) is not None:
        found.append(("item", entry.begins.toordinal(), entry.about, owner))
    for kind, day, target, other in found:
        yield (tick, tick, None, day, numbers[entry.marking.text], kind, form(target), form(other))


def _joinings(tick: int, entry: Entry, numbers: Mapping[str, int], form: Form) -> Iterable[tuple[Any, ...]]:
    if entry.kind == "same-as":
        payload: Any = entry.payload
        for target, other in ((entry.about, payload.other), (payload.other, entry.about)):
            yield (tick, tick, None, numbers[entry.marking.text], form(target), form(other))
