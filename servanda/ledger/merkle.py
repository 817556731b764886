"""Merkle trees as in RFC 6962: the root over a chain's leaves, grown leaf by leaf from its full subtrees."""

import hashlib


class Tree:
    """A growing tree. It keeps only the roots of its full subtrees ("peaks"), largest first."""

    def __init__(self, size: int = 0, peaks: bytes = b"") -> None:
        self.size = size
        self._peaks = [peaks[start : start + 32] for start in range(0, len(peaks), 32)]

    def add(self, leaf: bytes) -> None:
        """Add the hash of one leaf."""
        node = leaf
        size = self.size
        while size & 1:
            node = _node(self._peaks.pop(), node)
            size >>= 1
        self._peaks.append(node)
        self.size += 1

    @property
    def peaks(self) -> bytes:
        """The peaks as bytes, to go on from."""
        return b"".join(self._peaks)

    @property
    def root(self) -> bytes:
        """The root: of no leaves the hash of nothing."""
        if not self._peaks:
            return hashlib.sha256(b"").digest()
        node = self._peaks[-1]
        for peak in reversed(self._peaks[:-1]):
            node = _node(peak, node)
        return node


def leaf_hash(position: int, at: int, header: str, commitment: bytes) -> bytes:
    """Hash a leaf: its place in the chain from 0, its moment in microseconds, canonical header, commitment.

    The commitment is salted, so a leaf tells nothing of a content that may be guessed.
    """
    digest = hashlib.sha256(b"\x00")
    digest.update(position.to_bytes(8, "big"))
    digest.update(at.to_bytes(8, "big"))
    digest.update(hashlib.sha256(header.encode()).digest())
    digest.update(commitment)
    return digest.digest()


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()
