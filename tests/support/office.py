"""The office suite of the tests: LibreOffice without a window, with a profile of its own, whose every word is kept."""

import atexit
import os
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.support.needs import not_run

LONGEST = 180  # seconds; the first start makes a profile
# What it says of the machine and not of the file.
OF_THE_MACHINE = ("javaldx", "failed to launch javaldx", "Could not find a Java Runtime", "dconf", "fontconfig")


@dataclass(frozen=True)
class Converted:
    """A file as LibreOffice wrote it anew, and what it said about the file meanwhile."""

    path: Path
    warnings: tuple[str, ...]


def office() -> str:
    """Return the path of an installed LibreOffice that reads sheets and texts; without one the test is not run."""
    path = shutil.which("soffice") or shutil.which("libreoffice")
    if path is None:
        not_run("office", "soffice was not found")
    missing = [name for name in ("libsclo.so", "libswlo.so") if not _has(path, name)]
    if missing:
        not_run("office", "soffice lacks its sheets or texts")
    return path


@cache
def _has(path: str, library: str) -> bool:
    return (Path(path).resolve().parent / library).exists()


@cache
def _profile() -> Path:
    """A profile that lives as long as the tests do: making one takes longer than most conversions."""
    folder = TemporaryDirectory(prefix="office-", ignore_cleanup_errors=True)
    atexit.register(folder.cleanup)
    return Path(folder.name)


def convert(path: Path, form: str, folder: Path, *, reading: str = "") -> Converted:
    """Have LibreOffice open a file and write it into a folder in another form (``xlsx``, ``pdf``, ``csv``, ``docx``).

    ``form`` may name a filter, and so may ``reading`` for the file itself: ``CSV:59,34,76,1`` reads a CSV file as
    parted by semicolons. Fails the test if nothing is written.
    """
    (converted,) = convert_all([path], form, folder, reading=reading)
    return converted


def convert_all(paths: list[Path], form: str, folder: Path, *, reading: str = "") -> list[Converted]:
    """Have it convert several files at one start, which takes longer than a conversion; each with all it said."""
    folder.mkdir(parents=True, exist_ok=True)
    profile = _profile()
    command = [
        office(), f"-env:UserInstallation={profile.as_uri()}",
        "--headless", "--norestore", "--nolockcheck", "--nodefault",
        *([f"--infilter={reading}"] if reading else []), "--convert-to", form, "--outdir", str(folder),
        *map(str, paths),
    ]  # fmt: skip
    quiet = {**os.environ, "SAL_USE_VCLPLUGIN": "svp", "HOME": str(profile)}
    done = subprocess.run(command, env=quiet, capture_output=True, text=True, timeout=LONGEST, check=False)
    written = [folder / f"{path.stem}.{form.partition(':')[0]}" for path in paths]
    said = [line.strip() for line in (*done.stderr.splitlines(), *done.stdout.splitlines()) if line.strip()]
    assert done.returncode == 0, said
    assert [path for path in written if not path.exists()] == [], said
    told = tuple(line for line in said if not _is_expected(line))
    return [Converted(path, told) for path in written]


def _is_expected(line: str) -> bool:
    return line.startswith("convert ") or any(words in line for words in OF_THE_MACHINE)
