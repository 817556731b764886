"""Decided since, and found to have been decided otherwise: an objection in time that is entered late."""

from dataclasses import replace
from datetime import UTC, datetime

from servanda.compare import Comparison, compose
from servanda.kernel.dates import PartialDate
from servanda.kernel.entries import Entry
from servanda.kernel.identity import derived_id
from servanda.kernel.model import see
from servanda.kernel.standpoint import Resolved
from servanda.kernel.view import View
from servanda.kinds.reply import Reply
from tests.brief.telling import shipped
from tests.brief.test_under_silence import RIVERS, SECOND
from tests.support.seen import TODAY, arrivals_of, entries_of, register, view_of


def _told(before: View, after: View) -> dict[str, list[str]]:
    found: Comparison = compose(before, after, register(RIVERS).scope, shipped())
    return {part.key: [sentence.text for sentence in part.sentences] for part in found.sections}


def test_a_silence_that_ran_out_is_decided_though_no_fact_came() -> None:
    told = _told(view_of(RIVERS, "2026-06-10"), view_of(RIVERS, "2026-06-11"))
    assert told["decided"] == [f"{SECOND} was adopted under silence on 11 June 2026, 17:00 (UTC+02:00)."]
    assert all("Lorne objected" in words for words in told["came"])
    assert "decided" not in _told(view_of(RIVERS, "2026-06-12"), view_of(RIVERS, "2026-06-13"))


def test_as_known_then_it_was_adopted_and_as_known_now_it_was_broken() -> None:
    entries = entries_of(register(RIVERS))
    like = next(one for one in entries if one.kind == "reply")
    cited = next(one for one in entries if one.kind == "citation" and one.about == like.id)
    opening = next(one for one in entries if one.kind == "procedure" and "2026-06-08" in one.as_of.text)
    objection = replace(
        like,
        id=derived_id("late", "objection"),
        about=opening.about,
        as_of=PartialDate("2026-06-11T16:59:59+02:00"),
        payload=Reply(party=like.payload.party, what="objection"),  # type: ignore[attr-defined]
    )
    everything: list[Entry] = [*entries, objection, replace(cited, id=derived_id("late", "cite"), about=objection.id)]
    arrivals = arrivals_of(everything)
    moment = datetime(2026, 6, 12, 12, tzinfo=UTC)
    then = Resolved(moment.date(), len(entries), TODAY, moment=moment)
    now = replace(then, tick=len(everything), moment=datetime(2026, 7, 1, tzinfo=UTC))
    told = _told(see(everything, arrivals, then), see(everything, arrivals, now))
    (words,) = told["corrected"]
    assert words.startswith(f"Before: {SECOND} was adopted under silence")
    assert " Now: " in words
    assert "silence was broken on 11 June 2026, 16:59:59 (UTC+02:00) by Lorne" in words
    assert not any(SECOND in sentence and "broken" in sentence for sentence in told.get("came", ()))
