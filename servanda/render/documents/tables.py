"""The tables of a document: what was agreed by package, and items by grade."""

from collections.abc import Iterator

from servanda.brief.model import Brief, GradeCount, Link, ShareTold, TallyTold
from servanda.i18n import Translator
from servanda.render.documents.paper import Cell, Form, Grid, Runs
from servanda.render.documents.words import Call, run


def tables_of(brief: Brief, t: Translator, call: Call) -> dict[str, tuple[Grid, ...]]:
    """The tables, by the key of the section that they stand in."""
    names = _names(brief)
    return {
        "packages": tuple(_tally(tally, t, call) for tally in brief.tallies),
        "progress": tuple(_grades(count, names.get(count.record, ""), t) for count in brief.grades),
    }


def _names(brief: Brief) -> dict[str, str]:
    """What records are called where the brief first names them."""
    parts = (part for section in brief.all_sections() for one in section.sentences for part in one.parts)
    found: dict[str, str] = {}
    for part in parts:
        if isinstance(part, Link):
            found.setdefault(part.record, part.text)
    return found


def _tally(tally: TallyTold, t: Translator, call: Call) -> Grid:
    dated = t.gettext("as of {date}").format(date=tally.as_of) if tally.as_of else ""
    named = ", ".join(part for part in (tally.title, dated, tally.stands) if part)
    rows = [row for _, shares in tally.groups for share in shares for row in _shares(share, "", t)]
    total = (_words(tally.word or t.gettext("In all")), *_said(tally.total, t))
    return Grid((run(named), *(call(mark) for mark in tally.marks)), _header(t), (total, *rows))


def _shares(share: ShareTold, within: str, t: Translator) -> Iterator[tuple[Cell, ...]]:
    label = f"{within}, {share.label}" if within else share.label
    yield (_words(label), *_said(share, t))
    for part in share.shares:
        yield from _shares(part, label, t)


def _said(share: ShareTold, t: Translator) -> tuple[Cell, Cell]:
    """The count of a share, and how it is known; what was said in words only stays in words."""
    if share.value is None:
        form: Form = "plain" if share.answer == "reported" or share.answer == "zero" else share.answer
        how = {
            "vague": t.gettext("in words only"),
            "none": t.gettext("reported"),
            "disputed": t.gettext("disputed"),
        }.get(share.answer, "")
        return Cell((run(share.text, form),), numeric=True), _words(how)
    if share.working is not None:
        return Cell((run(str(share.value), "figure"),), numeric=True), _worked(share, t)
    how = t.gettext("computed") if share.answer == "computed" else t.gettext("reported")
    return Cell((run(str(share.value), "figure"),), numeric=True), _words(how)


def _worked(share: ShareTold, t: Translator) -> Cell:
    """A sum: worked out here, or reported and found to close."""
    working = share.working.text if share.working else ""
    if share.answer == "computed":
        return Cell((run(t.gettext("computed"), "computed"), run(f": {working}")))
    return _words(f"{t.gettext('reported')}; {working}")


def _grades(count: GradeCount, name: str, t: Translator) -> Grid:
    rows = tuple((_words(label), _figure(number)) for _code, label, number in count.grades)
    total = (_words(t.gettext("In all")), _figure(count.total))
    caption = ", ".join(part for part in (name, count.title) if part)
    return Grid((run(caption),), (_words(t.gettext("Grade")), _number(t.gettext("Count"))), (*rows, total))


def _header(t: Translator) -> tuple[Cell, ...]:
    return _words(t.gettext("Part")), _number(t.gettext("Count")), _words(t.gettext("How known"))


def _words(text: str) -> Cell:
    return Cell(_plain(text))


def _number(text: str) -> Cell:
    return Cell(_plain(text), numeric=True)


def _figure(number: int) -> Cell:
    return Cell((run(str(number), "figure"),), numeric=True)


def _plain(text: str) -> Runs:
    return (run(text),) if text else ()
