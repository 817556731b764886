"""Faults as pages: one clear message with a way forward, in the frame of the register."""

import sys
from collections.abc import Callable

from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from servanda.errors import InputError, LedgerError, NotFound, Refused, ServandaError, UsageError, said_in
from servanda.ledger.faults import explain

WAIT = 2  # seconds after which it may be tried again: a database that was restarted is there by then
_PASSING = frozenset({"no-database", "locked"})


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django calls it so
    """Say that nothing of that name is known: hidden and absent look the same (rule 14)."""
    error = {
        "sentence": _("Nothing of that name is known here."),
        "remedy": _("Search for it, or begin at the list of partnerships."),
    }
    return _page(request, error, _("Not found"), 404)


def broken(request: HttpRequest) -> HttpResponse:
    """Say that the program failed; what was recorded before is safe. Called while the fault is being handled."""
    if is_passing(sys.exc_info()[1]):
        return unavailable()
    error = {
        "sentence": _("The program failed while making this page. Nothing that was recorded is lost."),
        "remedy": _("Try again; if it fails again, tell the keeper of this register what you did."),
    }
    return _page(request, error, _("Something went wrong"), 500)


def is_passing(fault: BaseException | None) -> bool:
    """Whether it is a fault of a database that does not answer for a while."""
    told = explain(fault) if isinstance(fault, Error) else fault
    return isinstance(told, LedgerError) and told.code in _PASSING


def unavailable() -> HttpResponse:
    """Say that the database does not answer. Nothing is asked of it to say so, not even who is signed in."""
    title = _("The register does not answer just now")
    error = {
        "sentence": _("The database does not answer. What you sent may have been recorded just before, or not at all."),
        "remedy": _("Wait a moment, and send it again: an answer in a review that was recorded is not recorded twice."),
    }
    page = render_to_string("fault.html", {"page_title": title, "title": title, "error": error})
    return HttpResponse(page, status=503, headers={"Retry-After": str(WAIT)})


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django calls it so
    """Say that a form can no longer be taken: it was opened too long ago, or by another page than this one."""
    error = {
        "sentence": _("This form was opened too long ago, or not by this register. Nothing was recorded."),
        "remedy": _("Go back, load the page anew and send it again; what you typed is still there."),
    }
    return _page(request, error, _("Please send it again"), 403)


def too_large(request: HttpRequest, most: int) -> HttpResponse:
    """Say that more was sent than is taken; none of it was read."""
    error = {
        "sentence": _("This is larger than what is taken here: %(n)s MB.") % {"n": most // (1024 * 1024)},
        "remedy": _("Split the file; or the keeper of this register raises SERVANDA_IMPORT_BYTES."),
    }
    return _page(request, error, _("This cannot be done"), 413)


def neither(request: HttpRequest, status: int) -> HttpResponse:
    """Say that what was asked is neither to read a page nor to send a form."""
    error = {
        "sentence": _("Pages are read here, and forms are sent; this is neither."),
        "remedy": _("A program sends what it records as a form does."),
    }
    return _page(request, error, _("This cannot be done"), status)


def refused(request: HttpRequest, sentence: str, remedy: str) -> HttpResponse:
    """Say that something is not done here, and what to do instead."""
    return _page(request, {"sentence": sentence, "remedy": remedy}, _("This cannot be done"), 403)


def shown(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Show the faults a person can meet as pages, with the status that fits."""

    def handle(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except NotFound:
            return not_found(request)
        except ServandaError as fault:
            if is_passing(fault):
                return unavailable()
            status = 403 if isinstance(fault, Refused) else 400 if isinstance(fault, InputError | UsageError) else 503
            error = {"sentence": said_in(fault.sentence, _), "remedy": said_in(fault.remedy, _)}
            return _page(request, error, _("This cannot be done"), status)

    return handle


def _page(request: HttpRequest, error: dict[str, str], title: str, status: int) -> HttpResponse:
    return render(request, "fault.html", {"page_title": title, "title": title, "error": error}, status=status)
