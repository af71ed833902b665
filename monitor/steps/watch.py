"""Everything a pass through the flow works with, opened once and closed in order."""

import logging
from collections.abc import Callable, Iterator, Mapping, Set
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from monitor.alert.desk import Desk
from monitor.alert.rulebook import ReadyRule, alarms, make_ready, urgent
from monitor.collect.identity import Shape
from monitor.collect.parser import Parser
from monitor.network.channels import Channel
from monitor.network.fetcher import Fetcher
from monitor.records import PollState, Settings, Severity, Source
from monitor.settings import Secrets, read_keys
from monitor.steps.rota import standing_changes
from monitor.steps.ways import note_shut, open_ways
from monitor.store.coverage import Coverage, open_coverage
from monitor.store.ledger import Ledger, open_ledger
from monitor.store.lock import sole_owner
from monitor.store.paths import coverage_of, lake_of, ledger_of
from monitor.store.publish import prepare_lake
from monitor.understand.facts.gathering import Almanac, almanac_of
from monitor.understand.parties.cast import Cast, cast_of
from monitor.understand.recognition.mentions import Watched, watch
from monitor.understand.stories.shelf import Shelf
from monitor.understand.tone.choosing import Scorers, scorers
from monitor.wordlists import Words

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Memory:
    """What a process remembers between passes and may lose with its end."""

    sessions: dict[str, str] = field(default_factory=dict, repr=False)  # what logins brought
    renewed: set[str] = field(default_factory=set)  # sources that logged in anew for this poll
    pages: dict[str, dict[str, Shape]] = field(default_factory=dict)  # marks, as sources stood last
    paging: dict[str, PollState] = field(default_factory=dict)  # how sources stood at page 1
    looked_after_at: datetime | None = None  # when the sources themselves were last looked after
    corrections: int | None = None  # how many words on tone the ledger held when they were taken in
    story_rulings: int | None = None  # how many words on stories, likewise
    shelf: Shelf | None = None  # recent reports by story
    tidied_at: datetime | None = None  # when the oldest were last taken off it
    held_against: Set[str] = frozenset()  # outputs, by all items of the last days
    judged: bool = False  # whether pick-ups are judged by the thresholds of today


@dataclass(frozen=True, slots=True)
class Watch:
    """One process's hold on a data folder.

    `coverage`, `parser` and `fetcher` belong to one thread.
    """

    settings: Settings
    coverage: Coverage
    ledger: Ledger
    parser: Parser
    fetcher: Fetcher
    channels: dict[str, Channel]
    watched: Watched
    almanac: Almanac
    scorers: Scorers
    rules: tuple[ReadyRule, ...]
    alarms: Words
    critical: Words
    urgent: Words
    casts: Mapping[str, Cast]  # by office: who can stand in a sentence
    data: Path
    sources: Mapping[str, Source]
    outlets: Mapping[str, Source]  # by their names, lower-cased
    keys: Mapping[str, str] = field(repr=False)  # of platforms, by source
    memory: Memory = field(default_factory=Memory)

    @property
    def desk(self) -> Desk:
        oncall = self.settings.oncall
        changes = standing_changes(self.ledger, oncall)
        return Desk(oncall=oncall, ways=tuple(self.channels), changes=changes)

    @property
    def lake(self) -> Path:
        return lake_of(self.data)


@contextmanager
def open_watch(
    settings: Settings, data: Path, secrets: Secrets | None, show: Callable[[str], None]
) -> Iterator[Watch]:
    """Holds the data folder for the block; AlreadyRunning if another process does."""
    with ExitStack() as held:
        held.enter_context(sole_owner(data))
        coverage = held.enter_context(closing(open_coverage(coverage_of(data))))
        ledger = held.enter_context(closing(open_ledger(ledger_of(data))))
        parser = held.enter_context(Parser())
        prepare_lake(coverage, ledger, lake_of(data), settings)
        rules = make_ready(settings.rules)
        note_shut(settings, secrets or {})
        yield Watch(
            settings=settings,
            coverage=coverage,
            ledger=ledger,
            parser=parser,
            fetcher=held.enter_context(Fetcher(settings.polling)),
            channels=open_ways(settings, data, secrets or {}, show),
            watched=watch(settings.offices, settings.context),
            almanac=almanac_of(settings.offices, settings.context),
            scorers=scorers(settings.tone.words, notice=log.warning),
            rules=rules,
            alarms=alarms(rules),
            critical=urgent(rules, Severity.S1),
            urgent=urgent(rules),
            casts={one.id: cast_of(one, settings.context) for one in settings.offices},
            data=data,
            sources={source.id: source for source in settings.sources},
            outlets={source.name.casefold(): source for source in settings.sources},
            keys=read_keys(settings.sources),
        )
