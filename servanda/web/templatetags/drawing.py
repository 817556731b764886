"""Marks of charts in templates."""

from collections.abc import Iterable

from django import template
from django.utils.safestring import SafeString, mark_safe

from servanda.render.charts import svg
from servanda.render.charts.marks import Drawing, Mark

register = template.Library()


@register.filter
def drawn(marks: Iterable[Mark]) -> SafeString:
    """Draw marks."""
    return mark_safe(svg.svg(marks))  # noqa: S308 - it escapes what it draws


@register.filter
def cap(drawing: Drawing) -> SafeString:
    """Draw what stands beside its word."""
    return mark_safe(svg.cap(drawing))  # noqa: S308
