"""A brief as a document, PDF or DOCX: from the same brief as every other form, and equal to the byte for equal views.

A document bears the marking of the most restricted fact in it, and its date is the day that it is told of: no clock
and nothing of the machine goes into it.
"""

from pathlib import Path

from servanda.brief.model import Brief
from servanda.errors import InputError
from servanda.kernel.marking import strictest
from servanda.kernel.view import View
from servanda.policies import Policy
from servanda.render.documents.compose import paper_of

FORMS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}

__all__ = ["FORMS", "render"]


def render(
    form: str,
    brief: Brief,
    view: View,
    *,
    template: str | Path | None = None,
    fonts: str | None = None,
    policy: Policy | None = None,
) -> bytes:
    """Make a document of a brief told of a view. ``template`` is a DOCX of an office, ``fonts`` a folder of more fonts,
    ``policy`` says its marking: a template has one field for head and foot, which is as the policy prints the head.

    Raises ``Refused`` where nobody could be given it, ``InputError`` for a template that does not fit or is not safe,
    ``Unavailable`` where no font has a letter of it.
    """
    # the typesetter and the word processor's libraries are heavy: they come when a document is made
    from servanda.render.documents import pdf, word

    paper = paper_of(brief, view.standpoint, strictest(view.markings()), policy)
    if form == "pdf":
        return pdf.render(paper, fonts)
    return word.render(paper, read_template(template) if template else None, str(template or ""), fonts)


def read_template(path: str | Path) -> bytes:
    """The bytes of a template. Raises ``InputError`` where it cannot be read."""
    try:
        return Path(path).read_bytes()
    except OSError as fault:
        raise InputError(
            "unreadable",
            f"it cannot be read: {fault.strerror or fault}",
            "check the path and the rights to it",
            file=path,
        ) from None
