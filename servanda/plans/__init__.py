"""A plan through its life: its text published and amended, what became of the objectives of the one before."""

from servanda.plans.recording import Statements, find_plan
from servanda.plans.succession import succeed
from servanda.plans.texts import amend, publish

__all__ = ["Statements", "amend", "find_plan", "publish", "succeed"]
