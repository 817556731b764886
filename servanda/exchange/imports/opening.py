"""From a path to a reading: which mapping a file is for, opened as that mapping says."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from servanda.errors import InputError, UsageError
from servanda.exchange.formats.model import Document
from servanda.exchange.formats.opening import form_of, open_document
from servanda.exchange.formats.options import ReadingOptions, reading_options
from servanda.exchange.imports.mapped import mapped
from servanda.exchange.imports.model import Reading
from servanda.exchange.mappings.loader import Mappings
from servanda.exchange.mappings.model import Mapping as Rules
from servanda.kernel.dates import PartialDate

_ALL_WAYS = 20


def recognised(path: Path, mappings: Mappings, own: ReadingOptions, name: str | None = None) -> Rules:
    """The one mapping whose columns the file has. Raises ``UsageError`` naming the candidates where there is not one."""
    form = form_of(path, own, name)
    fitting: dict[str, Rules] = {}
    for options in _ways(mappings, own):
        try:
            document = open_document(path, options=options, name=name)
        except InputError as fault:
            if fault.code in _NOT_THIS_WAY and options is not own:
                continue
            raise
        headers = [table.header for table in document.tables]
        fitting |= {one.slug: one for one in mappings.fitting(document.format, headers) if _same(one, options, own)}
    most = max((len(one.recognise) for one in fitting.values()), default=0)
    best = [one for one in fitting.values() if len(one.recognise) == most]
    if len(best) == 1:
        return best[0]
    shown = name or path.name
    if best:
        listed = ", ".join(sorted(one.slug for one in best))
        raise UsageError("which-mapping", f"{shown} fits several mappings: {listed}.", "name one with --mapping")
    listed = ", ".join(one.slug for one in mappings.values() if not one.formats or form in one.formats)
    remedy = f"name one with --mapping (known are: {listed}), or write one: docs/tutorial-mapping.md"
    raise UsageError("which-mapping", f"No mapping is known for the columns of {shown}.", remedy)


_NOT_THIS_WAY = frozenset({"other-format", "no-table", "bad-option", "bad-header", "unreadable-header"})


def _ways(mappings: Mappings, own: ReadingOptions) -> list[ReadingOptions]:
    """The ways to read a file that mappings ask for: the usual one first."""
    ways = [own]
    for one in mappings.values():
        options = options_of(one, own)
        if options not in ways:
            ways.append(options)
    return ways[:_ALL_WAYS]


def _same(rules: Rules, options: ReadingOptions, own: ReadingOptions) -> bool:
    return options_of(rules, own) == options


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
            raise UsageError("no-such-parameter", f"{rules.slug} has no parameter {key!r}.", f"known are: {known}")
    for key, one in rules.parameters.items():
        if one.default is None and key not in (parameters or {}):
            raise UsageError(
                "parameter-missing", f"{rules.slug} asks for {key}: {one.text.by.get('en', key)}.", f"add --set {key}=..."
            )
    document: Document = open_document(path, options=options_of(rules, own), name=name)
    when = PartialDate(published) if published else None
    return mapped(document, rules, today=today, parameters=parameters, into=into, published=when)
