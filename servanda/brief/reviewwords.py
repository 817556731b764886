"""What the guards of a review say, in words."""

from collections.abc import Callable

from servanda.errors import Worded, worded
from servanda.kernel.guards import Block


def _same(slug: str) -> str:
    return slug


def block_words(block: Block, label: Callable[[str], str] = _same) -> Worded:
    """What holds a move back; ``label`` says what a step is called."""
    if not block.is_known:
        return worded("this release does not know the guard “{guard}”, so it cannot be passed", guard=block.guard)
    steps = ", ".join(label(one) for one in block.steps)
    if block.guard in ("earlier-closed", "all-closed"):
        return worded("not closed yet: {steps}", steps=steps)
    if block.guard == "all-answered":
        return worded("answers still missing or sent back: {count}", count=block.count)
    if block.guard == "none-returned":
        return worded("sent back and not revised yet: {count}", count=block.count)
    if block.guard == "reasons-given":
        return worded("grades that depart from another voice without a reason: {count}", count=block.count)
    if block.guard == "text-adopted":
        return worded("no text on the plan has been adopted since the step began")
    if block.guard == "edition-published":
        return worded("no edition of its text has been published")
    if block.guard == "reviews-locked":
        return worded("reviews of it whose period is not locked: {count}", count=block.count)
    if block.guard == "meeting-held":
        return worded("no meeting on the plan has been held since the step began")
    return worded("it has not been approved")
