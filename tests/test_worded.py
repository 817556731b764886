"""Sentences of faults are said in the reader's language, with what stands in their places."""

from servanda.errors import said_in, worded
from servanda.i18n import Translator
from servanda.kernel.dates import DateFault, PartialDate


def test_a_sentence_is_english_until_it_is_said_in_another_language() -> None:
    sentence = worded("A {kind} cannot be cited.", kind="citation")
    assert sentence == "A citation cannot be cited."
    assert sentence.said_in(Translator("az").gettext) == "citation növünə istinad verilə bilməz."
    assert said_in("as it is", Translator("az").gettext) == "as it is"


def test_a_sentence_inside_a_sentence_is_said_too() -> None:
    try:
        PartialDate("2016-13")
    except DateFault as fault:
        assert "there is no month 13" in fault.sentence
        assert "13 nömrəli ay yoxdur" in fault.sentence.said_in(Translator("az").gettext)
    else:
        raise AssertionError("2016-13 is no date")


def test_braces_that_somebody_typed_stay_what_they_are() -> None:
    sentence = worded("No record {name!r} is known.", name="{kind} {0.__class__}")
    assert "{kind} {0.__class__}" in sentence.said_in(Translator("az").gettext)
