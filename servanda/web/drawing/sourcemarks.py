"""Sentences with their source marks, and what opens behind each mark, drawn without the template engine.

A page of grades has a mark for each of them. Every text that is not markup goes through ``escape``.
"""

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from servanda.web.templatetags.words import last_word, up_to_last_word

Drawn = Mapping[str, Any]


def marks(found: Iterable[Drawn] | None) -> str:
    """Source marks; each: number, ident (of its popover; "" when none), source (its name), captured.

    Without a popover the mark is a link to the numbered source at the foot.
    """
    return "".join(_mark(one) for one in found or ())


def _mark(mark: Drawn) -> str:
    label = _("Source %(number)s: %(source)s") % {"number": mark["number"], "source": mark["source"]}
    css = "src"
    if not mark["captured"]:
        label, css = f"{label}, {_('no quotation held')}", "src none-yet"
    said = f'aria-label="{escape(label)}">{mark["number"]}'
    if mark["ident"]:
        return f'<button type="button" class="{css}" popovertarget="{escape(mark["ident"])}" {said}</button>'
    return f'<a class="{css}" href="#source-{mark["number"]}" {said}</a>'


def spans(found: Iterable[Drawn]) -> str:
    """Spans of a sentence; each: text, form (plain, figure, or an answer's), marks; href, lang, dir where it has them.

    A mark is glued to the last word before it, so nothing here puts a space between two spans.
    """
    return "".join(_span(one) for one in found)


def _span(span: Drawn) -> str:
    text, form, glued = span["text"], span["form"], marks(span.get("marks"))
    if form == "figure":
        first = up_to_last_word(text)
        before = f'<span class="fig">{escape(first)}</span>' if first else ""
        return f'{before}<span class="nb"><span class="fig">{escape(last_word(text))}</span>{glued}</span>'
    if form not in ("plain", "link"):
        return render_to_string("components/answer.html", {"form": form, "text": text}) + glued
    if span.get("href"):
        return f'<a href="{escape(span["href"])}">{escape(text)}</a>{glued}'
    if span.get("lang"):
        direction = f' dir="{escape(span["dir"])}"' if span.get("dir") else ""
        return f'<span lang="{escape(span["lang"])}"{direction}>{escape(text)}</span>{glued}'
    return glue(text, glued) if glued else escape(text)


def glue(text: str, glued: str) -> str:
    """A text whose last word stays on one line with its marks."""
    return f'{escape(up_to_last_word(text))}<span class="nb">{escape(last_word(text))}{glued}</span>'


def popovers(citations: Iterable[Drawn]) -> str:
    """What stands behind source marks; each citation as of ``Presenter``. Escape closes one and gives focus back."""
    word = {
        "source": _("Source"),
        "numbered": _("Source %(number)s"),
        "said_by": _("Said by"),
        "as_of": _("As of"),
        "published": _("Published"),
        "recorded": _("Recorded"),
        "undated": _("date not known"),
        "passage": _("Open the passage"),
        "go": _("Go to the source"),
        "close": _("Close"),
        "paraphrase": _(
            "No quotation is held yet. The sentence is a paraphrase of this source, and is marked so until someone"
            " captures the passage."
        ),
    }
    words = {name: escape(text) for name, text in word.items()}
    return "".join(_popover(one, words) for one in citations or ())


def _popover(one: Drawn, words: Mapping[str, str]) -> str:
    ident, quotation = escape(one["ident"]), one["quotation"]
    label = words["numbered"] % {"number": one["number"]}
    if quotation:
        named = "".join(f' {name}="{escape(one[name])}"' for name in ("lang", "dir") if one.get(name))
        said = f"<blockquote{named}>\n<p>{escape(quotation)}</p></blockquote>\n"
    else:
        said = f'<p class="nq">{words["paraphrase"]}</p>\n'
    known = {name: escape(one.get(name, "")) for name in ("source", "said_by", "as_of", "published", "recorded")}
    known["published"] = known["published"] or words["undated"]
    lines = [(name, text) for name, text in known.items() if text]
    told = "".join(f"<dt>{words[name]}</dt><dd>{text}</dd>" for name, text in lines)
    way = words["passage"] if quotation else words["go"]
    link = f'<a href="{escape(one["href"])}">{way}</a>' if one.get("href") else ""
    close = f'<button type="button" popovertarget="{ident}" popovertargetaction="hide">{words["close"]}</button>'
    return (
        f'<div class="pop" popover id="{ident}" role="group" aria-label="{label}">\n{said}<dl>{told}</dl>\n'
        f'<p class="acts">{link}{close}</p></div>\n'
    )
