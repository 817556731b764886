"""Rows of what happened or was said: meetings and visits, decisions, statements, steps."""

from collections.abc import Iterator
from typing import Any

from servanda.exchange.exports.telling import BETWEEN, Cell, Row, Telling, count_text, said
from servanda.kernel.view import Fact


def meetings(telling: Telling) -> Iterator[Row]:
    """A meeting or visit a row; one that is only planned says so in ``planned_for``."""
    for fact in telling.facts("meeting", "visit"):
        payload: Any = fact.payload
        own = _meeting(telling, payload) if fact.kind == "meeting" else _visit(telling, payload)
        yield {
            **telling.shared(fact),
            "subject": telling.text(payload.subject),
            "meeting_level": payload.level,
            "frameworks": listed(payload.frameworks),
            "planned_for": said(payload.planned_for),
            **own,
        }


def _meeting(telling: Telling, payload: Any) -> dict[str, Cell]:
    return {
        "format": payload.format or payload.format_as_said,
        "body": telling.title(payload.body),
        "participants": telling.titles(payload.participants),
        "venue": telling.text(payload.venue),
        "concerns": telling.titles(payload.plans),
    }


def _visit(telling: Telling, payload: Any) -> dict[str, Cell]:
    return {
        "body": telling.title(payload.host),
        "participants": telling.title(payload.visitor) or telling.text(payload.visitor_as_said),
        "venue": telling.text(payload.place),
    }


def decisions(telling: Telling) -> Iterator[Row]:
    """A decision a row. Votes that were not published are empty; nought is ``0`` and none is ``none``."""
    for fact in telling.facts("decision"):
        payload: Any = fact.payload
        yield {
            **telling.shared(fact),
            "body": telling.title(payload.body),
            "text": telling.text(payload.text),
            "text_language": telling.language_of(payload.text),
            "outcome": payload.outcome,
            "votes_for": count_text(payload.votes_for, telling.language),
            "votes_against": count_text(payload.votes_against, telling.language),
            "abstentions": count_text(payload.abstentions, telling.language),
            "frameworks": listed(payload.frameworks),
            "concerns": telling.titles(payload.concerns),
            "planned_for": said(payload.planned_for),
        }


def statements(telling: Telling) -> Iterator[Row]:
    """A statement a row."""
    for fact in telling.facts("statement"):
        payload: Any = fact.payload
        yield {
            **telling.shared(fact),
            "act": payload.act,
            "topic": payload.topic,
            "text": telling.text(payload.text),
            "text_language": telling.language_of(payload.text),
            "areas": listed(telling.text(area) or "" for area in payload.areas),
            "frameworks": listed(payload.frameworks),
            "planned_for": said(payload.planned_for),
        }


def steps(telling: Telling) -> Iterator[Row]:
    """A step, an entry into a framework, an evaluation, an arrangement, a beginning or an end, a row."""
    for fact in telling.facts("step", "joined", "evaluation", "arrangement", "began", "ended"):
        yield {**telling.shared(fact), **_STEPS[fact.kind](telling, fact)}


def _step(telling: Telling, fact: Fact) -> dict[str, Cell]:
    payload: Any = fact.payload
    framework = telling.framework_of(fact.about)
    slug = framework.slug if framework else None
    return {
        "step": payload.step,
        "step_label": telling.words.step(slug, payload.step) if slug else payload.step,
        "framework": slug,
        "body": telling.title(payload.by),
        "planned_for": said(payload.planned_for),
        "note": telling.text(payload.note),
    }


def _joined(telling: Telling, fact: Fact) -> dict[str, Cell]:
    payload: Any = fact.payload
    return {
        "step": payload.act,
        "step_label": telling.words.thing(payload.act),
        "framework": payload.framework,
        "note": telling.text(payload.how),
    }


def _evaluation(telling: Telling, fact: Fact) -> dict[str, Cell]:
    payload: Any = fact.payload
    return {
        "step": payload.step,
        "step_label": telling.words.evaluation(payload.framework, payload.step),
        "framework": payload.framework,
        "outcome": payload.result,
        "planned_for": said(payload.planned_for),
        "note": telling.text(payload.note),
    }


def _arrangement(telling: Telling, fact: Fact) -> dict[str, Cell]:
    payload: Any = fact.payload
    return {
        "step": payload.what,
        "step_label": telling.words.thing(payload.what),
        "framework": listed(payload.frameworks),
        "body": telling.title(payload.held_with),
        "note": telling.text(payload.text) or listed(telling.text(one) or "" for one in payload.venues),
    }


def _edge(telling: Telling, fact: Fact) -> dict[str, Cell]:
    payload: Any = fact.payload
    return {"step": payload.kind, "step_label": telling.words.thing(payload.kind), "note": telling.text(payload.how)}


_STEPS = {
    "step": _step,
    "joined": _joined,
    "evaluation": _evaluation,
    "arrangement": _arrangement,
    "began": _edge,
    "ended": _edge,
}


def listed(items: Any) -> str | None:
    """Several words in one cell."""
    return BETWEEN.join(items) or None
