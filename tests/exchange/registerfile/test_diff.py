"""What loading a file changes: nothing twice, edits as corrections, others' work left alone."""

from pathlib import Path

import pytest

from servanda.kernel.dates import PartialDate
from servanda.kinds.fields import Count, Text
from servanda.kinds.replaces import Replaces
from servanda.kinds.tally import Tally
from servanda.kinds.withdraws import Withdraws
from tests.exchange.registerfile.paper import Paper, reading

FILE = """\
servanda: 1
register: aland-nato
scope: aland-nato
entered: 2026-01-31
records:
  aland: {party: state, is: {iso3166: AX}, name: Aland}
  nato: {party: organisation, short: NATO}
  aland-nato: {partnership: {parties: [aland, nato]}}
  parp: {package: {framework: parp}}
  corps: {contribution: {party: aland}}
sources:
  news: {publisher: News, title: Nyheter, language: sv, published: 2016-11-15, rank: 60}
  page: {publisher: Page, title: A page, captured: 2020-01-01}
facts:
  - {tally: parp, total: 41, parts: {holder: {armed-forces: 27}}, as_of: 2016-11-15, source: news, at: p4}
  - {ended: corps, as_of: 2008-04-15, source: page}
same: [[aland, corps]]
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "register.yaml"


@pytest.fixture
def loaded(path: Path) -> Paper:
    paper = Paper()
    paper.load(reading(path, FILE))
    return paper


def tally(paper: Paper) -> list[object]:
    return [fact.payload.content()["total"] for fact in paper.view().of_kind("tally")]


def test_loading_twice_changes_nothing(loaded: Paper, path: Path) -> None:
    number = len(loaded.entries)
    again = loaded.load(reading(path, FILE))
    assert again.is_empty
    assert not again.missing
    assert len(loaded.entries) == number


def test_an_edit_replaces_the_old_statement(loaded: Paper, path: Path) -> None:
    found = loaded.load(reading(path, FILE.replace("total: 41", "total: 40")))
    (changed,) = found.changed
    assert not found.new
    assert not found.missing
    assert changed.replaces is not None
    assert tally(loaded) == [40]
    (fact,) = loaded.view().of_kind("tally")
    assert [cited.at for cited in fact.citations] == ["p4"]


def test_a_corrected_date_is_an_edit_too(loaded: Paper, path: Path) -> None:
    found = loaded.load(reading(path, FILE.replace("2008-04-15", "2008-04-16")))
    assert len(found.changed) == 1
    assert [fact.as_of.text for fact in loaded.view().of_kind("ended")] == ["2008-04-16"]


def test_an_edit_can_be_taken_back_and_made_again(loaded: Paper, path: Path) -> None:
    other = FILE.replace("total: 41", "total: 40")
    for text, total in ((other, 40), (FILE, 41), (other, 40), (FILE, 41)):
        found = loaded.load(reading(path, text))
        assert len(found.changed) == 1
        assert tally(loaded) == [total]


def test_what_the_file_no_longer_holds_is_told_and_withdrawn_on_request(loaded: Paper, path: Path) -> None:
    without = "\n".join(line for line in FILE.splitlines() if "tally" not in line)
    found = loaded.load(reading(path, without))
    assert {entry.kind for entry in found.missing} == {"tally"}
    assert tally(loaded) == [41]
    loaded.load(reading(path, without), withdraw_missing=True)
    assert tally(loaded) == []
    assert not loaded.load(reading(path, without)).missing
    found = loaded.load(reading(path, FILE))  # and put back
    assert len(found.new) == 1
    assert tally(loaded) == [41]


def test_citations_come_and_go(loaded: Paper, path: Path) -> None:
    more = FILE.replace("source: page}", "source: page, cite: [{source: news}]}")
    found = loaded.load(reading(path, more))
    assert (len(found.cited), found.changed, found.new) == (1, [], [])
    (fact,) = loaded.view().of_kind("ended")
    assert len(fact.citations) == 2
    found = loaded.load(reading(path, FILE), withdraw_missing=True)
    assert [entry.kind for entry in found.missing] == ["citation"]
    (fact,) = loaded.view().of_kind("ended")
    assert len(fact.citations) == 1
    loaded.load(reading(path, more))
    (fact,) = loaded.view().of_kind("ended")
    assert len(fact.citations) == 2


def corrected(paper: Paper, total: int) -> None:
    """Somebody corrects the tally by another door."""
    (fact,) = paper.view().of_kind("tally")
    new = paper.add(Tally(total=Count(exact=total)), fact.about, PartialDate("2016-11-15"), fact.entry.scope)
    closer = Replaces(by=new.id, reason=Text(by={"en": "misread"}))
    paper.add(closer, fact.entry.id, PartialDate("2026-11-24"), fact.entry.scope)


def test_a_correction_made_here_survives_the_file(loaded: Paper, path: Path) -> None:
    corrected(loaded, 43)
    found = loaded.load(reading(path, FILE))
    assert [item.payload.kind for item, _ in found.kept] == ["tally"]
    assert found.is_empty
    assert tally(loaded) == [43]
    assert not loaded.load(reading(path, FILE), withdraw_missing=True).missing
    assert tally(loaded) == [43]


def test_a_withdrawal_made_here_survives_the_file(loaded: Paper, path: Path) -> None:
    (fact,) = loaded.view().of_kind("tally")
    closer = Withdraws(reason=Text(by={"en": "a hoax"}))
    loaded.add(closer, fact.entry.id, PartialDate("2026-11-24"), fact.entry.scope)
    assert len(loaded.load(reading(path, FILE)).kept) == 1
    assert tally(loaded) == []


def test_what_others_recorded_is_none_of_the_files_business(loaded: Paper, path: Path) -> None:
    (fact,) = loaded.view().of_kind("tally")
    loaded.add(Tally(total=Count(exact=44)), fact.about, PartialDate("2013"), fact.entry.scope)
    found = loaded.load(reading(path, FILE), withdraw_missing=True)
    assert (found.others, found.missing) == (1, [])
    assert len(tally(loaded)) == 2


def test_what_others_recorded_alike_is_not_recorded_again(path: Path) -> None:
    paper = Paper()
    file = reading(path, FILE)
    (item,) = (item for item in file.items if item.payload.kind == "tally")
    assert item.as_of is not None
    entry = paper.add(item.payload, item.about, item.as_of, item.scope)
    found = paper.load(file)
    assert found.unchanged == 1
    assert [cited.target for cited in found.cited] == [entry.id]


def test_two_registers_that_load_one_file_and_join_double_nothing(path: Path) -> None:
    one, other = Paper(), Paper(today=PartialDate("2027-02-03").earliest)
    for text in (FILE, FILE.replace("total: 41", "total: 40"), FILE):
        one.load(reading(path, text))
        other.load(reading(path, text))
    before = one.view().canonical()
    number = len(one.entries)
    one.join(other)
    assert len(one.entries) == number
    assert one.view().canonical() == before == other.view().canonical()
