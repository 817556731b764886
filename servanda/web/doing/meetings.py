"""What the pages of meetings share: who may order the agenda and record outcomes, where, and in whose name."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from servanda import brief, register
from servanda.accounts.policy import Place
from servanda.brief.meetings import MeetingTold
from servanda.errors import UsageError, worded
from servanda.kernel.meetings import Sitting
from servanda.meeting import look
from servanda.register.reading.places import place_of
from servanda.review import Hand
from servanda.web.doing import reviewing
from servanda.web.doing.reviewing import Right, typed
from servanda.web.forms import signature
from servanda.web.frame import Frame
from servanda.web.permission import PRESIDING, may_act, required
from servanda.web.visitor import visitor


def told_of(frame: Frame, ref: str) -> MeetingTold:
    """The meeting that an address names, as it is seen from there."""
    record = register.find(ref, frame.at, "meeting")
    return MeetingTold(look(record, frame.at), register.frameworks(), frame.language)


def place(frame: Frame, one: Sitting) -> Place:
    """Where a meeting lies: in its plan, if it is on one alone, else in its partnership."""
    plans = one.plans
    if len(plans) == 1 and visitor(frame.request).guarded:
        return place_of(plans[0], one.scope, frame.at)
    return Place.of(one.scope)


def to_preside(frame: Frame, one: Sitting) -> Right:
    """Say whether the request may order the agenda, record outcomes and adopt the minutes."""
    return Right(may_act(frame.request, PRESIDING, place(frame, one)))


def preside(frame: Frame, one: Sitting) -> Hand:
    """Whoever acts on the meeting by the request. Raises ``Refused`` where he may not, or is not named."""
    right = to_preside(frame, one)
    required(right.answer)
    return by_name(frame, right)


def by_name(frame: Frame, right: Right) -> Hand:
    """Whoever acts by the request; where there are no accounts, he is to give his name."""
    if reviewing.needs_name(frame) and not typed(frame.request, "who"):
        raise UsageError("no-name", worded("It is not said who does it."), worded("give your name"))
    return reviewing.hand(frame, right)


def who(frame: Frame) -> str | None:
    """The name that is remembered, where it has to be given; ``None`` where it is known who acts."""
    if not reviewing.needs_name(frame):
        return None
    return typed(frame.request, "who") or signature.remembered(frame.request)


def gone(request: HttpRequest, address: str) -> HttpResponse:
    """Go to a page after something was recorded, and remember the name that was typed."""
    response = HttpResponseRedirect(address, status=303)
    if typed(request, "who"):
        signature.remember(response, typed(request, "who"))
    return response


def crumbs(frame: Frame, told: MeetingTold, *, inside: bool = True) -> list[dict[str, str]]:
    """Where a page of a meeting lies."""
    one = told.one
    partnership = brief.title_of(one.view, one.scope, register.frameworks(), frame.language)
    found = [{"label": partnership, "href": frame.link("partnership", one.scope)}]
    if inside:
        found.append({"label": frame.translator.capital(told.title), "href": frame.link("meeting", one.record)})
    return found


def ways(frame: Frame, told: MeetingTold, here: str = "") -> list[dict[str, str]]:
    """The pages of a meeting, but for the one that is open."""
    labels = {"meeting-agenda": _("Agenda"), "meeting-table": _("At the table"), "meeting-minutes": _("Minutes")}
    record = told.one.record
    return [{"label": label, "href": frame.link(name, record)} for name, label in labels.items() if name != here]
