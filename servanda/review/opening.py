"""Beginning a review: what it is, what it is called, and its first step."""

import re
from collections.abc import Iterable
from contextlib import suppress

from servanda.errors import NotFound, UsageError, worded
from servanda.kernel.dates import PartialDate
from servanda.kernel.identity import random_id
from servanda.kernel.marking import PUBLIC, Marking
from servanda.kernel.standpoint import Standpoint
from servanda.kinds.name import Name
from servanda.kinds.review import Review
from servanda.kinds.review_step import ReviewStep
from servanda.register.draft import Draft
from servanda.register.editions import frameworks
from servanda.register.reading.finding import find
from servanda.register.seeing.standpoint import resolve
from servanda.register.writing.record import record
from servanda.review.keeping import Keeping
from servanda.review.looking import Hand, now

_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def open_review(
    framework: str,
    scope: str,
    plans: Iterable[str],
    hand: Hand,
    *,
    period: PartialDate | None = None,
    name: str = "",
    step: str = "",
    when: PartialDate | None = None,
    due: PartialDate | None = None,
    marking: Marking = PUBLIC,
) -> str:
    """Begin a review by opening a step of the framework's cycle: the one named, else the first that is not optional.

    Gives its record. Raises ``UsageError`` for a framework without steps, or for a step it has not.
    """
    rules = frameworks().cycle_of(framework, None)
    steps = [one.slug for one in rules.steps]
    first = step or next((one.slug for one in rules.steps if not one.optional), "")
    if first not in steps:
        known = worded("its steps are: {steps}", steps=", ".join(steps)) if steps else worded("choose another one")
        raise UsageError("no-such-step", worded("The framework has no such step in its cycle."), known)
    if name:
        check_name(name, hand)
    own, fact = random_id(), random_id()
    payload = Review(framework=framework, partnership=scope, plans=tuple(plans), period=period)
    edition = frameworks()[framework].edition
    opened = ReviewStep.model_validate(
        {"step": first, "does": "opened", "due": due.text if due else None, "edition": edition}
    )
    drafts = [
        Draft(payload, own, scope=scope, marking=marking),
        Draft(opened, own, when or now(), scope, hand.party, marking=marking, id=fact),
        *Keeping(own, scope, marking).citation(fact, hand.source, hand.at or ""),
    ]
    if name:
        drafts.append(Draft(Name(text=name, language="zxx", use="slug"), own, scope=scope, marking=marking))
    record(drafts, actor=hand.actor, on_behalf_of=hand.post)
    return own


def check_name(name: str, hand: Hand) -> None:
    """Refuse a name that could not stand in an address, or that something bears already."""
    if not _NAME.fullmatch(name):
        remedy = worded("write small letters, digits and hyphens, such as review-2026")
        raise UsageError("bad-name", worded("{name!r} cannot stand in an address.", name=name[:80]), remedy)
    with suppress(NotFound):
        find(name, resolve(Standpoint(reader=hand.reader)))
        sentence = worded("Something bears the name {name!r} already.", name=name)
        raise UsageError("taken-name", sentence, worded("choose another name"))
