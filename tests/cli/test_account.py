"""``servanda account``: the keeper's door to accounts."""

import json
import re
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from servanda.accounts import changes
from servanda.accounts.models import Person
from tests.cli.running import Ended
from tests.support.people import PASSWORD

Run = Callable[..., Ended]
AYSEL = "aysel@example.org"


@pytest.fixture(autouse=True)
def fast(settings: Any) -> None:
    """Hash passwords quickly."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def loaded(run: Run, file: Path) -> Run:
    """A register with one partnership and one person."""
    assert run("load", str(file)).status == 0
    assert run("account", "create", AYSEL, "--name", "Aysel Quliyeva").status == 0
    return run


def test_the_first_account_is_made_with_a_password_from_a_file(run: Run, tmp_path: Path) -> None:
    assert "keeper's alone" in run("account", "list").out
    (tmp_path / "password").write_text(f"{PASSWORD}\nnot this\n", encoding="utf-8")
    ended = run(
        "account", "create", AYSEL, "--name", "Aysel", "--administrator", "--password-from", str(tmp_path / "password")
    )
    assert ended.status == 0
    assert "invitation" not in ended.out
    assert Person.objects.get().check_password(PASSWORD)
    assert "role administrator" in run("account", "list").out


def test_an_account_with_a_weak_password_is_not_made_at_all(run: Run, tmp_path: Path) -> None:
    (tmp_path / "password").write_text("short\n", encoding="utf-8")
    ended = run("account", "create", AYSEL, "--name", "Aysel", "--password-from", str(tmp_path / "password"))
    assert ended.is_one_clear_message()
    assert not Person.objects.exists()


def test_an_invitation_is_printed_and_opens(run: Run, settings: Any) -> None:
    settings.SERVANDA_ADDRESS = "https://register.example"
    ended = run("account", "create", AYSEL, "--name", "Aysel")
    again = run("account", "invite", AYSEL)
    first, second = (
        re.search(r"https://register\.example/account/invitation/([\w-]+)/", one.out) for one in (ended, again)
    )
    assert first is not None
    assert second is not None
    assert changes.invited(first[1]) is None
    assert changes.invited(second[1]) is not None


def test_inviting_makes_an_account_if_a_name_is_given(run: Run) -> None:
    assert run("account", "invite", AYSEL).is_one_clear_message()
    assert run("account", "invite", AYSEL, "--name", "Aysel").status == 0
    assert Person.objects.get().name == "Aysel"


def test_what_a_post_has_is_had_by_its_holder_until_it_is_taken_back(loaded: Run) -> None:
    ask = ("account", "why", AYSEL, "record", "--at", "parp", "--kind", "tally")
    assert loaded("account", "post", "Planning desk").status == 0
    assert loaded("account", "hold", AYSEL, "Planning desk", "--since", "2026-01-01").status == 0
    granted = loaded("account", "grant", "contributor", "--post", "Planning desk", "--at", "aland-nato")
    yes = loaded(*ask)
    assert (yes.status, yes.out.splitlines()[0]) == (0, "yes")
    assert "by the post “Planning desk”" in yes.out
    number = re.findall(r"grant (\d+)", granted.out)[0]
    assert loaded("account", "withdraw", "grant", number, "--reason", "reorganised").status == 0
    no = loaded(*ask)
    assert (no.status, no.out.splitlines()[0]) == (1, "no")
    assert "was taken back" in no.out
    assert loaded("account", "withdraw", "grant", number).is_one_clear_message()
    assert "because: reorganised" in loaded("account", "log").out


def test_what_someone_has_is_listed_with_its_numbers(loaded: Run) -> None:
    loaded("account", "grant", "coordinator", "--to", AYSEL, "--at", "aland-nato", "--until", "2099")
    loaded("account", "clear", "restricted", "--group", "AX", "--group", "NATO", "--to", AYSEL)
    told = json.loads(loaded("account", "list", "--format", "json").out)
    (person,) = told["people"]
    assert [one["what"] for one in person["has"]] == ["grant 1", "clearance 1"]
    assert person["has"][0]["until"] == "2099-12-31"
    assert person["has"][1]["groups"] == ["AX", "NATO"]
    assert "clearance 1: level restricted, groups AX, NATO" in loaded("account", "list").out


def test_a_closed_account_is_opened_again(loaded: Run) -> None:
    assert loaded("account", "close", AYSEL).status == 0
    assert "(closed)" in loaded("account", "list").out
    assert loaded("account", "close", AYSEL, "--open").status == 0
    assert Person.objects.get().is_active


def test_a_token_is_shown_once_listed_and_revoked(loaded: Run) -> None:
    made = loaded(
        "account", "token", AYSEL, "--name", "nightly report", "--record", "--at", "aland-nato", "--days", "7"
    )
    ident, told = re.findall(r"token (\w{32})", made.out)[0], made.out.splitlines()[1]
    listed = loaded("account", "token", AYSEL).out
    assert ident in listed
    assert "records at" in listed
    assert told not in listed
    assert loaded("account", "token", AYSEL, "--revoke", ident).status == 0
    assert "revoked" in loaded("account", "token", AYSEL).out


@pytest.mark.parametrize(
    "line",
    [
        "create nobody --name Nobody",
        f"create {AYSEL} --name Again",
        "grant king --to aysel@example.org",
        "grant chair",
        "grant chair --to aysel@example.org --post Desk",
        "grant chair --to nobody@example.org",
        "grant chair --to aysel@example.org --at nowhere",
        "grant chair --to aysel@example.org --at nato",
        "grant administrator --to aysel@example.org --at aland-nato",
        "grant chair --to aysel@example.org --since 2026-02-01 --until 2026-01-01",
        "hold aysel@example.org Desk",
        "withdraw clearance 77",
        "why aysel@example.org dance",
        "token aysel@example.org --revoke 1",
    ],
)
def test_what_cannot_be_done_is_one_clear_message(loaded: Run, line: str) -> None:
    assert loaded("account", *line.split()).is_one_clear_message()


def test_a_password_is_read_from_the_input(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", StringIO(f"{PASSWORD}\n"))
    assert run("account", "create", AYSEL, "--name", "Aysel", "--password-from", "-").status == 0
    assert Person.objects.get().check_password(PASSWORD)
