"""Putting parts together: a translatable pattern with slots becomes the parts of a sentence."""

import string
from collections.abc import Iterable

from servanda.brief.model import Cite, Figure, Link, Part, Plain, Said, Sign
from servanda.i18n import Translator

Slot = str | Part | tuple[Part, ...]
_PATTERN = string.Formatter()


def fill(pattern: str, **slots: Slot) -> tuple[Part, ...]:
    """Fill a pattern: its own words are plain, each slot keeps what it is."""
    found: list[Part] = []
    for words, name, _, _ in _PATTERN.parse(pattern):
        if words:
            found.append(Plain(words))
        if name:
            found.extend(flat(slots[name]))
    return joined(found)


def flat(slot: Slot) -> tuple[Part, ...]:
    """Give a slot as parts."""
    if isinstance(slot, str):
        return (Plain(slot),) if slot else ()
    return slot if isinstance(slot, tuple) else (slot,)


def joined(parts: Iterable[Part]) -> tuple[Part, ...]:
    """Join plain words that meet."""
    found: list[Part] = []
    for part in parts:
        if found and isinstance(part, Plain) and isinstance(found[-1], Plain):
            found[-1] = Plain(found[-1].text + part.text)
        else:
            found.append(part)
    return tuple(found)


def listed(items: list[tuple[Part, ...]], pattern: str) -> tuple[Part, ...]:
    """Join items as a list is read; ``pattern`` ("{items} and {last}") joins the last one."""
    if len(items) < 2:
        return items[0] if items else ()
    first = items[0]
    for item in items[1:-1]:
        first = (*first, Plain(", "), *item)
    return fill(pattern, items=joined(first), last=items[-1])


def capital(parts: tuple[Part, ...], t: Translator) -> tuple[Part, ...]:
    """Begin a sentence with a capital letter; words that someone said are left as they were said."""
    if not parts or not parts[0].text:
        return parts
    head = parts[0]
    text = t.capital(head.text)
    match head:
        case Plain():
            return (Plain(text), *parts[1:])
        case Link():
            return (Link(text, head.record, head.kind), *parts[1:])
        case Sign() if not text.startswith("“"):
            return (Sign(text, head.answer), *parts[1:])
    return parts


def closed(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """End a sentence with a full stop before its last marks, unless the words already end one."""
    before = next((part for part in reversed(parts) if not isinstance(part, Cite)), None)
    if before is None or before.text.endswith((".", "!", "?", ".”", "?”")):
        return parts
    marks = parts[-1:] if isinstance(parts[-1], Cite) else ()
    return joined((*parts[: len(parts) - len(marks)], Plain("."), *marks))


def figure(number: int) -> Figure:
    """A number as a figure."""
    return Figure(str(number))


def text_of(parts: Iterable[Part]) -> str:
    """The words alone, without source marks."""
    return "".join(part.text for part in parts if not isinstance(part, Cite))


__all__ = ["Said", "Slot", "capital", "closed", "figure", "fill", "flat", "joined", "listed", "text_of"]
