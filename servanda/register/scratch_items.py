"""SCRATCH: naive stand-in for the core helper's item and portfolio queries."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any
from servanda.kernel.asof import standing
from servanda.kernel.dates import PartialDate
from servanda.kernel.standpoint import Resolved
from servanda.kernel.view import Fact, View
from servanda import register


@dataclass(frozen=True)
class Item:
    record: str
    fact: Fact
    grades: tuple[tuple[str, tuple[str, ...], PartialDate], ...]
    last: PartialDate | None


@dataclass(frozen=True)
class Page:
    total: int
    items: tuple[Item, ...]
    view: View


@dataclass(frozen=True)
class PlanLine:
    fact: Fact
    items: int
    counts: dict[str, dict[str, int]]
    last: PartialDate | None


@dataclass(frozen=True)
class Moved:
    fact: Fact
    old: Any
    new: Any


def _containers(at):
    from servanda.ledger.database import rows
    from servanda.ledger.columns import hex_of

    ids = [hex_of(i) for (i,) in rows("SELECT id FROM record WHERE kind IN ('plan','package','partnership')")]
    import dataclasses

    views = [register.container_view(i, at) for i in ids]
    sv = register.records_view(ids, at)
    facts = {f.digest: f for v in (*views, sv) for f in v.facts}
    view = dataclasses.replace(sv, facts=tuple(facts.values()))
    return view, [f for f in (*view.of_kind("plan"), *view.of_kind("package"))]


def _items(at, container):
    view = register.container_view(container, at)
    out = []
    for fact in view.of_kind("objective"):
        if view.aliases[fact.payload.of] != view.aliases[container]:
            continue
        grades = []
        for about, q in view.questions(fact.about):
            if q.startswith("grade/"):
                st = standing(view, about, q)
                if st.history:
                    vals = tuple(dict.fromkeys(v.value.text for _, v in st.facts))
                    grades.append((q, vals, st.facts[0][0].payload.period or st.facts[0][0].as_of))
        said = [f.as_of for f in view.about(fact.about) if not f.payload.structural and f.entry.is_placed]
        out.append(Item(fact.about, fact, tuple(grades), max(said, key=lambda w: w.latest, default=None)))
    return view, out


def _parties(view, fact):
    what = view.record(fact.payload.partnership)
    return what.payload.parties if what else ()


def _keeps(item, question, answer, holder, words):
    if holder and item.fact.payload.holder != holder:
        return False
    if (
        words
        and words.lower() not in (item.fact.payload.text.in_language("en")[0] + (item.fact.payload.code or "")).lower()
    ):
        return False
    if question:
        got = {q: v for q, v, _ in item.grades}
        v = got.get(question, ())
        if answer == "none":
            return not v
        if answer == "disputed":
            return len(v) > 1
        return v == (answer,)
    return True


def listed(
    at: Resolved,
    *,
    framework="",
    party="",
    holder="",
    plan="",
    question="",
    answer="",
    words="",
    order="plan",
    first=0,
    many=50,
) -> Page:
    view, containers = _containers(at)
    found = []
    for c in containers:
        if framework and c.payload.framework != framework:
            continue
        if plan and c.about != plan:
            continue
        if party and party not in _parties(view, c):
            continue
        v, items = _items(at, c.about)
        found += [i for i in items if _keeps(i, question, answer, holder, words)]
    keys = {
        "code": lambda i: i.fact.payload.code or "",
        "due": lambda i: (i.fact.payload.target is None, i.fact.payload.target.latest if i.fact.payload.target else 0),
        "said": lambda i: (i.last is None, -(i.last.latest.toordinal() if i.last else 0)),
        "holder": lambda i: i.fact.payload.holder or "~",
    }
    found.sort(key=keys.get(order, lambda i: (i.fact.payload.of, i.fact.payload.code or "")))
    page = tuple(found[first : first + many])
    ids = (
        {i.record for i in page}
        | {i.fact.payload.of for i in page}
        | {i.fact.payload.holder for i in page if i.fact.payload.holder}
        | ({plan} if plan else set())
        | ({party} if party else set())
        | ({holder} if holder else set())
    )
    return Page(len(found), page, register.records_view(ids, at))


def holders(at, **_):
    view, containers = _containers(at)
    out = {}
    for c in containers:
        v, items = _items(at, c.about)
        for i in items:
            if i.fact.payload.holder:
                out[i.fact.payload.holder] = v
    return out


def plans(at, *, framework="", party="", holder="", question="", answer=""):
    view, containers = _containers(at)
    lines = []
    for c in containers:
        v, items = _items(at, c.about)
        if framework and c.payload.framework != framework:
            continue
        if party and party not in _parties(view, c):
            continue
        items = [i for i in items if _keeps(i, question, answer, holder, "")]
        if (holder or question) and not items:
            continue
        counts = defaultdict(Counter)
        for i in items:
            for q, vals, _ in i.grades:
                counts[q][vals[0] if len(vals) == 1 else "disputed"] += 1
        said = [i.last for i in items if i.last] + [
            f.as_of for f in view.about(c.about) if not f.payload.structural and f.entry.is_placed
        ]
        lines.append(
            PlanLine(
                c, len(items), {q: dict(x) for q, x in counts.items()}, max(said, key=lambda w: w.latest, default=None)
            )
        )
    return view, lines


def moved(at, plan, first=0, many=50):
    from servanda.register.scratch_items import _items as it

    v, items = _items(at, plan)
    out = []
    for i in items:
        hist = [h.entry for h in register.history(i.record, at) if h.entry.kind == "objective"]
        targets = []
        for e in hist:
            if e.payload.target is not None and (not targets or targets[-1].payload.target != e.payload.target):
                targets.append(e)
        if len(targets) > 1:
            out.append(Moved(i.fact, targets[0], targets[-1]))
    return len(out), tuple(out[first : first + many]), v
