"""The rows of a list of items, drawn without the template engine: there are fifty, and most of a row is in others, too.

What many rows have in common (a grade, a plan, a holder, a date) is drawn once a page. Every text that is not markup
goes through ``escape``.
"""

from collections.abc import Callable
from functools import cache, cached_property
from html import escape
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from servanda import brief, register
from servanda.kernel.dates import PartialDate
from servanda.kernel.view import View
from servanda.register.lists.itemrows import Grade, Item
from servanda.render.charts.svg import cap
from servanda.web.drawing import listing
from servanda.web.forms.options import record_name
from servanda.web.frame import Frame

Draw = Callable[..., str]


class ItemTable:
    """Draws items with the view of their plans and holders; of one plan, rows do not name it."""

    def __init__(self, frame: Frame, view: View, *, one_plan: bool) -> None:
        self._frame, self._view, self._one_plan = frame, view, one_plan
        self._objective = frame.addresses("objective")
        self._date: Callable[[PartialDate], str] = cache(lambda when: escape(frame.translator.date(when).text))
        self._plan: Draw = cache(self._drawn_plan)
        self._holder: Draw = cache(self._drawn_holder)
        self._grade: Draw = cache(self._drawn_grade)

    def rows(self, items: tuple[Item, ...]) -> SafeString:
        """Draw items as rows: what each says, its plan, holder, date due, grades, the last said."""
        return mark_safe("".join(self._row(item) for item in items))  # noqa: S308 - all texts in it are escaped

    def _row(self, item: Item) -> str:
        payload = item.fact.payload
        code = f'<span class="num code-of">{escape(payload.code)}</span> ' if payload.code else ""
        words = self._words(payload.public_text or payload.text, "{}")
        cells = [
            "" if self._one_plan else f'<td class="pl">{self._plan(payload.of)}</td>',
            f'<td class="ho">{self._holder(payload.holder) if payload.holder else self._unknown}</td>',
            f'<td class="du">{self._due(payload)}</td>',
            f'<td class="gd">{self._grades(payload.of, item.grades)}</td>',
            f'<td class="la num">{self._date(item.last) if item.last else self._unknown}</td>',
        ]
        head = f'<a href="{escape(self._objective(item.record))}">{code}{words}</a>'
        return f'<tr><th scope="row" class="it">{head}</th>{"".join(cells)}</tr>\n'

    @cached_property
    def _unknown(self) -> str:
        return _answer("unknown", "")

    def _words(self, text: Any, quoted: str) -> str:
        """A human text, with its language if that is not the page's."""
        words, language = text.in_language(self._frame.language)
        other = f' lang="{escape(language)}"' if language != self._frame.language else ""
        return f'<span class="serif"{other}>{quoted.format(escape(words))}</span>'

    def _due(self, payload: Any) -> str:
        """A deadline as it was said: in its words if it has any, else as the date it is."""
        if payload.target_words:
            return self._words(payload.target_words, "“{}”")
        return f'<span class="num">{self._date(payload.target)}</span>' if payload.target else self._unknown

    def _grades(self, plan: str, grades: tuple[Grade, ...]) -> str:
        return "".join(self._grade(plan, grade) for grade in grades) or self._unknown

    def _drawn_plan(self, plan: str) -> str:
        title = brief.title_of(self._view, plan, register.frameworks(), self._frame.language)
        what = self._view.record(plan)
        href = self._frame.address(what.kind, plan) if what is not None else ""
        return f'<a href="{escape(href)}">{escape(title)}</a>'

    def _drawn_holder(self, holder: str) -> str:
        name = record_name(self._view, holder, self._frame.language)
        return f'<a href="{escape(self._frame.address("party", holder))}">{escape(name)}</a>'

    def _drawn_grade(self, plan: str, grade: Grade) -> str:
        what = self._view.record(plan)
        framework = register.frameworks().get(what.payload.framework) if what is not None else None
        told = listing.grade_told(self._frame, framework, grade)
        mark = cap(told["mark"].layout()) + "\n" if told["mark"] else ""
        words = _answer("disputed", told["text"]) if told["disputed"] else escape(told["text"])
        behind = " · ".join(escape(told[name]) for name in ("axis", "track", "when"))
        return f'<span class="one-grade">{mark}{words} <small>{behind}</small></span>'


def _answer(form: str, text: str) -> str:
    return render_to_string("components/answer.html", {"form": form, "text": text})
