"""The marking at the head and foot: that of the most restricted thing in it, in the reader's words."""

import pytest

from servanda.errors import Refused
from servanda.kernel.marking import PUBLIC, HighWater, Marking, high_water, strictest
from servanda.render.marked import marks_of, plain_of

A, B = Marking(False, "restricted", ("A", "B")), Marking(False, "secret", ("B", "C"))
APART = (Marking(False, "secret", ("A",)), Marking(False, "confidential", ("C",)))


@pytest.mark.parametrize(
    ("marking", "english", "azerbaijani"),
    [
        (PUBLIC, "PUBLIC", "AÇIQ"),
        (Marking(False, "restricted"), "RESTRICTED", "XİDMƏTİ İSTİFADƏ ÜÇÜN"),
        (
            Marking(False, "secret", ("AZE", "NATO")),
            "SECRET, RELEASABLE TO AZE, NATO",
            "MƏXFİ, VERİLƏ BİLƏR: AZE, NATO",
        ),
    ],
)
def test_a_marking_is_said_in_capitals(marking: Marking, english: str, azerbaijani: str) -> None:
    assert marks_of(high_water([marking]), "en").head == english
    assert marks_of(high_water([marking]), "az").foot == azerbaijani


def test_the_high_water_mark_is_the_highest_level_and_what_all_are_released_to() -> None:
    assert high_water([]) == high_water([PUBLIC, PUBLIC]) == HighWater()
    assert high_water([PUBLIC, A, B]) == HighWater(False, "secret", ("B",))
    assert high_water([A, Marking(False, "confidential")]) == HighWater(False, "confidential", ("A", "B"))
    assert high_water(APART) == HighWater(False, "secret", (), apart=True)
    assert marks_of(high_water(APART), "en").head == "SECRET, RELEASED TO NO ONE GROUP AS A WHOLE"


def test_the_strictest_of_several_is_readable_to_who_may_read_each() -> None:
    assert strictest([PUBLIC, A, B]) == Marking(False, "secret", ("B",))
    with pytest.raises(Refused, match="nobody could be given it"):
        strictest(APART)


def test_programs_are_given_the_ledgers_own_values() -> None:
    assert plain_of(high_water([A]), "en") == {
        "public": False,
        "level": "restricted",
        "releasable_to": ["A", "B"],
        "apart": False,
        "words": "Restricted, releasable to A, B",
    }
