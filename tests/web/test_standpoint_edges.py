"""A page can be asked for from the edges of the calendar, and from nowhere at all."""

import pytest

from tests.web.conftest import Pages

MOMENTS = (
    "0001",
    "0002",
    "9999",
    "9999-12-31T23:59-12:00",
    "0001-01-01T00:00+14:00",
    "../..",
    "\N{GRINNING FACE}",
    "1" * 9000,
)


@pytest.mark.parametrize("field", ["as_of", "known_at", "published_by"])
@pytest.mark.parametrize("text", MOMENTS, ids=lambda text: text[:24])
def test_any_standpoint_gives_a_page(pages: Pages, field: str, text: str) -> None:
    assert pages.client.get("/", {field: text}).status_code == 200
    assert pages.client.get("/search/", {"q": "Aliyev", field: text}).status_code == 200
