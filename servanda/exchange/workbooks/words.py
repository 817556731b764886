"""The words of a workbook: headings of its columns, labels of grades, names of bodies; and back from them.

The same words come out of the register as it was when the workbook was written, so what it lists is not believed.
"""

import unicodedata
from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime
from functools import cached_property

from servanda.exchange.exports.telling import Telling
from servanda.exchange.formats.model import Value
from servanda.exchange.workbooks.plan import (
    AS_OF,
    GRADE,
    HOLDER,
    OBJECTIVE,
    REASONING,
    TARGET,
    TEXT,
    PlanCells,
    question,
)
from servanda.i18n import Translator
from servanda.register.reading import listing
from servanda.register.reading.views import records_view

Field = tuple[str, str]  # the name of a group, and the name of a value in it


class PlanWords:
    """The words of one plan's workbook."""

    def __init__(self, cells: PlanCells) -> None:
        self.cells = cells
        self.t = Translator(cells.language)

    @cached_property
    def bodies(self) -> Mapping[str, str]:
        """Every party of the plan's partnership, by identifier: its name, told apart where two have the same."""
        view = records_view(self.cells.containers, self.cells.at)
        scopes = {entry.scope for fact in view.of_kind("plan", "package") for entry in fact.entries}
        parties: list[str] = []
        for scope in sorted(scopes):
            kinds = listing.kinds(found := listing.in_scope(scope, self.cells.at))
            parties += [one for one in found if kinds.get(one) == "party"]
        names: dict[str, str] = {}
        for piece in listing.pieces(list(dict.fromkeys(parties)), self.cells.at):
            telling = Telling(piece, self.cells.frameworks, self.cells.language)
            names |= {own: telling.title(own) or own for own in piece.own if piece.view.record(own) is not None}
        many = Counter(map(folded, names.values()))
        told = {own: name if many[folded(name)] == 1 else f"{name} ({own[:8]})" for own, name in names.items()}
        return dict(sorted(told.items(), key=lambda pair: (folded(pair[1]), pair[0])))

    @cached_property
    def _by_name(self) -> Mapping[str, str]:
        return {folded(name): own for own, name in self.bodies.items()}

    @cached_property
    def grades(self) -> Mapping[str, Mapping[str, str]]:
        """The grades of each group, by slug: their labels."""
        return {
            question(axis.slug, track): {grade.slug: grade.label(self.cells.language) for grade in axis.grades}
            for axis, track in self.cells.questions
        }

    def shown(self, field: Field, value: str) -> str:
        """A value as a person sees it in its cell."""
        group, name = field
        if name == HOLDER:
            return self.bodies.get(value, value)
        if name == GRADE:
            labels = self.grades.get(group, {})
            return " | ".join(labels.get(one, one) for one in value.split(" | ")) if value else ""
        return value

    def meant(self, field: Field, text: str) -> str | None:
        """The value that a cell's text stands for; ``None`` for what stands for none."""
        group, name = field
        if not text:
            return ""
        if name == HOLDER:
            return self._by_name.get(folded(text))
        if name == GRADE:
            labels = self.grades.get(group, {})
            by_label = {folded(label): slug for slug, label in labels.items()}
            return by_label.get(folded(text)) or (text if text in labels else None)
        return text

    def heading(self, field: Field) -> str:
        """What a column is headed."""
        group, name = field
        t = self.t
        if group == OBJECTIVE:
            return {TEXT: t.gettext("Text"), HOLDER: t.gettext("Holder"), TARGET: t.gettext("Target date")}[name]
        named = self.asked(group)
        return {
            GRADE: named,
            AS_OF: t.gettext("{grade}: as of").format(grade=named),
            REASONING: t.gettext("{grade}: reasoning").format(grade=named),
        }[name]

    def asked(self, group: str) -> str:
        """What a grade answers, and by whose voice: "Completion (government's self-assessment)"."""
        for axis, track in self.cells.questions:
            if question(axis.slug, track) == group:
                voice = next(
                    (found.label(self.cells.language) for framework in self.cells.frameworks.values()
                     if axis in framework.axes and (found := framework.track(track))),
                    track,
                )  # fmt: skip
                return f"{axis.label(self.cells.language)} ({voice})"
        return group


def folded(text: str) -> str:
    """A text for comparing: one form of each letter, one space between words, no capitals."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def plain(value: Value) -> str:
    """A cell as text, however the program that saved it kept it: a typed date as ISO, line ends as one."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    text = str(value).replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "").replace("\u00a0", " ")
    return unicodedata.normalize("NFC", text).strip()
