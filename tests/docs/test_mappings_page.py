"""The reference of mappings names every key there is, and no other."""

import re

import pytest
from pydantic import BaseModel

from servanda.exchange.mappings import model
from servanda.exchange.mappings.loader import SORT, load_all
from servanda.exchange.mappings.template import FILTERS
from tests.support.pages import REFERENCE

PAGE = (REFERENCE / "mappings.md").read_text(encoding="utf-8")
SECTIONS: dict[str, tuple[type[BaseModel], ...]] = {
    "The file": (model.Mapping,),
    "Parameters": (model.Parameter,),
    "Source": (model.SourceSaid,),
    "Values": (model.Value,),
    "Each": (model.Repeated,),
    "Records": (model.Record, model.NameSaid),
    "Facts": (model.Fact,),
    "Conditions": (model.Condition,),
    "Checks": (model.Check,),
}


def keys_of(section: str) -> set[str]:
    """The keys in the tables of a section."""
    text = PAGE.split(f"## {section}\n", 1)[1].split("\n## ", 1)[0]
    return {key for row in re.findall(r"^\| (`[^|]*`) \|", text, re.MULTILINE) for key in re.findall(r"`([^`]+)`", row)}


@pytest.mark.parametrize("section", SECTIONS)
def test_every_key_is_there(section: str) -> None:
    fields = {field.alias or name for one in SECTIONS[section] for name, field in one.model_fields.items()}
    extra = {SORT.mark} if section == "The file" else set()
    assert keys_of(section) == fields | extra


def test_every_filter_and_every_shipped_mapping_is_there() -> None:
    assert keys_of("Templates") == set(FILTERS)
    shipped = set(re.findall(r"^\| `([a-z-]+)` \|", PAGE.split("## ", 1)[0], re.MULTILINE))
    assert shipped == set(load_all())
