"""No text becomes a formula, and every text can be got back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.exchange.exports.guard import guarded, is_formula_like, unguarded

DANGEROUS = "=+-@\t\r\n＝＋－＠"
TEXTS = st.text(alphabet=st.sampled_from("ab' ;=+-@\t\r\n＝"), max_size=12) | st.text(max_size=30)


@given(TEXTS)
def test_a_guarded_text_can_be_got_back(text: str) -> None:
    assert unguarded(guarded(text)) == text


@given(TEXTS)
def test_no_cell_begins_like_a_formula_however_the_line_is_parted(text: str) -> None:
    cells = guarded(text).replace("\t", ";").replace("\r", ";").replace("\n", ";").split(";")
    assert [cell for cell in cells if cell.lstrip(" ")[:1] in set("=+-@＝＋－＠")] == []


@given(TEXTS)
def test_what_is_harmless_stays_as_it_is(text: str) -> None:
    if not any(letter in DANGEROUS for letter in text):
        assert guarded(text) == text


@pytest.mark.parametrize("text", ["=1", " =1", "-1+1", "@A", "\t=1", "'=1"])
def test_what_would_be_a_formula_is_known(text: str) -> None:
    assert is_formula_like(text)
    assert not is_formula_like("41 goals - all of them")
