"""An exact moment: its short forms, what is refused, and that what is stored stays what it was resolved to."""

from typing import Any

import pytest
from pydantic import ValidationError

from servanda.kinds import KINDS, read
from servanda.kinds.expiry import Expiry

NEW: dict[str, Any] = {"language": "en"}
KEPT = {"at": "2026-06-11T17:00+02:00", "zone": "Europe/Brussels"}


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("2026-06-11T17:00 Europe/Brussels", KEPT),
        ("2026-06-11T17:00+02:00 Europe/Brussels", KEPT),
        ({"at": "2026-06-11T17:00", "zone": "Europe/Brussels"}, KEPT),
        (KEPT, KEPT),
        ("2026-06-11T17:00+02:00", {"at": "2026-06-11T17:00+02:00"}),
        ("2026-06-11T15:00:30Z", {"at": "2026-06-11T15:00:30Z"}),
        ("2026-10-25T02:30+01:00 Europe/Brussels", {"at": "2026-10-25T02:30+01:00", "zone": "Europe/Brussels"}),
    ],
)
def test_every_form_comes_to_one_moment(said: object, kept: dict[str, str]) -> None:
    assert Expiry.model_validate(said, context=NEW).model_dump(mode="json", exclude_none=True) == kept


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("2026-06-11", "a day is no exact moment"),
        ("2026-06-11T17:00", "a local time needs its zone"),
        ("2026-03-29T02:30 Europe/Brussels", "never show"),
        ("2026-10-25T02:30 Europe/Brussels", "twice"),
        ("2026-06-11T17:00+05:00 Europe/Brussels", r"is not \+05:00 from UTC"),
        ("2026-06-31T17:00 Europe/Brussels", "not a date"),
        ("soon Europe/Brussels", "not a date"),
        (17, "valid dictionary or instance"),
        ({"at": "2026-06-11T17:00+02:00", "of": "x"}, "Extra inputs"),
    ],
)
def test_what_is_no_moment_is_refused(said: object, why: str) -> None:
    with pytest.raises(ValidationError, match=why):
        Expiry.model_validate(said, context=NEW)


def test_what_is_stored_is_read_as_it_was_resolved_whatever_is_known_of_the_zone_today() -> None:
    abolished = {"at": "2026-06-11T17:00+01:00", "zone": "Europe/Brussels"}
    with pytest.raises(ValidationError):
        Expiry.model_validate(abolished, context=NEW)
    stored = read("extension", 1, {"expires": abolished})
    assert stored.content() == {"expires": abolished}
    unknown = {"at": "2026-06-11T17:00+01:00", "zone": "Europe/Atlantis"}
    assert read("extension", 1, {"expires": unknown}).content() == {"expires": unknown}


def test_an_opening_has_its_expiry_and_asks_those_it_names() -> None:
    kind = KINDS["procedure"]
    whole = {"partnership": "p", "decides": "t", "parties": ["a", "b"], "expires": "2026-06-11T17:00Z"}
    payload = kind.model_validate({**whole, "unconfirmed": ["b"]})
    assert set(payload.references()) == {"p", "t", "a", "b"}
    for wrong, why in (
        ({"unconfirmed": ["c"]}, "not among the parties"),
        ({"expires": None}, "exact expiry"),
        ({"parties": []}, "at least 1"),
        ({"broken_by": ["silence"]}, "Input should be"),
    ):
        with pytest.raises(ValidationError, match=why):
            kind.model_validate({**whole, **wrong})
    assert kind.model_validate({**whole, "way": "concurrence", "expires": None}).content()["way"] == "concurrence"
