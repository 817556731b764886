"""Secrets that are shown once and kept as a hash: of invitations and tokens, which are long and random."""

import hashlib
import secrets

MARK = "srv_"  # so that a token that leaked is known for what it is


def made() -> tuple[str, str]:
    """Make a secret of 256 bits; gives it and its digest."""
    secret = MARK + secrets.token_urlsafe(32)
    return secret, digest(secret)


def digest(secret: str) -> str:
    """What is kept of a secret. It is no password: nobody chose it, so a plain hash cannot be guessed back."""
    return hashlib.sha256(secret.encode()).hexdigest()
