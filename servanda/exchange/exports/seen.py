"""From where an export is seen, as every file names it: in words for people, and as plain values for programs."""

from dataclasses import dataclass

from servanda.brief.heading import heading
from servanda.brief.scene import Scene
from servanda.brief.titles import record_title
from servanda.brief.words import Words
from servanda.exchange.exports.gather import Export
from servanda.exchange.exports.subject import EVERYTHING, SOURCES
from servanda.exchange.exports.telling import Cell
from servanda.i18n import Translator
from servanda.kernel.view import View
from servanda.register.reading.views import records_view


@dataclass(frozen=True)
class Seen:
    """What is exported and from where, in words: lines of (what, answer)."""

    title: str
    lines: tuple[tuple[str, str], ...]

    @property
    def sentence(self) -> str:
        """All of it in one line."""
        return "; ".join(f"{what}: {answer}" for what, answer in self.lines)


def seen(export: Export) -> Seen:
    """Say in words what is exported and from where."""
    t = Translator(export.language)
    record = export.subject.record
    view = records_view([record], export.at) if record else View(export.at, ())
    scene = Scene(view, record or "", Words(export.frameworks, t), t)
    head = heading(scene)
    named = {SOURCES: t.gettext("All sources"), EVERYTHING: t.gettext("Everything in the register")}
    title = record_title(scene, record) if record else named[export.subject.kind]
    lines = [(t.gettext("As of"), head.as_of), (t.gettext("Known"), head.known), (t.gettext("Reader"), head.reader)]
    if head.ahead:
        lines.append((t.gettext("Ahead"), head.ahead))
    return Seen(title, tuple(lines))


def standpoint_values(export: Export) -> dict[str, object]:
    """The resolved standpoint as plain JSON values (rule 19)."""
    at = export.at
    return {
        "as_of": at.as_of.isoformat(),
        "tick": at.tick,
        "published_by": at.published_by.isoformat() if at.published_by else None,
        "reader": at.reader.name,
    }


def standpoint_cells(export: Export) -> dict[str, Cell]:
    """The resolved standpoint as the last cells of a row."""
    at = export.at
    return {
        "seen_as_of": at.as_of,
        "seen_tick": at.tick,
        "seen_published_by": at.published_by,
        "seen_by": at.reader.name,
    }
