"""What stands once it was recorded: texts, what was said of them, and what was recorded at a table.

Neither the words of a text nor its opening are changed while it is open, at any door: a changed text is another
version, and starts anew. Whatever stands is corrected, dated and with a reason, only by those who correct what others
recorded (``web.permission``).
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from servanda.errors import worded
from servanda.kernel.closing import CLOSERS
from servanda.kernel.entries import Entry
from servanda.kernel.procedures import rules_in
from servanda.kernel.silence import Does, Happening, Putting, follow
from servanda.ledger.columns import hex_of
from servanda.ledger.database import rows, slices, within
from servanda.ledger.reading import as_whole
from servanda.register.draft import Draft, Found
from servanda.register.editions import frameworks
from servanda.register.writing.belonging import told_of
from servanda.register.writing.onrecord import STANDING, answered, grounds, on_record

_STANDING = frozenset(
    {"announcement", "extension", "procedure", "reply", "text-amendment", "text-edition", "text-withdrawn"}
    | {"agenda-item", "agenda-order", "minutes", "outcome"}
)
_OF_A_MEETING = frozenset({"delegation", "meeting", "meeting-time"})  # once its minutes are adopted
_PUT_TO_DECISION = frozenset({"procedure", "text-version"})
_DOES: Mapping[str, Does] = {"reply": "reply", "extension": "extension", "text-withdrawn": "withdrawal"}


def stands(entry: Entry) -> bool:
    """Whether its author changes a statement no more."""
    if entry.kind in _STANDING:
        return True
    with as_whole():
        if entry.kind == "text-version":
            return bool(_deciding({entry.about}))
        if entry.kind in _OF_A_MEETING:
            return _is_adopted(entry.about)
        return entry.kind == "decision" and _is_of_minutes(entry.id)


class Texts:
    """Which entries that are closed in a piece of a batch, and which texts that are described in it, are open."""

    def __init__(self, drafts: Sequence[Draft], kind_of: Callable[[str], str | None], moment: datetime) -> None:
        """``kind_of`` gives the kind of an entry that a draft is about; ``moment`` is that of recording."""
        closed = {draft.about for draft in drafts if draft.payload.kind in CLOSERS}
        wanted = {entry for entry in closed if kind_of(entry) in _PUT_TO_DECISION}
        # what closes a closer opens again what that closed, and what closes a citation takes its ground away
        chained = {note: fact for note, (fact, kind) in grounds(closed, kind_of).items() if kind in _PUT_TO_DECISION}
        wanted |= set(chained.values())
        is_open = set(_of_open_texts(wanted, moment)) if wanted else set()
        self._closed = is_open | {note for note, fact in chained.items() if fact in is_open}
        described = {draft.about for draft in drafts if draft.payload.kind == "text-version"}
        open_texts = _open_texts(described, moment) if described else set()
        self._words = {text: [one.content for one in told] for text, told in told_of(open_texts).items()}

    def faults(self, draft: Draft) -> Iterator[Found]:
        """What is wrong with closing an entry, or with saying of a text what was not said of it before."""
        is_closed = draft.payload.kind in CLOSERS and draft.about in self._closed
        is_changed = draft.payload.kind == "text-version" and draft.payload not in self._words.get(
            draft.about, [draft.payload]
        )
        if is_closed or is_changed:
            sentence = worded("The text is put to decision, and is not decided yet.")
            remedy = worded("take the text back, and put a changed version to decision")
            yield Found("open-text", "about", sentence, remedy, refused=True)


@dataclass
class _Put:
    """What happened to a text put to decision: its openings, each with its moment, and the rest."""

    openings: list[tuple[Any, datetime]] = field(default_factory=list)
    happened: list[Happening] = field(default_factory=list)

    def is_open(self, moment: datetime, successors: Collection[Happening]) -> bool:
        """Whether by any of its openings it is not decided yet."""
        return any(
            follow(
                Putting(said.way, opened, said.expires.moment if said.expires else None, frozenset(said.parties)),
                (*self.happened, *successors),
                moment,
                rules_in(said, frameworks().rules_of(said.framework, said.way)),
            ).is_open
            for said, opened in self.openings
        )


def _of_open_texts(entries: Collection[str], moment: datetime) -> Iterator[str]:
    """Those of some entries that are an opening, or a text version, of what is open."""
    found: dict[str, dict[str, str]] = {"procedure": {}, "text-version": {}}
    for piece in slices(entries):
        condition, parameters = within("e.id", piece)
        for own, kind, about in rows(f"SELECT e.id, e.kind, e.about FROM entry AS e WHERE {condition}", parameters):  # noqa: S608
            found[kind][hex_of(own) or ""] = hex_of(about) or ""
    openings, texts = found["procedure"], found["text-version"]
    is_open = _open(set(openings.values()), moment) | _open_texts(set(texts.values()), moment)
    yield from (entry for entry, about in (*openings.items(), *texts.items()) if about in is_open)


def _open_texts(texts: Collection[str], moment: datetime) -> set[str]:
    """Those of some text versions that are put to decision and not decided yet."""
    decided = _deciding(texts)
    is_open = _open(set().union(*decided.values()), moment)
    return {text for text, records in decided.items() if text in texts and records & is_open}


def _open(procedures: Collection[str], moment: datetime) -> set[str]:
    """Those of some texts put to decision that are not decided yet."""
    put = _put(procedures)
    later = _successors({said.decides for one in put.values() for said, _ in one.openings})
    return {
        record
        for record, one in put.items()
        if one.is_open(moment, [each for said, _ in one.openings for each in later[said.decides]])
    }


def _deciding(texts: Collection[str]) -> dict[str, set[str]]:
    """The procedures that some text versions are, or were, decided by."""
    found: dict[str, set[str]] = defaultdict(set)
    for record, one in _put(_naming(texts, "procedure")).items():
        for said, _ in one.openings:
            found[said.decides].add(record)
    return found


def _successors(texts: Collection[str]) -> dict[str, list[Happening]]:
    """The openings on the text versions that change some."""
    found: dict[str, list[Happening]] = defaultdict(list)
    changed = {
        about: content.follows
        for about, content, _ in _said(_naming(texts, "text-version"), ("text-version",))
        if content.follows in texts
    }
    for text, records in _deciding(changed).items():
        for record, one in _put(records).items():
            if text in changed:
                found[changed[text]] += [Happening(opened, "successor", record) for _, opened in one.openings]
    return found


def _put(procedures: Collection[str]) -> dict[str, _Put]:
    found: dict[str, _Put] = defaultdict(_Put)
    for about, content, moment in _said(procedures, ("procedure", *_DOES)):
        if moment is None:
            continue
        if content.kind == "procedure":
            found[about].openings.append((content, moment))
            continue
        is_reply, is_extension = content.kind == "reply", content.kind == "extension"
        happening = Happening(
            moment,
            _DOES[content.kind],
            f"{len(found[about].happened)}",
            party=content.party if is_reply else "",
            what=content.what if is_reply else "",
            written=not (is_reply and content.spoken),
            expires=content.expires.moment if is_extension else None,
        )
        found[about].happened.append(happening)
    return found


def _said(records: Collection[str], kinds: Sequence[str]) -> Iterator[tuple[str, Any, datetime | None]]:
    """What is said of some records in entries of some kinds that stand: record, content and moment."""
    for one in on_record(records, f"e.kind IN ({', '.join(['%s'] * len(kinds))})", kinds):
        yield one.about, one.content, one.as_of.moment


def _naming(records: Collection[str], kind: str) -> set[str]:
    """The records of a kind that name one of some."""
    found: set[str] = set()
    for piece in slices(records):
        condition, parameters = within("m.record", piece)
        sql = (
            "SELECT DISTINCT k.about FROM mention AS m JOIN key AS k ON k.id = m.key_id"  # noqa: S608
            f" JOIN record AS r ON r.id = k.about WHERE {condition} AND r.kind = %s"
        )
        found.update(hex_of(own) or "" for (own,) in rows(sql, [*parameters, kind]))
    return found


def _is_adopted(meeting: str) -> bool:
    """Whether the minutes of a meeting were adopted."""
    return bool(answered([meeting], "k.question = 'minutes'"))


def _is_of_minutes(entry: str) -> bool:
    """Whether a statement was written back by minutes that were adopted: it is cited to them."""
    condition, parameters = within("l.target", [entry])
    sql = (
        "SELECT 1 FROM link AS l JOIN mention AS m ON m.record = l.other JOIN key AS k ON k.id = m.key_id"  # noqa: S608
        f" JOIN {STANDING} WHERE {condition} AND l.kind = 'citation' AND l.known_to IS NULL"
        " AND k.question = 'minutes' LIMIT 1"
    )
    return bool(rows(sql, parameters))
