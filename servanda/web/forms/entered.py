"""From a filled-in form to the drafts to record, or to what is wrong with it. The register checks the rest."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from pydantic import ValidationError

from servanda.errors import said_in
from servanda.kernel.dates import DateFault, PartialDate
from servanda.kernel.identity import random_id
from servanda.kernel.marking import Marking
from servanda.kinds import INTRODUCING, KINDS, Kind
from servanda.kinds.citation import Citation
from servanda.kinds.expiry import Expiry
from servanda.kinds.fields import LANGUAGE
from servanda.kinds.name import Name
from servanda.kinds.source import Source
from servanda.register import Draft, Fault
from servanda.web.forms import reading
from servanda.web.forms.faults import FieldFault, needed, of_content
from servanda.web.forms.fieldwords import DATE_HELP
from servanda.web.forms.tree import blank, child, text

NEW = "new"
SOURCE_FIELDS = ("publisher", "title", "address", "published", "captured", "language", "agency", "author")
NAMED = frozenset({"party", "partnership", "operation"})  # without a name they would be shown as nothing
DATES = ("as_of", "since", "until")


@dataclass
class Entered:
    """What a form comes to: drafts, for each draft the path of its fields, and the faults found so far."""

    drafts: list[Draft] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    faults: list[FieldFault] = field(default_factory=list)

    def add(self, path: str, draft: Draft) -> None:
        """Add a draft whose faults belong to the fields under ``path``."""
        self.drafts.append(draft)
        self.paths.append(path)

    def told(self, faults: tuple[Fault, ...]) -> list[FieldFault]:
        """What the register finds wrong, by field."""
        return [FieldFault(self._field(fault), fault.sentence, _capital(said_in(fault.remedy, _))) for fault in faults]

    def _field(self, fault: Fault) -> str:
        path = self.paths[fault.index]
        if path == "source" or fault.field in ("about", "said_by", "marking", *DATES):
            return path if path == "source" else fault.field
        return path


def _capital(words: str) -> str:
    return f"{words[:1].upper()}{words[1:].rstrip('.')}."


@dataclass(frozen=True)
class Setting:
    """What a statement is entered into: its kind, its partnership, the language of the form, today, and whether
    the reader may mark what he records."""

    kind: str
    scope: str
    language: str
    today: date
    may_mark: bool = False

    @property
    def model(self) -> type[Kind]:
        """The kind's model."""
        return KINDS[self.kind]

    @property
    def needs_source(self) -> bool:
        """Whether a statement of this kind must be cited: what a record is or is called need not be."""
        return not self.model.structural


def statement(
    tree: dict[str, Any], setting: Setting, *, about: str = "", cited: bool = False, marking: Marking | None = None
) -> tuple[Entered, str]:
    """Read a statement with its source; gives the drafts and the id of the new fact.

    ``about`` is the record of a statement that is being corrected; ``cited`` says that it keeps citations;
    ``marking`` is what it has unless the reader may mark it anew.
    """
    entered = Entered()
    fact = random_id()
    record = about or _record(tree, setting, entered)
    payload = content(setting.model, child(tree, "c"), "c", setting.language, entered.faults)
    read = {name: moment if setting.model.timed and name == "as_of" else when for name in DATES}
    dates = {name: read[name](text(tree, name), name, entered.faults) for name in DATES}
    scope = record if setting.kind == "partnership" else setting.scope
    if setting.may_mark:
        marking = _marking(tree, entered.faults)
    if payload is not None:
        voice = text(tree, "said_by") or None
        as_of, since, until = (dates[name] for name in ("as_of", "since", "until"))
        draft = Draft(payload, record, as_of, scope, voice, since, until, marking, fact)
        entered.add("c", draft)
    if not about and text(tree, "about") == NEW:
        _names(tree, setting, record, scope, entered)
    _source(tree, setting, fact, scope, entered, cited=cited)
    return entered, fact


def content(model: type[Kind], node: Any, path: str, language: str, faults: list[FieldFault]) -> Kind | None:
    """Read a content of a kind; its faults are added, and then there is none."""
    try:
        return model.model_validate(reading.content(model, node), context={"language": language})
    except ValidationError as error:
        faults.extend(of_content(error, path))
        return None


def when(said: str, path: str, faults: list[FieldFault]) -> PartialDate | None:
    """Read a date as said, or nothing."""
    if not said:
        return None
    try:
        return PartialDate.parse(said)
    except DateFault as fault:
        faults.append(FieldFault(path, fault.sentence, str(DATE_HELP)))
        return None


def moment(said: str, path: str, faults: list[FieldFault]) -> PartialDate | None:
    """Read a moment: with its offset, or as the clocks of a zone show it."""
    if " " not in said:
        return when(said, path, faults)
    try:
        return Expiry.model_validate(said, context={}).at
    except ValidationError as error:
        faults.extend(replace(one, path=path) for one in of_content(error, path))
        return None


def _record(tree: dict[str, Any], setting: Setting, entered: Entered) -> str:
    chosen = text(tree, "about") or (NEW if not blank(child(tree, "name")) else "")
    if chosen == NEW and setting.kind in INTRODUCING:
        return random_id()
    if not chosen or chosen == NEW:
        entered.faults.append(needed("about", _("Choose the record that the fact is about.")))
    return chosen


def _names(tree: dict[str, Any], setting: Setting, record: str, scope: str, entered: Entered) -> None:
    names = reading.said(child(tree, "name")) or {}
    names.pop("authentic", None)
    if not names and setting.kind in NAMED:
        entered.faults.append(needed("name", _("Give the new record a name.")))
    for language, words in names.items():
        if not LANGUAGE.match(language):
            sentence = _("“%(tag)s” is not a language tag.") % {"tag": language}
            entered.faults.append(FieldFault("name", sentence, _("Write a tag such as en, az or ru.")))
        elif len(words) > 500:
            entered.faults.append(FieldFault("name", _("This is too long."), _("Shorten it.")))
        else:
            entered.add("name", Draft(Name(text=words, language=language), record, scope=scope))


def _source(tree: dict[str, Any], setting: Setting, fact: str, scope: str, entered: Entered, *, cited: bool) -> None:
    new = tree.get("s")
    typed_new = any(not blank(child(new, name)) for name in ("publisher", "title", "address"))
    chosen = text(tree, "source") or (NEW if typed_new else "")
    if not chosen:
        if text(tree, "at") or not blank(child(tree, "quote")) or (setting.needs_source and not cited):
            entered.faults.append(needed("source", _("Choose the source that says so, or enter a new one.")))
        return
    if chosen == NEW:
        payload = content(Source, child(tree, "s"), "s", setting.language, entered.faults)
        chosen = random_id()
        if payload is not None:
            entered.add("s", Draft(payload, chosen, scope=scope))
    place = {"source": chosen, "at": text(tree, "at") or None, "quote": reading.said(child(tree, "quote"))}
    try:
        citation = Citation.model_validate(place, context={"language": setting.language})
    except ValidationError as error:
        entered.faults.extend(of_content(error, ""))
    else:
        entered.add("source", Draft(citation, fact))


def _marking(tree: dict[str, Any], faults: list[FieldFault]) -> Marking | None:
    said = text(tree, "marking")
    if not said:
        return None
    try:
        return Marking.parse(said)
    except ValueError as fault:
        faults.append(
            FieldFault("marking", f"{said_in(fault.args[0], _)}.", _("Write public, or a level with its groups."))
        )
        return None
