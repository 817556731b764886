"""Reads the frameworks that are shipped and those of a user's own folder, and says exactly what is wrong in a file."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from itertools import chain
from pathlib import Path

from servanda.frameworks.checks import faults
from servanda.frameworks.model import Framework
from servanda.kernel import review
from servanda.kernel.lifecycle import State
from servanda.kernel.silence import DEFAULT, Rules, Way
from servanda.yamlfile import Document
from servanda.yamlmodel import Sort

SHIPPED = Path(__file__).parent / "data"
SORT = Sort(Framework, "servanda-framework", "framework", "a framework", "frameworks", "SERVANDA_FRAMEWORKS")


class Frameworks(Mapping[str, Framework]):
    """Frameworks by slug, each in its latest edition; older editions are there by name."""

    def __init__(self, editions: Mapping[tuple[str, str], Framework]) -> None:
        self._editions = dict(sorted(editions.items()))
        self._latest = {slug: framework for (slug, _), framework in self._editions.items()}

    def __getitem__(self, slug: str) -> Framework:
        return self._latest[slug]

    def __iter__(self) -> Iterator[str]:
        return iter(self._latest)

    def __len__(self) -> int:
        return len(self._latest)

    def editions(self, slug: str) -> tuple[Framework, ...]:
        """The editions of one framework, oldest first; none if it is not known."""
        return tuple(framework for (known, _), framework in self._editions.items() if known == slug)

    def edition(self, slug: str, edition: str) -> Framework | None:
        """One edition of one framework."""
        return self._editions.get((slug, edition))

    def under(self, slug: str) -> tuple[Framework, ...]:
        """The frameworks that nest directly under one."""
        return tuple(framework for framework in self.values() if slug in framework.under)

    def outermost(self) -> tuple[Framework, ...]:
        """The frameworks that nest under none."""
        return tuple(framework for framework in self.values() if not framework.under)

    def rules_of(self, slug: str | None, way: Way) -> Rules:
        """The rules by which a text is decided on in a framework; the usual ones where none is named or known."""
        framework = self.get(slug) if slug else None
        return framework.rules_of(way) if framework else DEFAULT

    def cycle_of(self, slug: str, edition: str | None) -> review.Rules:
        """The rules by which a review is run: of the edition it follows, else of the latest; empty if none is known."""
        framework = (self.edition(slug, edition) if edition else None) or self.get(slug)
        return framework.reviewed_by if framework else review.Rules(())

    def life_of(self, slug: str) -> tuple[State, ...]:
        """The steps of a plan's life as the kernel follows them; none where the framework is not known."""
        framework = self.get(slug)
        return tuple(step.rules for step in framework.steps) if framework else ()

    def nearest(self, slug: str) -> str | None:
        """The known slug that was probably meant."""
        return next(iter(get_close_matches(slug, list(self), n=1)), None)


def load_all(user_folder: Path | None = None) -> Frameworks:
    """Read the shipped frameworks and, if a folder is given, every ``*.yaml`` and ``*.yml`` file directly in it.

    A user's file may add a framework or an edition. Raises ``InputError`` (file, line, key) for the first
    fault, and for an edition that two files give.
    """
    documents: dict[tuple[str, str], Document] = {}
    editions: dict[tuple[str, str], Framework] = {}
    own = map(load_file, SORT.files(user_folder)) if user_folder else ()
    for framework, document in chain(shipped(), own):
        key = (framework.slug, framework.edition)
        if other := documents.get(key):
            sentence = f"edition {key[1]} of {key[0]!r} is also given by {other.name}"
            remedy = "Give your edition another date, your framework another slug, or remove one of the two files."
            raise document.fault(("edition",), "framework-clash", sentence, remedy)
        documents[key], editions[key] = document, framework
    loaded = Frameworks(editions)
    for key, framework in editions.items():
        _check_nesting(framework, documents[key], loaded)
    return loaded


@cache
def shipped() -> tuple[tuple[Framework, Document], ...]:
    """The editions that come with the program, and their files."""
    return tuple(map(load_file, SORT.files(SHIPPED)))


def load_file(path: Path) -> tuple[Framework, Document]:
    """Read one edition from its file, without looking at what it nests under. Raises ``InputError``."""
    framework, document = SORT.read(path)
    for keys, sentence, remedy in faults(framework):
        raise document.fault(keys, SORT.code, sentence, remedy)
    return framework, document


def _check_nesting(framework: Framework, document: Document, known: Frameworks) -> None:
    for key, slugs in (("under", framework.under), ("replaced_by", framework.replaced_by)):
        for place, slug in enumerate(slugs):
            if slug not in known:
                remedy = f"Did you mean {near}?" if (near := known.nearest(slug)) else f"Known are: {', '.join(known)}."
                raise document.fault((key, place), "framework", f"there is no framework {slug!r}", remedy)
    if framework.slug in _above(framework, known):
        remedy = "Take it out of the under list of one of them."
        raise document.fault(("under",), "framework", f"{framework.slug!r} nests under itself", remedy)


def _above(framework: Framework, known: Frameworks) -> set[str]:
    found: set[str] = set()
    ahead = list(framework.under)
    while ahead:
        slug = ahead.pop()
        if slug not in found and slug in known:
            found.add(slug)
            ahead.extend(known[slug].under)
    return found
