"""The languages of the pages, each with the address of this page in it."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def languages(request: HttpRequest) -> list[dict[str, Any]]:
    """Each language: its code and name, this page in it, and whether that is the one the page is in."""
    query = request.GET.copy()
    current = getattr(request, "LANGUAGE_CODE", settings.LANGUAGE_CODE)
    found = []
    for code, name in settings.LANGUAGES:
        query["lang"] = code
        href = f"{request.path}?{query.urlencode()}"
        found.append({"code": code, "name": name, "href": href, "here": code == current})
    return found
