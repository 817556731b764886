"""Reads the policies that are shipped and those of a user's own folder, and says exactly what is wrong in a file."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from pydantic import ValidationError

from servanda.errors import InputError, UsageError
from servanda.frameworks.faultwords import first_fault
from servanda.policies.checks import faults
from servanda.policies.model import Policy
from servanda.yamlfile import MEGABYTE, Document, read

SHIPPED = Path(__file__).parent / "data"
FORMAT = "1"
PLAIN = "plain"
_MARK = "servanda-marking-policy"
_CODE = "policy"


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
    for path in (*_files(SHIPPED), *(_files(user_folder) if user_folder else ())):
        policy, document = load_file(path)
        if other := documents.get(policy.slug):
            sentence = f"the policy {policy.slug!r} is also given by {other.name}"
            raise document.fault(("slug",), "policy-clash", sentence, "Give yours another slug, or remove one file.")
        found[policy.slug], documents[policy.slug] = policy, document
    return Policies(found)


def load_file(path: Path) -> tuple[Policy, Document]:
    """Read one policy from its file. Raises ``InputError``."""
    document = read(path, limit_bytes=MEGABYTE, if_larger="A marking policy is a page; check that this is one.")
    content = document.data
    if not isinstance(content, dict) or content.get(_MARK) != FORMAT:
        path_of_mark = (_MARK,) if isinstance(content, dict) and _MARK in content else ()
        sentence = f"the file does not say {_MARK}: {FORMAT}, so it is not read as a marking policy"
        remedy = f"Begin the file with the line {_MARK}: {FORMAT}, or move it out of the folder of policies."
        raise document.fault(path_of_mark, _CODE, sentence, remedy)
    try:
        policy = Policy.model_validate({key: value for key, value in content.items() if key != _MARK})
    except ValidationError as error:
        raise first_fault(error, document, Policy, _CODE) from None
    for keys, sentence, remedy in faults(policy):
        raise document.fault(keys, _CODE, sentence, remedy)
    return policy, document


@cache
def plain() -> Policy:
    """The plain policy, for what is told where no register says another."""
    return load_file(SHIPPED / f"{PLAIN}.yaml")[0]


def _files(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.suffix in (".yaml", ".yml") and path.is_file())
    except OSError as error:
        sentence = f"the folder of marking policies cannot be read: {error.strerror}"
        remedy = "Name an existing folder in SERVANDA_POLICIES, or unset it to use only the shipped ones."
        raise InputError("policy-folder", sentence, remedy, file=folder) from None
