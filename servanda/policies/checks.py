"""What is wrong in a policy beyond its form: levels out of order, a group twice, words without their place."""

import string
from collections.abc import Iterator

from servanda.frameworks.words import Label
from servanda.kernel.marking import LEVELS
from servanda.policies.model import Policy

_PLACES = (
    ("releasable", frozenset({"level", "groups"})),
    ("apart", frozenset({"level"})),
    ("head", frozenset({"marking"})),
    ("foot", frozenset({"marking"})),
)


def faults(policy: Policy) -> Iterator[tuple[tuple[str | int, ...], str, str]]:
    """Every fault as its keys, a sentence and a remedy."""
    named = [one.level for one in policy.levels]
    for place, level in enumerate(named):
        if level not in LEVELS:
            yield ("levels", place, "level"), f"{level!r} is no level of the ledger", f"The levels are: {_LISTED}."
    if named != list(LEVELS) and set(named) <= set(LEVELS):
        yield ("levels",), "it does not name each level once, lowest first", f"Name them in this order: {_LISTED}."
    seen: set[str] = set()
    for place, group in enumerate(policy.groups):
        if group.code in seen:
            yield ("groups", place, "code"), f"the group {group.code!r} is named twice", "Leave one of them out."
        seen.add(group.code)
    for key, places in _PLACES:
        label: Label = getattr(policy, key)
        for language, text in label.by.items():
            if _places(text) != places:
                wanted = " and ".join(f"{{{name}}}" for name in sorted(places, reverse=True))
                yield (key, language), f"{text!r} does not hold {wanted}, once each", f"Write {wanted} where they go."


_LISTED = ", ".join(LEVELS)


def _places(text: str) -> frozenset[str] | None:
    """The names in braces; nothing where there is one twice, or a brace that is none."""
    try:
        parsed = list(string.Formatter().parse(text))
    except ValueError:
        return None
    found = [name for _, name, form, how in parsed if name is not None and not (form or how)]
    braces = text.count("{")
    return frozenset(found) if len(set(found)) == len(found) == braces else None
