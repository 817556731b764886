"""The brief as JSON: valid, whole, the same to the byte, and every key documented."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from servanda.kernel.standpoint import Resolved
from servanda.render.json import FORMAT, render
from tests.brief.telling import brief, sentences
from tests.support.seen import TODAY

REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "brief-json.md"


def _standpoint(day: str) -> Resolved:
    return Resolved(as_of=date.fromisoformat(day), tick=575, today=TODAY)


def _read(day: str) -> dict[str, Any]:
    values: dict[str, Any] = json.loads(render(brief(day), _standpoint(day)))
    return values


def _keys(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from _keys(item)
    elif isinstance(value, list):
        for item in value:
            yield from _keys(item)


def test_the_format_is_named_and_documented() -> None:
    assert _read("2016-11-15")["format"] == FORMAT
    assert f'"{FORMAT}"' in REFERENCE.read_text(encoding="utf-8")


def test_every_key_is_documented() -> None:
    text = REFERENCE.read_text(encoding="utf-8")
    used = {key for day in ("2008-05-01", "2016-11-15", "2026-11-24") for key in _keys(_read(day))}
    undocumented = {key for key in used if f"`{key}`" not in text}
    assert undocumented == set()


def test_every_value_that_is_named_by_the_reference_is_named_right() -> None:
    text = REFERENCE.read_text(encoding="utf-8")
    for answer in ("unknown", "none", "zero", "vague", "computed", "disputed"):
        assert f"`{answer}`" in text


def test_it_holds_every_sentence_and_source() -> None:
    told = brief("2026-11-24")
    values = _read("2026-11-24")
    texts = {
        sentence["text"]
        for section in [*values["sections"], values["disputed"], values["stale"], values["unknown"]]
        for sentence in section["sentences"]
    }
    texts |= {sentence["text"] for sentence in values["lede"]} | {
        one["sentence"]["text"] for one in values["next_dates"]
    }
    assert texts == {sentence.text for sentence in sentences(told)}
    assert [source["number"] for source in values["sources"]] == list(range(1, len(told.sources) + 1))


def test_a_word_is_not_a_number_and_not_known_is_null() -> None:
    tallies = _read("2016-11-15")["tallies"]
    shares = {share["label"]: share for tally in tallies for group in tally["groups"] for share in group["shares"]}
    assert shares["completed"]["value"] is None
    assert shares["completed"]["answer"] == "vague"
    assert (shares["others"]["value"], shares["others"]["answer"]) in {(14, "computed"), (13, "computed")}


def test_equal_briefs_give_equal_bytes() -> None:
    assert render(brief("2016-11-15"), _standpoint("2016-11-15")) == render(
        brief("2016-11-15"), _standpoint("2016-11-15")
    )
