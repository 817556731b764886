"""Uploaded files, kept privately until they are recorded or expire: each in a folder of its own that only we can read.

What is known of an upload stands beside it as small JSON files, so that any worker of the server can go on with it.
Sentences are kept so that each reader of the page has them in a language of their own.
"""

import json
import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.utils.translation import gettext as _

from servanda.errors import NotFound, Unavailable, Worded, worded
from servanda.exchange.imports.waiting import TOKEN, is_old, is_ours, sweep

MOST = 40  # uploads kept at one time: older ones make room
_CONTROLS = re.compile(r"[\x00-\x1f\x7f/\\]")
_LONGEST_NAME = 120
_PATTERN = "said as"


@dataclass(frozen=True)
class Upload:
    """One uploaded file. ``path`` is where its bytes are; what it was called is kept beside it."""

    token: str
    folder: Path

    @property
    def path(self) -> Path:
        """The file itself, under a name of our own."""
        return self.folder / "file"

    @property
    def mapping(self) -> Path:
        """The mapping that was made for it on the pages, if one was."""
        return self.folder / "mapping.yaml"

    @property
    def name(self) -> str:
        """What the file was called where it came from."""
        return str(self.read("about").get("name", "file"))

    @property
    def size(self) -> int:
        """Its bytes; 0 once it was recorded and is gone."""
        return self.path.stat().st_size if self.path.exists() else 0

    def read(self, part: str) -> dict[str, Any]:
        """What is kept of it under a name; nothing if nothing is."""
        try:
            text = (self.folder / f"{part}.json").read_text(encoding="utf-8")
            found: dict[str, Any] = json.loads(text, object_hook=_said)
        except (OSError, ValueError):
            return {}
        return found

    def write(self, part: str, content: Mapping[str, Any]) -> None:
        """Keep something of it, whole or not at all."""
        draft = self.folder / f"{part}.{secrets.token_hex(4)}"
        draft.write_text(json.dumps(_kept(content), ensure_ascii=False), encoding="utf-8")
        draft.replace(self.folder / f"{part}.json")

    def forget(self, part: str) -> None:
        """Keep nothing of it under a name any longer."""
        (self.folder / f"{part}.json").unlink(missing_ok=True)

    def drop_file(self) -> None:
        """Let the bytes go; what was found stays until it expires."""
        self.path.unlink(missing_ok=True)


def _kept(content: Any) -> Any:
    """What is to be kept, as JSON: of a sentence its pattern, and what stands in the pattern's places."""
    if isinstance(content, Worded):
        return {_PATTERN: content.pattern, "values": _kept(content.values)}
    if isinstance(content, Mapping):
        return {key: _kept(value) for key, value in content.items()}
    if isinstance(content, list | tuple):
        return [_kept(value) for value in content]
    return content if content is None or isinstance(content, str | int | float) else str(content)


def _said(kept: dict[str, Any]) -> Any:
    return worded(kept[_PATTERN], **kept["values"]) if _PATTERN in kept else kept


def keep(given: "File[bytes]", owner: str = "") -> Upload:
    """Keep an uploaded file for its owner, and let go of those that expired."""
    sweep(_home(), MOST - 1)
    token = secrets.token_hex(16)
    folder = _home() / token
    folder.mkdir(mode=0o700)
    upload = Upload(token, folder)
    with os.fdopen(os.open(upload.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        for chunk in given.chunks():
            file.write(chunk)
    upload.write("about", {"name": called(given.name or ""), "owner": owner})
    return upload


def find(token: str, owner: str = "") -> Upload:
    """Find an upload by its token. Raises ``NotFound`` alike for one that expired, is another's, or never was."""
    folder = Path(settings.SERVANDA_UPLOADS) / token
    there = TOKEN.fullmatch(token) is not None and (folder / "about.json").is_file()
    known = there and is_ours(folder.parent) and not is_old(folder)
    if not known or Upload(token, folder).read("about").get("owner", "") != owner:
        raise NotFound("no-such-upload", "This file is no longer kept here.", "upload it again")
    os.utime(folder)
    return Upload(token, folder)


def called(name: str) -> str:
    """A name as it may be shown and looked at for its ending: no path, no control characters, no end of length."""
    plain = _CONTROLS.sub(" ", name.replace("\\", "/").rpartition("/")[2]).strip(". ")
    head, dot, ending = plain.rpartition(".")
    return f"{head[: _LONGEST_NAME - len(ending)]}{dot}{ending}"[:_LONGEST_NAME] or "file"


def _home() -> Path:
    """The folder of all uploads: ours alone. Raises ``Unavailable`` if there can be none, or it is somebody else's."""
    home = Path(settings.SERVANDA_UPLOADS)
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not is_ours(home):
            raise PermissionError(f"{home} is not ours")
        home.chmod(0o700)
    except OSError as error:
        raise Unavailable(
            "no-uploads",
            _("Files cannot be kept here, and so not be imported on the pages."),
            _("Import on the machine that keeps the register, or have its keeper set SERVANDA_UPLOADS."),
        ) from error
    return home
