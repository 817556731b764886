"""A brief as a document, PDF or DOCX: from the same brief as every other form, and equal to the byte for equal views.

A document bears the marking of the most restricted fact in it, and its date is the day that it is told of: no clock
and nothing of the machine goes into it.
"""

from servanda.brief.model import Brief
from servanda.kernel.marking import strictest
from servanda.kernel.view import View
from servanda.render.documents.compose import paper_of
from servanda.render.documents.paper import Paper

__all__ = ["paper"]


def paper(brief: Brief, view: View) -> Paper:
    """The document of a brief told of a view. Raises ``Refused`` where nobody could be given it."""
    return paper_of(brief, view.standpoint, strictest(view.markings()))
