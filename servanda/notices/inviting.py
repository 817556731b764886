"""Invitations by mail. The secret is made at the moment of sending: no table ever holds it."""

from django.urls import reverse
from django.utils import timezone

from servanda.accounts import changes
from servanda.accounts.changes import By
from servanda.accounts.models import Person
from servanda.i18n import Translator
from servanda.jobs.models import Job
from servanda.jobs.work import Final, put
from servanda.kernel.identity import random_id
from servanda.notices.current import language_of
from servanda.notices.mailing import deliver, message_id
from servanda.notices.words import outside
from servanda.outbox.models import Mail

KIND = "invitation"


def invite_by_mail(person: Person, by: Person | None) -> None:
    """Have an invitation sent to a person's address."""
    detail = {"person": person.pk, "by": by.pk if by else ""}
    put(KIND, f"{KIND}:{person.pk}:{random_id()}", detail)


def handle(job: Job) -> None:
    """Make an invitation, which ends the earlier ones, and send it; what a mail that got lost held is good no more."""
    person = Person.objects.filter(pk=job.detail.get("person"), is_active=True).first()
    by = Person.objects.filter(pk=job.detail.get("by")).first()
    if person is None:
        raise Final("there is no such account, or it is closed")
    t = Translator(language_of(person))
    mail, _is_new = Mail.objects.get_or_create(
        message_id=job.detail.get("message_id") or _kept(job),
        defaults={"person": person, "kind": KIND, "address": person.email, "made": timezone.now()},
    )
    secret = changes.invite(person, By(by, "" if by else "work", "by mail"))
    text = "\n".join(
        [
            t.gettext("{name}, there is an account for you at this register.").format(name=person.name),
            t.gettext("Choose a password here, within seven days; the address is good once:"),
            outside(reverse("invitation", args=[secret])),
            "",
            t.gettext("If you do not expect this, do nothing."),
        ]
    )
    deliver(mail, t.gettext("Your account at a register"), f"{text}\n", job)


def _kept(job: Job) -> str:
    """The identifier of the mail, kept with its job: every attempt bears the same."""
    job.detail["message_id"] = message_id()
    job.save(update_fields=["detail"])
    return str(job.detail["message_id"])
