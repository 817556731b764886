"""The JSON Schema of mappings, out of their model, for editors that complete and check YAML."""

import json
from typing import Any

from servanda.exchange.mappings.loader import SORT
from servanda.exchange.mappings.model import Mapping
from servanda.yamlmodel import FORMAT


def schema() -> dict[str, Any]:
    """The schema (2020-12) of a mapping file."""
    made = Mapping.model_json_schema(by_alias=True)
    made["$defs"]["Label"] = {"type": "object", "additionalProperties": {"type": "string"}}
    made["properties"] = {SORT.mark: {"enum": [FORMAT, int(FORMAT)]}, **made["properties"]}
    made["required"] = [SORT.mark, *made.get("required", [])]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made, "title": "A mapping for Servanda"}


def text() -> str:
    """The schema as text."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"
