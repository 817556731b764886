"""A review: its steps as a line, what may happen next and what blocks it, who has answered, where voices differ."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from servanda import brief, register
from servanda.accounts import roles
from servanda.brief.reviews import Differing, MoveTold, Progress, ReviewTold, StepTold
from servanda.errors import ServandaError, said_in
from servanda.kernel.reviewguards import Doing
from servanda.kernel.standpoint import Standpoint
from servanda.register import Faults
from servanda.render import charts
from servanda.review import approve, lock, look, move
from servanda.web.doing import reviewing
from servanda.web.doing.reviewing import is_now, place_of_review, role_words, state_word, to_act, typed
from servanda.web.faults import shown
from servanda.web.forms import signature
from servanda.web.frame import Frame
from servanda.web.pages import records
from servanda.web.permission import PRESIDING, may, required


@shown
def show(request: HttpRequest, ref: str) -> HttpResponse:
    """A review that is run by its steps; one that sources only speak of is told as any record is."""
    frame = Frame.of(request)
    record = register.find(ref, frame.at, "review")
    one = look(record, frame.at)
    told = ReviewTold(one, register.frameworks(), frame.language)
    if request.method == "POST":
        return _done(frame, told)
    if not one.course.is_run:
        return records.review(request, ref)
    return _drawn(frame, told)


def _done(frame: Frame, told: ReviewTold) -> HttpResponse:
    """Do what a button of the page says, and go back to the page; what is wrong is said on it."""
    one, request = told.one, frame.request
    act, step = request.POST.get("act", ""), request.POST.get("step", "")
    try:
        if reviewing.needs_name(frame) and not typed(request, "who"):
            return _drawn(frame, told, {"sentence": _("It is not said who does it."), "remedy": _("Give your name.")})
        declared = one.course.rules.step(step)
        wanted = one.course.rules.locks if act == "lock" else declared.acts if declared else ()
        right = to_act(frame, one, wanted)
        required(right.answer)
        by = reviewing.hand(frame, right)
        words = typed(request, "words")
        if act == "lock":
            lock(one.record, by, words=words)
        elif act in ("approve", "refuse"):
            approve(one.record, step, by, given=act == "approve", words=words)
        else:
            does: dict[str, Doing] = {"open": "open", "close": "close", "leave-out": "leave-out"}
            move(one.record, step, does.get(act, "open"), by, words=words)
    except ServandaError as fault:
        return _drawn(frame, told, fault_told(fault))
    response = HttpResponseRedirect(f"{reverse('review', args=[one.record])}#next", status=303)
    if typed(request, "who"):
        signature.remember(response, typed(request, "who"))
    return response


def fault_told(fault: ServandaError) -> dict[str, str]:
    """A fault as the page says it."""
    if isinstance(fault, Faults):
        first = fault.faults[0]
        return {"sentence": str(said_in(first.sentence, _)), "remedy": str(said_in(first.remedy, _))}
    return {"sentence": str(said_in(fault.sentence, _)), "remedy": str(said_in(fault.remedy, _))}


def _drawn(frame: Frame, told: ReviewTold, error: dict[str, str] | None = None) -> HttpResponse:
    one = told.one
    partnership = brief.title_of(one.view, one.scope, register.frameworks(), frame.language)
    locked = one.course.told.locked
    return frame.render(
        "pages/review.html",
        title=frame.translator.capital(told.title),
        scope=one.scope,
        crumbs=[
            {"label": _("Partnerships"), "href": frame.link("start")},
            {"label": partnership, "href": frame.link("partnership", one.scope)},
        ],
        lede=_lede(told),
        error=error,
        steps=[_step(frame, step) for step in told.steps()],
        moves=[_move(frame, told, each) for each in told.moves()] if is_now(frame) else [],
        approvals=_approvals(frame, told),
        locked=told.date(locked),
        ways=_ways(frame, told),
        meetings=_meetings(frame, told),
        plan_meeting=reverse("review-meeting", args=[one.record]) if _may_plan(frame, told) else "",
        progress=_progress(frame, told),
        chart=_chart(told),
        differing=[_differing(frame, each) for each in told.differing()],
        reasons=told.return_reasons(),
        plans=[
            {"title": told.object_title(plan), "href": _to_plan(frame, told, plan)}
            for plan in dict.fromkeys(one.view.aliases[plan] for plan in one.payload.plans)
        ],
        who=signature.remembered(frame.request) if reviewing.needs_name(frame) else None,
        view_hash=one.view.sha256(),
    )


def _meetings(frame: Frame, told: ReviewTold) -> list[dict[str, str]]:
    """The meetings that name the review or a plan of it, in the order of their days."""
    view, found = told.one.view, {}
    for fact in view.of_kind("meeting"):
        if fact.payload.planned_for is None or fact.about not in found:
            found[fact.about] = fact
    rows = []
    for record, fact in found.items():
        when, subject = fact.payload.planned_for or fact.as_of, fact.payload.subject
        label = told.words(subject) if subject is not None else told.object_title(record)
        day = told.date(when)
        state = _("held %(day)s") if fact.payload.planned_for is None else _("planned for %(day)s")
        rows.append((when.earliest, label, {"label": frame.translator.capital(label), "state": state % {"day": day},
                                            "href": frame.link("meeting-agenda", record)}))  # fmt: skip
    return [row for _day, _label, row in sorted(rows, key=lambda one: one[:2])]


def _may_plan(frame: Frame, told: ReviewTold) -> bool:
    return is_now(frame) and to_act(frame, told.one, PRESIDING).allowed


def _to_plan(frame: Frame, told: ReviewTold, plan: str) -> str:
    what = told.one.view.record(plan)
    return frame.address(what.kind if what else "plan", plan)


def _lede(told: ReviewTold) -> str:
    locked = told.one.course.told.locked
    if locked is not None:
        return _("Its period was locked on %(day)s; what came later says so.") % {"day": told.date(locked)}
    open_ = [step.label for step in told.steps() if step.state == "open"]
    if not open_:
        return _("No step is open.")
    return _("Open now: %(steps)s.") % {"steps": ", ".join(open_)}


def _step(frame: Frame, step: StepTold) -> dict[str, Any]:
    when = {
        "open": _("since %(day)s") % {"day": step.began},
        "closed": _("%(first)s to %(last)s") % {"first": step.began or "?", "last": step.ended},
        "left-out": step.ended,
        "ahead": "",
    }
    return {
        "label": frame.translator.capital(step.label),
        "meaning": step.meaning,
        "state": step.state,
        "word": state_word(step.state),
        "when": when[step.state],
        "due": step.due if step.state == "open" else "",
        "overdue": step.is_overdue,
        "acts": role_words(step.acts),
        "collects": ", ".join(step.collects),
        "decided_by": step.decided_by,
        "words": step.words,
        "facts": [frame.link("fact", fact.entry.id) for fact in step.facts],
    }


def _move(frame: Frame, told: ReviewTold, one: MoveTold) -> dict[str, Any]:
    right = to_act(frame, told.one, one.acts)
    labels = {
        "open": _("Open: %(step)s"),
        "close": _("Close: %(step)s"),
        "leave-out": _("Leave out: %(step)s"),
        "lock": _("Lock the period"),
    }
    return {
        "act": one.does,
        "step": one.step,
        "label": labels[one.does] % {"step": one.label},
        "acts": role_words(one.acts) or _("nobody by a role"),
        "blocks": one.blocks,
        "ways": _to_pass(frame, told, one.guards),
        "may": right.allowed,
        "why": [] if right.allowed else right.rules,
    }


def _to_pass(frame: Frame, told: ReviewTold, guards: tuple[str, ...]) -> list[dict[str, str]]:
    """The forms that lead past a guard, for whoever may record what it waits for; what is known is filled in."""
    one, plans = told.one, tuple(told.one.payload.plans)
    held = {"c.frameworks": one.payload.framework, **{f"c.plans.{n}": plan for n, plan in enumerate(plans)}}
    wanted: dict[str, tuple[str, str, dict[str, str]]] = {
        "text-adopted": ("text-version", _("Put a text to decision"), {"c.of": plans[0]} if plans else {}),
        "meeting-held": ("meeting", _("Record the meeting"), held),
    }
    place = place_of_review(one)
    return [
        {"label": label, "href": f"{reverse('record')}?{urlencode({'scope': one.scope, 'kind': kind, **known})}"}
        for kind, label, known in (wanted[guard] for guard in guards if guard in wanted)
        if may(frame.request, roles.RECORD, place, kind).allowed
    ]


def _approvals(frame: Frame, told: ReviewTold) -> list[dict[str, Any]]:
    """What is approved in each open step that approves, and by whom; whose own work it is, shows."""
    one, found = told.one, []
    for stand in one.course.stands:
        if not stand.step.approves or stand.state == "ahead":
            continue
        given = [each for each in one.course.told.approvals if each.step == stand.step.slug]
        right = to_act(frame, one, stand.step.acts)
        by = reviewing.hand(frame, right).names
        own = one.course.own_work(stand.step, by) if right.allowed and not reviewing.needs_name(frame) else ()
        found.append(
            {
                "step": stand.step.slug,
                "title": told.step_label(stand.step.slug),
                "of": ", ".join(told.track(track) for track in stand.step.approves),
                "given": [
                    {
                        "word": pgettext("work", "approved") if each.is_given else pgettext("work", "not approved"),
                        "day": told.date(each.when),
                        "href": frame.link("fact", one.fact(each.key).entry.id),
                        "own": bool(one.course.own_work(stand.step, each.by)),
                    }
                    for each in given
                ],
                "may": right.allowed and stand.state == "open" and is_now(frame),
                "own": bool(own) and not stand.step.own_work,
                "why": [] if right.allowed else right.rules,
            }
        )
    return found


def _ways(frame: Frame, told: ReviewTold) -> list[dict[str, str]]:
    """The way to the answers of each voice that a step which has begun asks."""
    begun = [stand.step for stand in told.one.course.stands if stand.state in ("open", "closed")]
    tracks = dict.fromkeys(track for step in begun for track in step.collects if told.one.course.asked(step))
    base = frame.link("review-answers", told.one.record)
    return [
        {"label": told.track(track), "href": f"{base}{'&' if '?' in base else '?'}{urlencode({'track': track})}"}
        for track in tracks
    ]


def _progress(frame: Frame, told: ReviewTold) -> list[dict[str, Any]]:
    def row(one: Progress) -> dict[str, Any]:
        return {
            "voice": one.voice,
            "body": one.name,
            "href": frame.address("party", one.body) if one.body else "",
            "asked": one.asked,
            "answered": one.answered,
            "returned": one.returned,
            "unanswered": one.unanswered,
        }

    return [row(one) for one in told.progress()]


def _chart(told: ReviewTold) -> charts.Spread | None:
    rows = [
        charts.Apart(row.title, row.by_size, row.unmeasured, row.alone, row.silent) for row in told.disagreement_map()
    ]
    if not any(row.total - row.silent for row in rows):
        return None
    return charts.Spread("spread", _("How far the voices are apart"), tuple(rows))


def _differing(frame: Frame, one: Differing) -> dict[str, Any]:
    size = one.size
    apart = _("cannot be measured")
    if size is not None:
        apart = ngettext("%(n)s step apart", "%(n)s steps apart", size) % {"n": size}
    return {
        "title": one.title,
        "href": frame.address("objective", one.objective),
        "chapter": one.chapter_title,
        "axis": one.axis,
        "apart": apart,
        "grades": one.grades,
        "reasons": ", ".join(one.reasons),
    }


def now(frame: Frame) -> Any:
    """The standpoint from which one acts: now, as the same reader."""
    return register.resolve(Standpoint(reader=frame.at.reader))
