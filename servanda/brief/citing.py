"""Source marks: where a fact is cited, gathered for the end of a clause and numbered in the order of reading."""

from collections.abc import Iterable
from dataclasses import replace

from servanda.brief.model import Cite, Mark, Part, Said, Sentence, SideLine, SideTold
from servanda.kernel.entries import instant
from servanda.kernel.view import Cited, Fact


def cite(facts: Iterable[Fact], voice: dict[str, str], dates: dict[str, str]) -> Cite:
    """Gather the marks of some facts, one a source: a citation with a quotation goes before one without.

    ``voice`` and ``dates`` give, by the fact's digest, who said it and as of when, in words.
    """
    chosen: dict[str, Mark] = {}
    for fact in facts:
        for cited in fact.citations:
            mark = _mark(fact, cited, voice.get(fact.digest), dates.get(fact.digest))
            held = chosen.get(cited.source)
            if held is None or (mark.quoted and not held.quoted):
                chosen[cited.source] = mark
    return Cite(tuple(chosen.values()))


def _mark(fact: Fact, cited: Cited, said_by: str | None, as_of: str | None) -> Mark:
    quote = cited.payload.quote
    return Mark(
        number=0,
        source=cited.source,
        fact=fact.entry.id,
        at=cited.at,
        quote=Said(*_original(quote), verbatim=True) if quote else None,
        said_by=said_by,
        as_of=as_of,
        recorded=instant(fact.entry.recorded_at),
    )


def _original(quote: object) -> tuple[str, str]:
    """A quotation in the language it was made in, never in a translation."""
    by: dict[str, str] = getattr(quote, "by", {})
    language = getattr(quote, "authentic", None) or next(iter(by))
    return by[language], language


class Numbers:
    """Numbers sources in the order in which a reader meets them."""

    def __init__(self) -> None:
        self.order: dict[str, int] = {}
        self.quotations: dict[str, list[tuple[str | None, Said]]] = {}

    def mark(self, mark: Mark) -> Mark:
        """Give a mark its number, and keep what it quotes for the foot."""
        number = self.order.setdefault(mark.source, len(self.order) + 1)
        held = self.quotations.setdefault(mark.source, [])
        if mark.quote and (mark.at, mark.quote) not in held:
            held.append((mark.at, mark.quote))
        return replace(mark, number=number)

    def marks(self, marks: Iterable[Mark]) -> tuple[Mark, ...]:
        """Number some marks; printed in the order of their numbers."""
        return tuple(sorted((self.mark(mark) for mark in marks), key=lambda mark: mark.number))

    def parts(self, parts: Iterable[Part]) -> tuple[Part, ...]:
        """Number the marks among parts."""
        return tuple(Cite(self.marks(part.marks)) if isinstance(part, Cite) else part for part in parts)

    def sentence(self, sentence: Sentence) -> Sentence:
        """Number a sentence, and the dispute it opens."""
        parts = self.parts(sentence.parts)
        dispute = sentence.dispute
        if dispute is not None:
            sides = tuple(
                SideTold(tuple(self._line(line) for line in side.lines), side.followed) for side in dispute.sides
            )
            dispute = replace(dispute, sides=sides, why=self.parts(dispute.why))
        return replace(sentence, parts=parts, dispute=dispute)

    def _line(self, line: SideLine) -> SideLine:
        return replace(line, value=self.parts(line.value), marks=self.marks(line.marks))
