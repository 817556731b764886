"""The connection to a mail server: it is protected, and one that cannot be trusted gets neither password nor mail."""

import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from servanda.jobs.work import Final
from servanda.outbox.mails import is_set_up, message, send
from tests.support.smtp import Taken, mail_server


def posted(settings: Any, server: Taken, **more: Any) -> None:
    values = {"HOST": "127.0.0.1", "PORT": server.port, "TLS": "none", "FROM": "R <r@example.org>", **more}
    for name, value in values.items():
        setattr(settings, f"SERVANDA_MAIL_{name}", value)
    send(message("a@example.org", "A", "S", "Text.\n.\nəğ", "<1@example.org>"), "a@example.org")


def test_a_message_arrives_as_it_was_written(settings: Any) -> None:
    with mail_server() as server:
        posted(settings, server)
    ((to, mail, _raw),) = server.mails
    assert (to, mail["From"], mail["To"]) == (["a@example.org"], "R <r@example.org>", "A <a@example.org>")
    assert mail.get_content_type() == "text/plain"
    assert mail.get_content().replace("\r\n", "\n") == "Text.\n.\nəğ\n"


def test_a_server_that_asks_who_we_are_is_told_and_a_wrong_password_may_be_mended(settings: Any) -> None:
    with mail_server(password=True) as server:
        posted(settings, server, USER="register", PASSWORD="secret words")
        assert len(server.mails) == 1
        with pytest.raises(Exception, match="535") as fault:
            posted(settings, server, USER="register", PASSWORD="wrong")
        assert not isinstance(fault.value, Final)


@pytest.mark.parametrize(
    ("at", "said", "is_final"),
    [
        ("RCPT", "550 5.1.1 no such user", True),
        ("RCPT", "553 5.1.3 bad syntax", True),
        ("RCPT", "550 5.1.8 bad sender's system", False),
        ("RCPT", "554 5.7.1 relaying denied", False),
        ("RCPT", "550 go away", False),
        ("RCPT", "451 4.1.1 later", False),
        ("DATA", "554 5.7.1 this looks like spam", False),
        ("DATA", "554 5.1.1 said too late", False),
    ],
)
def test_only_an_address_that_does_not_exist_is_refused_for_good(
    settings: Any, at: str, said: str, is_final: bool
) -> None:
    with mail_server() as server:
        if at == "RCPT":
            server.answer["a@example.org"] = said
        else:
            server.at_data = said
        with pytest.raises(Exception, match=said[:3]) as fault:
            posted(settings, server)
        assert isinstance(fault.value, Final) == is_final
        server.answer, server.at_data = {}, ""
        posted(settings, server)
    assert len(server.mails) == 1


def test_a_server_without_tls_or_that_nobody_vouches_for_gets_nothing(settings: Any, tmp_path: Path) -> None:
    with mail_server() as server:
        with pytest.raises(Exception, match="STARTTLS"):
            posted(settings, server, TLS="starttls", USER="register", PASSWORD="secret words")
        assert server.mails == []
    with mail_server(tls=unknown_certificate(tmp_path)) as server:
        with pytest.raises(ssl.SSLCertVerificationError):
            posted(settings, server, TLS="starttls", USER="register", PASSWORD="secret words")
        assert server.mails == []


def unknown_certificate(folder: Path) -> ssl.SSLContext:
    key = ec.generate_private_key(ec.SECP256R1())
    name, now = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")]), datetime.now(UTC)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(1).not_valid_before(now).not_valid_after(now + timedelta(days=1))
    certificate = made.sign(key, hashes.SHA256())
    file = folder / "server.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(file)
    return context


def test_mail_is_set_up_by_a_server_and_a_sender(settings: Any) -> None:
    settings.SERVANDA_MAIL_HOST, settings.SERVANDA_MAIL_FROM = "", ""
    assert not is_set_up()
    settings.SERVANDA_MAIL_HOST, settings.SERVANDA_MAIL_FROM = "mail.example.org", "r@example.org"
    assert is_set_up()
