"""A mapping in plain lines, for people who want to know what becomes of their columns."""

from collections.abc import Iterator

from servanda.exchange.mappings.loader import Mappings
from servanda.exchange.mappings.model import Mapping


def listed(known: Mappings) -> Iterator[str]:
    """Every mapping in a line or two."""
    width = max((len(slug) for slug in known), default=0)
    for slug, mapping in known.items():
        yield f"{slug:<{width}}  {mapping.title.by.get('en', slug)}"


def described(mapping: Mapping) -> Iterator[str]:
    """One mapping: what it is for, its parameters, columns, records and facts."""
    yield f"{mapping.slug}: {mapping.title.by.get('en', '')}"
    yield f"  {mapping.text.by.get('en', '')}"
    yield f"  recognised by the columns: {', '.join(mapping.recognise)}"
    if mapping.framework:
        yield f"  framework: {mapping.framework}"
    for name, parameter in mapping.parameters.items():
        said = (parameter.default or "").replace("{file}", "the name of the file")
        usual = "" if parameter.default is None else f" (if not said: {said})"
        yield f"  --set {name}=...  {parameter.text.by.get('en', '')}{usual}"
    for name, value in mapping.values.items():
        yield f"  value {name}: from {', '.join(value.from_)}"
    for name, record in mapping.records.items():
        yield f"  record {name}: a {record.kind}, one for each {record.key}"
    for name, fact in mapping.facts.items():
        yield f"  fact {name}: {fact.kind} about {fact.about.removeprefix('@')}"
    for name, check in mapping.checks.items():
        yield f"  check {name}: {check.text.by.get('en', '')}"
    for column, reason in mapping.skip.items():
        yield f"  left out: {column}, {reason}"
