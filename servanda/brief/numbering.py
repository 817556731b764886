"""Numbering: sources get their numbers in the order in which a reader meets them, over a whole brief."""

from dataclasses import replace

from servanda.brief.citing import Numbers
from servanda.brief.model import Brief, Lane, NextDate, Section, Series
from servanda.brief.scene import Scene
from servanda.brief.sources import lines


def numbered(scene: Scene, brief: Brief) -> Brief:
    """Number every source mark of a brief, and list the sources at its foot. Numbers given before are given anew."""
    numbers = Numbers()
    told = replace(
        brief,
        lede=tuple(numbers.sentence(sentence) for sentence in brief.lede),
        sections=tuple(_section(section, numbers) for section in brief.sections),
        disputed=_section(brief.disputed, numbers),
        stale=_section(brief.stale, numbers),
        unknown=_section(brief.unknown, numbers),
        next_dates=tuple(_next(one, numbers) for one in brief.next_dates),
        lanes=tuple(_lane(lane, numbers) for lane in brief.lanes),
        tallies=tuple(replace(one, marks=numbers.marks(one.marks)) for one in brief.tallies),
        series=tuple(_series(one, numbers) for one in brief.series),
    )
    return replace(told, sources=lines(scene, numbers))


def _section(section: Section, numbers: Numbers) -> Section:
    return replace(section, sentences=tuple(numbers.sentence(sentence) for sentence in section.sentences))


def _next(one: NextDate, numbers: Numbers) -> NextDate:
    return replace(one, sentence=numbers.sentence(one.sentence))


def _lane(lane: Lane, numbers: Numbers) -> Lane:
    return replace(lane, items=tuple(replace(item, marks=numbers.marks(item.marks)) for item in lane.items))


def _series(one: Series, numbers: Numbers) -> Series:
    points = tuple(replace(point, marks=numbers.marks(point.marks)) for point in one.points)
    moved = tuple(replace(movement, marks=numbers.marks(movement.marks)) for movement in one.movements)
    return replace(one, points=points, movements=moved)
