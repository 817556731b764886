"""Random registers, for properties: partial dates, lives, closers (withdrawn too), markings, two times, joined records.

A register is drawn as batches of drafts. What a batch would do against the rules is left out by the register
itself, which refuses the batch; nothing here decides what is right.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

from hypothesis import strategies as st

from servanda import register
from servanda.kernel.dates import PartialDate
from servanda.kernel.entries import Arrival, Entry, Temporal, edtf
from servanda.kernel.identity import derived_id
from servanda.kernel.marking import ANYONE, Marking, Reader
from servanda.kernel.standpoint import Standpoint
from servanda.kinds import KINDS, Kind, read
from servanda.register import Draft, Faults, Refusals

DATES = (
    "2014", "2015", "2016", "2016-03", "2016-04", "2016-04-12", "2016-04-13", "2016-04-12/2016-05", "201X", "2016~",
    "2015/2016", "2016-22", "2015-11-30", "2017-01", "2016/..", "../2016-05",
)  # fmt: skip
DAYS = (
    date(2014, 6, 1),
    date(2015, 12, 31),
    date(2016, 4, 12),
    date(2016, 4, 20),
    date(2016, 12, 31),
    date(2020, 1, 1),
)
PUBLIC, RESTRICTED, FOR_A, FOR_B, SECRET = (
    Marking.parse(text) for text in ("public", "restricted", "restricted to A", "restricted to A,B", "secret to B")
)
MARKINGS = (PUBLIC, PUBLIC, PUBLIC, RESTRICTED, FOR_A, FOR_B, SECRET)
READERS = (
    ANYONE,
    Reader("cleared", "restricted"),
    Reader("a", "restricted", frozenset({"A"})),
    Reader("b", "secret", frozenset({"B"})),
)


def an_id(name: str) -> str:
    """An identifier that a name stands for."""
    return derived_id("test", name)


def kind(name: str, **content: Any) -> Kind:
    """A content."""
    return KINDS[name].model_validate(content, context={"language": "en"})


SCOPES = ("P1", "P2")
PARTIES = ("A", "B", "C", "D")
HOLDERS = ("K1", "K2", "L1")  # packages and a plan
OBJECTIVES = ("O1", "O2", "O3", "O4")
SOURCES = ("S1", "S2", "S3", "S4")
RECORDS = (*SCOPES, *PARTIES, *HOLDERS, *OBJECTIVES, *SOURCES, "X1", "X2", "M1", "M2")
NAMES = ("Əliyev", "Aliyev", "Алиев", "Baku office", "Goal one", "Allied office")
FRAMEWORK = "ogp-action-plan"


def _what(name: str, draw: st.DrawFn) -> tuple[str, Kind]:
    """What a record is, and in which scope it is said."""
    scope = "P2" if name in ("P2", "K2", "O4", "X2", "S4") else "P1"
    first = name[0]
    if first == "P":
        return scope, kind("partnership", parties=[an_id("A"), an_id("B" if name == "P1" else "C")])
    if name in PARTIES:
        within = {"C": an_id("B"), "D": an_id("C")}.get(name)
        return scope, kind("party", category="state", within=within)
    if first == "K":
        return scope, kind("package", framework=FRAMEWORK, partnership=an_id(scope))
    if first == "L":
        return scope, kind("plan", framework=FRAMEWORK, partnership=an_id(scope), period="2015/2016")
    if first == "O":
        of = {"O1": "K1", "O2": "K1", "O3": "L1", "O4": "K2"}[name]
        holder = an_id(draw(st.sampled_from(PARTIES)))
        code, target = draw(st.sampled_from(["1.2", "1.10", None])), draw(st.none() | st.sampled_from(DATES[:8]))
        text = f"objective {name}"
        return scope, kind("objective", of=an_id(of), text=text, holder=holder, code=code, target=target)
    if first == "S":
        when = st.none() | st.sampled_from(DATES)
        return scope, kind(
            "source", title=f"title {name}", publisher="Press", published=draw(when), captured=draw(when)
        )
    return scope, kind("contribution", party=an_id(draw(st.sampled_from(PARTIES))))


def _fact(draw: st.DrawFn, *, wide: bool = False) -> tuple[str, Kind]:
    """A fact: the record it is about, and what it says."""
    more = _more(draw) if wide else []
    return draw(st.sampled_from(_facts(draw) + more))


def _facts(draw: st.DrawFn) -> list[tuple[str, Kind]]:
    """A fact of each kind: the records they are about, and what they say."""

    def pick(*items: Any) -> Any:
        return draw(st.sampled_from(items))

    number = pick(41, 42, {"about": 40}, {"at_most": 41}, "none", 0)
    grade = {"track": pick("irm", "self"), "grade": pick("limited", "substantial", "complete")}
    name = {"text": pick(*NAMES), "language": pick("en", "az"), "use": pick("full", "short", "alias")}
    meeting = {"partnership": an_id(pick(*SCOPES)), "participants": [an_id(pick(*PARTIES))]}
    facts: list[tuple[str, str, dict[str, Any]]] = [
        ("tally", pick(*HOLDERS), {"total": number, "parts": {"kind": {"x": 1}} if draw(st.booleans()) else {}}),
        ("strength", pick("X1", "X2"), {"total": number}),
        ("assessment", pick(*OBJECTIVES, "K1"), {"axis": "completion", **grade}),
        ("assessment", pick(*OBJECTIVES), {"axis": "completion", **grade}),
        ("ended", pick("X1", "L1"), {}),
        ("began", pick("X1", "L1"), {}),
        ("statement", pick(*RECORDS[:12]), {"topic": "t", "text": pick(*NAMES)}),
        ("step", pick("L1", "K1"), {"step": pick("in-force", "drafted")}),
        ("joined", pick(*SCOPES), {"framework": FRAMEWORK}),
        ("name", pick(*RECORDS[:13]), name),
        ("schedule", "P1", {"what": "visit", "count": number}),
        ("meeting", pick("M1", "M2"), meeting),
        ("rank", pick(*SOURCES), {"rank": pick(10, 60)}),
    ]
    return [(about, kind(which, **content)) for which, about, content in facts]


def _more(draw: st.DrawFn) -> list[tuple[str, Kind]]:
    """Facts whose class is not that of their kind (what is planned), or that contradict in what came of a day."""
    held = {"partnership": an_id("P1"), "planned_for": draw(st.sampled_from(["2016-05-20", "2016-06-20", "2016-06"]))}
    taken = {"framework": "occ", "step": "nel1", "result": draw(st.sampled_from(["failed", "passed", "done"]))}
    meeting, party = draw(st.sampled_from(["M1", "M2"])), draw(st.sampled_from(PARTIES))
    return [(meeting, kind("meeting", **held)), (party, kind("evaluation", **taken))]


@dataclass
class Drawn:
    """A register as drawn: its batches, and the ids of the entries that later ones may speak of.

    ``heads`` are the facts that nothing replaced yet, and the records they are about. A ``wide`` one has plans and
    evaluations as well.
    """

    batches: list[list[Draft]] = field(default_factory=list)
    entries: list[str] = field(default_factory=list)
    heads: dict[str, Draft] = field(default_factory=dict)
    wide: bool = False

    def fresh(self) -> str:
        """A new entry's id, the same in every run of one example."""
        self.entries.append(an_id(f"entry {len(self.entries)}"))
        return self.entries[-1]


@st.composite
def registers(draw: st.DrawFn, most: int = 14, *, wide: bool = False) -> Drawn:
    """Draw a register of up to ``most`` batches beyond what its records are."""
    drawn = Drawn(wide=wide)
    drawn.batches.append([_described(draw, name, drawn) for name in RECORDS if name[0] != "M"])
    drawn.batches[0] += _slugs(draw, drawn)
    for _ in range(draw(st.integers(3, most))):
        drawn.batches.append(draw_batch(draw, drawn))
    return drawn


def _described(draw: st.DrawFn, name: str, drawn: Drawn) -> Draft:
    scope, what = _what(name, draw)
    fact = Draft(what, an_id(name), scope=an_id(scope), marking=draw(st.sampled_from(MARKINGS)), id=drawn.fresh())
    drawn.heads[fact.id or ""] = fact
    return fact


def _slugs(draw: st.DrawFn, drawn: Drawn) -> list[Draft]:
    return [
        Draft(
            kind("name", text=f"slug-{name.lower()}", language="en", use="slug"), an_id(name),
            scope=an_id("P1"), marking=draw(st.sampled_from(MARKINGS)), id=drawn.fresh(),
        )
        for name in ("P1", "K1", "B")
    ]  # fmt: skip


def draw_batch(draw: st.DrawFn, drawn: Drawn, markings: Sequence[Marking] = MARKINGS) -> list[Draft]:
    """Draw one batch: a fact with citations, a correction, a later state, a withdrawal, or two records joined."""
    ways = ["fact", "fact", "fact", "fact", "replace", "state", "state", "withdraw", "withdraw", "cite", "join",
            "mark", "mark"]  # fmt: skip
    what = draw(st.sampled_from(ways))
    earlier = st.sampled_from(drawn.entries)
    if what == "withdraw":
        closer = Draft(kind("withdraws", reason="wrong"), draw(earlier), id=drawn.fresh())
        return [closer, *_citations(draw, closer, drawn, markings)]
    if what == "mark":
        return _marked(draw, draw(earlier), drawn)
    if what == "state":
        return _later_state(draw, drawn, markings)
    if what == "cite":
        return [_citation(draw, draw(earlier), drawn, markings)]
    if what == "join":
        group = draw(st.sampled_from([PARTIES, OBJECTIVES, SOURCES, SCOPES, HOLDERS[:2]]))
        one, other = draw(st.sampled_from(group)), draw(st.sampled_from(group))
        marking = draw(st.sampled_from(markings))
        payload = kind("same-as", other=an_id(other))
        return [Draft(payload, an_id(one), scope=an_id("P1"), marking=marking, id=drawn.fresh())]
    target = draw(earlier)
    fact = _drawn_fact(draw, drawn, markings)
    drawn.heads[fact.id or ""] = fact
    batch = [fact, *_citations(draw, fact, drawn, markings)]
    if what == "replace":
        batch.append(Draft(kind("replaces", by=fact.id, reason="slip"), target, id=drawn.fresh()))
    return batch


def _marked(draw: st.DrawFn, target: str, drawn: Drawn) -> list[Draft]:
    """An entry marked anew: by itself, or with one that may close it."""
    to, other = draw(st.sampled_from(MARKINGS)), draw(st.sampled_from(drawn.entries))
    others = [other] if draw(st.booleans()) and other != target else []
    return [Draft(kind("marked", to=to.text, reason="decided"), one, id=drawn.fresh()) for one in (target, *others)]


def _later_state(draw: st.DrawFn, drawn: Drawn, markings: Sequence[Marking]) -> list[Draft]:
    """What a later state of a file says otherwise of a record: a new fact, cited, that replaces the earlier one."""
    target = draw(st.sampled_from(sorted(drawn.heads)))
    before = drawn.heads.pop(target)
    name = next(name for name in RECORDS if an_id(name) == before.about)
    if before.payload.temporal is Temporal.RECORD:
        payload = _what(name, draw)[1]
    else:
        payload = next((made for about, made in _facts(draw) if (about, made.kind) == (name, before.payload.kind)),
                       before.payload)  # fmt: skip
    fact = replace(before, payload=payload, id=drawn.fresh())
    drawn.heads[fact.id or ""] = fact
    closer = Draft(kind("replaces", by=fact.id, reason="a later state"), target, id=drawn.fresh())
    batch = [fact, *_citations(draw, fact, drawn, markings, least=1), closer]
    return batch + (_citations(draw, closer, drawn, markings) if draw(st.integers(0, 5)) == 0 else [])


def _citations(draw: st.DrawFn, fact: Draft, drawn: Drawn, markings: Sequence[Marking], least: int = 0) -> list[Draft]:
    return [_citation(draw, fact.id or "", drawn, markings) for _ in range(draw(st.integers(least, 2)))]


def _drawn_fact(draw: st.DrawFn, drawn: Drawn, markings: Sequence[Marking]) -> Draft:
    about, payload = _fact(draw, wide=drawn.wide)
    timeless = payload.structural and draw(st.booleans())
    return Draft(
        payload,
        an_id(about),
        as_of=None if timeless else PartialDate(draw(st.sampled_from(DATES))),
        since=PartialDate("2013") if draw(st.integers(0, 5)) == 0 else None,
        scope=an_id(draw(st.sampled_from(SCOPES))),
        said_by=an_id(draw(st.sampled_from(PARTIES))) if draw(st.booleans()) else None,
        marking=draw(st.sampled_from(markings)),
        id=drawn.fresh(),
    )


def _citation(draw: st.DrawFn, target: str, drawn: Drawn, markings: Sequence[Marking]) -> Draft:
    payload = kind("citation", source=an_id(draw(st.sampled_from(SOURCES))), at=draw(st.sampled_from([None, "p. 1"])))
    return Draft(payload, target, scope=an_id("P1"), marking=draw(st.sampled_from(markings)), id=drawn.fresh())


def build(batches: Sequence[Sequence[Draft]]) -> list[datetime]:
    """Record batches; those that are against the rules are refused whole. Gives the moments of the others."""
    moments = []
    for batch in batches:
        try:
            moments.append(register.record(batch, actor="tester").moment)
        except (Faults, Refusals):
            continue
    return moments


@st.composite
def standpoints(draw: st.DrawFn, published: bool | None = None) -> tuple[Standpoint, float]:
    """Draw a standpoint, and where in the course of recording its ``known_at`` lies (1 is now)."""
    day = st.sampled_from(DAYS)
    point = Standpoint(
        as_of=draw(day),
        published_by=draw(day if published else st.none() | st.none() | day),
        reader=draw(st.sampled_from(READERS)),
    )
    return point, draw(st.sampled_from([0.3, 0.6, 0.9, 1.0, 1.0]))


def whole_ledger() -> tuple[list[Entry], list[Arrival]]:
    """Read back every entry and arrival, for the kernel to work on; an erased content is no entry any more."""
    entries, arrivals = [], []
    for header, _, text, _, arrival in register.all_entries():
        if text is not None:
            entries.append(entry_of(header, text))
            arrivals.append(arrival)
    return entries, arrivals


def entry_of(header: dict[str, Any], text: str) -> Entry:
    """Read an entry from its plain header and content."""
    payload = read(header["kind"], header["kind_version"], json.loads(text))
    plain = {name: header[name] for name in ("id", "about", "scope", "origin", "actor", "said_by", "on_behalf_of")}
    return Entry(
        payload=payload,
        as_of=edtf(header["as_of"]),
        since=edtf(header["since"]) if header["since"] else None,
        until=edtf(header["until"]) if header["until"] else None,
        recorded_at=datetime.fromisoformat(header["recorded_at"]).astimezone(UTC),
        marking=Marking.parse(header["marking"]),
        **plain,
    )
