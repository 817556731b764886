"""Publishing an edition of a plan's text, and amending the text."""

from collections.abc import Iterable, Mapping
from typing import Any

from servanda.errors import Refused, UsageError, worded
from servanda.kernel.dates import PartialDate
from servanda.kernel.marking import Marking
from servanda.kernel.plantexts import plan_text
from servanda.kernel.standpoint import Standpoint
from servanda.kernel.texts import Consolidated, split
from servanda.kernel.view import Fact
from servanda.plans.recording import Statements
from servanda.register.draft import Recorded
from servanda.register.editions import frameworks
from servanda.register.reading.plancourse import course_view
from servanda.register.seeing.standpoint import resolve
from servanda.review.looking import Hand, today


def publish(
    plan: Fact,
    hand: Hand,
    *,
    side: str = "agreed",
    words: str = "",
    version: str | None = None,
    title: str = "",
    when: PartialDate | None = None,
    marking: Marking | None = None,
) -> Recorded:
    """Publish an edition: of plain words, article by article, or of a version that was put to decision."""
    if not words.strip() and version is None:
        raise UsageError("no-words", worded("An edition without words."), worded("give its words, or a text version"))
    articles = [{"number": number, "text": text} for number, text in split(words)] if version is None else []
    statements = Statements(plan, hand, marking)
    said = {"side": side, "articles": articles, "words_of": version, "title": hand.words(title)}
    statements.add("text-edition", plan.about, said, when or today())
    return statements.record()


def amend(
    plan: Fact,
    changes: Iterable[Mapping[str, Any]],
    hand: Hand,
    *,
    side: str = "agreed",
    when: PartialDate | None = None,
    effect: PartialDate | None = None,
    reason: str = "",
    marking: Marking | None = None,
) -> Recorded:
    """Amend a text as it reads when that takes effect. Raises ``Refused`` where a change has no place in it."""
    made = when or today()
    wanted = [dict(change) for change in changes]
    _check(plan, wanted, hand, side, effect or made)
    statements = Statements(plan, hand, marking)
    said = {"side": side, "changes": wanted, "reason": hand.words(reason), "effect": effect.text if effect else None}
    statements.add("text-amendment", plan.about, said, made)
    return statements.record()


def _check(plan: Fact, changes: list[dict[str, Any]], hand: Hand, side: str, effect: PartialDate) -> None:
    now = resolve(Standpoint(reader=hand.reader))
    text = plan_text(course_view(plan.about, now), plan.about, side, frameworks().rules_of).on(effect.latest)
    if text is None:
        sentence = worded("No edition of this text is known, so there is nothing to amend.")
        raise Refused("no-edition", sentence, worded("publish an edition first"))
    numbers = _numbers(text)
    for change in changes:
        number, after = str(change.get("number", "")), change.get("after")
        is_there = number in numbers
        if (change["does"] == "insert") == is_there or (after is not None and after not in numbers):
            sentence = worded("The text of that day has no place for this change to article {number!r}.", number=number)
            known = worded("its articles are: {numbers}", numbers=", ".join(filter(None, numbers)))
            raise Refused("no-place", sentence, known)
        if change["does"] == "insert":
            numbers.append(number)
        elif change["does"] == "delete":
            numbers.remove(number)


def _numbers(text: Consolidated) -> list[str]:
    return [article.number for article in text.articles]
