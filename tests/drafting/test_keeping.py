"""Drafts: whoever types at one form, nobody's words are lost."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from servanda.drafting.keeping import LONGEST, MOST, Author, keep, kept, kept_places, place, remove
from servanda.drafting.models import Strand
from servanda.errors import Refused
from servanda.ledger import clock
from tests.support.databases import Database

FORM = place("review", "objective", "voice")
ANN, BO = Author("a", "Ann"), Author("b", "Bo")


def test_a_strand_grows_by_versions(database: Database) -> None:
    first = keep(FORM, ANN, {"reasoning": "One.", "evidence": " "})
    assert (first.version, dict(first.text)) == (1, {"reasoning": "One."})
    second = keep(FORM, ANN, {"reasoning": "One. Two."}, first.strand, first.version)
    assert (second.strand, second.version, second.is_apart) == (first.strand, 2, False)
    assert [dict(one.text) for one in kept(FORM)] == [{"reasoning": "One. Two."}]
    assert kept_places([FORM, place("another")]) == {FORM}


def test_what_was_typed_on_an_older_version_stands_beside_the_newer(database: Database) -> None:
    first = keep(FORM, ANN, {"reasoning": "One."})
    keep(FORM, ANN, {"reasoning": "One. Two."}, first.strand, first.version)
    late = keep(FORM, ANN, {"reasoning": "One. Three."}, first.strand, first.version)
    assert late.is_apart
    assert {one.text["reasoning"] for one in kept(FORM)} == {"One. Two.", "One. Three."}
    # a save whose answer went astray is the same save
    again = keep(FORM, ANN, {"reasoning": "One. Two."}, first.strand, first.version)
    assert (again.strand, again.version) == (first.strand, 2)
    assert len(kept(FORM)) == 2


def test_nobody_writes_into_the_strand_of_another(database: Database) -> None:
    first = keep(FORM, ANN, {"reasoning": "Ann's."})
    other = keep(FORM, BO, {"reasoning": "Bo's."}, first.strand, first.version)
    assert other.strand != first.strand
    elsewhere = keep(place("another"), ANN, {"reasoning": "Elsewhere."}, first.strand, first.version)
    assert elsewhere.strand != first.strand
    assert not remove(FORM, BO, first.strand, first.version)
    assert not remove(FORM, ANN, first.strand, 7)
    assert remove(FORM, ANN, first.strand, first.version)
    assert [one.author for one in kept(FORM)] == [BO]


def test_a_form_holds_so_much_and_no_more(sqlite_database: Database) -> None:
    with pytest.raises(Refused, match="longer than a form holds"):
        keep(FORM, ANN, {"reasoning": "x" * (LONGEST + 1)})
    now = clock.now()
    Strand.objects.bulk_create(Strand(place=FORM, author=str(n), text={}, kept_at=now) for n in range(MOST))
    with pytest.raises(Refused, match="as many drafts"):
        keep(FORM, ANN, {"reasoning": "One more."})


def test_of_two_saves_at_once_both_are_kept(database: Database) -> None:
    first = keep(FORM, ANN, {"reasoning": "Begun."})
    at_once = Barrier(2)

    def save(words: str) -> int:
        at_once.wait()
        try:
            return keep(FORM, ANN, {"reasoning": words}, first.strand, first.version).version
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as workers:
        versions = list(workers.map(save, ("Of one window.", "Of the other.")))
    assert sorted(versions) == [1, 2]
    assert {one.text["reasoning"] for one in kept(FORM)} == {"Of one window.", "Of the other."}
