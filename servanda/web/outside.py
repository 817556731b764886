"""The pages' address as the outside sees it: what is cited must open there, also behind a proxy that speaks TLS."""

from django.conf import settings
from django.http import HttpRequest


def outside(request: HttpRequest, path: str) -> str:
    """The whole address of a path: with the address the office gave the pages, else the one they were asked at."""
    own = str(settings.SERVANDA_ADDRESS)
    return own + path if own else request.build_absolute_uri(path)
