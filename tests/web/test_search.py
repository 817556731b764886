"""The search page."""

import re

import pytest

from tests.web.conftest import Pages


@pytest.mark.parametrize("spelling", ["Əliyev", "Aliyev", "Алиев", "aliyev"])
def test_spellings_of_one_name_find_each_other(pages: Pages, spelling: str) -> None:
    page = pages.get(f"/search/?q={spelling}")
    assert "Heydar Aliyev" in page
    assert f'value="{spelling}"' in page


def test_results_stand_by_kind_and_carry_the_standpoint(pages: Pages) -> None:
    page = pages.get("/search/?q=peacekeepers&as_of=2020-01-01")
    assert re.search(r"<h2 id=\"g\d+\">Contribution</h2>", page)
    links = re.findall(r'<a class="serif" href="([^"]+)"', page)
    assert links
    assert all(link.endswith("?as_of=2020-01-01") for link in links)
    assert pages.client.get(links[0]).status_code == 200
    assert '<input type="hidden" name="as_of" value="2020-01-01">' in page


def test_nothing_asked_and_nothing_found_say_so(pages: Pages) -> None:
    assert "What matches will stand here" in pages.get("/search/")
    page = pages.get("/search/?q=%3Cscript%3Ezzyzx")
    assert "Nothing seen from here matches" in page
    assert "&lt;script&gt;zzyzx" in page
    assert "<script>zzyzx" not in page


def test_what_has_not_begun_is_not_found(pages: Pages) -> None:
    assert "Nothing seen from here matches" in pages.get("/search/?q=Aliyev&as_of=1950-01-01")
