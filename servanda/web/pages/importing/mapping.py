"""A mapping made for an uploaded file: proposed from its header and first rows, tried on them, kept as YAML."""

import re
from collections.abc import Mapping as Map
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from servanda import register
from servanda.accounts import roles
from servanda.errors import NotFound, ServandaError
from servanda.exchange.formats.model import Document, Row, Table
from servanda.exchange.formats.opening import open_document
from servanda.exchange.imports.mapped import mapped
from servanda.exchange.mappings import guessing, propose
from servanda.exchange.mappings.loader import load_file
from servanda.exchange.mappings.values import fractions_of_one
from servanda.frameworks import Framework
from servanda.kinds import INTRODUCING
from servanda.kinds.name import Name
from servanda.ledger import clock
from servanda.web.faults import shown
from servanda.web.forms import kindwords
from servanda.web.frame import Frame
from servanda.web.importing import asking, told, uploads, work
from servanda.web.importing.rights import owner, reach
from servanda.web.importing.uploads import Upload
from servanda.web.permission import writing

LOOKED_AT = 200  # rows that a guess is made from
TRIED = 8  # rows whose statements are shown
_COLUMN, _WORD = "column-", "word-"
_FIELDS = ("country", "partner", "title", "framework", "axis")
_LONGEST = 200
_UNSAFE = re.compile(r"[^a-z0-9.-]+")

ROLES = {
    "skip": gettext_lazy("left out"),
    "code": gettext_lazy("number or code of the item"),
    "parent": gettext_lazy("what the item stands under"),
    "text": gettext_lazy("text of the item"),
    "holder": gettext_lazy("holder: who is responsible"),
    "participants": gettext_lazy("who takes part"),
    "target": gettext_lazy("date it is due"),
    "grade": pgettext_lazy("role of a column", "grade or state"),
    "percent": gettext_lazy("share done, in per cent"),
    "period": gettext_lazy("period that is reported on"),
    "remark": gettext_lazy("what is said about it"),
}


@dataclass(frozen=True)
class Sample:
    """A table of the file with its first rows, as values and as texts."""

    table: Table
    rows: tuple[Row, ...]
    document: Document

    @property
    def texts(self) -> list[tuple[str, ...]]:
        """The rows as texts; what is absent is empty."""
        return [tuple("" if value is None else str(value) for value in row.values) for row in self.rows]


@shown
@writing(roles.IMPORT)
def show(request: HttpRequest, token: str) -> HttpResponse:
    """Propose, show again as chosen, save as YAML, or go on and preview the file with it."""
    frame = Frame.of(request)
    upload = uploads.find(token, owner(request))
    if not upload.size:
        raise NotFound("no-such-upload", "This file is no longer kept here.", "upload it again")
    sample = _sample(upload)
    typed = request.POST.dict() if request.method == "POST" else {}
    choice, framework = _choice(sample, typed, upload)
    text = propose.as_yaml(propose.mapping(choice, framework))
    act = typed.get("act", "")
    if act == "save":
        return _saved(text, choice)
    fault = _kept(upload, text)
    if act == "use" and fault is None:
        return _used(request, upload)
    if act == "keep" and fault is None and settings.SERVANDA_MAPPINGS:
        fault = _into_folder(text, choice)
    return _drawn(frame, upload, sample, choice, framework, text, fault, kept=act == "keep" and fault is None)


def _sample(upload: Upload) -> Sample:
    """The table with most columns, and its first rows."""
    options = replace(asking.own(upload.read("said")), merged="down")
    document = open_document(upload.path, options=options, name=upload.name)
    table = max(document.tables, key=lambda one: len(one.header))
    return Sample(table, tuple(islice(table.rows, LOOKED_AT)), document)


def _choice(sample: Sample, typed: Map[str, str], upload: Upload) -> tuple[propose.Choice, Framework | None]:
    """What was chosen, or what is proposed while nothing was."""
    header = sample.table.header
    guessed = guessing.guesses(header, sample.texts)
    columns = {
        one.heading: typed.get(f"{_COLUMN}{at}", one.role if not typed else "skip") for at, one in enumerate(guessed)
    }
    columns = _each_once({heading: role if role in ROLES else "skip" for heading, role in columns.items()})
    said = {name: typed.get(name, "").strip()[:_LONGEST] for name in _FIELDS}
    framework = register.frameworks().get(said["framework"])
    words = _words_of(sample, columns)
    dates = propose.date_forms(_cells(sample, columns, "target") + _cells(sample, columns, "period"))
    choice = propose.Choice(
        columns,
        country=said["country"] or _("Country"),
        partner=said["partner"] or _("Partner"),
        title=said["title"] or Path(upload.name).stem,
        framework=framework.slug if framework else "",
        dates=dates,
        fractions=fractions_of_one(_cells(sample, columns, "percent")),
    )
    if framework is None or not framework.axes:
        return choice, framework
    axis = framework.axis(said["axis"])
    nearest = propose.nearest_axis(words, framework)
    assert nearest
    guess = propose.nearest_axis(words, framework.model_copy(update={"axes": (axis,)})) if axis else nearest
    assert guess
    axis, known = guess
    grades = {word: typed.get(f"{_WORD}{axis.slug}-{at}", known.get(word, "")) for at, word in enumerate(words)}
    graded = {word: grade if axis.grade(grade) else "" for word, grade in grades.items()}
    return replace(choice, axis=axis.slug, track=axis.tracks[0], words=graded), framework


def _each_once(columns: Map[str, str]) -> dict[str, str]:
    """A role is given once: the first column that has it keeps it."""
    taken: set[str] = set()
    found = {}
    for heading, role in columns.items():
        found[heading] = "skip" if role in taken else role
        taken |= {role} - {"skip"}
    return found


def _cells(sample: Sample, columns: Map[str, str], role: str) -> list[str]:
    places = [at for at, heading in enumerate(sample.table.header) if columns.get(heading) == role]
    return [row[at] for row in sample.texts for at in places if row[at]]


def _words_of(sample: Sample, columns: Map[str, str]) -> list[str]:
    return list(dict.fromkeys(cell.strip() for cell in _cells(sample, columns, "grade")))[:20]


def _kept(upload: Upload, text: str) -> dict[str, str] | None:
    """Keep the mapping beside the file; gives what is wrong with it, if anything is."""
    upload.mapping.write_text(text, encoding="utf-8")
    try:
        load_file(upload.mapping)
    except ServandaError as fault:
        upload.mapping.unlink()
        return {"sentence": fault.sentence, "remedy": fault.remedy}
    return None


def _saved(text: str, choice: propose.Choice) -> HttpResponse:
    response = HttpResponse(text, content_type="application/yaml; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{_file_name(choice)}"'
    return response


def _into_folder(text: str, choice: propose.Choice) -> dict[str, str] | None:
    """Put the mapping into the user's folder; one that is there already is never written over."""
    path = Path(str(settings.SERVANDA_MAPPINGS)) / _file_name(choice)
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        return {
            "sentence": _("There is a mapping of this name in the folder already."),
            "remedy": _("Give the plan another title, or save it as a file and put it there yourself."),
        }
    except OSError as fault:
        return {
            "sentence": _("The folder of mappings cannot be written: %(why)s") % {"why": fault.strerror},
            "remedy": _("Save it as a file and put it there yourself."),
        }
    return None


def _file_name(choice: propose.Choice) -> str:
    return f"{_UNSAFE.sub('-', choice.short).strip('-.') or 'mapping'}.yaml"


def _used(request: HttpRequest, upload: Upload) -> HttpResponse:
    """Go on to the preview of the file, read with this mapping."""
    said = {**upload.read("said"), "mapping": asking.OWN, "parameters": {}}
    upload.write("said", said)
    allowed = reach(request, said)
    work.start(upload, "preview", lambda: asking.asked(upload, said, dry_run=True, reach=allowed))
    return HttpResponseRedirect(reverse("import-file", args=[upload.token]), status=303)


def _drawn(
    frame: Frame,
    upload: Upload,
    sample: Sample,
    choice: propose.Choice,
    framework: Framework | None,
    text: str,
    fault: dict[str, str] | None,
    *,
    kept: bool,
) -> HttpResponse:
    tried, refused = ([], []) if fault else _tried(upload, sample)
    return frame.render(
        "pages/import_mapping.html",
        title=_("A mapping for %(file)s") % {"file": upload.name},
        room="import",
        crumbs=[
            {"label": _("Import a file"), "href": frame.link("import")},
            {"label": upload.name, "href": reverse("import-file", args=[upload.token])},
        ],
        lede=_("Say what each column holds. What the first rows come to stands below, and follows what you choose."),
        here=reverse("import-mapping", args=[upload.token]),
        error=fault,
        kept=kept,
        columns=_columns(sample, choice),
        about=_about(frame, choice, framework),
        scale=_scale(frame, sample, choice, framework),
        tried=tried,
        refused=refused,
        looked=len(sample.rows),
        yaml=text,
        folder=bool(settings.SERVANDA_MAPPINGS),
    )


def _columns(sample: Sample, choice: propose.Choice) -> list[dict[str, Any]]:
    texts = sample.texts
    found = []
    for at, heading in enumerate(sample.table.header):
        shown = list(dict.fromkeys(row[at].strip() for row in texts if row[at].strip()))[:3]
        role = choice.columns.get(heading, "skip")
        found.append(
            {
                "name": f"{_COLUMN}{at}",
                "heading": heading,
                "samples": [one if len(one) <= 90 else one[:90] + "…" for one in shown],
                "roles": [(slug, label, slug == role) for slug, label in ROLES.items()],
            }
        )
    return found


def _about(frame: Frame, choice: propose.Choice, framework: Framework | None) -> dict[str, Any]:
    known = register.frameworks()
    return {
        "country": choice.country,
        "partner": choice.partner,
        "title": choice.title,
        "frameworks": [
            (
                slug,
                f"{one.short(frame.language)}: {one.title(frame.language)}",
                framework is not None and slug == framework.slug,
            )
            for slug, one in known.items()
            if one.levels
        ],
    }


def _scale(frame: Frame, sample: Sample, choice: propose.Choice, framework: Framework | None) -> dict[str, Any] | None:
    """The words of the grade column, each with the grade it is taken for; ``None`` without such a column or scale."""
    axis = framework.axis(choice.axis) if framework else None
    words = _words_of(sample, choice.columns)
    if framework is None or axis is None or not words:
        return None
    grades = [(grade.slug, grade.label(frame.language)) for grade in axis.grades]
    return {
        "axes": [(one.slug, one.label(frame.language), one.slug == axis.slug) for one in framework.axes],
        "words": [
            {
                "name": f"{_WORD}{axis.slug}-{at}",
                "word": word,
                "grades": [(slug, label, choice.words.get(word) == slug) for slug, label in grades],
            }
            for at, word in enumerate(words)
        ],
    }


def _tried(upload: Upload, sample: Sample) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """What the first rows say when they are read with the mapping, and what of them is refused."""
    rules = load_file(upload.mapping)
    first = Table(sample.table.name, sample.table.header, iter(sample.rows[:TRIED]), sample.table.header_row)
    document = Document(upload.path, sample.document.format, sample.document.sha256, [first], [])
    reading = mapped(document, rules, today=clock.today(), name=upload.name)
    items = list(reading.items)
    names: dict[str, str] = {}
    for item in items:
        if isinstance(item.payload, Name):
            names.setdefault(item.about, item.payload.text)
    rows: dict[int, list[dict[str, str]]] = {}
    for item in items:
        if not isinstance(item.payload, Name):
            own = names.get(item.about, "") if item.payload.kind in INTRODUCING else ""
            line = {"kind": kindwords.title(item.payload.kind), "text": _line(item.payload, own, names)}
            rows.setdefault(item.place.line, []).append(line)
    tried = [{"row": number, "said": said} for number, said in sorted(rows.items()) if number]
    refused = [
        {
            "place": told.place(one.at.sheet, one.at.row, one.at.column),
            **told.said(one.sentence),
            "remedy": told.said(one.remedy),
        }
        for one in reading.refused
    ]
    return tried, refused


def _line(payload: Any, own: str, names: Map[str, str]) -> str:
    """A statement in a line: what it is about if that has a name, then its fields in their order, records by name."""
    parts = [own] if own else []
    for name, value in payload.content().items():
        text = value.get("by", value) if isinstance(value, dict) else value
        if isinstance(text, dict):
            text = next(iter(text.values()), "")
        if isinstance(text, str) and text in names:
            text = names[text]
        if isinstance(text, str) and not re.fullmatch(r"[0-9a-f]{32}", text) and name not in ("axis", "track", "level"):
            parts.append(text)
    return " · ".join(parts)
