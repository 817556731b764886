"""The marking of what is written: that of the most restricted fact in it, in the words of the register's policy."""

from servanda.kernel.marking import HighWater
from servanda.policies import Marks, Policy, plain

__all__ = ["Marks", "marks_of", "plain_of"]


def marks_of(mark: HighWater, language: str, policy: Policy | None = None) -> Marks:
    """The words of a marking for head and foot; of the plain policy where none is given."""
    return (policy or plain()).marks_of(mark, language)


def plain_of(mark: HighWater, language: str, policy: Policy | None = None) -> dict[str, object]:
    """A marking for programs: the ledger's own values, and the words."""
    chosen = policy or plain()
    return {
        "public": mark.public,
        "level": None if mark.public else mark.level,
        "releasable_to": list(mark.groups),
        "apart": mark.apart,
        "words": chosen.say_of(mark, language),
    }
