"""Marks of charts in templates."""

from collections.abc import Iterable

from django import template
from django.utils.safestring import SafeString, mark_safe

from servanda.render.charts.marks import Mark
from servanda.render.charts.svg import svg

register = template.Library()


@register.filter
def drawn(marks: Iterable[Mark]) -> SafeString:
    """Draw marks."""
    return mark_safe(svg(marks))  # noqa: S308 - it escapes what it draws
