"""Words without Django: from the catalogue of the language if there is one, else as they were written."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from servanda import i18n
from servanda.i18n import Translator
from servanda.kernel.dates import PartialDate


@pytest.fixture
def slovak(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Translator:
    catalogue = Catalog(locale="sk")  # three plural forms
    catalogue.add("Sources", "Zdroje")
    catalogue.add(("{n} item", "{n} items"), ("{n} položka", "{n} položky", "{n} položiek"))
    catalogue.add("{items} and {last}", "{items} a {last}", context="list")
    folder = tmp_path / "sk" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "django.mo").open("wb") as file:
        write_mo(file, catalogue)
    monkeypatch.setattr(i18n, "LOCALE", tmp_path)
    i18n._catalogue.cache_clear()
    return Translator("sk")


def test_words_plurals_and_contexts(slovak: Translator) -> None:
    assert slovak.gettext("Sources") == "Zdroje"
    assert [slovak.ngettext("{n} item", "{n} items", n) for n in (1, 2, 5)] == [
        "{n} položka",
        "{n} položky",
        "{n} položiek",
    ]
    assert slovak.listed(["a", "b", "c"]) == "a, b a c"
    i18n._catalogue.cache_clear()


def test_what_no_catalogue_has_stays_as_it_was_written(slovak: Translator) -> None:
    assert slovak.gettext("Next dates") == "Next dates"
    assert Translator("tlh").ngettext("one", "many", 2) == "many"
    i18n._catalogue.cache_clear()


def test_lists_and_dates_in_the_source_language() -> None:
    english = Translator()
    assert [english.listed(items) for items in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "", "a", "a and b", "a, b and c",
    ]  # fmt: skip
    assert english.date(PartialDate("2016-04"), "at").text == "in April 2016"


def test_capital_and_small_letters_are_those_of_the_language() -> None:
    assert [Translator(one).capital("iyun ayı") for one in ("az", "tr-TR", "en")] == [
        "İyun ayı",
        "İyun ayı",
        "Iyun ayı",
    ]
    assert Translator("az").small("İş Qaydası") == "iş qaydası"
    assert Translator().small("ISAF") == "isaf"
    assert Translator("az").capital("") == ""
