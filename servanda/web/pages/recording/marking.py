"""Deciding anew who may see a statement: disclosing it, lowering or raising its marking; with a reason."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from servanda import register
from servanda.accounts import roles
from servanda.errors import InputError, ServandaError, worded
from servanda.kernel.marking import LEVELS, Marking
from servanda.kinds.fields import Text
from servanda.register.writing.remarking import mark, read_marking
from servanda.web.faults import shown
from servanda.web.forms import kindwords
from servanda.web.forms.signature import actor
from servanda.web.forms.told import Statements
from servanda.web.frame import Frame
from servanda.web.pages.people.given import fault_told
from servanda.web.pages.recording.seen import Seen, seen_ever
from servanda.web.permission import required, to_mark, writing
from servanda.web.visitor import visitor

_LONGEST = 1000


@shown
@writing(roles.MARK)
def show(request: HttpRequest, ref: str) -> HttpResponse:
    """The form, and what it is sent to. What is marked beyond what one may see oneself leads to the start."""
    frame = Frame.of(request)
    seen = seen_ever(ref, frame.at)
    allowed = required(to_mark(request, seen.fact.entries, frame.at))
    fault: dict[str, str] | None = None
    if request.method == "POST":
        try:
            to, reason = _typed(request)
            who = visitor(request).who
            signed = who.actor if who is not None else actor(_("this machine"))
            mark(ref, to, Text(by={frame.language: reason}), signed, allowed.post)
            there = reverse("fact", args=[ref]) if frame.at.reader.may_read(to) else reverse("start")
            return HttpResponseRedirect(there, status=303)
        except ServandaError as found:
            fault = fault_told(found)
    return _form(frame, seen, ref, fault)


def _form(frame: Frame, seen: Seen, ref: str, fault: dict[str, str] | None) -> HttpResponse:
    policy, entry = register.policy(), seen.arrived.entry
    typed = frame.request.POST
    return frame.render(
        "pages/mark.html",
        title=_("Mark a statement anew"),
        scope=entry.scope,
        crumbs=[{"label": kindwords.title(entry.kind), "href": frame.link("fact", ref)}],
        told=Statements(seen.view, frame.translator, frame.address).statement(entry),
        now=policy.say(entry.marking, frame.language),
        levels=[
            ("public", policy.say(Marking(), frame.language)),
            *((level, policy.say(Marking(False, level), frame.language)) for level in reversed(LEVELS)),
        ],
        level=typed.get("level", "public" if entry.marking.public else entry.marking.level),
        groups=typed.get("groups", ", ".join(entry.marking.releasable_to)),
        reason=typed.get("reason", ""),
        action=frame.link("mark", ref),
        error=fault,
    )


def _typed(request: HttpRequest) -> tuple[Marking, str]:
    level, groups = request.POST.get("level", ""), request.POST.get("groups", "").strip()
    reason = request.POST.get("reason", "").strip()[:_LONGEST]
    if not reason:
        raise InputError("no-reason", worded("It is not said why."), worded("give the reason"))
    return read_marking(level if level == "public" or not groups else f"{level} to {groups}"), reason
