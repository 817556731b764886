"""Word to people, to its end: by a real mail server, on both databases; once each, and never what may not be seen."""

from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from django.utils import timezone

from servanda.accounts import changes
from servanda.accounts.models import Clearance, Holding, Person, Post
from servanda.jobs.models import Job
from servanda.jobs.work import Ended, work
from servanda.kernel.marking import Marking
from servanda.ledger import clock
from servanda.notices import inviting
from servanda.notices.gather import gather
from servanda.notices.mailing import KIND, handle, make_mails
from servanda.outbox.following import choose, follow, wish_of
from servanda.outbox.mails import message
from servanda.outbox.models import Mail, Wish, Word
from servanda.register import Draft
from tests.support import agenda
from tests.support.agenda import day, item, meeting, record, silence
from tests.support.databases import ENGINES, Database, Databases
from tests.support.people import KEEPER, a_person
from tests.support.registers import an_id, kind
from tests.support.smtp import Taken, mail_server

HIDDEN = Marking.parse("restricted to A")


def build() -> None:
    record(*agenda.described())


@pytest.fixture(scope="module", params=ENGINES)
def shared(request: pytest.FixtureRequest, databases: Databases) -> Iterator[Database]:
    """One register for the file; each test takes back what it recorded."""
    with databases.fresh(request.param, "agenda", build) as fresh:
        yield fresh


@pytest.fixture(scope="module")
def server() -> Iterator[Taken]:
    with mail_server() as taken:
        yield taken


@pytest.fixture(autouse=True)
def mail(shared: Database, server: Taken, settings: Any) -> Iterator[Taken]:
    """Mail goes to the server of the file, which has taken none yet."""
    settings.SERVANDA_MAIL_HOST, settings.SERVANDA_MAIL_PORT, settings.SERVANDA_MAIL_TLS = (
        "127.0.0.1",
        server.port,
        "none",
    )
    settings.SERVANDA_MAIL_FROM = "The register <register@example.org>"
    settings.SERVANDA_ADDRESS = "https://register.example"
    server.mails.clear()
    server.answer.clear()
    with shared.rolled_back():
        yield server


def desk_person(name: str = "Aysel", *, cleared: bool = False, how: str = "once") -> Person:
    """Someone who holds the post of the desk."""
    post = changes.make_post(f"Desk of {name}", KEEPER, party=agenda.DESK)
    person = a_person(name, posts=[post], cleared=[("restricted", ("A",))] if cleared else [])
    choose(person, how)
    return person


def worked() -> list[Ended]:
    Wish.objects.update(gathered=None)
    gather()
    make_mails()
    return work({KIND: handle, inviting.KIND: inviting.handle})


def body_of(mail: EmailMessage) -> str:
    text: str = mail.get_content()
    return text


def test_word_of_a_date_comes_before_on_and_after_it_once_each(mail: Taken) -> None:
    desk_person()
    source = Draft(kind("citation", source=agenda.SOURCE, at="p. 2"), an_id(f"item 1.1 {day(3)}"))
    record(
        item("1.1", str(day(3))), source, item("1.2", str(day(0))), item("1.3", str(day(-2))), item("1.4", str(day(30)))
    )
    worked()
    ((to, told, _raw),) = mail.mails
    assert to == ["aysel@example.org"]
    said = body_of(told)
    for words in ("A date comes near.", "It is the day.", "The date has passed.", "1.1: Do what item 1.1 says"):
        assert words in said
    assert "item 1.4" not in said
    assert said.count("Source: Press, A report.") == 1
    assert f"https://register.example/objective/{an_id('item 1.1')}/" in said
    assert "As of " in said
    assert "https://register.example/account/told/" in said
    worked()
    assert len(mail.mails) == 1, "what was told is not told again"


def test_word_of_a_text_under_silence_and_of_an_objection_has_its_source(mail: Taken) -> None:
    desk_person()
    record(*silence("quiet", clock.now() + timedelta(days=20)))
    worked()
    assert "is under silence until" in body_of(mail.mails[0][1])
    assert "Source: Press, A report." in body_of(mail.mails[0][1])
    record(*agenda.objection("quiet", clock.now() - timedelta(minutes=1)))
    worked()
    assert "An objection came." in body_of(mail.mails[1][1])
    assert "silence was broken" in body_of(mail.mails[1][1])


def test_word_of_a_silence_that_ran_out_comes_though_nothing_was_recorded(mail: Taken) -> None:
    desk_person()
    opened = clock.now() - timedelta(days=3)
    record(*silence("quiet", (clock.now() - timedelta(hours=1)).replace(second=0, microsecond=0), opened=opened))
    worked()
    assert "It was decided." in body_of(mail.mails[0][1])
    assert "was adopted under silence" in body_of(mail.mails[0][1])


def test_what_is_followed_is_told_from_then_on(mail: Taken) -> None:
    person = a_person("Rashad")
    choose(person, "once")
    record(*meeting("before", planned=str(day(90))))
    follow(person, agenda.SCOPE)
    record(*meeting("after", planned=str(day(95))), item("4.1", None))
    worked()
    said = body_of(mail.mails[0][1])
    assert "Something changed." in said
    assert agenda_day(95) in said
    assert agenda_day(90) not in said


def agenda_day(days: int) -> str:
    when = day(days)
    return f"{when.day} {when:%B %Y}"


def test_an_item_that_is_followed_is_told_when_its_day_moves(mail: Taken) -> None:
    person = a_person("Rashad")
    choose(person, "once")
    record(item("5.1", str(day(40))))
    follow(person, an_id("item 5.1"))
    worked()
    assert mail.mails == []
    closer = Draft(kind("replaces", by=an_id(f"item 5.1 {day(2)}"), reason="sooner"), an_id(f"item 5.1 {day(40)}"))
    record(item("5.1", str(day(2))), closer)
    worked()
    assert "A date comes near." in body_of(mail.mails[0][1])


def test_one_mail_a_day_at_most_unless_one_wishes_otherwise(mail: Taken) -> None:
    person = desk_person(how="daily")
    record(item("1.1", str(day(3))))
    worked()
    record(item("1.2", str(day(4))))
    worked()
    assert len(mail.mails) == 1
    Mail.objects.update(made=timezone.now() - timedelta(days=1))
    worked()
    assert len(mail.mails) == 2
    choose(person, "weekly")
    record(item("1.3", str(day(5))))
    Mail.objects.update(made=timezone.now() - timedelta(days=6))
    worked()
    assert len(mail.mails) == 2
    Mail.objects.update(made=timezone.now() - timedelta(days=7))
    worked()
    assert len(mail.mails) == 3
    choose(person, "none")
    record(item("1.4", str(day(6))))
    worked()
    assert len(mail.mails) == 3
    assert Word.objects.filter(person=person, mail=None).count() == 1, "it stands on the page"


def test_a_mail_tells_only_what_may_be_seen_at_the_moment_of_sending(mail: Taken, settings: Any) -> None:
    settings.SERVANDA_MAIL_LEVEL = "restricted"
    person = desk_person(cleared=True)
    record(item("6.1", str(day(3)), marking=HIDDEN), item("6.2", str(day(3))))
    gather()
    make_mails()
    changes.withdraw(Clearance.objects.get(person=person), KEEPER)
    work({KIND: handle})
    said = body_of(mail.mails[0][1])
    assert "6.2" in said
    assert "6.1" not in said


def test_what_is_marked_goes_by_mail_only_where_the_office_allows_it(mail: Taken, settings: Any) -> None:
    desk_person(cleared=True)
    record(item("6.1", str(day(3)), marking=HIDDEN))
    worked()
    said = body_of(mail.mails[0][1])
    assert "6.1" not in said
    assert "1 word is of something marked, and only on the page." in said
    settings.SERVANDA_MAIL_LEVEL = "restricted"
    desk_person("Leyla", cleared=True)
    worked()
    assert "6.1" in body_of(mail.mails[1][1])


def test_hidden_dates_leave_no_trace_in_the_words_of_who_may_not_see_them(mail: Taken) -> None:
    person = desk_person()
    follow(person, agenda.SCOPE)
    record(item("7.1", str(day(3)), marking=HIDDEN), *meeting("hush", planned=str(day(2)), marking=HIDDEN))
    worked()
    assert mail.mails == []
    assert not Word.objects.exists()


def test_a_mail_with_nothing_left_to_say_is_not_sent(mail: Taken) -> None:
    desk_person()
    record(item("8.1", str(day(3))))
    gather()
    make_mails()
    record(agenda.withdrawn(f"item 8.1 {day(3)}"))
    work({KIND: handle})
    assert mail.mails == []
    assert Mail.objects.get().state == "empty"


@pytest.mark.parametrize("state", ["empty", "failed", "refused"])
def test_a_mail_that_told_nothing_does_not_use_up_the_day(mail: Taken, state: str) -> None:
    person = desk_person(how="daily")
    Mail.objects.create(person=person, address="x@example.org", message_id="<1>", state=state, made=timezone.now())
    record(item("8.2", str(day(3))))
    worked()
    assert len(mail.mails) == 1


def test_a_refusal_for_good_ends_mail_to_that_address_and_is_told_to_the_administrators(mail: Taken) -> None:
    person = desk_person()
    chief = a_person("Chief", roles=[("administrator", "")])
    choose(chief, "none")
    mail.answer["aysel@example.org"] = "550 5.1.1 no such user\r\n550 here"[:24]
    record(item("1.1", str(day(3))))
    (ended,) = worked()
    assert ended.how == "failed"
    assert (Mail.objects.get().state, "550" in wish_of(person).refused) == ("refused", True)
    assert Word.objects.get(person=chief).what == "refused"
    record(item("1.2", str(day(4))))
    worked()
    assert Mail.objects.count() == 1, "none is tried until the person asks for it"
    mail.answer.clear()
    choose(person, "once")
    worked()
    assert len(mail.mails) == 1


def test_a_refusal_for_now_is_tried_again_and_sent_once(mail: Taken) -> None:
    desk_person()
    mail.answer["aysel@example.org"] = "451 come back later"
    record(item("1.1", str(day(3))))
    (ended,) = worked()
    assert (ended.how, Mail.objects.get().state) == ("again", "waiting")
    assert "451" in Mail.objects.get().fault
    mail.answer.clear()
    Job.objects.update(due=timezone.now())
    (ended,) = work({KIND: handle})
    assert ended.how == "done"
    assert [len(mail.mails), Mail.objects.get().state, Mail.objects.get().attempts] == [1, "sent", 2]
    assert mail.mails[0][1]["Message-ID"] == Mail.objects.get().message_id


def test_a_server_that_does_not_answer_is_tried_again(mail: Taken, settings: Any) -> None:
    settings.SERVANDA_MAIL_PORT = 9
    desk_person()
    record(item("1.1", str(day(3))))
    (ended,) = worked()
    assert ended.how == "again"


def test_without_a_mail_server_word_stands_on_the_page_alone(mail: Taken, settings: Any) -> None:
    settings.SERVANDA_MAIL_HOST = ""
    desk_person()
    record(item("1.1", str(day(3))))
    assert worked() == []
    assert (Word.objects.count(), Mail.objects.count()) == (1, 0)


def test_a_closed_account_is_told_nothing(mail: Taken) -> None:
    person = desk_person()
    record(item("1.1", str(day(3))))
    gather()
    make_mails()
    changes.close(person, KEEPER)
    work({KIND: handle})
    assert (mail.mails, Mail.objects.get().state) == ([], "empty")


INJECTED = "x\r\nBcc: victim@example.org\r\n\r\nBody\u2028\x0b\x85"


def test_no_text_of_the_register_or_of_an_account_makes_a_header(mail: Taken) -> None:
    desk_person()
    record(*meeting("nasty", planned=str(day(3)), body=agenda.DESK, subject={"en": INJECTED}, venue={"en": INJECTED}))
    worked()
    _to, told, raw = mail.mails[0]
    head = raw.split(b"\r\n\r\n", 1)[0]
    assert told["Bcc"] is None
    assert b"\nBcc:" not in head
    assert told["Subject"].startswith("Servanda: A date comes near: ")
    assert {name.lower() for name in told} <= HEADERS


HEADERS = {
    "auto-submitted", "content-transfer-encoding", "content-type", "date", "from", "message-id", "mime-version",
    "subject", "to", "x-auto-response-suppress", "x-mailfrom", "x-peer", "x-rcptto",
}  # fmt: skip


@pytest.mark.parametrize("field", ["name", "subject", "to"])
def test_each_header_takes_a_line_and_no_more(mail: Taken, field: str) -> None:
    given = {"to": "a@example.org", "name": "A", "subject": "S", field: f"a{INJECTED}@example.org"}
    try:
        made = message(given["to"], given["name"], given["subject"], "text", "<1@example.org>")
        text = made.as_string()
    except ValueError:
        assert field == "to", "an address that is none is refused"
        return
    assert "\nBcc:" not in text
    assert made["Bcc"] is None


def test_an_invitation_goes_by_mail_and_its_secret_is_in_no_table(mail: Taken) -> None:
    person = a_person("Guest")
    inviting.invite_by_mail(person, None)
    assert "invitation/" not in str(list(Job.objects.values()))
    (ended,) = worked()
    assert ended.how == "done"
    said = body_of(mail.mails[0][1])
    secret = said.split("/account/invitation/")[1].split("/")[0]
    found = changes.invited(secret)
    assert found is not None
    assert found.person == person
    assert secret not in str(list(Job.objects.values())) + str(list(Mail.objects.values()))


def test_a_date_that_was_withdrawn_while_it_was_ahead_is_told(mail: Taken) -> None:
    desk_person()
    record(*meeting("spring", planned=str(day(40)), body=agenda.DESK))
    worked()
    assert mail.mails == []
    record(agenda.withdrawn(f"meeting spring {day(40)}"))
    worked()
    assert "A date was withdrawn." in body_of(mail.mails[0][1])


def test_one_is_told_of_what_lets_somebody_into_ones_account(mail: Taken) -> None:
    person = a_person("Rashad")
    choose(person, "once")
    changes.make_token(person, "nightly", KEEPER, days=9)
    worked()
    said = body_of(mail.mails[0][1])
    assert "Your account was changed." in said
    assert "Token made, on " in said
    assert "by the test." in said
    assert "https://register.example/account/" in said


def test_in_the_persons_language(mail: Taken) -> None:
    person = desk_person()
    changes.rename(person, person.name, "az", KEEPER)
    record(item("1.1", str(day(3))))
    worked()
    assert "A date comes near" not in body_of(mail.mails[0][1])


def test_who_holds_the_post_is_told_and_who_held_it_is_not(mail: Taken) -> None:
    person = desk_person()
    (held,) = Holding.objects.filter(person=person)
    changes.withdraw(held, KEEPER)
    record(item("1.1", str(day(3))))
    worked()
    assert mail.mails == []
    assert Post.objects.count() == 1
