"""Planning a meeting: what it is, when it begins, and who sits at the table for each party."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from servanda.errors import UsageError, worded
from servanda.kernel.dates import PartialDate
from servanda.kernel.identity import random_id
from servanda.kernel.marking import PUBLIC, Marking
from servanda.kernel.meetings import Sitting
from servanda.kernel.view import Fact
from servanda.kinds import KINDS
from servanda.kinds.expiry import Expiry
from servanda.kinds.name import Name
from servanda.kinds.replaces import Replaces
from servanda.meeting.looking import acting, drafts_of, not_adopted
from servanda.register.draft import Draft, Recorded
from servanda.register.writing.record import record
from servanda.review.keeping import Keeping
from servanda.review.looking import Drafts, Hand, today
from servanda.review.opening import check_name


@dataclass(frozen=True, slots=True)
class Plan:
    """What a meeting is planned to be: ``on`` are the plans and reviews it is on, ``begins`` and ``ends`` moments with
    their zones (``2026-06-11T10:00 Europe/Brussels``), ``day`` the day where no time is fixed."""

    scope: str
    on: tuple[str, ...] = ()
    frameworks: tuple[str, ...] = ()
    begins: str = ""
    ends: str = ""
    day: PartialDate | None = None
    format: str = ""
    level: str = ""
    body: str | None = None
    parties: tuple[str, ...] = ()
    venue: str = ""
    subject: str = ""
    name: str = ""
    marking: Marking = PUBLIC


def plan(wanted: Plan, hand: Hand) -> str:
    """Record that a meeting is planned; gives its record. Raises ``UsageError``; then nothing was recorded."""
    times = _times(wanted.begins, wanted.ends)
    day = wanted.day or _day(times)
    if day is None:
        raise UsageError("no-date", worded("It is not said when the meeting is."), worded("give its day or time"))
    if wanted.name:
        check_name(wanted.name, hand)
    content = {
        "partnership": wanted.scope,
        "subject": hand.words(wanted.subject),
        "frameworks": wanted.frameworks,
        "plans": wanted.on,
        "format": wanted.format,
        "level": wanted.level,
        "body": wanted.body,
        "participants": wanted.parties,
        "venue": hand.words(wanted.venue),
        "planned_for": day.text,
    }
    own = random_id()
    keeping = Keeping(own, wanted.scope, wanted.marking, "meeting")
    drafts: list[Draft] = []
    for kind, said in (("meeting", content), ("meeting-time", times)):
        if not said:
            continue
        payload = read(kind, said, hand)
        fact = Draft(payload, own, today(), wanted.scope, hand.party, marking=wanted.marking, id=random_id())
        drafts += [fact, *keeping.citation(fact.id or "", hand.source, hand.at or "")]
    if wanted.name:
        name = Name(text=wanted.name, language="zxx", use="slug")
        drafts.append(Draft(name, own, scope=wanted.scope, marking=wanted.marking))
    record(drafts, actor=hand.actor, on_behalf_of=hand.post)
    return own


def set_time(meeting: str, begins: str, hand: Hand, *, ends: str = "") -> Recorded:
    """Fix when a meeting begins, or move it. What was fixed before stays known."""
    times = _times(begins, ends)
    if not times:
        raise UsageError("no-date", worded("It is not said when the meeting is."), worded("give its day or time"))
    with acting(meeting, hand) as one:
        not_adopted(one)
        drafts = drafts_of(one, hand)
        _say(drafts, one, "meeting-time", times, one.time, hand)
        day = _day(times)
        if not one.is_held and day is not None and day.text != one.payload.planned_for.text:
            content = {**one.payload.model_dump(mode="json", exclude_none=True), "planned_for": day.text}
            _replacing(drafts, drafts.add("meeting", one.record, content, today()), one.own, "the meeting was moved")
        return record(drafts.all, actor=hand.actor, on_behalf_of=hand.post)


def seat(meeting: str, party: str, hand: Hand, **said: Any) -> Recorded:
    """Say who sits at the table for a party: ``head``, ``members``, ``seats``, ``absent``, ``words``, as far as known.

    ``head`` and ``words`` are plain text, ``members`` and ``seats`` a number as said.
    """
    content: dict[str, object] = {key: value for key, value in said.items() if value not in (None, "", False)}
    for key in ("head", "words"):
        if key in content:
            content[key] = hand.words(str(content[key]))
    if not content:
        sentence = worded("Nothing is said of the delegation.")
        raise UsageError(
            "empty-delegation", sentence, worded("say who leads it, how many it has, or that it is absent")
        )
    with acting(meeting, hand) as one:
        not_adopted(one)
        drafts = drafts_of(one, hand)
        content["party"] = one.view.aliases[party]
        _say(drafts, one, "delegation", content, one.delegation(party), hand)
        return record(drafts.all, actor=hand.actor, on_behalf_of=hand.post)


def _say(
    drafts: Drafts, one: Sitting, kind: str, content: Mapping[str, object], before: Fact | None, hand: Hand
) -> None:
    """Add a fact; of the same day it takes the place of the one before, of another day both stay true of theirs."""
    read(kind, content, hand)
    own, day = drafts.add(kind, one.record, dict(content), today()), today()
    if before is not None and before.as_of.latest >= day.earliest:
        _replacing(drafts, own, before, "said anew on the same day")


def _replacing(drafts: Drafts, own: str, before: Fact, why: str) -> None:
    reason = Replaces.model_validate({"by": own, "reason": why}, context={"language": "en"})
    drafts.all += [Draft(reason, entry.id) for entry in before.entries]


def read(kind: str, content: Mapping[str, object], hand: Hand) -> Any:
    """Read what was typed as a content of its kind. Raises ``UsageError`` with what is wrong in it."""
    plain = {key: value for key, value in content.items() if value not in (None, "", (), False)}
    try:
        return KINDS[kind].model_validate(plain, context={"language": hand.language})
    except ValidationError as fault:
        raise UsageError("bad-meeting", _sentence(fault), worded("correct it, or leave it out")) from None


def _sentence(fault: ValidationError) -> Any:
    first = fault.errors(include_url=False)[0]
    why = getattr(first.get("ctx", {}).get("error"), "args", None)
    return why[0] if why else first["msg"]


def _times(begins: str, ends: str) -> dict[str, object]:
    return {key: said.strip() for key, said in (("begins", begins), ("ends", ends)) if said.strip()}


def _day(times: Mapping[str, object]) -> PartialDate | None:
    """The day of a time, in its own zone."""
    if "begins" not in times:
        return None
    try:
        begins = Expiry.model_validate(times["begins"], context={})
    except ValidationError as fault:
        raise UsageError("bad-meeting", _sentence(fault), worded("correct it, or leave it out")) from None
    return PartialDate.of(begins.moment.date())
