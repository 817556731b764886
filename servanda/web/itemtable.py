"""The rows of a list of items, drawn without the template engine: there are fifty, and most of a row is in others, too.

What many rows have in common (a grade, a plan, a holder, a sign) is drawn once a page; signs and marks by their
templates.
"""

from collections.abc import Callable
from functools import cache, cached_property
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from servanda import brief, register
from servanda.kernel.dates import PartialDate
from servanda.kernel.view import View
from servanda.register.itemrows import Grade, Item
from servanda.web import listing
from servanda.web.forms.options import record_name
from servanda.web.frame import Frame

Draw = Callable[..., SafeString]


class ItemTable:
    """Draws items with the view of their plans and holders; of one plan, rows do not name it."""

    def __init__(self, frame: Frame, view: View, *, one_plan: bool) -> None:
        self._frame, self._view, self._one_plan = frame, view, one_plan
        self._objective = frame.addresses("objective")
        self._date: Callable[[PartialDate], str] = cache(lambda when: frame.translator.date(when).text)
        self._plan: Draw = cache(self._drawn_plan)
        self._holder: Draw = cache(self._drawn_holder)
        self._grade: Draw = cache(self._drawn_grade)

    def row(self, item: Item) -> SafeString:
        """Draw an item as one row: what it says, its plan, holder, date due, grades, the last said."""
        payload = item.fact.payload
        plan = "" if self._one_plan else format_html('<td class="pl">{}</td>', self._plan(payload.of))
        grades = [self._grade(payload.of, grade) for grade in item.grades]
        return format_html(
            '<tr><th scope="row" class="it"><a href="{}">{}{}</a></th>{}<td class="ho">{}</td><td class="du">{}</td>'
            '<td class="gd">{}</td><td class="la num">{}</td></tr>\n',
            self._objective(item.record),
            format_html('<span class="num code-of">{}</span> ', payload.code) if payload.code else "",
            self._words(payload.public_text or payload.text, "{}"),
            plan,
            self._holder(payload.holder) if payload.holder else self._unknown,
            self._due(payload),
            mark_safe("".join(grades)) if grades else self._unknown,  # noqa: S308 - each is drawn above
            self._date(item.last) if item.last else self._unknown,
        )

    @cached_property
    def _unknown(self) -> SafeString:
        return _answer("unknown", "")

    def _words(self, text: Any, quoted: str) -> SafeString:
        """A human text, with its language if that is not the page's."""
        words, language = text.in_language(self._frame.language)
        other = format_html(' lang="{}"', language) if language != self._frame.language else ""
        return format_html('<span class="serif"{}>{}</span>', other, quoted.format(words))

    def _due(self, payload: Any) -> SafeString:
        """A deadline as it was said: in its words if it has any, else as the date it is."""
        if payload.target_words:
            return self._words(payload.target_words, "“{}”")
        if payload.target:
            return format_html('<span class="num">{}</span>', self._date(payload.target))
        return self._unknown

    def _drawn_plan(self, plan: str) -> SafeString:
        title = brief.title_of(self._view, plan, register.frameworks(), self._frame.language)
        what = self._view.record(plan)
        href = self._frame.address(what.kind, plan) if what is not None else ""
        return format_html('<a href="{}">{}</a>', href, title)

    def _drawn_holder(self, holder: str) -> SafeString:
        name = record_name(self._view, holder, self._frame.language)
        return format_html('<a href="{}">{}</a>', self._frame.address("party", holder), name)

    def _drawn_grade(self, plan: str, grade: Grade) -> SafeString:
        what = self._view.record(plan)
        framework = register.frameworks().get(what.payload.framework) if what is not None else None
        told = listing.grade_told(self._frame, framework, grade)
        mark = render_to_string("charts/grade_mark.svg.html", {"chart": told["mark"]}) if told["mark"] else ""
        words = _answer("disputed", told["text"]) if told["disputed"] else told["text"]
        return format_html(
            '<span class="one-grade">{}{} <small>{} · {} · {}</small></span>',
            mark, words, told["axis"], told["track"], told["when"],
        )  # fmt: skip


def _answer(form: str, text: str) -> SafeString:
    return render_to_string("components/answer.html", {"form": form, "text": text})
