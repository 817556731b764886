"""Strength over the years: reported, worked out, disputed; and what moved, apart from it."""

from servanda.brief.model import Mark, Movement, Series, SeriesPoint
from servanda.brief.once import once
from servanda.brief.parts import text_of
from servanda.brief.scene import Scene
from servanda.brief.sections import movements
from servanda.brief.sections.contributions import contributions
from servanda.brief.sections.strengths import statement
from servanda.brief.sides import disputes_of
from servanda.brief.sums import strength_sum
from servanda.brief.titles import record_title
from servanda.kernel.view import Fact


def series(scene: Scene) -> tuple[Series, ...]:
    """One series a contribution; only people in place, for a ceiling or a pledge is another measure."""
    return tuple(_series(scene, contribution) for contribution in contributions(scene))


def _series(scene: Scene, contribution: Fact) -> Series:
    life = scene.life(contribution.about)
    began, ended = once(scene, life.began), once(scene, life.ended)
    facts = [fact for fact in scene.view.about(contribution.about, "strength") if fact.payload.measure == "in-place"]
    points = [_point(scene, fact) for fact in facts]
    return Series(
        record=contribution.about,
        title=record_title(scene, contribution.about),
        began=began.when if began else None,
        ended=ended.when if ended else None,
        stands=_stands(scene, ended.when is not None if ended else False),
        points=_joined(points),
        movements=tuple(
            _movement(scene, fact) for fact in scene.view.about(contribution.about) if fact.kind in movements.KINDS
        ),
    )


def _stands(scene: Scene, has_ended: bool) -> str:
    return scene.t.gettext("ended") if has_ended else scene.t.gettext("under way")


def _point(scene: Scene, fact: Fact) -> SeriesPoint:
    working = strength_sum(fact, scene.language)
    total = fact.payload.total.exact if fact.payload.total else None
    if working is not None:
        total = working.result
    return SeriesPoint(
        when=fact.entry.start,
        date=scene.date_text(fact.entry.start),
        values=() if total is None else (total,),
        how="reported" if working is None else "computed",
        text=text_of(statement(scene, fact, [])),
        marks=scene.cite(fact).marks,
        disputed=_is_disputed(scene, fact),
        placed=fact.entry.is_placed,
    )


def _is_disputed(scene: Scene, fact: Fact) -> bool:
    """Whether another figure of its time speaks against it; one without a date stands apart."""
    return any(
        sum(any(one.entry.is_placed for one, _ in side.answers) for side in dispute.sides) > 1
        for dispute in disputes_of(scene, (fact,))
    )


def _joined(points: list[SeriesPoint]) -> tuple[SeriesPoint, ...]:
    """Join disputed points whose dates overlap: they are one step with several values."""
    found: list[SeriesPoint] = []
    for point in points:
        last = found[-1] if found else None
        if last and last.disputed and point.disputed and last.when.overlaps(point.when) and last.placed == point.placed:
            found[-1] = SeriesPoint(
                when=last.when,
                date=last.date,
                values=tuple(dict.fromkeys((*last.values, *point.values))),
                how="reported" if "reported" in (last.how, point.how) else "computed",
                text=f"{last.text}; {point.text}",
                marks=_marks(last, point),
                disputed=True,
                placed=last.placed,
            )
        else:
            found.append(point)
    return tuple(found)


def _marks(one: SeriesPoint, other: SeriesPoint) -> tuple[Mark, ...]:
    return tuple({mark.source: mark for mark in (*one.marks, *other.marks)}.values())


def _movement(scene: Scene, fact: Fact) -> Movement:
    sentence = movements.movement(scene, fact)
    return Movement(
        movements.kind_of(fact), fact.entry.start, scene.date_text(fact.entry.start), sentence.text, sentence.marks
    )
