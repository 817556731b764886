"""The canonical view of a standpoint is the same to the byte in every release (rule 19)."""

import pytest

from tests.support.golden import STANDPOINTS, kept, seen


@pytest.mark.parametrize("name", STANDPOINTS)
def test_the_view_is_what_it_was(name: str) -> None:
    assert seen(name).canonical() == kept(name)
