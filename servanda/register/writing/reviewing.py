"""Checking what is submitted to a review that is run by its steps: no voice takes the place of another.

What a voice submitted stands. It is followed by the same voice's next version, by its number; a second submission of
one number is refused, and so is a replacement by anyone else.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from servanda.errors import worded
from servanda.kernel.closing import CLOSERS
from servanda.ledger.columns import hex_of
from servanda.ledger.database import rows, within
from servanda.ledger.read import payload
from servanda.register.draft import Draft, Found
from servanda.register.writing.onrecord import answered, grounds, on_record

_Place = tuple[str, str, str, str]  # review, record, axis, track


class Submissions:
    """What stands submitted to the reviews that a piece of a batch speaks of; ``ahead`` comes right after it."""

    def __init__(
        self,
        drafts: Sequence[Draft],
        ahead: Sequence[Draft],
        ids: Sequence[str],
        kind_of: Callable[[str], str | None],
    ) -> None:
        """``kind_of`` gives the kind of an entry that a draft is about."""
        self._revived = _revived(drafts, kind_of)
        submitted = [draft for draft in drafts if _review(draft) is not None]
        self._run = _run_by_steps({_review(draft) or "" for draft in submitted}, drafts) if submitted else set()
        running = [draft for draft in submitted if _review(draft) in self._run]
        if not running:
            return
        both = (*drafts, *ahead)
        self._targets = {_by(draft): draft.about for draft in both if draft.payload.kind == "replaces"}
        closed = {draft.about for draft in both if draft.payload.kind in ("replaces", "withdraws")}
        self._places = {
            own: _place(draft) for own, draft in zip(ids, drafts, strict=True) if _review(draft) is not None
        }
        self._numbers: dict[_Place, dict[str, int]] = {}
        for place, entries in _standing({draft.about for draft in running}).items():
            self._numbers[place] = {own: number for own, number in entries.items() if own not in closed}
        for own, draft in zip(ids, drafts, strict=True):
            if own not in closed and own in self._places:
                self._numbers.setdefault(self._places[own], {})[own] = _number(draft.payload)

    def faults(self, draft: Draft, own: str) -> Iterator[Found]:
        """What is wrong with one draft as a submission to a review, or with opening one again that was closed."""
        if draft.payload.kind in CLOSERS and draft.about in self._revived:
            sentence = worded("What a voice submitted to a review and was closed is not opened again.")
            remedy = worded("submit it anew, as the voice's next version")
            yield Found("submitted", "about", sentence, remedy, refused=True)
        if _review(draft) not in self._run:
            return
        place, target = _place(draft), self._targets.get(own)
        if target is not None and (self._places.get(target) or _place_of_entry(target)) != place:
            sentence = worded("It would take the place of what another voice said, or of another review.")
            yield Found("other-voice", "review", sentence, worded("submit it beside the other"), refused=True)
        others = (number for other, number in self._numbers.get(place, {}).items() if other != own)
        if any(number == _number(draft.payload) for number in others):
            sentence = worded("This voice has answered in the review already, and what it said stands.")
            remedy = worded("have it sent back to be revised; the next version then takes its place")
            yield Found("submitted", "review", sentence, remedy, refused=True)


def _revived(drafts: Sequence[Draft], kind_of: Callable[[str], str | None]) -> set[str]:
    """The closers that some drafts close, of submissions to reviews that are run by their steps."""
    closed = {draft.about for draft in drafts if draft.payload.kind in CLOSERS}
    facts = grounds(closed, kind_of, CLOSERS)  # a citation of a submission is not the submission
    places = {note: _place_of_entry(fact) for note, (fact, kind) in facts.items() if kind == "assessment"}
    reviews = {note: place[0] for note, place in places.items() if place is not None}
    run = _run_by_steps(set(reviews.values()), drafts) if reviews else set()
    return {note for note, review in reviews.items() if review in run}


def _by(draft: Draft) -> str:
    content: Any = draft.payload
    return str(content.by)


def _review(draft: Draft) -> str | None:
    content: Any = draft.payload
    return content.review if content.kind == "assessment" else None


def _place(draft: Draft) -> _Place:
    content: Any = draft.payload
    return content.review, draft.about, content.axis, content.track


def _run_by_steps(reviews: set[str], drafts: Sequence[Draft]) -> set[str]:
    """The reviews of which a step was opened: others only gather what was said elsewhere."""
    found = {draft.about for draft in drafts if draft.payload.kind == "review-step"} & reviews
    return found | answered(reviews - found, "k.question LIKE 'review-step/%%'")


def _number(content: Any) -> int:
    """Which submission of its voice it is."""
    return int(content.number or 1)


def _standing(records: set[str]) -> dict[_Place, dict[str, int]]:
    """The entries of the submissions that stand on some records, with their numbers."""
    found: dict[_Place, dict[str, int]] = {}
    for one in on_record(records, "k.question LIKE 'grade/%%'"):
        said = one.content
        if said.kind == "assessment" and said.review is not None:
            place = (said.review, one.about, said.axis, said.track)
            found.setdefault(place, {})[one.entry] = _number(said)
    return found


def _place_of_entry(entry: str) -> _Place | None:
    """What an entry submitted to, if it is a submission."""
    condition, parameters = within("e.id", [entry])
    sql = (
        "SELECT e.about, e.kind, e.kind_version, t.text FROM entry AS e JOIN content AS t ON t.tick = e.tick"  # noqa: S608
        f" WHERE {condition}"
    )
    for about, kind, version, text in rows(sql, parameters):
        content: Any = payload(kind, version, text)
        if content.kind == "assessment" and content.review is not None:
            return content.review, hex_of(about) or "", content.axis, content.track
    return None
