"""The kinds of entry, one file a kind. To add one: write its file, add its class to ``KINDS``.

``KINDS`` maps a kind's name to its class; ``read`` turns stored content into a typed payload.
"""

from collections.abc import Mapping
from typing import Any

from servanda.kinds.agenda_item import AgendaItem
from servanda.kinds.agenda_order import AgendaOrder
from servanda.kinds.announcement import Announcement
from servanda.kinds.approval import Approval
from servanda.kinds.arrangement import Arrangement
from servanda.kinds.assessment import Assessment
from servanda.kinds.base import Kind, RecordKind
from servanda.kinds.began import Began
from servanda.kinds.choice import Choice
from servanda.kinds.citation import Citation
from servanda.kinds.contribution import Contribution
from servanda.kinds.cumulative import Cumulative
from servanda.kinds.decision import Decision
from servanda.kinds.delegation import Delegation
from servanda.kinds.ended import Ended
from servanda.kinds.erased import Erased
from servanda.kinds.evaluation import Evaluation
from servanda.kinds.extension import Extension
from servanda.kinds.framework_edition import FrameworkEdition
from servanda.kinds.increment import Increment
from servanda.kinds.indicator import Indicator
from servanda.kinds.involvement import Involvement
from servanda.kinds.issued import Issued
from servanda.kinds.joined import Joined
from servanda.kinds.line_cleared import LineCleared
from servanda.kinds.marked import Marked
from servanda.kinds.meeting import Meeting
from servanda.kinds.meeting_time import MeetingTime
from servanda.kinds.minutes import Minutes
from servanda.kinds.money import Money
from servanda.kinds.name import Name
from servanda.kinds.objective import Objective
from servanda.kinds.operation import Operation
from servanda.kinds.outcome import Outcome
from servanda.kinds.package import Package
from servanda.kinds.partnership import Partnership
from servanda.kinds.party import Party
from servanda.kinds.plan import Plan
from servanda.kinds.postponed import Postponed
from servanda.kinds.press_line import PressLine
from servanda.kinds.procedure import Procedure
from servanda.kinds.progress import Progress
from servanda.kinds.rank import Rank
from servanda.kinds.replaces import Replaces
from servanda.kinds.reply import Reply
from servanda.kinds.result import Result
from servanda.kinds.returned import Returned
from servanda.kinds.review import Review
from servanda.kinds.review_lock import ReviewLock
from servanda.kinds.review_step import ReviewStep
from servanda.kinds.rotation import Rotation
from servanda.kinds.same_as import SameAs
from servanda.kinds.schedule import Schedule
from servanda.kinds.source import Source
from servanda.kinds.statement import Statement
from servanda.kinds.step import Step
from servanda.kinds.strength import Strength
from servanda.kinds.succession import Succession
from servanda.kinds.tally import Tally
from servanda.kinds.text_amendment import TextAmendment
from servanda.kinds.text_edition import TextEdition
from servanda.kinds.text_version import TextVersion
from servanda.kinds.text_withdrawn import TextWithdrawn
from servanda.kinds.visit import Visit
from servanda.kinds.withdraws import Withdraws

_ALL: tuple[type[Kind], ...] = (
    Party, Partnership, Plan, Package, Objective, Indicator, Operation, Contribution, Review, TextVersion, Source,
    Name, Joined, Began, Ended, Step, Tally, Assessment, Progress, Result, Involvement,
    Strength, Rotation, Increment, Cumulative, Money,
    Meeting, Visit, Schedule, Arrangement, Statement, Decision, Evaluation,
    Procedure, Reply, Extension, TextWithdrawn, Announcement,
    PressLine, LineCleared,
    ReviewStep, Returned, Approval, ReviewLock,
    MeetingTime, Delegation, AgendaItem, AgendaOrder, Outcome, Minutes,
    TextEdition, TextAmendment, Succession, Postponed,
    Rank, Choice, FrameworkEdition, Issued,
    Citation, Replaces, Withdraws, SameAs, Erased, Marked,
)  # fmt: skip
KINDS: Mapping[str, type[Kind]] = {kind.kind: kind for kind in _ALL}

# kinds whose first fact brings its record into being, beside the record kinds proper
INTRODUCING: frozenset[str] = frozenset(
    kind.kind
    for kind in _ALL
    if issubclass(kind, RecordKind) or kind in (Meeting, Visit, Decision, Procedure, PressLine)
)


def read(kind: str, version: int, content: Mapping[str, Any]) -> Kind:
    """Read stored content as a payload of its kind; raises ``KeyError`` for a kind this release lacks."""
    return KINDS[kind].read(content, version)


__all__ = ["INTRODUCING", "KINDS", "Kind", "RecordKind", "read"]
