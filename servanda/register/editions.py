"""The frameworks in use: their rules for checking, and their editions in the ledger by content hash."""

from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from django.conf import settings

from servanda.frameworks import Framework, Frameworks, load_all
from servanda.kernel.dates import PartialDate
from servanda.kernel.entries import Entry
from servanda.kernel.identity import derived_id, random_id
from servanda.kinds.framework_edition import FrameworkEdition
from servanda.ledger import clock
from servanda.ledger.database import rows, within
from servanda.ledger.write import Arriving


def frameworks() -> Frameworks:
    """The frameworks that are shipped and those of the user's own folder (setting ``SERVANDA_FRAMEWORKS``)."""
    return _load(getattr(settings, "SERVANDA_FRAMEWORKS", None))


@cache
def _load(folder: str | None) -> Frameworks:
    return load_all(Path(folder) if folder else None)


def record_of(slug: str) -> str:
    """The identifier of a framework's record, the same in every register."""
    return derived_id("framework", slug)


class Editions:
    """Enters each edition in the ledger when a fact first uses it: a later edit does not rewrite the past."""

    def __init__(self) -> None:
        self._entered: set[str] = set()

    def first_used(self, slugs: Iterable[str], arrival: Arriving, actor: str) -> list[Entry]:
        """The entries of editions that the register does not hold yet."""
        known = frameworks()
        wanted = [known[slug] for slug in sorted(set(slugs) - self._entered) if slug in known]
        if not wanted:
            return []
        self._entered.update(framework.slug for framework in wanted)
        held = _held(wanted)
        return [_entry(one, arrival, actor) for one in wanted if one.sha256 not in held]


def _held(wanted: Sequence[Framework]) -> set[str]:
    condition, parameters = within("k.about", (record_of(one.slug) for one in wanted))
    sql = (
        "SELECT q.val FROM key AS k JOIN claim AS q ON q.key_id = k.id"  # noqa: S608
        f" WHERE {condition} AND q.known_to IS NULL"
    )
    return {val for (val,) in rows(sql, parameters)}


def _entry(framework: Framework, arrival: Arriving, actor: str) -> Entry:
    own = record_of(framework.slug)
    text = framework.canonical_text()
    return Entry(
        id=random_id(),
        about=own,
        payload=FrameworkEdition(
            framework=framework.slug, edition=framework.edition, sha256=framework.sha256, text=text
        ),
        as_of=PartialDate.of(clock.today()).no_later_than(),
        scope=own,
        origin=arrival.origin,
        recorded_at=arrival.recorded_at,
        actor=actor,
    )
