"""Programs: ``Authorization: Bearer`` with a token, in place of a session. A token opens no page about accounts."""

from collections.abc import Callable
from datetime import timedelta

from django.db.models import Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from servanda.accounts import secret
from servanda.accounts.models import Token

_SCHEME = "bearer "
_OF_PERSONS = ("/account/", "/desk/")
_NOTED = timedelta(minutes=1)  # the last use is noted once a minute at most: reading should not write


def bearer(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Find the token that a request comes with; refuse one that is not known, or no longer good."""

    def handle(request: HttpRequest) -> HttpResponse:
        given = request.META.get("HTTP_AUTHORIZATION", "")
        if given[: len(_SCHEME)].lower() != _SCHEME:
            return get_response(request)
        token = _known(given[len(_SCHEME) :].strip())
        if token is None:
            return _refused(401, _("This token is not known, or no longer good."))
        if request.path.startswith(_OF_PERSONS):
            return _refused(403, _("A token opens no page about accounts: a person does, signed in."))
        request.token = token  # type: ignore[attr-defined]
        # what comes with a token comes from no browser: no page of others can make one send it
        request._dont_enforce_csrf_checks = True  # type: ignore[attr-defined]  # noqa: SLF001
        return get_response(request)

    return handle


def _known(given: str) -> Token | None:
    now = timezone.now()
    good = Token.objects.select_related("person").filter(revoked=None, expires__gt=now, person__is_active=True)
    token = good.filter(digest=secret.digest(given)).first()
    if token is not None:
        stale = Q(last_used=None) | Q(last_used__lt=now - _NOTED)
        Token.objects.filter(stale, pk=token.pk).update(last_used=now)
    return token


def _refused(status: int, sentence: str) -> HttpResponse:
    response = JsonResponse({"error": sentence}, status=status, json_dumps_params={"ensure_ascii": False})
    if status == 401:
        response["WWW-Authenticate"] = "Bearer"
    return response
