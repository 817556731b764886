"""The name a person records under: given once, then remembered by a signed cookie; there are no accounts."""

from urllib.parse import quote, unquote

from django.conf import settings
from django.http import HttpRequest, HttpResponse

COOKIE = "servanda-name"
LONGEST = 100
_YEAR = 31_536_000


def remembered(request: HttpRequest) -> str:
    """The name remembered from last time, if it is still as it was signed."""
    return unquote(str(request.get_signed_cookie(COOKIE, default="")))[:LONGEST]


def remember(response: HttpResponse, name: str) -> None:
    """Remember a name."""
    # a cookie's value is plain ASCII; names are not
    secure = settings.SESSION_COOKIE_SECURE
    response.set_signed_cookie(COOKIE, quote(name), max_age=_YEAR, httponly=True, samesite="Lax", secure=secure)


def actor(name: str) -> str:
    """Who recorded it, as the ledger keeps it."""
    return f"pages: {name}"
