"""Templates draw layouts: well formed, titled, the same in every language's figures, with no style of their own."""

import re
from xml.etree import ElementTree

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from tests.render.charts.samples import every_chart

CHARTS = every_chart()
IN_ENTITIES = re.compile(r"\s(hidden|popover)(?=[\s>])")


def drawn(name: str, language: str = "en") -> str:
    with translation.override(language):
        return render_to_string(f"charts/{name}", {"chart": CHARTS[name]})


def tree(text: str) -> ElementTree.Element:
    text = re.sub(r"<(input[^>]*)>", r"<\1/>", IN_ENTITIES.sub(r' \1=""', text))
    return ElementTree.fromstring(f"<page>{text}</page>")


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_is_well_formed_and_styles_nothing_itself(name: str) -> None:
    text = drawn(name)
    assert tree(text).tag == "page"
    assert "style=" not in text
    assert "viewBox" not in text


@pytest.mark.parametrize("name", CHARTS)
def test_numbers_in_a_drawing_keep_their_point_in_every_language(name: str) -> None:
    numbers = [
        value
        for element in tree(drawn(name, "az")).iter()
        for key, value in element.attrib.items()
        if key in {"x", "y", "x1", "x2", "y1", "y2", "width", "height", "cx", "cy", "r", "min", "max", "value"}
    ]
    assert all(re.fullmatch(r"-?\d+(\.\d+)?%?", number) for number in numbers)


@pytest.mark.parametrize("name", sorted(set(CHARTS) - {"two_times.html", "scrubber.svg.html", "grade_mark.svg.html"}))
def test_a_drawing_says_what_it_is_to_those_who_listen(name: str) -> None:
    drawings = [svg for svg in tree(drawn(name)).iter("svg") if svg.get("role") == "img"]
    assert drawings
    for svg in drawings:
        named = svg.get("aria-label") or " ".join(
            "".join(part.itertext())
            for part in svg.iter()
            if part.get("id") in (svg.get("aria-labelledby") or "").split()
        )
        assert named.strip()


@pytest.mark.parametrize(
    "name", ["timeline.svg.html", "steps.svg.html", "stacked.svg.html", "calendar.svg.html", "strips.svg.html"]
)
def test_the_same_as_a_table_stands_behind_it(name: str) -> None:
    root = tree(drawn(name))
    chart: object = CHARTS[name]
    rows = chart.table().rows  # type: ignore[attr-defined]
    cells = [tuple("".join(cell.itertext()) for cell in row) for row in root.iterfind(".//tbody/tr")]
    assert cells == list(rows)


def test_letters_that_mean_something_in_markup_are_kept_as_letters() -> None:
    assert "Second & <third>" in "".join(tree(drawn("timeline.svg.html")).itertext())


def test_the_slider_waits_for_the_script() -> None:
    (slider,) = tree(drawn("scrubber.svg.html")).iter("input")
    assert slider.get("hidden") is not None
    assert slider.get("aria-valuetext") == "15 Nov 2016"


def test_a_tally_that_cannot_be_divided_leaves_no_empty_bar() -> None:
    from servanda.render.charts import Split

    assert render_to_string("charts/split.svg.html", {"chart": Split("s", "P", None, ())}).strip() == ""
