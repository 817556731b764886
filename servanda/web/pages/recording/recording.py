"""Recording a fact, correcting one, withdrawing one: forms that are read, checked, recorded and redirected from."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from servanda import register
from servanda.accounts import roles
from servanda.accounts.policy import Place
from servanda.errors import ServandaError
from servanda.kernel.standpoint import Resolved, Standpoint
from servanda.kernel.view import Fact, View
from servanda.kinds import KINDS
from servanda.register.reading.places import KINDS as KINDS_OF_PLACES
from servanda.register.writing.belonging import REACHING
from servanda.web.doing import lineform
from servanda.web.doing.lineform import Checked, LineForm
from servanda.web.faults import shown
from servanda.web.forms import correcting, kindwords, signature, tree
from servanda.web.forms.entered import NEW, Entered, Setting, statement
from servanda.web.forms.faults import Faulty, FieldFault, needed
from servanda.web.forms.layout import Layout, untouched
from servanda.web.forms.options import Options, record_name
from servanda.web.forms.told import Statements
from servanda.web.forms.tree import child
from servanda.web.frame import Frame
from servanda.web.pages.recording.seen import seen_fact
from servanda.web.permission import (
    Admitted,
    admitted,
    may,
    may_somewhere,
    required,
    to_correct,
    to_record,
    writing,
)
from servanda.web.seats import by_clerk, in_own_name
from servanda.web.visitor import visitor


@shown
@writing(roles.RECORD)
def record(request: HttpRequest) -> HttpResponse:
    """Choose a partnership and a kind; then fill in the fields of that kind."""
    frame = Frame.of(request)
    kind, scope = request.GET.get("kind", ""), request.GET.get("scope", "")
    if kind not in kindwords.RECORDABLE or not scope:
        return _choose(frame, kind, scope)
    now = _now(frame)
    scope = register.find(scope, now, "partnership")
    if not may_somewhere(request, roles.RECORD, kind):
        required(may(request, roles.RECORD, Place.of(scope), kind))
    view = register.partnership_view(scope, now)
    setting = _setting(frame, kind, scope)
    if request.method != "POST":
        about = request.GET.get("about", "")
        given = child(tree.nest(request.GET.dict().items()), "c")
        given = given if isinstance(given, dict) else {}
        typed = untouched(setting, given, about=about, who=signature.remembered(request))
        return _form(frame, view, setting, typed)
    typed = tree.nest(request.POST.dict().items())
    line = _line_form(frame, setting, typed, view)
    if "more" in request.POST or (line is not None and line.narrows):
        return _form(frame, view, setting, typed, more=request.POST.get("more", ""))
    entered, fact = statement(typed, setting)
    if line is not None and _is_checked_first(request, line, entered):
        return _form(frame, view, setting, typed, checked=line.checked)
    entered.drafts = [in_own_name(request, draft, now) for draft in entered.drafts]
    named = tree.text(typed, "about")
    named = named if named not in ("", NEW) else ""
    faults = _recorded(request, entered, typed, lambda: to_record(request, entered.drafts, scope, now, named))
    if faults:
        return _form(frame, view, setting, typed, faults)
    return _gone_to(typed, _after(setting, entered, fact))


def _now(frame: Frame) -> Resolved:
    """Where one records from: now, whatever day the page is seen from, so that all that is known can be chosen."""
    return register.resolve(Standpoint(reader=frame.at.reader))


def _after(setting: Setting, entered: Entered, fact: str) -> str:
    """Where to go after recording: to the statement, or on to the first fact about a record that is not seen yet."""
    about = entered.drafts[entered.paths.index("c")].about
    if setting.kind in (lineform.KIND, "line-cleared"):
        return f"{reverse('press', args=[setting.scope])}#line-{about}"
    if setting.model.timed:
        return reverse("procedure", args=[about])
    if not setting.model.structural:
        return reverse("fact", args=[fact])
    if setting.kind == "text-version":
        return f"{reverse('record')}?{urlencode({'scope': setting.scope, 'kind': 'procedure', 'c.decides': about})}"
    return f"{reverse('record')}?{urlencode({'scope': setting.scope, 'about': about, 'of': setting.kind})}"


def _choose(frame: Frame, kind: str, scope: str) -> HttpResponse:
    view = register.whole_view(_now(frame))
    about, of = frame.request.GET.get("about", ""), frame.request.GET.get("of", "")
    scopes = [(fact.about, record_name(view, fact.about, frame.language)) for fact in view.of_kind("partnership")]
    offered = [
        {"title": title, "kinds": [_offered(one, kind) for one in kinds if _may_be_about(one, of)]}
        for title, kinds in kindwords.GROUPS
    ]
    done = ""
    if of in kindwords.RECORDABLE:
        named = {"kind": frame.translator.small(kindwords.title(of))}
        done = _("Recorded: %(kind)s. It is shown once a fact speaks of it; choose what to record about it.") % named
    error = None
    if "scope" in frame.request.GET and not kind and not about:
        error = {"sentence": _("No kind of fact was chosen."), "remedy": _("Choose one below.")}
    return frame.render(
        "pages/recording_choose.html",
        title=_("Record a fact"),
        room="record",
        lede=_("Who said what, about what, as of when, and where it can be read."),
        scopes=[{"id": one, "name": name, "chosen": one == scope} for one, name in sorted(scopes, key=lambda s: s[1])],
        groups=[group for group in offered if group["kinds"]],
        about=about,
        of=of,
        done=done,
        error=error,
    )


def _may_be_about(kind: str, of: str) -> bool:
    allowed = KINDS[kind].about
    return not of or ((not allowed or of in allowed) and kind != of)


def _offered(kind: str, chosen: str) -> dict[str, Any]:
    words = kindwords.KINDS[kind]
    return {"value": kind, "title": words.title, "summary": words.summary, "chosen": kind == chosen}


def _setting(frame: Frame, kind: str, scope: str) -> Setting:
    may_mark = frame.at.reader.clearance is not None
    return Setting(kind, scope, frame.language, frame.at.today, may_mark, visitor(frame.request).who is not None)


def _line_form(frame: Frame, setting: Setting, typed: dict[str, Any], view: View) -> LineForm | None:
    """The form of a line for outside, if that is what is recorded."""
    return LineForm(frame, _now(frame), setting, typed, view) if setting.kind == lineform.KIND else None


def _is_checked_first(request: HttpRequest, line: LineForm, entered: Entered) -> bool:
    """Whether the figures of a line are told of before it is drafted: asked for, or warned of for the first time."""
    if request.POST.get("act") == "check":
        return True
    entered.faults[:0] = line.faults()
    return not entered.faults and line.is_to_be_shown


def _ready(frame: Frame, setting: Setting, typed: dict[str, Any], view: View) -> tuple[Options, dict[str, Any]]:
    """What the form offers to choose from, and what stands in it: of a line, facts, and words proposed from them."""
    options = Options.of(view, register.frameworks(), frame.language)
    line = _line_form(frame, setting, typed, view)
    if line is None:
        return options, typed
    return replace(options, picks=line.picks()), line.with_words()


def _form(
    frame: Frame,
    view: View,
    setting: Setting,
    typed: dict[str, Any],
    faults: Sequence[FieldFault] = (),
    more: str = "",
    checked: Checked | None = None,
) -> HttpResponse:
    options, typed = _ready(frame, setting, typed, view)
    partnership = record_name(view, setting.scope, frame.language)
    chosen = {"scope": setting.scope, "kind": setting.kind}
    return frame.render(
        "pages/recording.html",
        title=pgettext("verb", "Record a fact"),
        scope=setting.scope,
        room="record",
        crumbs=[{"label": partnership, "href": frame.link("partnership", setting.scope)}],
        summary=kindwords.KINDS[setting.kind].summary,
        form=Layout(setting, typed, options, Faulty(faults), more).drawn(),
        checked=checked,
        is_checkable=setting.kind == lineform.KIND,
        action=f"{reverse('record')}?{urlencode(chosen)}",
        other=f"{reverse('record')}?{urlencode({'scope': setting.scope})}",
    )


def _recorded(
    request: HttpRequest, entered: Entered, typed: dict[str, Any], allowed: Callable[[], Admitted]
) -> list[FieldFault]:
    """Record what was entered, unless something is wrong with it: then nothing is. Raises ``Refused``."""
    signed = visitor(request).who
    who = tree.text(typed, "who")[: signature.LONGEST]
    if signed is None and not who:
        entered.faults.append(needed("who"))
    if not entered.faults:
        answer = required(allowed())
        actor = signed.actor if signed is not None else signature.actor(who)
        try:
            register.record(entered.drafts, actor=actor, on_behalf_of=answer.post, unseen=answer.unseen)
        except (register.Faults, register.Refusals) as fault:
            return entered.told(fault.faults)
        except ServandaError as fault:
            return [FieldFault("", fault.sentence, fault.remedy)]
    return entered.faults


def _gone_to(typed: dict[str, Any], address: str) -> HttpResponse:
    response = HttpResponseRedirect(address, status=303)
    if "who" in typed:
        signature.remember(response, tree.text(typed, "who")[: signature.LONGEST])
    return response


@shown
@writing(roles.CORRECT_OWN)
def correct(request: HttpRequest, ref: str) -> HttpResponse:
    """Put another statement in the place of one, or withdraw it; both with a reason, and nothing is erased."""
    frame = Frame.of(request)
    seen = seen_fact(ref, _now(frame))
    if request.method != "POST":
        return _correction(frame, seen.view, seen.fact, correcting.untouched(seen.fact, signature.remembered(request)))
    typed = tree.nest(request.POST.dict().items())
    setting = _setting(frame, seen.fact.kind, seen.fact.entry.scope)
    line = _line_form(frame, setting, typed, register.partnership_view(setting.scope, _now(frame)))
    if "more" in request.POST or (line is not None and line.narrows):
        return _correction(frame, seen.view, seen.fact, typed, more=request.POST.get("more", ""))
    allowed = admitted(required(to_correct(request, seen.fact.entries, _now(frame))))
    if request.POST.get("act") == "withdraw":
        entered, target = correcting.withdrawal(typed, seen.fact, frame.language), ref
    else:
        entered, target = correcting.correction(typed, seen.fact, setting)
        if line is not None and _is_checked_first(request, line, entered):
            return _correction(frame, seen.view, seen.fact, typed, checked=line.checked)
        entered.drafts = [by_clerk(request, draft, _now(frame)) for draft in entered.drafts]
        allowed = _placed_anew(request, entered, seen.fact, allowed, _now(frame))
    faults = _recorded(request, entered, typed, lambda: allowed)
    if faults:
        return _correction(frame, seen.view, seen.fact, typed, faults)
    return _gone_to(typed, reverse("fact", args=[target]))


def _placed_anew(request: HttpRequest, entered: Entered, fact: Fact, allowed: Admitted, now: Resolved) -> Admitted:
    """What is moved elsewhere by a correction, or said in another's name, needs the right to record that, too."""
    if entered.faults or fact.kind not in {*KINDS_OF_PLACES, *roles.RESERVED, *REACHING}:
        return allowed
    there = to_record(request, entered.drafts, fact.entry.scope, now)
    return replace(allowed, unseen=there.unseen) if there.allowed else there


def _correction(
    frame: Frame,
    view: View,
    fact: Fact,
    typed: dict[str, Any],
    faults: Sequence[FieldFault] = (),
    more: str = "",
    checked: Checked | None = None,
) -> HttpResponse:
    entry = fact.entry
    setting = _setting(frame, fact.kind, entry.scope)
    options, typed = _ready(frame, setting, typed, register.partnership_view(entry.scope, _now(frame)))
    told = Statements(view, frame.translator, frame.address)
    withdrawing = frame.request.POST.get("act") == "withdraw"
    taken_back = typed if withdrawing else {"who": typed.get("who", "")}
    own, other = (Faulty(), Faulty(faults)) if withdrawing else (Faulty(faults), Faulty())
    return frame.render(
        "pages/correct.html",
        title=_("Correct a statement"),
        scope=entry.scope,
        room="record",
        crumbs=[{"label": kindwords.title(fact.kind), "href": frame.link("fact", entry.id)}],
        told=told.statement(entry),
        form=Layout(setting, typed, options, own, more).drawn(corrected=True),
        kept=correcting.kept(fact, typed, told),
        checked=checked,
        is_checkable=setting.kind == lineform.KIND,
        withdrawal=correcting.withdrawal_form(Layout(setting, taken_back, options, other)),
        action=reverse("correct", args=[entry.id]),
    )
