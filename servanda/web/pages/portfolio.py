"""All plans of all parties that have items or a course: how many items, how they stand, and what was last said."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from servanda import brief, register
from servanda.frameworks import Framework
from servanda.kernel.asof import standing
from servanda.kernel.view import Fact, View
from servanda.register.items import holders
from servanda.register.portfolio import PlanLine, plans
from servanda.register.shown import plans_view
from servanda.web import listing
from servanda.web.faults import shown
from servanda.web.forms.options import record_name
from servanda.web.frame import Frame
from servanda.web.listing import PER_PAGE, Asked


@shown
def show(request: HttpRequest) -> HttpResponse:
    """Each line is one plan; every count opens the items behind it."""
    frame = Frame.of(request)
    asked = Asked.of(request.GET).found(frame)
    view, lines = plans(
        frame.at,
        framework=asked.framework,
        party=asked.party,
        holder=asked.holder,
        question=asked.question,
        answer=asked.answer,
    )
    rows = sorted((_row(frame, asked, view, line) for line in lines), key=lambda row: row["order"])
    parties = {row["party"] for row in rows}
    shown_rows = rows[asked.first : asked.first + PER_PAGE]
    _name_once(shown_rows)
    return frame.render(
        "pages/portfolio.html",
        title=_("Plans of all parties"),
        room="portfolio",
        crumbs=[],
        lede=_("Each line is one agreed plan: how much was taken on, how it stands, and when it was last spoken of."),
        told=_told(len(rows), len(parties), sum(line.items for line in lines)),
        all_items=asked.link(frame),
        more=[{"label": _("Where sources disagree"), "href": frame.link("disagreements")}],
        rows=shown_rows,
        paging=listing.paged(frame, asked, len(rows), "portfolio"),
        filters=_filters(frame, asked),
        asked=asked,
        view_hash=view.sha256(),
    )


def _told(lines: int, parties: int, items: int) -> list[str]:
    return [
        ngettext("%(n)s plan", "%(n)s plans", lines) % {"n": lines},
        ngettext("of %(n)s party", "of %(n)s parties", parties) % {"n": parties},
        ngettext("%(n)s item", "%(n)s items", items) % {"n": items},
    ]


def _row(frame: Frame, asked: Asked, view: View, line: PlanLine) -> dict[str, Any]:
    fact: Fact = line.fact
    known = register.frameworks()
    framework = known.get(fact.payload.framework)
    question = asked.question or listing.question_of(framework, line.counts)
    own = Asked(plan=fact.about, holder=asked.holder)
    party, href = _party(frame, view, fact)
    title = brief.title_of(view, fact.about, known, frame.language)
    period = getattr(fact.payload, "period", None)
    return {
        "order": (party.casefold(), fact.payload.framework, period.earliest.toordinal() if period else 0, title),
        "party": party,
        "party_href": href,
        "title": title,
        "framework": framework.short(frame.language) if framework else fact.payload.framework,
        "href": frame.address(fact.kind, fact.about),
        "period": frame.translator.date(period).text if period else "",
        "items": line.items,
        "items_href": own.link(frame),
        "split": listing.split(frame, own, framework, question, line.counts.get(question, {}), line.items),
        "course": _course(frame, view, fact),
        "last": frame.translator.date(line.last).text if line.last else "",
    }


def _party(frame: Frame, view: View, fact: Fact) -> tuple[str, str]:
    """The first party of the plan's partnership, which is the one whose plan it is."""
    what = view.record(fact.payload.partnership)
    parties = what.payload.parties if what is not None else ()
    name = record_name(view, parties[0], frame.language) if parties else ""
    return name, frame.link("partnership", fact.payload.partnership)


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


def _filters(frame: Frame, asked: Asked) -> dict[str, Any]:
    """What can be chosen: of all plans that are there, whatever the list is narrowed to now."""
    view, known = plans_view(frame.at), register.frameworks()
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
