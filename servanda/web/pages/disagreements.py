"""Where sources disagree: in everything that is seen, in a partnership, or in a plan with its items."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from servanda import brief, register
from servanda.kernel.view import View
from servanda.register.reading.disagreements import Disagreements
from servanda.register.reading.disagreements import disagreements as found_from
from servanda.web.drawing import listing
from servanda.web.drawing.present import Presenter
from servanda.web.faults import shown
from servanda.web.frame import Frame

MANY = 25  # disagreements on a page
PLACES = 20  # plans and partnerships with the most of them
_LONGEST = 200


@dataclass(frozen=True)
class Part:
    """What the page is narrowed to: records, or nothing for all that is seen."""

    partnership: str = ""
    plan: str = ""

    @classmethod
    def of(cls, frame: Frame) -> "Part":
        """Read the address. Raises ``NotFound`` for a record that is not seen."""
        query = frame.request.GET
        refs = [query.get(name, "").strip()[:_LONGEST] for name in ("partnership", "plan")]
        partnership, plan = refs
        return cls(
            register.find(partnership, frame.at, "partnership") if partnership else "",
            register.find(plan, frame.at) if plan else "",
        )

    def link(self, frame: Frame, first: int = 0) -> str:
        """The address of the page narrowed so, seen from the same standpoint."""
        said = {"partnership": self.partnership, "plan": self.plan, "first": str(first or "")}
        own = {key: value for key, value in said.items() if value}
        base = frame.link("disagreements")
        return f"{base}{'&' if '?' in base else '?'}{urlencode(own)}" if own else base


@shown
def show(request: HttpRequest) -> HttpResponse:
    """Each disagreement with its values, who says each and since when, and which is followed, if any is."""
    frame = Frame.of(request)
    part = Part.of(frame)
    first = listing.place(request.GET, MANY)
    found = found_from(
        frame.at, part.partnership or None, plan=part.plan or None, wanted=brief.is_told, first=first, many=MANY
    )
    section, sources = brief.disagreements(found.view, found.disputes, register.frameworks(), frame.language)
    presenter = Presenter(sources, frame.address, frame.language)
    return frame.render(
        "pages/disagreements.html",
        title=_("Where sources disagree"),
        room="portfolio",
        scope=part.partnership or None,
        crumbs=_crumbs(frame, part),
        lede=_lede(found),
        disputed=presenter.disputes(section),
        places=[] if part.plan else _places(frame, found),
        further=0 if part.plan else max(0, len(found.places) - PLACES),
        paging=listing.pages(found.total, first, MANY, lambda at: part.link(frame, at)),
        sources=presenter.used_sources(),
        citations=presenter.citations,
        view_hash=found.view.sha256(),
    )


def _lede(found: Disagreements) -> str:
    if not found.total:
        return _("No source contradicts another in a figure, a grade, a step or a date.")
    told = ngettext("%(n)s disagreement", "%(n)s disagreements", found.total) % {"n": found.total}
    about = ngettext("%(n)s record", "%(n)s records", found.records) % {"n": found.records}
    return _("%(disagreements)s about %(records)s.") % {"disagreements": told, "records": about}


def _crumbs(frame: Frame, part: Part) -> list[dict[str, str]]:
    crumbs = [{"label": _("Plans of all parties"), "href": frame.link("portfolio")}]
    if not part.partnership and not part.plan:
        return crumbs
    crumbs.append({"label": _("Where sources disagree"), "href": frame.link("disagreements")})
    view = register.records_view([one for one in (part.partnership, part.plan) if one], frame.at)
    crumbs += [_named(frame, view, one) for one in (part.partnership, part.plan) if one]
    return crumbs


def _named(frame: Frame, view: View, record: str) -> dict[str, str]:
    what = view.record(record)
    return {
        "label": brief.title_of(view, record, register.frameworks(), frame.language),
        "href": frame.address(what.kind if what else "record", record),
    }


def _places(frame: Frame, found: Disagreements) -> list[dict[str, Any]]:
    """Plans and partnerships with how many disagreements each has, the most first; each count opens them."""
    rows = []
    for record, count in sorted(found.places.items(), key=lambda pair: (-pair[1], pair[0]))[:PLACES]:
        named = _named(frame, found.view, record)
        what = found.view.record(record)
        own = Part(partnership=record) if what is None or what.kind == "partnership" else Part(plan=record)
        rows.append({**named, "count": count, "count_href": own.link(frame)})
    return sorted(rows, key=lambda row: (-row["count"], row["label"].casefold(), row["href"]))
