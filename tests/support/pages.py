"""The documentation as the tests read it: its pages, its code blocks, the script that its commands make."""

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[2]
PAGES = tuple(sorted([*HOUSE.glob("*.md"), *(HOUSE / "docs").rglob("*.md")]))
REFERENCE = HOUSE / "docs" / "reference"

_BLOCK = re.compile(
    r"(?:^<!-- (?P<mark>[^\n]+) -->\n)?^```(?P<language>\w*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)
_INSERTED = """\
python3 - <<'END OF THE EDIT'
from pathlib import Path
path, after, more = Path({path!r}), {after!r}, {more!r}
text = path.read_text(encoding="utf-8")
assert text.count("\\n" + after + "\\n") == 1, after
path.write_text(text.replace("\\n" + after + "\\n", "\\n" + after + "\\n" + more), encoding="utf-8")
END OF THE EDIT
"""


@dataclass(frozen=True)
class Block:
    """A code block: what the comment above it says of it, its language, its text."""

    mark: str
    language: str
    text: str


def name(page: Path) -> str:
    """The name of a page in the repository."""
    return str(page.relative_to(HOUSE))


def blocks(page: Path) -> Iterator[Block]:
    """The code blocks of a page."""
    for found in _BLOCK.finditer(page.read_text(encoding="utf-8")):
        yield Block(found["mark"] or "", found["language"], found["text"])


def script(page: Path) -> str:
    """The commands and files of a page as one script; empty if it has no command to run.

    Every ``sh`` block is run, unless the comment above it says ``not run: why``. ``file: path`` makes a file of
    a block, ``in: path, after: line`` adds it to one, ``first: command`` is run before, and ``postgresql`` runs the
    block against ``POSTGRESQL_URL``.
    """
    parts, runs = ["set -euo pipefail"], False
    for block in blocks(page):
        what, _, more = block.mark.partition(": ")
        if what == "not run":
            continue
        if what == "file":
            parts += [f"mkdir -p $(dirname {shlex.quote(more)})", f"cat > {shlex.quote(more)} <<'END OF THE FILE'"]
            parts.append(f"{block.text}END OF THE FILE")
        elif what == "in":
            path, _, after = more.partition(", after: ")
            parts.append(_INSERTED.format(path=path, after=after, more=block.text))
        elif block.language == "sh":
            runs = True
            parts += [more] if what == "first" else []
            parts.append(_on_postgresql(block.text) if what == "postgresql" else block.text)
    return "\n".join(parts) + "\n" if runs else ""


def _on_postgresql(text: str) -> str:
    return f'export DATABASE_URL="$POSTGRESQL_URL"\n{text}\nunset DATABASE_URL'


def paths_named(text: str) -> list[str]:
    """The paths of the repository that a page names as code: folders with a slash at the end, and files."""
    tops = "servanda|tests|docs|scripts|benchmarks|requirements"
    found = re.findall(rf"`((?:{tops})/[\w./*-]*|pyproject\.toml|Makefile)`", text)
    return [path for path in dict.fromkeys(found) if "*" not in path]
