"""A brief or a comparison in the form that was asked for."""

import json

from servanda.brief import Brief
from servanda.cli import console
from servanda.compare import Comparison
from servanda.kernel.standpoint import Resolved


def brief_as(form: str, composed: Brief, at: Resolved, *, plain: bool) -> str:
    """Write a brief: ``text`` at the terminal's width, ``html``, ``json`` or ``markdown``; ``plain`` has no colour."""
    from servanda import register

    policy = register.policy()
    if form == "text":
        from servanda.render import text

        width = text.WIDTH if plain else console.width()
        return text.render(composed, width, color=console.color() and not plain, policy=policy)
    if form == "json":
        from servanda.render import json as as_json

        return as_json.render(composed, at, policy)
    if form == "html":
        from servanda.render import html

        return html.render(composed, at, policy)
    from servanda.render import markdown

    return markdown.render(composed, policy)


def comparison_as(form: str, composed: Comparison, *, plain: bool) -> str:
    """Write a comparison: ``text``, ``json`` or ``markdown``."""
    from servanda import register
    from servanda.render import comparison, text

    policy = register.policy()
    if form == "text":
        width = text.WIDTH if plain else console.width()
        return comparison.as_text(composed, width, color=console.color() and not plain, policy=policy)
    if form == "json":
        return json.dumps(comparison.plain(composed, policy), ensure_ascii=False, indent=2) + "\n"
    return comparison.as_markdown(composed, policy)
