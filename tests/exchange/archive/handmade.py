"""Archives as nobody should make them: one that was written is taken apart, changed and put together again."""

import hashlib
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

Members = dict[str, bytes]


def taken_apart(path: Path) -> Members:
    """The members of an archive."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def put_together(path: Path, members: Members) -> None:
    """Write members as an archive."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)


def manifest_changed(members: Members, change: Callable[[dict[str, Any]], object]) -> None:
    """Change the manifest of an archive taken apart."""
    plain = json.loads(members["manifest.json"])
    change(plain)
    members["manifest.json"] = json.dumps(plain).encode()


def line_changed(members: Members, name: str, number: int, change: Callable[[dict[str, Any]], object]) -> None:
    """Change a line of a member (from 1; -1 the last), and make the manifest agree."""
    lines = members[name].splitlines()
    place = number if number < 0 else number - 1
    plain = json.loads(lines[place])
    change(plain)
    lines[place] = json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode()
    replaced(members, name, lines)


def replaced(members: Members, name: str, lines: list[bytes]) -> None:
    """Give a member other lines, and make the manifest agree."""
    members[name] = b"".join(line + b"\n" for line in lines)
    due = {"lines": len(lines), "bytes": len(members[name]), "sha256": hashlib.sha256(members[name]).hexdigest()}
    manifest_changed(members, lambda plain: plain["members"].update({name: due}))
