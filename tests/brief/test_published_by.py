"""What the world could have known: only what was published by then, and only those citations (rule 10)."""

from datetime import date
from pathlib import Path

import pytest

from servanda.kernel.dates import PartialDate
from tests.brief.telling import AZERBAIJAN, MOLDOVA, brief, said
from tests.support.seen import view_of


@pytest.mark.parametrize("path", [AZERBAIJAN, MOLDOVA], ids=lambda path: path.stem)
@pytest.mark.parametrize("day", ["2010-01-01", "2016-12-31", "2018-06-30"])
def test_nothing_rests_on_a_later_source(path: Path, day: str) -> None:
    told = brief("2021-01-01", path, published_by=day)
    view = view_of(path, "2021-01-01", published_by=day)
    for line in told.sources:
        source = view.record(line.record)
        assert source is not None
        counts_from: PartialDate | None = source.payload.counts_from
        assert counts_from is not None
        assert counts_from.latest <= date.fromisoformat(day), line.publisher


def test_at_the_end_of_2016() -> None:
    told = brief("2021-01-01", published_by="2016-12-31")
    assert "from what was published by 31 December 2016" in told.heading.known
    assert said(told, "41 objectives under PARP")
    assert not said(told, "120, including")
    assert not said(told, "2017", "PARP assessment")
    assert not said(told, "4 May 1994")
