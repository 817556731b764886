"""A brief as text: good to read in a terminal of any width and to paste into an e-mail."""

import textwrap

from servanda.brief.model import Brief, Section, SourceLine
from servanda.i18n import Translator
from servanda.policies import Policy
from servanda.render.common import parts_text, quotation_words, sentence_text, source_words
from servanda.render.marked import marks_of

WIDTH = 78
NARROWEST = 40


class Page:
    """Lines of at most ``width`` characters; ``plain`` leaves out the terminal's bold."""

    def __init__(self, width: int, plain: bool) -> None:
        self.width = max(NARROWEST, width)
        self.plain = plain
        self.lines: list[str] = []

    def text(self) -> str:
        """The whole page."""
        return "\n".join(self.lines) + "\n"

    def blank(self) -> None:
        """Leave one line empty."""
        if self.lines and self.lines[-1]:
            self.lines.append("")

    def heading(self, title: str, rule: str) -> None:
        """Write a heading with its rule."""
        self.blank()
        self.lines.append(title if self.plain else f"\x1b[1m{title}\x1b[0m")
        self.lines.append(rule * min(len(title), self.width))

    def paragraph(self, text: str, first: str = "", rest: str = "") -> None:
        """Write a paragraph, wrapped; ``first`` and ``rest`` begin its lines."""
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


def render(brief: Brief, width: int = WIDTH, color: bool = False, policy: Policy | None = None) -> str:
    """Render a brief as text; ``color`` allows bold, ``policy`` says its marking. Ends with a line feed."""
    t = Translator(brief.language)
    page = Page(width, plain=not color)
    marks = marks_of(brief.marking, brief.language, policy)
    page.paragraph(marks.head)
    _head(page, brief, t)
    write_sections(page, brief.all_sections())
    _dates(page, brief, t)
    write_sources(page, brief.sources, t)
    page.blank()
    page.paragraph(marks.foot)
    return page.text()


def _head(page: Page, brief: Brief, t: Translator) -> None:
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


def write_sections(page: Page, sections: tuple[Section, ...]) -> None:
    """Write sections: a heading, then a line for each sentence."""
    for section in sections:
        page.heading(section.title, "-")
        for sentence in section.sentences:
            page.paragraph(sentence_text(sentence), "- ", "  ")
        if not section.sentences:
            page.paragraph(section.empty)


def _dates(page: Page, brief: Brief, t: Translator) -> None:
    if not (brief.next_dates or brief.whole):
        return
    page.heading(t.gettext("Next dates"), "-")
    for one in brief.next_dates:
        page.paragraph(f"{parts_text(one.date)}: {sentence_text(one.sentence)}", "- ", "  ")
    if not brief.next_dates:
        page.paragraph(t.gettext("No date is ahead."))


def write_sources(page: Page, sources: tuple[SourceLine, ...], t: Translator) -> None:
    """Write the sources with their numbers, addresses and the quotations held."""
    page.heading(t.gettext("Sources"), "-")
    page.paragraph(t.gettext("[1] holds the words of the source; (1) names it, and no quotation is held."))
    for line in sources:
        page.blank()
        number = f"{line.number}. "
        indent = " " * len(number)
        page.paragraph(source_words(line, t), number, indent)
        if line.address:
            page.lines.append(indent + line.address)  # an address is never broken: it is to be copied
        for place, words in line.quotations:
            page.paragraph(quotation_words(place, words), indent, indent)
