"""What bears on security is told to the service's log: who signed in or failed to, and what was refused to whom."""

import logging
from collections.abc import Callable, Mapping
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.mfa.signals import authentication_failed
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponse

from servanda.accounts.models import Person
from servanda.web.visitor import visitor

LOG = logging.getLogger("servanda.security")
REFUSED = frozenset({401, 403, 405, 413, 415, 429})
_LONGEST = 300


def telling(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Tell the log what was refused: the status, what was asked for without its query, by whom, from where."""
    _listen()

    def handle(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code in REFUSED:
            asked = f"{request.method} {request.path}"[:_LONGEST]
            person = visitor(request).person if hasattr(request, "user") else None
            LOG.warning("refused (%d): %s; %s", response.status_code, asked, _by(request, person))
        return response

    return handle


def _listen() -> None:
    """Have the log told who signs in, who signs out, and who fails to."""
    user_logged_in.connect(_signed_in, dispatch_uid=__name__)
    user_logged_out.connect(_signed_out, dispatch_uid=__name__)
    user_login_failed.connect(_failed, dispatch_uid=__name__)
    authentication_failed.connect(_failed_again, dispatch_uid=__name__)


def _signed_in(request: HttpRequest | None, user: Person, **_: object) -> None:
    LOG.info("signed in: %s", _by(request, user))


def _signed_out(request: HttpRequest | None, user: Person | None, **_: object) -> None:
    LOG.info("signed out: %s", _by(request, user))


def _failed(credentials: Mapping[str, Any], request: HttpRequest | None = None, **_: object) -> None:
    LOG.warning("sign-in failed: %s, from %s", _typed(credentials), _address(request))


def too_many(credentials: Mapping[str, Any], request: HttpRequest) -> None:
    """Tell that a sign-in was not even tried, for too many have failed."""
    LOG.warning("sign-in held back, too many failed: %s, from %s", _typed(credentials), _address(request))


def _typed(credentials: Mapping[str, Any]) -> str:
    """The address that was typed: the form takes nothing else there, so it is no password in the wrong field."""
    return str(credentials.get("email") or "")[:_LONGEST]


def _failed_again(request: HttpRequest, user: Person, **_: object) -> None:
    LOG.warning("second proof failed: %s", _by(request, user))


def _by(request: HttpRequest | None, person: Person | None) -> str:
    return f"{f'person {person.pk[:8]}' if person is not None else 'nobody signed in'}, from {_address(request)}"


def _address(request: HttpRequest | None) -> str:
    """From where a request came, as failed sign-ins are counted."""
    if request is not None:
        try:
            return str(get_adapter(request).get_client_ip(request))
        except (PermissionDenied, ImproperlyConfigured):
            return str(request.META.get("REMOTE_ADDR") or "an unknown address")
    return "this machine"
