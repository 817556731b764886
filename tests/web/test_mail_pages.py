"""What the pages say of mail, to those who keep the accounts: invitations, refusals, what became of each mail."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone

from servanda.accounts.models import Invitation, Person
from servanda.jobs.models import Job
from servanda.outbox.models import Mail, Wish
from tests.access.register import build
from tests.support.databases import Database, Databases
from tests.support.people import a_person, signed_in


@pytest.fixture(scope="module")
def shared(databases: Databases) -> Iterator[Database]:
    with databases.fresh("sqlite", "two partnerships", build) as fresh:
        yield fresh


@pytest.fixture
def chief(shared: Database, settings: Any) -> Iterator[Person]:
    settings.ALLOWED_HOSTS = ["localhost"]
    settings.SERVANDA_MAIL_HOST, settings.SERVANDA_MAIL_FROM = "mail.example", "r@example.org"
    with shared.rolled_back():
        yield a_person("Chief", roles=[("administrator", "")])


def test_an_invitation_is_offered_by_mail_where_mail_is_set_up_and_put_down_without_its_secret(
    chief: Person, settings: Any
) -> None:
    client = signed_in(chief)
    assert 'value="invite-by-mail"' in client.get("/people/").content.decode()
    response = client.post("/people/", {"act": "invite-by-mail", "name": "New", "email": "new@example.org"})
    assert response.status_code == 303
    job = Job.objects.get()
    assert job.detail == {"person": Person.objects.get(email="new@example.org").pk, "by": chief.pk}
    assert not Invitation.objects.exists(), "it is made when it is sent"
    settings.SERVANDA_MAIL_HOST = ""
    assert 'value="invite-by-mail"' not in client.get("/people/").content.decode()


def test_those_who_keep_the_accounts_see_refusals_and_what_became_of_each_mail(chief: Person) -> None:
    aysel, client = a_person("Aysel"), signed_in(chief)
    Wish.objects.create(person=aysel, refused="550 <b>no</b> such user")
    own = {"person": aysel, "address": aysel.email, "made": timezone.now()}
    Mail.objects.create(**own, message_id="<1@r>", state="refused", attempts=3, fault="550 no such user")
    assert "550 &lt;b&gt;no&lt;/b&gt; such user" in client.get("/people/").content.decode()
    page = client.get(f"/people/person/{aysel.pk}/").content.decode()
    assert "refused for good" in page
    assert "3 attempts" in page


def test_who_keeps_no_accounts_sees_none_of_it_and_sends_nothing(chief: Person) -> None:
    client = signed_in(a_person("Aysel"))
    assert client.get(f"/people/person/{chief.pk}/").status_code == 403
    assert client.post("/people/", {"act": "invite-by-mail", "name": "N", "email": "n@example.org"}).status_code == 403
    assert not Job.objects.exists()
