"""Correcting and withdrawing: what a statement's form holds, and the drafts that close it (rule 8)."""

from typing import Any, cast

from django.utils.translation import gettext as _
from pydantic import BaseModel, ValidationError

from servanda.kernel.view import Fact
from servanda.kinds.fields import Text
from servanda.kinds.replaces import Replaces
from servanda.kinds.withdraws import Withdraws
from servanda.register import Draft
from servanda.web.forms import reading, writing
from servanda.web.forms.entered import Entered, Setting, statement
from servanda.web.forms.faults import FieldFault, needed, of_content
from servanda.web.forms.layout import Layout
from servanda.web.forms.told import Statements
from servanda.web.forms.tree import child, rows


def untouched(fact: Fact, who: str) -> dict[str, Any]:
    """The tree of a statement as it stands, with all its citations kept."""
    entry = fact.entry
    dates = {"as_of": entry.as_of, "since": entry.since, "until": entry.until}
    timeless = entry.payload.structural and entry.as_of.is_open_start
    return {
        "c": writing.tree_of(cast(BaseModel, fact.payload)),
        **{name: when.text for name, when in dates.items() if when is not None and not (timeless and name == "as_of")},
        "said_by": entry.said_by or "",
        "marking": "" if entry.marking.public else entry.marking.text,
        "keep": [cited.entry.id for cited in fact.citations],
        "s": {"captured": "", "language": ""},
        "who": who,
    }


def kept(fact: Fact, typed: dict[str, Any], told: Statements) -> list[dict[str, Any]]:
    """The citations of a statement, each with whether the corrected one keeps it."""
    chosen = set(rows(typed.get("keep")))
    return [
        {
            "id": cited.entry.id,
            "kept": cited.entry.id in chosen,
            "text": ", ".join(part for part in (told.named(cited.source)[0], cited.at) if part),
        }
        for cited in fact.citations
    ]


def correction(typed: dict[str, Any], fact: Fact, setting: Setting) -> tuple[Entered, str]:
    """The corrected statement, its citations, and what puts it in the place of every recording of the old one."""
    chosen = set(rows(typed.get("keep")))
    citations = [cited for cited in fact.citations if cited.entry.id in chosen]
    entered, new = statement(typed, setting, about=fact.entry.about, cited=bool(citations), marking=fact.entry.marking)
    for cited in citations:
        entered.add("source", Draft(cast(Any, cited.payload), new))
    reason = _reason(typed, setting.language, entered)
    if reason is not None:
        for entry in fact.entries:
            entered.add("reason", Draft(Replaces(by=new, reason=reason), entry.id))
    if not entered.faults and _same(entered, fact, citations):
        remedy = _("Change what is wrong, or withdraw the statement below.")
        entered.faults.append(FieldFault("c", _("Nothing has been changed."), remedy))
    return entered, new


def _same(entered: Entered, fact: Fact, citations: list[Any]) -> bool:
    new, old = entered.drafts[entered.paths.index("c")], fact.entry
    as_of = old.as_of if new.as_of is None and old.payload.structural else new.as_of
    return (
        new.payload.content() == old.payload.content()
        and (as_of, new.since, new.until, new.said_by) == (old.as_of, old.since, old.until, old.said_by)
        and (new.marking or old.marking) == old.marking
        and len(citations) == len(fact.citations) == entered.paths.count("source")
    )


def withdrawal(typed: dict[str, Any], fact: Fact, language: str) -> Entered:
    """What takes back every recording of a statement."""
    entered = Entered()
    reason = _reason(typed, language, entered)
    if reason is not None:
        for entry in fact.entries:
            entered.add("reason", Draft(Withdraws(reason=reason), entry.id))
    return entered


def withdrawal_form(layout: Layout) -> dict[str, Any]:
    """The two fields of a withdrawal."""
    drawn = layout.drawn(corrected=True)
    fields = [{**drawn["reason"], "label": _("Reason for the withdrawal")}, drawn["who"]]
    return {"fields": [_apart(one) for one in fields if one is not None], "left": drawn["left"]}


def _apart(field: dict[str, Any]) -> dict[str, Any]:
    """Give a field of the second form identifiers of its own."""
    renamed = {key: f"w-{field[key]}" for key in ("ident",)}
    described = " ".join(f"w-{one}" for one in field["described"].split())
    lines = [{**line, "ident": f"w-{line['ident']}"} for line in field.get("lines", ())]
    return {**field, **renamed, "described": described, "lines": lines}


def _reason(typed: dict[str, Any], language: str, entered: Entered) -> Text | None:
    said = reading.said(child(typed, "reason"))
    if said is None:
        entered.faults.append(needed("reason", _("Say why, in a sentence.")))
        return None
    try:
        return Text.model_validate(said, context={"language": language})
    except ValidationError as error:
        entered.faults.extend(of_content(error, "reason"))
        return None
