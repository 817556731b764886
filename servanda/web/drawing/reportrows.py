"""The rows of what was reported of an item, drawn without the template engine: a page has one for each period.

Every text that is not markup goes through ``escape``.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from servanda.brief.reports import Move
from servanda.web.drawing.sourcemarks import Drawn, marks
from servanda.web.templatetags.words import last_word, up_to_last_word


@dataclass(frozen=True, slots=True)
class Words:
    """What a report says: its text ("" if it has none), its language if not the page's, its marks and address."""

    text: str
    lang: str
    marks: Sequence[Drawn]
    href: str


@dataclass(frozen=True, slots=True)
class Row:
    """A period: the grade in words, and how it stands to the one before. ``said`` is empty where nobody reported."""

    period: str
    grade: str
    disputed: bool
    move: Move
    after_done: bool
    said: Sequence[Words]


def drawn(rows: Iterable[Row]) -> SafeString:
    """Draw periods as the rows of a table."""
    lowered, raised, completed, none = _("lowered"), _("raised"), _("after completion"), _("No report")
    moves = {
        "": "",
        "lowered": f' <b class="lowered">{escape(lowered)}</b>',
        "raised": f' <span class="quiet">{escape(raised)}</span>',
    }
    after = f" <small>{escape(completed)}</small>"
    silent = f'<span class="quiet">{escape(none)}</span>'
    unknown = _answer("unknown", "")
    lines = []
    for row in rows:
        grade = _grade(row) if row.said else unknown
        said = "".join(map(_said, row.said)) or silent
        lines.append(
            f'<tr><th scope="row">{escape(row.period)}</th>'
            f'<td class="gr">{grade}{moves[row.move]}{after if row.after_done else ""}</td>'
            f'<td class="tx">{said}</td></tr>\n'
        )
    return mark_safe("".join(lines))  # noqa: S308 - all texts in it are escaped


def _grade(row: Row) -> str:
    return _answer("disputed", row.grade) if row.disputed else escape(row.grade)


def _answer(form: str, text: str) -> str:
    return render_to_string("components/answer.html", {"form": form, "text": text})


def _said(words: Words) -> str:
    glued = marks(words.marks)
    if not words.text:
        link = _("the statement")
        return f'<p><a href="{escape(words.href)}">{escape(link)}</a>{glued}</p>'
    other = f' lang="{escape(words.lang)}"' if words.lang else ""
    serif = f'<span class="serif"{other}>'
    first, last = escape(up_to_last_word(words.text)), escape(last_word(words.text))
    return f'<p>{serif}{first}</span><span class="nb">{serif}{last}</span>{glued}</span></p>'
