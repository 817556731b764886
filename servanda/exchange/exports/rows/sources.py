"""Rows of sources, and of the places in them that support what is exported."""

from collections.abc import Iterator
from typing import Any

from servanda.exchange.exports.telling import BETWEEN, Row, Telling, latest, said
from servanda.kernel.asof import standing


def sources(telling: Telling) -> Iterator[Row]:
    """A source a row: those exported, and those that facts exported are cited to."""
    for fact in telling.view.of_kind("source"):
        payload: Any = fact.payload
        rank = standing(telling.view, fact.about, "rank").answer
        yield {
            **telling.shared(fact),
            "title": telling.text(payload.title),
            "publisher": payload.publisher,
            "agency": payload.agency,
            "author": payload.author,
            "published": said(payload.published),
            "published_latest": latest(payload.published),
            "captured": said(payload.captured),
            "source_language": payload.language,
            "url": payload.address,
            "reference": payload.reference,
            "rank": rank.value.low if rank else None,
            "weak": payload.weak,
            "sha256": payload.sha256,
            "slug": telling.named(fact.about, "slug"),
        }


def citations(telling: Telling) -> Iterator[Row]:
    """A place in a source that supports a fact exported, a row."""
    for fact in telling.facts():
        for cited in fact.citations:
            payload = cited.payload
            source = telling.view.record(cited.source)
            yield {
                "kind": fact.kind,
                "title": telling.title(fact.about),
                "fact": fact.entry.id,
                "record": fact.about,
                "source": telling.text(source.payload.title) if source else None,
                "source_record": cited.source,
                "at": cited.at,
                "quote": telling.text(payload.quote),
                "text_language": telling.language_of(payload.quote),
                "supports": BETWEEN.join(payload.supports) or None,
                "citation": cited.entry.id,
                "marking": cited.entry.marking.text,
            }
