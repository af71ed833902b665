"""A mail server on a real socket: it keeps what it takes, and misbehaves when told to."""

from __future__ import annotations

import asyncio
import ssl
from collections import deque
from collections.abc import Coroutine
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from threading import Thread
from typing import Any, Self

import trustme
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.fakes import HOST, PATIENCE_SECONDS

LIMIT = 1_000_000  # bytes of one mail

# What comes of a mail that meets the fault: taken or not.
FAULTS_TAKEN = ("drop_after_data", "hang_after_data", "nonsense_after_data")
FAULTS_REFUSED = (
    "bad_greeting",
    "drop_before",
    "drop_in_data",
    "drip",
    "mail_451",
    "data_451",
    "data_554",
    "end_452",
)
FAULTS = (*FAULTS_TAKEN, *FAULTS_REFUSED)


@dataclass(frozen=True)
class Letter:
    """A mail as the server took it, and for whom."""

    sender: str
    addresses: tuple[str, ...]
    mail: EmailMessage
    size: int

    def part(self, kind: str) -> str:
        """The text of the part of this kind, `plain` or `html`."""
        body = self.mail.get_body((kind,))
        assert body, f"the mail has no {kind} part"
        text: str = body.get_content()
        return text.replace("\r\n", "\n")


class FakeMail:
    """Takes mail for everybody, but for addresses to which `refuse` gives an answer."""

    def __init__(
        self, tls: ssl.SSLContext | None = None, *, at_once: bool = False, login: str = ""
    ) -> None:
        """Encrypted by STARTTLS, or from the first byte; `login` is "user:password"."""
        self.refuse: dict[str, str] = {}
        self.letters: list[Letter] = []
        self.logins: list[tuple[str, str]] = []
        self.faults: deque[str] = deque()
        self._tls = tls
        self._at_once = at_once
        self._login = login
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, daemon=True)
        self._server: asyncio.Server | None = None
        self._open: list[Talk] = []

    def __enter__(self) -> Self:
        self._thread.start()
        self._server = self._run(self._listen())
        return self

    def __exit__(self, *_: object) -> None:
        self._run(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(PATIENCE_SECONDS)
        self._loop.close()

    @property
    def port(self) -> int:
        assert self._server, "the server listens inside its `with`"
        port: int = self._server.sockets[0].getsockname()[1]
        return port

    def misbehave(self, fault: str, times: int = 1) -> None:
        """Queue a fault of FAULTS for as many conversations to come; "ok" is none."""
        if fault not in (*FAULTS, "ok"):
            raise ValueError(f"no fault is called {fault}")
        self.faults.extend([fault] * times)

    def next_fault(self, talk: Talk) -> str:
        self._open.append(talk)
        return self.faults.popleft() if self.faults else "ok"

    def keep(self, envelope: Envelope) -> None:
        content = envelope.content
        assert isinstance(content, bytes)
        mail = message_from_bytes(content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        to = tuple(envelope.rcpt_tos)
        self.letters.append(Letter(envelope.mail_from or "", to, mail, len(content)))

    def is_known(self, login: LoginPassword) -> bool:
        given = (login.login.decode(), login.password.decode())
        self.logins.append(given)
        return ":".join(given) == self._login

    async def _listen(self) -> asyncio.Server:
        at_once = self._tls if self._at_once else None
        return await self._loop.create_server(self._talk, HOST, 0, ssl=at_once)

    def _talk(self) -> Talk:
        return Talk(self, None if self._at_once else self._tls, bool(self._login), self._loop)

    async def _end(self) -> None:
        assert self._server
        self._server.close()
        for talk in list(self._open):
            talk.hang_up()
        tasks = asyncio.all_tasks() - {asyncio.current_task()}
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _run(self, what: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(what, self._loop).result(PATIENCE_SECONDS)


class Talk(SMTP):
    """One conversation, with one fault at most."""

    def __init__(
        self,
        server: FakeMail,
        tls: ssl.SSLContext | None,
        with_login: bool,
        loop: asyncio.AbstractEventLoop,
    ) -> None:
        self._server_of_ours = server
        self._fault: str | None = None
        super().__init__(
            _Desk(server),
            hostname="mail.test",
            tls_context=tls,
            require_starttls=False,
            auth_required=with_login,
            auth_require_tls=True,
            authenticator=_Doorman(server) if with_login else None,
            loop=loop,
        )

    @property
    def fault(self) -> str:
        if self._fault is None:
            self._fault = self._server_of_ours.next_fault(self)
        return self._fault

    async def push(self, status: Any) -> None:
        text = status.decode() if isinstance(status, bytes) else status
        if text.startswith("220 mail.test") and self.fault in ("bad_greeting", "drip"):
            text = "554 we do not speak to you"
        if self.fault == "drip":
            await self._drip()
        await super().push(text)

    async def _drip(self) -> None:
        assert self._writer
        while not self._writer.is_closing():
            self._writer.write(b"2")
            await asyncio.sleep(0.05)

    def hang_up(self) -> None:
        if isinstance(self.transport, asyncio.WriteTransport):
            self.transport.abort()


class _Doorman:
    def __init__(self, server: FakeMail) -> None:
        self._server = server

    def __call__(self, server: Any, session: Any, envelope: Any, how: str, login: Any) -> Any:
        return AuthResult(success=self._server.is_known(login), handled=False)


class _Desk:
    """What aiosmtpd asks at each step of a conversation."""

    def __init__(self, server: FakeMail) -> None:
        self._server = server

    async def handle_MAIL(  # noqa: N802 - the library's name
        self, talk: Talk, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if talk.fault == "drop_before":
            talk.hang_up()
        if talk.fault == "mail_451":
            return "451 4.3.0 try again later"
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, talk: Talk, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if refusal := self._server.refuse.get(address):
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802
        self, talk: Talk, session: Session, envelope: Envelope
    ) -> str:
        match talk.fault:
            case "end_452" | "data_451":
                return "452 4.3.1 the disk is full"
            case "data_554":
                return "554 5.7.1 we do not like this"
            case "drop_in_data":
                talk.hang_up()
                return "451 nobody hears this"
        self._server.keep(envelope)
        if talk.fault == "drop_after_data":
            talk.hang_up()
        if talk.fault == "hang_after_data":
            await asyncio.sleep(3600)
        return "999 what" if talk.fault == "nonsense_after_data" else "250 2.0.0 taken"


def tls_for(host: str, authority: trustme.CA) -> ssl.SSLContext:
    """What a server of this name shows, signed by this authority."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(host).configure_cert(context)
    return context
