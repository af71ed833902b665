"""The line by which Slack tells us what was pressed: always one connection, renewed when it dies.

Socket Mode calls out from here, so that the office needs no public address.
"""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Event, Thread
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from monitor.network.slack.endings import BROKEN, client_of, refusal
from monitor.network.slack.wire import SILENT, Wire

log = logging.getLogger(__name__)
Answer = dict[str, Any] | None
LEAVING = "Slack asks for a new connection"
DEAF = "the connection is deaf"
DEAD = "the connection is dead"
RENEWED = {LEAVING, DEAF, DEAD}  # it may still hear, and stays until another stands
ACKNOWLEDGE_SECONDS = 3.0  # after which Slack brings it again
AT_ONCE = 8  # envelopes: as many as a press office presses in a second


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """Seconds."""

    ask: float = 2.0  # between pings of ours
    silent: float = 8.0  # without an answer to them: nobody is there
    deaf: float = 75.0  # without a word of Slack's own: what sends the clicks has lost us
    probe: float = 60.0  # between questions whether Slack takes our token at all
    greeting: float = 5.0  # until Slack must have greeted us
    waits: tuple[float, ...] = (0.5, 1.0, 2.0, 5.0, 10.0)  # before another try; the last stays


class ButtonLine:
    """Calls `listen` for each envelope, and acknowledges it when that returns.

    What `listen` returns goes to Slack with the acknowledgement. An envelope whose listener raised
    is not acknowledged: Slack sends it again. `stands` is told when the line is lost, with the
    reason, and "" when it is back.
    """

    def __init__(
        self,
        tokens: tuple[str, str],
        api_url: str,
        listen: Callable[[dict[str, Any]], Answer],
        stands: Callable[[str], None],
        pace: Pace | None = None,
    ) -> None:
        self._app_token, bot_token = tokens
        self._pace = pace or Pace()
        self._api_url = api_url
        self._client = client_of(bot_token, api_url, timeout=3, logger=SILENT)
        self._listen, self._stands = listen, stands
        self._ending = Event()
        self._workers = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="clicks")
        self._thread = Thread(target=self._keep, daemon=True, name="button line")

    def start(self) -> None:
        """Connects, and stays connected until `stop`."""
        self._thread.start()

    def stop(self) -> None:
        """Hangs up; envelopes that came are seen through."""
        self._ending.set()
        self._thread.join(5)

    def _keep(self) -> None:
        """Whatever happens: without this thread presses would never be heard again."""
        while not self._ending.is_set():
            try:
                self._stay_connected()
            except Exception:
                log.exception("the line to Slack broke in a way nobody thought of")
                self._stands("a fault of ours, which is in the log")
                self._ending.wait(self._pace.waits[-1])

    def _stay_connected(self) -> None:
        wire: Wire | None = None
        tries = 0
        while not self._ending.is_set():
            fresh, why = self._opened()
            if fresh is None:
                self._lost(wire, why)
                wire = None
                self._ending.wait(self._pace.waits[min(tries, len(self._pace.waits) - 1)])
                tries += 1
                continue
            # The new one stands before the old one goes: nothing that is pressed falls between.
            _retire(wire)
            wire, tries = fresh, 0
            self._stands("")
            why = self._watched(wire)
            if why and why not in RENEWED:
                self._lost(wire, why)
                wire = None
        self._workers.shutdown(wait=True)  # what came is acknowledged before we hang up
        _hang_up(wire)

    def _opened(self) -> tuple[Wire | None, str]:
        address, why = _address(self._client, self._app_token)
        if not address:
            return None, why
        plain = urlsplit(self._api_url).scheme == "http"
        if not plain and urlsplit(address).scheme != "wss":
            return None, "Slack named an address that is not encrypted"
        wire = Wire(address, self._hear, proxied=not plain)
        if wire.open(self._pace.greeting):
            return wire, ""
        wire.leave()
        return None, "no connection"

    def _watched(self, wire: Wire) -> str:
        """Returns when the connection must be replaced, and says why; "" when we are to stop."""
        asked_at = probed_at = monotonic()
        while not self._ending.wait(0.1):
            now = monotonic()
            if why := _trouble(wire, self._pace, now):
                return why
            if now - asked_at >= self._pace.ask:
                asked_at = now
                wire.ask()
            if now - probed_at >= self._pace.probe:
                probed_at = now
                if why := _probe(self._client):
                    return why
        return ""

    def _hear(self, wire: Wire, envelope: dict[str, Any]) -> None:
        if not self._ending.is_set():
            self._workers.submit(self._take, wire, envelope)

    def _take(self, wire: Wire, envelope: dict[str, Any]) -> None:
        try:
            answer = self._listen(envelope)
            if not wire.acknowledge(str(envelope["envelope_id"]), answer):
                log.info("an acknowledgement did not reach Slack; the envelope will come again")
        except Exception:
            log.exception("an envelope of Slack's could not be kept; it will come again")
        finally:
            wire.unanswered.discard(str(envelope["envelope_id"]))

    def _lost(self, wire: Wire | None, why: str) -> None:
        _hang_up(wire)
        log.warning("Slack's buttons are offline: %s", why)
        self._stands(why)


def _retire(wire: Wire | None) -> None:
    """Hangs up once what came over it is acknowledged: over another one Slack may not count it."""
    if wire is not None:
        Thread(target=_leave_in_time, args=(wire,), daemon=True, name="old line").start()


def _leave_in_time(wire: Wire) -> None:
    deadline = monotonic() + ACKNOWLEDGE_SECONDS
    while wire.unanswered and monotonic() < deadline and not wire.ended.wait(0.05):
        pass
    wire.leave()


def _hang_up(wire: Wire | None) -> None:
    if wire is not None:
        wire.leave()


def _trouble(wire: Wire, pace: Pace, now: float) -> str:
    if wire.leaving.is_set():
        return LEAVING
    if wire.ended.is_set() or not wire.is_active():
        return "the connection ended"
    if now - wire.answered_at() > pace.silent:
        return DEAD
    if now - wire.word_at > pace.deaf:
        return DEAF
    return ""


def _address(client: WebClient, app_token: str) -> tuple[str, str]:
    """Where to connect to, or why that is not known. The address is as good as a password."""
    try:
        answer = client.apps_connections_open(app_token=app_token)
    except SlackApiError as error:
        return "", refusal(error.response).note
    except BROKEN as error:
        return "", f"no answer ({type(error).__name__})"
    return str(answer.get("url") or ""), "Slack named no address"


def _probe(client: WebClient) -> str:
    """Why Slack cannot be talked to, or "". An answer of whatever kind shows that it is there."""
    try:
        client.auth_test()
    except SlackApiError:
        return ""
    except BROKEN as error:
        return f"Slack does not answer ({type(error).__name__})"
    return ""
