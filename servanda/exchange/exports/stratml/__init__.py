"""A plan or package as a StratML Part 2 document, from a standpoint, with a report of what that format cannot hold."""

from typing import IO

from servanda.exchange.exports.stratml.document import plan_document
from servanda.exchange.exports.stratml.losses import Loss, LossReport
from servanda.kernel.standpoint import Resolved
from servanda.register.reading.views import measured_view

__all__ = ["Loss", "LossReport", "export_stratml", "plan_document"]


def export_stratml(plan: str, at: Resolved, out: IO[bytes], language: str = "en") -> LossReport:
    """Write a plan or package as it is seen from a standpoint; texts in ``language`` where they are given in it.

    The document is valid against the schema of Part 2. Raises ``NotFound`` for what is neither seen from there.
    """
    data, report = plan_document(measured_view(plan, at), plan, language)
    out.write(data)
    return report
