"""A real mail server on this machine: it keeps what it takes, and refuses what it is told to refuse."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

from tests.support.serving import free_port


@dataclass
class Taken:
    """What the server took: each envelope's receivers with the message, as its own parser reads it.

    ``answer`` is what it says to a receiver, and ``at_data`` to a message, where that is not yes.
    """

    mails: list[tuple[list[str], EmailMessage, bytes]] = field(default_factory=list)
    answer: dict[str, str] = field(default_factory=dict)
    at_data: str = ""
    port: int = 0

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        if address in self.answer:
            return self.answer[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        if self.at_data:
            return self.at_data
        parsed = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(parsed, EmailMessage)
        self.mails.append((list(envelope.rcpt_tos), parsed, envelope.content))
        return "250 taken"


def _right(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
    right = isinstance(data, LoginPassword) and (data.login, data.password) == (b"register", b"secret words")
    return AuthResult(success=right, handled=False)


@contextmanager
def mail_server(*, password: bool = False, tls: ssl.SSLContext | None = None) -> Iterator[Taken]:
    """Run the server; with ``password`` it lets "register" sign in, ``tls`` is offered."""
    taken = Taken()
    more: dict[str, Any] = {"authenticator": _right, "auth_require_tls": False} if password else {}
    more |= {"tls_context": tls} if tls is not None else {}
    taken.port = free_port()
    controller = Controller(taken, hostname="127.0.0.1", port=taken.port, **more)
    controller.start()
    try:
        yield taken
    finally:
        controller.stop()
