"""A plan's cells as they are seen from a standpoint: the objectives, and the grades on each axis by each voice.

The same is asked three times: when a workbook is written, when it comes back (what there was, at the tick it
was written at), and then again for what there is now. So nothing a workbook claims about the past is believed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from servanda.exchange.exports.subject import subject
from servanda.exchange.exports.telling import BETWEEN, Telling
from servanda.frameworks import Axis, Frameworks
from servanda.kernel.asof import Standing, standing
from servanda.kernel.canonical import canonical, sha256
from servanda.kernel.entries import Entry
from servanda.kernel.standpoint import Resolved
from servanda.kernel.view import Fact
from servanda.register.reading import listing
from servanda.register.reading.views import records_view

OBJECTIVE = "objective"
TEXT, HOLDER, TARGET = "text", "holder", "target"
GRADE, AS_OF, REASONING = "grade", "as_of", "reasoning"
DISPUTED = " | "


@dataclass(frozen=True)
class Group:
    """The cells of one fact: of an objective, or of the grade that stands on one question.

    ``values`` are as the register keeps them (slugs, identifiers, EDTF), "" where nothing was said. ``facts`` give
    them; a group that is ``disputed`` shows every answer and is not edited. ``sources`` are for people.
    """

    values: Mapping[str, str]
    facts: tuple[Fact, ...] = ()
    disputed: bool = False
    sources: str = ""

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The entries that give the values."""
        return tuple(entry for fact in self.facts for entry in fact.entries)

    @property
    def digest(self) -> str:
        """The hash of what is shown, which a workbook carries."""
        return sha256(canonical([dict(self.values), sorted(entry.id for entry in self.entries)]))[:32]


@dataclass(frozen=True)
class Line:
    """One objective: what it is called by, and its groups by name (``objective``, ``grade/<axis>/<track>``)."""

    record: str
    code: str
    title: str
    holder: str
    groups: Mapping[str, Group]
    language: str


@dataclass
class PlanCells:
    """A plan or package, from a standpoint, in a language."""

    container: str
    at: Resolved
    language: str
    frameworks: Frameworks

    @cached_property
    def containers(self) -> tuple[str, ...]:
        """The plan and its packages, or the package."""
        return subject(self.container, self.at).containers

    @cached_property
    def items(self) -> tuple[str, ...]:
        """The objectives, in the order in which they stand in the workbook."""
        found = listing.items(self.containers, self.at)
        return tuple(found)

    @cached_property
    def questions(self) -> tuple[tuple[Axis, str], ...]:
        """What the objectives are graded on, as axis and track, in the order of the frameworks."""
        view = records_view(self.containers, self.at)
        slugs = sorted({fact.payload.framework for fact in view.of_kind("plan", "package")})
        periods = [fact.payload.period for fact in view.of_kind("plan") if fact.payload.period is not None]
        year = min((period.earliest.year for period in periods), default=None)
        known = (self.frameworks[slug] for slug in slugs if slug in self.frameworks)
        return tuple(
            (axis, track)
            for framework in known
            for axis in framework.axes
            if year is None or (axis.plans_from or year) <= year <= (axis.plans_until or year)
            for track in axis.tracks
        )

    def lines(self, only: Sequence[str] | None = None) -> Iterator[Line]:
        """Every objective, or only some, piece by piece."""
        for piece in listing.pieces(self.items if only is None else only, self.at, of=self.containers):
            telling = Telling(piece, self.frameworks, self.language)
            for record in piece.own:
                facts = piece.view.about(record, OBJECTIVE)
                if facts:
                    yield self._line(telling, record, facts)

    def _line(self, telling: Telling, record: str, facts: Sequence[Fact]) -> Line:
        payload: Any = facts[0].payload
        groups = {OBJECTIVE: _objective(telling, facts)}
        for axis, track in self.questions:
            name = question(axis.slug, track)
            groups[name] = _grade(telling, standing(telling.view, record, name))
        holder = telling.view.aliases[payload.holder] if payload.holder else ""
        title = telling.text(payload.public_text or payload.text) or ""
        return Line(record, payload.code or "", title, holder, groups, telling.language_of(payload.text) or "und")


def question(axis: str, track: str) -> str:
    """The name of the group of a grade."""
    return f"{GRADE}/{axis}/{track}"


def _objective(telling: Telling, facts: Sequence[Fact]) -> Group:
    payload: Any = facts[0].payload
    values = {
        TEXT: (telling.text(payload.text) or "").strip(),
        HOLDER: telling.view.aliases[payload.holder] if payload.holder else "",
        TARGET: payload.target.text if payload.target else "",
    }
    return Group(values, tuple(facts), disputed=len(facts) > 1, sources=_cited(telling, facts))


def _grade(telling: Telling, stands: Standing) -> Group:
    facts = tuple(fact for fact, _ in stands.facts)
    if not facts:
        return Group({GRADE: "", AS_OF: "", REASONING: ""})
    grades = list(dict.fromkeys(fact.payload.grade for fact in facts))
    latest = max(facts, key=lambda fact: (fact.entry.begins, fact.digest))
    disputed = stands.dispute is not None or len(grades) > 1
    values = {
        GRADE: DISPUTED.join(grades),
        AS_OF: latest.as_of.text if latest.entry.is_placed else "",
        REASONING: "" if disputed else (telling.text(latest.payload.reasoning) or "").strip(),
    }
    return Group(values, facts, disputed=disputed, sources=_cited(telling, facts))


def _cited(telling: Telling, facts: Sequence[Fact]) -> str:
    """Where facts are cited, each source by its title and publisher."""
    told: dict[str, None] = {}
    for fact in facts:
        for cited in fact.citations:
            source = telling.view.record(cited.source)
            title = telling.text(source.payload.title) if source else telling.known_as(cited.source)
            publisher = f", {source.payload.publisher}" if source else ""
            told[f"{title}{publisher}{f', {cited.at}' if cited.at else ''}"] = None
    return BETWEEN.join(told)
