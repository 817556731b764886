"""What docs/security.md says of the pages and no other test holds: passwords, codes, files that are not there, code."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

import servanda
from servanda.accounts import changes
from servanda.accounts.models import Person
from tests.support.databases import Database, Databases
from tests.support.people import KEEPER, PASSWORD, a_person
from tests.web.test_second_proof import code_of, signed, typed, with_an_app

PACKAGE = Path(servanda.__file__).parent
NEW = "another four plain words"
# Modules that make code or objects of bytes, or fetch what an address names.
FORBIDDEN = ("eval", "exec", "pickle", "marshal", "shelve", "ctypes", "subprocess", "urllib.request", "http.client",
             "requests", "httpx", "ftplib")  # fmt: skip
BROWSER = r"\beval\(|new Function|(?:inner|outer|Adjacent)HTML|document\.write|(?:local|session)Storage|indexedDB"


@pytest.fixture
def people(databases: Databases, settings: Any) -> Iterator[Database]:
    """A register with one person who has a password."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.ALLOWED_HOSTS = ["localhost"]
    with databases.fresh("sqlite", "one person", lambda: a_person("Aysel", password=PASSWORD)) as fresh:
        yield fresh


def signed_in_by_hand() -> Client:
    """A browser in which Aysel signed in with her password."""
    tab = Client(HTTP_HOST="localhost")
    assert typed(tab).status_code == 302
    return tab


def changed(tab: Client, old: str, new: str = NEW) -> Any:
    """Send the form that changes the password."""
    return tab.post("/account/password/", {"oldpassword": old, "password1": new, "password2": new})


def test_a_password_is_changed_by_whoever_knows_it_and_that_ends_other_sessions(people: Database) -> None:
    tab, other = signed_in_by_hand(), signed_in_by_hand()
    assert changed(tab, "not this one").status_code == 200
    assert Person.objects.get().check_password(PASSWORD)
    assert changed(tab, PASSWORD, "123456789012").status_code == 200, "too simple"
    assert changed(tab, PASSWORD).status_code == 302
    assert Person.objects.get().check_password(NEW)
    assert tab.get("/account/").status_code == 200
    assert other.get("/account/")["Location"].startswith("/account/sign-in/")


def test_two_who_chose_the_same_password_have_other_hashes(people: Database, settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    hashes = {a_person(name, password=PASSWORD).password for name in ("Bob", "Leyla")}
    assert len(hashes) == 2
    assert all(len(kept.split("$")[4]) >= 22 for kept in hashes), "128 bits of salt"


def test_a_password_can_be_pasted_and_kept_by_the_browser(people: Database) -> None:
    told = changes.invite(Person.objects.get(), KEEPER)
    for path, word in (("/account/sign-in/", "current-password"), (f"/account/invitation/{told}/", "new-password")):
        page = Client(HTTP_HOST="localhost").get(path).content.decode()
        fields = re.findall(r'<input[^>]*type="password"[^>]*>', page)
        assert fields, path
        assert all(f'autocomplete="{word}"' in field for field in fields), path
        assert not any(re.search(r"readonly|maxlength|onpaste", field) for field in fields), path


def test_there_is_no_account_that_nobody_made(sqlite_database: Database) -> None:
    assert not Person.objects.exists()


def test_a_code_is_good_once_and_for_a_short_while(people: Database, caplog: Any) -> None:
    secret, _recovery = with_an_app()
    used = code_of(secret, 1)
    for code, expected in ((code_of(secret, -4), False), (code_of(secret, 4), False), (used, True), (used, False)):
        tab = Client(HTTP_HOST="localhost")
        typed(tab)
        tab.post("/account/factors/sign-in/", {"code": code})
        assert signed(tab) is expected
    told = [one.getMessage() for one in caplog.records if "second proof failed" in one.getMessage()]
    assert len(told) == 3, "the one used again is among them"


def test_a_session_is_named_by_much_chance(people: Database, settings: Any) -> None:
    names = {signed_in_by_hand().cookies[settings.SESSION_COOKIE_NAME].value for _ in range(3)}
    assert len(names) == 3
    assert all(re.fullmatch(r"[a-z0-9]{32}", name) for name in names), "more than 160 bits"
    page = signed_in_by_hand().get("/account/").content.decode()
    assert not any(name in page for name in names)


@pytest.mark.parametrize(
    "path",
    ["/static/", "/static/servanda/", "/static/../settings.py", "/static/%2e%2e/settings.py", "/static//etc/passwd",
     "/.git/config", "/.env", "/servanda/settings.py", "/static/servanda/style.css.bak", "/static/servanda/.DS_Store"],
)  # fmt: skip
def test_no_folder_is_listed_and_no_file_given_but_those_that_pages_are_made_of(people: Database, path: str) -> None:
    assert Client(HTTP_HOST="localhost").get(path).status_code == 404


def _used(path: Path, banned: frozenset[str]) -> Iterator[str]:
    """Which modules and functions of some a module uses."""
    text = path.read_text(encoding="utf-8")
    if not any(name in text for name in banned):
        return
    for node in ast.walk(ast.parse(text)):
        names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        names += [node.func.id] if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else []
        yield from banned.intersection(names)


def test_no_text_becomes_code_and_no_address_in_a_text_is_fetched() -> None:
    used = {(path.name, name) for path in PACKAGE.rglob("*.py") for name in _used(path, frozenset(FORBIDDEN))}
    assert used == {
        ("apart.py", "subprocess"),  # another Python, by a fixed line, to read files of strangers
        ("spool.py", "pickle"),  # what this process wrote itself, in a file without a name
    }
    scripts = sorted(PACKAGE.rglob("static/**/*.js"))
    assert scripts
    assert [path.name for path in scripts if re.search(BROWSER, path.read_text(encoding="utf-8"))] == []
