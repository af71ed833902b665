"""A watch that is opened once, and lent to every night with a folder and a rulebook of its own.

To open one takes half a second, of which most goes into what no script looks at: the analysts'
files, and the patterns of a watchlist that is the same in all of them.
"""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final

from monitor.alert.rulebook import alarms, make_ready, urgent
from monitor.network.channels import Channel
from monitor.records import Settings, Severity
from monitor.settings import SLACK_BOT_TOKEN, Secret, Secrets
from monitor.steps.watch import Memory, Watch, open_watch
from monitor.store.coverage import open_coverage
from monitor.store.ledger import open_ledger
from monitor.store.paths import coverage_of, ledger_of
from monitor.understand.tone.choosing import Scorers
from tests.scenarios.nights.ashvale import ANY, settings_with

Channels = dict[str, Channel]
TOKEN: Final = Secret("xoxb-test")
SECRETS: Final[Secrets] = {SLACK_BOT_TOKEN: TOKEN}
# Every part of a watch, so that a new one is put where it belongs.
OF_THE_NIGHT: Final = {"coverage", "ledger", "data", "memory", "channels", "settings"}
OF_ITS_SOURCES: Final = {"sources", "outlets"}
OF_ITS_RULES: Final = {"rules", "alarms", "critical", "urgent"}
SHARED: Final = {"parser", "fetcher", "watched", "almanac", "scorers", "casts", "keys"}


class Desk:
    """Lends its watch."""

    def __init__(self, watch: Watch, empty: Path) -> None:
        self._watch = watch
        self._empty = empty  # a data folder in which nothing has happened

    def lend(self, settings: Settings, data: Path, channels: Channels, until: ExitStack) -> Watch:
        """A watch over this empty folder, until its databases are closed with the stack."""
        for path in (coverage_of, ledger_of):
            shutil.copy(path(self._empty), path(data))
        rules = make_ready(settings.rules)
        return replace(
            self._watch,
            settings=settings,
            coverage=until.enter_context(closing(open_coverage(coverage_of(data)))),
            ledger=until.enter_context(closing(open_ledger(ledger_of(data)))),
            channels=channels,
            rules=rules,
            alarms=alarms(rules),
            critical=urgent(rules, Severity.S1),
            urgent=urgent(rules),
            data=data,
            sources={source.id: source for source in settings.sources},
            outlets={source.name.casefold(): source for source in settings.sources},
            memory=Memory(),
        )

    def boot(self, settings: Settings, data: Path, channels: Channels, until: ExitStack) -> Watch:
        """A watch of its own on a folder in which things have happened, as after a restart."""
        watch = until.enter_context(open_watch(settings, data, SECRETS, print))
        return replace(watch, scorers=self._watch.scorers, channels=channels)


@contextmanager
def open_desk(folder: Path, scorers: Scorers) -> Iterator[Desk]:
    settings = settings_with(ANY)
    with open_watch(settings, folder / "empty", SECRETS, print):
        pass  # leaves databases without a row
    with open_watch(settings, folder / "desk", SECRETS, print) as watch:
        yield Desk(replace(watch, scorers=scorers), folder / "empty")
