"""Joined records: where they are few they are read at once and followed here, else the database follows them."""

from dataclasses import replace

import pytest

from servanda import register
from servanda.kernel.marking import Marking
from servanda.kernel.standpoint import Standpoint
from servanda.register import Draft
from servanda.register.seeing import sight
from servanda.register.seeing.joined import joined_pairs
from servanda.register.seeing.sight import Sight
from tests.support.databases import Database
from tests.support.registers import READERS, an_id, kind
from tests.support.small import SCOPE, small_register

JOINED = (("A", "B", "public"), ("B", "C", "public"), ("D", "E", "public"), ("C", "D", "restricted"))


def joining(one: str, other: str, marking: str) -> Draft:
    payload = kind("same-as", other=an_id(other))
    return Draft(payload, an_id(one), scope=SCOPE, marking=Marking.parse(marking), id=an_id(f"{one} is {other}"))


def test_few_are_followed_as_the_database_follows_many(
    shared_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with shared_database.rolled_back():
        small_register()
        parties = [Draft(kind("party", category="state"), an_id(name), scope=SCOPE) for name in "CDE"]
        register.record([*parties, *(joining(*one) for one in JOINED)], actor="tester")
        before = register.resolve(Standpoint())
        withdrawn = Draft(kind("withdraws", reason="wrong"), an_id("A is B"), id=an_id("withdrawn"))
        register.record([withdrawn], actor="tester")
        seen = [before, *(register.resolve(Standpoint(reader=reader)) for reader in READERS)]
        asked = [[an_id(name)] for name in "ABCDEK"] + [[an_id("A"), an_id("E")], []]
        few = [[sorted(joined_pairs(Sight.of(at), records)) for records in asked] for at in seen]
        assert all(Sight.of(at).joinings() is not None for at in seen)
        monkeypatch.setattr(sight, "_FEW", 0)
        seen = [replace(at) for at in seen]  # looked from anew: a standpoint keeps what was looked up for it
        assert all(Sight.of(at).joinings() is None for at in seen)
        assert few == [[sorted(joined_pairs(Sight.of(at), records)) for records in asked] for at in seen]
        # the withdrawn one was known before, and what is restricted joins more for those who may read it
        lengths = [[len(found) for found in of_reader] for of_reader in few]
        assert lengths[0][0] > lengths[1][0]
        assert len({tuple(found) for found in lengths[1:]}) > 1
