"""A meeting: planned, its agenda proposed and ordered, outcomes recorded at the table, minutes that write back."""

from servanda.meeting.looking import look
from servanda.meeting.minutes import adopt
from servanda.meeting.ordering import Wanted, order, put, take_off
from servanda.meeting.planning import Plan, plan, seat, set_time
from servanda.meeting.proposing import Proposal, propose
from servanda.meeting.table import Said, settle

__all__ = [
    "Plan",
    "Proposal",
    "Said",
    "Wanted",
    "adopt",
    "look",
    "order",
    "plan",
    "propose",
    "put",
    "seat",
    "set_time",
    "settle",
    "take_off",
]
