"""The JSON Schema (2020-12) of the register file, made from the kinds, for editors that complete and check YAML."""

import json
from collections.abc import Mapping
from typing import Any

from pydantic.json_schema import models_json_schema

from servanda.exchange.registerfile.facts import FACT_KINDS, OWN_NAME
from servanda.exchange.registerfile.records import RECORD_KINDS
from servanda.kernel.dates import REMEDY
from servanda.kernel.marking import LEVELS
from servanda.kinds import KINDS, Kind

DIALECT = "https://json-schema.org/draft/2020-12/schema"
Schema = dict[str, Any]


def schema() -> Schema:
    """Give the schema of a register file as plain JSON."""
    defs = _defs()
    return {
        "$schema": DIALECT,
        "title": "Servanda register file",
        "description": "A register of dated, sourced facts about one partnership, as text.",
        "type": "object",
        "required": ["servanda", "register", "scope"],
        "additionalProperties": False,
        "properties": {
            "servanda": {"const": 1, "description": "The version of the format."},
            "register": _about("local", "The register that this file keeps: the scheme of its local identifiers."),
            "scope": _about("local", "The partnership record that all of the file belongs to."),
            "language": {"type": "string", "description": "The language of texts written as plain strings."},
            "title": {"type": "string", "description": "For people; not recorded."},
            "entered": _about("when", "The day by which records and names were described."),
            "records": {**_map_of("record"), "description": "Local identifier: what it is and is called."},
            "sources": {**_map_of("source-record"), "description": "Local identifier: a document facts are cited to."},
            "facts": {"type": "array", "items": _ref("fact-or-group"), "description": "What is said of the records."},
            "same": {"type": "array", "items": _ref("pair"), "description": "Pairs of records that are one."},
        },
        "$defs": defs,
    }


def text() -> str:
    """Give the schema as it is published: indented JSON, ends with a line end."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _about(name: str, description: str) -> Schema:
    return {**_ref(name), "description": description}


def _map_of(name: str) -> Schema:
    return {"type": "object", "propertyNames": _ref("local"), "additionalProperties": _ref(name)}


def _defs() -> Schema:
    models = [(KINDS[name], "validation") for name in (*FACT_KINDS, "citation")]
    _, found = models_json_schema(models, by_alias=True, ref_template="#/$defs/{model}")  # type: ignore[arg-type]
    made: Schema = {name: _untitled(value) for name, value in found["$defs"].items()}
    made |= _forms(made)
    facts = {f"fact-{name}": _fact(KINDS[name], made) for name in FACT_KINDS}
    shared = {"anyOf": [_ref("group"), *(_ref(name) for name in facts)]}
    made |= {"record": _record(made), "source-record": _source(made), "fact-or-group": shared, **facts}
    used = {KINDS[name].__name__ for name in (*FACT_KINDS, "citation")}
    return {name: value for name, value in made.items() if name not in used}


def _untitled(value: Any) -> Any:
    """Drop the titles made from names of classes and fields: they say nothing new."""
    if isinstance(value, dict):
        return {key: _untitled(inner) for key, inner in value.items() if key != "title" or isinstance(inner, dict)}
    return [_untitled(inner) for inner in value] if isinstance(value, list) else value


def _forms(made: Mapping[str, Any]) -> Schema:
    """The parts that are not a kind's, and the short forms of those that are."""
    number = {"anyOf": [{"type": "integer", "minimum": 0}, {"const": "none"}, _long(made["Count"])]}
    return {
        "local": {"type": "string", "pattern": "^[a-z0-9._-]{1,80}$", "description": "A record's local identifier."},
        "when": {"type": ["string", "integer"], "description": REMEDY},
        "marking": {
            "type": "string",
            "description": f"public, or {', '.join(LEVELS)}, with groups: restricted to AZE,NATO",
        },
        "Text": {
            "description": "A text, or one in each language; authentic names the language that prevails.",
            "anyOf": [{"type": "string"}, {"type": "object", "additionalProperties": {"type": "string"}}],
        },
        "Count": {**number, "description": "A number as said: 41, none, {about: 45}, {at_most: 40}, {words: a part}."},
        "Expiry": {
            "description": "An exact moment with its zone: 2026-06-11T17:00 Europe/Brussels.",
            "anyOf": [{"type": "string"}, _long(made["Expiry"])],
        },
        "citation": {
            "type": "object",
            "required": ["source"],
            "additionalProperties": False,
            "properties": _citing(),
        },
        "pair": {
            "anyOf": [
                {"type": "array", "items": _ref("local"), "minItems": 2, "maxItems": 2},
                {
                    "type": "object",
                    "required": ["records"],
                    "additionalProperties": False,
                    "properties": {
                        "records": {"type": "array", "items": _ref("local"), "minItems": 2, "maxItems": 2},
                        "reason": _ref("Text"),
                        "marking": _ref("marking"),
                    },
                },
            ]
        },
        "group": {
            "type": "object",
            "description": "Facts that share a source, a speaker, a date, a marking or a place.",
            "required": ["facts"],
            "additionalProperties": False,
            "properties": {**_shared(), "facts": {"type": "array", "items": _ref("fact-or-group")}},
        },
    }


def _long(count: Mapping[str, Any]) -> Schema:
    return {key: value for key, value in count.items() if key != "description"}


def _nullable(name: str, description: str) -> Schema:
    return {"anyOf": [_ref(name), {"type": "null"}], "description": description}


def _shared() -> Schema:
    return {
        "source": _nullable("local", "The source; null takes the group's away."),
        "said_by": _nullable("local", "The party who said it; null takes the group's away."),
        "as_of": _nullable("when", "The day it is attested for; without it, no later than its source."),
        "marking": _nullable("marking", "Who may see it."),
        "at": {"type": ["string", "null"], "description": "The place in the source: paragraph 4."},
    }


def _citing() -> Schema:
    return {
        "source": _about("local", "The source."),
        "at": {"type": "string", "description": "The place in the source: paragraph 4."},
        "quote": _about("Text", "The exact words, in the source's own language."),
        "supports": {"type": "array", "items": {"type": "string"}, "description": "The keys it supports; else all."},
        "marking": _about("marking", "Who may see it; else who may see the fact."),
    }


def _fact(kind: type[Kind], made: Mapping[str, Any]) -> Schema:
    content = dict(made[kind.__name__]["properties"])
    required = [key for key in made[kind.__name__].get("required", ()) if key != "partnership"]
    if kind.kind in content:
        content[OWN_NAME] = content.pop(kind.kind)
        required = [OWN_NAME if key == kind.kind else key for key in required]
    reserved = {
        **_shared(),
        "since": _about("when", "The day from which it holds."),
        "until": _about("when", "The day to which it held."),
        "quote": _about("Text", "The exact words, in the source's own language."),
        "cite": {"type": "array", "items": _ref("citation"), "description": "Further citations."},
    }
    about = f"The {' or '.join(kind.about) or 'record'} it is about."
    return {
        "type": "object",
        "description": f"{kind.kind}: {kind.summary}. {made[kind.__name__].get('description', '')}".strip(),
        "required": [kind.kind, *required],
        "additionalProperties": False,
        "properties": {**reserved, **_short_forms(content), kind.kind: _about("local", about)},
    }


def _short_forms(content: Schema) -> Schema:
    for key in ("parts", "lines"):
        if key in content:
            short = {"type": "object", "description": "Short: " + _SHORT[key]}
            content[key] = {"anyOf": [content[key], short]}
    return content


_SHORT = {
    "parts": "by, then class, then count: {holder: {armed-forces: 27}}",
    "lines": "what, then count: {servicemen: 90}",
}


def _called() -> Schema:
    plain = {"type": "string"}
    by_language = {"type": "object", "additionalProperties": {"type": "string"}}
    listed = {"type": "array", "items": plain}
    return {
        "is": {
            "type": "object",
            "minProperties": 1,
            "maxProperties": 1,
            "additionalProperties": {"type": ["string", "integer"]},
            "description": "An external identifier: {iso3166: AZ}. Such a record is the same in every register.",
        },
        "id": {"type": "string", "pattern": "^[0-9a-f]{32}$", "description": "The record's identifier outright."},
        "name": {"anyOf": [plain, by_language], "description": "Its full name."},
        "names": {**by_language, "description": "Its full name in other languages."},
        "short": {"anyOf": [plain, by_language], "description": "Its short name."},
        "shorts": {**by_language, "description": "Its short name in other languages."},
        "slug": {"type": ["string", "null"], "description": "Its address; else its local identifier. null: none."},
        "aliases": {
            "anyOf": [listed, {"type": "object", "additionalProperties": {"anyOf": [plain, listed]}}],
            "description": "Other spellings, for finding it.",
        },
        "marking": _about("marking", "Who may see the record and its names."),
        "as_of": _about("when", "When it was described; else the file's `entered`."),
    }


def _record(made: Mapping[str, Any]) -> Schema:
    kinds: Schema = {}
    for name in RECORD_KINDS:
        model = dict(made[KINDS[name].__name__])
        first = next(iter(model["properties"]))
        model["required"] = [key for key in model.get("required", ()) if key != "partnership"]
        short = {"type": "string", "description": f"Short for {{{first}: ...}}."}
        kinds[name] = {"description": KINDS[name].summary, "anyOf": [model, short, {"type": "null"}]}
    return {"type": "object", "additionalProperties": False, "properties": {**kinds, **_called()}}


def _source(made: Mapping[str, Any]) -> Schema:
    model = made["Source"]
    rank = {"anyOf": [{"type": "integer", "minimum": 0, "maximum": 100}, {"type": "object"}]}
    weight = {**rank, "description": "How much it weighs where sources differ: 60, or {rank: 60, reason: ...}."}
    return {
        "type": "object",
        "description": model.get("description", ""),
        "additionalProperties": False,
        "properties": {**model["properties"], "rank": weight, **_called()},
    }
