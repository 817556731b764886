"""Mails: which words go into one, when, and what it says: written at the moment of sending, by what is seen then."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from email.utils import parseaddr

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from servanda.accounts import roles
from servanda.accounts.models import Grant, Person
from servanda.accounts.people import counting
from servanda.datewords import say_date
from servanda.i18n import Translator
from servanda.jobs.models import Job
from servanda.jobs.work import MOST_ATTEMPTS, Final, put
from servanda.kernel.dates import PartialDate
from servanda.kernel.identity import random_id
from servanda.ledger import clock
from servanda.notices.current import LATELY, Told, current, language_of, readers_of, within
from servanda.notices.words import outside, what_words
from servanda.outbox.following import wish_of
from servanda.outbox.mails import is_set_up, message, send
from servanda.outbox.models import Mail, Wish, Word

KIND = "mail"
MOST = 60  # words of one mail; the rest is on the page
_WEEK = timedelta(days=7)


def make_mails() -> int:
    """Put words that wait into mails, for those who wish to have them so now; says how many mails there are."""
    if not is_set_up():
        return 0
    waiting = (
        Word.objects.filter(mail=None, made__gt=timezone.now() - LATELY).values_list("person", flat=True).distinct()
    )
    people = Person.objects.filter(is_active=True, id__in=list(waiting)).order_by("id")
    return sum(_make(person) for person in people)


def _make(person: Person) -> bool:
    with transaction.atomic():
        # of two programs that look at the same time, one waits here and then finds nothing left to do
        Person.objects.select_for_update().get(pk=person.pk)
        wish, now = wish_of(person), timezone.now()
        words = Word.objects.filter(person=person, mail=None, made__gt=now - LATELY)
        if wish.refused or not _is_time(person, wish.how, now) or not words.exists():
            return False
        mail = Mail.objects.create(person=person, address=person.email, message_id=message_id(), made=now)
        words.update(mail=mail)
        put(KIND, f"mail:{mail.pk}", {"mail": mail.pk})
    return True


def _is_time(person: Person, how: str, now: datetime) -> bool:
    if how in ("once", "none"):
        return how == "once"
    came = Mail.objects.filter(person=person, kind="word", state__in=("waiting", "sent"))  # the others told nothing
    last = came.order_by("-made").values_list("made", flat=True).first()
    if last is None:
        return True
    days = (timezone.localdate(now) - timezone.localdate(last)).days
    return days >= (1 if how == "daily" else _WEEK.days)


def message_id() -> str:
    """A fresh identifier of a mail: a copy that was sent twice can be known by it."""
    domain = parseaddr(settings.SERVANDA_MAIL_FROM)[1].rpartition("@")[2]
    return f"<{random_id()}@{domain}>"


def handle(job: Job) -> None:
    """Send the mail of a job: written now. One that has nothing left to say is not sent."""
    mail = Mail.objects.select_related("person").filter(pk=job.detail.get("mail")).first()
    if mail is None or mail.state != "waiting":
        return
    written = write(mail)
    if written is None:
        _end(mail, "empty")
        return
    subject, text = written
    deliver(mail, subject, text, job)


def deliver(mail: Mail, subject: str, text: str, job: Job) -> None:
    """Hand a mail to the server, and write down what became of it; raises what went wrong."""
    try:
        send(message(mail.address, mail.person.name, subject, text, mail.message_id), mail.address)
    except Final as fault:
        _refused(mail, str(fault))
        raise
    except Exception as fault:
        Mail.objects.filter(pk=mail.pk).update(attempts=job.attempts, fault=str(fault)[:500])
        if job.attempts >= MOST_ATTEMPTS:
            _end(mail, "failed")
        raise
    Mail.objects.filter(pk=mail.pk).update(attempts=job.attempts, fault="")
    _end(mail, "sent")


def _end(mail: Mail, state: str) -> None:
    Mail.objects.filter(pk=mail.pk).update(state=state, ended=timezone.now())


def _refused(mail: Mail, fault: str) -> None:
    """Send no more to an address that was refused for good; tell its person on the page, and the administrators."""
    Mail.objects.filter(pk=mail.pk).update(fault=fault[:500])
    _end(mail, "refused")
    Wish.objects.update_or_create(person=mail.person, defaults={"refused": fault[:500]})
    now = timezone.now()
    words = [
        Word(person=one, key=f"refused:{mail.pk}", what="refused", record="", made=now) for one in administrators()
    ]
    Word.objects.bulk_create(words, ignore_conflicts=True)


def administrators() -> list[Person]:
    """Those who keep the accounts now."""
    able = [role.name for role in roles.giving(roles.ADMINISTER)]
    grants = (
        Grant.objects.filter(role__in=able, place="").exclude(person=None).select_related("person", "withdrawal__act")
    )
    found = {one.person for one in counting(grants, clock.today())}
    return sorted((one for one in found if one.is_active), key=lambda one: one.id)


def write(mail: Mail) -> tuple[str, str] | None:
    """The subject and the text of a mail of words, by what its person may see now; nothing if nothing is left."""
    person = mail.person
    if not person.is_active:
        return None
    words = list(Word.objects.filter(mail=mail).order_by("made", "id"))
    readers = readers_of(person, clock.today())
    reader = within(readers, settings.SERVANDA_MAIL_LEVEL)
    shown = current(person, reader)
    told = [shown[word.key] for word in words if word.key in shown]
    refusals = [word for word in words if word.what == "refused"]
    marked = _marked(person, words, shown, reader is not readers[0])
    if not (told or refusals or marked):
        return None
    t = Translator(language_of(person))
    lines = [*_refusals(refusals, t), *(line for one in told[:MOST] for line in _lines(one, t))]
    if len(told) > MOST:
        rest = len(told) - MOST
        lines += [
            t.ngettext("{n} more word is on the page.", "{n} more words are on the page.", rest).format(n=rest),
            "",
        ]
    if marked:
        said = t.ngettext(
            "{n} word is of something marked, and only on the page.",
            "{n} words are of something marked, and only on the page.",
            marked,
        )
        lines += [said.format(n=marked), ""]
    return _subject(told, len(told) + len(refusals) + marked, t), "\n".join([*lines, *_foot(t)]) + "\n"


def _marked(person: Person, words: Iterable[Word], shown: dict[str, Told], is_narrowed: bool) -> int:
    """How many words the person may see on the pages, and not by mail."""
    if not is_narrowed:
        return 0
    every = current(person, readers_of(person, clock.today())[0])
    return sum(word.key in every and word.key not in shown for word in words)


def _subject(told: list[Told], number: int, t: Translator) -> str:
    if number == 1 and told:
        return f"Servanda: {what_words(t)[told[0].what]}: {told[0].text}"
    return "Servanda: " + t.ngettext("{n} word to you", "{n} words to you", number).format(n=number)


def _lines(one: Told, t: Translator) -> list[str]:
    found = [f"{what_words(t)[one.what]}.", one.text]
    if one.sources:
        found.append(t.gettext("Source: {sources}.").format(sources="; ".join(one.sources)))
    return [*found, outside(_address(one)), ""]


def _address(one: Told) -> str:
    """Where to look: at the statement, else at the record; of what was withdrawn, where one was told of it."""
    if one.fact:
        return reverse("fact", args=[one.fact])
    if one.page and one.record:
        return reverse(one.page, args=[one.record])
    return reverse(one.page or "told")


def _refusals(words: list[Word], t: Translator) -> list[str]:
    if not words:
        return []
    return [f"{what_words(t)['refused']}.", outside(reverse("people")), ""]


def _foot(t: Translator) -> list[str]:
    today = say_date(PartialDate.of(clock.today()), t.language).text
    return [
        "-- ",
        t.gettext("As of {date}, as you may see it.").format(date=today),
        t.gettext("What you were told, and how you wish to be: {address}").format(address=outside(reverse("told"))),
    ]
