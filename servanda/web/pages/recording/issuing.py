"""Issuing a brief on the pages: what is said is kept, to the byte, and can always be shown again (rule 19)."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from servanda import brief, register
from servanda.accounts import roles
from servanda.accounts.policy import Place
from servanda.errors import UsageError, worded
from servanda.exchange.issuing import issue
from servanda.render import documents, text
from servanda.web.faults import shown
from servanda.web.forms.signature import actor
from servanda.web.frame import Frame
from servanda.web.permission import may, required, writing
from servanda.web.visitor import visitor

FORMS = {"pdf": "PDF", "docx": "Word", "text": gettext_lazy("text")}


@shown
@writing(roles.ISSUE)
def show(request: HttpRequest, ref: str) -> HttpResponse:
    """Choose the form to issue a brief in; issue it, as it is seen from the page's standpoint."""
    frame = Frame.of(request)
    record = register.find(ref, frame.at, "partnership")
    allowed = required(may(request, roles.ISSUE, Place.of(record)))
    view = register.partnership_view(record, frame.at, brief.ITEMS)
    told = brief.compose(view, record, register.frameworks(), frame.language)
    if request.method == "POST":
        form = request.POST.get("form", "")
        if form not in FORMS:
            raise UsageError("no-form", worded("It is not said in what form."), worded("choose one"))
        policy = register.policy()
        content: str | bytes = (
            text.render(told, policy=policy)
            if form == "text"
            else documents.render(
                form,
                told,
                view,
                template=settings.SERVANDA_TEMPLATE,
                fonts=settings.SERVANDA_FONTS,
                policy=policy,
            )
        )
        who = visitor(request).who
        signed = who.actor if who is not None else actor(_("this machine"))
        entry = issue(view, record, form, frame.language, content, signed, allowed.post)
        return HttpResponseRedirect(frame.link("fact", entry), status=303)
    return frame.render(
        "pages/issue.html",
        title=pgettext("verb", "Issue this brief"),
        scope=record,
        crumbs=[{"label": told.heading.title, "href": frame.link("partnership", ref)}],
        forms_offered=FORMS.items(),
        action=frame.link("issue", ref),
        view_hash=told.view_sha256,
    )
