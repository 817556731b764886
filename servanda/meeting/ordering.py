"""The agenda: items put on, taken off, and ordered by hand. Each is recorded as a dated fact."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from servanda.errors import NotFound, Refused, UsageError, worded
from servanda.kernel.agenda import Line
from servanda.kernel.identity import random_id
from servanda.kernel.marking import readable_wherever
from servanda.kernel.meetings import Sitting
from servanda.meeting.looking import acting, drafts_of, next_moment, not_adopted
from servanda.register.draft import Recorded
from servanda.register.reading.views import records_view
from servanda.register.writing.record import record
from servanda.review.looking import Hand


@dataclass(frozen=True, slots=True)
class Wanted:
    """An item that is to be put on: why, what it concerns and on which axis, or a subject in words."""

    why: str = "other"
    concerns: str = ""
    axis: str = ""
    subject: str = ""
    words: str = ""

    @property
    def matter(self) -> tuple[str, str, str]:
        """What it is about, for what has no subject of its own."""
        return self.why, self.concerns, self.axis


def put(meeting: str, items: Sequence[Wanted], hand: Hand) -> Recorded | None:
    """Put items on the agenda, after those that are on it; what is on it already is passed over.

    Gives ``None`` where nothing was to be recorded. Raises ``Refused`` for what not everyone who may see the meeting
    may see.
    """
    if not items:
        raise UsageError("no-item", worded("No item is chosen."), worded("choose one, or write a subject"))
    with acting(meeting, hand) as one:
        not_adopted(one)
        _check_seen(one, items)
        new = [each for each in dict.fromkeys(items) if not each.concerns or not one.agenda.has(each.matter)]
        if not new:
            return None
        drafts, order = drafts_of(one, hand), [line.item for line in one.agenda.lines]
        for each in new:
            if not each.concerns and not each.subject.strip():
                raise UsageError("no-item", worded("An item has no subject."), worded("say what it is about"))
            order.append(random_id()[:8])
            said: dict[str, object] = {"item": order[-1], "why": each.why, "concerns": each.concerns or None}
            said |= {"axis": each.axis, "subject": hand.words(each.subject), "words": hand.words(each.words)}
            drafts.add("agenda-item", one.record, said, next_moment(one))
        drafts.add("agenda-order", one.record, {"items": tuple(order)}, next_moment(one))
        return record(drafts.all, actor=hand.actor, on_behalf_of=hand.post)


def _check_seen(one: Sitting, items: Iterable[Wanted]) -> None:
    """What is on the agenda is seen by everyone who sees the meeting, so nothing that is marked higher goes on it."""
    concerned = {one.view.aliases[each.concerns] for each in items if each.concerns}
    if not concerned:
        return
    view = records_view(concerned, one.view.standpoint)
    for record_ in concerned:
        what = view.record(record_)
        if what is None or not readable_wherever(what.entry.marking, one.own.entry.marking):
            sentence = worded("Some who may see the meeting may not see what the item is about.")
            raise Refused("hidden-item", sentence, worded("plan a meeting that is marked as high, and put it on there"))


def take_off(meeting: str, item: str, hand: Hand, *, words: str = "") -> Recorded:
    """Take an item off the agenda. One of which something came stays on it."""
    with acting(meeting, hand) as one:
        not_adopted(one)
        line = line_of(one, item)
        if line.results:
            sentence = worded("Something came of this item at the table, so it stays on the agenda.")
            raise Refused("has-outcome", sentence, worded("record another outcome of it, such as carried over"))
        put_on = one.fact(line.put.key).payload
        said: dict[str, object] = {"item": line.item, "does": "taken-off", "why": put_on.why}
        drafts = drafts_of(one, hand)
        drafts.add("agenda-item", one.record, {**said, "words": hand.words(words)}, next_moment(one))
        return record(drafts.all, actor=hand.actor, on_behalf_of=hand.post)


def order(meeting: str, items: Sequence[str], hand: Hand) -> Recorded | None:
    """Order the agenda by hand; items that are not named follow. Gives ``None`` where the order is that already."""
    with acting(meeting, hand) as one:
        not_adopted(one)
        there = [line.item for line in one.agenda.lines]
        wanted = [item for item in dict.fromkeys(items) if item in there]
        wanted += [item for item in there if item not in wanted]
        if not wanted or wanted == there:
            return None
        drafts = drafts_of(one, hand)
        drafts.add("agenda-order", one.record, {"items": tuple(wanted)}, next_moment(one))
        return record(drafts.all, actor=hand.actor, on_behalf_of=hand.post)


def line_of(one: Sitting, item: str) -> Line:
    """An item by its name, or by its place on the agenda. Raises ``NotFound``."""
    found = one.agenda.line(item) or next((line for line in one.agenda.lines if str(line.place) == item), None)
    if found is None:
        sentence = worded("There is no such item on the agenda.")
        raise NotFound("no-such-item", sentence, worded("look at the agenda: it says what is on it"))
    return found
