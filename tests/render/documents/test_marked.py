"""The marking that stands on each page: that of the most restricted thing in it, in the reader's capitals."""

import pytest

from servanda.errors import Refused
from servanda.i18n import Translator
from servanda.kernel.marking import PUBLIC, Marking, strictest
from servanda.render.documents.marked import marking_words


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
    assert marking_words(marking, Translator("en")) == english
    assert marking_words(marking, Translator("az")) == azerbaijani


def test_the_strictest_of_several_is_readable_to_who_may_read_each() -> None:
    restricted, secret = Marking(False, "restricted", ("A", "B")), Marking(False, "secret", ("B", "C"))
    assert strictest([PUBLIC, restricted, secret]) == Marking(False, "secret", ("B",))
    with pytest.raises(Refused, match="nobody could be given it"):
        strictest([Marking(False, "secret", ("A",)), Marking(False, "secret", ("C",))])
