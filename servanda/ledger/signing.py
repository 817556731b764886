"""Ed25519: signing a text with the instance's key, and telling whether a public key signed it."""

import hashlib
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from servanda.errors import InputError

ALGORITHM = "Ed25519"


def fingerprint(public: str) -> str:
    """What people compare: SHA-256 of a public key's 32 bytes; both as hex."""
    return hashlib.sha256(bytes.fromhex(public)).hexdigest()


def is_signed(public: str, signature: str, text: str) -> bool:
    """Whether the key (hex of 32 bytes) made the signature (hex of 64 bytes) over the text."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(bytes.fromhex(signature), text.encode())
    except (InvalidSignature, ValueError):
        return False
    return True


@dataclass(frozen=True, repr=False)
class SigningKey:
    """A private key, which never shows itself: it signs, and tells its public half."""

    _private: Ed25519PrivateKey

    @classmethod
    def made(cls) -> "SigningKey":
        """Make a fresh one."""
        return cls(Ed25519PrivateKey.generate())

    @classmethod
    def from_pem(cls, data: bytes) -> "SigningKey":
        """Read one as it is kept; raises ``InputError`` for anything else."""
        try:
            private = load_pem_private_key(data, password=None)
        except (ValueError, TypeError):
            private = None
        if not isinstance(private, Ed25519PrivateKey):
            raise InputError(
                "bad-key",
                "The file of the signing key holds no Ed25519 key.",
                "put it back from its backup, or move it away and run `servanda key make`",
            )
        return cls(private)

    def to_pem(self) -> bytes:
        """The key as it is kept: PKCS 8, not encrypted."""
        return self._private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())

    @property
    def public(self) -> str:
        """The public half: 32 bytes as hex."""
        return self._private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()

    def sign(self, text: str) -> str:
        """Sign a text; 64 bytes as hex."""
        return self._private.sign(text.encode()).hex()
