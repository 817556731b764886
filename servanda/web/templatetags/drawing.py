"""What is drawn without the template engine, in templates: marks of charts, sentences with their source marks."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from servanda.render.charts import svg
from servanda.render.charts.marks import Drawing, Mark
from servanda.web.drawing import sourcemarks

register = template.Library()


@register.filter
def drawn(marks: Iterable[Mark]) -> SafeString:
    """Draw marks."""
    return mark_safe(svg.svg(marks))  # noqa: S308 - it escapes what it draws


@register.filter
def cap(drawing: Drawing) -> SafeString:
    """Draw what stands beside its word."""
    return mark_safe(svg.cap(drawing))  # noqa: S308


@register.filter
def marks(found: Iterable[Mapping[str, Any]] | None) -> SafeString:
    """Draw source marks."""
    return mark_safe(sourcemarks.marks(found))  # noqa: S308


@register.filter
def spans(found: Iterable[Mapping[str, Any]]) -> SafeString:
    """Draw the spans of a sentence."""
    return mark_safe(sourcemarks.spans(found))  # noqa: S308


@register.filter
def popovers(citations: Iterable[Mapping[str, Any]]) -> SafeString:
    """Draw what opens behind source marks."""
    return mark_safe(sourcemarks.popovers(citations))  # noqa: S308


@register.simple_tag
def key() -> SafeString:
    """How answers look: only words of the program, and so the same on each page in a language."""
    return _key(get_language())


@cache
def _key(_language: str | None) -> SafeString:
    return render_to_string("components/key.html")
