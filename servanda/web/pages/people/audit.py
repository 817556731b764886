"""Who read what of what is not public, recorded what and did what to accounts: for auditors, without any content."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from servanda import register
from servanda.accounts import listing, roles
from servanda.accounts.audit import Asked, Line, told
from servanda.accounts.models import Person
from servanda.errors import Worded, said_in, worded
from servanda.kernel.entries import Temporal
from servanda.kinds import KINDS
from servanda.web.faults import shown
from servanda.web.forms import kindwords
from servanda.web.forms.options import record_name
from servanda.web.frame import Frame
from servanda.web.permission import may, required, writing

_SHOWN = 200
# what is recorded about another entry; that two records are one is about a record
_ABOUT_ENTRIES = frozenset(name for name, kind in KINDS.items() if kind.temporal is Temporal.ENTRY) - {"same-as"}


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
    lines = list(told(Asked(person, record, day, _SHOWN)))
    named, unseen = _names(frame, lines), _("a record that you do not see")
    return frame.render(
        "pages/account/audit.html",
        timeless=True,
        title=_("Who did and saw what"),
        people=[(one.pk, str(one), one == person) for one in listing.people()],
        record=record,
        day=day.isoformat() if day else "",
        most=_SHOWN if len(lines) == _SHOWN else 0,
        rows=[
            {
                "at": line.at,
                "by": line.by,
                "did": said_in(_did(line), _),
                "marking": line.marking,
                "records": [
                    (one, named.get(one) or (_unnamed(line, one) if line.kind else unseen), marking)
                    for one, marking in line.records.items()
                ],
            }
            for line in lines
        ],
    )


def _did(line: Line) -> Worded:
    return worded("recorded: {kind}", kind=kindwords.title(line.kind)) if line.kind else line.did


def _unnamed(line: Line, about: str) -> str:
    """What was recorded something about, where it has no name to show: a statement, else a record's identifier."""
    is_statement = line.kind in _ABOUT_ENTRIES
    return _("statement %(ident)s") % {"ident": about[:8]} if is_statement else about


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _names(frame: Frame, lines: list[Line]) -> dict[str, str]:
    """What records are called that this reader may see himself; of all others, nothing but that they are there."""
    wanted = {record for line in lines for record in line.records} - {""}
    view = register.records_view(wanted, frame.at)
    seen = {record: record_name(view, record, frame.language) for record in wanted if view.record(record)}
    return {"": _("counts over the whole register"), **seen}
