"""Reading a register file: what it says, and every fault of it told with line, fact and remedy."""

from collections.abc import Callable
from pathlib import Path

import pytest

from servanda.errors import InputError
from servanda.exchange.registerfile.check import check
from servanda.exchange.registerfile.item import Item, RegisterFile
from servanda.exchange.registerfile.parse import LARGEST, read
from servanda.kernel.identity import derived_id
from servanda.kernel.marking import Marking

HEAD = """\
servanda: 1
register: aland-nato
scope: aland-nato
language: en
entered: 2026-01-31
records:
  aland: {party: state, is: {iso3166: AX}, name: Aland, names: {sv: Åland}, aliases: [Ahvenanmaa]}
  nato: {party: organisation, short: NATO}
  press: {party: {category: office, within: nato}}
  aland-nato: {partnership: {parties: [aland, nato]}}
  parp: {package: {framework: parp}}
  corps: {contribution: {party: aland}}
sources:
  news: {publisher: News, title: Nyheter, language: sv, published: 2016-11-15T10:23+04:00, rank: 60}
  page: {publisher: Page, title: A page, captured: 2020-01-01}
"""
LINES = HEAD.count("\n")
Said = Callable[..., RegisterFile]


@pytest.fixture
def said(tmp_path: Path) -> Said:
    def write(facts: str, head: str = HEAD) -> RegisterFile:
        path = tmp_path / "register.yaml"
        path.write_text(head + facts, encoding="utf-8")
        return read(path)

    return write


def only(found: RegisterFile) -> Item:
    (item,) = found.facts
    return item


def test_a_fact_takes_what_its_group_shares(said: Said) -> None:
    fact = only(
        said(
            """\
facts:
  - source: news
    said_by: press
    as_of: 2016-11-15
    marking: restricted to NATO
    facts:
      - tally: parp
        total: 41
        parts: {holder: {armed-forces: 27}}
        at: paragraph 4
        quote: "27 av 41"
"""
        )
    )
    assert fact.about == derived_id("aland-nato", "parp")
    assert fact.as_of is not None
    assert fact.as_of.text == "2016-11-15"
    assert fact.said_by == derived_id("aland-nato", "press")
    assert fact.marking == Marking(False, "restricted", ("NATO",))
    assert fact.payload.content() == {
        "total": 41,
        "parts": [{"class": "armed-forces", "count": 27, "by": "holder"}],
    }
    (citation,) = fact.citations
    assert citation.payload.content() == {
        "source": derived_id("aland-nato", "news"),
        "at": "paragraph 4",
        "quote": {"sv": "27 av 41"},  # in the source's own language
    }
    assert citation.marking == fact.marking


def test_a_fact_of_its_own_source_is_at_a_place_of_its_own(said: Said) -> None:
    fact = only(
        said("facts: [{source: news, at: line 1, as_of: 2016, facts: [{tally: parp, total: 4, source: page}]}]")
    )
    assert [one.payload.content() for one in fact.citations] == [{"source": derived_id("aland-nato", "page")}]


def test_null_takes_the_groups_value_away(said: Said) -> None:
    fact = only(said("facts: [{said_by: press, as_of: 2016, facts: [{tally: parp, total: 4, said_by: null}]}]"))
    assert fact.said_by is None


@pytest.mark.parametrize(
    ("source", "as_of"), [("news", "../2016-11-15"), ("page", "../2020-01-01")], ids=["publication", "capture"]
)
def test_an_undated_fact_is_no_later_than_its_source(said: Said, source: str, as_of: str) -> None:
    fact = only(said(f"facts: [{{rotation: corps, count: 50, source: {source}}}]"))
    assert fact.as_of is not None
    assert fact.as_of.text == as_of


def test_the_key_of_the_kinds_own_name_is_written_is(said: Said) -> None:
    fact = only(said("facts: [{step: parp, is: approved, as_of: ../2016}]"))
    assert fact.payload.content() == {"step": "approved"}


def test_a_fact_may_introduce_its_record_and_needs_no_partnership(said: Said) -> None:
    found = said("facts: [{visit: visit-1, visitor: aland, as_of: 2019-01}]")
    assert only(found).payload.content()["partnership"] == found.scope
    assert found.records["visit-1"] == derived_id("aland-nato", "visit-1") == only(found).about


def test_records_with_an_external_identifier_are_the_same_everywhere(said: Said) -> None:
    found = said("")
    assert found.records["aland"] == derived_id("iso3166", "AX")
    assert found.scope == derived_id("aland-nato", "aland-nato")


def test_names_are_facts_of_their_own(said: Said) -> None:
    aland = derived_id("iso3166", "AX")
    names = {
        (item.payload.content()["text"], item.payload.content()["language"], item.payload.content().get("use"))
        for item in said("").items
        if item.payload.kind == "name" and item.about == aland
    }
    assert names == {
        ("Aland", "en", None),
        ("Åland", "sv", None),
        ("Ahvenanmaa", "en", "alias"),
        ("iso3166:AX", "zxx", "code"),
        ("aland", "zxx", "slug"),
    }


def test_records_and_names_are_timeless_and_entered_on_a_day(said: Said) -> None:
    assert {item.as_of.text for item in said("").items if item.as_of} == {"../2026-01-31"}


def test_a_statement_made_twice_is_one_with_both_citations(said: Said) -> None:
    fact = only(
        said(
            "facts: [{tally: parp, total: 4, as_of: 2016, source: news}, "
            "{tally: parp, total: 4, as_of: 2016, source: page}]"
        )
    )
    assert len(fact.citations) == 2


def test_yaml_words_stay_texts(said: Said) -> None:
    head = HEAD.replace("iso3166: AX", "iso3166: NO")
    assert said("", head).records["aland"] == derived_id("iso3166", "NO")


FAULTS = {
    "an unknown key": ("- {tally: parp, totl: 4, as_of: 2016}", "'totl' is not a key of tally - did you mean total?"),
    "an unknown kind": ("- {taly: parp, total: 4}", "'taly' is no kind of fact - did you mean tally?"),
    "the kind not first": ("- {total: 4, tally: parp}", "'total' is no kind of fact - put tally first"),
    "an unknown record": ("- {tally: prp, total: 4, as_of: 2016}", "of this file - did you mean parp?"),
    "a record of another kind": ("- {strength: parp, total: 4, as_of: 2016}", "'parp' is a package, not a"),
    "an unknown source": ("- {tally: parp, total: 4, as_of: 2016, source: nws}", "did you mean news?"),
    "a party that is none": ("- {tally: parp, total: 4, as_of: 2016, said_by: corps}", "is a contribution, not a"),
    "an impossible date": ("- {tally: parp, total: 4, as_of: 2016-02-30}", "has no day 30 - Write a day as"),
    "an impossible planned date": (
        "- {step: parp, is: agreed, as_of: 2016, planned_for: soon}",
        "'soon' is not a date",
    ),
    "an end before the beginning": (
        "- {tally: parp, total: 4, as_of: 2016, since: 2015, until: 2014}",
        "before it begins",
    ),
    "no date at all": ("- {tally: parp, total: 4}", "it has no date, and no source"),
    "a wrong type": ("- {tally: parp, total: [4], as_of: 2016}", "total: ['4'] cannot stand here - write 41, none"),
    "a negative count": ("- {tally: parp, total: {about: -4}, as_of: 2016}", "never below nought"),
    "nothing said": ("- {tally: parp, as_of: 2016}", "a tally needs a total or parts"),
    "a wrong word": (
        "- {statement: parp, act: hopes, topic: x, text: y, as_of: 2016}",
        "'hopes' is not one of intends",
    ),
    "a missing key": ("- {statement: parp, text: y, as_of: 2016}", "'topic' is missing"),
    "a wrong short name": (
        "- {tally: parp, total: 4, of: Two Words, as_of: 2016}",
        "write a short name in small letters",
    ),
    "a closer": ("- {withdraws: parp, reason: x}", "a withdraws is not written as a fact - cite with source"),
    "a bare value": ("- 5", "a fact is written as keys and values, not as a text"),
    "a quotation of nothing": ("- {tally: parp, total: 4, as_of: 2016, quote: x}", "a quotation without its source"),
    "an odd marking": ("- {tally: parp, total: 4, as_of: 2016, marking: hush}", "'hush' is not a marking"),
    "an odd citation": ("- {tally: parp, total: 4, as_of: 2016, cite: [{sorce: news}]}", "did you mean source?"),
    "an odd record": ("- {visit: Visit One, as_of: 2016}", "'Visit One' cannot be a record's identifier"),
}


@pytest.mark.parametrize(("fact", "sentence"), FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_tells_line_fact_and_remedy(said: Said, fact: str, sentence: str) -> None:
    with pytest.raises(InputError) as raised:
        said(f"facts:\n  {fact}\n")
    told = str(raised.value)
    assert sentence in told
    assert f"register.yaml:{LINES + 2}: fact 1" in told
    assert "Nothing was recorded." in told


HEADS = {
    "no register file": ("hello: world", "this is not a register file"),
    "a later format": (HEAD.replace("servanda: 1", "servanda: 2"), "version 2 of the format"),
    "no scope": (HEAD.replace("scope: aland-nato\n", ""), "`scope` is missing"),
    "a scope that is no partnership": (
        HEAD.replace("scope: aland-nato", "scope: parp"),
        "'parp' is a package, not a partnership",
    ),
    "an unknown section": (HEAD + "fact: []", "did you mean facts?"),
    "no language": (HEAD.replace("language: en\n", "language: English\n"), "'English' is not a language"),
    "an unknown key of a record": (
        HEAD.replace("short: NATO", "shrt: NATO"),
        "record nato: shrt: 'shrt' is not a key of a record - did you mean short?",
    ),
    "two kinds of one record": (
        HEAD.replace("{party: organisation,", "{party: organisation, operation: {},"),
        "said to be",
    ),
    "a record that is a source too": (HEAD + "  nato: {publisher: x, title: y}\n", "'nato' is also a record"),
    "a record twice": (HEAD.replace("  press:", "  nato:"), "'nato' is written twice"),
    "an unknown key of a source": (HEAD.replace("captured: 2020", "capturd: 2020"), "did you mean captured?"),
    "an impossible date of a source": (
        HEAD.replace("captured: 2020-01-01", "captured: 2020-13-01"),
        "source page: captured: '2020-13-01'",
    ),
    "an empty name": (HEAD.replace("short: NATO", "short: ''"), "too short"),
    "an odd external identifier": (HEAD.replace("{iso3166: AX}", "AX"), "write {iso3166: AZ}"),
}


@pytest.mark.parametrize(("head", "sentence"), HEADS.values(), ids=HEADS.keys())
def test_a_fault_outside_the_facts_is_told_too(said: Said, head: str, sentence: str) -> None:
    with pytest.raises(InputError) as raised:
        said("", head)
    assert sentence in str(raised.value)


def test_all_faults_are_told_together_twenty_at_most(said: Said) -> None:
    with pytest.raises(InputError) as raised:
        said("facts:\n" + "  - {tally: parp, totl: 4, as_of: 2016}\n" * 25)
    told = str(raised.value)
    assert "has 25 faults" in told
    assert told.count("did you mean total?") == 20
    assert "... and 5 more" in told


def test_short_forms_lead_to_the_line_of_the_row(said: Said) -> None:
    with pytest.raises(InputError) as raised:
        said(
            """\
facts:
  - tally: parp
    as_of: 2016
    parts:
      holder:
        armed-forces: 27
        Others: 14
"""
        )
    assert f"register.yaml:{LINES + 7}: fact 1 (tally: parp): parts.holder.Others" in str(raised.value)


def test_an_unknown_framework_is_a_fault_where_frameworks_are_known(said: Said, tmp_path: Path) -> None:
    said("")
    with pytest.raises(InputError) as raised:
        read(tmp_path / "register.yaml", frameworks=("parps", "ipap"))
    assert "'parp' is no framework known here - did you mean parps?" in str(raised.value)


def test_a_large_file_is_refused_by_its_size(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)  # were it parsed, its noughts would be the fault
    with pytest.raises(InputError, match="larger than 10 MB") as raised:
        read(path)
    assert "JSON Lines" in raised.value.remedy


def test_check_tells_what_a_file_holds(said: Said, tmp_path: Path) -> None:
    said("facts: [{tally: parp, total: 4, as_of: 2016, source: news}]")
    assert check(tmp_path / "register.yaml").endswith(
        "no fault. Records: 8, of them sources: 2. Facts: 1 (1 tally). Citations: 1."
    )
