"""Who read what of what is not public, and what was done to accounts: for auditors, without any content."""

from datetime import date
from functools import cache

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from servanda import register
from servanda.accounts import listing, roles
from servanda.accounts.audit import Asked, Line, seen
from servanda.accounts.models import Person
from servanda.errors import said_in
from servanda.web.faults import shown
from servanda.web.forms.options import record_name
from servanda.web.frame import Frame
from servanda.web.permission import may, required, writing

_SHOWN = 200


@shown
@writing(roles.AUDIT)
def show(request: HttpRequest) -> HttpResponse:
    """The latest first; of one person, record or day, or of all. An auditor is told of records that he may not see by
    their identifiers alone.
    """
    required(may(request, roles.AUDIT))
    frame = Frame.of(request)
    person = Person.objects.filter(pk=request.GET.get("person", "")[:32]).first()
    record, day = request.GET.get("record", "")[:32], _day(request.GET.get("day", ""))
    lines = seen(Asked(person, record, day, _SHOWN))
    named = _names(frame, lines)
    return frame.render(
        "pages/account/audit.html",
        timeless=True,
        title=_("Who read what"),
        people=[(one.pk, str(one), one == person) for one in listing.people()],
        record=record,
        day=day.isoformat() if day else "",
        rows=[
            {
                "at": line.at,
                "by": line.by,
                "did": said_in(line.did, _),
                "marking": line.marking,
                "records": [(one, named[one], marking) for one, marking in line.records.items()],
            }
            for line in lines
        ],
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _names(frame: Frame, lines: list[Line]) -> dict[str, str]:
    """What records are called that this reader may see himself; of all others, nothing but that they are there."""
    wanted = {record for line in lines for record in line.records}
    view = register.records_view(wanted - {""}, frame.at)

    @cache
    def name(record: str) -> str:
        if not record:
            return _("counts over the whole register")
        return record_name(view, record, frame.language) if view.record(record) else _("a record that you do not see")

    return {record: name(record) for record in wanted}
