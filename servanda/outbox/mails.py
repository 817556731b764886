"""Mail by SMTP: a message to a person, plain text. No such address is told apart from what may yet work."""

import re
import smtplib
import ssl
from contextlib import suppress
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from django.conf import settings
from django.utils import timezone

from servanda.jobs.work import Final

_SECONDS = 30
_LONGEST_HEADER = 200
_NO_SUCH_ADDRESS = re.compile(r"5\d\d 5\.1\.(?![78]\b)\d+")  # RFC 3463; X.1.7 and X.1.8 speak of the sender


def is_set_up() -> bool:
    """Whether mail is sent at all."""
    return bool(settings.SERVANDA_MAIL_HOST and settings.SERVANDA_MAIL_FROM)


def line(words: str) -> str:
    """Words that stand in a header: whatever would end it, or hide what it says, is a space there."""
    plain = "".join(letter if letter.isprintable() else " " for letter in words)
    return " ".join(plain.split())[:_LONGEST_HEADER]


def message(to: str, name: str, subject: str, text: str, message_id: str) -> EmailMessage:
    """Make a message of plain text. Nothing in a subject or a name can make a header of its own."""
    made = EmailMessage(policy=SMTP)
    local, _, domain = to.rpartition("@")
    made["To"] = Address(line(name), local, domain)
    made["From"] = settings.SERVANDA_MAIL_FROM
    made["Subject"] = line(subject)
    made["Date"] = format_datetime(timezone.now())
    made["Message-ID"] = message_id
    made["Auto-Submitted"] = "auto-generated"
    made["X-Auto-Response-Suppress"] = "All"
    made.set_content(text)
    return made


def send(made: EmailMessage, to: str) -> None:
    """Hand a message to the mail server; raises ``Final`` where there is no such address, and else what went wrong.

    Whatever else is refused, with a 5xx too, is no fault of the address: it can be mended, here or at the server.
    """
    _name, sender = parseaddr(settings.SERVANDA_MAIL_FROM)
    server = _connected()
    try:
        if settings.SERVANDA_MAIL_USER:
            server.login(settings.SERVANDA_MAIL_USER, settings.SERVANDA_MAIL_PASSWORD)
        server.send_message(made, from_addr=sender, to_addrs=[to])
    except smtplib.SMTPRecipientsRefused as fault:
        code, said = fault.recipients[to]
        told = line(f"{code} {said.decode('utf-8', 'replace')}")
        if _NO_SUCH_ADDRESS.match(told):
            raise Final(told) from None
        raise
    finally:
        with suppress(smtplib.SMTPException, OSError):
            server.quit()


def _connected() -> smtplib.SMTP:
    host, port, tls = settings.SERVANDA_MAIL_HOST, settings.SERVANDA_MAIL_PORT, settings.SERVANDA_MAIL_TLS
    if tls == "implicit":
        return smtplib.SMTP_SSL(host, port, timeout=_SECONDS, context=ssl.create_default_context())
    server = smtplib.SMTP(host, port, timeout=_SECONDS)
    try:
        if tls == "starttls":
            server.starttls(context=ssl.create_default_context())
    except BaseException:
        server.close()
        raise
    return server
