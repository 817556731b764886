"""The form of one statement as the templates draw it: record, content, dates, voice, source."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from servanda.kernel.entries import Temporal
from servanda.kinds import INTRODUCING
from servanda.kinds.source import Source
from servanda.web.forms import kindwords
from servanda.web.forms.drawing import Drawing, fresh
from servanda.web.forms.entered import NAMED, NEW, SOURCE_FIELDS, Setting
from servanda.web.forms.faults import Faulty
from servanda.web.forms.options import Options
from servanda.web.forms.tree import child, text


@dataclass
class Layout:
    """Lays a statement's form out; ``tree`` is what was typed, or what a fresh form holds."""

    setting: Setting
    tree: dict[str, Any]
    options: Options
    faults: Faulty
    more: str = ""

    def __post_init__(self) -> None:
        self._drawing = Drawing(self.setting.kind, self.options, self.setting.language, self.faults, self.more)

    def drawn(self, *, corrected: bool = False) -> dict[str, Any]:
        """All fields, by the part of the form they stand in. A correction keeps its record."""
        model = self.setting.model
        parts = {
            "kind": kindwords.title(self.setting.kind),
            "about": None if corrected else self._about(),
            "name": None if corrected or self.setting.kind not in INTRODUCING else self._name(),
            # what it rests on is chosen first, and words are proposed from it
            "content": sorted(
                self._drawing.fields(model, child(self.tree, "c"), "c"), key=lambda one: one["form"] != "facts"
            ),
            "dates": [self._date(name) for name in ("as_of", "since", "until")],
            "said_by": self._voice(),
            "marking": self._marking() if self.setting.may_mark else None,
            "source": self._source(corrected=corrected),
            "new_source": self._new_source(),
            "at": self._plain("line", "at", _("Place in the source"), help=_("A paragraph, a page, a minute.")),
            "quote": self._plain("said", "quote", _("Quotation"), help=_("The exact words, where they matter.")),
            "reason": self._plain("said", "reason", _("Reason for the correction"), needed=True) if corrected else None,
            "who": None if self.setting.is_signed else self._who(),
            "languages": ("en", "az", "ru", "fr", "de", "tr", "ro", "uk", "ka", "hy", "sr"),
        }
        return {**parts, "left": self.faults.rest(), "faulty": bool(self.faults.all)}

    def _plain(self, form: str, name: str, label: str, **more: Any) -> dict[str, Any]:
        help_on = more.pop("help", "")
        drawn = self._drawing.plain(form, name, child(self.tree, name), label, **more)
        return drawn if not help_on else _helped(drawn, help_on)

    def _who(self) -> dict[str, Any]:
        return self._plain("line", "who", _("Your name"), needed=True, help=_("It is kept with what you record."))

    def _voice(self) -> dict[str, Any]:
        help_on = _("Who said it, if not the source itself.")
        return self._plain("ref", "said_by", _("Said by"), kinds=("party",), help=help_on)

    def _about(self) -> dict[str, Any]:
        drawn = self._plain("ref", "about", _("About"), kinds=self.setting.model.about, needed=True)
        if self.setting.kind in INTRODUCING:
            drawn["first"] = (NEW, _("a new one, named below"), text(self.tree, "about") in ("", NEW))
        if drawn["groups"] is None:
            drawn = _helped(drawn, _("The address of the record: the last part of its page's own."))
        return drawn

    def _name(self) -> dict[str, Any]:
        named = self.setting.kind in NAMED
        return self._plain("said", "name", _("Name of the new one"), help="" if named else _("It may go without one."))

    def _date(self, name: str) -> dict[str, Any]:
        labels = {"as_of": _("As of"), "since": _("Since"), "until": _("Until")}
        drawn = self._plain("when", name, labels[name])
        if name == "as_of":
            return _helped(drawn, self._what_day() + ("" if self.setting.model.timed else f" {drawn['help']}"))
        if name == "since":
            return _helped(drawn, _("If it is said to hold from an earlier day."))
        return _helped(drawn, _("If it is said to have held to a day."))

    def _what_day(self) -> str:
        if self.setting.model.structural:
            return _("Leave it empty: what a record is and is called is timeless.")
        if self.setting.model.timed:
            return _("The moment it happened or was received: 2026-06-11T16:59+02:00, or with the name of its zone.")
        if self.setting.model.temporal in (Temporal.ONCE, Temporal.EVENT):
            return _("The day it happened, never the day it is planned for. Empty: no later than the source.")
        return _("The day it was said to be so. Empty: no later than the source.")

    def _marking(self) -> dict[str, Any]:
        help_on = _("Empty for public; or such as: restricted to AZE,NATO.")
        return self._plain("line", "marking", _("Who may see it"), help=help_on)

    def _source(self, *, corrected: bool) -> dict[str, Any]:
        label = _("One more source") if corrected else _("Source")
        needed = self.setting.needs_source and not corrected
        drawn = self._plain("ref", "source", label, kinds=("source",), needed=needed)
        drawn["first"] = (NEW, _("a new source, entered below"), text(self.tree, "source") == NEW)
        return drawn

    def _new_source(self) -> dict[str, Any]:
        every = self._drawing.fields(Source, child(self.tree, "s"), "s")
        fields = sorted(
            (one for one in every if one["name"].removeprefix("s.") in SOURCE_FIELDS),
            key=lambda one: SOURCE_FIELDS.index(one["name"].removeprefix("s.")),
        )
        is_open = text(self.tree, "source") == NEW or any(one["error"] for one in fields)
        return {"fields": fields, "open": is_open}


def _helped(drawn: dict[str, Any], help_on: str) -> dict[str, Any]:
    ids = [f"{drawn['ident']}-help", *([f"{drawn['ident']}-error"] if drawn["error"] else [])]
    return {**drawn, "help": help_on, "described": " ".join(ids)}


def untouched(setting: Setting, given: dict[str, Any], *, about: str = "", who: str = "") -> dict[str, Any]:
    """The tree of a form that nobody has touched; ``given`` is the part of its content that a link filled in."""
    content = {**fresh(setting.model), **given}
    if any(field == "partnership" for field in setting.model.model_fields):
        content["partnership"] = setting.scope
    usual = setting.scope if setting.model.about == ("partnership",) else ""
    return {
        "c": content,
        "about": about or (NEW if setting.kind in INTRODUCING else usual),
        "s": {"captured": setting.today.isoformat(), "language": setting.language},
        "who": who,
    }
