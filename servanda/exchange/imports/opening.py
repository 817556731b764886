"""From a path to a reading: which mapping a file is for, opened as that mapping says."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from servanda.errors import InputError, UsageError, worded
from servanda.exchange.formats.model import Document
from servanda.exchange.formats.opening import TEXTS, form_of, open_document
from servanda.exchange.formats.options import ReadingOptions, reading_options
from servanda.exchange.imports.mapped import mapped
from servanda.exchange.imports.model import Reading
from servanda.exchange.mappings.headers import matched
from servanda.exchange.mappings.loader import Mappings
from servanda.exchange.mappings.model import Mapping as Rules
from servanda.kernel.dates import PartialDate


def recognised(path: Path, mappings: Mappings, own: ReadingOptions, name: str | None = None) -> Rules:
    """The one mapping whose columns the file has. Raises ``UsageError`` with the candidates if there is not one."""
    form = form_of(path, own, name)
    fitting: list[Rules] = []
    for options, rules in _ways(mappings, own, form):
        # lists in text are looked for last: almost any file is a text
        if not fitting or options.format != "blocks":
            fitting += _fitting(path, options, rules, name, usual=options == own)
    most = max((len(one.recognise) for one in fitting), default=0)
    best = sorted(one.slug for one in fitting if len(one.recognise) == most)
    if len(best) == 1:
        return mappings[best[0]]
    shown = name or path.name
    if best:
        sentence = worded("{file} fits several mappings: {mappings}.", file=shown, mappings=", ".join(best))
        raise UsageError("which-mapping", sentence, worded("name one of them (--mapping)"))
    if near := _nearest(path, mappings, own, form, name):
        nearest, lacking = near
        sentence = worded(
            "No mapping is known for the columns of {file}; {mapping} comes nearest, and finds no {columns}.",
            file=shown,
            mapping=nearest.slug,
            columns=", ".join(next(iter(nearest.headers.get(column, ())), column) for column in lacking),
        )
        remedy = worded("call the columns so, or write a mapping of your own: docs/tutorial-mapping.md")
        raise UsageError("which-mapping", sentence, remedy)
    listed = ", ".join(one.slug for one in mappings.values() if not one.formats or form in one.formats)
    remedy = worded(
        "name one with --mapping (for such files there are: {mappings}), or write one: docs/tutorial-mapping.md",
        mappings=listed,
    )
    sentence = worded("No mapping is known for the columns of {file}.", file=shown)
    raise UsageError("which-mapping", sentence, remedy)


def _nearest(
    path: Path, mappings: Mappings, own: ReadingOptions, form: str, name: str | None
) -> tuple[Rules, tuple[str, ...]] | None:
    """The mapping that finds more than half of the columns that it needs in a table, and what it lacks of them."""
    try:
        tables = open_document(path, options=own, name=name).tables if form != "blocks" else []
    except InputError:
        return None  # some mapping read the file otherwise, and that is not what is to be told here
    found = [
        (len(missing) / len(one.recognise), one.slug, one, missing)
        for table in tables
        for one in mappings.values()
        if not one.formats or form in one.formats
        for missing in (matched(one, table.header)[2],)
        if 2 * len(missing) < len(one.recognise)
    ]
    return min(found)[2:] if found else None


def _fitting(path: Path, options: ReadingOptions, rules: list[Rules], name: str | None, *, usual: bool) -> list[Rules]:
    try:
        document = open_document(path, options=options, name=name)
    except InputError:
        if usual:
            raise
        return []
    headers = [table.header for table in document.tables]
    return [one for one in rules if any(not matched(one, header)[2] for header in headers)]


def _ways(mappings: Mappings, own: ReadingOptions, form: str) -> list[tuple[ReadingOptions, list[Rules]]]:
    """The ways in which mappings for this form of file read it, each with those mappings; text lists last."""
    ways: dict[ReadingOptions, list[Rules]] = {}
    for one in mappings.values():
        if one.formats and form not in one.formats and not ("blocks" in one.formats and form in TEXTS):
            continue
        options = replace(options_of(one, own), merged="blank", sections="none")  # no heading depends on these
        ways.setdefault(options, []).append(one)
    return sorted(ways.items(), key=lambda way: way[0].format == "blocks")


def options_of(rules: Rules, own: ReadingOptions) -> ReadingOptions:
    """How a mapping's file is read; what a person says of this one file goes before it."""
    options = reading_options(rules.read)
    said = {name: value for name in ("encoding", "tables", "format") if (value := getattr(own, name))}
    return replace(options, **said)


def read_file(
    path: Path,
    rules: Rules,
    *,
    own: ReadingOptions,
    today: date,
    parameters: Mapping[str, str] | None = None,
    into: str | None = None,
    published: str | None = None,
    name: str | None = None,
) -> Reading:
    """Open and map a file. Raises ``InputError``, or ``UsageError`` for what is said about the file."""
    for key in parameters or {}:
        if key not in rules.parameters:
            known = ", ".join(rules.parameters) or "none"
            sentence = worded("{mapping} has no parameter {key!r}.", mapping=rules.slug, key=key)
            raise UsageError("no-such-parameter", sentence, worded("known are: {known}", known=known))
    for key, one in rules.parameters.items():
        if one.default is None and key not in (parameters or {}):
            raise UsageError(
                "parameter-missing",
                worded(
                    "{mapping} asks for {key}: {what}.", mapping=rules.slug, key=key, what=one.text.by.get("en", key)
                ),
                worded("give it (--set {key}=...)", key=key),
            )
    document: Document = open_document(path, options=options_of(rules, own), name=name)
    when = PartialDate(published) if published else None
    return mapped(document, rules, today=today, parameters=parameters, into=into, published=when, name=name)
