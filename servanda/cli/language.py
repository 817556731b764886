"""The languages that briefs are told in."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

_F = TypeVar("_F", bound=Callable[..., Any])
_CATALOGUES = Path(__file__).resolve().parents[1] / "locale"


def languages() -> list[str]:
    """English, in which the program is written, and every language that it is translated into."""
    translated = (folder.name for folder in _CATALOGUES.iterdir() if folder.is_dir()) if _CATALOGUES.is_dir() else ()
    return ["en", *sorted(set(translated) - {"en"})]


def language_option(command: _F) -> _F:
    """Add the flag that says in which language to tell it."""
    return click.option(
        "--language",
        type=click.Choice(languages()),
        default="en",
        show_default=True,
        help="The language to tell it in.",
    )(command)
