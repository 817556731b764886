"""The desk's own page: what is mine to do, by when, what blocks it; and what changed since I last looked."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from servanda import register
from servanda.accounts import roles
from servanda.accounts.models import Person
from servanda.accounts.policy import Who
from servanda.brief.occasions import Occasion
from servanda.exchange.feeds.calendar import span_of
from servanda.exchange.feeds.changes import Change, changes
from servanda.exchange.feeds.desk import AHEAD, Desk, Holder, desk
from servanda.exchange.feeds.mine import bodies, own
from servanda.exchange.feeds.subject import Subjects
from servanda.exchange.feeds.task import Task
from servanda.kernel.standpoint import Resolved, Standpoint
from servanda.ledger import clock
from servanda.outbox.following import followed, looked, wish_of
from servanda.register.reading.dated import before_the_latest, since_moment
from servanda.render import charts, figures
from servanda.web.faults import shown
from servanda.web.frame import PAGES, Frame
from servanda.web.pages.press import CLEARANCE
from servanda.web.permission import PRESIDING, to_sign_in
from servanda.web.visitor import visitor

FIRST_LOOK = 100  # entries of the register that a first look goes back by


@shown
def show(request: HttpRequest) -> HttpResponse:
    """What is mine, as of today."""
    visiting = visitor(request)
    person, who = visiting.person, visiting.who
    if person is None or who is None:
        return to_sign_in(request)
    frame = Frame.of(request)
    # a desk is of now, whatever day the address names: what is to do is to do today
    at = register.untraced(register.resolve(Standpoint(reader=frame.at.reader)))
    if request.method == "POST":
        if request.POST.get("act") == "looked":
            looked(person, at.tick, clock.now())
        return HttpResponseRedirect(request.get_full_path(), status=303)
    records = own(person, at, followed(person))
    subjects = Subjects.of(records, at, frame.language)
    found = desk(subjects, _holder(who, at, subjects))
    start, since = _since(person, at)
    news = [] if start is None else list(changes(subjects, since=start).every)
    return frame.render(
        "pages/desk.html",
        timeless=True,
        title=_("Your desk"),
        lede=_("As of %(day)s, read as %(reader)s.") % {"day": frame.say(at.as_of), "reader": _reader(at)},
        tasks=[_task(frame, one) for one in found.tasks],
        told=_told(found),
        strip=_strip(frame, found, at.as_of),
        coming=[_coming(frame, one) for one in found.coming],
        recorded=[_change(frame, one) for one in news if not one.by_time],
        by_time=[_change(frame, one) for one in news if one.by_time],
        since=since,
        subjects=[
            {"label": one.title, "href": frame.address(one.kind, one.record)}
            for one in subjects.every
            if one.kind in PAGES
        ],
    )


def _reader(at: Resolved) -> str:
    return _("anyone") if at.reader.clearance is None else at.reader.name


def _holder(who: Who, at: Resolved, subjects: Subjects) -> Holder:
    """What someone has and may do, as of today."""

    def able(act: str, kind: str | None = None) -> tuple[str, ...]:
        return _places(who, at, subjects, {role.name for role in roles.giving(act, kind)})

    recording, posts = able(roles.RECORD), tuple(name for _own, name in who.posts)
    held: dict[str, frozenset[str]] = {}
    for one in who.grants:
        if one.dated.counts(at.today):
            held[one.place] = held.get(one.place, frozenset()) | {one.role}
    return Holder(
        bodies=bodies(who),
        records=recording,
        names=(who.actor, *posts) if recording else (),
        presides=_places(who, at, subjects, PRESIDING),
        clears=able(roles.RECORD, CLEARANCE),
        clearers=(who.name, *posts),
        roles=held,
    )


def _places(who: Who, at: Resolved, subjects: Subjects, able: Collection[str]) -> tuple[str, ...]:
    """The places at which one holds one of some roles now; everywhere, where it is held at the whole register."""
    held = [one for one in who.grants if one.role in able and one.dated.counts(at.today)]
    if any(not one.place for one in held):
        return tuple(scope for one in subjects.every for scope in one.scopes)
    return tuple(one.place for one in held)


def _since(person: Person, at: Resolved) -> tuple[Resolved | None, Any]:
    """The standpoint from which one last looked; before the first look, that before the latest entries."""
    wish = wish_of(person)
    if wish.looked is None:
        return before_the_latest(at, FIRST_LOOK), None
    return since_moment(at, wish.looked_tick, wish.looked), wish.looked


def _task(frame: Frame, one: Task) -> dict[str, Any]:
    labels = {
        "report": _("Report on it"),
        "answer": _("Answer"),
        "confirm": _("Record whether it took place"),
        "again": _("Answer again"),
        "agenda": _("Make the agenda"),
        "minutes": _("Adopt the minutes"),
        "clear": _("Clear it, or refuse"),
        "step": _("Take it to its next step"),
    }
    return {
        "what": labels[one.what],
        "title": one.title,
        "href": _href(frame, one),
        "when": frame.translator.date(one.when).text if one.when is not None else "",
        "left": left_words(one.left),
        "passed": one.left < 0,
        "near": 0 <= one.left <= 7,
        "because": {"again": _("Why:"), "clear": _("Warning:")}.get(one.what, _("In the way:")),
        "stands": one.stands,
        "blocks": one.blocks,
    }


def _href(frame: Frame, one: Task) -> str:
    """The page on which it is done."""
    if one.what == "again":
        return f"{reverse('review-answer', args=[one.review, one.record])}?{urlencode({'track': one.track})}"
    if one.what in ("agenda", "minutes", "step"):
        return frame.link(one.page, one.record)
    if one.what == "clear":
        return f"{frame.link(one.page, one.record)}#{one.anchor}"
    return frame.address(one.page, one.record)


def left_words(left: int) -> str:
    """How long there is, in words."""
    if left == 0:
        return _("today")
    if left > 0:
        return ngettext("in %(n)s day", "in %(n)s days", left) % {"n": left}
    return ngettext("%(n)s day ago", "%(n)s days ago", -left) % {"n": -left}


def _told(found: Desk) -> list[str]:
    """What is not in the list: what is done, and what is more than it holds."""
    said = []
    if found.done:
        said.append(ngettext("%(n)s item is done.", "%(n)s items are done.", found.done) % {"n": found.done})
    if found.left_out:
        more = ngettext("%(n)s more is not shown.", "%(n)s more are not shown.", found.left_out)
        said.append(more % {"n": found.left_out})
    return said


def _coming(frame: Frame, one: Occasion) -> dict[str, Any]:
    return {
        "when": frame.translator.date(one.when).text if one.when else "",
        "title": one.title,
        "state": {"planned": _("planned"), "due": _("due"), "expires": _("silence expires")}[one.state],
        "href": frame.address(one.page, one.record) if one.page else "",
    }


def _change(frame: Frame, one: Change) -> dict[str, Any]:
    return {
        "heading": one.heading,
        "text": one.sentence.text,
        "at": one.at,
        "sources": "; ".join(one.sources),
        "href": frame.address("fact", one.fact) if one.fact else "",
    }


def _strip(frame: Frame, found: Desk, today: date) -> charts.Calendar | None:
    """The coming weeks as a strip; nothing where nothing has a day."""
    drawn = [one for one in found.coming if span_of(one) is not None and one.when is not None]
    if not drawn:
        return None
    occasions = tuple(
        charts.Occasion(one.title, _short(one.title), figures.when(one.when, frame.translator.date(one.when).text),
                        "planned", _coming(frame, one)["state"])
        for one in drawn
        if one.when is not None
    )  # fmt: skip
    title = _("The coming weeks")
    start, end = today - timedelta(days=7), today + AHEAD
    return charts.Calendar("weeks", title, start, end, today, frame.say(today), occasions)


def _short(title: str) -> str:
    return title if len(title) <= 24 else title[:24].rsplit(" ", 1)[0] + " ..."
