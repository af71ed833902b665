"""Due sources → requests → answers → the steps that take them in."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from urllib.parse import urlsplit

from monitor.collect import polling
from monitor.records import (
    FINE,
    Errand,
    Fetched,
    Outcome,
    PollReport,
    PollState,
    Source,
    Tally,
)
from monitor.steps.articles import ask_articles, take_articles
from monitor.steps.asking import ask, take_robots
from monitor.steps.hurrying import sources_in_crisis
from monitor.steps.polls import take_polls
from monitor.steps.watch import Watch
from monitor.store.sources import list_polls

GLANCE = 2.0  # seconds that a tick of the daemon waits for answers; late ones come with the next


def collect_arriving(watch: Watch, now: datetime) -> list[PollReport]:
    """Asks the sources whose time has come and takes in what has arrived, theirs or earlier ones'.

    For the daemon: a publisher that hangs until its deadline holds up nobody else's news.
    """
    polls = list_polls(watch.ledger)
    due = polling.due(watch.settings.sources, polls, now, _hurried(watch))
    return _collect(watch, due[: polling.most_at_once(len(watch.sources))], polls, now, GLANCE)


def collect_due(watch: Watch, now: datetime) -> list[PollReport]:
    """Polls every source whose time has come, and waits for all of them."""
    polls = list_polls(watch.ledger)
    due = polling.due(watch.settings.sources, polls, now, _hurried(watch))
    return _collect(watch, due, polls, now, _longest(watch))


def collect_all(watch: Watch, now: datetime) -> list[PollReport]:
    """Polls every enabled source, due or not, except those that asked us to wait."""
    polls = list_polls(watch.ledger)
    sources = [source for source in watch.settings.sources if source.enabled]
    waiting = [
        source for source in sources if polling.asked_to_wait(source, polls.get(source.id), now)
    ]
    asked = [source for source in sources if source not in waiting]
    reports = _collect(watch, asked, polls, now, _longest(watch))
    reports += [
        PollReport(source_id=source.id, outcome=Outcome.WAIT, reason="still asks us to wait")
        for source in waiting
    ]
    order = [source.id for source in sources]
    return sorted(reports, key=lambda report: order.index(report.source_id))


def _hurried(watch: Watch) -> frozenset[str]:
    return sources_in_crisis(watch.coverage, watch.ledger, watch.settings.sources)


def _longest(watch: Watch) -> float:
    """When every answer must have come: places, and those of each host, are taken in turn."""
    limits = watch.settings.polling
    hosts = Counter(urlsplit(source.url).netloc for source in watch.settings.sources)
    busiest = max(hosts.values(), default=0)
    turns = 1 + max(len(watch.sources) // limits.at_once, busiest // limits.host_at_once)
    return turns * (limits.deadline_seconds + 5) + busiest * limits.host_gap_seconds


def _collect(
    watch: Watch,
    sources: Iterable[Source],
    polls: dict[str, PollState],
    now: datetime,
    seconds: float,
) -> list[PollReport]:
    """Asks, and takes in whatever comes; some answers, such as a login's, call for a request."""
    waiting = {source.id: source for source in sources}
    reports = take_polls(watch, _ask(watch, waiting, polls, now), polls, now)
    ask_articles(watch, now)
    for answers in watch.fetcher.answers(seconds):
        take_robots(watch, _of(answers, Errand.ROBOTS), now)
        take_articles(watch, _of(answers, Errand.ARTICLE), now)
        reports += take_polls(watch, _of(answers, Errand.POLL), polls, now)
        reports += take_polls(watch, _ask(watch, waiting, polls, now), polls, now)
        ask_articles(watch, now)
    return _last_of_each(reports)


def _ask(
    watch: Watch, waiting: dict[str, Source], polls: Mapping[str, PollState], now: datetime
) -> list[Fetched]:
    """Asks these sources and forgets them, but for those whose robots.txt is asked first."""
    if not waiting:
        return []
    refused = ask(watch, list(waiting.values()), polls, now)
    asked = {one.source_id for one in watch.fetcher.in_flight if one.errand is Errand.POLL}
    for source_id in asked | {one.request.source_id for one in refused}:
        waiting.pop(source_id, None)
    return refused


def _of(answers: Iterable[Fetched], errand: Errand) -> list[Fetched]:
    return [one for one in answers if one.request.errand is errand]


def _last_of_each(reports: Iterable[PollReport]) -> list[PollReport]:
    """One line for each source, however many pages it came in."""
    whole: dict[str, PollReport] = {}
    for report in reports:
        before = whole.get(report.source_id)
        whole[report.source_id] = _together(before, report) if before else report
    return list(whole.values())


def _together(one: PollReport, other: PollReport) -> PollReport:
    parts = (one.tally, other.tally)
    tally = Tally(
        entries=sum(part.entries for part in parts),
        new=sum(part.new for part in parts),
        repeated=sum(part.repeated for part in parts),
    )
    return replace(one if one.outcome not in FINE else other, tally=tally)
