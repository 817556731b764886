"""A brief as JSON for programs: documented in ``docs/reference/brief-json.md``, and versioned by its format."""

import json
from typing import Any

from servanda.brief.model import (
    Brief,
    Cite,
    DisputeTold,
    Figure,
    GradeCount,
    Lane,
    Link,
    Mark,
    NextDate,
    Part,
    Plain,
    Said,
    Section,
    Sentence,
    Series,
    ShareTold,
    Sign,
    SourceLine,
    TallyTold,
    Working,
)
from servanda.kernel.dates import PartialDate
from servanda.kernel.standpoint import Resolved
from servanda.policies import Policy
from servanda.render.common import sentence_text
from servanda.render.marked import plain_of

FORMAT = "servanda-brief/1"


def render(brief: Brief, standpoint: Resolved, policy: Policy | None = None) -> str:
    """Render a brief, with the standpoint it was resolved to, as JSON text. Ends with a line feed."""
    return json.dumps(plain(brief, standpoint, policy), ensure_ascii=False, indent=2) + "\n"


def plain(brief: Brief, standpoint: Resolved, policy: Policy | None = None) -> dict[str, Any]:
    """Give a brief as plain JSON values."""
    return {
        "format": FORMAT,
        "partnership": brief.partnership,
        "language": brief.language,
        "title": brief.heading.title,
        "marking": plain_of(brief.marking, brief.language, policy),
        "standpoint": _standpoint(standpoint, brief),
        "view_sha256": brief.view_sha256,
        "lede": [_sentence(sentence) for sentence in brief.lede],
        "sections": [section_values(section) for section in brief.sections],
        "disputed": section_values(brief.disputed),
        "stale": section_values(brief.stale),
        "unknown": section_values(brief.unknown),
        "next_dates": [_next_date(one) for one in brief.next_dates],
        "timeline": [_lane(lane) for lane in brief.lanes],
        "tallies": [_tally(tally) for tally in brief.tallies],
        "series": [_series(series) for series in brief.series],
        "grades": [_grades(count) for count in brief.grades],
        "sources": [source_values(line) for line in brief.sources],
    }


def _standpoint(standpoint: Resolved, brief: Brief) -> dict[str, Any]:
    return {
        "as_of": standpoint.as_of.isoformat(),
        "known_at": standpoint.known_at.isoformat() if standpoint.known_at else None,
        "tick": standpoint.tick,
        "published_by": standpoint.published_by.isoformat() if standpoint.published_by else None,
        "reader": standpoint.reader.name,
        "ahead_of_today": brief.heading.ahead is not None,
    }


def section_values(section: Section) -> dict[str, Any]:
    """A section as plain values."""
    return {
        "key": section.key,
        "title": section.title,
        "sentences": [_sentence(sentence) for sentence in section.sentences],
        "empty": section.empty or None,
    }


def _sentence(sentence: Sentence) -> dict[str, Any]:
    return {
        "key": sentence.key,
        "text": sentence.text,
        "marked_text": sentence_text(sentence),
        "parts": [_part(part) for part in sentence.parts],
        "record": sentence.record,
        "facts": list(sentence.facts),
        "workings": [_working(working) for working in sentence.workings],
        "dispute": _dispute(sentence.dispute) if sentence.dispute else None,
    }


def _part(part: Part) -> dict[str, Any]:
    match part:
        case Plain(text):
            return {"kind": "plain", "text": text}
        case Figure(text):
            return {"kind": "figure", "text": text}
        case Sign(text, answer):
            return {"kind": "answer", "text": text, "answer": answer}
        case Link(text, record, of):
            return {"kind": "record", "text": text, "record": record, "record_kind": of}
        case Said():
            return {"kind": "said", **_said(part)}
        case Cite(marks):
            return {"kind": "citations", "marks": _marks(marks)}


def _said(said: Said) -> dict[str, Any]:
    return {"text": said.text, "language": said.language, "verbatim": said.verbatim}


def _marks(marks: tuple[Mark, ...]) -> list[dict[str, Any]]:
    return [
        {
            "number": mark.number,
            "source": mark.source,
            "at": mark.at,
            "quotation": _said(mark.quote) if mark.quote else None,
            "said_by": mark.said_by,
            "as_of": mark.as_of,
        }
        for mark in marks
    ]


def _working(working: Working) -> dict[str, Any]:
    return {
        "text": working.text,
        "operator": working.operator,
        "terms": [{"number": number, "label": label} for number, label in working.terms],
        "result": working.result,
        "label": working.label or None,
    }


def _dispute(dispute: DisputeTold) -> dict[str, Any]:
    return {
        "record": dispute.record,
        "question": dispute.question,
        "title": dispute.title,
        "rule": dispute.rule,
        "why": [_part(part) for part in dispute.why],
        "sides": [
            {
                "followed": side.followed,
                "lines": [
                    {
                        "value": "".join(part.text for part in line.value),
                        "voices": list(line.voices),
                        "marks": _marks(line.marks),
                    }
                    for line in side.lines
                ],
            }
            for side in dispute.sides
        ],
    }


def _next_date(one: NextDate) -> dict[str, Any]:
    return {
        "when": _edtf(one.when),
        "date": "".join(part.text for part in one.date),
        "sentence": _sentence(one.sentence),
    }


def _edtf(when: PartialDate | None) -> str | None:
    return when.text if when else None


def _lane(lane: Lane) -> dict[str, Any]:
    return {
        "key": lane.key,
        "label": lane.label,
        "items": [
            {
                "label": item.label,
                "short": item.short,
                "record": item.record,
                "shape": item.shape,
                "start": _edtf(item.start),
                "end": _edtf(item.end),
                "when": item.when,
                "stands": item.stands,
                "state": item.state,
                "figure": item.figure or None,
                "marks": _marks(item.marks),
            }
            for item in lane.items
        ],
    }


def _tally(tally: TallyTold) -> dict[str, Any]:
    return {
        "record": tally.record,
        "record_kind": tally.kind,
        "title": tally.title,
        "stands": tally.stands,
        "as_of": tally.as_of,
        "placed": tally.placed,
        "disputed": tally.disputed,
        "word": tally.word,
        "total": _share(tally.total),
        "groups": [{"by": by, "shares": [_share(share) for share in shares]} for by, shares in tally.groups],
        "workings": [_working(working) for working in tally.workings],
        "marks": _marks(tally.marks),
    }


def _share(share: ShareTold) -> dict[str, Any]:
    return {
        "label": share.label,
        "text": share.text,
        "value": share.value,
        "answer": share.answer,
        "shares": [_share(part) for part in share.shares],
        "working": _working(share.working) if share.working else None,
    }


def _series(series: Series) -> dict[str, Any]:
    return {
        "record": series.record,
        "title": series.title,
        "began": _edtf(series.began),
        "ended": _edtf(series.ended),
        "stands": series.stands,
        "points": [
            {
                "when": point.when.text,
                "date": point.date,
                "values": list(point.values),
                "how": point.how,
                "text": point.text,
                "disputed": point.disputed,
                "placed": point.placed,
                "marks": _marks(point.marks),
            }
            for point in series.points
        ],
        "movements": [
            {
                "movement": movement.kind,
                "when": movement.when.text,
                "date": movement.date,
                "text": movement.text,
                "marks": _marks(movement.marks),
            }
            for movement in series.movements
        ],
    }


def _grades(count: GradeCount) -> dict[str, Any]:
    return {
        "record": count.record,
        "axis": count.axis,
        "track": count.track,
        "title": count.title,
        "total": count.total,
        "grades": [{"grade": slug, "label": label, "count": number} for slug, label, number in count.grades],
    }


def source_values(line: SourceLine) -> dict[str, Any]:
    """A source as plain values."""
    return {
        "number": line.number,
        "record": line.record,
        "publisher": line.publisher,
        "agency": line.agency,
        "author": line.author,
        "title": _said(line.title),
        "address": line.address,
        "reference": line.reference,
        "language": line.language,
        "published": line.published if line.is_published else None,
        "captured": line.captured,
        "weak": line.weak,
        "quotations": [{"at": place, "quotation": _said(words)} for place, words in line.quotations],
    }
