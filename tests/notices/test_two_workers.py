"""Two workers at the same time: each word is noted once, each mail is sent once; on both databases."""

import threading
from typing import Any

from django.db import connections

from servanda.accounts import changes
from servanda.jobs.work import work
from servanda.notices.gather import gather
from servanda.notices.mailing import KIND, handle, make_mails
from servanda.outbox.following import choose
from servanda.outbox.models import Mail, Word
from tests.support import agenda
from tests.support.agenda import day, item, record
from tests.support.databases import Database
from tests.support.people import KEEPER, a_person
from tests.support.smtp import mail_server


def test_two_workers_tell_once(database: Database, settings: Any) -> None:
    record(*agenda.described(), *(item(f"1.{number}", str(day(3))) for number in range(1, 3)))
    post = changes.make_post("Desk", KEEPER, party=agenda.DESK)
    for name in ("Aysel", "Rashad"):
        choose(a_person(name, posts=[post]), "once")
    start, faults = threading.Barrier(2), list[BaseException]()

    def worker() -> None:
        try:
            start.wait()
            gather()
            make_mails()
            work({KIND: handle})
        except BaseException as fault:
            faults.append(fault)
            raise
        finally:
            connections.close_all()

    with mail_server() as server:
        settings.SERVANDA_MAIL_HOST, settings.SERVANDA_MAIL_PORT = "127.0.0.1", server.port
        settings.SERVANDA_MAIL_TLS, settings.SERVANDA_MAIL_FROM = "none", "register@example.org"
        threads = [threading.Thread(target=worker) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        make_mails()  # a word that was noted by the one while the other put its mail together goes with the next
        work({KIND: handle})
    assert faults == []
    assert Word.objects.count() == 4
    assert Word.objects.filter(mail=None).count() == 0
    assert sorted(to for (to,), _mail, _raw in server.mails) == sorted(Mail.objects.values_list("address", flat=True))
    told = [mail.get_content().count("A date comes near.") for _to, mail, _raw in server.mails]
    assert sum(told) == 4, "no word is in two mails"
