"""Marking policies: an office's words for the ledger's own markings, as data: ``data/*.yaml``."""

from servanda.policies.loader import PLAIN, Policies, load_all, load_file, plain
from servanda.policies.model import Group, Level, Marks, Policy

__all__ = ["PLAIN", "Group", "Level", "Marks", "Policies", "Policy", "load_all", "load_file", "plain"]
