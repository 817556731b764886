"""The brief in Azerbaijani says what the English one says, from the same facts, in sentences of its own order."""

from pathlib import Path

import pytest

from tests.brief.telling import AZERBAIJAN, MOLDOVA, brief, one_line, sentences

DAY = "2016-11-15"


@pytest.mark.parametrize(("path", "day"), [(AZERBAIJAN, DAY), (AZERBAIJAN, "2024-11-26"), (MOLDOVA, "2026-11-24")])
def test_both_languages_tell_the_same_facts_in_the_same_order(path: Path, day: str) -> None:
    english, azerbaijani = (
        [(one.key, one.facts, sorted(mark.source for mark in one.marks)) for one in sentences(told)]
        for told in (brief(day, path), brief(day, path, language="az"))
    )
    assert azerbaijani == english


@pytest.mark.parametrize(
    "words",
    [
        "15 noyabr 2016-cı il tarixinə: PARP üzrə 41 məqsəd, o cümlədən Silahlı Qüvvələr üçün 27",
        "Digərləri: 14, hesablanıb (41 - 27 = 14); kimə aid olduğunu heç bir mənbə demir.",
        "dördüncü mərhələ (2015-2016-cı illər), NATO tərəfindən təsdiq edilib; günü məlum deyil",
        "20 noyabr 2002-ci ildən xidmətdədir",
        "2016-cı ilin aprel ayı tarixinə",
        "15 noyabr 2016-cı il tarixinə planlaşdırılan yüksək səviyyəli səfərlər: yoxdur.",
        "2017-ci il üçün planlaşdırılır",
        "27 may 2005-ci ildə(6)(7)(8) və ya 2004-cü ildə(3) (mübahisəli)",
    ],
)
def test_a_sentence(words: str) -> None:
    told = one_line(brief(DAY, language="az"))
    assert words in told


def test_a_name_in_another_language_begins_with_the_capital_of_its_own(tmp_path: Path) -> None:
    untranslated = tmp_path / "register.yaml"
    words = AZERBAIJAN.read_text(encoding="utf-8")
    assert "{en: infantry battalion, az: piyada taboru}" in words
    words = words.replace("{en: infantry battalion, az: piyada taboru}", "infantry battalion")
    untranslated.write_text(words, encoding="utf-8")
    told = one_line(brief(DAY, untranslated, language="az"))
    assert "Infantry battalion" in told
    assert "İnfantry" not in told
