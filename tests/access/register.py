"""The register of the access matrix: two partnerships alike, with statements of every marking, each recognisable."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from servanda import register
from servanda.kernel.dates import PartialDate
from servanda.kernel.marking import PUBLIC, Marking
from servanda.register import Draft
from tests.support.registers import an_id, kind

OWN, OTHER = "OWN", "OTHER"
MARKINGS = ("public", "restricted", "restricted to A", "restricted to B", "secret to B")
DAY = PartialDate("2016-11-15")
OPENED = PartialDate("2016-11-15T09:00Z")
TIMED = frozenset({"procedure", "press-line", "line-cleared"})
ASKED = {"expires": "2016-11-17T17:00 Europe/Brussels"}
ISSUED = {"format": "text", "language": "en", "view": "{}", "view_sha256": "0" * 64, "standpoint": {}}
# kinds of records of which there can be nothing that is not hidden
HIDDEN = ("party", "partnership", "plan", "package", "objective", "indicator", "source", "operation", "contribution",
          "review", "meeting", "visit", "decision")  # fmt: skip
APART = range(2, 4)  # of the closed markings: by what is so marked records are joined, and items are in other plans


@dataclass(frozen=True)
class Marked:
    """A statement of the matrix: its marking, and the words and figures that nothing else on any page has."""

    marking: Marking
    entry: str
    figure: str
    words: str
    place: str

    def is_in(self, text: str, *, named: bool = False) -> bool:
        """Whether anything in a text betrays it; where one ``named`` it oneself, its identifier does not.

        Five digits can stand in any hash: its figure is looked for as a number by itself.
        """
        if self.words in text or (self.entry in text and not named):
            return True
        return self.figure in text and re.search(rf"(?<![0-9a-f]){self.figure}(?![0-9a-f])", text) is not None


@dataclass
class Matrix:
    """The register, and how its records are found."""

    marked: list[Marked] = field(default_factory=list)

    def of(self, place: str) -> list[Marked]:
        """The statements of one partnership."""
        return [one for one in self.marked if one.place == place]


def record_of(place: str, name: str) -> str:
    """The identifier of a record of one partnership."""
    return an_id(f"{place} {name}")


def described(place: str) -> list[Draft]:
    """What the public records of a partnership are: one of each kind that has a page."""
    scope = record_of(place, "partnership")
    ids = {name: record_of(place, name) for name in ("state", "body", "plan", "package", "objective", "source")}
    what: list[tuple[str, str, dict[str, Any]]] = [
        ("state", "party", {"category": "state"}),
        ("body", "party", {"category": "organisation"}),
        ("plan", "plan", {"framework": "ogp-action-plan", "partnership": scope, "period": "2015/2016"}),
        ("package", "package", {"framework": "ogp-action-plan", "partnership": scope}),
        ("objective", "objective", {"of": ids["package"], "text": f"Open goal of {place}", "code": "1.1"}),
        ("source", "source", {"title": f"Report of {place}", "publisher": "Press", "published": "2016-11-15"}),
        ("operation", "operation", {"led_by": ids["body"]}),
        ("contribution", "contribution", {"party": ids["state"]}),
        ("review", "review", {"framework": "ogp-action-plan", "partnership": scope, "plans": [ids["package"]]}),
        ("text", "text-version", {"title": f"Draft of {place}", "number": 1, "of": ids["plan"], "text": "Words."}),
    ]
    drafts = [Draft(kind("partnership", parties=[ids["state"], ids["body"]]), scope, scope=scope)]
    drafts += [Draft(kind(name, **content), record_of(place, own), scope=scope) for own, name, content in what]
    slug = kind("name", text=f"{place.lower()}-partnership", language="en", use="slug")
    drafts.append(Draft(slug, scope, scope=scope))
    facts: list[tuple[str, str, dict[str, Any]]] = [
        ("tally", "package", {"total": 41}),
        ("strength", "contribution", {"total": 90}),
        ("step", "plan", {"step": "in-force"}),
        ("statement", "objective", {"topic": "t", "text": f"said openly by {place}"}),
        ("meeting", "meeting", {"partnership": scope, "participants": [ids["state"]]}),
        ("visit", "visit", {"partnership": scope, "visitor": ids["body"]}),
        ("decision", "decision", {"partnership": scope, "text": "agreed"}),
        ("review-step", "review", {"step": "implementation", "does": "opened"}),
        ("procedure", "procedure", {"partnership": scope, "decides": record_of(place, "text"), **ASKED}),
        ("issued", "partnership", {**ISSUED, "text": "as it was issued"}),
    ]
    line = {"partnership": scope, "text": f"Open line of {place}.", "clearers": ["Press"]}
    facts += [("press-line", "line", line), ("line-cleared", "line", {"clearer": "Press", "what": "cleared"})]
    for name, about, content in facts:
        asked = {"parties": [ids["state"]]} if name == "procedure" else {}
        when = OPENED if name in TIMED else DAY
        payload, own = kind(name, **content, **asked), record_of(place, f"the {name}")
        drafts += cited(Draft(payload, record_of(place, about), when, scope, id=own), place)
    return drafts


def cited(fact: Draft, place: str) -> list[Draft]:
    """A statement and its citation, as open as the statement is."""
    return [fact, Draft(kind("citation", source=record_of(place, "source"), at="paragraph 4"), fact.id or "")]


def marked(place: str) -> list[tuple[Marked, list[Draft]]]:
    """The marked statements of a partnership: figures, words, and a goal that exists for its readers alone."""
    scope, found = record_of(place, "partnership"), []
    for number, text in enumerate(MARKINGS):
        one = Marked(
            Marking.parse(text),
            record_of(place, f"marked {number} tally"),
            f"7{len(place)}{number}19",
            f"hiddenword{place.lower()}{number}",
            place,
        )
        said: list[tuple[str, str, dict[str, Any]]] = [
            ("tally", "package", {"total": int(one.figure)}),
            ("strength", "contribution", {"total": int(one.figure)}),
            ("statement", "objective", {"topic": "t", "text": one.words}),
            ("text-edition", "plan", {"articles": [{"number": "1", "text": one.words}]}),
            ("text-amendment", "plan", {"changes": [{"does": "replace", "number": "1", "text": one.words}]}),
            ("succession", "package", {"became": "new", "after": [record_of(place, "objective")], "reason": one.words}),
            ("postponed", "objective", {"to": "2017-06", "reason": one.words}),
        ]
        said += lines(one, f"line {number}", scope)
        drafts: list[Draft] = []
        for name, about, content in said:
            own, record = record_of(place, f"marked {number} {name}"), record_of(place, about)
            when = OPENED if name in TIMED else DAY
            drafts += cited(Draft(kind(name, **content), record, when, scope, marking=one.marking, id=own), place)
        goal = kind("objective", of=record_of(place, "package"), text=f"goal {one.words}", code=f"9.{number}")
        drafts.append(Draft(goal, record_of(place, f"goal {number}"), scope=scope, marking=one.marking))
        if not one.marking.public:
            found.append((one, drafts))
    return found


def lines(one: Marked, line: str, scope: str) -> list[tuple[str, str, dict[str, Any]]]:
    """A marked line for outside that rests on the marked tally and follows the open line; and its clearance."""
    words = {"partnership": scope, "text": f"There were {one.figure} of {one.words}.", "clearers": ["Press", one.words]}
    open_line = record_of(one.place, "line")
    cleared = {"clearer": "Press", "what": "cleared", "words": one.words}
    return [
        ("press-line", line, {**words, "rests_on": [one.entry], "follows": open_line}),
        ("line-cleared", line, cleared),
    ]


def build(*, hidden: bool = True) -> Matrix:
    """Record both partnerships; the marked statements last, if at all."""
    register.record([draft for place in (OWN, OTHER) for draft in described(place)], actor="tester")
    return hide() if hidden else Matrix()


def hide(may: Callable[[Marking], bool] = lambda _: True) -> Matrix:
    """Record the marked statements: all, or those of some markings."""
    found = [one for place in (OWN, OTHER) for one in marked(place) if may(one[0].marking)]
    register.record([draft for _one, drafts in found for draft in drafts], actor="tester")
    return Matrix([one for one, _drafts in found])


def graded() -> None:
    """Record what lists and counts are made of: open grades, from two partnerships, and an open date that moved."""
    drafts = []
    for place, other in ((OWN, OTHER), (OTHER, OWN)):
        scope, goal = record_of(place, "partnership"), record_of(place, "objective")
        again = record_of(place, "objective again")
        text = f"Open goal of {place}, said again"
        what = kind("objective", of=record_of(place, "package"), text=text, code="1.1", target="2016-12")
        drafts += [Draft(what, goal, DAY, scope, id=again), *_grades(place, goal, PUBLIC, ("limited", "complete"))]
        one = kind("assessment", axis="completion", track="self", grade="limited")
        drafts.append(Draft(one, goal, DAY, record_of(other, "partnership")))
        own = kind("objective", of=record_of(place, "plan"), text="Another open goal", target="2016-12")
        drafts += [Draft(own, record_of(place, "second"), scope=scope)]
    register.record(drafts, actor="tester")


def hide_beside(may: Callable[[Marking], bool]) -> None:
    """Record, for some closed markings, facts beside all that is open; and partnerships, plans, ... of them alone."""
    drafts = []
    for place, other in ((OWN, OTHER), (OTHER, OWN)):
        for number, text in enumerate(MARKINGS[1:]):
            if may(Marking.parse(text)):
                drafts += _beside(place, other, number, Marking.parse(text))
    register.record(drafts, actor="tester")


def _beside(place: str, other: str, number: int, marking: Marking) -> list[Draft]:
    scope, goal, state = (record_of(place, name) for name in ("partnership", "objective", "state"))
    plan, package = record_of(place, "plan"), record_of(place, "package")
    own = {name: record_of(place, f"hidden {name} {number}") for name in HIDDEN}
    parties = [own["party"], record_of(place, "body")]
    said = {"of": own["plan"] if number in APART else package, "text": f"said otherwise {number}"}
    what: list[tuple[str, str, dict[str, Any]]] = [
        ("party", own["party"], {"category": "state"}),
        ("partnership", own["partnership"], {"parties": parties}),
        ("plan", own["plan"], {"framework": "ogp-action-plan", "partnership": own["partnership"]}),
        ("package", own["package"], {"framework": "ogp-action-plan", "partnership": scope}),
        ("objective", own["objective"], {"of": own["package"], "text": f"hidden {number}", "holder": state}),
        ("objective", record_of(place, f"hidden in plan {number}"), {"of": plan, "text": "more"}),
        ("objective", goal, {**said, "target": f"201{number}-05"}),
        ("indicator", own["indicator"], {"of": goal, "measures": "words"}),
        ("source", own["source"], {"title": f"Closed report {number}", "publisher": "Press", "published": "2016"}),
        ("operation", own["operation"], {"led_by": record_of(place, "body")}),
        ("contribution", own["contribution"], {"party": state}),
        ("review", own["review"], {"framework": "ogp-action-plan", "partnership": scope, "plans": [own["package"]]}),
        ("review", record_of(place, "review"), {"framework": "ogp-action-plan", "partnership": scope, "plans": [plan]}),
        ("name", own["partnership"], {"text": f"closed-{number}-{place.lower()}", "language": "en", "use": "slug"}),
        ("name", state, {"text": f"Closed name {number}", "language": "en"}),
    ]
    if number in APART:
        joined = {goal: record_of(place, f"goal {number + 1}"), package: own["package"]}
        what += [("same-as", one, {"other": other}) for one, other in joined.items()]
    drafts = [Draft(kind(name, **content), about, scope=scope, marking=marking) for name, about, content in what]
    events: dict[str, dict[str, Any]] = {
        "meeting": {"participants": [state]},
        "visit": {"visitor": state},
        "decision": {"text": "hidden"},
    }
    for name, more in events.items():
        fact, payload = record_of(place, f"hidden the {name} {number}"), kind(name, partnership=scope, **more)
        drafts.append(Draft(payload, own[name], DAY, scope, marking=marking, id=fact))
    drafts += _grades(place, goal, marking, ("not-started", "substantial"), f"{number}")
    drafts += _grades(place, own["objective"], marking, ("limited", "complete"), f"{number}")
    from_other = kind("assessment", axis="completion", track="irm", grade="complete")
    drafts.append(Draft(from_other, goal, DAY, record_of(other, "partnership"), marking=marking))
    on_open = kind("citation", source=own["source"], at=f"page {number}")
    return [*drafts, Draft(on_open, record_of(place, "the tally"), marking=marking)]


def _grades(place: str, goal: str, marking: Marking, grades: Sequence[str], name: str = "") -> list[Draft]:
    """Grades of a goal, year by year."""
    scope, days = record_of(place, "partnership"), (PartialDate("2015"), PartialDate("2016"))
    return [
        Draft(kind("assessment", axis="completion", track="irm", grade=grade), goal, day, scope, marking=marking,
              id=record_of(place, f"{goal} {name} {grade}"))
        for grade, day in zip(grades, days, strict=True)
    ]  # fmt: skip
