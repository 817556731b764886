"""Rows of objectives, of the grades that stand, and of every assessment."""

from collections.abc import Iterator
from typing import Any

from servanda.exchange.exports.telling import BETWEEN, Cell, Row, Telling, latest, said
from servanda.kernel.asof import Standing, standing
from servanda.kernel.view import Fact

AND = " | "


def objectives(telling: Telling) -> Iterator[Row]:
    """An objective a row, with the grades that stand; two descriptions that differ are two rows."""
    for fact in telling.facts("objective"):
        payload: Any = fact.payload
        yield {
            **telling.shared(fact),
            "code": payload.code,
            "level": payload.level,
            "text": telling.text(payload.text),
            "text_language": telling.language_of(payload.text),
            "public_text": telling.text(payload.public_text),
            "part_of": telling.title(payload.of),
            "part_of_record": telling.view.aliases[payload.of],
            "parent": payload.parent,
            "holder": telling.title(payload.holder),
            "holder_record": payload.holder,
            "participants": telling.titles(payload.participants),
            "proposed_by": telling.titles(payload.proposed_by),
            "themes": BETWEEN.join(telling.text(theme) or "" for theme in payload.themes) or None,
            "target": said(payload.target),
            "target_latest": latest(payload.target),
            "target_words": telling.text(payload.target_words),
            "continues": payload.continues,
            **_standing_grades(telling, fact.about),
        }


def _standing_grades(telling: Telling, record: str) -> dict[str, Cell]:
    found: dict[str, Cell] = {}
    for question in telling.graded.get(record, ()):
        stands = standing(telling.view, record, question)
        if stands.answer is not None:
            found[question] = stands.answer.value.text
        else:
            found[question] = AND.join(dict.fromkeys(answer.value.text for _, answer in stands.facts)) or None
    return found


def grades(telling: Telling) -> Iterator[Row]:
    """The answer that stands on each axis by each voice, a row; of a dispute each answer."""
    for record in telling.piece.own:
        for question in telling.graded.get(record, ()):
            stands = standing(telling.view, record, question)
            for fact, _ in stands.facts:
                if telling.is_told(fact):
                    yield {**_assessment(telling, fact), **_stands(stands, fact)}


def _stands(stands: Standing, fact: Fact) -> dict[str, Cell]:
    dispute = stands.dispute
    followed = dispute is None or (
        dispute.followed is not None and any(one is fact for one, _ in dispute.followed.answers)
    )
    return {"holds": stands.hold.value, "disputed": dispute is not None, "followed": followed}


def assessments(telling: Telling) -> Iterator[Row]:
    """Every assessment, a row."""
    for fact in telling.facts("assessment"):
        yield _assessment(telling, fact)


def _assessment(telling: Telling, fact: Fact) -> dict[str, Cell]:
    payload: Any = fact.payload
    framework = telling.framework_of(fact.about)
    axis = framework.axis(payload.axis) if framework else None
    rank = axis.rank(payload.grade) if axis else None
    named = axis.grade(payload.grade) if axis else None
    what = telling.view.record(fact.about)
    return {
        **telling.shared(fact),
        "code": getattr(what.payload, "code", None) if what else None,
        "axis": payload.axis,
        "track": payload.track,
        "grade": payload.grade,
        "grade_label": named.label(telling.language) if named else payload.grade,
        "place": None if rank is None else rank + 1,
        "scale": len(axis.scale) if axis else None,
        "period": said(payload.period),
        "review": telling.title(payload.review),
        "reasoning": telling.text(payload.reasoning),
        "evidence": telling.text(payload.evidence),
        "challenges": telling.text(payload.challenges),
        "reason": payload.reason,
    }
