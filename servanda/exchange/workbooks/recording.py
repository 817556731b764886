"""What is taken of a workbook becomes facts and corrections, in one transaction, with the workbook as their source.

Identifiers are derived from the bytes of the workbook and from what is said: the same workbook again records nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from servanda.exchange.workbooks.plan import AS_OF, GRADE, HOLDER, OBJECTIVE, REASONING, TARGET, TEXT, Group, Line
from servanda.exchange.workbooks.returned import Spot
from servanda.kernel.canonical import canonical
from servanda.kernel.dates import PartialDate
from servanda.kernel.entries import Entry
from servanda.kernel.identity import derived_id
from servanda.kernel.marking import Marking
from servanda.kinds import Kind
from servanda.kinds.assessment import Assessment
from servanda.kinds.citation import Citation
from servanda.kinds.fields import Text
from servanda.kinds.replaces import Replaces
from servanda.kinds.source import Source
from servanda.ledger import clock
from servanda.register.draft import Draft
from servanda.register.writing.known import known_entries
from servanda.register.writing.record import Faults, Refusals, record

CORRECTED = "Corrected in a workbook."
_NAMES = {TEXT: "text", HOLDER: "holder", TARGET: "target", GRADE: "grade", REASONING: "reasoning", AS_OF: "as_of"}


@dataclass(frozen=True)
class Paper:
    """A workbook as a source: its bytes' hash, its name, who sent it, its language."""

    sha256: str
    name: str
    title: str
    publisher: str
    language: str

    @property
    def record(self) -> str:
        """The identifier of the source, the same wherever this very file is read."""
        return derived_id("sha256", self.sha256)

    def draft(self, scope: str, marking: Marking) -> Draft:
        """The source as an entry."""
        source = Source(
            title=Text(by={self.language: self.title}),
            publisher=self.publisher[:200],
            reference=self.name[:200],
            language=self.language,
            captured=PartialDate.of(clock.today()),
            sha256=self.sha256,
        )
        own = derived_id("workbook as a source", f"{self.sha256}\x1f{scope}\x1f{marking.text}")
        return Draft(source, self.record, scope=scope, marking=marking, id=own)


@dataclass(frozen=True)
class Said:
    """What one fact says anew: the values that were written, by name, and where.

    ``as_of`` and ``period`` go with a grade whose row has no day of its own. ``by`` is who says so, ``evidence`` what
    shows it, in the assessor's words.
    """

    paper: Paper
    line: Line
    group: str
    now: Group
    values: dict[str, str]
    at: Spot
    language: str
    as_of: str = ""
    period: str | None = None
    by: str | None = None
    evidence: str = ""

    @property
    def entry(self) -> Entry:
        """The fact it is about, else what the objective is."""
        return (self.now.entries or self.line.groups[OBJECTIVE].entries)[0]

    @property
    def is_anew(self) -> bool:
        """Whether it stands beside what is there: a grade of another day, or the first one."""
        if self.group == OBJECTIVE:
            return False
        day = self.values.get(AS_OF) or self.as_of
        return not self.now.facts or bool(day and day != self.now.values[AS_OF])

    @property
    def id(self) -> str:
        """The identifier of the fact."""
        told = [self.line.record, self.group, sorted(self.values.items()), self.as_of, self.period, self.evidence]
        return derived_id(f"workbook {self.paper.sha256}", canonical(told))


def record_said(papers: Sequence[Paper], said: Sequence[Said], *, actor: str) -> dict[str, str]:
    """Record what is said, all in one transaction; gives, of what was not recorded, why, by identifier.

    "recorded before" of what this very workbook said already. What the register refuses is told in its own words, and
    all else is recorded.
    """
    refused = dict.fromkeys(known_entries(one.id for one in said), "")
    for _ in range(len(said) + 1):
        left = [one for one in said if one.id not in refused]
        drafts = list(_drafts(papers, left))
        if not left:
            break
        try:
            record([draft for draft, _ in drafts], actor=actor)
            break
        except (Faults, Refusals) as faults:
            for fault in faults.faults:
                refused[drafts[fault.index][1]] = f"{fault.sentence} {fault.remedy}"
    return refused


def _drafts(papers: Sequence[Paper], said: Sequence[Said]) -> Iterator[tuple[Draft, str]]:
    """The drafts of what is said, each with the identifier of the fact it belongs to."""
    by_paper = {paper.sha256: [one for one in said if one.paper.sha256 == paper.sha256] for paper in papers}
    sources: list[tuple[Draft, str]] = []
    for paper in papers:
        for scope in dict.fromkeys(one.entry.scope for one in by_paper[paper.sha256]):
            own = [one for one in by_paper[paper.sha256] if one.entry.scope == scope]
            # whoever may see a fact may see what it is cited to
            firsts = {one.entry.marking: one.id for one in reversed(own)}
            sources += [(paper.draft(scope, marking), first) for marking, first in sorted(firsts.items())]
    known = known_entries(draft.id or "" for draft, _ in sources)
    yield from (pair for pair in sources if pair[0].id not in known)
    for one in said:
        yield from ((draft, one.id) for draft in _fact(one))


def _fact(said: Said) -> Iterator[Draft]:
    old, content = said.entry, _content(said)
    day = said.values.get(AS_OF) or said.as_of
    is_new = said.is_anew
    when = PartialDate(day) if day else (None if old.is_timeless and not old.is_placed else old.as_of)
    yield Draft(
        payload=content,
        about=said.line.record,
        as_of=when,
        scope=old.scope,
        said_by=said.by or (None if is_new else old.said_by),
        since=None if is_new else old.since,
        until=None if is_new else old.until,
        marking=old.marking,
        id=said.id,
    )
    yield Draft(_citation(said), said.id, scope=old.scope, marking=old.marking)
    if is_new:
        return
    if GRADE not in said.values:
        yield from _kept_citations(said)
    for entry in said.now.entries:
        reason = Text(by={"en": CORRECTED})
        yield Draft(Replaces(by=said.id, reason=reason), entry.id, scope=entry.scope, marking=entry.marking)


def _citation(said: Said) -> Citation:
    supports = tuple(_NAMES[name] for name in said.values) if not said.is_anew else ()
    return Citation(source=said.paper.record, at=str(said.at)[:200], supports=supports)


def _kept_citations(said: Said) -> Iterator[Draft]:
    """What supports the part of a corrected fact that was not written over goes on supporting it."""
    for fact in said.now.facts:
        for cited in fact.citations:
            yield Draft(cited.payload, said.id, scope=cited.entry.scope, marking=cited.entry.marking)


def _content(said: Said) -> Kind:
    values = said.values
    if said.group == OBJECTIVE:
        return _objective(said.now.facts[0].payload, values, said.language)
    _, axis, track = said.group.split("/", 2)
    grade = values.get(GRADE) or said.now.values[GRADE]
    reasoning = Text(by={said.language: values[REASONING]}) if values.get(REASONING) else None
    evidence = Text(by={said.language: said.evidence}) if said.evidence else None
    if said.is_anew:
        period = PartialDate(said.period) if said.period else None
        return Assessment(
            axis=axis, track=track, grade=grade, period=period, reasoning=reasoning, evidence=evidence
        )  # fmt: skip
    old = said.now.facts[0].payload
    more = {"reasoning": _joined(old.reasoning, reasoning), "evidence": _joined(old.evidence, evidence)}
    return _with(old, grade=grade, **more)


def _objective(old: Any, values: dict[str, str], language: str) -> Kind:
    more: dict[str, object] = {}
    if TEXT in values:
        more["text"] = _joined(old.text, Text(by={language: values[TEXT]}))
    if HOLDER in values:
        more["holder"] = values[HOLDER]
    if TARGET in values:
        more |= {"target": PartialDate(values[TARGET]), "target_words": None}
    return _with(old, **more)


def _joined(old: Text | None, new: Text | None) -> Text | None:
    """A text with what was written in one language in the place of what it said in that."""
    if old is None or new is None:
        return new or old
    return Text(by={**old.by, **new.by}, authentic=old.authentic)


def _with(old: Any, **more: object) -> Kind:
    changed: Kind = old.model_copy(update=more)
    return changed
