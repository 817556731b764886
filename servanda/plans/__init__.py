"""A plan through its life: its steps, its text published and amended, what became of the objectives before it."""

from servanda.plans.course import take
from servanda.plans.postponing import postpone
from servanda.plans.recording import Statements, find_plan
from servanda.plans.succession import succeed
from servanda.plans.texts import amend, publish

__all__ = ["Statements", "amend", "find_plan", "postpone", "publish", "succeed", "take"]
