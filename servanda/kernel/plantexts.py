"""The texts of a plan as a view shows them: the agreed one and the public one beside it, each marked by itself.

A version that was adopted is the agreed text from that day on, whether or not it was published as an edition.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from servanda.kernel.asof import standing
from servanda.kernel.dates import PartialDate
from servanda.kernel.procedures import RulesOf, procedures
from servanda.kernel.texts import Amendment, Article, Change, Consolidated, Edition, Words, articles_of, consolidated
from servanda.kernel.view import Fact, View

SIDES = ("agreed", "public")


@dataclass(frozen=True)
class PlanText:
    """One text of a plan, with all that was said of it."""

    view: View
    plan: str
    side: str
    editions: tuple[Edition, ...]
    amendments: tuple[Amendment, ...]

    @property
    def is_known(self) -> bool:
        """Whether anything of it is seen at all."""
        return bool(self.editions or self.amendments)

    def on(self, day: date) -> Consolidated | None:
        """How it reads on a day, as far as the view goes."""
        return consolidated(self.editions, self.amendments, day)

    def fact(self, key: str) -> Fact:
        """The fact that says something of it."""
        return self.view.fact(key)


def plan_text(view: View, plan: str, side: str, rules_of: RulesOf) -> PlanText:
    """One text of a plan or package, of all that a source is cited for."""
    view = view.told
    about = view.aliases[plan]
    passed_over = _not_followed(view, about, side)
    editions = [
        Edition(fact.entry.start, _articles(view, fact), fact.digest)
        for fact in view.about(about, "text-edition")
        if fact.payload.side == side and fact.digest not in passed_over
    ]
    if side == "agreed":
        editions += _adopted(view, about, rules_of)
    amendments = tuple(_amendment(fact) for fact in view.about(about, "text-amendment") if fact.payload.side == side)
    return PlanText(view, about, side, tuple(one for one in editions if one.articles), amendments)


def plan_texts(view: View, plan: str, rules_of: RulesOf) -> tuple[PlanText, ...]:
    """The texts of a plan of which something is seen: the agreed one first."""
    found = (plan_text(view, plan, side, rules_of) for side in SIDES)
    return tuple(text for text in found if text.is_known)


def _not_followed(view: View, about: str, side: str) -> frozenset[str]:
    """The editions that contradict the one which is followed (rule 5)."""
    dispute = standing(view, about, f"text/{side}").dispute
    if dispute is None or dispute.followed is None:
        return frozenset()
    kept = {fact.digest for fact, _ in dispute.followed.answers}
    return frozenset(fact.digest for fact in dispute.facts) - kept


def _articles(view: View, fact: Fact) -> tuple[Article, ...]:
    payload: Any = fact.payload
    if payload.words_of is not None:
        version = view.record(payload.words_of)
        words = getattr(version.payload, "text", None) if version is not None else None
        return articles_of(words.by, fact.digest) if words is not None else ()
    return tuple(
        Article(one.number, one.text.by, _words(one.heading), one.objective, fact.digest) for one in payload.articles
    )


def _adopted(view: View, about: str, rules_of: RulesOf) -> Iterator[Edition]:
    """The versions of the text that were adopted, each from the day of its adoption on."""
    for one in procedures(view, rules_of):
        version = view.record(one.text)
        payload: Any = version.payload if version is not None else None
        if payload is None or payload.of is None or view.aliases[payload.of] != about or payload.text is None:
            continue
        if one.course is not None and one.course.state == "adopted":
            key = one.deciding[0].digest
            yield Edition(PartialDate.of(one.course.since.date()), articles_of(payload.text.by, key), key, True)


def _amendment(fact: Fact) -> Amendment:
    changes = tuple(
        Change(one.does, one.number, _words(one.text), _words(one.heading), one.objective, one.after)
        for one in fact.payload.changes
    )
    return Amendment(fact.as_of, fact.payload.effect or fact.as_of, changes, fact.digest)


def _words(text: Any) -> Words | None:
    return text.by if text is not None else None
