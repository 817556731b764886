"""The brief of a partnership as a document to take away: seen from the page's standpoint, by the page's reader."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.text import slugify

from servanda import brief, register
from servanda.brief.model import Brief
from servanda.errors import NotFound
from servanda.kinds.issued import Issued
from servanda.register.reading import statements
from servanda.render import documents
from servanda.web.faults import shown
from servanda.web.frame import Frame


@shown
def pdf(request: HttpRequest, ref: str) -> HttpResponse:
    """The brief as PDF."""
    return _document(request, ref, "pdf")


@shown
def docx(request: HttpRequest, ref: str) -> HttpResponse:
    """The brief as DOCX, in the office's template if there is one."""
    return _document(request, ref, "docx")


@shown
def issued(request: HttpRequest, ref: str) -> HttpResponse:
    """What was issued, to the byte; always to keep and never to open here, for it was not made for these pages."""
    frame = Frame.of(request)
    entry = statements.statement(ref, frame.at).entry
    if not isinstance(entry.payload, Issued):
        raise NotFound(
            "not-issued", "That entry is no brief that was issued.", "look where it was issued for its entry"
        )
    form = {"text": "txt", "markdown": "md"}.get(entry.payload.format, entry.payload.format)
    answer = HttpResponse(entry.payload.issued_bytes(), content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="issued-{ref[:8]}.{slugify(form)}"'
    return answer


def _document(request: HttpRequest, ref: str, form: str) -> HttpResponse:
    frame = Frame.of(request)
    record = register.find(ref, frame.at, "partnership")
    view = register.partnership_view(record, frame.at, brief.ITEMS)
    told = brief.compose(view, record, register.frameworks(), frame.language)
    content = documents.render(
        form,
        told,
        view,
        template=settings.SERVANDA_TEMPLATE,
        fonts=settings.SERVANDA_FONTS,
        policy=register.policy(),
    )
    answer = HttpResponse(content, content_type=documents.FORMS[form])
    answer["Content-Disposition"] = content_disposition_header(True, file_name(told, form)) or ""
    return answer


def file_name(told: Brief, form: str) -> str:
    """The name to keep it by: the title that the reader sees and the as-of date, nothing that he may not."""
    title = slugify(told.heading.title, allow_unicode=True)[:80] or "brief"
    return f"{title}-{told.heading.day.isoformat()}.{form}"
