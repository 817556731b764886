"""A small register of dates: a partnership with meetings, visits, items that are due and a text under silence."""

from datetime import date, datetime, timedelta
from typing import Any

from servanda import register
from servanda.kernel.dates import PartialDate
from servanda.kernel.marking import PUBLIC, Marking
from servanda.ledger import clock
from servanda.register import Draft, Recorded
from tests.support.registers import an_id, kind

SCOPE, STATE, BODY, DESK = an_id("agenda"), an_id("agenda state"), an_id("agenda body"), an_id("agenda desk")
PLAN, PACKAGE, SOURCE = an_id("agenda plan"), an_id("agenda package"), an_id("agenda source")


def described() -> list[Draft]:
    """What the records are, and what they are called."""
    records: list[tuple[str, str, dict[str, Any]]] = [
        (STATE, "party", {"category": "state"}),
        (BODY, "party", {"category": "organisation"}),
        (DESK, "party", {"category": "ministry", "within": STATE}),
        (SCOPE, "partnership", {"parties": [STATE, BODY]}),
        (PLAN, "plan", {"framework": "ogp-action-plan", "partnership": SCOPE, "period": "2015/2016"}),
        (PACKAGE, "package", {"framework": "ogp-action-plan", "partnership": SCOPE, "plan": PLAN}),
        (SOURCE, "source", {"title": "A report", "publisher": "Press", "published": "2016-11-15"}),
    ]
    drafts = [Draft(kind(name, **content), own, scope=SCOPE) for own, name, content in records]
    names = ((STATE, "Ruritania"), (BODY, "The League"), (DESK, "Ministry; of Dates, and\\Days"), (SCOPE, "agenda"))
    drafts += [Draft(kind("name", text=text, language="en"), own, scope=SCOPE) for own, text in names]
    drafts.append(Draft(kind("name", text="agenda", language="en", use="slug"), SCOPE, scope=SCOPE))
    step = Draft(kind("step", step="in-force", by=DESK), PLAN, PartialDate("2015-01-10"), SCOPE, id=an_id("the step"))
    tally = Draft(kind("tally", total=2), PACKAGE, PartialDate("2015-01-10"), SCOPE, id=an_id("the tally"))
    return [*drafts, *cited(step), *cited(tally)]


def cited(fact: Draft) -> list[Draft]:
    """A statement with its citation."""
    return [fact, Draft(kind("citation", source=SOURCE, at="p. 1"), fact.id or "")]


def meeting(
    name: str, *, planned: str = "", held: str = "", entry: str = "", marking: Marking = PUBLIC, **more: Any
) -> list[Draft]:
    """A meeting that is planned for a date, as announced yesterday; or was held on one."""
    said = held or str(clock.today() - timedelta(days=1))
    content = {"partnership": SCOPE, **({"planned_for": planned} if planned else {}), **more}
    own = an_id(entry or f"meeting {name} {planned}{held}")
    return cited(Draft(kind("meeting", **content), an_id(name), PartialDate(said), SCOPE, marking=marking, id=own))


def item(code: str, target: str | None, *, holder: str = DESK, entry: str = "", marking: Marking = PUBLIC) -> Draft:
    """An item of the package that is due on a date."""
    content: dict[str, Any] = {"of": PACKAGE, "text": f"Do what item {code} says", "code": code, "holder": holder}
    payload = kind("objective", **content, **({"target": target} if target else {}))
    own = an_id(entry or f"item {code} {target}")
    return Draft(payload, an_id(f"item {code}"), scope=SCOPE, marking=marking, id=own)


def silence(name: str, expires: datetime, *, opened: datetime | None = None, zone: str = "UTC") -> list[Draft]:
    """A text put under silence until a moment."""
    began = opened or clock.now() - timedelta(hours=2)
    text = Draft(
        kind("text-version", title=f"Text of {name}", number=1, of=PLAN, text="Words."),
        an_id(f"text {name}"),
        scope=SCOPE,
    )
    until = f"{expires:%Y-%m-%dT%H:%M} {zone}"
    asked = {"partnership": SCOPE, "decides": an_id(f"text {name}"), "parties": [STATE, DESK], "expires": until}
    when = PartialDate(began.replace(microsecond=0).isoformat())
    return [text, *cited(Draft(kind("procedure", **asked), an_id(name), when, SCOPE, id=an_id(f"opening {name}")))]


def objection(name: str, at: datetime) -> list[Draft]:
    """A written objection of the desk."""
    when = PartialDate(at.replace(microsecond=0).isoformat())
    payload = kind("reply", party=DESK, what="objection", words="Not so.")
    return cited(Draft(payload, an_id(name), when, SCOPE, id=an_id(f"objection {name}")))


def withdrawn(entry: str) -> Draft:
    """The withdrawal of a statement, by the name its identifier is made of."""
    return Draft(kind("withdraws", reason="wrong"), an_id(entry))


def record(*drafts: Draft) -> Recorded:
    """Record them together."""
    return register.record(list(drafts), actor="tester")


def day(days: int) -> date:
    """A day so many days from today."""
    return clock.today() + timedelta(days=days)
