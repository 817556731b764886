"""Texts put to decision that stand otherwise: decided since, or found to have been decided otherwise."""

from collections.abc import Iterable

from servanda.brief.model import Plain, Sentence
from servanda.brief.parts import joined
from servanda.brief.scene import Scene
from servanda.brief.sections.procedures import stands, told


def otherwise(old: Scene, new: Scene) -> tuple[tuple[Sentence, ...], tuple[Sentence, ...]]:
    """Give what was decided and is now known to have been otherwise, before and now, and what came to be decided.

    A silence that ran out is decided though no fact came: the moment did (rule 2).
    """
    before = {one.record: one for one in told(old)}
    corrected: list[Sentence] = []
    decided: list[Sentence] = []
    for one in told(new):
        was = before.get(one.record)
        if was is None or was.course is None or one.course is None:
            continue
        if (was.course.state, was.course.since) == (one.course.state, one.course.since):
            continue
        if was.course.is_open:
            decided.append(stands(new, one))
        else:
            corrected.append(_pair(new, stands(old, was), stands(new, one)))
    return tuple(corrected), tuple(decided)


def _pair(scene: Scene, before: Sentence, after: Sentence) -> Sentence:
    t = scene.t
    parts = joined((Plain(t.gettext("Before: ")), *before.parts, Plain(t.gettext(" Now: ")), *after.parts))
    facts = tuple(dict.fromkeys((*before.facts, *after.facts)))
    return Sentence(f"corrected.{after.key}", parts, facts, after.workings, after.dispute, after.record)


def without(sentences: Iterable[Sentence], told_already: Iterable[Sentence]) -> tuple[Sentence, ...]:
    """The sentences that do not say again how a text stands."""
    keys = {(one.key.removeprefix("corrected."), one.record) for one in told_already}
    return tuple(one for one in sentences if (one.key, one.record) not in keys)
