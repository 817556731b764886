"""A brief or a comparison in the form that was asked for."""

from importlib import import_module
from typing import Any

from servanda.cli import console


def written(composed: Any, form: str, *, plain: bool = False) -> str:
    """Write what was composed: text at the terminal's width, or ``html``, ``json``, ``markdown``."""
    render = import_module(f"servanda.render.{form}").render
    if form == "text":
        return str(render(composed, console.width(), color=console.color() and not plain))
    return str(render(composed))
