"""What one was told, and how one wishes to be: the words, the mail that carried them, and what is followed.

What a word said is told anew, from what its person may see now. Of what is hidden by now it is said only that it is.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from servanda import brief, register
from servanda.accounts.models import Person
from servanda.errors import ServandaError
from servanda.kernel.view import View
from servanda.notices.words import what_words
from servanda.outbox.following import choose, followed, leave, wish_of
from servanda.outbox.mails import is_set_up
from servanda.outbox.models import Mail, Word
from servanda.web.faults import shown
from servanda.web.frame import Frame
from servanda.web.pages.people.given import fault_told
from servanda.web.permission import to_sign_in
from servanda.web.visitor import visitor

SHOWN = 100


@shown
def show(request: HttpRequest) -> HttpResponse:
    """The latest words, the wish, what is followed."""
    person = visitor(request).person
    if person is None:
        return to_sign_in(request)
    fault = _done(request, person) if request.method == "POST" else None
    if request.method == "POST" and fault is None:
        return HttpResponseRedirect(reverse("told"), status=303)
    frame = Frame.of(request)
    words = list(Word.objects.filter(person=person).select_related("mail").order_by("-made", "-id")[:SHOWN])
    records = followed(person)
    view = register.records_view({*records, *(word.record for word in words)} - {""}, frame.at)
    wish, what = wish_of(person), what_words(frame.translator)
    return frame.render(
        "pages/account/told.html",
        timeless=True,
        title=_("What you were told"),
        crumbs=[{"label": person.name, "href": reverse("me")}],
        words=[
            {
                "what": what[one.what],
                "at": one.made,
                "mail": _mail(one.mail),
                **_titled(frame, view, one.record),
            }
            for one in words
        ],
        followed=[{"record": record, **_titled(frame, view, record)} for record in records],
        ways=[{"value": value, "label": label, "chosen": value == wish.how} for value, label in how_words().items()],
        refused=wish.refused,
        mail_works=is_set_up(),
        error=fault,
    )


def _done(request: HttpRequest, person: Person) -> dict[str, str] | None:
    typed = request.POST
    try:
        if typed.get("act") == "wish":
            choose(person, typed.get("how", ""))
        elif typed.get("act") == "leave":
            leave(person, typed.get("record", ""))
    except ServandaError as fault:
        return fault_told(fault)
    return None


def _titled(frame: Frame, view: View, record: str) -> dict[str, Any]:
    """A record by its title and address, if its person sees it now; a word about no record has neither."""
    if not record:
        return {"title": "", "href": ""}
    what = view.record(record) if record else None
    if what is None:
        return {"title": _("something that you do not see now"), "href": ""}
    title = brief.title_of(view, record, register.frameworks(), frame.language)
    return {"title": title, "href": frame.address(what.kind, what.about)}


def _mail(mail: Mail | None) -> str:
    if mail is None:
        return _("on this page")
    return {
        "waiting": _("by mail, not sent yet"),
        "sent": _("by mail"),
        "refused": _("the mail was refused"),
        "failed": _("the mail could not be sent"),
        "empty": _("on this page"),
    }[mail.state]


def how_words() -> dict[str, str]:
    """The ways of being told."""
    return {
        "once": _("by mail, at once"),
        "daily": _("by one mail a day at most"),
        "weekly": _("by one mail a week"),
        "none": _("on this page only"),
    }
