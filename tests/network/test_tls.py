"""Only a certificate that proves who answers is good enough, and nothing turns that off."""

from __future__ import annotations

import asyncio
import re
import ssl
import warnings
from asyncio import StreamReader, StreamWriter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import trustme

import monitor
from monitor.network.connect import CheckedTransport
from monitor.network.fetch import fetch, open_client
from monitor.records import Fetched, FetchRequest, Outcome, Polling
from tests.network.wire import FEED, Script, Wire, answer, path_of

POLLING = Polling(contact="mailto:desk@example.org", allow_private=True, deadline_seconds=5)
HOST = "news.feeds.example"
NOT_VALID = (Outcome.UNREACHABLE, "its certificate is not valid")
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC), datetime(2021, 1, 1, tzinfo=UTC)
FAR_AHEAD = datetime(2090, 1, 1, tzinfo=UTC), datetime(2091, 1, 1, tzinfo=UTC)

Show = Callable[[trustme.CA, ssl.SSLContext], None]


async def serve_feed(reader: StreamReader, writer: StreamWriter) -> None:
    await path_of(reader)
    writer.write(answer())


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="module")
def known(authority: trustme.CA, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The file that says whom to believe."""
    path = tmp_path_factory.mktemp("tls") / "authority.pem"
    authority.cert_pem.write_to_path(str(path))
    return str(path)


def of(*names: str, of_another: bool = False) -> Show:
    def show(authority: trustme.CA, context: ssl.SSLContext) -> None:
        issuer = trustme.CA() if of_another else authority
        issuer.issue_cert(*names).configure_cert(context)

    return show


def of_time(since: datetime, until: datetime) -> Show:
    def show(authority: trustme.CA, context: ssl.SSLContext) -> None:
        authority.issue_cert(HOST, not_before=since, not_after=until).configure_cert(context)

    return show


def signed_by_itself(authority: trustme.CA, context: ssl.SSLContext) -> None:
    alone = trustme.CA()
    with alone.private_key_pem.tempfile() as key, alone.cert_pem.tempfile() as certificate:
        context.load_cert_chain(certificate, key)


def served(show: Show, authority: trustme.CA) -> Wire:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    show(authority, context)
    return Wire(serve_feed, tls=context)


def _open_files() -> int:
    return sum(1 for _ in Path("/proc/self/fd").iterdir())


def ask(url: str, authorities: str, polling: Polling = POLLING) -> Fetched:
    async def work() -> Fetched:
        async with open_client(polling, Script(["127.0.0.1"]), authorities) as client:
            return await fetch(client, FetchRequest(source_id="one", url=url), polling)

    return asyncio.run(work())


@pytest.mark.parametrize("names", [(HOST,), ("*.feeds.example",), ("other.example", HOST)])
def test_a_certificate_of_a_known_authority_is_good(
    authority: trustme.CA, known: str, names: tuple[str, ...]
) -> None:
    with served(of(*names), authority) as wire:
        ended = ask(wire.url(host=HOST), known)
    assert (ended.outcome, ended.body) == (Outcome.FRESH, FEED)


@pytest.mark.parametrize(
    "show",
    [
        of_time(*LONG_AGO),
        of_time(*FAR_AHEAD),
        of("other.example"),
        of("*.news.feeds.example"),
        of("127.0.0.1"),
        of(HOST, of_another=True),
        signed_by_itself,
    ],
    ids=["expired", "not yet", "another host", "below", "address", "unknown authority", "itself"],
)
def test_a_certificate_that_proves_nothing_is_the_reason(
    authority: trustme.CA, known: str, show: Show
) -> None:
    with served(show, authority) as wire:
        ended = ask(wire.url(host=HOST), known)
    assert (ended.outcome, ended.reason) == NOT_VALID


def test_nobody_but_the_system_s_authorities_is_believed_without_being_told(
    authority: trustme.CA,
) -> None:
    with served(of(HOST), authority) as wire:
        ended = ask(wire.url(host=HOST), "")
    assert (ended.outcome, ended.reason) == NOT_VALID


def test_a_redirect_to_a_bad_certificate_is_not_followed(authority: trustme.CA, known: str) -> None:
    with served(signed_by_itself, authority) as bad:
        target = bad.url(host=HOST)

        async def redirect(reader: StreamReader, writer: StreamWriter) -> None:
            await path_of(reader)
            writer.write(answer(b"", f"Location: {target}", status="301 Moved"))

        with Wire(redirect) as wire:
            ended = ask(wire.url(host=HOST), known)
    assert (ended.outcome, ended.reason) == NOT_VALID


def test_a_protocol_of_the_past_is_not_spoken(authority: trustme.CA, known: str) -> None:
    def speak_tls_1_1(authority: trustme.CA, context: ssl.SSLContext) -> None:
        authority.issue_cert(HOST).configure_cert(context)
        context.set_ciphers("DEFAULT:@SECLEVEL=0")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            context.minimum_version = ssl.TLSVersion.TLSv1
            context.maximum_version = ssl.TLSVersion.TLSv1_1

    with served(speak_tls_1_1, authority) as wire:
        ended = ask(wire.url(host=HOST), known)
    assert ended.outcome is Outcome.UNREACHABLE
    assert ended.reason == "no secure connection can be made with it"


def test_a_server_without_tls_is_not_called_absent() -> None:
    async def answer_at_once(_: StreamReader, writer: StreamWriter) -> None:
        writer.write(answer())

    with Wire(answer_at_once) as wire:
        ended = ask(wire.url(host=HOST).replace("http:", "https:"), "")
    assert ended.outcome is Outcome.UNREACHABLE
    assert ended.reason == "no secure connection can be made with it"


def test_a_handshake_that_hangs_costs_its_deadline_and_leaves_no_socket() -> None:
    hurried = replace(POLLING, deadline_seconds=0.1)

    async def hang(*_: object) -> None:
        await asyncio.sleep(60)

    async def ask_often(url: str) -> tuple[set[Outcome], int]:
        async with open_client(hurried, Script(["127.0.0.1"])) as client:
            request = FetchRequest(source_id="one", url=url)
            before = _open_files()
            ended = {(await fetch(client, request, hurried)).outcome for _ in range(10)}
            await asyncio.sleep(0.1)
            return ended, _open_files() - before

    with Wire(hang) as wire:
        ended, left = asyncio.run(ask_often(wire.url(host=HOST).replace("http:", "https:")))
        assert ended == {Outcome.TOO_SLOW}
        assert left == wire.connected


def test_verification_is_on_and_nothing_in_the_program_turns_it_off(
    known: str,
) -> None:
    for authorities in ("", known):
        client = open_client(POLLING, authorities=authorities)
        assert isinstance(client._transport, CheckedTransport)
        context = client._transport._pool._ssl_context
        assert context is not None
        assert (context.verify_mode, context.check_hostname) == (ssl.CERT_REQUIRED, True)
        assert context.minimum_version >= ssl.TLSVersion.TLSv1_2
    off = re.compile(r"CERT_NONE|CERT_OPTIONAL|verify=False|check_hostname|_create_unverified")
    files = sorted(Path(monitor.__file__).parent.rglob("*.py"))
    assert [path.name for path in files if off.search(path.read_text(encoding="utf-8"))] == []
