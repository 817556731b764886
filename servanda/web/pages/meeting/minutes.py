"""The minutes of a meeting: to read and print, as PDF and DOCX, and to adopt."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from servanda import register
from servanda.brief.meetings import MeetingTold
from servanda.errors import ServandaError
from servanda.meeting import adopt
from servanda.render import documents
from servanda.web.doing.meetings import crumbs, gone, preside, to_preside, told_of, ways, who
from servanda.web.doing.reviewing import is_now, typed
from servanda.web.drawing.present import Presenter
from servanda.web.faults import shown
from servanda.web.frame import Frame
from servanda.web.pages.documents import file_name
from servanda.web.pages.review.reviews import fault_told


@shown
def show(request: HttpRequest, ref: str) -> HttpResponse:
    """The minutes as they stand; whoever presides adopts them when each item has its outcome."""
    frame = Frame.of(request)
    told = told_of(frame, ref)
    error = None
    if request.method == "POST":
        try:
            adopt(told.one.record, preside(frame, told.one), words=typed(request, "words"))
            return gone(request, reverse("meeting-minutes", args=[told.one.record]))
        except ServandaError as fault:
            error = fault_told(fault)
    return _drawn(frame, told, error)


@shown
def pdf(request: HttpRequest, ref: str) -> HttpResponse:
    """The minutes as PDF."""
    return _document(request, ref, "pdf")


@shown
def docx(request: HttpRequest, ref: str) -> HttpResponse:
    """The minutes as DOCX, in the office's template if there is one."""
    return _document(request, ref, "docx")


def _document(request: HttpRequest, ref: str, form: str) -> HttpResponse:
    frame = Frame.of(request)
    told = told_of(frame, ref)
    minutes = told.minutes()
    content = documents.render(
        form,
        minutes,
        told.one.view,
        template=settings.SERVANDA_TEMPLATE,
        fonts=settings.SERVANDA_FONTS,
        policy=register.policy(),
    )
    answer = HttpResponse(content, content_type=documents.FORMS[form])
    answer["Content-Disposition"] = content_disposition_header(True, file_name(minutes, form)) or ""
    return answer


def _drawn(frame: Frame, told: MeetingTold, error: dict[str, str] | None) -> HttpResponse:
    one, minutes, right = told.one, told.minutes(), to_preside(frame, told.one)
    presenter = Presenter(minutes.sources, frame.address, frame.language)
    return frame.render(
        "pages/meeting/minutes.html",
        title=minutes.heading.title,
        scope=one.scope,
        crumbs=crumbs(frame, told),
        lede_spans=presenter.running(minutes.lede),
        more=[
            *ways(frame, told, "meeting-minutes"),
            {"label": _("As PDF"), "href": frame.link("meeting-minutes-pdf", one.record)},
            {"label": _("As DOCX"), "href": frame.link("meeting-minutes-docx", one.record)},
        ],
        error=error,
        rows=[presenter.section(section) for section in minutes.sections],
        adopted=one.agenda.is_adopted,
        ready=one.agenda.is_ready,
        open=[line.place for line in one.agenda.open],
        may=right.allowed and is_now(frame),
        why=[] if right.allowed else right.rules,
        sources=presenter.used_sources(),
        citations=presenter.citations,
        who=who(frame),
        view_hash=minutes.view_sha256,
    )
