"""Rotations, increments and cumulative figures: told as what they are, never as a strength."""

from collections.abc import Iterator
from typing import Literal

from servanda.brief.disputes import told_dispute
from servanda.brief.model import Part, Sentence, Sign
from servanda.brief.parts import Slot, fill
from servanda.brief.scene import Behind, Scene
from servanda.brief.sides import disputes_of, is_followed, signed
from servanda.brief.titles import record_link
from servanda.kernel.view import Fact

KINDS = ("increment", "rotation", "cumulative")


def movements(scene: Scene, record: str) -> Iterator[Sentence]:
    """Tell what moved in a contribution, the newest first."""
    facts = [fact for fact in scene.view.about(record) if fact.kind in KINDS]
    newest = sorted(facts, key=lambda one: (one.entry.begins, one.digest), reverse=True)
    for fact in sorted(newest, key=lambda one: (-one.entry.begins.toordinal(), not _is_followed(scene, one))):
        yield movement(scene, fact)


def _is_followed(scene: Scene, fact: Fact) -> bool:
    return all(is_followed(dispute, fact) for dispute in disputes_of(scene, (fact,)))


def movement(scene: Scene, fact: Fact) -> Sentence:
    """Tell one rotation, increment or cumulative figure."""
    tellers = {"rotation": _rotation, "increment": _increment, "cumulative": _cumulative}
    pattern, slots = tellers[fact.kind](scene, fact)
    note = fact.payload.note
    slots["what"] = record_link(scene, fact.about)
    slots["note"] = fill(scene.t.gettext(" ({note})"), note=scene.text(note)) if note else ""
    disputes = disputes_of(scene, (fact,))
    if disputes and "count" in slots:
        slots["count"] = signed(scene, fill("{count}", count=slots["count"]), fact, disputes[0])
    behind = Behind(record=fact.about, dispute=told_dispute(scene, disputes[0]) if disputes else None)
    return scene.say(f"contributions.{fact.kind}", pattern, (fact,), behind, **slots)


def when(scene: Scene, fact: Fact) -> tuple[Part, ...]:
    """Its date; of an undated one, that it bears none."""
    if fact.entry.is_placed:
        return scene.date(fact.entry.start, "at")
    return fill(scene.t.gettext("undated ({date})"), date=scene.date(fact.as_of))


def _rotation(scene: Scene, fact: Fact) -> tuple[str, dict[str, Slot]]:
    t, payload = scene.t, fact.payload
    patterns = {
        "out": t.gettext("{what}, rotation {date}: {count} sent{note}; this is not a strength."),
        "home": t.gettext("{what}, rotation {date}: {count} returned{note}; this is not a strength."),
        "exchange": t.gettext("{what}, rotation {date}: {count} exchanged{note}; this is not a strength."),
    }
    count = scene.count(payload.count) if payload.count else (Sign(t.gettext("a number not known"), "unknown"),)
    date = when(scene, fact)
    if payload.planned_for is not None:
        date = fill(t.gettext("planned {date}"), date=scene.date(payload.planned_for, "for"))
    return patterns[payload.direction], {"count": count, "date": date}


def _increment(scene: Scene, fact: Fact) -> tuple[str, dict[str, Slot]]:
    t, payload = scene.t, fact.payload
    items: list[tuple[Part, ...]] = []
    if payload.count is not None:
        items.append(fill(t.gettext("by {count}"), count=scene.count(payload.count)))
    if payload.percent is not None:
        items.append(fill(t.gettext("by {count} per cent"), count=scene.count(payload.percent)))
    if payload.to is not None and payload.from_ is not None:
        span = {"low": scene.count(payload.from_), "high": scene.count(payload.to)}
        items.append(fill(t.gettext("from {low} to {high}"), **span))
    elif payload.to is not None:
        items.append(fill(t.gettext("to {count}"), count=scene.count(payload.to)))
    date = when(scene, fact)
    if payload.planned_for is not None:
        date = fill(t.gettext("planned {date}"), date=scene.date(payload.planned_for, "for"))
    return t.gettext("{what}, change in strength {date}: {amount}{note}."), {
        "amount": scene.listed(items),
        "date": date,
    }


def _cumulative(scene: Scene, fact: Fact) -> tuple[str, dict[str, Slot]]:
    t, payload = scene.t, fact.payload
    span = payload.period
    slots: dict[str, Slot] = {
        "count": scene.count(payload.count),
        "items": scene.human(payload.of, payload.count.exact),
        "period": scene.date(span, "at") if span else scene.date(fact.as_of, "until"),
    }
    return t.gettext("{what}, altogether {period}: {count} {items}{note}; a figure over that span."), slots


def kind_of(fact: Fact) -> Literal["rotation", "increment", "cumulative"]:
    """Which of the three it is."""
    match fact.kind:
        case "rotation":
            return "rotation"
        case "increment":
            return "increment"
    return "cumulative"
