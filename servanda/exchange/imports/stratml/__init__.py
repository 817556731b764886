"""StratML documents (ISO 17469, Parts 1 and 2) as statements of the register. The table: docs/reference/stratml.md."""

from servanda.exchange.imports.stratml.plan import read_plan

__all__ = ["read_plan"]
