"""What the pages for operators say of PostgreSQL and of the system, run and read where a machine can.

Their commands are run as they are printed, against the throw-away server: ``sudo -u postgres`` becomes its superuser,
and the role that is made has another name, for the tests' own is called servanda.
"""

import os
import re
import shlex
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import psycopg
import pytest

from servanda.cli.main import cli
from tests.access.register import build
from tests.support.cluster import programs
from tests.support.databases import Database, Databases
from tests.support.pages import HOUSE, REFERENCE, blocks
from tests.support.warm import warm_folder

GUIDE = HOUSE / "docs" / "operators-guide.md"
POSTGRESQL = HOUSE / "docs" / "how-to" / "use-postgresql.md"
BACK_UP = HOUSE / "docs" / "how-to" / "back-up-and-move.md"
SUDO = '#!/bin/sh\nshift 2\nPGUSER=postgres exec "$@"\n'
ROLE = "office"


def block(page: Path, words: str) -> str:
    """The one block of a page that has some words."""
    (found,) = [one.text for one in blocks(page) if words in one.text]
    return found


@dataclass(frozen=True)
class Shell:
    """Where the commands of a page are run: a folder, and the environment of whoever runs them."""

    folder: Path
    environment: dict[str, str]

    def run(self, text: str, **more: str) -> subprocess.CompletedProcess[str]:
        """Run some commands to the first that fails."""
        return subprocess.run(
            ["bash", "-euo", "pipefail", "-c", text],
            cwd=self.folder,
            env={**self.environment, **more},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    def done(self, text: str, **more: str) -> str:
        """Run some commands that do not fail; gives what they say."""
        ended = self.run(text, **more)
        assert ended.returncode == 0, f"{text}\n{ended.stdout[-2000:]}\n{ended.stderr[-3000:]}"
        return ended.stdout


@pytest.fixture
def office(databases: Databases, tmp_path: Path) -> Iterator[tuple[Shell, Database]]:
    """A register on PostgreSQL with statements of every marking, and a shell beside it."""
    shims = tmp_path / "bin"
    shims.mkdir()
    (shims / "sudo").write_text(SUDO, encoding="utf-8")
    (shims / "sudo").chmod(0o755)
    path = os.pathsep.join([str(shims), str(warm_folder()), str(programs()), os.environ["PATH"]])
    own = {"PATH": path, "PGHOST": str(databases.cluster.sockets), "PGUSER": "servanda", "LC_ALL": "C.UTF-8"}
    with databases.fresh("postgresql", "two partnerships", build) as fresh:
        kept = {"HOME": str(tmp_path), "SERVANDA_DATA": str(tmp_path), "DATABASE_URL": fresh.url}
        try:
            yield Shell(tmp_path, {**own, **kept}), fresh
        finally:
            for name in ("drill", "restored", ROLE):
                databases.cluster.run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            databases.cluster.run(f"DROP ROLE IF EXISTS {ROLE}")


def counted(url: str) -> dict[str, int]:
    """How many rows each table of a database has, whoever may see them."""
    with psycopg.connect(url) as database:
        named = database.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        found = [(name, database.execute(f'SELECT COUNT(*) FROM "{name}"'.encode()).fetchone()) for (name,) in named]
    return {name: row[0] for name, row in found if row is not None}


def told_of(text: str) -> list[str]:
    """What ``servanda info`` tells of a register, but for the name of its database."""
    return [line for line in text.splitlines() if not line.startswith("database ")]


@pytest.mark.parametrize(("document", "user"), [(GUIDE, "servanda"), (POSTGRESQL, "postgres")], ids=["guide", "how-to"])
def test_the_role_that_is_made_owns_its_database_and_is_bound_by_row_level_security(
    office: tuple[Shell, Database], databases: Databases, document: Path, user: str
) -> None:
    shell, _ = office
    commands = [line for line in block(document, "createuser").splitlines() if "create" in line]
    shell.done("\n".join(re.sub(r"\bservanda\b", ROLE, line) for line in commands), PGUSER=user)
    with psycopg.connect(databases.cluster.url(ROLE, ROLE)) as database:
        asked = "SELECT rolsuper, rolbypassrls, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname = current_user"
        assert database.execute(asked).fetchone() == (False, False, False, False)
        owned = "SELECT pg_get_userbyid(datdba), pg_encoding_to_char(encoding) FROM pg_database WHERE datname = %s"
        assert database.execute(owned, (ROLE,)).fetchone() == (ROLE, "UTF8")
        database.execute("CREATE TABLE its_own (id int)")


def test_the_nightly_copy_is_whole_and_the_drill_says_so(office: tuple[Shell, Database], databases: Databases) -> None:
    shell, register = office
    real = told_of(shell.done("servanda info"))
    shell.done(block(GUIDE, 'nightly.dump "$DATABASE_URL"'))
    drill, dropping = block(GUIDE, "dropdb drill").strip().rsplit("\n", 1)
    told = shell.done(drill)
    assert told_of(told[told.index("program") :]) == real
    assert "entries        0" not in told
    drilled = counted(databases.cluster.url("drill", "postgres"))
    assert drilled == counted(register.superuser_url or "")
    assert drilled["content"] == drilled["entry"] > 50
    assert dropping.startswith("sudo")
    shell.done(dropping)


def test_a_copy_without_the_options_is_refused_or_found_out_by_the_drill(
    office: tuple[Shell, Database], databases: Databases
) -> None:
    shell, register = office
    whole = block(BACK_UP, "register.dump")
    refused = shell.run(whole.replace(" --enable-row-security", ""))
    assert refused.returncode != 0
    assert "row-level security" in refused.stderr
    ended = shell.run(re.sub(r"PGOPTIONS='[^']*' ", "", whole))
    assert ended.returncode != 0, "verify tells what the copy did not"
    assert "what to do:" in ended.stderr
    partial = counted(databases.cluster.url("restored", "postgres"))
    assert partial["content"] == 0 < counted(register.superuser_url or "")["content"]


def test_a_copy_goes_into_another_database_as_the_how_to_says(office: tuple[Shell, Database]) -> None:
    shell, _ = office
    assert "restored" not in shell.done("psql -Atc 'SELECT datname FROM pg_database' postgres")
    shell.done(block(BACK_UP, "register.dump"))


def test_a_session_of_ones_own_sees_nothing_until_it_says_whose_eyes_it_has(office: tuple[Shell, Database]) -> None:
    shell, _ = office
    nothing, everything = (
        int(number) for number in re.findall(r"^ +(\d+)$", shell.done(block(POSTGRESQL, "psql ")), re.M)
    )
    assert nothing == 0 < everything


def units() -> dict[str, list[tuple[str, str]]]:
    """The files of systemd that the guide has, each with its settings."""
    text = "\n".join(one.text for one in blocks(GUIDE) if one.language == "ini")
    found: dict[str, list[tuple[str, str]]] = {}
    for line in text.splitlines():
        if line.startswith("# /etc/systemd/system/"):
            own = found.setdefault(line.rpartition("/")[2], [])
        elif "=" in line:
            key, _, value = line.partition("=")
            own.append((key, value))
    return found


def begun() -> list[list[str]]:
    """The commands that the services begin, in words."""
    return [shlex.split(value) for settings in units().values() for key, value in settings if key == "ExecStart"]


def test_the_services_begin_commands_that_there_are_with_options_that_they_take() -> None:
    own = [words for words in begun() if words[0] == "/usr/local/bin/servanda"]
    assert [words[1] for words in own] == ["serve", "work", "backup"]
    for _program, name, *words in own:
        command = cli.get_command(click.Context(cli), name)
        assert command is not None, name
        command.make_context(name, words)


def test_the_copy_of_each_night_is_made_by_the_command_that_is_drilled() -> None:
    (unit,) = [words for words in begun() if words[0] == "/usr/bin/pg_dump"]
    options, *typed = shlex.split(block(GUIDE, 'nightly.dump "$DATABASE_URL"'))
    assert [word.replace("${DATABASE_URL}", "$DATABASE_URL") for word in unit[1:]] == typed[1:]
    assert dict(units()["servanda-backup.service"])["Environment"] == f'"{options}"'


def test_what_the_services_read_and_write_is_what_the_guide_makes() -> None:
    found, made = units(), block(GUIDE, "/etc/servanda.env <<")
    given = dict(re.findall(r"^(\w+)=(.*)$", made, re.M))
    for name in ("servanda.service", "servanda-work.service", "servanda-backup.service"):
        settings = dict(found[name])
        assert settings["User"] == "servanda"
        assert f"> {settings['EnvironmentFile']} " in made
        assert settings.get("ReadWritePaths", given["SERVANDA_DATA"]) == given["SERVANDA_DATA"]
        assert f"{name.removesuffix('.service')}.timer" in found or name == "servanda.service"
    assert "ln -s /opt/servanda/.venv/bin/servanda /usr/local/bin/servanda" in block(GUIDE, "ln -s")
    known = (REFERENCE / "settings.md").read_text(encoding="utf-8")
    assert [name for name in (*given, "SERVANDA_SECRET_KEY") if f"`{name}`" not in known] == []


def test_a_shell_reads_the_file_of_settings_as_the_services_do(tmp_path: Path) -> None:
    made = block(GUIDE, "/etc/servanda.env <<")
    inner = re.findall(r"<<'END'\n(.*?)END\n", made, re.S)[0]
    (tmp_path / "servanda.env").write_text(inner, encoding="utf-8")
    reading = block(GUIDE, "set -a").replace("/etc/servanda.env", "./servanda.env")
    told = subprocess.run(
        ["bash", "-euc", f"{reading}env"], cwd=tmp_path, env={}, capture_output=True, text=True, check=True
    )
    assert set(inner.splitlines()) <= set(told.stdout.splitlines())


def test_the_guide_takes_the_settings_that_it_writes() -> None:
    from servanda.database_url import database_from
    from servanda.settings import outside_address, time_zone

    given: dict[str, Any] = dict(re.findall(r"^(\w+)=(.*)$", block(GUIDE, "/etc/servanda.env <<"), re.M))
    assert database_from(given["DATABASE_URL"])["HOST"] == "/run/postgresql"
    assert outside_address(given["SERVANDA_ADDRESS"]) == "https://register.example"
    assert time_zone(given["SERVANDA_TIME_ZONE"]) == "Asia/Baku"
