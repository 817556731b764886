"""Who may record by the pages: the one rule, asked by every address that writes.

``SERVANDA_PAGES_WRITE=1`` lets everyone who reaches the pages record, ``0`` lets nobody. Without it, whoever sits at
the machine that serves them may: the connection comes from this machine, to a name that means this machine, with no
other server in between. A register that others reach records through its own doors until it has accounts.
"""

import os
from collections.abc import Callable, Mapping
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from servanda.errors import Refused

SETTING = "SERVANDA_PAGES_WRITE"
_RELAYED = ("HTTP_FORWARDED", "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_HOST", "HTTP_X_REAL_IP", "HTTP_VIA")
_LOCAL_NAMES = frozenset({"localhost", "[::1]", "::1"})


def may_write(request: HttpRequest, environment: Mapping[str, str] = os.environ) -> bool:
    """Say whether this request may record."""
    said = environment.get(SETTING, "")
    if said in ("0", "1"):
        return said == "1"
    if any(name in request.META for name in _RELAYED):
        return False
    names = all(_is_local(name) for name in settings.ALLOWED_HOSTS)
    return names and _is_local(request.META.get("REMOTE_ADDR", ""))


def _is_local(name: str) -> bool:
    if name in _LOCAL_NAMES:
        return True
    try:
        return ip_address(name.strip("[]")).is_loopback
    except ValueError:
        return False


def writing(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let a page that records be reached only by those who may; raises ``Refused`` with the reason."""

    def handle(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not may_write(request):
            raise Refused(
                "pages-read-only",
                _("These pages may be read here, and nothing can be recorded on them."),
                _(
                    "Record on the machine that keeps the register, with “servanda record” or its own pages; "
                    "its keeper can allow recording here by setting SERVANDA_PAGES_WRITE=1."
                ),
            )
        return view(request, *args, **kwargs)

    return handle
