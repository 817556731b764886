"""A standpoint at the edge of the calendar is still a standpoint."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from servanda.kernel.entries import instant
from servanda.kernel.standpoint import Standpoint

WEST, EAST = timezone(timedelta(hours=-5)), timezone(timedelta(hours=4))


@pytest.mark.parametrize(
    ("moment", "edge"),
    [
        (datetime.max.replace(tzinfo=WEST), datetime.max.replace(tzinfo=UTC)),
        (datetime.min.replace(tzinfo=EAST), datetime.min.replace(tzinfo=UTC)),
    ],
)
def test_a_moment_beyond_the_calendar_is_its_edge(moment: datetime, edge: datetime) -> None:
    assert Standpoint(known_at=moment).known_at == edge


def test_a_moment_within_it_keeps_its_zone() -> None:
    moment = datetime(2016, 11, 15, 10, 23, tzinfo=EAST)
    assert Standpoint(known_at=moment).known_at == moment
    assert instant(moment) == "2016-11-15T06:23:00.000Z"
