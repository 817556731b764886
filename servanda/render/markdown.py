"""A brief as Markdown (CommonMark): figures bold, sources numbered at the foot."""

import re

from servanda.brief.model import Brief, Figure, Part, Said, Section, Sentence, SourceLine
from servanda.i18n import Translator
from servanda.policies import Policy
from servanda.render.common import quotation_words, source_words
from servanda.render.marked import marks_of

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|])")
_WEB = re.compile(r"https?://[^\s<>]+")
_AT_LINE_START = re.compile(r"^(\d+)([.)])|^([-+])(?=\s)")


def render(brief: Brief, policy: Policy | None = None) -> str:
    """Render a brief as Markdown; ``policy`` says its marking. Ends with a line feed."""
    t = Translator(brief.language)
    marks = marks_of(brief.marking, brief.language, policy)
    head = brief.heading
    blocks = [
        escaped(marks.head),
        f"# {escaped(head.title)}",
        "  \n".join(
            escaped(line)
            for line in (
                t.gettext("As of {date}.").format(date=head.as_of),
                t.gettext("Known {known}.").format(known=head.known),
                t.gettext("Reader: {reader}.").format(reader=head.reader),
                head.ahead or "",
            )
            if line
        ),
        " ".join(sentence(one) for one in brief.lede),
    ]
    for section in brief.all_sections():
        blocks.extend(section_blocks(section))
    blocks.extend(_dates(brief, t))
    blocks.extend(source_blocks(brief.sources, t))
    blocks.append(escaped(marks.foot))
    return "\n\n".join(block for block in blocks if block) + "\n"


def escaped(text: str) -> str:
    """A text whose characters mean only themselves."""
    return _AT_LINE_START.sub(lambda found: f"{found[1] or ''}\\{found[2] or found[3]}", inline(text))


def inline(text: str) -> str:
    """A text within a line."""
    return _SPECIAL.sub(r"\\\1", text)


def sentence(one: Sentence) -> str:
    """A sentence with its figures bold and its source marks."""
    return parts(one.parts)


def parts(told: tuple[Part, ...]) -> str:
    """Parts as Markdown."""
    return "".join(_part(part) for part in told)


def _part(part: Part) -> str:
    match part:
        case Figure():
            return f"**{inline(part.text)}**"
        case Said() if part.verbatim:
            return f"“{inline(part.text)}”"
    return inline(part.text)


def section_blocks(section: Section) -> list[str]:
    """A section as blocks of Markdown."""
    lines = "\n".join(f"- {sentence(one)}" for one in section.sentences)
    return [f"## {escaped(section.title)}", lines or escaped(section.empty)]


def _dates(brief: Brief, t: Translator) -> list[str]:
    lines = "\n".join(f"- {parts(one.date)}: {sentence(one.sentence)}" for one in brief.next_dates)
    return [f"## {escaped(t.gettext('Next dates'))}", lines or escaped(t.gettext("No date is ahead."))]


def source_blocks(sources: tuple[SourceLine, ...], t: Translator) -> list[str]:
    """The sources as blocks of Markdown."""
    note = t.gettext("[1] holds the words of the source; (1) names it, and no quotation is held.")
    lines = []
    for line in sources:
        indent = " " * (len(str(line.number)) + 2)
        rows = [f"{line.number}. {inline(source_words(line, t))}"]
        if line.address:
            rows.append(f"{indent}{_address(line.address)}")
        rows.extend(f"{indent}{inline(quotation_words(*one))}" for one in line.quotations)
        lines.append("  \n".join(rows))
    return [f"## {escaped(t.gettext('Sources'))}", escaped(note), "\n".join(lines)]


def _address(address: str) -> str:
    """An address as a link if it is one of the web; what a source's record says is not trusted."""
    return f"<{address}>" if _WEB.fullmatch(address) else inline(address)
