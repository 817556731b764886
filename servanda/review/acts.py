"""What is done with a review as a whole: its steps, sending back, approving, locking. Each is recorded as a dated fact.

Who may act is the question of the door; what may happen next, and what blocks it, is the kernel's.
"""

from servanda.brief.reviewwords import block_words
from servanda.errors import Refused, worded
from servanda.kernel.dates import PartialDate
from servanda.kernel.guards import Block
from servanda.kernel.review import Key, Step
from servanda.kernel.reviewguards import Doing, moves
from servanda.kernel.reviews import Reviewing
from servanda.register.draft import Recorded
from servanda.register.editions import frameworks
from servanda.register.writing.record import record
from servanda.review.looking import Drafts, Hand, acting, now, today

_RECORDS: dict[Doing, str] = {"open": "opened", "close": "closed", "leave-out": "left-out"}


def move(
    review: str,
    step: str,
    does: Doing,
    hand: Hand,
    *,
    when: PartialDate | None = None,
    due: PartialDate | None = None,
    words: str = "",
    even_so: bool = False,
) -> Recorded:
    """Open, close or leave out a step. ``even_so`` records what happened although the framework would not have it.

    Raises ``Refused`` with what blocks it.
    """
    with acting(review, hand) as one:
        found = next((m for m in moves(one.course) if (m.does, m.step) == (does, step)), None)
        if one.course.told.locked is not None:
            raise locked()
        declared = one.course.rules.step(step)
        if declared is None:
            known = ", ".join(s.slug for s in one.course.rules.steps)
            remedy = worded("its steps are: {steps}", steps=known) if known else worded("its framework declares none")
            raise Refused("no-such-step", worded("The review has no step {step!r}.", step=step), remedy)
        if not even_so:
            if found is None:
                raise _out_of_turn(declared)
            if found.blocks:
                raise blocked(found.blocks)
        drafts = Drafts(one, hand)
        edition = None if one.course.is_run else _edition(one)
        said: dict[str, object] = {"step": step, "does": _RECORDS[does], "words": hand.words(words)}
        said |= {"due": due.text if due else None, "edition": edition}
        drafts.add("review-step", one.record, said, when or now())
        return record(drafts.all, actor=hand.actor, on_behalf_of=hand.post)


def _edition(one: Reviewing) -> str | None:
    """The edition of the framework as it is when the review begins: a later one does not change its steps."""
    framework = frameworks().get(one.payload.framework)
    return framework.edition if framework is not None else None


def _out_of_turn(step: Step) -> Refused:
    sentence = worded("That cannot be done with the step {step!r} now.", step=step.slug)
    return Refused("out-of-turn", sentence, worded("look at the review: it says what may happen next"))


def send_back(review: str, place: Key, hand: Hand, *, reason: str, words: str = "") -> Recorded:
    """Send back what a voice submitted, with a code of the framework. Raises ``Refused``."""
    with acting(review, hand, [place[0]]) as one:
        if one.course.may_return(place) is None:
            if one.course.told.locked is not None:
                raise locked()
            sentence = worded("Nothing that this voice submitted can be sent back now.")
            raise Refused("not-returnable", sentence, worded("look at the review: a step that is open says what may"))
        said: dict[str, object] = {
            "review": one.record,
            "axis": place[1],
            "track": place[2],
            "number": one.course.version(place),
            "reason": reason,
            "words": hand.words(words),
        }
        drafts = Drafts(one, hand)
        drafts.add("returned", place[0], said, today(), place=place[2])
        return record(drafts.all, actor=hand.actor, on_behalf_of=hand.post)


def approve(review: str, step: str, hand: Hand, *, given: bool = True, words: str = "") -> Recorded:
    """Approve, or not, what was submitted. Nobody approves his own work, unless the framework says so."""
    with acting(review, hand) as one:
        stand = one.course.stand(step)
        if one.course.told.locked is not None:
            raise locked()
        if stand is None or stand.state != "open" or not stand.step.approves:
            sentence = worded("Nothing is approved in the step {step!r} now.", step=step)
            raise Refused("out-of-turn", sentence, worded("look at the review: it says what may happen next"))
        if given and not stand.step.own_work and one.course.own_work(stand.step, hand.names):
            sentence = worded("Nobody approves his own work: some of what is to be approved was submitted by you.")
            raise Refused("own-work", sentence, worded("let someone else approve it, in his own name"))
        said: dict[str, object] = {"step": step, "what": "approved" if given else "not-approved"}
        drafts = Drafts(one, hand)
        drafts.add("approval", one.record, {**said, "words": hand.words(words)}, now())
        return record(drafts.all, actor=hand.actor, on_behalf_of=hand.post)


def lock(
    review: str, hand: Hand, *, when: PartialDate | None = None, words: str = "", even_so: bool = False
) -> Recorded:
    """Lock the period of a review: what comes later is a late correction, and says so."""
    with acting(review, hand) as one:
        if one.course.told.locked is not None:
            raise locked()
        found = next((m for m in moves(one.course) if m.does == "lock"), None)
        if found is None:
            sentence = worded("A review that was never begun has no period to lock.")
            raise Refused("out-of-turn", sentence, worded("open its first step"))
        if found.blocks and not even_so:
            raise blocked(found.blocks)
        drafts = Drafts(one, hand)
        drafts.add("review-lock", one.record, {"words": hand.words(words)}, when or today())
        return record(drafts.all, actor=hand.actor, on_behalf_of=hand.post)


def locked() -> Refused:
    """The fault of whoever acts on a review whose period is locked."""
    sentence = worded("The period of this review is locked.")
    return Refused("review-locked", sentence, worded("what comes now is submitted as a late correction, and says why"))


def blocked(blocks: tuple[Block, ...]) -> Refused:
    """The fault of a move that something blocks."""
    first = block_words(blocks[0])
    sentence = worded("It is held back by a guard of the framework: {guard}.", guard=first)
    if len(blocks) > 1:
        more = ", ".join(one.guard for one in blocks[1:])
        sentence = worded("{first} Others hold it back too: {guards}.", first=sentence, guards=more)
    return Refused("review-blocked", sentence, worded("look at the review: it says what is missing"))
