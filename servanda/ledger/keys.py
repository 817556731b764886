"""The key with which this instance signs its seals, kept in a folder beside the database and never in it.

``seal-key.pem`` is the private key that signs now, for its owner alone; ``public-keys.jsonl`` lists the public half of
every key there ever was, the newest last. A key is listed before it signs, so no seal names a key that is not there.
"""

import json
import os
import secrets
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from servanda.errors import InputError, Refused, Unavailable
from servanda.kernel.entries import instant
from servanda.ledger.signing import SigningKey, fingerprint

PRIVATE, PUBLIC = "seal-key.pem", "public-keys.jsonl"
_OTHERS = 0o077


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A public key (hex), the moment it was made (text), and whether it is the one that signs now."""

    public: str
    made_at: str
    is_current: bool

    @property
    def fingerprint(self) -> str:
        """What people compare."""
        return fingerprint(self.public)


class Keys:
    """The folder of keys."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def current(self) -> SigningKey | None:
        """The key that signs now, if there is one. Raises ``Refused`` where others may read its file."""
        path = self.folder / PRIVATE
        try:
            if path.stat().st_mode & _OTHERS:
                raise Refused(
                    "open-key",
                    f"Others on this machine may read the signing key {path}.",
                    f"if nobody did, close it: chmod 600 {path}; else run `servanda key rotate` after that",
                )
            return SigningKey.from_pem(path.read_bytes())
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as fault:
            raise _unavailable(path, fault) from None

    def listed(self) -> list[PublicKey]:
        """The public half of every key, oldest first."""
        own = self.current()
        current = own.public if own else None
        return [PublicKey(public, made_at, public == current) for public, made_at in self._lines()]

    def make(self, moment: datetime) -> PublicKey:
        """Make the first key; raises ``Refused`` where one signs already."""
        if self.current() is not None:
            raise Refused(
                "key-there",
                f"A key is there already, in {self.folder}.",
                "`servanda key show` shows it; `servanda key rotate` puts a new one in its place",
            )
        return self._made(moment, replace=False)

    def rotate(self, moment: datetime) -> PublicKey:
        """Put a new key in the place of the one that signs, whose public half stays listed."""
        if self.current() is None:
            raise Refused("no-key", "There is no key to put another in the place of.", "run `servanda key make`")
        return self._made(moment, replace=True)

    def _made(self, moment: datetime, *, replace: bool) -> PublicKey:
        key = SigningKey.made()
        line = {"public": key.public, "fingerprint": fingerprint(key.public), "made_at": instant(moment)}
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._list(json.dumps(line) + "\n")
            self._keep(key.to_pem(), replace=replace)
        except FileExistsError:
            raise Refused(
                "key-there", "Somebody else has just made a key.", "`servanda key show` shows which it is"
            ) from None
        except OSError as fault:
            raise _unavailable(self.folder, fault) from None
        return PublicKey(key.public, instant(moment), is_current=True)

    def _list(self, line: str) -> None:
        opened = os.open(self.folder / PUBLIC, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
        with os.fdopen(opened, "w", encoding="ascii") as file:
            file.write(line)
            file.flush()
            os.fsync(file.fileno())

    def _keep(self, data: bytes, *, replace: bool) -> None:
        """Put the private key in its place whole, for its owner alone from the first byte."""
        path = self.folder / PRIVATE
        draft = self.folder / f".{PRIVATE}.{secrets.token_hex(8)}"
        try:
            with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            if replace:
                draft.replace(path)
            else:
                path.hardlink_to(draft)  # fails where another was made meanwhile
        finally:
            draft.unlink(missing_ok=True)

    def _lines(self) -> list[tuple[str, str]]:
        path = self.folder / PUBLIC
        try:
            found: list[Any] = [json.loads(line) for line in path.read_text(encoding="ascii").splitlines()]
            return [(_public(one["public"]), str(one["made_at"])) for one in found]
        except (FileNotFoundError, NotADirectoryError):
            return []
        except OSError as fault:
            raise _unavailable(path, fault) from None
        except (ValueError, KeyError, TypeError):
            raise InputError(
                "bad-key", "The list of public keys cannot be read.", "put it back from its backup", file=path
            ) from None


def _public(value: Any) -> str:
    if len(bytes.fromhex(value)) * 2 != 64:
        raise ValueError(value)
    return str(value)


def _unavailable(path: Path, fault: OSError) -> Unavailable:
    return Unavailable(
        "keys", f"{path} cannot be used: {fault.strerror or fault}.", "check the folder SERVANDA_KEYS and its rights"
    )
