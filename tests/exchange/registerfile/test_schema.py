"""The published schema of the register file: what editors check with."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from servanda.exchange.registerfile import schema as published

schema = cache(published.schema)
DEMO = sorted((Path(__file__).parents[3] / "servanda" / "demo").glob("*.yaml"))


class EditorLoader(yaml.SafeLoader):
    """Reads YAML as editors do (version 1.2): numbers are numbers, dates and "no" are texts."""


EditorLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag.rpartition(":")[2] in ("int", "null")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
EditorLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(true|false)$"), list("tf"))

FILE: dict[str, Any] = {
    "servanda": 1,
    "register": "aland-nato",
    "scope": "aland-nato",
    "records": {"aland": {"party": "state", "is": {"iso3166": "AX"}}, "parp": {"package": {"framework": "parp"}}},
    "facts": [{"tally": "parp", "total": 41, "as_of": "2016-11-15"}],
}


def faults(document: dict[str, Any]) -> list[str]:
    return [fault.message for fault in Draft202012Validator(schema()).iter_errors(document)]


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize("path", DEMO, ids=[path.stem for path in DEMO])
def test_the_demonstration_registers_are_valid(path: Path) -> None:
    assert faults(yaml.load(path.read_text(encoding="utf-8"), EditorLoader)) == []


def test_a_small_file_is_valid() -> None:
    assert faults(FILE) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"servanda": 2},
        {"fact": []},
        {"records": {"Aland": {"party": "state"}}},
        {"records": {"aland": {"party": "state", "nmae": "Aland"}}},
        {"facts": [{"tally": "parp", "totl": 41}]},
        {"facts": [{"tally": "parp", "total": [41]}]},
        {"facts": [{"taly": "parp", "total": 41}]},
        {"facts": [{"step": "parp", "step-reached": "approved"}]},
        {"same": [["one"]]},
    ],
    ids=str,
)
def test_what_the_reader_refuses_the_schema_refuses(wrong: dict[str, Any]) -> None:
    assert faults({**FILE, **wrong})


def test_every_kind_of_fact_is_described() -> None:
    parts = schema()["$defs"]
    described = {name for name, value in parts.items() if name.startswith("fact-") and value.get("anyOf") is None}
    assert {"fact-tally", "fact-strength", "fact-visit", "fact-name"} <= described
    assert all(parts[name]["description"] for name in described)
