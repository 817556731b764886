"""An exact moment in a zone: when something expires. It is resolved once, and its offset is kept."""

import re
from datetime import datetime
from typing import Any

from pydantic import Field, ValidationInfo, model_validator

from servanda.errors import worded
from servanda.kernel.dates import PartialDate
from servanda.kernel.zones import ZoneFault, resolve
from servanda.kinds.fields import Part, When

_LOCAL = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?")


class Expiry(Part):
    """When it expires: ``at`` with its offset, and the zone it was said in, if one was.

    Short forms: ``2026-06-11T17:00 Europe/Brussels``, ``2026-06-11T17:00+02:00 Europe/Brussels``,
    ``2026-06-11T17:00+02:00``. A local time that its zone does not have, or has twice, is refused.
    """

    at: When
    zone: str | None = Field(default=None, max_length=64)

    @model_validator(mode="before")
    @classmethod
    def _short(cls, value: Any, info: ValidationInfo) -> Any:
        if isinstance(value, str):
            at, _, zone = value.strip().partition(" ")
            value = {"at": at, **({"zone": zone.strip()} if zone.strip() else {})}
        if not isinstance(value, dict) or not isinstance(value.get("at"), str):
            return value
        return _resolved(value, is_new=info.context is not None)

    @model_validator(mode="after")
    def _exact(self) -> "Expiry":
        if self.at.moment is None:
            raise ValueError(worded("a day is no exact moment; write the time too: 2026-06-11T17:00 Europe/Brussels"))
        return self

    @property
    def moment(self) -> datetime:
        """The moment, aware, at the offset it was resolved to."""
        assert self.at.moment is not None
        return self.at.moment


def _resolved(value: dict[str, Any], *, is_new: bool) -> dict[str, Any]:
    """With its offset. What is stored keeps the offset it has, whatever is known of the zone today."""
    at, zone = value["at"].strip(), value.get("zone")
    is_local = _LOCAL.fullmatch(at) is not None
    if is_local and not zone:
        raise ValueError(worded("a local time needs its zone: 2026-06-11T17:00 Europe/Brussels"))
    if not zone or not (is_local or is_new):
        return value
    try:
        moment = datetime.fromisoformat(at)
        return {**value, "at": PartialDate(resolve(moment, str(zone)).isoformat()).text}
    except ZoneFault as fault:
        raise ValueError(fault.why) from None
    except ValueError:
        return value  # no time at all: the date says what is wrong with it
