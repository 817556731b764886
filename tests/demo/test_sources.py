"""Every demonstration fact can be traced, and each source counts from the right day (rule 10)."""

from datetime import timedelta

import pytest

from servanda.kernel.view import View
from servanda.kinds.citation import Citation
from servanda.kinds.rank import Rank
from servanda.kinds.source import Source
from tests.demo.seeing import AZERBAIJAN, MOLDOVA, REGISTERS, TODAY, Register

CAPTURED = "2026-11-24"
COUNTS_FROM = {
    "azerbaijan-nato": {
        "ada-biweekly-2009": "2009-05-01",
        "anews-2025": CAPTURED,
        "apa-2008": "2008-12-03",
        "aworld-news-2009": "2009-02-28",
        "azeridefence-2017": "2017-05-02",
        "azernews-2016": "2016-11-15",
        "azernews-2019": "2019-05-03",
        "azernews-2021-10": "2021-10-29",
        "azernews-2021-11": "2021-11-16",
        "azertag-azimov": CAPTURED,
        "caliber-2024": CAPTURED,
        "caspian-news-2018": "2018-01-12",
        "centralasia-2025": "2025-11-07",
        "defense-post-2018": "2018-01-09",
        "denmedia-itpp": CAPTURED,
        "embassy-canberra": CAPTURED,
        "epress-2010": "2010-09-06",
        "menafn-aliyev": CAPTURED,
        "metbuat-2024": CAPTURED,
        "mfa-interoperability": CAPTURED,
        "mfa-occ-later": CAPTURED,
        "mfa-occ-older": CAPTURED,
        "mfa-overview": CAPTURED,
        "military-wiki": CAPTURED,
        "mod-rs-2013": "2013-09-05",
        "nato-azerbaijan-page": CAPTURED,
        "nato-ipap-page": CAPTURED,
        "nato-parp-1999": CAPTURED,
        "nato-rf-2013": "2013-04-01",
        "news-az-2017-04": "2017-04-12",
        "news-az-2017-12": "2017-12-04",
        "radio-baku-2008": "2008-07-25",
        "timeturk-2008": "2008-04-17",
        "world-bulletin-2008": "2008-02-28",
        "xebersaati-2017": "2017-10-26",
        "xebersaati-2018": "2018-01-09",
    },
    "moldova-nato": {
        "army-md-2016": "2016-12-08",
        "cna-md": CAPTURED,
        "czas-wschodni-2023": "2023-12-11",
        "gazzetta-kfor17": CAPTURED,
        "infocenter-md": CAPTURED,
        "ipn-kfor19": CAPTURED,
        "ipn-minister": CAPTURED,
        "moldova-live-itpp": CAPTURED,
        "moldova-live-kfor16": CAPTURED,
        "nato-ipap-page": CAPTURED,
        "newsmaker-2022": CAPTURED,
        "zdg-kfor18": CAPTURED,
    },
}
MOST_WORDS_QUOTED = 40
EACH = pytest.mark.parametrize("register", REGISTERS.values(), ids=str)


def _sources(register: Register) -> dict[str, Source]:
    found = {}
    for item in register.file.items:
        if isinstance(item.payload, Source):
            found[register.local[item.about]] = item.payload
    return found


def _citations(register: Register) -> list[Citation]:
    payloads = [citation.payload for item in register.file.items for citation in item.citations]
    return [payload for payload in payloads if isinstance(payload, Citation)]


def _cited(register: Register, view: View) -> set[str]:
    return {register.local[cited.source] for fact in view.facts for cited in fact.citations}


def _stated_by(register: Register) -> set[str]:
    payloads = [citation.payload for item in register.file.facts for citation in item.citations]
    return {register.local[payload.source] for payload in payloads if isinstance(payload, Citation)}


@EACH
def test_each_source_counts_from_the_day_listed(register: Register) -> None:
    days = {local: source.counts_from for local, source in _sources(register).items()}
    counted = {local: day.latest.isoformat() for local, day in days.items() if day}
    assert counted == COUNTS_FROM[register.file.register]


@EACH
def test_what_a_source_says_is_known_to_the_world_from_that_day_and_not_before(register: Register) -> None:
    for local, source in _sources(register).items():
        assert source.counts_from is not None
        day = source.counts_from.latest
        before = register.view(published_by=(day - timedelta(days=1)).isoformat())
        assert local not in _cited(register, before), local
        # a source of names only is seen once something else speaks of what it names
        if local in _stated_by(register):
            assert local in _cited(register, register.view(published_by=day.isoformat())), local


@EACH
def test_every_source_is_seen_as_captured_on_one_day(register: Register) -> None:
    assert {source.captured.text for source in _sources(register).values() if source.captured} == {CAPTURED}
    assert all(source.captured for source in _sources(register).values())


@EACH
def test_every_fact_has_a_citation_and_every_citation_a_place(register: Register) -> None:
    assert [item.place.label for item in register.file.facts if not item.citations] == []
    for item in register.file.facts:
        for citation in item.citations:
            assert isinstance(citation.payload, Citation)
            assert citation.payload.at, item.place.label


@EACH
def test_every_source_is_used(register: Register) -> None:
    assert {register.local[citation.source] for citation in _citations(register)} == set(register.file.sources)


@EACH
def test_quotations_are_short(register: Register) -> None:
    quoted = [citation.quote for citation in _citations(register) if citation.quote]
    longest = max((len(text.split()) for quote in quoted for text in quote.by.values()), default=0)
    assert longest <= MOST_WORDS_QUOTED


def test_words_are_quoted_in_the_language_of_their_source() -> None:
    quoted = {AZERBAIJAN.local[one.source]: set(one.quote.by) for one in _citations(AZERBAIJAN) if one.quote}
    assert quoted["metbuat-2024"] == {"az"}
    assert quoted["azernews-2016"] == {"en"}


@EACH
def test_every_source_has_a_rank_with_its_reason_and_weak_hosts_the_lowest(register: Register) -> None:
    ranks = {register.local[item.about]: item.payload for item in register.file.items if isinstance(item.payload, Rank)}
    assert set(ranks) == set(register.file.sources)
    assert all(rank.reason for rank in ranks.values())
    weak = {local for local, source in _sources(register).items() if source.weak}
    assert all(ranks[one].rank < ranks[other].rank for one in weak for other in set(ranks) - weak)


def test_the_report_of_2016_keeps_publisher_agency_author_and_moment() -> None:
    source = _sources(AZERBAIJAN)["azernews-2016"]
    assert (source.publisher, source.agency, source.author) == ("Azernews", "Trend", "Laman Ismayilova")
    assert source.published is not None
    assert source.published.text == "2016-11-15T10:23+04:00"


def test_a_source_of_both_registers_is_one_source() -> None:
    assert AZERBAIJAN["nato-ipap-page"] == MOLDOVA["nato-ipap-page"]
    assert AZERBAIJAN["nato"] == MOLDOVA["nato"]
    assert _sources(AZERBAIJAN)["nato-ipap-page"] == _sources(MOLDOVA)["nato-ipap-page"]


def test_no_source_is_from_after_today() -> None:
    days = [source.counts_from for register in REGISTERS.values() for source in _sources(register).values()]
    assert all(day is not None and day.latest <= TODAY for day in days)
