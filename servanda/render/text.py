"""A brief as text: good to read in a terminal of any width and to paste into an e-mail."""

import textwrap

from servanda.brief.model import Brief, Section
from servanda.i18n import Translator
from servanda.render.common import parts_text, quotation_words, sentence_text, source_words

WIDTH = 78
NARROWEST = 40


class _Page:
    """Lines of at most ``width`` characters; ``plain`` leaves out the terminal's bold."""

    def __init__(self, width: int, plain: bool) -> None:
        self.width = max(NARROWEST, width)
        self.plain = plain
        self.lines: list[str] = []

    def blank(self) -> None:
        if self.lines and self.lines[-1]:
            self.lines.append("")

    def heading(self, title: str, rule: str) -> None:
        self.blank()
        self.lines.append(title if self.plain else f"\x1b[1m{title}\x1b[0m")
        self.lines.append(rule * min(len(title), self.width))

    def paragraph(self, text: str, first: str = "", rest: str = "") -> None:
        self.lines.extend(
            textwrap.wrap(
                text,
                self.width,
                initial_indent=first,
                subsequent_indent=rest,
                break_long_words=False,
                break_on_hyphens=False,
            )
        )


def render(brief: Brief, width: int = WIDTH, color: bool = False) -> str:
    """Render a brief as text; ``color`` allows the terminal's bold. Ends with a line feed."""
    t = Translator(brief.language)
    page = _Page(width, plain=not color)
    _head(page, brief, t)
    for section in brief.sections:
        _section(page, section)
    for section in (brief.disputed, brief.stale, brief.unknown):
        _section(page, section)
    _dates(page, brief, t)
    _sources(page, brief, t)
    return "\n".join(page.lines) + "\n"


def _head(page: _Page, brief: Brief, t: Translator) -> None:
    head = brief.heading
    page.heading(head.title, "=")
    page.blank()
    page.paragraph(t.gettext("As of {date}.").format(date=head.as_of))
    page.paragraph(t.gettext("Known {known}.").format(known=head.known))
    page.paragraph(t.gettext("Reader: {reader}.").format(reader=head.reader))
    if head.ahead:
        page.paragraph(head.ahead)
    page.blank()
    if brief.lede:
        page.paragraph(" ".join(sentence_text(sentence) for sentence in brief.lede))


def _section(page: _Page, section: Section) -> None:
    page.heading(section.title, "-")
    for sentence in section.sentences:
        page.paragraph(sentence_text(sentence), "- ", "  ")
    if not section.sentences:
        page.paragraph(section.empty)


def _dates(page: _Page, brief: Brief, t: Translator) -> None:
    page.heading(t.gettext("Next dates"), "-")
    for one in brief.next_dates:
        page.paragraph(f"{parts_text(one.date)}: {sentence_text(one.sentence)}", "- ", "  ")
    if not brief.next_dates:
        page.paragraph(t.gettext("No date is ahead."))


def _sources(page: _Page, brief: Brief, t: Translator) -> None:
    page.heading(t.gettext("Sources"), "-")
    page.paragraph(t.gettext("[1] holds the words of the source; (1) names it, and no quotation is held."))
    for line in brief.sources:
        page.blank()
        number = f"{line.number}. "
        indent = " " * len(number)
        page.paragraph(source_words(line, t), number, indent)
        if line.address:
            page.lines.append(indent + line.address)  # an address is never broken: it is to be copied
        for place, words in line.quotations:
            page.paragraph(quotation_words(place, words), indent, indent)
