"""A mail server of aiosmtpd in a thread, which keeps what it takes."""

from __future__ import annotations

import logging
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from planner.web.jobs import queue, work
from planner.web.mail import sending, server
from tests.web.served import free_port

USER, PASSWORD = "desk", "a password of the mail server"


class Letterbox:
    """What it was sent; `refused` are addresses that it does not know, `answer` what it says to a letter."""

    def __init__(self) -> None:
        self.port = 0
        self.taken: list[EmailMessage] = []
        self.refused: dict[str, str] = {}
        self.answer = "250 taken"

    async def handle_RCPT(  # noqa: N802 the library calls it
        self, server: Any, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 fine"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        if self.answer.startswith("250"):
            self.taken.append(message_from_bytes(envelope.content, policy=policy.default))  # type: ignore[arg-type]
        return self.answer

    def text(self, number: int = -1) -> str:
        """What a letter says."""
        return str(self.taken[number].get_content())


@contextmanager
def letterbox(box: Letterbox | None = None, **how: Any) -> Iterator[Letterbox]:
    """A server, as long as it is wanted."""
    box = box or Letterbox()
    controller = Controller(box, hostname="127.0.0.1", **{"port": free_port(), **how})
    logging.getLogger("mail.log").setLevel(logging.ERROR)  # its own words are not those of the desk
    controller.start()
    try:
        box.port = controller.port
        yield box
    finally:
        controller.stop()


def known(server: Any, session: Any, envelope: Any, mechanism: str, given: Any) -> AuthResult:
    """Who may send."""
    right = (given.login, given.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=right, handled=right)


def certified(folder: Path) -> tuple[ssl.SSLContext, Path]:
    """What a server shows of itself, and the file of who vouches for it."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now()
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), 1, now - timedelta(1), now + timedelta(1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    shown, hidden = folder / "shown.pem", folder / "hidden.pem"
    shown.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    hidden.write_bytes(key.private_bytes(*form))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(shown, hidden)
    return context, shown


def written(folder: Path, port: int, more: str = "tls: none\n") -> dict[str, Any]:
    """Settings for the server at a port of this machine."""
    (folder / server.FILE).write_text(f"host: 127.0.0.1\nport: {port}\nfrom: Bureau <bureau@example.org>\n{more}")
    return server.values(folder)


def work_on() -> None:
    """What the worker does in a while."""
    sending.watch()
    while job := queue.take():
        work.do(job)
