"""``servanda work`` from the command line: what it tells people, sends and clears, and what it says of it."""

from collections.abc import Callable
from typing import Any

from servanda.accounts import changes
from servanda.jobs.models import Job
from servanda.outbox.following import choose
from servanda.outbox.models import Word
from tests.cli.running import Ended
from tests.support import agenda
from tests.support.agenda import day, item, record
from tests.support.people import KEEPER, a_person
from tests.support.smtp import mail_server


def test_work_tells_sends_and_says_so_and_twice_does_it_once(run: Callable[..., Ended], settings: Any) -> None:
    assert run("init").status == 0
    assert "nothing was due" in run("work").err
    record(*agenda.described(), item("1.1", str(day(3))))
    post = changes.make_post("Desk", KEEPER, party=agenda.DESK)
    choose(a_person("Aysel", posts=[post]), "once")
    with mail_server() as server:
        settings.SERVANDA_MAIL_HOST, settings.SERVANDA_MAIL_PORT = "127.0.0.1", server.port
        settings.SERVANDA_MAIL_TLS, settings.SERVANDA_MAIL_FROM = "none", "register@example.org"
        settings.SERVANDA_ADDRESS = "https://register.example"
        server.answer["aysel@example.org"] = "451 later"
        first = run("work")
        assert "words to people: 1" in first.out
        assert "to be tried again: " in first.out
        assert "nothing was due" in run("work").err
        Job.objects.update(due="2020-01-01T00:00Z")
        assert "due: mail:" in run("work", "--dry-run").out
        assert server.mails == []
        server.answer.clear()
        assert ": done" in run("work").out
    assert (len(server.mails), Word.objects.count()) == (1, 1)
    assert "nothing was due" in run("work").err
