"""Who is named in brackets at the ends of a text's parts: ``Ratify it (France) (Peru); Sign it (Chad);``."""

from servanda.exchange.mappings.parties import state_code

_BETWEEN = " ;,.\n\t"


def bracketed(text: str, *, states_only: bool) -> list[str]:
    """Give what stands in brackets at the end of the text, or of a part that a semicolon ends, in order, once each.

    With ``states_only`` what is no state that is known is left out where a state stands beside it: an abbreviation.
    """
    found: list[str] = []
    for part in _parts(text):
        groups = _last_groups(part)
        states = [group for group in groups if state_code(group)] if states_only else []
        found.extend(group for group in (states or groups) if group not in found)
    return found


def _parts(text: str) -> list[str]:
    """The parts that semicolons end, not counting those inside brackets."""
    parts, depth, start = [], 0, 0
    for place, letter in enumerate(text):
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if letter == ";" and depth <= 0:
            parts.append(text[start:place])
            start, depth = place + 1, 0
    return [*parts, text[start:]]


def _last_groups(part: str) -> list[str]:
    groups: list[str] = []
    rest = part.rstrip(_BETWEEN)
    while rest.endswith(")"):
        depth = 0
        for place in range(len(rest) - 1, -1, -1):
            depth += {")": 1, "(": -1}.get(rest[place], 0)
            if depth == 0:
                break
        else:
            return groups
        groups.insert(0, rest[place + 1 : -1].strip())
        rest = rest[:place].rstrip(_BETWEEN)
    return groups
