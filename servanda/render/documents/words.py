"""From the parts of a sentence to the runs of a document."""

import unicodedata
from collections.abc import Callable, Iterable

from servanda.brief.model import Cite, Figure, Mark, Part, Said, Sign
from servanda.render.documents.paper import Form, Run, Runs

Call = Callable[[Mark], Run]


def run(text: str, form: Form = "plain", language: str = "") -> Run:
    """Words as a run; what no page can hold is replaced."""
    return Run(printable(text), form, language)


def printable(text: str) -> str:
    """A text without what has no place on paper: controls are spaces, what is no letter shows as a question mark."""
    return text if text.isprintable() else "".join(_printable(letter) for letter in text)


def _printable(letter: str) -> str:
    kind = unicodedata.category(letter)
    if kind == "Cc" or kind in ("Zl", "Zp"):
        return " "
    # a surrogate, or a place of the code that is nobody's letter: no font has it, and XML refuses it
    return "\ufffd" if kind == "Cs" or ord(letter) & 0xFFFE == 0xFFFE else letter


def web_address(address: str | None) -> str:
    """An address that may be made a link: one of the web, else nothing (a source's record is not trusted)."""
    return address if address and address.startswith(("https://", "http://")) else ""


def runs(parts: Iterable[Part], language: str, call: Call) -> Runs:
    """Parts as runs; ``call`` gives the run that calls for a mark's note."""
    return tuple(one for part in parts for one in _runs(part, language, call))


def _runs(part: Part, language: str, call: Call) -> Runs:
    match part:
        case Cite(marks=marks):
            return tuple(call(mark) for mark in marks)
        case Figure(text=text):
            return (run(text, "figure"),)
        case Sign(text=text, answer=answer):
            return (run(text, "figure" if answer == "zero" else answer),)
        case Said(text=text, language=own, verbatim=verbatim):
            return (run(f"“{text}”" if verbatim else text, "said", "" if own == language else own),)
    return (run(part.text),)
