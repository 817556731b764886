"""The house itself: small modules, finished work, floors that hold, nothing of the machine it was made on."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[1]
LONGEST_MODULE = 400
LONGEST_FUNCTION = 60

# In two parts each, so that this file does not hold what it looks for.
FORBIDDEN = {
    "unfinished work": "TO" + "DO|FIX" + "ME|XX" + "X:",
    "a path of one machine": "/ro" + "ot/|/ho" + r"me/\w|/wo" + r"rk/\w|/opt/(?:py" + "pi|wh" + "eels)",
    "the address of a package registry": r"(?:py" + r"pi|pytho" + r"nhosted|npmj" + r"s)\.(?:org|com|io)",
}


def _tracked() -> list[Path]:
    """List the files of the repository; of an archive without one, all files that are not made by tools."""
    if (HOUSE / ".git").exists():
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=HOUSE, capture_output=True, text=True, check=True)
        paths = [HOUSE / name for name in listed.stdout.split("\0") if name]
    else:
        made = {".venv", "var", "build", "dist", "__pycache__"}
        paths = [path for path in HOUSE.rglob("*") if not made & set(path.relative_to(HOUSE).parts)]
    return sorted(path for path in paths if path.is_file())


FILES = _tracked()
MODULES = [path for path in FILES if path.suffix == ".py"]


def _name(path: Path) -> str:
    return str(path.relative_to(HOUSE))


def _statements(node: ast.AST) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.stmt | ast.ExceptHandler | ast.match_case):
            yield child
            yield from _statements(child)


def _long_functions(path: Path) -> Iterator[str]:
    for node in _statements(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or 0) - node.lineno + 1
            if lines > LONGEST_FUNCTION:
                yield f"{_name(path)}:{node.lineno} {node.name} has {lines} lines"


def test_no_module_is_long() -> None:
    long = {_name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert {name: lines for name, lines in long.items() if lines > LONGEST_MODULE} == {}


def test_no_function_is_long() -> None:
    assert [fault for path in MODULES for fault in _long_functions(path)] == []


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_holds(what: str) -> None:
    pattern = re.compile(FORBIDDEN[what])
    found = []
    for path in FILES:
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # an image or a compiled catalogue
        found += [f"{_name(path)}: {match.group()}" for match in pattern.finditer(text)]
    assert found == []


def test_every_import_points_down() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    told = subprocess.run([linter, "--no-cache"], cwd=HOUSE, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout + told.stderr


def test_every_requirement_is_pinned_by_hash() -> None:
    for path in (HOUSE / "requirements").glob("*.txt"):
        for entry in path.read_text(encoding="utf-8").replace("\\\n", " ").splitlines():
            assert re.match(r"[\w.-]+(\[[\w,]+\])?==\S+ .*--hash=sha256:[0-9a-f]{64}", entry), f"{path.name}: {entry}"
