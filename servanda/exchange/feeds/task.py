"""A task: one thing that is a desk's to do."""

from dataclasses import dataclass
from typing import Literal

from servanda.kernel.dates import PartialDate

What = Literal["report", "answer", "confirm", "again", "agenda", "minutes", "clear", "step"]


@dataclass(frozen=True, slots=True)
class Task:
    """Something to do, by ``when``; how it stands, and what blocks it.

    To report on an item, answer a text, confirm that something took place; to answer a review ``again`` in the voice
    ``track``; to make the agenda of a meeting, or adopt its minutes; to clear the line for outside that is named by
    ``anchor`` on a page; to take a plan to its next step. ``left`` is how many days there are until its last
    day; negative once that has passed. Without a day of its own ``when`` is ``None``, and ``left`` 0.
    """

    what: What
    when: PartialDate | None
    left: int
    title: str
    page: str
    record: str
    stands: str
    blocks: tuple[str, ...] = ()
    review: str = ""
    track: str = ""
    anchor: str = ""
