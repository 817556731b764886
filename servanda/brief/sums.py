"""Sums worked out here: only from lines of one statement that it has as disjoint, and always shown."""

from collections.abc import Iterator

from servanda.brief.model import Working
from servanda.kernel.view import Fact
from servanda.kinds.tally import Share


def split_sum(shares: tuple[Share, ...]) -> Working | None:
    """Add up shares if every one of them is an exact number."""
    terms = [(share.count.exact, share.of_class) for share in shares]
    numbers = [(number, label) for number, label in terms if number is not None]
    if len(numbers) < len(terms) or not numbers:
        return None
    return Working(tuple(numbers), "+", sum(number for number, _ in numbers))


HOLDER = "holder"  # the way of splitting that says whose the items are


def remainder(fact: Fact, *, of_holders: bool | None = None) -> Iterator[Working]:
    """What an exact total leaves beside its exact shares, one way of splitting at a time.

    ``of_holders`` narrows it to the split that says whose the items are, or to all others.

    Several shares are taken off only if the statement has them disjoint; a share in words takes nothing off.
    """
    total = fact.payload.total
    if total is None or total.exact is None:
        return
    ways: dict[str, list[Share]] = {}
    for share in fact.payload.parts:
        ways.setdefault(share.by, []).append(share)
    for by, shares in ways.items():
        if of_holders is not None and of_holders is not (by == HOLDER):
            continue
        numbers = [(share.count.exact, share.of_class) for share in shares if share.count.exact is not None]
        if not numbers or len(numbers) < len(shares) or (len(numbers) > 1 and not fact.payload.disjoint):
            continue
        left = total.exact - sum(number for number, _ in numbers)
        if left:
            yield Working(((total.exact, "total"), *numbers), "-", left, label="others")


def strength_sum(fact: Fact, language: str) -> Working | None:
    """The total of a strength that gives none: its lines, if they are all of it, disjoint and exact."""
    payload = fact.payload
    if payload.total is not None or payload.lines_are != "all" or not payload.disjoint or len(payload.lines) < 2:
        return None
    terms = [(line.count.exact, line.what.in_language(language)[0]) for line in payload.lines]
    numbers = [(number, label) for number, label in terms if number is not None]
    if len(numbers) < len(terms):
        return None
    return Working(tuple(numbers), "+", sum(number for number, _ in numbers))
