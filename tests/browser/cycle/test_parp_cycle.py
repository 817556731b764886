"""A whole cycle of the demonstration partnership in six browsers: on real forms, from the survey to an edition.

One contributor and the chair have no mouse; only that contributor runs scripts.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from servanda import register
from servanda.demo import paths
from servanda.exchange.registerfile.load import load
from tests.browser.cycle import steps
from tests.browser.cycle.people import Cast, appoint, at_their_browsers
from tests.review.test_shipped_cycles import SCALE, SHIPPED
from tests.support.databases import Databases
from tests.support.reviewed import on, own_frameworks
from tests.support.served_here import served_here


def _demonstration() -> None:
    (path,) = [one for one in paths() if one.stem == "azerbaijan-nato"]
    load(path, frameworks=register.frameworks())


@pytest.fixture
def cast(
    databases: Databases, tmp_path: Path, opened: Callable[..., Page], look: Callable[..., Page]
) -> Iterator[Cast]:
    """Give the six people, each before his browser, at the demonstration register with a scale of the office's own."""
    text = (SHIPPED / "parp.yaml").read_text(encoding="utf-8")
    own = text.replace("edition: 2024", "edition: 2027").replace("\nsteps:\n", SCALE)
    (tmp_path / "office.yaml").write_text(own, encoding="utf-8")
    with databases.fresh("sqlite", "azerbaijan alone", _demonstration), own_frameworks(tmp_path), on("2027-01-05"):
        appoint()
        with served_here() as address:
            yield at_their_browsers(opened, look(1280, "light"), address)


def test_six_people_play_a_cycle_on_real_forms(cast: Cast) -> None:
    for act in steps.ACTS:
        act(cast)
