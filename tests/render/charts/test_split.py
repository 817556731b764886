"""A tally and its parts: what is left is "others", worked out and shown to be so."""

from hypothesis import given
from hypothesis import strategies as st

from servanda.render.charts import Part, Split
from tests.render.charts.samples import LABELS


def test_the_rest_is_hatched_and_its_sum_is_shown() -> None:
    split = Split("s", "Package", 41, (Part("armed forces", 27),))
    part, rest = split.layout().segments
    assert (part.hatched, rest.hatched) == (False, True)
    assert (part.text, rest.text) == ("27 armed forces", "14 others")
    assert split.table().rows == (
        ("armed forces", "27", "reported"),
        ("others", "14", "computed: 41 - 27"),
        ("In all", "41", "reported"),
    )


def test_an_unknown_total_draws_nothing_and_is_not_nought() -> None:
    split = Split("s", "Package", None, (Part("armed forces", 27),))
    assert split.layout().segments == ()
    assert split.table().rows[-1] == ("In all", "not known", "")
    assert Split("s", "Package", 0, (Part("armed forces", 0),)).table().rows[-1] == ("In all", "0", "reported")


def test_parts_beyond_the_total_are_not_drawn_as_a_whole() -> None:
    assert Split("s", "Package", 10, (Part("a", 7), Part("b", 7))).layout().segments == ()


def test_a_total_without_parts_is_not_a_remainder() -> None:
    assert Split("s", "Package", 41, ()).rest is None
    assert Split("s", "Package", 41, ()).layout().segments == ()


@given(st.integers(1, 500), st.lists(st.builds(Part, LABELS, st.integers(0, 100)), min_size=1, max_size=6))
def test_segments_fill_the_bar_in_proportion(total: int, parts: list[Part]) -> None:
    split = Split("s", "Package", total, tuple(parts))
    segments = split.layout().segments
    if sum(part.count for part in parts) > total:
        assert segments == ()
        return
    assert abs(sum(segment.width for segment in segments) - 100) < 0.1
    at = 0.0
    for segment in segments:
        assert abs(segment.x - at) < 0.1
        at = segment.x + segment.width


def test_a_small_bar_has_no_letters() -> None:
    assert {segment.text for segment in Split("s", "P", 41, (Part("a", 27),), small=True).layout().segments} == {""}
