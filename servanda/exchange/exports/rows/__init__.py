"""From what is seen to rows: a function for each table, which gives its rows of one piece."""

from collections.abc import Callable, Iterator, Mapping

from servanda.exchange.exports.rows import counts, events, measured, objectives, records, sources
from servanda.exchange.exports.telling import Row, Telling

Maker = Callable[[Telling], Iterator[Row]]

MAKERS: Mapping[str, Maker] = {
    "objectives": objectives.objectives,
    "grades": objectives.grades,
    "assessments": objectives.assessments,
    "tallies": counts.tallies,
    "strengths": counts.strengths,
    "meetings": events.meetings,
    "decisions": events.decisions,
    "statements": events.statements,
    "steps": events.steps,
    "indicators": measured.indicators,
    "results": measured.results,
    "money": measured.money,
    "progress": measured.progress,
    "involvements": measured.involvements,
    "records": records.records,
    "sources": sources.sources,
    "citations": sources.citations,
}
