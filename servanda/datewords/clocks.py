"""A time of day and its zone in figures, alike in every language."""

from datetime import datetime

from servanda.kernel.edtf import Point


def clock(moment: datetime) -> str:
    """A time of day, to the second only where one was given."""
    return f"{moment:%H:%M:%S}" if moment.second else f"{moment:%H:%M}"


def zone(point: Point) -> str:
    """The zone of a moment as its distance from UTC."""
    offset = f"{point.moment:%z}" if point.moment else ""
    return "UTC" if offset in {"", "+0000"} else f"UTC{offset[:3]}:{offset[3:5]}"
