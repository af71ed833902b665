"""The fixture by which a script is played and compared with what it wants."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Protocol

import pytest

from monitor.settings import default_tone
from monitor.understand.tone.choosing import Scorers, scorers
from tests.fakes.publisher import Publisher
from tests.fakes.slack import FakeSlack
from tests.scenarios.nights.ashvale import settings_with, telling
from tests.scenarios.nights.compare import unlike
from tests.scenarios.nights.desk import TOKEN, Desk, open_desk
from tests.scenarios.nights.feeds import Feeds
from tests.scenarios.nights.lines import Held, Line, QuietUntil, Told
from tests.scenarios.nights.night import Night
from tests.scenarios.nights.playing import moments_of, play
from tests.scenarios.nights.times import first_minute, next_time

NOWHERE = Path("/nowhere")  # without a model there VADER tells the tone, in no time


class Play(Protocol):
    def __call__(
        self,
        day: str,
        rules: str,
        *lines: Line,
        every: int = 60,
        polled: tuple[str, ...] = (),
        terminal: bool = False,
        besides: tuple[str, ...] = (),
        model: bool = False,
    ) -> Night: ...


@cache
def best() -> Scorers:
    return scorers(default_tone().words)


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with open_desk(tmp_path_factory.mktemp("desk"), scorers(default_tone().words, NOWHERE)) as one:
        yield one


@pytest.fixture
def night(tmp_path: Path, desk: Desk) -> Iterator[Play]:
    """Plays a script that begins on this day; fails with every difference from what it wants.

    `every`: minutes between two passes where nothing else happens; `polled`: the outlets whose
    feeds are polled over HTTP, where items do not simply arrive; `terminal`: it is a way out beside
    Slack; `besides`: rules that may leave notes of which the script says nothing;
    `model`: the model tells tone, where VADER does it in no time.
    """
    present: list[Night] = []

    def run(
        day: str,
        rules: str,
        *lines: Line,
        every: int = 60,
        polled: tuple[str, ...] = (),
        terminal: bool = False,
        besides: tuple[str, ...] = (),
        model: bool = False,
    ) -> Night:
        timed = list(moments_of(first_minute(day), lines))
        assert isinstance(timed[-1][1], QuietUntil), "a script ends with quiet_until"
        one = Night(
            settings=telling(settings_with(rules), slack.url),
            data=tmp_path,
            slack=slack,
            desk=desk,
            now=timed[0][0],
            every=timedelta(minutes=every),
            with_terminal=terminal,
            scorers=best() if model else None,
        )
        if polled:
            poll(one, Feeds(opened.enter_context(Publisher())), polled)
        present.append(one)
        play(one, timed, timed[-1][0])
        compare(one, timed, besides)
        return one

    def clock() -> datetime:
        return present[-1].now

    with ExitStack() as opened:
        slack = opened.enter_context(FakeSlack(token=TOKEN.reveal(), clock=clock))
        yield run
        for one in present:
            one.close()


def poll(night: Night, feeds: Feeds, outlets: tuple[str, ...]) -> None:
    """Has the outlets' news stand on real feeds."""
    night.settings = feeds.polled(night.settings, outlets)
    night.online = feeds.publisher
    night.publish_at = lambda at, written: feeds.carry(
        at.watch.outlets[written.outlet.casefold()], written, at.now
    )


def compare(night: Night, timed: list[tuple[datetime, Line]], besides: tuple[str, ...]) -> None:
    told = [((at, next_time(line.until, at)), line) for at, line in timed if isinstance(line, Told)]
    kept = [((at, next_time(line.until, at)), line) for at, line in timed if isinstance(line, Held)]
    differences = unlike(told, kept, night.posts(), night.held, besides)
    differences += night.waiting
    assert not differences, "\n" + "\n".join(differences)
