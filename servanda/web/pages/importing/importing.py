"""Importing a file on the pages: upload, preview, record. The import path is the one of ``servanda import``."""

from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from servanda import register
from servanda.accounts import roles
from servanda.errors import NotFound, said_in
from servanda.exchange.formats.limits import configured_limits
from servanda.exchange.imports.mapped import usual
from servanda.exchange.imports.path import mappings
from servanda.kernel.standpoint import Standpoint
from servanda.web.faults import shown
from servanda.web.forms import signature
from servanda.web.forms.faults import needed
from servanda.web.forms.options import record_name
from servanda.web.frame import Frame
from servanda.web.importing import asking, told, uploads, work
from servanda.web.importing.rights import owner, reach
from servanda.web.importing.uploads import Upload
from servanda.web.permission import writing
from servanda.web.visitor import visitor

MEGABYTE = 1024 * 1024
NO_MAPPING = "which-mapping"
REFRESH = 2  # seconds until the page of work under way asks again


@shown
@writing(roles.IMPORT)
def start(request: HttpRequest) -> HttpResponse:
    """Choose a file; what is said of it can still be changed beside its preview."""
    frame = Frame.of(request)
    if request.method != "POST":
        return _chosen(frame)
    given = request.FILES.get("file")
    if given is None or not given.size:
        sentence = _("No file was chosen.") if given is None else _("The file is empty.")
        return _chosen(frame, {"sentence": sentence, "remedy": _("Choose one and send it again.")})
    upload = uploads.keep(given, owner(request))
    said = asking.entered(request.POST.dict(), upload)
    upload.write("said", said)
    allowed = reach(request, said)
    work.start(upload, "preview", lambda: asking.asked(upload, said, dry_run=True, reach=allowed))
    return _to(upload)


def _chosen(frame: Frame, error: dict[str, str] | None = None) -> HttpResponse:
    return frame.render(
        "pages/import.html",
        title=_("Import a file"),
        room="import",
        lede=_("A plan, reports, counts or strengths as they are: you see what would be recorded before anything is."),
        error=error,
        form=_form(frame, {}),
        known=[
            {"title": one.title(frame.language), "text": one.text(frame.language), "slug": slug}
            for slug, one in mappings().items()
        ],
        most=configured_limits().file_bytes // MEGABYTE,
    )


@shown
@writing(roles.IMPORT)
def file(request: HttpRequest, token: str) -> HttpResponse:
    """An upload: how far its reading is, what it would record, what it recorded; recording it; reading it again."""
    frame = Frame.of(request)
    upload = uploads.find(token, owner(request))
    under_way = work.progress(upload)
    if request.method == "POST":
        if under_way is None or under_way.is_lost:
            if request.POST.get("act") == "record" and not _by(request):
                return _previewed(frame, upload, error=needed("who").sentence)
            _act(upload, request)
        response = _to(upload)
        if name := _name(request):
            signature.remember(response, name)
        return response
    if under_way is not None:
        return _working(frame, upload, under_way)
    return _previewed(frame, upload)


def _act(upload: Upload, request: HttpRequest) -> None:
    """Read it again as the form now says, or record what the preview showed."""
    if not upload.size:
        return
    if request.POST.get("act") == "record":
        own = {"withdraw": request.POST.get("withdraw") == "yes", "by": _by(request)}
        said = {**upload.read("said"), **own}
        upload.write("said", said)
        allowed = reach(request, said)
        work.start(upload, "record", lambda: asking.asked(upload, said, dry_run=False, reach=allowed))
        return
    said = asking.entered(request.POST.dict(), upload)
    upload.write("said", said)
    allowed = reach(request, said)
    work.start(upload, "preview", lambda: asking.asked(upload, said, dry_run=True, reach=allowed))


@shown
@writing(roles.IMPORT)
def as_file(request: HttpRequest, token: str) -> HttpResponse:
    """The whole preview, of which the page shows the beginnings, as JSON."""
    found = uploads.find(token, owner(request)).read("result")
    if not found:
        raise NotFound("no-such-preview", "It is not read yet.", "wait until it is")
    return JsonResponse(found, json_dumps_params={"ensure_ascii": False, "indent": 2})


def _name(request: HttpRequest) -> str:
    """The name of the person who has it recorded."""
    return request.POST.get("who", "").strip()[: signature.LONGEST]


def _by(request: HttpRequest) -> str:
    """Who has it recorded, as the ledger keeps it; empty where nobody is signed in and no name was given."""
    signed = visitor(request).who
    if signed is not None:
        return signed.actor
    name = _name(request)
    return signature.actor(name) if name else ""


def _to(upload: Upload) -> HttpResponse:
    return HttpResponseRedirect(reverse("import-file", args=[upload.token]), status=303)


def _working(frame: Frame, upload: Upload, under_way: work.Progress) -> HttpResponse:
    recording = under_way.doing == "record"
    went = ngettext("%(n)s statement gone through", "%(n)s statements gone through", under_way.done)
    seconds = ngettext("%(n)s second", "%(n)s seconds", round(under_way.seconds))
    return frame.render(
        "pages/import_work.html",
        title=upload.name,
        room="import",
        crumbs=_crumbs(frame),
        lede=_("It is being recorded.") if recording else _("It is being read; nothing is recorded yet."),
        lost=under_way.is_lost,
        told=f"{went % {'n': under_way.done}}, {seconds % {'n': round(under_way.seconds)}}.",
        note=_(
            "This page looks again by itself. You may close it: the work goes on, and its address shows how it ended."
        ),
        refresh=0 if under_way.is_lost else REFRESH,
        here=reverse("import-file", args=[upload.token]),
    )


def _previewed(frame: Frame, upload: Upload, error: str = "") -> HttpResponse:
    data, fault, said = upload.read("result"), upload.read("fault"), upload.read("said")
    recorded = bool(data.get("recorded"))
    return frame.render(
        "pages/import_file.html",
        title=upload.name,
        room="import",
        crumbs=_crumbs(frame),
        lede=_lede(data, recorded=recorded),
        recorded=recorded,
        error=_fault(frame, fault) if fault else None,
        no_mapping=fault.get("code") == NO_MAPPING,
        rows=told.rows_told(data) if data else "",
        notes=[told.said(note) for note in data.get("notes", ())],
        mapping=_mapping_told(frame, upload, data.get("mapping", "")),
        counts=told.counts(data) if data else (),
        cited=data.get("citations", 0),
        lists=told.lists(data) if data else (),
        read_as=_read_as(frame, upload, data),
        missing=_may_withdraw(data),
        anything=bool(data) and told.anything(data, withdraw=_may_withdraw(data)),
        form=_form(frame, said, upload, data.get("mapping", "")) if upload.size else None,
        who=None if visitor(frame.request).who else {"value": signature.remembered(frame.request), "error": error},
        here=reverse("import-file", args=[upload.token]),
        propose=reverse("import-mapping", args=[upload.token]) if upload.size else "",
        json=reverse("import-preview", args=[upload.token]) if data else "",
        again=frame.link("import"),
    )


def _lede(data: dict[str, Any], *, recorded: bool) -> str:
    if not data:
        return _("It could not be read as it stands. Nothing is recorded.")
    if recorded:
        return _("It is recorded, and each statement is cited to its row of the file.")
    if not told.anything(data, withdraw=False):
        return _("Everything in it is in the register already.")
    return _("This is what would be recorded. Nothing is yet.")


def _mapping_told(frame: Frame, upload: Upload, slug: str) -> str:
    if upload.read("said").get("mapping") == asking.OWN:
        return _("the mapping made for it here")
    rules = mappings().get(slug)
    return rules.title(frame.language) if rules else slug


def _may_withdraw(data: dict[str, Any]) -> bool:
    """Whether something is missing, and nothing was refused of which it cannot be told what it is about."""
    return bool(data.get("missing")) and not data.get("untold")


def _read_as(frame: Frame, upload: Upload, data: dict[str, Any]) -> list[dict[str, Any]]:
    """As what the file was read: each parameter of its mapping, and whether nobody said it."""
    rules = asking.rules_of(upload, upload.read("said"), data.get("mapping", ""))
    return [
        {
            "label": frame.translator.capital(rules.parameters[name].text(frame.language)),
            "value": value,
            "usual": name in data.get("by_default", ()),
        }
        for name, value in data.get("parameters", {}).items()
        if rules and name in rules.parameters
    ]


def _fault(frame: Frame, fault: dict[str, Any]) -> dict[str, str]:
    if fault["code"] == "broken":
        return {
            "sentence": _("The program failed while working on this file. Nothing of it was recorded."),
            "remedy": _("Try again; if it fails again, tell the keeper of this register what you did."),
        }
    if fault["code"] == NO_MAPPING:
        return {
            "sentence": _("None of the mappings that are known here fits its columns, or several do."),
            "remedy": _("Choose one below, or make one: it is proposed from the columns themselves."),
        }
    return {
        "sentence": said_in(fault["sentence"], frame.translator.gettext),
        "where": ": ".join(part for part in (fault["place"], told.place(*fault["cell"])) if part),
        "remedy": frame.translator.capital(said_in(fault["remedy"], frame.translator.gettext)),
    }


def _form(frame: Frame, said: dict[str, Any], upload: Upload | None = None, fitted: str = "") -> dict[str, Any]:
    """What a person may say of a file: its mapping with its parameters, where it belongs, how it is read.

    ``fitted`` is the mapping that it was found to fit.
    """
    rules = asking.rules_of(upload, said, fitted) if upload else None
    usually = usual(rules, Path(upload.name).stem) if upload and rules else {}
    chosen = said.get("mapping", "")
    options = [(slug, one.title(frame.language), slug == chosen) for slug, one in mappings().items()]
    if upload is not None and upload.mapping.exists():
        options.insert(0, (asking.OWN, _("the mapping made for it here"), chosen == asking.OWN))
    given = said.get("parameters", {})
    return {
        "mappings": options,
        "partnerships": [(one, name, one == said.get("into")) for one, name in _partnerships(frame)],
        "published": said.get("published", ""),
        "sheet": said.get("sheet", ""),
        "encoding": said.get("encoding", ""),
        "fitted": fitted,
        "parameters": [
            {
                "name": f"{asking.SET}{name}",
                "label": frame.translator.capital(one.text(frame.language)),
                "value": given.get(name, ""),
                "default": usually.get(name) or "",
            }
            for name, one in (rules.parameters.items() if rules else ())
        ],
    }


def _partnerships(frame: Frame) -> list[tuple[str, str]]:
    view = register.whole_view(register.resolve(Standpoint(reader=frame.at.reader)))
    found = [(fact.about, record_name(view, fact.about, frame.language)) for fact in view.of_kind("partnership")]
    return sorted(found, key=lambda one: one[1])


def _crumbs(frame: Frame) -> list[dict[str, str]]:
    return [{"label": _("Import a file"), "href": frame.link("import")}]
