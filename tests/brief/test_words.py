"""Every text of the brief can be translated, and no framework is named in its code."""

import ast
import string
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir

import servanda
from servanda.frameworks import load_all

ROOT = Path(servanda.__file__).parent
FOLDERS = ("brief", "compare", "render")
GETTEXT = frozenset({"gettext", "ngettext", "pgettext", "npgettext"})


def _modules() -> list[Path]:
    return [path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*.py"))]


def _calls(path: Path) -> list[ast.Call]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in GETTEXT
    ]


@pytest.mark.parametrize("path", _modules(), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_what_is_translated_is_written_where_it_is_said(path: Path) -> None:
    for call in _calls(path):
        texts = call.args[:1] if isinstance(call.func, ast.Attribute) and call.func.attr == "gettext" else call.args[:2]
        assert all(isinstance(text, ast.Constant) for text in texts), ast.unparse(call)


def test_extractors_find_the_patterns() -> None:
    found = {str(message) for _, _, message, _, _ in extract_from_dir(str(ROOT / "brief"))}
    assert "{subject} joined {framework}{how} {date}." in found
    assert len(found) > 150


def test_every_pattern_is_well_formed() -> None:
    for _, _, message, _, _ in extract_from_dir(str(ROOT / "brief")):
        for text in message if isinstance(message, tuple) else (message,):
            names = [name for _, name, _, _ in string.Formatter().parse(text) if name is not None]
            assert all(name.isidentifier() for name in names), text


def test_no_framework_is_named_in_code() -> None:
    names = {slug for slug in load_all() if len(slug) < 8} | {
        framework.short("en") for framework in load_all().values()
    }
    for path in _modules():
        words = set(path.read_text(encoding="utf-8").replace('"', " ").replace("/", " ").split())
        assert words.isdisjoint(names), path
