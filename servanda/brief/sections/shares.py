"""Shares done, in per cent, as sources say them: how many items are said to be done, partly or not at all.

No average is made of them: what one source calls half done another may not.
"""

from collections.abc import Iterator
from decimal import Decimal

from servanda.brief.disputes import told_dispute
from servanda.brief.model import Figure, Part, Plain, Sentence
from servanda.brief.parts import figure, fill, text_of
from servanda.brief.scene import Behind, Scene
from servanda.brief.sides import as_followed, signed
from servanda.brief.titles import record_link
from servanda.kernel.asof import Standing, standing
from servanda.kernel.view import Fact

_QUESTION = "progress/"
_DONE = Decimal(100)


def counted(scene: Scene, container: Fact, items: tuple[Fact, ...]) -> Iterator[Sentence]:
    """Of the items of a plan or package: how many are said to be done, and how many not at all; the rest by its bounds.

    Of items that two sources give different shares it is told only that.
    """
    asked: dict[str, list[Standing]] = {}
    for item in items:
        for _, question in scene.view.questions(item.about):
            if question.startswith(_QUESTION) and (stand := standing(scene.view, item.about, question)).facts:
                asked.setdefault(question, []).append(stand)
    for question, stands in sorted(asked.items()):
        facts = tuple({fact.digest: fact for stand in stands for fact, _ in stand.facts}.values())
        pattern = scene.t.ngettext(
            "{what}{measured}: of {total} item whose share done is said, {shares}.",
            "{what}{measured}: of {total} items whose share done is said, {shares}.",
            len(stands),
        )
        yield scene.say(
            f"progress.shares.{question.removeprefix(_QUESTION)}",
            pattern,
            facts,
            Behind(record=container.about),
            what=record_link(scene, container.about),
            measured=_measured(scene, question, facts),
            total=figure(len(stands)),
            shares=scene.listed(list(_shares(scene, stands))),
        )


def said_of(scene: Scene, record: str) -> Iterator[Sentence]:
    """The share done of one record as a whole: as each source that answers now says it."""
    for about, question in scene.view.questions(record):
        if not question.startswith(_QUESTION):
            continue
        facts = [fact for fact, _ in standing(scene.view, about, question).facts]
        for fact, dispute in as_followed(scene, facts, question):
            share = _per_cent(scene, fact.payload.percent)
            yield scene.say(
                f"progress.share.{question.removeprefix(_QUESTION)}",
                scene.t.gettext("{what}{measured}: {share} done, as of {date}{note}."),
                (fact,),
                Behind(record=about, dispute=told_dispute(scene, dispute) if dispute else None),
                what=record_link(scene, about),
                measured=_measured(scene, question, (fact,)),
                share=signed(scene, share, fact, dispute) if dispute else share,
                date=scene.date(fact.as_of),
                note=scene.if_said(scene.t.gettext(" ({text})"), text=fact.payload.note),
            )


def _shares(scene: Scene, stands: list[Standing]) -> Iterator[tuple[Part, ...]]:
    """Items by their share: done, between two bounds, not begun, disputed; only what there is."""
    t = scene.t
    agreed = [stand.facts[0][0].payload.percent for stand in stands if stand.dispute is None]
    done = [share for share in agreed if Decimal(share) >= _DONE]
    none = [share for share in agreed if Decimal(share) == 0]
    between = sorted((share for share in agreed if 0 < Decimal(share) < _DONE), key=Decimal)
    if done:
        full = t.gettext("{number} at {share} or above")
        yield fill(full, number=figure(len(done)), share=_per_cent(scene, "100"))
    if between:
        low, high = (_per_cent(scene, share) for share in (between[0], between[-1]))
        if text_of(low) == text_of(high):
            yield fill(t.gettext("{number} at {share}"), number=figure(len(between)), share=low)
        else:
            span = t.gettext("{number} between {low} and {high}")
            yield fill(span, number=figure(len(between)), low=low, high=high)
    if none:
        yield fill(t.gettext("{number} at {share}"), number=figure(len(none)), share=_per_cent(scene, "0"))
    if len(agreed) < len(stands):
        yield fill(t.gettext("{number} disputed"), number=figure(len(stands) - len(agreed)))


def _measured(scene: Scene, question: str, facts: tuple[Fact, ...]) -> tuple[Part, ...]:
    """What is measured: as its sources call it where they call it one thing, else by its own name, if it has one."""
    labels = {scene.text(fact.payload.label) for fact in facts if fact.payload.label}
    if len(labels) == 1 and all(fact.payload.label for fact in facts):
        return fill(scene.t.gettext(", “{text}”"), text=labels.pop())
    what = question.removeprefix(_QUESTION)
    return fill(", {text}", text=Plain(scene.human(what))) if what != "overall" else ()


def _per_cent(scene: Scene, share: str) -> tuple[Part, ...]:
    return (Figure(scene.t.gettext("{share} %").format(share=share)),)
