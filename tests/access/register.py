"""The register of the access matrix: two partnerships alike, with statements of every marking, each recognisable."""

from dataclasses import dataclass, field
from typing import Any

from servanda import register
from servanda.kernel.dates import PartialDate
from servanda.kernel.marking import Marking
from servanda.register import Draft
from tests.support.registers import an_id, kind

OWN, OTHER = "OWN", "OTHER"
MARKINGS = ("public", "restricted", "restricted to A", "restricted to B", "secret to B")
DAY = PartialDate("2016-11-15")
OPENED = PartialDate("2016-11-15T09:00Z")
TIMED = frozenset({"procedure", "press-line", "line-cleared"})
ASKED = {"expires": "2016-11-17T17:00 Europe/Brussels"}
ISSUED = {"format": "text", "language": "en", "view": "{}", "view_sha256": "0" * 64, "standpoint": {}}


@dataclass(frozen=True)
class Marked:
    """A statement of the matrix: its marking, and the words and figures that nothing else on any page has."""

    marking: Marking
    entry: str
    figure: str
    words: str
    place: str

    @property
    def signs(self) -> tuple[str, ...]:
        """What betrays it."""
        return (self.words, self.figure, self.entry)


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


def hide() -> Matrix:
    """Record the marked statements."""
    found = [one for place in (OWN, OTHER) for one in marked(place)]
    register.record([draft for _one, drafts in found for draft in drafts], actor="tester")
    return Matrix([one for one, _drafts in found])
