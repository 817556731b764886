"""The sentences that the brief tells of single statements, to stand on the pages of statements and sources."""

from collections.abc import Iterable
from typing import Any

from servanda import brief, register
from servanda.brief.model import Brief, Cite
from servanda.kernel.view import View
from servanda.web.drawing.present import Presenter
from servanda.web.frame import Frame


def sentences_of(frame: Frame, view: View, scopes: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Sentences for ``said.html`` by the digest of the one statement each tells; their sources stand elsewhere."""
    found: dict[str, dict[str, Any]] = {}
    for scope in sorted(set(scopes)):
        told = brief.compose(view, scope, register.frameworks(), frame.language)
        presenter = Presenter(told.sources, frame.address, frame.language)
        for digest, parts in _alone(told):
            found.setdefault(digest, {"spans": presenter.spans(parts)})
    return found


def _alone(told: Brief) -> Iterable[tuple[str, list[Any]]]:
    for section in told.sections:
        for sentence in section.sentences:
            if len(sentence.facts) == 1:
                yield sentence.facts[0], [part for part in sentence.parts if not isinstance(part, Cite)]
