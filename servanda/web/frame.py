"""The frame of every page: its rooms, where it is seen from, how to cite it, its other forms and languages."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import get_script_prefix, reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from servanda import register
from servanda.i18n import Translator
from servanda.kernel.dates import PartialDate
from servanda.kernel.entries import instant
from servanda.kernel.standpoint import Resolved
from servanda.register.seeing import noted
from servanda.render.charts import Change, Scrubber
from servanda.render.marked import Marks, marks_of
from servanda.web import standpoint
from servanda.web.languages import languages
from servanda.web.outside import outside
from servanda.web.visitor import visitor

_A_RECORD = "0" * 32
_TO_THE_MINUTE = len("2026-11-24T10:23")
ROOMS = ("start", "portfolio", "decisions", "sources", "search", "record", "import")


@dataclass(frozen=True)
class Frame:
    """One request seen from its standpoint; every page begins by making one."""

    request: HttpRequest
    asked: standpoint.Asked
    at: Resolved
    translator: Translator

    @classmethod
    def of(cls, request: HttpRequest) -> "Frame":
        """Read the standpoint from the address and resolve it against the register."""
        asked = standpoint.read(request.GET, visitor(request).readers)
        language = getattr(request, "LANGUAGE_CODE", settings.LANGUAGE_CODE)
        at = register.untraced(register.resolve(asked.standpoint))
        return cls(request, asked, at, Translator(language))

    @property
    def language(self) -> str:
        """The language of the page."""
        return self.translator.language

    def link(self, name: str, *args: str) -> str:
        """The address of a page by its name, seen from the same standpoint."""
        return self.asked.link(reverse(name, args=args) if args else _path(name, self._prefix))

    def addresses(self, kind: str) -> Callable[[str], str]:
        """What gives the addresses of many records of a kind, by their identifiers, seen from the same standpoint."""
        before, after = self.address(kind, _A_RECORD).split(_A_RECORD)
        return lambda record: f"{before}{record}{after}"

    def here(self, first: int) -> str:
        """The address of this page from the row at a place on."""
        base = self.asked.link(self.request.path)
        return f"{base}{'&' if '?' in base else '?'}first={first}" if first else base

    def address(self, kind: str, record: str) -> str:
        """The address of a record's page, seen from the same standpoint."""
        before, after = _around(kind if kind in PAGES else "fact", self._prefix)
        return self.asked.link(f"{before}{record}{after}")

    @cached_property
    def _prefix(self) -> str:
        """What stands before the path of every page."""
        return get_script_prefix()

    def say(self, day: date) -> str:
        """Print a day in the language of the page."""
        return self.translator.date(PartialDate.of(day)).text

    def render(self, template: str, *, title: str, scope: str | None = None, **context: Any) -> HttpResponse:
        """Draw a page: ``scope`` is the partnership whose changes stand on the time axis.

        ``timeless=True`` is for a page that shows no facts: it has no standpoint and is not cited.
        """
        timeless, view_hash = context.pop("timeless", False), context.pop("view_hash", "")
        frame: dict[str, Any] = {
            "page_title": title,
            "title": title,
            "home": self.link("start"),
            "rooms": self._rooms(context.pop("room", "")),
            "stand": None if timeless else self._stand(scope),
            "cite": None if timeless else self._cite(view_hash),
            "languages": languages(self.request),
            "notice": self._notice(),
        }
        frame["marking"] = None if timeless else self._marking()
        return render(self.request, template, {**frame, **context})

    def _marking(self) -> Marks | None:
        """What stands at the head and foot: the marking of all that was looked up for the page, so it is asked last."""
        mark = noted.so_far()
        return marks_of(mark, self.language, register.policy()) if mark is not None else None

    def _rooms(self, here: str) -> list[dict[str, Any]]:
        labels = {
            "start": _("Partnerships"),
            "portfolio": _("Plans"),
            "decisions": _("Decisions"),
            "sources": _("Sources"),
            "search": _("Search"),
            "record": pgettext("verb", "Record a fact"),
            "import": pgettext("verb", "Import"),
        }
        return [{"label": labels[name], "href": self.link(name), "here": name == here} for name in ROOMS]

    def _stand(self, scope: str | None) -> dict[str, Any]:
        days = register.days(self.at, scope)
        before = [day for day, _n in days if day < self.at.as_of]
        after = [day for day, _n in days if day > self.at.as_of]
        return {
            "as_of": self.say(self.at.as_of),
            "known": self._known(),
            "reader": _("anyone") if self.at.reader.clearance is None else self.at.reader.name,
            "fields": {name: self.asked.given.get(name, "") for name in standpoint.FIELDS if name != "reader"},
            "readers": self._readers(),
            "action": self.request.path,
            "kept": self._own(),
            "before": self._step(before[-1]) if before else None,
            "after": self._step(after[0]) if after else None,
            "scrubber": self._scrubber(days),
            "note": "",
            "errors": {
                name: {"sentence": words, "remedy": _("Until then this field is left open.")}
                for name, words in self.asked.faults.items()
            },
        }

    def _readers(self) -> list[dict[str, Any]]:
        """As whom the page may be read, if there is a choice."""
        readers = visitor(self.request).readers
        return [
            {
                "value": standpoint.named(one),
                "name": _("anyone") if one.clearance is None else one.name,
                "chosen": one == self.at.reader,
            }
            for one in readers
            if len(readers) > 1
        ]

    def _own(self) -> list[tuple[str, str]]:
        """The page's own parameters, beside its standpoint and language."""
        others = (*standpoint.FIELDS, "known", "lang")
        return [(name, str(value)) for name, value in self.request.GET.items() if name not in others]

    def _known(self) -> str:
        if self.at.published_by:
            return _("by the world, published by %(day)s") % {"day": self.say(self.at.published_by)}
        if self.at.known_at:
            moment = instant(self.at.known_at)[:_TO_THE_MINUTE] + "Z"
            return _("on %(moment)s, by this register") % {
                "moment": self.translator.date(PartialDate.parse(moment)).text
            }
        return _("today, by this register")

    def _step(self, day: date) -> dict[str, str]:
        return {"href": self.asked.link(self.request.path, as_of=day.isoformat()), "label": self.say(day)}

    def _scrubber(self, days: list[tuple[date, int]]) -> Scrubber | None:
        if not days:
            return None
        first = min(days[0][0], self.at.as_of)
        last = max(days[-1][0], self.at.as_of, self.at.today)
        changes = tuple(Change(day, weight, self.say(day)) for day, weight in days)
        return Scrubber(
            "scrub",
            date(first.year, 1, 1),
            date(min(last.year + 1, 9999), 1, 1),
            self.at.as_of,
            self.say(self.at.as_of),
            changes,
        )

    def _cite(self, view_hash: str) -> dict[str, str]:
        reader = [("reader", chosen)] if (chosen := self.asked.given.get("reader")) else []
        path = standpoint.permanent(self.request.path, self.at, [*self._own(), *reader])
        return {"address": outside(self.request, path), "view": view_hash, "seal": ""}

    def _notice(self) -> str:
        if self.at.is_ahead:
            return _("As decided by today, %(day)s.") % {"day": self.say(self.at.today)}
        return ""


@cache
def _path(page: str, _prefix: str) -> str:
    """The path of a page that is there once."""
    return reverse(page)


@cache
def _around(page: str, _prefix: str) -> tuple[str, str]:
    """What stands before and after a record's identifier in the address of its page; the routes do not change."""
    before, after = reverse(page, args=[_A_RECORD]).split(_A_RECORD)
    return before, after


_PLANS = "partnership plan package objective operation contribution party source review"
_OCCASIONS = "meeting visit decision procedure text-version"
PAGES = frozenset(f"{_PLANS} {_OCCASIONS}".split())
