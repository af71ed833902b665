"""Slack's buttons beside the daemon: what is pressed is on disk before Slack is told that it came.

Three threads of their own: one keeps clicks, one does them, one tells Slack. None waits for another
but by rows, and none delays the sending of alerts.
"""

import logging
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event, Thread
from typing import Any

from monitor.alert.clicks import answers
from monitor.alert.clicks.reading import opened_home, read_envelope
from monitor.clock import now_utc
from monitor.network.slack import SlackChannel
from monitor.network.slack.line import ButtonLine, Pace
from monitor.network.slack.people import SlackPeople
from monitor.records import Click, OnCall
from monitor.settings import Secrets
from monitor.settings.secrets import SLACK_APP_TOKEN, SLACK_BOT_TOKEN, read_secret
from monitor.steps.clicks import apply_clicks, tell_clicks
from monitor.steps.homes import show_homes
from monitor.steps.threads import update_cards
from monitor.store.clicks import (
    find_click,
    forget_buttons,
    keep_click,
    save_buttons,
    told_click,
)
from monitor.store.ledger import Ledger, open_ledger
from monitor.store.paths import ledger_of
from monitor.store.threads import open_home

KEEP_SECONDS = 0.7  # for the disk; Slack gives 3 s in all, and the person waits
COMMAND_SECONDS = 1.8  # for the answer to a command, which goes with the acknowledgement
TELL_AFTER = timedelta(seconds=10)  # a command that was not answered so is answered by then
LOOK_EVERY = 1.0  # seconds between looks for cards and homes that changed
PATIENCE = 2.0  # for Slack, when we are told to stop: what is not told stays to be told
PAUSE = 1.0  # before a click that could not be kept is tried again
log = logging.getLogger(__name__)


@contextmanager
def open_buttons(
    oncall: OnCall,
    data: Path,
    secrets: Secrets,
    pace: Pace | None = None,
    clock: Callable[[], datetime] = now_utc,
) -> Iterator[None]:
    """Keeps cards true during the block, and listens for presses if MONITOR_SLACK_APP_TOKEN is set.

    Without Slack or its bot token there is nothing to do.
    """
    slack, bot = oncall.slack, secrets.get(SLACK_BOT_TOKEN)
    if slack is None or bot is None:
        yield
        return
    members = {person.id: person.slack for person in oncall.people if person.slack}
    people = SlackPeople(bot.reveal(), slack.api_url)
    channel = SlackChannel(slack.channel, bot.reveal(), slack.api_url, members)
    counter = Counter(ledger_of(data), people, channel, clock)
    app = secrets.get(SLACK_APP_TOKEN) or read_secret(SLACK_APP_TOKEN)
    with counter.open():
        if app is None:
            counter.unheard()
            yield
            return
        tokens = (app.reveal(), bot.reveal())
        line = ButtonLine(tokens, slack.api_url, counter.listen, counter.stands, pace)
        line.start()
        try:
            yield
        finally:
            line.stop()


class Counter:
    """Where presses come in: `listen` keeps them, `stands` is told how the line is."""

    def __init__(
        self,
        path: Path,
        people: SlackPeople,
        channel: SlackChannel,
        clock: Callable[[], datetime],
    ) -> None:
        self._path, self._people, self._channel, self._clock = path, people, channel, clock
        self._keeping, self._doing = _one_thread("keeping"), _one_thread("doing")
        self._ending, self._news = Event(), Event()
        self._pending: Future[None] | None = None
        self._teller = Thread(target=self._tell, daemon=True, name="answers")

    @contextmanager
    def open(self) -> Iterator[None]:
        """Does what a crash left undone, and answers; what comes last is seen through."""
        self._do_soon()
        self._teller.start()
        try:
            yield
        finally:
            self._ending.set()
            self._news.set()
            self._keeping.shutdown(wait=True)
            self._doing.shutdown(wait=True)
            self._teller.join(PATIENCE)

    def listen(self, envelope: dict[str, Any]) -> dict[str, Any] | None:
        """Returns when the click is on disk, or after 0.7 s, when it waits in memory for a disk."""
        now = self._clock()
        if user := opened_home(envelope):
            self._keeping.submit(self._keep, lambda ledger: open_home(ledger, user, now))
            return None
        click = read_envelope(envelope, now)
        return self._taken(click) if click else None

    def unheard(self) -> None:
        """Nobody listens for presses: no card shall offer any."""
        self._keeping.submit(self._keep, forget_buttons)

    def stands(self, why: str) -> None:
        """Keeps whether presses reach us."""
        now = self._clock()
        self._keeping.submit(self._keep, lambda ledger: save_buttons(ledger, why, now))

    def _taken(self, click: Click) -> dict[str, Any] | None:
        if click.kind == "command":
            click = replace(click, tell_at=click.at + TELL_AFTER)
        kept = self._keeping.submit(self._keep, lambda ledger: keep_click(ledger, click))
        kept.add_done_callback(lambda _done: self._do_soon())
        if not wait([kept], KEEP_SECONDS).done:
            log.warning("click=%s waits for the disk", click.id)
            return _told(answers.LATER) if click.kind == "command" else None
        return self._answered(click) if click.kind == "command" else None

    def _answered(self, click: Click) -> dict[str, Any]:
        done: Future[str] = self._doing.submit(self._answer, click.id)
        if not wait([done], COMMAND_SECONDS).done:
            return _told(answers.LATER)
        return _told(done.result() or answers.LATER)

    def _answer(self, click_id: str) -> str:
        """The answer, which nobody else gives then."""
        self._do()
        with closing(open_ledger(self._path)) as ledger:
            found = find_click(ledger, click_id)
            if found is None or found.applied_at is None:
                return ""
            told_click(ledger, click_id, self._clock())
        return found.answer

    def _keep(self, write: Callable[[Ledger], object]) -> None:
        """Until it is kept: Slack may have been told already that it came."""
        while True:
            try:
                with closing(open_ledger(self._path)) as ledger:
                    write(ledger)
            except Exception:
                log.exception("what came from Slack could not be kept; it will be tried again")
                if self._ending.wait(PAUSE):
                    return
            else:
                self._news.set()
                return

    def _do_soon(self) -> None:
        """Unless it is about to be done: a ledger that is held would make a queue of looks."""
        pending = self._pending
        if self._ending.is_set() or (pending and not (pending.running() or pending.done())):
            return
        with suppress(RuntimeError):  # we are told to stop in this very moment
            self._pending = self._doing.submit(self._do)

    def _do(self) -> None:
        try:
            with closing(open_ledger(self._path)) as ledger:
                if apply_clicks(ledger, self._people.name_of, self._clock()):
                    self._news.set()
        except Exception:
            log.exception("what was pressed could not be done; it will be tried again")

    def _tell(self) -> None:
        while not self._ending.is_set():
            self._news.wait(LOOK_EVERY)
            self._news.clear()
            try:
                self._tell_once()
            except Exception:
                log.exception("Slack could not be told; it will be tried again")

    def _tell_once(self) -> None:
        with closing(open_ledger(self._path)) as ledger:
            tell_clicks(ledger, self._people, self._clock())
            update_cards(ledger, self._channel, self._clock())
            show_homes(ledger, self._people, self._clock())
        self._do_soon()


def _one_thread(name: str) -> ThreadPoolExecutor:
    return ThreadPoolExecutor(1, thread_name_prefix=name)


def _told(text: str) -> dict[str, Any]:
    return {"response_type": "ephemeral", "text": text}
