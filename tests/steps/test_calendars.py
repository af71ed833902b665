"""Calendars, from a file and from a publisher on a real socket, into the ledger."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socket import create_server
from threading import Thread

import pytest

from monitor.alert import rota
from monitor.alert.desk import Desk
from monitor.records import Calendar, OnCall, Polling
from monitor.steps.calendars import read_calendars
from monitor.steps.rota import standing_changes
from monitor.store.ledger import Ledger, open_ledger
from monitor.store.rota import list_appointments, list_calendars
from tests.alert.calendars import OUTLOOK, calendar, entry
from tests.alert.samples import an_oncall

NOON = datetime(2026, 11, 17, 12, tzinfo=UTC)
QUARTER = timedelta(minutes=15)
SECRET = "4f8a1c-owner-only"
POLLING = Polling(contact="mailto:desk@example.org", allow_private=True)
RUTHS = calendar(entry("Ruth", f"{OUTLOOK}20261116T090000", f"{OUTLOOK}20261123T090000"))
GWENS = calendar(entry("Gwen", f"{OUTLOOK}20261116T090000", f"{OUTLOOK}20261123T090000"))


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with closing(open_ledger(tmp_path / "ledger.sqlite")) as db:
        yield db


def on_call(ledger: Ledger, oncall: OnCall, at: datetime = NOON) -> str:
    desk = Desk(oncall=oncall, ways=("console",), changes=standing_changes(ledger, oncall))
    return rota.on_call(desk.oncall, desk.changes, "on-call", at)


# ---------------------------------------------------------------- a file


def from_file(path: Path) -> OnCall:
    return an_oncall(calendars=(Calendar(role="on-call", file=str(path)),))


def test_a_file_decides_who_is_on_call_and_its_changes_are_taken_up(
    ledger: Ledger, tmp_path: Path
) -> None:
    path = tmp_path / "on-call.ics"
    oncall = from_file(path)
    path.write_bytes(RUTHS)
    assert on_call(ledger, oncall) == "sam"  # nobody has read it
    read_calendars(ledger, oncall, NOON, POLLING)
    assert on_call(ledger, oncall) == "ruth"
    path.write_bytes(GWENS)
    read_calendars(ledger, oncall, NOON + QUARTER - timedelta(seconds=1), POLLING)
    assert on_call(ledger, oncall) == "ruth"  # it is not due
    read_calendars(ledger, oncall, NOON + QUARTER, POLLING)
    assert on_call(ledger, oncall) == "gwen"
    assert len(list_appointments(ledger)) == 1


@pytest.mark.parametrize("damage", [b"", b"not a calendar", b"BEGIN:VCALENDAR\r\n", None])
def test_the_last_good_copy_stands_while_a_calendar_cannot_be_read(
    ledger: Ledger, tmp_path: Path, damage: bytes | None
) -> None:
    path = tmp_path / "on-call.ics"
    oncall = from_file(path)
    path.write_bytes(RUTHS)
    read_calendars(ledger, oncall, NOON, POLLING)
    path.unlink() if damage is None else path.write_bytes(damage)
    for n in (1, 2):
        read_calendars(ledger, oncall, NOON + n * QUARTER, POLLING)
    (copy,) = list_calendars(ledger).values()
    assert (copy.read_at, copy.failed_at) == (NOON, NOON + QUARTER)
    assert copy.reason
    assert on_call(ledger, oncall) == "ruth"
    path.write_bytes(RUTHS)
    read_calendars(ledger, oncall, NOON + 3 * QUARTER, POLLING)
    (copy,) = list_calendars(ledger).values()
    assert (copy.failed_at, copy.reason) == (None, "")


def test_what_repeats_is_written_out_anew_though_nothing_else_changes(
    ledger: Ledger, tmp_path: Path
) -> None:
    path = tmp_path / "on-call.ics"
    oncall = from_file(path)
    series = entry(
        "Gwen", f"{OUTLOOK}20261117T110000", f"{OUTLOOK}20261117T130000", "RRULE:FREQ=DAILY"
    )
    path.write_bytes(calendar(series))
    far = NOON + timedelta(days=100)
    read_calendars(ledger, oncall, NOON, POLLING)
    assert on_call(ledger, oncall, far) == "sam"
    path.unlink()  # the copy alone
    read_calendars(ledger, oncall, far - timedelta(days=10), POLLING)
    assert on_call(ledger, oncall, far) == "gwen"


# ---------------------------------------------------------------- an address


@dataclass
class Outlook:
    """A publisher of one calendar, which answers as it is told."""

    url: str = ""
    body: bytes = RUTHS
    status: int = 200
    asked: int = 0
    unchanged: int = 0


@contextmanager
def outlook() -> Iterator[Outlook]:
    state = Outlook()

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            state.asked += 1
            etag = f'"{hash(state.body)}"'
            same = self.headers.get("if-none-match") == etag
            state.unchanged += same
            self.send_response(304 if same else state.status)
            self.send_header("ETag", etag)
            self.send_header("Content-Length", "0" if same else str(len(state.body)))
            self.end_headers()
            if not same:
                self.wfile.write(state.body)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        state.url = f"http://127.0.0.1:{server.server_port}/{SECRET}/calendar.ics"
        try:
            yield state
        finally:
            server.shutdown()


PUBLISHED = an_oncall(calendars=(Calendar(role="on-call", variable="ON_CALL_CALENDAR"),))


def test_a_published_calendar_is_asked_for_anew_and_taken_when_it_changed(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    with outlook() as server:
        monkeypatch.setenv("ON_CALL_CALENDAR", server.url)
        for n in range(3):
            read_calendars(ledger, PUBLISHED, NOON + n * QUARTER, POLLING)
        assert (server.asked, server.unchanged) == (3, 2)
        assert on_call(ledger, PUBLISHED) == "ruth"
        server.body = GWENS
        read_calendars(ledger, PUBLISHED, NOON + 3 * QUARTER, POLLING)
        assert on_call(ledger, PUBLISHED) == "gwen"


def test_its_address_is_told_nowhere_whatever_goes_wrong(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with outlook() as server:
        monkeypatch.setenv("ON_CALL_CALENDAR", server.url)
        server.status, server.body = 404, SECRET.encode()
        read_calendars(ledger, PUBLISHED, NOON, POLLING)
    odd = (f"ftp://127.0.0.1/{SECRET}", f"http://[{SECRET}", f"http://127.0.0.1:1/{SECRET}", SECRET)
    reasons = [copy.reason for copy in list_calendars(ledger).values()]
    for n, address in enumerate(odd, start=1):
        monkeypatch.setenv("ON_CALL_CALENDAR", address)
        read_calendars(ledger, PUBLISHED, NOON + n * QUARTER, POLLING)
        reasons += [copy.reason for copy in list_calendars(ledger).values()]
    assert all(reasons)
    assert len(reasons) == 5
    rows = "".join(str(tuple(row)) for row in ledger.execute("SELECT * FROM calendars"))
    assert SECRET not in rows + caplog.text + repr(reasons)


def test_an_address_that_is_not_set_is_said_and_commands_ask_nobody(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ON_CALL_CALENDAR", raising=False)
    read_calendars(ledger, PUBLISHED, NOON)
    assert list_calendars(ledger) == {}
    read_calendars(ledger, PUBLISHED, NOON, POLLING)
    (copy,) = list_calendars(ledger).values()
    assert copy.reason == "ON_CALL_CALENDAR is not set"
    assert on_call(ledger, PUBLISHED) == "sam"


def test_a_publisher_that_answers_nothing_is_left_after_a_while(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    hurried = Polling(contact="mailto:desk@example.org", allow_private=True, deadline_seconds=0.3)
    with closing(create_server(("127.0.0.1", 0))) as silent:
        monkeypatch.setenv("ON_CALL_CALENDAR", f"http://127.0.0.1:{silent.getsockname()[1]}/")
        read_calendars(ledger, PUBLISHED, NOON, hurried)
    (copy,) = list_calendars(ledger).values()
    assert copy.reason == "no whole answer within 0.3 s"
