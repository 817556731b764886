"""Reads the policies that are shipped and those of a user's own folder, and says exactly what is wrong in a file."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from servanda.errors import UsageError
from servanda.policies.checks import faults
from servanda.policies.model import Policy
from servanda.yamlfile import Document
from servanda.yamlmodel import Sort

SHIPPED = Path(__file__).parent / "data"
PLAIN = "plain"
SORT = Sort(Policy, "servanda-marking-policy", "policy", "a marking policy", "marking policies", "SERVANDA_POLICIES")


class Policies(Mapping[str, Policy]):
    """Policies by slug."""

    def __init__(self, found: Mapping[str, Policy]) -> None:
        self._found = dict(sorted(found.items()))

    def __getitem__(self, slug: str) -> Policy:
        return self._found[slug]

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)

    def named(self, slug: str) -> Policy:
        """The policy of that name. Raises ``UsageError`` where there is none."""
        if slug in self._found:
            return self._found[slug]
        near = get_close_matches(slug, list(self._found), n=1)
        remedy = f"did you mean {near[0]}?" if near else f"known are: {', '.join(self._found)}"
        raise UsageError("no-policy", f"There is no marking policy {slug!r}.", remedy)


def load_all(user_folder: Path | None = None) -> Policies:
    """Read the shipped policies and, if a folder is given, every ``*.yaml`` and ``*.yml`` file directly in it.

    Raises ``InputError`` (file, line, key) for the first fault, and for a policy that two files give.
    """
    found: dict[str, Policy] = {}
    documents: dict[str, Document] = {}
    for path in (*SORT.files(SHIPPED), *(SORT.files(user_folder) if user_folder else ())):
        policy, document = load_file(path)
        if other := documents.get(policy.slug):
            sentence = f"the policy {policy.slug!r} is also given by {other.name}"
            raise document.fault(("slug",), "policy-clash", sentence, "Give yours another slug, or remove one file.")
        found[policy.slug], documents[policy.slug] = policy, document
    return Policies(found)


def load_file(path: Path) -> tuple[Policy, Document]:
    """Read one policy from its file. Raises ``InputError``."""
    policy, document = SORT.read(path)
    for keys, sentence, remedy in faults(policy):
        raise document.fault(keys, SORT.code, sentence, remedy)
    return policy, document


@cache
def plain() -> Policy:
    """The plain policy, for what is told where no register says another."""
    return load_file(SHIPPED / f"{PLAIN}.yaml")[0]
