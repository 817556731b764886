"""Forms made from the kinds: what they ask, what they read, and that a statement survives its own form."""

from pathlib import Path

import pytest
from django.utils.translation import override

import servanda.demo
from servanda.exchange.registerfile.parse import read
from servanda.kinds import KINDS
from servanda.kinds.fields import Count
from servanda.kinds.strength import Strength
from servanda.kinds.tally import Tally
from servanda.web.forms import fieldwords, kindwords, reading, tree, writing
from servanda.web.forms.shape import Shape, shapes

DEMO = Path(servanda.demo.__file__).parent
ITEMS = [item for name in ("azerbaijan-nato.yaml", "moldova-nato.yaml") for item in read(DEMO / name).items]


def test_every_statement_of_the_demonstration_survives_its_own_form() -> None:
    kinds = set()
    for item in ITEMS:
        typed = tree.nest(tree.flat({"c": writing.tree_of(item.payload)}))
        plain = reading.content(type(item.payload), typed.get("c"))
        assert type(item.payload).model_validate(plain) == item.payload, item.place
        kinds.add(item.payload.kind)
    assert len(kinds) > 20


@pytest.mark.parametrize(
    "said",
    [41, "none", {"about": 45}, {"at_most": 40}, {"at_least": 3}, {"at_least": 3, "at_most": 9},
     {"words": {"en": "a part", "az": "bir hissə"}}, {"exact": 27, "words": {"en": "some 27"}}],
)  # fmt: skip
def test_every_form_of_a_number_survives_its_field(said: object) -> None:
    strength = Strength(total=Count.model_validate(said))
    typed = tree.nest(tree.flat({"c": writing.tree_of(strength)}))
    assert Strength.model_validate(reading.content(Strength, typed["c"])) == strength


def test_what_is_left_blank_is_absent_and_blank_rows_are_left_out() -> None:
    typed = tree.nest(
        [
            ("c.total.form", "exact"), ("c.total.number", ""),
            ("c.parts.0.class", ""), ("c.parts.0.by", "class"), ("c.parts.0.count.form", "exact"),
            ("c.parts.4.class", "armed-forces"), ("c.parts.4.by", "holder"), ("c.parts.4.count.number", "27"),
        ]
    )  # fmt: skip
    plain = reading.content(Tally, typed["c"])
    assert "total" not in plain
    assert len(plain["parts"]) == 1
    assert plain["parts"][0]["count"] == {"exact": "27"}


def test_a_made_up_address_of_a_field_is_never_followed_deep() -> None:
    assert tree.nest([(".".join(["c"] * 5000), "x")]) == {}
    row = "9" * 5000
    assert tree.nest([(f"c.{row}", "x")]) == {"c": {row: "x"}}, "no row has such a number"
    assert tree.nest([("c", "x"), ("c.d", "y")]) == {"c": "x"}


def test_every_kind_that_a_person_records_is_offered_and_every_field_of_it_is_named() -> None:
    with override("en"):
        for kind in kindwords.RECORDABLE:
            for shape in _all(kind):
                assert (kind, shape.key) in fieldwords.OWN_LABELS or shape.key in fieldwords.LABELS, (kind, shape.key)
                assert all(one in fieldwords.CHOICES for one in shape.choices), (kind, shape.key)
        for kind, words in kindwords.KINDS.items():
            assert words.summary == KINDS[kind].summary
    assert set(kindwords.KINDS) == set(KINDS)


def test_kinds_that_are_not_offered_have_a_door_of_their_own() -> None:
    others = {
        "agenda-item",
        "agenda-order",
        "delegation",
        "meeting-time",
        "minutes",
        "outcome",
        "approval",
        "text-edition",
        "text-amendment",
        "succession",
        "postponed",
        "returned",
        "review-lock",
        "review-step",
        "citation",
        "replaces",
        "withdraws",
        "same-as",
        "erased",
        "marked",
        "framework-edition",
        "issued",
    }
    assert set(KINDS) - kindwords.RECORDABLE == others


def _all(kind: str) -> list[Shape]:
    found = list(shapes(KINDS[kind]))
    for shape in list(found):
        if shape.item and shape.item.inner and shape.item.form == "group":
            found += shapes(shape.item.inner)
    return found
