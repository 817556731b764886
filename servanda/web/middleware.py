"""What every response carries: a strict content security policy and the reader's language; and what is read at most."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from servanda.accounts import readings
from servanda.accounts.models import Feed
from servanda.exchange.formats.limits import configured_limits
from servanda.ledger import reading
from servanda.register.seeing import noted
from servanda.web.faults import neither, too_large
from servanda.web.visitor import visitor

# No script, style, font or picture from anywhere else, and none inline: nothing a text could smuggle in runs.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
FORM = 1024 * 1024  # what a form has beside its file, at most
_LONGEST_LENGTH = 18  # digits of a length
_NAMING = ("ref", "objective", "ident")  # what of an address names a record or an account; the rest are secrets
Handler = Callable[[HttpRequest], HttpResponse]
METHODS = ("GET", "HEAD", "POST")
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
A_YEAR = 31_536_000  # seconds


def security_headers(get_response: Handler) -> Handler:
    """Add the headers that make a page safe to show what strangers wrote."""

    def handle(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if settings.SERVANDA_ADDRESS.startswith("https:"):
            response.headers.setdefault("Strict-Transport-Security", f"max-age={A_YEAR}")
        return response

    return handle


def noting(get_response: Handler) -> Handler:
    """Note what leaves the register while a page is made: for the marking that it bears, and for the audit.

    A page that cannot be noted is not shown.
    """

    def handle(request: HttpRequest) -> HttpResponse:
        try:
            with noted.noting() as found:
                response = get_response(request)
            if found.by_record:
                _keep(request, found)
            return response
        finally:
            reading.read_nothing()

    return handle


def _keep(request: HttpRequest, found: noted.Noted) -> None:
    """Keep who read what. No address stands in it: one can be secret, and bear a short name or words looked for."""
    visiting, feed = visitor(request), getattr(request, "feed", None)
    words = request.META.get("REMOTE_ADDR", "")
    if isinstance(feed, Feed):
        readings.keep(feed.person, words, readings.FEED, f"feed {feed.id}", found.by_record)
        return
    page = request.resolver_match
    named = [found.identifier(str(page.kwargs.get(name, ""))) for name in _NAMING] if page is not None else []
    what = " ".join((request.method or "", page.view_name if page is not None else "", *filter(None, named)))
    readings.keep(visiting.person, words, readings.PAGE, what, found.by_record, token=visiting.by_token)


def private(get_response: Handler) -> Handler:
    """Have nothing between the pages and a person keep what that person saw, or the pages about signing in."""

    def handle(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        known = settings.SESSION_COOKIE_NAME in request.COOKIES or "HTTP_AUTHORIZATION" in request.META
        if known or request.path.startswith("/account/"):
            response.headers["Cache-Control"] = "private, no-store"
        return response

    return handle


def forms_only(get_response: Handler) -> Handler:
    """Refuse methods that no page has, and bodies that are no form, before any of them is read."""

    def handle(request: HttpRequest) -> HttpResponse:
        if request.method not in METHODS:
            response = neither(request, 405)
            response.headers["Allow"] = ", ".join(METHODS)
            return response
        sent = request.META.get("CONTENT_LENGTH") or "0"
        if request.method == "POST" and sent != "0" and request.content_type not in FORMS:
            return neither(request, 415)
        return get_response(request)

    return handle


def size(get_response: Handler) -> Handler:
    """Refuse what is too large to be taken before any of it is read: a file to import, or a form."""

    def handle(request: HttpRequest) -> HttpResponse:
        given = request.META.get("CONTENT_LENGTH") or "0"
        most = configured_limits().file_bytes + FORM
        if given.isdecimal() and (len(given) > _LONGEST_LENGTH or int(given) > most):
            return too_large(request, most)
        return get_response(request)

    return handle


def language(get_response: Handler) -> Handler:
    """Choose the language: the address (``?lang=az``), the cookie, what the person chose, what the browser asks for."""
    offered = {code for code, _ in settings.LANGUAGES}

    def chosen(request: HttpRequest) -> str:
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES and settings.SESSION_COOKIE_NAME in request.COOKIES:
            own = str(getattr(request.user, "language", ""))
            if own in offered:
                return own
        return translation.get_language_from_request(request)

    def handle(request: HttpRequest) -> HttpResponse:
        asked = request.GET.get("lang", "")
        code = asked if asked in offered else chosen(request)
        with translation.override(code):
            request.LANGUAGE_CODE = code
            response = get_response(request)
            if hasattr(response, "render") and not getattr(response, "is_rendered", True):
                response.render()
        response.headers.setdefault("Content-Language", code)
        if asked in offered:
            response.set_cookie(
                settings.LANGUAGE_COOKIE_NAME,
                asked,
                samesite="Lax",
                max_age=A_YEAR,
                secure=settings.LANGUAGE_COOKIE_SECURE,
            )
        return response

    return handle
