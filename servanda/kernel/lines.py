"""Lines for outside as a view shows them: who cleared each, what it rests on, and whether it may be said.

Only what a source is cited for counts. A clearance given before the words were corrected is of other words, and idle.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from servanda.kernel.press import Clearance, Line, Standing, stand
from servanda.kernel.procedures import Procedure, RulesOf, moment_of, opened, procedure
from servanda.kernel.view import Fact, View

_SAID = frozenset({"cleared", "expired", "outdated"})


@dataclass(frozen=True)
class LineSeen:
    """A line: its draft, how it stands, the facts it rests on as seen, and the text in which its bodies agree.

    ``corrected`` are the facts that took the place of what it rests on; ``gone`` is how many it rests on that no
    fact seen here takes the place of.
    """

    view: View
    record: str
    draft: Fact
    line: Line
    standing: Standing
    resting: tuple[Fact, ...]
    corrected: tuple[Fact, ...]
    gone: int
    position: Procedure | None
    clearances: tuple[Fact, ...]

    @property
    def payload(self) -> Any:
        """What the draft says."""
        return self.draft.payload

    def fact(self, clearance: Clearance) -> Fact:
        """The fact that says a clearance."""
        return self.view.fact(clearance.key)


def lines(view: View, rules: RulesOf) -> tuple[LineSeen, ...]:
    """All lines in a view, the newest first; a line is superseded once one that follows it was cleared."""
    view = view.told
    found = [_line(view, record, rules) for record in dict.fromkeys(fact.about for fact in view.of_kind("press-line"))]
    after: dict[str, list[LineSeen]] = {}
    for one in found:
        if one.payload.follows is not None:
            after.setdefault(view.aliases[one.payload.follows], []).append(one)
    settled = [_settled(one, after.get(one.record, ())) for one in found]
    return tuple(sorted(settled, key=lambda one: (one.line.drafted, one.record), reverse=True))


def _settled(one: LineSeen, successors: "list[LineSeen] | tuple[()]") -> LineSeen:
    """With what follows it taken into account."""
    cleared = [other.standing.since for other in successors if other.standing.state in _SAID]
    if not cleared:
        return one
    line = replace(one.line, followed=min(cleared))
    return replace(
        one, line=line, standing=stand(line, _words(one.draft, one.clearances), _moment(one.view, one.draft))
    )


def _line(view: View, record: str, rules: RulesOf) -> LineSeen:
    drafts = view.about(record, "press-line")
    draft = max(drafts, key=lambda fact: (opened(fact), fact.entry.recorded_at, fact.digest))
    payload: Any = draft.payload
    entries = {entry.id: fact for fact in view.facts for entry in fact.entries}
    missing = [entry for entry in payload.rests_on if entry not in entries]
    corrected = {fact.digest: fact for fact in view.facts if fact.replaces & set(missing)}
    replaced = {entry for fact in corrected.values() for entry in fact.replaces}
    position = procedure(view, payload.agreed_in, rules) if payload.agreed_in is not None else None
    course = position.course if position is not None else None
    clearances = view.about(record, "line-cleared")
    line = Line(
        drafted=opened(draft),
        clearers=payload.clearers,
        embargo=payload.embargo.moment if payload.embargo else None,
        expires=payload.expires.moment if payload.expires else None,
        needs_agreement=payload.agreed_in is not None,
        agreed=course.since if course is not None and course.state == "adopted" else None,
        changed=tuple(missing),
    )
    return LineSeen(
        view=view,
        record=record,
        draft=draft,
        line=line,
        standing=stand(line, _words(draft, clearances), _moment(view, draft)),
        resting=tuple({entries[one].digest: entries[one] for one in payload.rests_on if one in entries}.values()),
        corrected=tuple(corrected.values()),
        gone=sum(1 for one in missing if one not in replaced),
        position=position,
        clearances=clearances,
    )


def _words(draft: Fact, clearances: tuple[Fact, ...]) -> Iterator[Clearance]:
    for fact in clearances:
        moment, payload = fact.as_of.moment, fact.payload
        is_of_other_words = bool(draft.replaces) and fact.entry.recorded_at < draft.entry.recorded_at
        if moment is not None and not is_of_other_words:
            yield Clearance(moment, payload.clearer, payload.what, fact.digest)


def _moment(view: View, draft: Fact) -> datetime:
    return moment_of(view.standpoint, draft)
