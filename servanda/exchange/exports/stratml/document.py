"""A plan as a Part 2 document: its head, its organisations, its statements, its goals."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from lxml import etree

from servanda.errors import NotFound
from servanda.exchange.exports.stratml.element import NAMESPACE, Writer
from servanda.exchange.exports.stratml.losses import Losses, LossReport
from servanda.exchange.exports.stratml.measures import write_indicators
from servanda.exchange.exports.stratml.people import write_organisations, write_stakeholders
from servanda.exchange.exports.stratml.seen import Seen
from servanda.exchange.formats.stratml.identifiers import own_identifier
from servanda.exchange.formats.stratml.reading import COUNTED
from servanda.exchange.formats.stratml.words import (
    DESCRIPTION,
    MISSION,
    OTHER,
    TYPE,
    TYPES,
    UNNAMED_VALUE,
    VALUE,
    VISION,
)
from servanda.kernel.marking import PUBLIC
from servanda.kernel.standpoint import Resolved
from servanda.kernel.view import Fact, View


def plan_document(view: View, plan: str, language: str) -> tuple[bytes, LossReport]:
    """The bytes of the document, and what it could not hold. Raises ``NotFound`` for what is no plan or package."""
    what = view.record(plan)
    if what is None or what.kind not in ("plan", "package"):
        raise NotFound(
            "no-plan", "There is no such plan to be seen here.", "check its address, the date and the reader"
        )
    return _Document(view, what, language).write()


_PLAIN: Any = {None: NAMESPACE}  # the stubs know no default namespace


class _Document:
    def __init__(self, view: View, plan: Fact, language: str) -> None:
        self._losses = Losses()
        self._seen = Seen(view, language, self._losses)
        self._writer = Writer(self._losses)
        self._plan = plan
        self._objectives = [fact for fact in view.of_kind("objective") if view.aliases[fact.payload.of] == plan.about]
        self._indicators: dict[str, list[Fact]] = defaultdict(list)
        for fact in view.of_kind("indicator"):
            self._indicators[view.aliases[fact.payload.of]].append(fact)

    def write(self) -> tuple[bytes, LossReport]:
        seen, writer, plan = self._seen, self._writer, self._plan.about
        root = etree.Element(f"{{{NAMESPACE}}}PerformancePlanOrReport", nsmap=_PLAIN)
        root.set("Type", self._type())
        writer.text(root, "Name", seen.name(plan))
        writer.optional(root, "Description", self._statement(plan, DESCRIPTION))
        writer.optional(root, "OtherInformation", self._statement(plan, OTHER))
        core = writer.element(root, "StrategicPlanCore")
        write_organisations(seen, writer, core, self._plan)
        for name, topic in (("Vision", VISION), ("Mission", MISSION)):
            words = self._statement(plan, topic)
            if words:
                writer.text(writer.element(core, name), "Description", words)
        self._values(core, plan)
        self._goals(core)
        self._administrative(root)
        if self._plan.kind == "package":
            self._losses.add("that it is a package", "written as a plan")
        self._tell_lost()
        written = Counter(str(etree.QName(element).localname) for element in root.iter(etree.Element))
        return self._bytes(root), self._losses.report({name: written[name] for name in COUNTED})

    def _bytes(self, root: etree._Element) -> bytes:
        at = self._seen.view.standpoint
        root.addprevious(etree.Comment(f" {standpoint_words(at)} ".replace("--", "- -")))
        written: bytes = etree.tostring(root.getroottree(), encoding="UTF-8", xml_declaration=True, pretty_print=True)
        return written

    def _type(self) -> str:
        said = [fact for fact in self._seen.of(self._plan.about, "statement") if fact.payload.topic == TYPE]
        latest = self._seen.latest(said, TYPE)
        if latest is not None and (word := self._seen.word(latest.payload.text)) in TYPES:
            return word
        self._losses.add("the type of the document, which is not said", f"written as {TYPES[0]}")
        return TYPES[0]

    def _statement(self, record: str, topic: str) -> str:
        said = [fact for fact in self._seen.of(record, "statement") if fact.payload.topic == topic]
        latest = self._seen.latest(said, topic)
        return self._seen.text(self._seen.take(latest).text) if latest else ""

    def _values(self, core: etree._Element, plan: str) -> None:
        said = [fact for fact in self._seen.of(plan, "statement") if fact.payload.topic in (VALUE, UNNAMED_VALUE)]
        for fact in said:
            content = self._seen.take(fact)
            words = self._seen.text(content.text)
            element = self._writer.element(core, "Value")
            if content.topic == UNNAMED_VALUE:
                self._writer.text(element, "Description", words)
            elif content.areas:
                name = self._seen.text(content.areas[0])
                self._writer.text(element, "Name", name)
                self._writer.optional(element, "Description", words if words != name else "")
                self._losses.add("value: further names", count=len(content.areas) - 1)
            else:
                self._writer.text(element, "Name", words)

    def _goals(self, core: etree._Element) -> None:
        """The outermost items are goals; all beneath one are its objectives, for there are two levels."""
        view = self._seen.view
        own = {fact.about: fact for fact in self._objectives}
        beneath: dict[str | None, list[Fact]] = defaultdict(list)
        for fact in own.values():
            parent = view.aliases[fact.payload.parent] if fact.payload.parent else None
            beneath[parent if parent in own else None].append(fact)
        goals = self._ordered(beneath[None])
        if not goals:
            self._losses.add("goals, of which there are none", "an empty one is written: a document needs one")
            goal = self._writer.element(core, "Goal")
            self._writer.text(goal, "Name", "")
            self._writer.text(goal, "Description", "")
        for fact in goals:
            goal = self._writer.element(core, "Goal")
            self._item(goal, fact, "goal")
            if self._indicators[fact.about]:
                self._losses.add("indicators of goals", count=len(self._indicators[fact.about]))
            for depth, objective in self._under(fact, beneath):
                if depth > 1:
                    self._losses.add("levels beneath the second", "written as objectives of their goal")
                element = self._writer.element(goal, "Objective")
                self._item(element, objective, "objective")
                write_indicators(self._seen, self._writer, element, self._indicators[objective.about])

    def _under(self, fact: Fact, beneath: dict[str | None, list[Fact]]) -> Iterator[tuple[int, Fact]]:
        stack = [(1, one) for one in reversed(self._ordered(beneath[fact.about]))]
        met = {fact.about}
        while stack:
            depth, one = stack.pop()
            if one.about in met:
                continue
            met.add(one.about)
            yield depth, one
            stack.extend((depth + 1, each) for each in reversed(self._ordered(beneath[one.about])))

    def _ordered(self, facts: Iterable[Fact]) -> Sequence[Fact]:
        found = list(facts)
        self._losses.add("the order of items without a code", "written by name", sum(not f.payload.code for f in found))
        return sorted(
            found, key=lambda fact: (_by_number(fact.payload.code or ""), self._seen.name(fact.about), fact.about)
        )

    def _item(self, element: etree._Element, fact: Fact, level: str) -> None:
        seen, writer, content = self._seen, self._writer, self._seen.take(fact)
        if content.level != level:
            self._losses.add(f"the level {content.level or 'of an item that has none'}", f"written as {level}")
        if content.holder:
            self._losses.add("holder", "written as a stakeholder that performs")
        name, words = seen.name(fact.about), seen.text(content.text)
        if level == "goal":
            writer.text(element, "Name", name)
            writer.text(element, "Description", words)
        else:
            writer.optional(element, "Name", name)
            writer.optional(element, "Description", words)
        writer.text(element, "Identifier", seen.identifier(fact.about) or own_identifier(fact.about))
        writer.optional(element, "SequenceIndicator", content.code or "")
        performers = [content.holder] if content.holder else []
        write_stakeholders(seen, writer, element, fact.about, performers=(*performers, *content.participants))
        writer.optional(element, "OtherInformation", self._statement(fact.about, OTHER))

    def _administrative(self, root: etree._Element) -> None:
        seen, writer = self._seen, self._writer
        about = writer.element(root, "AdministrativeInformation")
        writer.text(about, "Identifier", seen.identifier(self._plan.about) or own_identifier(self._plan.about))
        start, end = seen.days(getattr(seen.take(self._plan), "period", None), "the plan's period")
        writer.optional(about, "StartDate", start)
        writer.optional(about, "EndDate", end)
        published, address, author = (self._agreed(name) for name in ("published", "address", "author"))
        writer.optional(about, "PublicationDate", published)
        writer.optional(about, "Source", address)
        given, _, surname = author.rpartition(" ")
        if author:
            submitter = writer.element(root, "Submitter")
            writer.optional(submitter, "GivenName", given or surname)
            writer.optional(submitter, "Surname", surname if given else "")

    def _agreed(self, field: str) -> str:
        """What all sources of what was written say alike; else nothing, for none is preferred."""
        view = self._seen.view
        records = self._records()
        sources = {cited.source for record in records for fact in view.about(record) for cited in fact.citations}
        found = {getattr(what.payload, field) for source in sources if (what := view.record(source)) is not None}
        if len(found) > 1:
            self._losses.add(f"source: {field}, where sources differ", "left out: a document has one", len(found))
            return ""
        value = next(iter(found), None)
        if value is None:
            return ""
        if field == "published":
            return self._seen.days(value, "the day of publication")[0]
        return str(value)

    def _records(self) -> list[str]:
        indicators = [fact.about for facts in self._indicators.values() for fact in facts]
        return [self._plan.about, *(fact.about for fact in self._objectives), *indicators]

    def _tell_lost(self) -> None:
        view = self._seen.view
        records = self._records()
        self._seen.untaken(records)
        cited = [fact for record in records for fact in view.about(record) if fact.citations]
        self._losses.add("citations", "left out: a document names one source for all of it",
                         sum(len(fact.citations) for fact in cited))  # fmt: skip
        limited = [fact for record in records for fact in view.about(record) if fact.entry.marking != PUBLIC]
        self._losses.add(
            "markings of facts that are not public", "left out: see to it who gets the document", len(limited)
        )


def standpoint_words(at: Resolved) -> str:
    """A standpoint in one line, for the head of a file."""
    said = f"As of {at.as_of.isoformat()}, as known at entry {at.tick}"
    return f"{said}, as published by {at.published_by.isoformat()}" if at.published_by else said


def _by_number(code: str) -> tuple[tuple[int, int, str], ...]:
    """Order codes as people count: 2 before 10."""
    pieces: list[str] = []
    for letter in code:
        if pieces and pieces[-1][-1].isdigit() == letter.isdigit():
            pieces[-1] += letter
        else:
            pieces.append(letter)
    return tuple((0, int(piece), "") if piece.isdecimal() else (1, 0, piece) for piece in pieces)
