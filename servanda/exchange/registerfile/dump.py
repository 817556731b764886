"""Write the live state of a partnership as a register file: read back, it gives the same view.

What was closed is left out, and so is what belongs to this register alone: briefs it issued, and editions of
frameworks, which every register records as it uses them. JSON Lines carries all of it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from servanda.exchange.registerfile.diff import CLOSING, OWN_TO_A_REGISTER
from servanda.exchange.registerfile.dump_facts import write_facts
from servanda.exchange.registerfile.dump_records import Written, write_records
from servanda.exchange.registerfile.emit import emit
from servanda.exchange.registerfile.naming import Naming, name_records
from servanda.kernel.canonical import canonical
from servanda.kernel.dates import PartialDate
from servanda.kernel.entries import Entry, Temporal
from servanda.kinds import INTRODUCING

LANGUAGE = "en"


@dataclass
class Live:
    """The live entries of a scope, sorted by what they are to a file."""

    scope: str
    statements: list[Entry]
    citations: Mapping[str, Sequence[Entry]]
    same: list[Entry]

    @classmethod
    def of(cls, scope: str, entries: Iterable[Entry]) -> "Live":
        """Sort entries; closers and what is a register's own are left out, a statement twice recorded is one."""
        statements: dict[str, Entry] = {}
        citations: dict[str, dict[str, Entry]] = defaultdict(dict)
        same: dict[str, Entry] = {}
        first: dict[str, str] = {}
        notes = []
        for entry in sorted(entries, key=lambda entry: (entry.recorded_at, entry.id)):
            if entry.temporal is Temporal.ENTRY:
                notes.append(entry)
            elif entry.kind not in OWN_TO_A_REGISTER:
                key = exact_digest(entry)
                first[entry.id] = statements.setdefault(key, entry).id
        for note in notes:
            if note.kind == "citation" and note.about in first:
                key = canonical([dict(note.payload.content()), note.marking.text])
                citations[first[note.about]].setdefault(key, note)
            elif note.kind == "same-as":
                same.setdefault(canonical([note.about, dict(note.payload.content()), note.marking.text]), note)
        ordered = sorted(statements.values(), key=exact_digest)
        by_target = {target: tuple(found.values()) for target, found in citations.items()}
        return cls(scope, ordered, by_target, list(same.values()))

    def records(self) -> dict[str, str]:
        """Every record that is spoken of, and what it is."""
        found: dict[str, str] = {self.scope: "partnership"}
        described: dict[str, str] = {}
        for entry in (*self.statements, *self.same, *(one for many in self.citations.values() for one in many)):
            mentioned = [*entry.payload.references(), *([entry.said_by] if entry.said_by else [])]
            if entry.kind != "citation":
                mentioned.append(entry.about)
            found.update(dict.fromkeys(mentioned, "record"))
            if entry.temporal is Temporal.RECORD:
                described[entry.about] = entry.kind
            elif entry.temporal is Temporal.ONCE and entry.kind in INTRODUCING:
                described.setdefault(entry.about, entry.kind)
        return {**found, **described}


def exact_digest(entry: Entry) -> str:
    """The canonical text of a statement, its date as it stands."""
    return canonical(
        [
            entry.kind,
            entry.about,
            entry.as_of.text,
            entry.since.text if entry.since else None,
            entry.until.text if entry.until else None,
            dict(entry.payload.content()),
            entry.said_by,
            entry.marking.text,
        ]
    )


def dump(scope: str, entries: Iterable[Entry], *, title: str | None = None) -> str:
    """Write the live entries of a scope, and those of records they refer to, as the text of a register file.

    Closers among the entries are passed over: what they closed is not live and not given.
    """
    live = Live.of(scope, (entry for entry in entries if entry.kind not in CLOSING))
    names: dict[str, list[Entry]] = defaultdict(list)
    for entry in live.statements:
        if entry.kind == "name":
            names[entry.about].append(entry)
    actor = next((one.actor for one in live.statements if one.about == scope and one.kind == "partnership"), "")
    naming = name_records(live.records(), names, scope, actor)
    entered = _entered(live.statements)
    described = write_records(live.statements, live.citations, naming, scope, entered, LANGUAGE)
    return emit(_document(live, naming, described, entered, title))


def _document(
    live: Live, naming: Naming, described: Written, entered: PartialDate | None, title: str | None
) -> dict[str, Any]:
    scope = naming.locals[live.scope]
    document: dict[str, Any] = {
        "servanda": 1,
        "register": naming.register,
        "scope": scope,
        "language": LANGUAGE,
        "title": title or scope,
    }
    if entered is not None and entered.end is not None:
        document["entered"] = entered.end.text
    document["records"] = described.records
    document["sources"] = described.sources
    rest = [entry for entry in live.statements if entry.id not in described.done]
    document["facts"] = write_facts(rest, live.citations, naming, live.scope, entered, described, LANGUAGE)
    pairs = [_pair(entry, naming) for entry in live.same]
    if pairs:
        document["same"] = sorted(pairs, key=str)
    return document


def _entered(statements: Iterable[Entry]) -> PartialDate | None:
    """The day that most records and names were described by."""
    days = Counter(
        entry.as_of
        for entry in statements
        if entry.payload.structural and entry.as_of.is_open_start and entry.as_of.end
    )
    return min(days, key=lambda day: (-days[day], day.text)) if days else None


def _pair(entry: Entry, naming: Naming) -> Any:
    pair = [naming.locals[entry.about], naming.locals[entry.payload.references()[0]]]
    reason = dict(entry.payload.content()).get("reason")
    more = {"reason": reason, "marking": None if entry.marking.public else entry.marking.text}
    more = {key: value for key, value in more.items() if value}
    return {"records": pair, **more} if more else pair
