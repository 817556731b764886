"""The environment's settings: where the register is kept, in which time zone, signed with which key."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from servanda.database_url import POSTGRESQL_OPTIONS, database_from
from servanda.errors import UsageError
from servanda.settings import data_folder, mail_settings, outside_address, secret_key, time_zone


@pytest.fixture
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Forget the settings of the test run."""
    for name in ("SERVANDA_DATA", "SERVANDA_SECRET_KEY", "DATABASE_URL", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    return monkeypatch


def test_a_relative_sqlite_path_is_found_from_the_working_folder() -> None:
    assert database_from("sqlite:///var/a%20b.sqlite3")["NAME"] == str(Path.cwd() / "var/a b.sqlite3")
    assert database_from("sqlite:////srv/register.sqlite3")["NAME"] == "/srv/register.sqlite3"


def test_two_writers_on_sqlite_wait_for_each_other() -> None:
    options = database_from("sqlite:///x.sqlite3")["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert "synchronous=FULL" in options["init_command"]


def test_a_postgresql_address_is_read_whole() -> None:
    found = database_from("postgresql://ann:p%40ss%2Fword@db.example:5433/register?sslmode=verify-full")
    assert {key: found[key] for key in ("USER", "PASSWORD", "HOST", "PORT", "NAME")} == {
        "USER": "ann",
        "PASSWORD": "p@ss/word",
        "HOST": "db.example",
        "PORT": "5433",
        "NAME": "register",
    }
    assert found["OPTIONS"] == {**POSTGRESQL_OPTIONS, "sslmode": "verify-full"}


def test_a_connection_is_kept_from_one_page_to_the_next_and_looked_at_first() -> None:
    assert database_from("sqlite:///x.sqlite3")["CONN_MAX_AGE"] > 0
    found = database_from("postgresql:///register")
    assert found["CONN_MAX_AGE"] > 0
    assert found["CONN_HEALTH_CHECKS"]


def test_a_postgresql_socket_folder_keeps_its_capitals() -> None:
    assert database_from("postgresql:///register?host=/tmp/Sockets")["HOST"] == "/tmp/Sockets"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "register.sqlite3",
        "sqlite://register.sqlite3",
        "sqlite:///",
        "sqlite:///:memory:",
        "mysql://secret@host/name",
        "postgresql://ann:secret@host:no/name",
        "postgresql://ann:secret@host",
        "postgresql://ann:secret@[host/name",
    ],
)
def test_an_unreadable_address_says_how_one_is_written_and_keeps_its_password(url: str) -> None:
    with pytest.raises(UsageError) as fault:
        database_from(url)
    assert "sqlite:///" in fault.value.remedy
    assert "secret" not in str(fault.value)


def test_a_clone_keeps_its_own_register(bare_environment: pytest.MonkeyPatch) -> None:
    assert data_folder() == Path(__file__).resolve().parents[1] / "var"


def test_an_installed_package_keeps_it_with_the_user(bare_environment: pytest.MonkeyPatch, tmp_path: Path) -> None:
    bare_environment.setattr("servanda.settings.PACKAGE", tmp_path / "site-packages" / "servanda")
    bare_environment.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert data_folder() == tmp_path / "data" / "servanda"
    bare_environment.setenv("SERVANDA_DATA", str(tmp_path / "elsewhere"))
    assert data_folder() == tmp_path / "elsewhere"


def test_a_key_is_made_once_and_only_its_owner_reads_it(bare_environment: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(secret_key, [tmp_path / "new"] * 8))
    assert len(keys) == 1
    assert len(keys.pop()) >= 50
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["secret-key"]
    assert (tmp_path / "new" / "secret-key").stat().st_mode & 0o077 == 0


def test_without_a_place_to_keep_it_a_key_is_still_given(bare_environment: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "a-file").touch()
    assert len(secret_key(tmp_path / "a-file" / "folder")) >= 50


def test_a_time_zone_has_to_exist() -> None:
    assert time_zone("Asia/Baku") == "Asia/Baku"
    for name in ("Asia/Atlantis", "../etc/passwd", "/etc/localtime"):
        with pytest.raises(UsageError, match="SERVANDA_TIME_ZONE"):
            time_zone(name)


def test_settings_come_from_the_environment(tmp_path: Path) -> None:
    code = (
        "from servanda import settings as s; print(s.DATABASES['default']['NAME'], s.TIME_ZONE, s.DEBUG,"
        " s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE and s.CSRF_COOKIE_SECURE)"
    )
    said = {"SERVANDA_TIME_ZONE": "Asia/Baku", "SERVANDA_ADDRESS": "https://register.example"}
    environment = {**os.environ, "SERVANDA_DATA": str(tmp_path), **said}
    del environment["DATABASE_URL"]
    told = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    name, zone, debug, *cookies = told.stdout.split()
    assert (name, zone, debug) == (str(tmp_path / "register.sqlite3"), "Asia/Baku", "False")
    assert cookies == ["__Host-servanda-session", "__Host-csrftoken", "True"], "of this host alone, by TLS alone"


def test_the_address_from_outside_is_scheme_and_host() -> None:
    assert outside_address("https://register.example/") == "https://register.example"
    assert outside_address("http://register.example:8443") == "http://register.example:8443"
    assert outside_address("") == ""


@pytest.mark.parametrize(
    "address", ["register.example", "ftp://register.example", "https://", "https://a.example/under"]
)
def test_what_is_no_address_of_pages_is_refused(address: str) -> None:
    with pytest.raises(UsageError, match="no address of pages"):
        outside_address(address)


MAIL = {"SERVANDA_MAIL_HOST": "mail.example", "SERVANDA_MAIL_FROM": "Register <r@example.org>"}


@pytest.mark.parametrize(("tls", "port"), [("starttls", 587), ("implicit", 465), ("none", 25)])
def test_mail_goes_by_the_port_of_its_protection(tls: str, port: int) -> None:
    found = mail_settings({**MAIL, "SERVANDA_MAIL_TLS": tls})
    assert (found["TLS"], found["PORT"], found["LEVEL"]) == (tls, port, "public")
    assert mail_settings({})["HOST"] == ""


@pytest.mark.parametrize(
    "wrong",
    [
        {"SERVANDA_MAIL_FROM": ""},
        {"SERVANDA_MAIL_HOST": ""},
        {"SERVANDA_MAIL_FROM": "nobody"},
        {"SERVANDA_MAIL_FROM": "r@example.org\r\nBcc: x@example.org"},
        {"SERVANDA_MAIL_TLS": "perhaps"},
        {"SERVANDA_MAIL_TLS": "none", "SERVANDA_MAIL_USER": "r", "SERVANDA_MAIL_PASSWORD": "open"},
        {"SERVANDA_MAIL_LEVEL": "most"},
    ],
)
def test_mail_that_is_half_set_up_or_open_to_all_is_refused_without_its_password(wrong: dict[str, str]) -> None:
    with pytest.raises(UsageError) as fault:
        mail_settings({**MAIL, **wrong})
    assert "open" not in str(fault.value)
