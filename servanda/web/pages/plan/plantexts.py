"""The text of a plan: how it reads from a standpoint, what changed since another, its editions, and publishing one."""

from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from servanda import brief, register
from servanda.brief.articles import ArticleTold
from servanda.brief.plantexts import PlanTextTold, tell_text
from servanda.kernel.plantexts import SIDES
from servanda.kernel.view import View
from servanda.plans import amend, find_plan, publish
from servanda.register.reading.plancourse import course_view
from servanda.web.doing import reviewing
from servanda.web.doing.acting import Acting
from servanda.web.doing.reviewing import is_now, typed
from servanda.web.drawing.present import Presenter
from servanda.web.faults import shown
from servanda.web.forms import signature
from servanda.web.frame import Frame

KINDS = {"publish": "text-edition", "amend": "text-amendment"}


@shown
def show(request: HttpRequest, ref: str) -> HttpResponse:
    """One text of a plan or package; for whoever may, the forms that publish an edition of it and amend it."""
    frame = Frame.of(request)
    acting = Acting(frame, find_plan(ref, frame.at))
    act, after = request.POST.get("act", ""), reverse("plan-text", args=[ref]) + _side_asked(_side(request))
    error = acting.posted(lambda: _act(acting, act), after) if act in KINDS else None
    return error if isinstance(error, HttpResponse) else _drawn(acting, error, act)


def _act(acting: Acting, act: str) -> None:
    request = acting.frame.request
    hand = acting.hand(KINDS[act])
    side, when, marking = _side(request) or "agreed", acting.day("when"), acting.marking()
    if act == "publish":
        version = typed(request, "version")
        found = register.find(version, acting.frame.at, "text-version") if version else None
        words = request.POST.get("words", "")
        title = typed(request, "title")
        publish(acting.plan, hand, side=side, words=words, version=found, title=title, when=when, marking=marking)
        return
    change = {"does": typed(request, "does"), "number": typed(request, "number")}
    change |= {name: said for name in ("after", "heading") if (said := typed(request, name))}
    if change["does"] != "delete" and (words := request.POST.get("words", "").strip()):
        change["text"] = words
    effect, reason = acting.day("effect"), typed(request, "reason")
    amend(acting.plan, [change], hand, side=side, when=when, effect=effect, reason=reason, marking=marking)


def _drawn(acting: Acting, error: dict[str, str] | None, act: str) -> HttpResponse:
    frame, request, plan = acting.frame, acting.frame.request, acting.plan
    view = course_view(plan.about, frame.at)
    against, since = _against(acting)
    told = tell_text(view, plan.about, register.frameworks(), frame.language, _side(request), against)
    presenter = Presenter(told.brief.sources, frame.address, frame.language)
    may_act = {name: is_now(frame) and acting.right(kind).allowed for name, kind in KINDS.items()}
    return frame.render(
        "pages/plan_text.html",
        title=_("Text: %(plan)s") % {"plan": told.title},
        scope=plan.entry.scope,
        crumbs=acting.crumbs(view),
        lede=_lede(frame, told, since),
        error=error,
        sides=[
            {
                "label": frame.translator.capital(word),
                "href": _asked(frame, plan.about, side),
                "here": side == told.side,
            }
            for side, word in told.sides
            if len(told.sides) > 1
        ],
        articles=[_article(frame, told, one) for one in told.articles],
        notes=told.notes,
        history=[
            {
                "said": presenter.sentence(sentence),
                "href": _asked(frame, plan.about, told.side, day),
                "day": _day(frame, day),
            }
            for day, sentence in told.history
        ],
        since=since,
        kept=[(name, value) for name, value in frame.asked.given.items() if value],
        side=told.side,
        may=may_act,
        typed=request.POST if request.method == "POST" else {},
        act=act,
        choices=[(side, _side_word(side)) for side in SIDES],
        versions=_versions(frame, view, plan.about),
        who=signature.remembered(request) if reviewing.needs_name(frame) else None,
        sources=presenter.used_sources(),
        citations=presenter.citations,
        view_hash=view.sha256(),
    )


def _versions(frame: Frame, view: View, plan: str) -> list[tuple[str, str]]:
    """The versions of the text whose words are held, the latest first, each by its name."""
    held = [one for one in view.of_kind("text-version") if one.payload.of is not None and one.payload.text is not None]
    own = [one for one in held if view.aliases[one.payload.of] == view.aliases[plan]]
    own.sort(key=lambda one: (one.payload.number, one.digest), reverse=True)
    known = register.frameworks()
    return list({one.about: brief.title_of(view, one.about, known, frame.language) for one in own}.items())


def _side(request: HttpRequest) -> str:
    said = (request.POST if request.method == "POST" else request.GET).get("text", "")
    return said if said in SIDES else ""


def _side_asked(side: str) -> str:
    return f"?{urlencode({'text': side})}" if side else ""


def _side_word(side: str) -> str:
    return _("the public text") if side == "public" else _("the agreed text")


def _asked(frame: Frame, plan: str, side: str, against: str = "") -> str:
    base = frame.link("plan-text", plan)
    asked = {"text": side, **({"against": against} if against else {})}
    return f"{base}{'&' if '?' in base else '?'}{urlencode(asked)}"


def _day(frame: Frame, day: str) -> str:
    return frame.say(date.fromisoformat(day))


def _against(acting: Acting) -> tuple[View | None, str]:
    """The view of an earlier or later day to compare with, and that day; none where no such day is asked."""
    frame = acting.frame
    said = frame.request.GET.get("against", "")
    try:
        day = date.fromisoformat(said)
    except ValueError:
        return None, ""
    at = register.untraced(register.resolve(replace(frame.asked.standpoint, as_of=day)))
    return course_view(acting.plan.about, at), day.isoformat()


def _lede(frame: Frame, told: PlanTextTold, since: str) -> str:
    if told.text is None:
        return _("No text is known as of this date.")
    word = frame.translator.capital(told.word)
    if since:
        return _("%(text)s, with what changed against %(day)s.") % {"text": word, "day": _day(frame, since)}
    return _("%(text)s, as it reads as of this date.") % {"text": word}


def _article(frame: Frame, told: PlanTextTold, one: ArticleTold) -> dict[str, Any]:
    words = {"added": _("put in"), "removed": _("taken out"), "changed": _("changed"), "same": ""}
    title = told.objectives.get(one.objective or "", "")
    return {
        "number": one.number,
        "heading": one.heading,
        "paragraphs": one.paragraphs,
        "lang": one.language if one.language != frame.language else "",
        "does": one.does,
        "word": words[one.does],
        "objective": title,
        "href": frame.address("objective", one.objective) if title and one.objective else "",
    }
