"""The marking policy of this register: the words that its markings are said in. It changes no fact."""

from functools import cache
from pathlib import Path

from django.conf import settings

from servanda.policies import Policies, Policy, load_all


def policies() -> Policies:
    """The policies that are shipped and those of the user's own folder (setting ``SERVANDA_POLICIES``)."""
    return _load(settings.SERVANDA_POLICIES)


def policy() -> Policy:
    """The policy in use (setting ``SERVANDA_POLICY``). Raises ``UsageError`` where there is none of that name."""
    return policies().named(settings.SERVANDA_POLICY)


@cache
def _load(folder: str | None) -> Policies:
    return load_all(Path(folder) if folder else None)
