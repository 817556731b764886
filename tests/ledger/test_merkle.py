"""The tree over a chain is the one of RFC 6962, and can go on from its peaks."""

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from servanda.ledger.merkle import Tree


def reference(leaves: list[bytes]) -> bytes:
    """The definition in RFC 6962, section 2.1."""
    if len(leaves) < 2:
        return leaves[0] if leaves else hashlib.sha256(b"").digest()
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return hashlib.sha256(b"\x01" + reference(leaves[:split]) + reference(leaves[split:])).digest()


@given(st.lists(st.binary(min_size=32, max_size=32), max_size=40), st.integers(0, 40))
def test_the_root_is_the_reference_and_growth_may_stop_anywhere(leaves: list[bytes], stop: int) -> None:
    tree = Tree()
    for leaf in leaves[:stop]:
        tree.add(leaf)
    again = Tree(tree.size, tree.peaks)
    for leaf in leaves[stop:]:
        again.add(leaf)
    assert again.root == reference(leaves)
    assert again.size == len(leaves)
