"""A brief as one HTML document that stands alone: no script, nothing fetched, good to mail, to keep and to print."""

from collections.abc import Iterable
from html import escape

from servanda.brief.model import Brief, Cite, Figure, Mark, Part, Said, Section, Sentence, Sign, SourceLine
from servanda.i18n import Translator
from servanda.kernel.standpoint import Resolved
from servanda.policies import Policy
from servanda.render.common import quotation_words, source_words
from servanda.render.marked import marks_of

# the two voices of the pages: serif for what was said, sans for what the register adds
_STYLE = """
:root { color-scheme: light dark }
body { max-width: 42rem; margin: 2rem auto; padding: 0 1rem }
body { font: 1.0625rem/1.55 Charter, Cambria, "Noto Serif", serif }
h1 { font-weight: 400; font-size: 2rem; line-height: 1.15 }
h2, .stand, .sources { font-family: system-ui, "Noto Sans", sans-serif; font-size: .875rem }
h2 { margin: 2rem 0 .5rem; padding-top: .75rem; border-top: 1px solid }
ul { list-style: none; padding: 0 } li { margin: .5rem 0 }
a { color: inherit }
a.mark { font-size: .75em; text-decoration: none; vertical-align: .35em; margin-inline-start: .1em }
.disputed { color: #962718 } .unknown { border-bottom: 1px dotted }
.sources li { overflow-wrap: anywhere }
@media (prefers-color-scheme: dark) { .disputed { color: #f39d8c } }
@media print { body { font-size: 9pt; margin: 0; max-width: none } li { break-inside: avoid } }
"""


def render(brief: Brief, standpoint: Resolved, policy: Policy | None = None) -> str:
    """Render a brief, with the standpoint it was resolved to, as an HTML document. Ends with a line feed."""
    t = Translator(brief.language)
    head = brief.heading
    marks = marks_of(brief.marking, brief.language, policy)
    stand = [
        t.gettext("As of {date}.").format(date=head.as_of),
        t.gettext("Known {known}.").format(known=head.known),
        t.gettext("Reader: {reader}.").format(reader=head.reader),
        head.ahead or "",
    ]
    body = [
        f'<p class="stand">{escape(marks.head)}</p>',
        f"<h1>{escape(head.title)}</h1>",
        f'<p class="stand">{escape(" ".join(line for line in stand if line))}</p>',
        *([f"<p>{' '.join(_sentence(one, brief.language) for one in brief.lede)}</p>"] if brief.lede else []),
        *(_section(section, brief.language) for section in brief.all_sections()),
        _dates(brief, t),
        _sources(brief.sources, t),
        f'<p class="stand">{escape(t.gettext("View {hash}.").format(hash=brief.view_sha256))}</p>',
        f'<p class="stand">{escape(marks.foot)}</p>',
    ]
    return (
        f'<!doctype html>\n<html lang="{escape(brief.language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="servanda:as-of" content="{standpoint.as_of.isoformat()}">\n'
        f'<meta name="servanda:tick" content="{standpoint.tick}">\n'
        f"<title>{escape(head.title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        + "\n".join(body)
        + "\n</main>\n</body>\n</html>\n"
    )


def _section(section: Section, language: str) -> str:
    if not section.sentences:
        return f"<section>\n<h2>{escape(section.title)}</h2>\n<p>{escape(section.empty)}</p>\n</section>"
    return _list(section.title, (_sentence(one, language) for one in section.sentences))


def _list(title: str, items: Iterable[str]) -> str:
    lines = "\n".join(f"<li>{item}</li>" for item in items)
    return f"<section>\n<h2>{escape(title)}</h2>\n<ul>\n{lines}\n</ul>\n</section>"


def _sentence(one: Sentence, language: str) -> str:
    return _parts(one.parts, language)


def _parts(parts: Iterable[Part], language: str) -> str:
    return "".join(_part(part, language) for part in parts)


def _part(part: Part, language: str) -> str:
    text = escape(part.text)
    match part:
        case Cite(marks=marks):
            return "".join(_mark(mark) for mark in marks)
        case Figure():
            return f"<b>{text}</b>"
        case Sign(answer=answer):
            return f'<span class="{answer}">{text}</span>'
        case Said(language=own):
            said = f"“{text}”" if part.verbatim else text
            return said if own == language else f'<span lang="{escape(own)}" dir="auto">{said}</span>'
    return text


def _mark(mark: Mark) -> str:
    shown = f"[{mark.number}]" if mark.quoted else f"({mark.number})"
    return f'<a class="mark" href="#source-{mark.number}">{shown}</a>'


def _dates(brief: Brief, t: Translator) -> str:
    title = t.gettext("Next dates")
    if not brief.next_dates:
        return f"<section>\n<h2>{escape(title)}</h2>\n<p>{escape(t.gettext('No date is ahead.'))}</p>\n</section>"
    lang = brief.language
    return _list(title, (f"{_parts(one.date, lang)}: {_sentence(one.sentence, lang)}" for one in brief.next_dates))


def _sources(sources: tuple[SourceLine, ...], t: Translator) -> str:
    note = t.gettext("[1] holds the words of the source; (1) names it, and no quotation is held.")
    lines = "\n".join(_source(line, t) for line in sources)
    title = escape(t.gettext("Sources"))
    return f'<section class="sources">\n<h2>{title}</h2>\n<p>{escape(note)}</p>\n<ol>\n{lines}\n</ol>\n</section>'


def _source(line: SourceLine, t: Translator) -> str:
    rows = [escape(source_words(line, t))]
    if line.address:
        address = escape(line.address)
        # only addresses of the web are made links: what a source's record says is not trusted
        linked = line.address.startswith(("https://", "http://"))
        rows.append(f'<a href="{address}" rel="noreferrer">{address}</a>' if linked else address)
    rows.extend(f'<span dir="auto">{escape(quotation_words(*one))}</span>' for one in line.quotations)
    return f'<li id="source-{line.number}" value="{line.number}">{"<br>".join(rows)}</li>'
