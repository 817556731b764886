"""Whatever is added is documented: commands, kinds, codes, settings, addresses, keys of files."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from servanda.accounts.roles import ACTS, ROLES
from servanda.cli.main import ENVIRONMENT, SECTIONS
from servanda.exchange.registerfile.facts import RESERVED
from servanda.exchange.registerfile.parse import SECTIONS as FILE_SECTIONS
from servanda.exchange.registerfile.records import COMMON
from servanda.frameworks.model import Framework
from servanda.kinds import KINDS
from servanda.render.documents.word.fields import NEEDED, all_paths
from servanda.web.urls import urlpatterns
from tests.support.pages import HOUSE, REFERENCE

LOOKED_UP = re.compile(r"DATABASE_URL|NO_COLOR|COLUMNS|XDG_DATA_HOME|SERVANDA_[A-Z_]+")
READ_BY_PYTHON = {"COLUMNS"}  # the terminal's width is asked of the standard library


def _page(name: str) -> str:
    return (REFERENCE / name).read_text(encoding="utf-8")


def _texts(path: Path) -> Iterator[str]:
    """The texts in a module that are a name and nothing else: what is looked up in the environment is among them."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and LOOKED_UP.fullmatch(node.value):
            yield node.value


def _documented(page: str) -> set[str]:
    return set(re.findall(r"^\| `([^`]+)`", page, re.MULTILINE))


def test_the_pages_written_from_the_code_are_current() -> None:
    command = [sys.executable, str(HOUSE / "scripts" / "reference"), "--check"]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr


def test_every_command_is_documented() -> None:
    headings = set(re.findall(r"^## servanda (\w+)$", _page("commands.md"), re.MULTILINE))
    assert headings == {name for commands in SECTIONS.values() for name in commands}


def test_every_kind_is_documented_with_its_fields() -> None:
    sections = dict(re.findall(r"^## ([\w-]+)\n(.*?)(?=^## |\Z)", _page("kinds.md"), re.MULTILINE | re.DOTALL))
    assert set(sections) == set(KINDS)
    for name, kind in KINDS.items():
        fields = {field.alias or key for key, field in kind.model_fields.items()}
        assert fields <= _documented(sections[name]), name


def test_every_role_and_act_is_told() -> None:
    page = (HOUSE / "docs" / "how-to" / "people-and-roles.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| ([a-z-]+) \|", page, re.MULTILINE)) - {"role"} == set(ROLES)
    assert [act for act in ACTS if f"`{act}`" not in page] == []


def test_every_setting_is_documented() -> None:
    used = {name for path in (HOUSE / "servanda").rglob("*.py") for name in _texts(path)}
    assert used >= {"DATABASE_URL", "SERVANDA_DATA", "SERVANDA_PAGES_WRITE"}, "what is looked up was not found"
    assert used | READ_BY_PYTHON == _documented(_page("settings.md"))
    assert {name for name, _ in ENVIRONMENT} <= used


def test_every_address_is_documented() -> None:
    bound = {str(pattern.pattern) for pattern in urlpatterns}
    plain = {"/" + re.sub(r"<(?:str|int):(\w+)>", r"<\1>", address) for address in bound}
    told = {one for one in _documented(_page("routes.md")) if one.startswith("/")}
    assert told == plain


def test_every_key_of_a_framework_file_is_documented() -> None:
    assert _documented(_page("frameworks.md")) >= {"servanda-framework", *Framework.model_fields}


@pytest.mark.parametrize("keys", [FILE_SECTIONS, COMMON, RESERVED], ids=["sections", "records", "facts"])
def test_every_key_of_a_register_file_is_documented(keys: tuple[str, ...]) -> None:
    page = _page("register-file.md")
    assert [key for key in keys if f"`{key}`" not in page] == []


def test_every_field_of_a_template_is_documented_as_it_is() -> None:
    rows = re.findall(r"^\| `([\w.]+)` \| ([\w ]+) \| (.+) \|$", _page("documents.md"), re.MULTILINE)
    held = {path: f"{one.holds} of {one.item}" if one.item else one.holds for path, one in all_paths()}
    assert {path: holds for path, holds, _means in rows} == held
    assert {path: means for path, _holds, means in rows} == {path: one.means for path, one in all_paths()}
    needed = _page("documents.md").partition("Needed are")[2].partition("\n\n")[0]
    assert [path for path in NEEDED if f"`{path}`" not in needed] == []
