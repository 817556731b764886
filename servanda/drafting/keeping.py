"""Keeping what is being typed, so that nobody's words are lost.

A save names the strand and the version that it was typed on. Where that version is not the newest any more (another
window, another person, a save that went astray), the words are kept as a strand of their own beside the other.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from servanda.drafting.models import Strand
from servanda.errors import Refused, worded
from servanda.kernel.canonical import sha256
from servanda.ledger import clock

LONGEST = 200_000  # letters of one strand: more than a person types into one form
MOST = 50  # strands of one form


@dataclass(frozen=True, slots=True)
class Author:
    """Whoever types: an identifier (none where there are no accounts), and a name."""

    ident: str
    name: str


@dataclass(frozen=True, slots=True)
class Kept:
    """A strand as it is kept. ``is_apart`` says that it was kept beside one that had changed meanwhile."""

    strand: int
    version: int
    author: Author
    text: Mapping[str, str]
    kept_at: datetime
    is_apart: bool = False


def place(*parts: str) -> str:
    """What stands for a form."""
    return sha256("\x1f".join(parts))


def keep(of: str, author: Author, text: Mapping[str, str], strand: int | None = None, version: int = 0) -> Kept:
    """Keep what was typed, on the strand and version it was typed on; else as a strand of its own. Never overwrites."""
    said = {key: words for key, words in text.items() if words.strip()}
    if sum(map(len, said.values())) > LONGEST:
        raise Refused("long-draft", worded("This is longer than a form holds."), worded("shorten it"))
    with transaction.atomic():
        now = clock.now()
        own = Strand.objects.filter(id=strand, place=of, author=author.ident) if strand else Strand.objects.none()
        if own.filter(version=version).update(version=version + 1, text=said, kept_at=now, name=author.name):
            return Kept(strand or 0, version + 1, author, said, now)
        same = own.filter(text=said).first()
        if same is not None:  # the same save once more: its answer went astray
            return _kept(same)
        if Strand.objects.filter(place=of).count() >= MOST:
            remedy = worded("submit one of them, or remove those that are not needed")
            raise Refused("many-drafts", worded("This form has as many drafts as it holds."), remedy)
        made = Strand.objects.create(place=of, author=author.ident, name=author.name, text=said, kept_at=now)
        return Kept(made.id, made.version, author, said, now, is_apart=bool(strand))


def kept(of: str) -> list[Kept]:
    """All strands of a form, the one kept last first."""
    return [_kept(one) for one in Strand.objects.filter(place=of).order_by("-kept_at", "-id")]


def kept_places(places: Iterable[str]) -> set[str]:
    """Those of some forms that have a strand."""
    return set(Strand.objects.filter(place__in=list(places)).values_list("place", flat=True))


def remove(of: str, author: Author, strand: int, version: int) -> bool:
    """Remove one's own strand, as it was when it was read; what was kept since stays."""
    own = Strand.objects.filter(id=strand, place=of, author=author.ident, version=version)
    return own.delete()[0] > 0


def _kept(one: Strand) -> Kept:
    return Kept(one.id, one.version, Author(one.author, one.name), dict(one.text), one.kept_at)
