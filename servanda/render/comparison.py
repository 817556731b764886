"""A comparison as text, Markdown or plain JSON values."""

from typing import Any

from servanda.brief.model import Heading
from servanda.compare.model import Comparison
from servanda.i18n import Translator
from servanda.policies import Policy
from servanda.render import json as brief_json
from servanda.render import markdown
from servanda.render.marked import marks_of, plain_of
from servanda.render.text import WIDTH, Page, write_sections, write_sources

FORMAT = "servanda-comparison/1"


def as_text(comparison: Comparison, width: int = WIDTH, color: bool = False, policy: Policy | None = None) -> str:
    """Render a comparison as text. Ends with a line feed."""
    t = Translator(comparison.language)
    page = Page(width, plain=not color)
    marks = marks_of(comparison.marking, comparison.language, policy)
    page.paragraph(marks.head)
    page.heading(title(comparison, t), "=")
    page.blank()
    for line in standpoints(comparison, t):
        page.paragraph(line)
    if not comparison.sections:
        page.blank()
        page.paragraph(comparison.unchanged)
    write_sections(page, comparison.sections)
    write_sources(page, comparison.sources, t)
    page.blank()
    page.paragraph(marks.foot)
    return page.text()


def as_markdown(comparison: Comparison, policy: Policy | None = None) -> str:
    """Render a comparison as Markdown. Ends with a line feed."""
    t = Translator(comparison.language)
    marks = marks_of(comparison.marking, comparison.language, policy)
    blocks = [markdown.escaped(marks.head), f"# {markdown.escaped(title(comparison, t))}"]
    blocks.append("  \n".join(markdown.escaped(line) for line in standpoints(comparison, t)))
    if not comparison.sections:
        blocks.append(markdown.escaped(comparison.unchanged))
    for section in comparison.sections:
        blocks.extend(markdown.section_blocks(section))
    blocks.extend(markdown.source_blocks(comparison.sources, t))
    blocks.append(markdown.escaped(marks.foot))
    return "\n\n".join(block for block in blocks if block) + "\n"


def plain(comparison: Comparison, policy: Policy | None = None) -> dict[str, Any]:
    """Give a comparison as plain JSON values: sections and sources as in a brief."""
    return {
        "format": FORMAT,
        "partnership": comparison.partnership,
        "language": comparison.language,
        "title": comparison.after.title,
        "marking": plain_of(comparison.marking, comparison.language, policy),
        "before": _heading(comparison.before),
        "after": _heading(comparison.after),
        "sections": [brief_json.section_values(section) for section in comparison.sections],
        "sources": [brief_json.source_values(line) for line in comparison.sources],
    }


def _heading(heading: Heading) -> dict[str, Any]:
    return {"as_of": heading.day.isoformat(), "known": heading.known, "reader": heading.reader}


def title(comparison: Comparison, t: Translator) -> str:
    """The title of a comparison."""
    return t.gettext("{partnership}: what changed").format(partnership=comparison.after.title)


def standpoints(comparison: Comparison, t: Translator) -> tuple[str, str]:
    """The two standpoints, a line each."""
    before, after = comparison.before, comparison.after
    return (
        t.gettext("From: as of {date}, known {known}, reader {reader}.").format(
            date=before.as_of, known=before.known, reader=before.reader
        ),
        t.gettext("To: as of {date}, known {known}, reader {reader}.").format(
            date=after.as_of, known=after.known, reader=after.reader
        ),
    )
