"""All plans of all parties that have items or a course: how many items, how they stand, and what was last said."""

from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from servanda import brief, register
from servanda.brief.counts import count_text
from servanda.frameworks import Framework
from servanda.kernel.asof import standing
from servanda.kernel.dates import PartialDate
from servanda.kernel.view import Fact, View
from servanda.register.lists.items import holders
from servanda.register.lists.portfolio import PlanLine, last_said, plans
from servanda.register.reading.shown import plans_view
from servanda.web.drawing import listing
from servanda.web.drawing.listing import PER_PAGE, Asked
from servanda.web.faults import shown
from servanda.web.forms.options import record_name
from servanda.web.frame import Frame


@shown
def show(request: HttpRequest) -> HttpResponse:
    """Each line is one plan; every count opens the items behind it."""
    frame = Frame.of(request)
    asked = Asked.of(request.GET).found(frame)
    view, lines = plans(frame.at, asked.wanted)
    order = _Order(frame, view)
    parties = {order.party(line.fact.payload.partnership) for line in lines}
    ordered = sorted(lines, key=order.of)
    here = ordered[asked.first : asked.first + PER_PAGE]
    last = last_said(frame.at, view, [line.fact.about for line in here], asked.wanted)
    rows = [_row(frame, asked, view, line, last.get(line.fact.about)) for line in here]
    _name_once(rows)
    return frame.render(
        "pages/portfolio.html",
        title=_("Plans of all parties"),
        room="portfolio",
        crumbs=[],
        lede=_("Each line is one agreed plan: how much was taken on, how it stands, and when it was last spoken of."),
        told=_told(len(lines), len(parties), sum(line.items for line in lines)),
        all_items=asked.link(frame),
        more=[{"label": _("Where sources disagree"), "href": frame.link("disagreements")}],
        rows=rows,
        paging=listing.paged(frame, asked, len(lines), "portfolio"),
        filters=_filters(frame, asked, view),
        asked=asked,
        view_hash=view.statements_sha256(),
    )


def _told(lines: int, parties: int, items: int) -> list[str]:
    return [
        ngettext("%(n)s plan", "%(n)s plans", lines) % {"n": lines},
        ngettext("of %(n)s party", "of %(n)s parties", parties) % {"n": parties},
        ngettext("%(n)s item", "%(n)s items", items) % {"n": items},
    ]


class _Order:
    """The order of lines: by party, framework, period and title."""

    def __init__(self, frame: Frame, view: View) -> None:
        self._frame, self._view = frame, view
        self.party: Callable[[str], str] = cache(lambda partnership: _party(frame, view, partnership))

    def of(self, line: PlanLine) -> tuple[str, str, int, str]:
        """Where a line stands."""
        payload = line.fact.payload
        period = getattr(payload, "period", None)
        begins = period.earliest.toordinal() if period else 0
        title = brief.title_of(self._view, line.fact.about, register.frameworks(), self._frame.language)
        return self.party(payload.partnership).casefold(), payload.framework, begins, title


def _row(frame: Frame, asked: Asked, view: View, line: PlanLine, last: PartialDate | None) -> dict[str, Any]:
    fact: Fact = line.fact
    known = register.frameworks()
    framework = known.get(fact.payload.framework)
    question = asked.question or listing.question_of(framework, line.counts)
    own = Asked(plan=fact.about, holder=asked.holder)
    period = getattr(fact.payload, "period", None)
    return {
        "party": _party(frame, view, fact.payload.partnership),
        "party_href": frame.link("partnership", fact.payload.partnership),
        "title": brief.title_of(view, fact.about, known, frame.language),
        "framework": framework.short(frame.language) if framework else fact.payload.framework,
        "href": frame.address(fact.kind, fact.about),
        "period": frame.translator.date(period).text if period else "",
        "items": line.items,
        "items_href": own.link(frame),
        "reported": "" if line.items else _reported(frame, view, fact),
        "split": listing.split(frame, own, framework, question, line.counts.get(question, {}), line.items),
        "course": _course(frame, view, fact),
        "last": frame.translator.date(last).text if last else "",
    }


def _reported(frame: Frame, view: View, fact: Fact) -> str:
    """How many items a source says there are, where none of them is held: each number that is said last."""
    said = standing(view, fact.about, "tally/objectives").facts
    totals = (one.payload.total for one, _answer in said if one.payload.total is not None)
    return " ≠ ".join(sorted({count_text(total, frame.translator) for total in totals}))


def _party(frame: Frame, view: View, partnership: str) -> str:
    """The first party of a plan's partnership, which is the one whose plan it is."""
    what = view.record(partnership)
    parties = what.payload.parties if what is not None else ()
    return record_name(view, parties[0], frame.language) if parties else ""


def _course(frame: Frame, view: View, fact: Fact) -> str:
    stand = standing(view, fact.about, "step")
    if not stand.facts:
        return ""
    steps = list(dict.fromkeys(said.payload.step for said, _answer in stand.facts))
    framework = register.frameworks().get(fact.payload.framework)
    named = [framework.step(step) if framework else None for step in steps]
    return ", ".join(one.label(frame.language) if one else step for one, step in zip(named, steps, strict=True))


def _name_once(rows: list[dict[str, Any]]) -> None:
    """A party is named in bold once, then lightly."""
    before = ""
    for row in rows:
        row["again"] = row["party"] == before
        before = row["party"]


def _filters(frame: Frame, asked: Asked, shown_now: View) -> dict[str, Any]:
    """What can be chosen: of all plans that are there, whatever the list is narrowed to now."""
    is_narrowed = asked.framework or asked.party
    view, known = plans_view(frame.at) if is_narrowed else shown_now, register.frameworks()
    every = [fact for fact in view.of_kind("plan", "package") if view.record(fact.about) is fact]
    frameworks = Counter(fact.payload.framework for fact in every)
    partnerships = {fact.payload.partnership for fact in every}
    found = [what for one in partnerships if (what := view.record(one)) is not None]
    parties = {what.payload.parties[0] for what in found if what.payload.parties}
    chosen = known.get(asked.framework)
    return {
        "frameworks": [
            (slug, framework.short(frame.language) if (framework := known.get(slug)) else slug, count)
            for slug, count in sorted(frameworks.items())
        ],
        "parties": listing.options([(one, record_name(view, one, frame.language)) for one in parties], asked.party),
        "holders": _holders(frame, asked),
        "grades": list(_grades(frame, asked, chosen)) if chosen else [],
    }


def _grades(frame: Frame, asked: Asked, framework: Framework) -> Iterator[tuple[str, str, bool]]:
    for axis in framework.axes:
        for slug in axis.tracks:
            track = framework.track(slug)
            voice = track.label(frame.language) if track else slug
            for grade in reversed(axis.grades):
                value = f"{axis.slug}/{slug}/{grade.slug}"
                yield value, f"{grade.label(frame.language)} ({voice})", value == asked.grade


def _holders(frame: Frame, asked: Asked) -> list[tuple[str, str, bool]]:
    view, found = holders(frame.at)
    return listing.options([(one, record_name(view, one, frame.language)) for one in found], asked.holder)
