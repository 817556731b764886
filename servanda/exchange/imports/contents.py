"""What a statement of a row says, and its day: made of values, or refused with the column at fault."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from pydantic import ValidationError

from servanda.errors import worded
from servanda.exchange.mappings.headers import sources
from servanda.exchange.mappings.model import Fact
from servanda.exchange.mappings.model import Mapping as Rules
from servanda.exchange.mappings.values import Wrong
from servanda.kernel.dates import DateFault, PartialDate, coerce
from servanda.kernel.entries import edtf
from servanda.kinds import Kind
from servanda.register.writing.intime import PLAN_REMEDY


def payload(rules: Rules, kind: type[Kind], content: Any, spec: Mapping[str, Any]) -> Kind:
    """The content of a statement; where it is none the column is named of which the part at fault is made."""
    try:
        return kind.model_validate(content or {}, context={"language": rules.language})
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(step) for step in first["loc"])
        column = next(iter(sources(rules, spec.get(where.partition(".")[0]))), "")
        message = str(first.get("ctx", {}).get("error") or first["msg"])
        why = f"{where}: {message}" if where else message
        sentence = worded("It gives no {kind}: {why}.", kind=kind.kind, why=why)
        if first["type"] == "missing":
            sentence = worded("It gives no {kind}: its {field} is not filled in.", kind=kind.kind, field=where)
        raise Wrong("bad-content", column, sentence, worded("correct the row, or the mapping")) from None


def day(value: Any) -> PartialDate | None:
    """A day as a value of a row says it; ``None`` where it says none."""
    if value is None:
        return None
    try:
        return edtf(value) if isinstance(value, str) else coerce(value)
    except DateFault as fault:
        raise Wrong("not-a-date", "", fault.sentence, fault.remedy) from None


def refuse_day(rules: Fact, as_of: PartialDate | None, today: date) -> None:
    """Refuse a row whose day is asked for and not given, or has not come."""
    if as_of is None and rules.as_of and rules.undated == "refuse-row":
        sentence = worded("The day it is said for is not given.")
        raise Wrong("no-date", "", sentence, worded("fill in the date of the row"))
    if as_of is not None and as_of.earliest > today:
        raise Wrong("planned-date", "", worded("{date} is after today.", date=as_of.text), PLAN_REMEDY)
