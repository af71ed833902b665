"""Alerts by mail: SMTP, encrypted, to one person each.

A mail that left cannot be looked for, so an alert whose end is unclear is sent once more, says that
it may be a repeat, and bears the same Message-ID, by which many mail programs show one of the two.
"""

import smtplib
import socket
import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from email import policy
from email.message import EmailMessage
from functools import cache
from threading import Timer

from monitor.clock import now_utc
from monitor.records import Email, Message, Sending, SendResult

DEADLINE_SECONDS = 20.0
CONNECT_SECONDS = 10.0  # of the deadline, for each address that the server's name has
MOST_TEXT = 100_000  # characters; a mail stays far below the megabyte that servers take
ADDRESS = "this address"  # that of the person, in a refusal
LOGIN_REFUSED = {530, 534, 535, 538}
BYE_SECONDS = 1.0  # for the server's good-bye, which nobody needs


class _Refused(Exception):
    """The server's number says no, before the mail was handed over."""


class EmailChannel:
    """Hands each message to the office's mail server."""

    look_after = timedelta(seconds=15)  # no look tells, but a call may last so long
    spacing = timedelta()

    def __init__(
        self,
        server: Email,
        password: str,
        addresses: Mapping[str, str],
        authorities: str = "",
        clock: Callable[[], datetime] = now_utc,
    ) -> None:
        """`authorities` is a file of certificate authorities to be believed besides the system's;
        `addresses` are people's, by their ids."""
        self._server = server
        self._password = password
        self._addresses = addresses
        self._authorities = authorities
        self._clock = clock

    def send(self, message: Message) -> Sending:
        address = self._addresses.get(message.recipient, "")
        if not address:
            note = "mail: no address is known"
            return Sending(result=SendResult.REFUSED, note=note, theirs=True)
        try:
            mail = compose(message, self._server.sender, address, self._clock())
        except ValueError as error:
            note = f"mail: cannot be written ({type(error).__name__})"
            return Sending(result=SendResult.REFUSED, note=note)
        return self._submit(mail, address)

    def look(self, message: Message, since: datetime) -> Sending:  # noqa: ARG002 - nobody can tell
        return Sending(result=SendResult.UNCLEAR, note="mail cannot be looked for")

    def _submit(self, mail: EmailMessage, address: str) -> Sending:
        """Until the mail itself is under way, whatever fails is a sure refusal."""
        try:
            with _line(self._server, _tls(self._authorities)) as line:
                self._introduce(line, address)
                return _hand_over(line, mail)
        except _Refused as refused:
            theirs = refused.args[0].endswith(ADDRESS)
            return _no(str(refused), theirs=theirs)
        except smtplib.SMTPResponseException as error:  # at its greeting, at TLS, at the login
            return _no(str(error.smtp_code), broken=error.smtp_code in LOGIN_REFUSED)
        except ssl.SSLCertVerificationError:
            return _no("its certificate is not valid", broken=True)
        except smtplib.SMTPNotSupportedError:
            return _no("it offers no encryption or no login", broken=True)
        except (OSError, ValueError) as error:
            return _no(f"cannot be reached ({type(error).__name__})")

    def _introduce(self, line: smtplib.SMTP, address: str) -> None:
        if self._server.security == "starttls":
            line.starttls(context=_tls(self._authorities))
        if self._server.user:
            line.login(self._server.user, self._password)
        line.ehlo_or_helo_if_needed()
        for (code, _), to in (
            (line.mail(self._server.sender), "the sender"),
            (line.rcpt(address), ADDRESS),
        ):
            if code not in {250, 251}:
                raise _Refused(f"{code} for {to}")


def compose(message: Message, sender: str, address: str, now: datetime) -> EmailMessage:
    """The mail, as plain text with the same in HTML; ValueError if a header would break."""
    domain = sender.rpartition("@")[2]
    mail = EmailMessage(policy=policy.SMTP)
    mail["Subject"] = _one_line(message.title)
    mail["From"] = f"Night watch <{sender}>"
    mail["To"] = address
    mail["Date"] = now
    mail["Message-ID"] = f"<{message.key}@{domain}>"  # of every attempt
    mail["List-Id"] = f"Alerts of the night watch <alerts.{domain}>"
    mail["Auto-Submitted"] = "auto-generated"  # no answers by those who are on leave
    if message.urgent:
        mail["X-Priority"], mail["Importance"] = "1", "high"
    mail.set_content(_sound(message.text), cte="quoted-printable")
    if message.html:
        mail.add_alternative(_sound(message.html), subtype="html", cte="quoted-printable")
    return mail


def _hand_over(line: smtplib.SMTP, mail: EmailMessage) -> Sending:
    """A server that takes the mail and then falls silent may have sent it, or not."""
    code, _ = line.docmd("DATA")
    if code != 354:
        return _no(str(code))
    try:
        line.send(_dotted(mail.as_bytes()))
        code, _ = line.getreply()
    except (OSError, smtplib.SMTPException) as error:
        note = f"mail server: no answer ({type(error).__name__})"
        return Sending(result=SendResult.UNCLEAR, note=note)
    if code == 250:
        return Sending(result=SendResult.SENT, receipt=str(mail["Message-ID"]))
    if 400 <= code < 600:
        return _no(str(code))
    return Sending(result=SendResult.UNCLEAR, note=f"mail server: {code}")


def _dotted(data: bytes) -> bytes:
    """As it goes over the wire: a line that begins with a dot gets another; a lone one ends it."""
    return data.rstrip(b"\r\n").replace(b"\r\n.", b"\r\n..") + b"\r\n.\r\n"


def _no(why: str, broken: bool = False, theirs: bool = False) -> Sending:
    """The server's own words are not repeated: they may hold what we told it."""
    note = f"mail server: {why}"
    return Sending(result=SendResult.REFUSED, note=note, broken=broken, theirs=theirs)


def _one_line(text: str) -> str:
    return _sound(" ".join(text.split()))


def _sound(text: str) -> str:
    """Without what no mail may hold: half characters of broken JSON, and controls."""
    whole = text[:MOST_TEXT].encode("utf-8", "replace").decode()
    return "".join(char for char in whole if char.isprintable() or char == "\n")


@cache
def _tls(authorities: str) -> ssl.SSLContext:
    context = ssl.create_default_context()
    if authorities:
        context.load_verify_locations(authorities)
    return context


class _Line(smtplib.SMTP):
    """A conversation that is cut off at its deadline, encrypted or not."""

    def __init__(self, server: Email, tls: ssl.SSLContext) -> None:
        self._wrapped = tls if server.security == "tls" else None
        self._cut: Timer | None = None
        self._spare: socket.socket | None = None
        # Its own name is the sender's domain: to look up ours can take the whole deadline.
        domain = server.sender.rpartition("@")[2]
        try:
            super().__init__(server.host, server.port, domain, CONNECT_SECONDS)
        except BaseException:
            self.end()
            raise

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        plain = socket.create_connection((host, port), timeout)
        plain.settimeout(DEADLINE_SECONDS)
        self._spare = plain.dup()  # stays good when encryption takes the connection over
        self._cut = Timer(DEADLINE_SECONDS, _sever, [self._spare])
        self._cut.daemon = True
        self._cut.start()
        return self._wrapped.wrap_socket(plain, server_hostname=host) if self._wrapped else plain

    def end(self) -> None:
        if self._cut and self._spare:
            self._cut.cancel()
            self._spare.close()
        with suppress(OSError):
            self.close()


def _sever(spare: socket.socket) -> None:
    with suppress(OSError):
        spare.shutdown(socket.SHUT_RDWR)


@contextmanager
def _line(server: Email, tls: ssl.SSLContext) -> Iterator[smtplib.SMTP]:
    line = _Line(server, tls)
    try:
        yield line
        if line.sock:
            line.sock.settimeout(BYE_SECONDS)
        with suppress(OSError):
            line.quit()
    finally:
        line.end()
