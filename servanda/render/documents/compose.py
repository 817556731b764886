"""From a brief to a document: chapters, notes, tables, drawings. Both kinds of document are made of what comes out."""

from collections.abc import Iterable, Iterator

from servanda.brief.model import Brief, Cite, Mark, Part, Section, Sentence, SourceLine
from servanda.i18n import Translator
from servanda.kernel.marking import Marking, high_water
from servanda.kernel.standpoint import Resolved
from servanda.policies import Policy
from servanda.render.common import source_words
from servanda.render.documents.drawings import drawings_of
from servanda.render.documents.notes import Notes
from servanda.render.documents.paper import Chapter, Drawing, Listed, Paper, Quotation, Runs, Words
from servanda.render.documents.tables import tables_of
from servanda.render.documents.words import Call, printable, run, runs, web_address
from servanda.render.marked import marks_of


def paper_of(brief: Brief, standpoint: Resolved, marking: Marking, policy: Policy | None = None) -> Paper:
    """Cut a brief into a document; ``marking`` is that of the most restricted fact in it, said as ``policy`` does."""
    t = Translator(brief.language)
    head = brief.heading
    marks = marks_of(high_water([marking]), brief.language, policy)
    notes = Notes(_marks(brief), brief.sources, t)
    drawings = drawings_of(brief)
    stand = (
        t.gettext("As of {date}.").format(date=head.as_of),
        t.gettext("Known {known}.").format(known=head.known),
        t.gettext("Reader: {reader}.").format(reader=head.reader),
        head.ahead or "",
    )
    return Paper(
        title=printable(head.title),
        language=brief.language,
        date=standpoint.as_of.isoformat(),
        as_of=stand[0],
        marking=printable(marks.head),
        foot=printable(marks.foot),
        standpoint=tuple(printable(line) for line in stand if line),
        lede=_running(brief.lede, brief.language, notes.call),
        opening=drawings.get("opening", ()),
        chapters=tuple(_chapters(brief, t, notes.call, drawings)),
        notes=notes.all,
        sources=tuple(_listed(line, brief.language, t) for line in brief.sources),
        words=Words(
            contents=t.gettext("Contents"),
            sources=t.gettext("Sources"),
            sources_note=t.gettext("[1] holds the words of the source; (1) names it, and no quotation is held."),
            page=t.gettext("Page {number} of {count}"),
            view=t.gettext("View {hash}.").format(hash=brief.view_sha256),
        ),
    )


def _chapters(brief: Brief, t: Translator, call: Call, drawings: dict[str, tuple[Drawing, ...]]) -> Iterator[Chapter]:
    tables = tables_of(brief, t, call)
    for section in brief.all_sections():
        told = tuple(runs(one.parts, brief.language, call) for one in section.sentences)
        key = section.key
        yield Chapter(
            key, section.title, told, "" if told else section.empty, tables.get(key, ()), drawings.get(key, ())
        )
    ahead = tuple(
        (*runs(one.date, brief.language, call), run(": "), *runs(one.sentence.parts, brief.language, call))
        for one in brief.next_dates
    )
    if ahead or brief.whole:
        yield Chapter("next", t.gettext("Next dates"), ahead, "" if ahead else t.gettext("No date is ahead."))


def _running(sentences: Iterable[Sentence], language: str, call: Call) -> Runs:
    """Sentences that run on in one paragraph."""
    found: list[Runs] = [runs(one.parts, language, call) for one in sentences]
    return tuple(part for at, one in enumerate(found) for part in ((run(" "), *one) if at else one))


def _marks(brief: Brief) -> Iterator[Mark]:
    """Every mark of the document, in the order of reading."""
    yield from _cited(part for sentence in brief.lede for part in sentence.parts)
    for section in brief.all_sections():
        yield from _cited(part for sentence in section.sentences for part in sentence.parts)
        yield from _tabled(brief, section)
    for ahead in brief.next_dates:
        yield from _cited((*ahead.date, *ahead.sentence.parts))


def _tabled(brief: Brief, section: Section) -> Iterator[Mark]:
    if section.key == "packages":
        for tally in brief.tallies:
            yield from tally.marks


def _cited(parts: Iterable[Part]) -> Iterator[Mark]:
    for part in parts:
        if isinstance(part, Cite):
            yield from part.marks


def _listed(line: SourceLine, language: str, t: Translator) -> Listed:
    quotations = tuple(
        Quotation(printable(place or ""), printable(words.text), "" if words.language == language else words.language)
        for place, words in line.quotations
    )
    address = printable(line.address or "")
    return Listed(line.number, printable(source_words(line, t)), address, web_address(address), quotations)
