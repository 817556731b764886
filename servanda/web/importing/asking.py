"""What a person asks of an upload: read from the form, kept beside it, and made into one call of the import path."""

from collections.abc import Mapping
from typing import Any

from servanda.exchange.formats.options import ReadingOptions, reading_options
from servanda.exchange.imports.path import Asked, mappings
from servanda.exchange.mappings.loader import load_file
from servanda.exchange.mappings.model import Mapping as Rules
from servanda.web.importing.rights import Reach
from servanda.web.importing.uploads import Upload

OWN = "own"  # the mapping that was made for this very file
SET = "set-"  # what the names of parameters' fields begin with
_LONGEST = 200


def entered(typed: Mapping[str, str], upload: Upload) -> dict[str, Any]:
    """What a form says of an upload. A mapping is only ever one that is known, never a path."""
    mapping = typed.get("mapping", "")
    if mapping not in mappings() and not (mapping == OWN and upload.mapping.exists()):
        mapping = ""
    return {
        "mapping": mapping,
        "into": typed.get("into", "").strip()[:_LONGEST],
        "published": typed.get("published", "").strip()[:_LONGEST],
        "encoding": typed.get("encoding", "").strip()[:_LONGEST],
        "sheet": typed.get("sheet", "").strip()[:_LONGEST],
        "fitted": typed.get("fitted", ""),
        "withdraw": typed.get("withdraw") == "yes",
        "parameters": {
            name.removeprefix(SET): value.strip()[:_LONGEST]
            for name, value in typed.items()
            if name.startswith(SET) and value.strip()
        },
    }


def rules_of(upload: Upload, said: Mapping[str, Any], fitted: str = "") -> Rules | None:
    """The mapping that was chosen; else the one that was found to fit, if one was."""
    chosen = said.get("mapping", "")
    if chosen == OWN and upload.mapping.exists():
        return load_file(upload.mapping)
    return mappings().get(chosen or fitted)


def own(said: Mapping[str, Any]) -> ReadingOptions:
    """How this file is read, as far as a person says. Raises ``InputError``."""
    sheet = said.get("sheet")
    return reading_options({"encoding": said.get("encoding") or None, "tables": [sheet] if sheet else None})


def asked(upload: Upload, said: Mapping[str, Any], *, dry_run: bool, reach: Reach) -> Asked:
    """The call of the import path that a person's choices come to; ``reach`` is how far it may reach.

    Raises ``InputError`` where it is said how to read the file, and that is no way to.
    """
    rules = rules_of(upload, said, said.get("fitted", ""))
    mapping = str(upload.mapping) if said.get("mapping") == OWN else said.get("mapping") or None
    known = rules.parameters if rules else {}
    return Asked(
        upload.path,
        mapping,
        said.get("into") or None,
        {name: value for name, value in said.get("parameters", {}).items() if name in known},
        said.get("published") or None,
        own(said),
        dry_run=dry_run,
        withdraw_missing=bool(said.get("withdraw")),
        name=upload.name,
        by=said.get("by") or None,
        within=reach.within,
        without=reach.without,
    )
